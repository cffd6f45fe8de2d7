//! The signs that stand: rule 2. What was told of a sign, by a card, by a step or about the person; whether a clinician has
//! looked since; and whether it is old and known.

use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::safety::Latch;
use crate::engine::safety::known::{OldSign, Sort, rises};
use crate::engine::safety::leg::leg;
use crate::engine::safety::prescribed::given;
use crate::model::event::{Event, SignNow};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::limits::{ADULT, SEEN_SOON};
use crate::model::profile::{EXCLUDING, Fact};
use crate::model::time::{CivilDay, Moment};
use crate::protocol::format::{Card, CardLine, OpenEnd, Sign, Step};
use crate::words::alert as said;

/// What was told of a sign, or of several at once by one line of a card.
#[derive(Clone, PartialEq, Debug)]
pub struct Report<'p> {
    /// What it is about: a sign; the card, where nobody was sure of it.
    pub name: &'p Id,
    /// The card that asks it.
    pub card: Option<&'p Card>,
    /// How it stands as long as nobody has looked.
    pub latch: Latch<'p>,
    /// Where in the journal it was told.
    pub place: usize,
    /// It is of the body, so that it may go or grow worse, and no fact about the person.
    pub of_the_body: bool,
    /// It has gone by the rules of a sign in the leg that need not be seen today.
    ended: bool,
}

/// That a clinician looked at a sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looked<'p> {
    /// Who, and where.
    pub who: &'p str,
    /// When.
    pub at: Moment,
    /// Where in the journal that was told.
    pub place: usize,
}

impl<'p> Report<'p> {
    /// The newest look of a clinician after it, told after it.
    pub fn looked(&self, case: &Case<'p>) -> Option<Looked<'p>> {
        let looks = case.history.entries().filter_map(|entry| {
            let Event::Seen { who, .. } = &entry.event else { return None };
            let after = entry.at > self.latch.since && entry.place > self.place;
            after.then_some(Looked { who, at: entry.at, place: entry.place })
        });
        looks.max_by_key(|looked| (looked.at, looked.place))
    }
}

/// The signs that stand. Neither time, nor a later "no", nor undo lifts one: only a clinician who looked after it.
pub(super) fn latches<'p>(case: &Case<'p>, reports: &[Report<'p>], known: &[OldSign<'p>]) -> Vec<Latch<'p>> {
    let mut latches: Vec<Latch<'p>> = Vec::new();
    let stands = |report: &&Report<'p>| {
        let covered = known.iter().any(|known| covers(known, report));
        !report.ended && !covered && report.looked(case).is_none()
    };
    let too_young = case.facts.age().is_some_and(|age| age < ADULT).then(|| too_young(case));
    // What was told after it became known is new, whatever is said of it again: that way out is not named.
    let named = |report: &Report<'p>| {
        let new = known.iter().any(|known| known.first && known.sign.id == *report.name && known.place < report.place);
        Latch { may_be_known: report.latch.may_be_known.filter(|_| !new), ..report.latch.clone() }
    };
    for latch in reports.iter().filter(stands).map(named).chain(too_young) {
        if !latches.iter().any(|other| other.text == latch.text && other.urgency == latch.urgency) {
            latches.push(latch);
        }
    }
    latches.sort_by_key(|latch| std::cmp::Reverse(latch.urgency));
    latches
}

/// Whether an old and known sign answers for that report: it was told before the sign first became known, or together with
/// that. What was told of it later is no old thing.
pub(super) fn covers(known: &OldSign<'_>, report: &Report<'_>) -> bool {
    *report.name == known.sign.id && (report.place == known.place || (known.first && report.place < known.place))
}

fn too_young<'p>(case: &Case<'p>) -> Latch<'p> {
    let (text, say) = (said::YOUNG.to_owned(), referral(case, Urgency::SameDay));
    Latch {
        urgency: Urgency::SameDay,
        text,
        say,
        since: case.started(),
        liftable: false,
        names_seen: true,
        holds_back: false,
        may_be_known: None,
        known_by: None,
    }
}

