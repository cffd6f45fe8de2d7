//! Rules 1, 2, 3 and 10: screen first, latch, ask again; whom the program cannot help; when it is over.

use crate::engine::answered::CardAnswered;
use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::safety::followed::{FollowUp, SeenFor, follow_ups, gentle, seen_for};
use crate::engine::safety::known::known;
use crate::engine::safety::latch::{Report, latches, reports};
use crate::engine::safety::leg::leg;
use crate::engine::safety::{Fine, Latch, Rule, Weighed, Why, no, yes};
use crate::model::event::{Began, Event, Slip, Touch};
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind, Urgency};
use crate::model::limits::{
    BONES_FROM, PLAN_ENDS, RESCREEN, RESCREEN_EARLY, RESCREEN_EARLY_UNTIL, RESCREEN_PREVENTION,
};
use crate::model::profile::{CardId, Fact};
use crate::model::time::{Moment, Span};
use crate::protocol::format::Card;

pub use crate::engine::safety::latch::past_limit_now;

/// How the screening stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Screening<'p> {
    /// The cards that await an answer, in the order of asking, whether or not one is shown yet.
    pub pending: Vec<PendingCard<'p>>,
    /// Signs that stand and have not been seen: present ones of every urgency.
    pub latches: Vec<Latch<'p>>,
    /// Signs that a clinician looked at, until the flare ends.
    pub seen: Vec<SeenFor<'p>>,
    /// What is asked of those, and of old and known ones, before any card.
    pub follow: Vec<FollowUp<'p>>,
}

impl Screening<'_> {
    /// The most urgent latch that stops the plan: an emergency or a same-day sign.
    pub fn latched(&self) -> Option<Urgency> {
        self.latches.iter().map(|latch| latch.urgency).filter(|urgency| *urgency >= Urgency::SameDay).max()
    }

    /// The word in JSON: `emergency`, `same-day`, `pending` or `clear`.
    pub fn word(&self) -> &'static str {
        match self.latched() {
            Some(urgency) => urgency.as_str(),
            None if self.pending.is_empty() && self.follow.is_empty() => "clear",
            None => "pending",
        }
    }
}

/// A card that awaits an answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PendingCard<'p> {
    /// The card.
    pub card: &'p Card,
    /// As urgent as its most urgent sign; after a slip, an emergency.
    pub urgency: Urgency,
    /// It was answered before in this course.
    pub again: bool,
    /// It may be shown now. While somebody is on the floor, cards come one by one with something to do between.
    pub shown: bool,
}

/// How the screening stands, with what follows from it.
#[expect(clippy::struct_excessive_bools, reason = "five findings that hold or do not, each by itself")]
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Screened<'p> {
    /// The cards that await an answer, and the signs that stand.
    pub screening: Screening<'p>,
    /// Questions of rule 3 that await an answer.
    pub unanswered: Vec<Fact>,
    /// A leg sign stands: until two check-ins in a row say none.
    pub leg: bool,
    /// A leg sign was reported at any time in this course.
    pub leg_ever: bool,
    /// A sign that must be looked at soon stands: no stretching, no massage.
    pub soon: bool,
    /// A sign that was looked at is still there, or one is old and known: only gentle things are offered.
    pub gentle: bool,
    /// A line that cannot be read stands after the answer to an emergency card: it may have been a sign.
    pub lost: bool,
}

/// A card that a check-in asks, and since when.
pub type Asked<'p> = (&'p Id, Moment);

