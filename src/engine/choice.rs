//! Choice cards: when one is asked, and which of its options somebody has.
//!
//! A card is asked once the step that it comes after was done or passed over, and until it is answered or somebody does
//! something about one of its steps without it. For a while none of these comes by itself; what nobody answers stands below
//! after that, and the steps come on their own, each with its questions.
//!
//! Leaned at 09:34: "warmth, a tablet?" stands there. `h` at 09:36: heat is due since 09:36, and what was not chosen counts
//! as passed over then. `s` instead: it is asked again at 10:06.

use crate::engine::case::Case;
use crate::engine::chosen::ChoiceNow;
use crate::engine::due::{self, Due};
use crate::engine::judge::Judged;
use crate::engine::plan::Reason;
use crate::model::event::{Event, Touch};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::limits::QUESTION_LAPSES;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{ChoiceCard, ChoiceOption, Protocol, Step, TimingKind};

/// How long "later" holds. A choice of this program.
const LATER: Span = Span::minutes(30);

/// Where a choice stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ChoiceTurn {
    /// It was put off: it waits, and so do its steps.
    PutOff,
    /// It is asked.
    Asked,
    /// Nobody answered for a while: its steps come without it.
    Lapsed,
}

/// The choice that waits, and where it stands. `ready`: what is due now, and since when.
pub(super) fn choice<'p>(
    case: &Case<'p>,
    judged: &[Judged<'p>],
    ready: &[(&Judged<'p>, Moment)],
) -> Option<(ChoiceNow<'p>, ChoiceTurn)> {
    case.protocol.choices.iter().find_map(|card| {
        let offered = offered(case, card)?;
        let has = |id: &Id| {
            case.protocol
                .meant_by(id)
                .any(|step| judged.iter().any(|one| one.step.id == step.id && is_there(case, one)))
        };
        let stays = |option: &&ChoiceOption| {
            let rests = option.rests.as_ref();
            option.opens.iter().all(has) && rests.is_none_or(|rest| concerns(card, &rest.what, case.protocol, has))
        };
        let options: Vec<&ChoiceOption> = card.options.iter().filter(stays).collect();
        if options.iter().all(|option| option.opens.is_empty()) {
            return None;
        }
        let due = ready.iter().filter(|(judged, _)| card.opens(judged.step)).map(|(_, since)| *since);
        let since = due.chain([offered]).max().unwrap_or(offered);
        let turn = if !case.reached(offered) {
            ChoiceTurn::PutOff
        } else if case.reached(since + QUESTION_LAPSES) {
            ChoiceTurn::Lapsed
        } else {
            ChoiceTurn::Asked
        };
        Some((ChoiceNow { card, options }, turn))
    })
}

/// Since when a card is asked, or from when on where it was put off. `None`: it is not asked, or not any more.
fn offered(case: &Case<'_>, card: &ChoiceCard) -> Option<Moment> {
    let entries = || case.history.entries();
    let handled = |event: &Event| {
        event.touched().is_some_and(|(id, touch)| *id == card.after && matches!(touch, Touch::Done | Touch::Skipped))
    };
    let since = entries().find(|entry| handled(&entry.event)).map(|entry| entry.at)?;
    let about = |event: &Event| {
        let own = event.touched().and_then(|(id, _)| case.protocol.step(id));
        own.is_some_and(|step| card.opens(step))
            || matches!(event, Event::Chose { card: chosen, .. } if *chosen == card.id)
    };
    let taken = |step: &Step| step.medicine.is_some() && due::last_done(case, step).is_some_and(|at| at >= since);
    if entries().any(|entry| entry.at >= since && about(&entry.event))
        || case.protocol.steps.iter().any(|step| card.opens(step) && taken(step))
    {
        return None;
    }
    let put_off = case.history.passed_over(card.id.as_str()).map(|at| at + LATER);
    Some(put_off.unwrap_or(since).max(since))
}

/// Whether what an option sets aside is something that the card would offer.
fn concerns(card: &ChoiceCard, what: &Id, protocol: &Protocol, has: impl Fn(&Id) -> bool) -> bool {
    let of_kind = |step: &Step| step.id == *what || step.kind.as_str() == what.as_str();
    let opened = card.options.iter().flat_map(|option| &option.opens);
    opened.filter(|id| has(id)).any(|id| protocol.meant_by(id).any(of_kind))
}

/// Whether somebody could have that step now: it is due, or it never came and would come only because it was chosen.
fn is_there(case: &Case<'_>, judged: &Judged<'_>) -> bool {
    let step = judged.step;
    let handled = || due::last_done(case, step).max(case.history.last_skipped(&step.id));
    // The pace gives way to a choice.
    let mut reasons = judged.reasons.iter().map(|(reason, _)| reason);
    reasons.all(|reason| matches!(reason, Reason::Pace(_)))
        && (judged.veto.is_none() || judged.asks.is_some())
        && match judged.due {
            Due::Now(..) => true,
            Due::Later(_) => handled().is_none_or(|at| at < case.started()),
            Due::Never => step.timing.kind == TimingKind::OnDemand,
        }
}

/// Whether something that is due comes before a choice: it is no medicine, and nothing need be asked for it.
pub(super) fn comes_first(card: &ChoiceCard, ready: &[(&Judged<'_>, Moment)]) -> bool {
    let before = ready.iter().take_while(|(judged, _)| !card.opens(judged.step));
    let any = ready.iter().any(|(judged, _)| card.opens(judged.step));
    let free = |judged: &Judged<'_>| judged.free() && !matches!(judged.step.kind, Kind::Medicine | Kind::Contact);
    before.filter(|_| any).any(|(judged, _)| free(judged))
}
