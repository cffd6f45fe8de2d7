//! How the medicines stand, put into words: what `took` and `status` say of the last 24 hours.

use crate::engine::safety::Standing;
use crate::words::{Times, dose};

/// What was loud, the sum of 24 hours, and until when nothing more of the class.
pub(crate) fn stands(standing: &Standing, times: &Times<'_>, region: Option<&str>) -> Vec<String> {
    let mut lines = over(standing, region);
    let what = &standing.ingredient;
    if standing.too_soon {
        lines.push(dose::too_soon(what));
    }
    if let Some(because) = standing.because.as_deref().filter(|_| standing.over()) {
        lines.push(dose::because(because));
    }
    if let Some(other) = &standing.beside {
        lines.push(dose::beside(what, other));
        lines.push(dose::ASK_TODAY.to_owned());
        if !standing.over() {
            lines.push(dose::BLEEDING.to_owned());
        }
    }
    if standing.one_left && !standing.over() {
        lines.push(dose::one_left(what));
    }
    lines.push(line(standing, times));
    if let Some(until) = standing.class_until.filter(|until| *until > times.now) {
        lines.push(dose::none_of_the_class(&times.at(until)));
    }
    lines
}

/// What was over a limit of the label, and whom to call. Empty: nothing was.
fn over(standing: &Standing, region: Option<&str>) -> Vec<String> {
    let what = &standing.ingredient;
    let mut lines = Vec::new();
    lines.extend(standing.over_single.map(|most| dose::over_single(what, most)));
    lines.extend(standing.over_12h.map(|most| dose::over_12h(what, most)));
    if let Some(most) = standing.most_mg.filter(|most| standing.sum_mg > *most) {
        lines.push(dose::over_sum(what, standing.sum_mg, most));
    }
    if lines.is_empty() {
        return lines;
    }
    lines.push(dose::call(what).to_owned());
    if dose::is_silent(what) || matches!(region, None | Some("us")) {
        lines.push(dose::poison_line(region));
    }
    if !dose::is_silent(what) {
        lines.push(dose::BLEEDING.to_owned());
        lines.push(dose::OR_TROUBLE.to_owned());
    }
    lines
}

/// How a medicine stands: its doses of 24 hours, a limit that is reached, and from when the next one may be.
pub(crate) fn line(standing: &Standing, times: &Times<'_>) -> String {
    let mut said = dose::sum(&standing.ingredient, standing.doses, standing.sum_mg, standing.most_mg);
    let reached = standing.most_mg.is_some_and(|most| standing.sum_mg >= most);
    if standing.over() {
        said = format!("{said} {}", dose::OVER);
    } else if reached {
        said = format!("{said} {}", dose::REACHED);
    }
    times.until(said, standing.not_before)
}
