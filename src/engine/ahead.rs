//! When a step that is not now will be: found by judging it again at each moment that is named, until one keeps its word.
//!
//! Bedtime stretches on three of seven days were done on Sunday, Monday and Tuesday; on Wednesday at 12:00 the week is full
//! until Sunday 04:00. Judged then, its time is 22:00. Judged then, nothing is against it: Sunday 22:00 is announced.

use crate::engine::case::Case;
use crate::engine::due::Due;
use crate::engine::history::NEVER;
use crate::engine::judge::{Judged, judge};
use crate::engine::plan::Upcoming;
use crate::engine::safety::Why;
use crate::engine::setting::Setting;
use crate::engine::turn::order;
use crate::model::kind::Kind;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{DueHours, Step};

/// How far ahead a step is judged anew: so far the zone is known. What is put off beyond that is not announced.
const LOOKS_AHEAD: Span = Span::days(30);

/// How much of what comes later is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Foresight {
    /// All of it.
    All,
    /// What comes up to the first thing that is announced: no medicine, which may be wanted or not, and nothing that is only
    /// for somebody who lies awake.
    Next,
}

/// What comes later, soonest first: each at the first moment at which the judgement made then lets it through. `now`: what is
/// on show already.
///
/// None comes before the moment that its judgement of now names. So they are looked at in the order of those, and where
/// only the next is wanted, no further than one that is named later than what was found.
pub(super) fn upcoming<'p>(
    setting: &Setting<'p>,
    judged: &[Judged<'p>],
    now: &[&Step],
    ahead: Foresight,
) -> Vec<Upcoming<'p>> {
    let mut foreseen = Foreseen::new(&setting.case);
    let later = judged.iter().filter(|judged| now.iter().all(|step| step.id != judged.step.id));
    let mut named: Vec<(Moment, &Judged<'p>)> =
        later.filter_map(|judged| Some((foreseen.named(judged)?, judged))).collect();
    named.sort_by_key(|(at, _)| *at);
    let announced = |step: &Step| step.kind != Kind::Medicine && step.timing.hours != DueHours::Sleeping;
    let mut next = None;
    let mut found: Vec<((u32, usize, Moment), Upcoming<'p>)> = Vec::new();
    for (at, judged) in named {
        if next.is_some_and(|next| at > next) {
            break;
        }
        let Some(due_at) = foreseen.opens(judged, at) else { continue };
        found.push((order(judged), Upcoming { step: judged.step, due_at }));
        if ahead == Foresight::Next && announced(judged.step) {
            next = next.into_iter().chain([due_at]).min();
        }
    }
    found.retain(|(_, upcoming)| next.is_none_or(|next| upcoming.due_at <= next));
    // Of two at one time the one comes first that would be chosen then.
    found.sort_by_key(|(order, upcoming)| (upcoming.due_at, *order));
    found.into_iter().map(|(_, upcoming)| upcoming).collect()
}

/// The first moment ahead at which a step is open, if nothing happens until then. `None`: it is open now, or time alone does
/// not open it.
pub(super) fn opens<'p>(case: &Case<'p>, judged: &Judged<'p>) -> Option<Moment> {
    let mut foreseen = Foreseen::new(case);
    let at = foreseen.named(judged)?;
    foreseen.opens(judged, at)
}

/// The moments ahead at which steps were judged.
struct Foreseen<'s, 'p> {
    case: &'s Case<'p>,
    settings: Vec<Setting<'p>>,
}

impl<'s, 'p> Foreseen<'s, 'p> {
    /// Looks ahead from a case.
    fn new(case: &'s Case<'p>) -> Self {
        Self { case, settings: Vec::new() }
    }

    /// The moment ahead before which a step does not come. `None`: it is open now, or time alone does not open it.
    fn named(&self, judged: &Judged<'p>) -> Option<Moment> {
        let asks = judged.veto.is_some() && judged.asks.is_some();
        let veto = judged.veto.iter().filter(|_| !asks).map(|veto| veto.until);
        named(judged, veto).filter(|at| !self.case.reached(*at))
    }

    /// The first moment at which a step is open that does not come before `at`, if nothing happens until then. `None`: time
    /// alone does not open it.
    fn opens(&mut self, judged: &Judged<'p>, mut at: Moment) -> Option<Moment> {
        loop {
            let then = judge(self.setting(at), judged.step);
            // A card or a question that waits then is told in front of it.
            let vetoes = then.rules.iter().filter_map(|rule| rule.verdict.as_ref().err());
            let vetoes = vetoes.filter(|veto| !matches!(veto.why, Why::CardPending(_) | Why::Unanswered(_)));
            let next = named(&then, vetoes.map(|veto| veto.until))?;
            if next <= at {
                return Some(at);
            }
            if next > self.case.now() + LOOKS_AHEAD {
                return None;
            }
            at = next;
        }
    }

    fn setting(&mut self, at: Moment) -> &Setting<'p> {
        let known = self.settings.iter().position(|setting| setting.case.now() == at);
        let place = known.unwrap_or_else(|| {
            self.settings.push(Setting::at(self.case.later(at)));
            self.settings.len() - 1
        });
        &self.settings[place]
    }
}

/// The moment before which a judgement does not let a step through. `None`: nobody knows one.
fn named(judged: &Judged<'_>, vetoes: impl Iterator<Item = Option<Moment>>) -> Option<Moment> {
    let from = match judged.due {
        Due::Now(since, _) => since,
        Due::Later(from) => from,
        Due::Never => return None,
    };
    let all = judged.reasons.iter().map(|(_, until)| *until).chain(vetoes).collect::<Option<Vec<_>>>()?;
    all.into_iter().chain([from]).max().filter(|at| *at < NEVER)
}
