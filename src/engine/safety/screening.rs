//! Rules 1, 2, 3 and 10: screen first, latch, ask again; whom the program cannot help; when it is over.

use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::safety::body::small;
use crate::engine::safety::prescribed::given;
use crate::engine::safety::{Fine, Latch, Rule, Subject, Weighed, Why, no, yes};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::{Course, Kind, Urgency};
use crate::model::limits::{
    ADULT, PLAN_ENDS, QUIET_CHECK_INS, RESCREEN, RESCREEN_EARLY, RESCREEN_EARLY_UNTIL, RESCREEN_PREVENTION,
};
use crate::model::profile::{CardId, EXCLUDING, Fact};
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Card, OpenEnd, Sign, Step};
use crate::words::alert as said;

/// How the screening stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Screening<'p> {
    /// The cards that await an answer, in the order of asking, whether or not one is shown yet.
    pub pending: Vec<PendingCard<'p>>,
    /// Signs that stand and have not been seen: present ones of every urgency.
    pub latches: Vec<Latch<'p>>,
}

impl Screening<'_> {
    /// The most urgent latch that stops the plan: an emergency or a same-day sign.
    pub fn latched(&self) -> Option<Urgency> {
        self.latches.iter().map(|latch| latch.urgency).filter(|urgency| *urgency >= Urgency::SameDay).max()
    }

    /// Whether no card but this one awaits an answer, shown or not: only then "none of these" needs no name beside it.
    pub fn only(&self, card: &Card) -> bool {
        self.pending.iter().all(|pending| pending.card.id == card.id)
    }

    /// The word in JSON: `emergency`, `same-day`, `pending` or `clear`.
    pub fn word(&self) -> &'static str {
        match self.latched() {
            Some(urgency) => urgency.as_str(),
            None if self.pending.is_empty() => "clear",
            None => "pending",
        }
    }
}

/// A card that awaits an answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PendingCard<'p> {
    /// The card.
    pub card: &'p Card,
    /// As urgent as its most urgent sign.
    pub urgency: Urgency,
    /// It was answered before in this course.
    pub again: bool,
    /// It may be shown now. While somebody is on the floor, cards come one by one with something to do between.
    pub shown: bool,
}

/// How the screening stands, with what follows from it.
#[expect(clippy::struct_excessive_bools, reason = "four findings that hold or do not, each by itself")]
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
        let never = |card| PendingCard { card, urgency: case.protocol.urgency_of(card), again: false, shown: false };
        screened.screening.pending = asked_first(case).map(never).collect();
        return screened;
    };
    for card in asked_first(case) {
        let signs: Vec<&Sign> = case.protocol.signs_of(card).collect();
        let urgency = case.protocol.urgency_of(card);
        let facts: Vec<Fact> = signs.iter().filter_map(|sign| sign.fact).collect();
        if facts.len() == signs.len() {
            // A card of questions about the person: asked once, and answered by the profile where it can be.
            if facts.iter().any(|fact| case.facts.get(*fact).is_none()) {
                screened.screening.pending.push(PendingCard { card, urgency, again: false, shown: true });
            }
            screened.unanswered.retain(|fact| !facts.contains(fact));
            continue;
        }
        let last = answer_to(case, card);
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
    screened.screening.latches = latches(case);
    screened.soon = screened.screening.latches.iter().any(|latch| latch.urgency == Urgency::Soon && latch.holds_back);
    (screened.leg, screened.leg_ever) = leg(case);
    screened
}

/// The cards that are asked for themselves. One that stands in for others has no time of its own.
fn asked_first<'p>(case: &Case<'p>) -> impl Iterator<Item = &'p Card> {
    case.protocol.cards.iter().filter(|card| card.stands_in_for.is_empty())
}

/// The newest answer to a card. One that found a sign counts even where it was taken back.
fn answer_to<'p>(case: &Case<'p>, card: &Card) -> Option<&'p Entry> {
    let wider: Vec<&Id> =
        case.protocol.cards.iter().filter(|other| covers(other, card)).map(|other| &other.id).collect();
    case.history
        .asked()
        .filter(|entry| {
            let Event::Screened { card: answered, signs, unsure, .. } = &entry.event else { return false };
            // A sign that is not on the card was told beside it: nobody has looked at its lines.
            let on_it = signs.is_empty()
                || case.protocol.card(answered).is_none_or(|card| {
                    card.lines.iter().any(|line| line.signs.iter().any(|sign| signs.contains(sign)))
                });
            wider.contains(&answered) && on_it && (!entry.retracted || *unsure || !signs.is_empty())
        })
        .max_by_key(|entry| entry.place)
}