/// Works out the pending cards and the latches. `asked` are the cards of check-ins that are due.
pub fn screened<'p>(case: &Case<'p>, asked: &[Asked<'p>]) -> Screened<'p> {
    let mut screened = Screened { unanswered: case.facts.unanswered(CardId::AboutYou), ..Screened::default() };
    let Some(run) = case.history.run() else {
        // No flare runs, so nothing has been asked yet: what `why` says must not sound as if it had.
        let never = |answered: &CardAnswered<'p>| {
            let CardAnswered { card, urgency, .. } = *answered;
            PendingCard { card, urgency, again: false, shown: false }
        };
        screened.screening.pending = asked_first(case).map(never).collect();
        return screened;
    };
    for answered in asked_first(case) {
        let CardAnswered { card, urgency, ref facts, about_person, last } = *answered;
        // Its answer was a slip: it is asked from its first line, and nothing but help is offered until then. Rule 16.6.
        let of_this = |slip: &&Slip| {
            let stood_in = case.protocol.card(&slip.card).is_some_and(|other| other.stands_in_for.contains(&card.id));
            slip.card == card.id || stood_in
        };
        let slipped = case.history.slips().iter().filter(of_this).map(|slip| slip.place).max();
        if slipped.is_some_and(|slip| last.is_none_or(|last| last.place < slip)) {
            let urgency = Urgency::Emergency;
            screened.screening.pending.push(PendingCard { card, urgency, again: false, shown: true });
            screened.unanswered.retain(|fact| !facts.contains(fact));
            continue;
        }
        if about_person {
            // A card of questions about the person: asked once, and answered by the profile where it can be.
            if facts.iter().any(|fact| case.facts.get(*fact).is_none()) {
                screened.screening.pending.push(PendingCard { card, urgency, again: false, shown: true });
            }
            screened.unanswered.retain(|fact| !facts.contains(fact));
            continue;
        }
        screened.lost |=
            urgency == Urgency::Emergency && last.is_some_and(|last| case.history.damaged_after(last.place));
        let due = last.map(|last| {
            let at = asked_again_at(last.at, run.started.moment, run.course, card.every);
            case.reached(at) || must_be_asked_again(case, card, urgency, last, asked)
        });
        if due.unwrap_or(true) {
            screened.screening.pending.push(PendingCard { card, urgency, again: last.is_some(), shown: true });
        }
    }
    screened.screening.pending.sort_by_key(|pending| std::cmp::Reverse(pending.urgency == Urgency::Emergency));
    let known = known(case);
    let reports = reports(case, &known);
    screened.screening.latches = latches(case, &reports, &known);
    screened.screening.seen = seen_for(case, &reports);
    screened.gentle = gentle(case, &reports, &known);
    // When the card that asks a sign was answered last.
    let answered = |report: &Report<'p>| {
        let card = report.card.or(case.protocol.cards.first());
        let answered = card.and_then(|card| case.cards.iter().find(|answered| answered.card.id == card.id));
        answered.and_then(|answered| answered.last).map(|entry| entry.place)
    };
    let waits = |card: &Card| screened.screening.pending.iter().any(|pending| pending.card.id == card.id);
    let follow = follow_ups(case, &reports, &known, waits, answered);
    screened.screening.follow = follow;
    screened.soon = screened.screening.latches.iter().any(|latch| latch.urgency == Urgency::Soon && latch.holds_back);
    (screened.leg, screened.leg_ever) = leg(case);
    screened
}

/// The cards that are asked for themselves. One that stands in for others has no time of its own.
pub fn asked_first<'c, 'p>(case: &'c Case<'p>) -> impl Iterator<Item = &'c CardAnswered<'p>> {
    let concerns = |card: &Card| card.only_if.is_none_or(|fact| case.facts.is(fact) == Some(true));
    case.cards.iter().filter(move |answered| answered.card.stands_in_for.is_empty() && concerns(answered.card))
}

/// When a card is asked again by time alone: every 12 h for 72 h, then every 24 h; in prevention every 7 days. A file
/// may only ask more often. Rule 2.
fn asked_again_at(last: Moment, started: Moment, course: CourseKind, every: Option<Span>) -> Moment {
    let early = last + RESCREEN_EARLY;
    let rule = match course {
        CourseKind::Flare if early - started <= RESCREEN_EARLY_UNTIL => early,
        CourseKind::Flare => last + RESCREEN,
        CourseKind::Prevention => last + RESCREEN_PREVENTION,
    };
    every.map_or(rule, |every| rule.min(last + every))
}

