//! When a step that is not now will be: found by judging it again at each moment that is named, until one keeps its word.
//!
//! Bedtime stretches on three of seven days were done on Sunday, Monday and Tuesday; on Wednesday at 12:00 the week is full
//! until Sunday 04:00. Judged then, its time is 22:00. Judged then, nothing is against it: Sunday 22:00 is announced.

use crate::engine::case::Case;
use crate::engine::due::Due;
use crate::engine::history::NEVER;
use crate::engine::judge::{Judged, Setting, judge};
use crate::engine::safety::Why;
use crate::model::time::{Moment, Span};

/// How far ahead a step is judged anew: so far the zone is known. What is put off beyond that is not announced.
const LOOKS_AHEAD: Span = Span::days(30);

/// The moments ahead at which steps were judged.
pub(super) struct Foreseen<'s, 'p> {
    case: &'s Case<'p>,
    settings: Vec<Setting<'p>>,
}

impl<'s, 'p> Foreseen<'s, 'p> {
    /// Looks ahead from a case.
    pub(super) fn new(case: &'s Case<'p>) -> Self {
        Self { case, settings: Vec::new() }
    }

    /// The first moment ahead at which a step is open, if nothing happens until then. `None`: it is open now, or time alone
    /// does not open it.
    pub(super) fn opens(&mut self, judged: &Judged<'p>) -> Option<Moment> {
        let asks = judged.veto.is_some() && judged.asks.is_some();
        let veto = judged.veto.iter().filter(|_| !asks).map(|veto| veto.until);
        let mut at = named(judged, veto)?;
        if self.case.reached(at) {
            return None;
        }
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