/// Whether one card asks all that another asks: then it answers that one, too.
fn covers(wider: &Card, card: &Card) -> bool {
    let mut signs = card.lines.iter().flat_map(|line| &line.signs);
    signs.all(|sign| wider.lines.iter().any(|line| line.signs.contains(sign)))
}

/// When a card is asked again by time alone: every 12 h for 72 h, then every 24 h; in prevention every 7 days. A file
/// may only ask more often. Rule 2.
fn asked_again_at(last: Moment, started: Moment, course: Course, every: Option<Span>) -> Moment {
    let early = last + RESCREEN_EARLY;
    let rule = match course {
        Course::Flare if early - started <= RESCREEN_EARLY_UNTIL => early,
        Course::Flare => last + RESCREEN,
        Course::Prevention => last + RESCREEN_PREVENTION,
    };
    every.map_or(rule, |every| rule.min(last + every))
}

/// What asks a card again at once: anything that stands after its answer in the journal and is new. Rule 2.
fn must_be_asked_again(case: &Case<'_>, card: &Card, urgency: Urgency, last: &Entry, asked: &[Asked<'_>]) -> bool {
    let leg_card = case.protocol.signs_of(card).any(|sign| sign.leg) || urgency == Urgency::Emergency;
    let after = |place: usize| place > last.place;
    // In prevention a day without an entry is an ordinary day; there the week counts.
    let silent = case.history.run().is_none_or(|run| run.course == Course::Flare);
    let event = case.history.entries().filter(|entry| after(entry.place)).any(|entry| match &entry.event {
        Event::Seen { .. } => true,
        Event::Pain { leg, .. } => *leg && leg_card,
        Event::Done { step, .. } => case
            .protocol
            .step(step)
            .is_some_and(|step| step.kind == Kind::CheckIn && !step.asks_pain && step.asks.contains(&card.id)),
        Event::Started { .. }
        | Event::Ended { .. }
        | Event::Screened { .. }
        | Event::Withdrawn { .. }
        | Event::Followed { .. }
        | Event::Answered { .. }
        | Event::Agreed { .. }
        | Event::Accepted { .. }
        | Event::Placed { .. }
        | Event::Reacted { .. }
        | Event::Began { .. }
        | Event::Goal { .. }
        | Event::GoalLevel { .. }
        | Event::Passed { .. }
        | Event::Walked { .. }
        | Event::Stopped { .. }
        | Event::Skipped { .. }
        | Event::Snoozed { .. }
        | Event::Asked { .. }
        | Event::Chose { .. }
        | Event::Rested { .. }
        | Event::Helper { .. }
        | Event::Slept { .. }
        | Event::Took(_)
        | Event::On { .. }
        | Event::Off { .. }
        | Event::Told { .. }
        | Event::Zone { .. }
        | Event::Retracted { .. } => false,
    });
    event
        || case.history.rises().iter().any(|(_, place)| after(*place))
        || (silent && case.silence_since(last.place))
        || case.history.damaged().iter().any(|damage| damage.place > last.place)
        || asked.iter().any(|(asked, since)| **asked == card.id && last.at < *since)
}