/// What asks a card again at once: anything that stands after its answer in the journal and is new. Rule 2.
fn must_be_asked_again(case: &Case<'_>, card: &Card, urgency: Urgency, last: &Entry, asked: &[Asked<'_>]) -> bool {
    let leg_card = case.protocol.signs_of(card).any(|sign| sign.leg) || urgency == Urgency::Emergency;
    let after = |place: usize| place > last.place;
    // In prevention a day without an entry is an ordinary day; there the week counts.
    let silent = case.history.run().is_none_or(|run| run.course == CourseKind::Flare);
    let checked = |step: &Id| {
        let step = case.protocol.step(step);
        step.is_some_and(|step| step.kind == Kind::CheckIn && !step.asks_pain && step.asks.contains(&card.id))
    };
    let event = case.history.entries().filter(|entry| after(entry.place)).any(|entry| {
        let leg = leg_card && entry.event.leg() == Some(true);
        let done = entry.event.touched().is_some_and(|(step, touch)| touch == Touch::Done && checked(step));
        let lifted = urgency == Urgency::Emergency && may_have_broken(case, &entry.event);
        leg || done || lifted || entry.event.is_worse_than_usual() || entry.event.as_seen().is_some()
    });
    event
        || case.history.rises().iter().any(|(_, place)| after(*place))
        || (silent && case.silence_since(last.place))
        || case.history.damaged().iter().any(|damage| damage.place > last.place)
        || asked.iter().any(|(asked, since)| **asked == card.id && last.at < *since)
}

/// Whether it began with lifting, of somebody whose bones break of less than a fall. RF-12, RF-13.
fn may_have_broken(case: &Case<'_>, event: &Event) -> bool {
    let frail = || {
        case.facts.age().is_none_or(|age| age >= BONES_FROM)
            || case.facts.is(Fact::WeakBones) == Some(true)
            || case.facts.is(Fact::ThinnerSteroid) == Some(true)
    };
    matches!(event, Event::Began { what: Began::Lifting, .. }) && frail()
}

/// How far a step is from doing harm, for the cards that guard it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Help, and lying as one lies: whatever the cards say.
    Never,
    /// Positions, getting up, and questions: not while an emergency card waits.
    Emergency,
    /// Micro-movement: not while an emergency card waits, nor under any latch.
    Micro,
    /// Everything else: not while any card waits.
    All,
}

/// Rules 1, 2, 3 and the end of rule 10, for any step.
pub(super) fn weigh(case: &Case<'_>, screened: &Screened<'_>, guard: Guard) -> Vec<Weighed> {
    const CARDS: &[&str] = &["RF-01", "RF-06", "RF-36"];
    let latched = screened.screening.latched();
    let asked = screened.screening.follow.iter().map(|follow| follow.urgency);
    let pending = screened.screening.pending.iter().map(|pending| pending.urgency).chain(asked).max();
    let against = match guard {
        Guard::Never => None,
        Guard::Emergency => latched.filter(|urgency| *urgency == Urgency::Emergency),
        Guard::Micro | Guard::All => latched,
    };
    // Under a same-day sign no card is asked again, so one that falls due must not leave anybody on the floor.
    let again = |pending: &PendingCard<'_>| pending.again || pending.urgency != Urgency::Emergency;
    let rests = latched == Some(Urgency::SameDay) && !screened.lost && screened.screening.pending.iter().all(again);
    let waits = match guard {
        Guard::Never => None,
        Guard::Emergency if rests => None,
        Guard::Emergency | Guard::Micro => pending.filter(|urgency| *urgency == Urgency::Emergency),
        Guard::All => pending,
    };
    let mut rules = Vec::new();
    if guard == Guard::Never {
        rules.push(yes(Rule::Screening, Fine::AlwaysAllowed, CARDS));
        return rules;
    }
    match against {
        Some(urgency) => rules.push(no(Rule::Latch, Why::Latched(urgency), None, CARDS)),
        None => match waits {
            Some(urgency) => rules.push(no(Rule::Screening, Why::CardPending(urgency), None, CARDS)),
            None => rules.push(yes(Rule::Screening, Fine::Screened, CARDS)),
        },
    }
    if guard == Guard::All {
        const WHOM: &[&str] = &["EX-06", "EX-09"];
        rules.push(match screened.unanswered.first() {
            Some(fact) => no(Rule::Eligibility, Why::Unanswered(*fact), None, WHOM),
            None => yes(Rule::Eligibility, Fine::Eligible, WHOM),
        });
    }
    if case.plan_over() {
        rules.push(no(Rule::Duration, Why::TooLate { ended: PLAN_ENDS }, None, &[]));
    }
    rules
}