/// Everything that was told of a sign in this course, in the order of its happening; then the facts about the person.
pub(super) fn reports<'p>(case: &Case<'p>, known: &[OldSign<'p>]) -> Vec<Report<'p>> {
    let mut reports = Vec::new();
    for entry in case.history.entries_with_retracted() {
        on_card(case, entry, &mut reports);
        if let Event::Done { step, answer: Some(false), .. } = &entry.event
            && let Some(step) = case.protocol.step(step)
            && let Some((open, since)) = past_limit_at(case, step, entry.at, entry.place)
            && let Some(sign) = open.sign.as_ref().and_then(|sign| case.protocol.sign(sign))
        {
            let latch = latch_of(case, Some(sign), None, &[], sign.urgency, since.max(entry.at));
            reports.push(told(case, entry, &sign.id, latch));
        }
        // It is worse, or somebody is not sure of it: it stands as if it had been told anew. Rule 17.6.
        if let Event::Followed { sign, answer } = &entry.event
            && (*answer == SignNow::Worse || *answer == SignNow::Unsure)
        {
            let latch = match (case.protocol.sign(sign), case.protocol.card(sign)) {
                (None, Some(card)) => not_sure(case, Some(card), entry.at),
                (sign, _) => latch_of(case, sign, None, &[], Urgency::Emergency, entry.at),
            };
            reports.push(told(case, entry, sign, latch));
        }
        if let Event::Pain { level: Some(level), leg: true, .. } = &entry.event
            && !entry.retracted
        {
            for sign in rises(case, known, *level, entry.place) {
                let latch = latch_of(case, Some(sign), None, &[], sign.urgency, entry.at);
                reports.push(told(case, entry, &sign.id, latch));
            }
        }
    }
    reports.extend(EXCLUDING.into_iter().chain([Fact::Pregnant]).filter_map(|fact| about_person(case, fact)));
    reports
}

/// What was told at an entry.
fn told<'p>(case: &Case<'p>, entry: &Entry, name: &'p Id, latch: Latch<'p>) -> Report<'p> {
    let card = case.protocol.cards.iter().find(|card| card.id == *name || asks(card, name));
    let names_seen = latch.urgency != Urgency::Emergency || case.reached(entry.written + SEEN_SOON);
    let latch = Latch { names_seen, ..latch };
    Report { name, card, latch, place: entry.place, of_the_body: true, ended: false }
}

/// Whether a card asks a sign.
fn asks(card: &Card, sign: &Id) -> bool {
    card.lines.iter().any(|line| line.signs.contains(sign))
}

/// What an answer to a card told: each of its signs, or that nobody was sure.
fn on_card<'p>(case: &Case<'p>, entry: &'p Entry, reports: &mut Vec<Report<'p>>) {
    let Event::Screened { card: name, signs, unsure, .. } = &entry.event else { return };
    if signs.is_empty() && !*unsure {
        return;
    }
    let card = case.protocol.card(name);
    let urgency = card.map_or(Urgency::Emergency, |card| case.protocol.urgency_of(card));
    // Of signs that are named nobody was sure: each is told as one that is there.
    if *unsure && signs.is_empty() {
        reports.push(told(case, entry, name, not_sure(case, card, entry.at)));
    }
    for name in signs {
        let sign = case.protocol.sign(name);
        if sign.is_some_and(|sign| sign.fact.is_some()) {
            continue; // A question about the person: judged with the profile's answer.
        }
        let ended = sign.is_some_and(|sign| sign.leg && sign.urgency == Urgency::Soon) && !leg(case).0;
        if !known_to_who_gave_it(case, sign) {
            let known_by = known_by(case, sign, entry.place);
            let latch = Latch { known_by, ..latch_of(case, sign, card, signs, urgency, entry.at) };
            reports.push(Report { ended, ..told(case, entry, name, latch) });
        }
    }
}

fn not_sure<'p>(case: &Case<'p>, card: Option<&'p Card>, since: Moment) -> Latch<'p> {
    let urgency = card.map_or(Urgency::Emergency, |card| case.protocol.urgency_of(card));
    let text = said::NOT_SURE.to_owned();
    Latch {
        say: referral(case, urgency),
        urgency,
        text,
        since,
        liftable: true,
        names_seen: true,
        holds_back: true,
        may_be_known: None,
        known_by: None,
    }
}

/// What a question about the person told, where a yes to it is to be looked at first. Rule 3.
fn about_person<'p>(case: &Case<'p>, fact: Fact) -> Option<Report<'p>> {
    // What a plan is made for does not stop it. Rule 23.2.
    if case.protocol.expects(fact) {
        return None;
    }
    let yes = case.facts.ever_yes(fact).filter(|_| fact != Fact::Pregnant).or_else(|| {
        let known = case.facts.get(fact).filter(|_| case.facts.is(fact) == Some(true))?;
        Some((known.at.max(case.started()), case.history.run().map_or(0, |run| run.place)))
    });
    let (since, place) = yes?;
    let sign = case.protocol.signs.iter().find(|sign| sign.fact == Some(fact));
    // Rule 3 decides how urgent it is, not the file; pregnancy is a branch, not a latch.
    let urgency = if fact == Fact::Pregnant { Urgency::Soon } else { Urgency::SameDay };
    let text = sign.map_or(fact.question().ask(), |sign| sign.text.as_str()).to_owned();
    let say = sign.map(|sign| sign.say.as_slice()).filter(|say| !say.is_empty());
    let say = say.unwrap_or_else(|| referral(case, urgency));
    let may_be_known = sign.and_then(|sign| old_sign(case, sign));
    let latch = Latch {
        urgency,
        text,
        say,
        since,
        liftable: true,
        names_seen: true,
        holds_back: false,
        may_be_known,
        known_by: None,
    };
    let name = sign.map_or(&case.protocol.id, |sign| &sign.id);
    // Its own card is asked once; what becomes of it is asked with the first.
    Some(Report { name, card: None, latch, place, of_the_body: false, ended: false })
}