/// The signs that stand. Neither time, nor a later "no", nor undo lifts one: only a clinician who looked after it.
fn latches<'p>(case: &Case<'p>) -> Vec<Latch<'p>> {
    let mut latches: Vec<Latch<'p>> = Vec::new();
    let mut push = |latch: Latch<'p>| {
        if !latches.iter().any(|other| other.text == latch.text && other.urgency == latch.urgency) {
            latches.push(latch);
        }
    };
    let seen: Vec<&Entry> = case.history.entries().filter(|entry| matches!(entry.event, Event::Seen { .. })).collect();
    let seen_after = |at: Moment, place: usize| seen.iter().any(|entry| entry.at > at && entry.place > place);
    // A clinician who looked after that moment, and said so after that place in the journal, lifts it.
    for entry in case.history.entries_with_retracted() {
        if seen_after(entry.at, entry.place) {
            continue;
        }
        if let Event::Screened { card, signs, unsure, .. } = &entry.event {
            let card = case.protocol.card(card);
            let urgency = card.map_or(Urgency::Emergency, |card| case.protocol.urgency_of(card));
            if *unsure {
                let text = said::not_sure(card.map(|card| card.title.as_str()));
                push(Latch {
                    say: referral(case, urgency),
                    urgency,
                    text,
                    since: entry.at,
                    liftable: true,
                    holds_back: true,
                });
            }
            for sign in signs {
                let known = case.protocol.sign(sign);
                if known.is_some_and(|sign| sign.fact.is_some()) {
                    continue; // A question about the person: judged below, with the profile's answer.
                }
                let ended = known.is_some_and(|sign| sign.leg && sign.urgency == Urgency::Soon) && !leg(case).0;
                if !ended && !known_to_who_gave_it(case, known) {
                    push(latch_of(case, known, card, signs, urgency, entry.at));
                }
            }
        }
        if let Event::Done { step, answer: Some(false), .. } = &entry.event
            && let Some(step) = case.protocol.step(step)
            && let Some((open, since)) = past_limit_at(case, step, entry.at, entry.place)
            && let Some(sign) = open.sign.as_ref().and_then(|sign| case.protocol.sign(sign))
        {
            push(latch_of(case, Some(sign), None, &[], sign.urgency, since.max(entry.at)));
        }
    }
    for fact in EXCLUDING.into_iter().chain([Fact::Pregnant]) {
        // What a plan is made for does not stop it. Rule 23.2.
        if case.protocol.expects(fact) {
            continue;
        }
        let yes = case.facts.ever_yes(fact).filter(|_| fact != Fact::Pregnant).or_else(|| {
            let known = case.facts.get(fact).filter(|_| case.facts.is(fact) == Some(true))?;
            Some((known.at.max(case.started()), case.history.run().map_or(0, |run| run.place)))
        });
        let Some((since, place)) = yes else { continue };
        if seen_after(since, place) {
            continue;
        }
        let sign = case.protocol.signs.iter().find(|sign| sign.fact == Some(fact));
        // Rule 3 decides how urgent it is, not the file; pregnancy is a branch, not a latch.
        let urgency = if fact == Fact::Pregnant { Urgency::Soon } else { Urgency::SameDay };
        let text = sign.map_or(fact.question().ask(), |sign| sign.text.as_str()).to_owned();
        let say = sign.map(|sign| sign.say.as_slice()).filter(|say| !say.is_empty());
        let say = say.unwrap_or_else(|| referral(case, urgency));
        push(Latch { urgency, text, say, since, liftable: true, holds_back: false });
    }
    if case.facts.age().is_some_and(|age| age < ADULT) {
        let (text, say) = (said::YOUNG.to_owned(), referral(case, Urgency::SameDay));
        push(Latch { urgency: Urgency::SameDay, text, say, since: case.started(), liftable: false, holds_back: false });
    }
    latches.sort_by_key(|latch| std::cmp::Reverse(latch.urgency));
    latches
}

/// Whether the clinician who gave the plan knows of that sign: it was first reported on that day or before. Rule 24.4.
fn known_to_who_gave_it(case: &Case<'_>, sign: Option<&Sign>) -> bool {
    let (Some(sign), Some(given)) = (sign.filter(|sign| sign.may_be_known), given(case)) else { return false };
    let reported = case.history.all().filter_map(|entry| {
        let Event::Screened { signs, .. } = &entry.event else { return None };
        signs.contains(&sign.id).then(|| case.hours.day_of(entry.at, case.zone))
    });
    given.knows_leg && reported.min().is_none_or(|first| given.when >= first)
}

/// The latch of one sign. A line that covers several signs is told in the words of the line.
fn latch_of<'p>(
    case: &Case<'p>,
    sign: Option<&'p Sign>,
    card: Option<&'p Card>,
    together: &[Id],
    fallback: Urgency,
    since: Moment,
) -> Latch<'p> {
    let urgency = sign.map_or(fallback, |sign| sign.urgency);
    let line = card.and_then(|card| {
        card.lines.iter().find(|line| line.signs.len() > 1 && line.signs.iter().all(|id| together.contains(id)))
    });
    let text = line
        .and_then(|line| line.text.as_deref())
        .or(sign.map(|sign| sign.text.as_str()))
        .unwrap_or(crate::words::alert::UNKNOWN_SIGN);
    let say = sign.map(|sign| sign.say.as_slice()).filter(|say| !say.is_empty());
    let say = say.unwrap_or_else(|| referral(case, urgency));
    Latch { urgency, text: text.to_owned(), say, since, liftable: true, holds_back: true }
}

fn referral<'p>(case: &Case<'p>, urgency: Urgency) -> &'p [String] {
    match urgency {
        Urgency::Emergency => &case.protocol.referrals.emergency,
        Urgency::SameDay => &case.protocol.referrals.same_day,
        Urgency::Soon => &case.protocol.referrals.soon,
    }
}

/// The open end of a step that has lasted longer than its limit, and since when it has. It is counted from the newest of
/// the steps that the first time of this one is counted from, or from the start.
pub fn past_limit_now<'p>(case: &Case<'_>, step: &'p Step) -> Option<(&'p OpenEnd, Moment)> {
    let (open, since) = limit_of(case, step, |_| true)?;
    case.reached(since).then_some((open, since))
}

