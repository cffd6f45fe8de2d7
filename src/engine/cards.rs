//! Which cards are asked now: those of check-ins that are due, and, on the floor, one at a time.

use crate::engine::answered::CardAnswered;
use crate::engine::ask::Ask;
use crate::engine::case::Case;
use crate::engine::due;
use crate::engine::safety::screening::{Asked, PendingCard, Screened, asked_first};
use crate::model::event::Event;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::{CARD_PAUSE, EARLY};
use crate::model::profile::{CardId, Fact};
use crate::protocol::format::{Phase, TimingKind};

/// The cards that check-ins ask, each since the newest time at which its check-in was due. Cards do not age out.
pub(super) fn asked<'p>(case: &Case<'p>, phase: &Phase) -> Vec<Asked<'p>> {
    let mut asked = Vec::new();
    for step in case.protocol.steps.iter().filter(|step| step.kind == Kind::CheckIn) {
        let in_phase = step.phases.is_empty() || step.phases.contains(&phase.id);
        let over = step.asks_until.is_some_and(|until| case.has_run(until));
        if step.asks.is_empty() || !in_phase || over || step.timing.kind != TimingKind::At {
            continue;
        }
        let today = case.today();
        let times = (-2..=1).flat_map(|n| step.timing.at.iter().map(move |time| (today.plus(n), *time)));
        let newest = times
            .map(|(day, time)| due::moment(case, day, time))
            .filter(|at| *at > case.started() && case.reached(*at))
            .max();
        // Answered half an hour early is answered.
        asked.extend(newest.into_iter().flat_map(|at| step.asks.iter().map(move |card| (card, at - EARLY))));
    }
    asked
}

/// Decides which pending cards are shown: an emergency card at once; on the floor the others one by one.
pub(super) fn show_cards<'p>(case: &Case<'p>, phase: &Phase, screened: &mut Screened<'p>) {
    stand_in(case, &mut screened.screening.pending);
    let age_waits = screened.unanswered.contains(&Fact::Age);
    for pending in &mut screened.screening.pending {
        // Who is pregnant is asked after the age, which may make it needless.
        let is_pregnancy =
            case.protocol.signs_of(pending.card).map(|sign| sign.fact).all(|fact| fact == Some(Fact::Pregnant));
        let of_age = age_waits && is_pregnancy;
        // Both are asked in one rest.
        let with_age = !age_waits && is_pregnancy && newest(case) == Some(Fact::Age);
        pending.shown =
            pending.urgency == Urgency::Emergency || (!of_age && (with_age || may_ask(case, phase, Some(pending))));
    }
}

/// The question about the person that was answered last, where no card was since.
fn newest(case: &Case<'_>) -> Option<Fact> {
    let answered =
        case.history.entries().filter(|entry| matches!(entry.event, Event::Answered { .. } | Event::Screened { .. }));
    let newest = answered.max_by_key(|entry| entry.place)?;
    if let Event::Answered { fact, .. } = &newest.event { Some(*fact) } else { None }
}

/// Asks the card that stands in for others in their place, where each of them was answered before. One that never was is
/// asked itself, in its own words.
fn stand_in<'p>(case: &Case<'p>, pending: &mut Vec<PendingCard<'p>>) {
    for card in case.protocol.cards.iter().filter(|card| !card.stands_in_for.is_empty()) {
        let stood_for = |one: &PendingCard<'_>| card.stands_in_for.contains(&one.card.id);
        let waits = || pending.iter().filter(|one| stood_for(one));
        if waits().next().is_none() || waits().any(|one| !one.again) {
            continue;
        }
        let urgency = case.protocol.urgency_of(card);
        let place = pending.iter().position(stood_for).unwrap_or(0);
        pending.insert(place, PendingCard { card, urgency, again: true, shown: true });
        pending.retain(|one| !stood_for(one));
        pending.sort_by_key(|one| std::cmp::Reverse(one.urgency == Urgency::Emergency));
    }
}

/// The emergency card, asked out of its turn: where moving clearly hurt more. The card that stands in for it is asked instead
/// once each of its cards was answered. Rule 15.
pub fn out_of_turn<'p>(case: &Case<'p>) -> Option<Ask<'p>> {
    let pending = |answered: &CardAnswered<'p>| {
        let CardAnswered { card, urgency, last, .. } = *answered;
        PendingCard { card, urgency, again: last.is_some(), shown: true }
    };
    let mut pending: Vec<PendingCard<'p>> =
        asked_first(case).filter(|answered| !answered.about_person).map(pending).collect();
    stand_in(case, &mut pending);
    let gravest = pending.into_iter().find(|one| one.urgency == Urgency::Emergency)?;
    Some(Ask::Card { card: gravest.card, urgency: gravest.urgency, again: gravest.again })
}

/// Whether a card that is not an emergency may be shown now. On the floor it waits for its step or its time, and for
/// something to have been done since the card before.
pub(super) fn may_ask(case: &Case<'_>, phase: &Phase, pending: Option<&PendingCard<'_>>) -> bool {
    if !phase.floor {
        return true;
    }
    let card = pending.map(|pending| pending.card);
    let within = card.and_then(|card| card.within).unwrap_or(CARD_PAUSE);
    let step = card.and_then(|card| card.after.as_ref());
    let moved = match step {
        Some(step) => case.history.done(step).next().is_some(),
        None => case.history.entries().any(|entry| matches!(entry.event, Event::Done { .. })),
    };
    if !moved && !case.has_run(within) {
        return false;
    }
    // The hours of a day are no card that anybody was shown here.
    let answered = |event: &Event| {
        matches!(event, Event::Screened { .. })
            || matches!(event, Event::Answered { fact, .. } if fact.question().card != CardId::Day)
    };
    let Some(last) = case.history.entries().filter(|entry| answered(&entry.event)).max_by_key(|entry| entry.place)
    else {
        return true;
    };
    let since = case
        .history
        .entries()
        .any(|entry| entry.place > last.place && matches!(entry.event, Event::Done { .. } | Event::Skipped { .. }));
    since || case.reached(last.at + CARD_PAUSE)
}