/// The day on which the plan was given by a clinician who knows of such a pain, where what was told at that place may have
/// been there before. Rule 24.4.
fn known_by(case: &Case<'_>, sign: Option<&Sign>, place: usize) -> Option<CivilDay> {
    let sign = sign.filter(|sign| sign.may_be_known && sign.leg)?;
    let given = given(case).filter(|given| given.knows_leg)?;
    (!denied_before(case, sign, place)).then_some(given.when)
}

/// Whether any card that asks this sign was answered in this course, before that place, and it was not there. Then it is
/// new since.
fn denied_before(case: &Case<'_>, sign: &Sign, place: usize) -> bool {
    let without = |event: &Event| {
        if let Event::Followed { sign: gone, answer: SignNow::Gone } = event {
            return *gone == sign.id;
        }
        let Event::Screened { card, signs, unsure: false, .. } = event else { return false };
        // A sign that is not on the card was told beside it: nobody has looked at its lines.
        let looked = |card: &&Card| signs.is_empty() || signs.iter().any(|sign| asks(card, sign));
        !signs.contains(&sign.id) && case.protocol.card(card).filter(looked).is_some_and(|card| asks(card, &sign.id))
    };
    case.history.entries().any(|entry| entry.place < place && without(&entry.event))
}

/// Whether the clinician who gave the plan knows of that sign: it was first reported on that day or before. Rule 24.4.
fn known_to_who_gave_it(case: &Case<'_>, sign: Option<&Sign>) -> bool {
    let (Some(sign), Some(given)) = (sign.filter(|sign| sign.may_be_known && sign.leg), given(case)) else {
        return false;
    };
    let reported = case.history.all().filter_map(|entry| {
        let Event::Screened { signs, .. } = &entry.event else { return None };
        // What was not there at an earlier answer is new since, whatever day is said of it.
        let at = if denied_before(case, sign, entry.place) { entry.written.max(entry.at) } else { entry.at };
        signs.contains(&sign.id).then(|| case.hours.day_of(at, case.zone))
    });
    // A flare before this one counts: who gave the plan after that may know of it.
    let before = case.history.signs_before().iter().filter(|(_, told)| *told == sign.id);
    let before = before.map(|(at, _)| case.hours.day_of(*at, case.zone));
    given.knows_leg && reported.chain(before).min().is_none_or(|first| given.when >= first)
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
    let told = |line: &&CardLine| line.signs.len() > 1 && line.signs.iter().all(|id| together.contains(id));
    let of_it = |line: &&CardLine| sign.is_some_and(|sign| line.signs.contains(&sign.id));
    let line = card.and_then(|card| card.lines.iter().filter(of_it).find(told));
    let text = line
        .and_then(|line| line.text.as_deref())
        .or(sign.map(|sign| sign.text.as_str()))
        .unwrap_or(said::UNKNOWN_SIGN);
    let say = sign.map(|sign| sign.say.as_slice()).filter(|say| !say.is_empty());
    let say = say.unwrap_or_else(|| referral(case, urgency));
    let may_be_known = sign.and_then(|sign| old_sign(case, sign));
    Latch {
        urgency,
        text: text.to_owned(),
        say,
        since,
        liftable: true,
        names_seen: true,
        holds_back: true,
        may_be_known,
        known_by: None,
    }
}

/// A sign that may be said to be old and known. Rule 18.
fn old_sign<'p>(case: &Case<'p>, sign: &'p Sign) -> Option<&'p Id> {
    Sort::of(case.protocol, sign).map(|_| &sign.id)
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
    let limit = case.limit_of(open)?;
    let again = case.history.entries().filter(|entry| counts(entry)).filter(|entry| {
        let Event::Done { step: done, .. } = &entry.event else { return false };
        step.timing.after.contains(done) && *done != step.id
    });
    let opened = again.map(|entry| entry.at).max().unwrap_or(case.started()).max(case.started());
    Some((open, opened + limit))
}