/// The open end of a step that had lasted longer than its limit at a moment, by what stood in the journal before a place:
/// what is told later lifts no sign.
fn past_limit_at<'p>(case: &Case<'_>, step: &'p Step, at: Moment, place: usize) -> Option<(&'p OpenEnd, Moment)> {
    let (open, since) = limit_of(case, step, |entry| entry.at <= at && entry.place < place)?;
    (since <= at).then_some((open, since))
}

/// The open end of a step and when it reaches its limit, by those entries that count.
fn limit_of<'p>(case: &Case<'_>, step: &'p Step, counts: impl Fn(&Entry) -> bool) -> Option<(&'p OpenEnd, Moment)> {
    let open = step.sessions.iter().find_map(|session| session.open.as_ref())?;
    let limit = open.limit?;
    let again = case.history.entries().filter(|entry| counts(entry)).filter(|entry| {
        let Event::Done { step: done, .. } = &entry.event else { return false };
        step.timing.after.contains(done) && *done != step.id
    });
    let opened = again.map(|entry| entry.at).max().unwrap_or(case.started()).max(case.started());
    Some((open, opened + limit))
}

/// Whether a leg sign stands, and whether one ever did. It stands until two check-ins in a row say none.
fn leg(case: &Case<'_>) -> (bool, bool) {
    let mut quiet = 0;
    let (mut stands, mut ever) = (false, false);
    for entry in case.history.entries_with_retracted() {
        let leg = match &entry.event {
            Event::Pain { leg, .. } if !entry.retracted => Some(*leg),
            Event::Screened { signs, .. } => {
                let hit = |sign: &Id| case.protocol.sign(sign).is_some_and(|sign| sign.leg);
                signs.iter().any(hit).then_some(true)
            }
            Event::Pain { .. }
            | Event::Started { .. }
            | Event::Ended { .. }
            | Event::Withdrawn { .. }
            | Event::Seen { .. }
            | Event::Followed { .. }
            | Event::Answered { .. }
            | Event::Agreed { .. }
            | Event::Accepted { .. }
            | Event::Placed { .. }
            | Event::Reacted { .. }
            | Event::Began { .. }
            | Event::Goal { .. }
            | Event::GoalLevel { .. }
            | Event::Passed { .. }
            | Event::Done { .. }
            | Event::Walked { .. }
            | Event::Stopped { .. }
            | Event::Skipped { .. }
            | Event::Snoozed { .. }
            | Event::Asked { .. }
            | Event::Chose { .. }
            | Event::Rested { .. }
            | Event::Helper { .. }
            | Event::Slept { .. }
            | Event::Took(_)
            | Event::On { .. }
            | Event::Off { .. }
            | Event::Told { .. }
            | Event::Zone { .. }
            | Event::Retracted { .. } => None,
        };
        match leg {
            Some(true) => (stands, ever, quiet) = (true, true, 0),
            Some(false) => quiet += 1,
            None => {}
        }
        stands = stands && quiet < QUIET_CHECK_INS;
    }
    // A line that cannot be read may have been a leg sign.
    let started = case.history.run().map_or(0, |run| run.place);
    if let Some(lost) = case.history.damaged().iter().filter(|damage| damage.place > started).map(|it| it.place).max() {
        ever = true;
        stands |= case.history.pains().filter(|pain| pain.place >= lost).count() < QUIET_CHECK_INS;
    }
    (stands, ever)
}

/// How far a step is from doing harm, for the cards that guard it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// Help, and lying as one lies: whatever the cards say.
    Never,
    /// Positions, getting up, and questions: not while an emergency card waits.
    Emergency,
    /// Micro-movement: not while an emergency card waits, nor under any latch.
    Micro,
    /// Everything else: not while any card waits.
    All,
}

fn guard(subject: &Subject<'_>) -> Guard {
    match subject.step.kind {
        Kind::Contact => Guard::Never,
        Kind::Posture if subject.step.latch_ok => Guard::Never,
        Kind::Posture | Kind::Movement => Guard::Emergency,
        Kind::CheckIn => Guard::Micro,
        Kind::Exercise if subject.step.micro && small(subject.session) => Guard::Micro,
        Kind::Exercise
        | Kind::Stretch
        | Kind::Walk
        | Kind::Heat
        | Kind::Cold
        | Kind::Medicine
        | Kind::Rub
        | Kind::Patch
        | Kind::Massage => Guard::All,
    }
}

/// Rules 1, 2, 3 and the end of rule 10, for any step.
pub(super) fn weigh(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const CARDS: &[&str] = &["RF-01", "RF-06", "RF-36"];
    let guard = guard(subject);
    let latched = screened.screening.latched();
    let pending = screened.screening.pending.iter().map(|pending| pending.urgency).max();
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
