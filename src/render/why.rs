//! `why`: every rule that says yes or no to a step, with figures and times, and where they come from.

use crate::engine::explain::Explanation;
use crate::engine::plan::Reason;
use crate::engine::safety::Weighed;
use crate::model::kind::Kind;
use crate::protocol::format::Source;
use crate::render::page::{Page, Role};
use crate::views::reason::reason as words_of;
use crate::views::told::{sentence, text_line};
use crate::words::clean::clean;
use crate::words::{self, Times};

/// The explanation of a step. `all`: with the facts behind each rule, and each source with what it says and where it stands.
pub(crate) fn why_text(explanation: &Explanation<'_>, times: &Times<'_>, all: bool, width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Title, &explanation.step.title);
    page.add(Role::Body, &verdict(explanation, times));
    if let Some(why) = &explanation.step.why {
        page.add(Role::Body, why);
    }
    if let Some(every) = explanation.every {
        page.add(Role::Body, &words::now::comes_back(&words::length(every)));
    }
    page.gap();
    // What says no is what was asked for.
    let (yes, no): (Vec<_>, Vec<_>) = explanation.rules.iter().partition(|weighed| weighed.verdict.is_ok());
    for weighed in no {
        page.hanging(
            Role::Body,
            &words::now::ruled(false, &sentence(weighed, times), facts(weighed, all).as_deref()),
            5,
        );
    }
    for (reason, until) in &explanation.reasons {
        page.hanging(Role::Body, &format!("no   {}", words_of(reason, *until, times)), 5);
    }
    for weighed in yes {
        page.hanging(
            Role::Body,
            &words::now::ruled(true, &sentence(weighed, times), facts(weighed, all).as_deref()),
            5,
        );
    }
    if !all && !explanation.sources.is_empty() {
        page.gap();
        page.add(Role::Detail, &publishers(&explanation.sources));
    } else if !explanation.sources.is_empty() {
        page.gap();
        page.add(Role::Title, words::now::WHERE_FROM);
        for (place, source) in explanation.sources.iter().enumerate() {
            let before = &explanation.sources[..place];
            // What several facts are from is named once, above them; a margin once in all.
            let named = before.last().is_some_and(|last| same_text(source, last));
            let margin = source.margin && before.iter().any(|one| one.margin && text_line(one) == text_line(source));
            if !named && !margin {
                page.hanging(Role::Body, &text_line(source), 2);
                if let Some(url) = source.url.as_ref().filter(|_| !source.margin) {
                    page.raw_detail(&format!("  {}", clean(url)));
                }
            }
            if let Some(says) = source.says.as_ref().filter(|_| !source.margin) {
                page.hanging(Role::Detail, &format!("  {}: {}", clean(&source.cite), clean(says)), 4);
            }
        }
    }
    page.gap();
    page.add(Role::Detail, &words::now::general_information(explanation.step.kind == Kind::Medicine));
    if !all && !explanation.sources.is_empty() {
        page.add(Role::Hint, &words::now::more_why(explanation.step.id.as_str()));
    }
    page.whole(width)
}

/// Who is behind it, each once, and whether a figure is a margin.
fn publishers(sources: &[&Source]) -> String {
    let (ours, theirs): (Vec<&Source>, Vec<&Source>) = sources.iter().copied().partition(|source| source.margin);
    let mut names: Vec<String> = Vec::new();
    for name in theirs.iter().map(|source| clean(&source.publisher)) {
        // Sums on the figures of others are ours.
        if name != env!("CARGO_PKG_NAME") && !names.contains(&name) {
            names.push(name);
        }
    }
    let from = (!names.is_empty()).then(|| words::now::comes_from(&names));
    let margin = ours.first().map(|source| text_line(source));
    from.into_iter().chain(margin).collect::<Vec<_>>().join(" ")
}

/// Whether two facts are from the same text.
fn same_text(one: &Source, other: &Source) -> bool {
    let text = |source: &Source| (source.publisher.clone(), source.title.clone(), source.year, source.url.clone());
    text(one) == text(other)
}

fn verdict(explanation: &Explanation<'_>, times: &Times<'_>) -> String {
    match (explanation.allowed, explanation.not_before.filter(|moment| *moment > times.now)) {
        (true, _) => words::now::NOTHING_AGAINST.to_owned(),
        (false, Some(moment)) if explanation.reasons.iter().any(|(reason, _)| *reason == Reason::PassedOver) => {
            words::now::not_now(Some(&words::reason::again_at(&times.at(moment))))
        }
        (false, Some(moment)) => words::now::not_now(Some(&times.not_before(moment))),
        (false, None) => words::now::not_now(None),
    }
}

/// What a rule rests on: that it is a margin of ours is always said.
fn facts(weighed: &Weighed, all: bool) -> Option<String> {
    if weighed.facts.is_empty() {
        Some(words::now::OUR_OWN_MARGIN.to_owned())
    } else {
        all.then(|| weighed.facts.join(", "))
    }
}

#[cfg(test)]
mod tests;
