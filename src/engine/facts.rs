//! What is known about the person and this flare, and whether it is still fresh enough to count.
//!
//! An answer may come from the profile, from an answered question or from a line of a screening card; the newest counts.
//! An answer that has gone stale is *unknown* again, and unknown is never "no".

use crate::engine::history::History;
use crate::model::event::Event;
use crate::model::profile::{Answer, CardId, Fact, Profile, Scope};
use crate::model::time::{Clock, Moment, Span};
use crate::protocol::format::Protocol;

/// After so long a profile answer is asked again at the start of a flare.
pub const PROFILE_STALE: Span = Span::days(30);
/// How long "somebody is with me" holds.
pub const HELPER_HOLDS: Span = Span::hours(2);
/// How long alcohol, or anything else that makes drowsy, keeps heat away. Rule 13; a caution margin.
pub const DROWSY_HOLDS: Span = Span::hours(8);
/// How long a fresh bruise keeps heat away. Rule 13; HC-19.
pub const BRUISE_HOLDS: Span = Span::hours(48);
/// How long an answer about the last 24 hours holds.
const DAY: Span = Span::hours(24);

/// What is known.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    protocol: &'a Protocol,
    profile: &'a Profile,
    history: &'a History,
    now: Moment,
}

/// An answer that counts now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// The answer.
    pub value: Answer,
    /// When it was given.
    pub at: Moment,
}

impl<'a> Facts<'a> {
    /// What the profile and the history know at that moment.
    pub fn new(protocol: &'a Protocol, profile: &'a Profile, history: &'a History, clock: &Clock) -> Self {
        Self { protocol, profile, history, now: clock.now }
    }

    /// The answer that counts now. `None`: unknown.
    pub fn get(&self, fact: Fact) -> Option<Known> {
        let in_course = self.in_course(fact);
        let kept = self.kept(fact);
        let newest = match (in_course, kept) {
            (Some(course), Some(kept)) => Some(if kept.at > course.at { kept } else { course }),
            (course, kept) => course.or(kept),
        }?;
        self.fresh(fact, newest)
    }

    /// The answer as a plain yes: `Some(true)` for yes and cleared, `Some(false)` for no, `None` for unknown.
    pub fn is(&self, fact: Fact) -> Option<bool> {
        match self.get(fact)?.value {
            Answer::No => Some(false),
            Answer::Yes | Answer::Cleared => Some(true),
            // A word, a number or a time does not answer a yes-or-no question.
            Answer::Number(_) | Answer::Time(_) | Answer::Word(_) => None,
        }
    }

    /// The person's age in years.
    pub fn age(&self) -> Option<u16> {
        match self.get(Fact::Age)?.value {
            Answer::Number(years) => Some(years),
            Answer::No | Answer::Yes | Answer::Cleared | Answer::Time(_) | Answer::Word(_) => None,
        }
    }

    /// Whether a "yes" to this fact stands in the profile or was given in this course, even if it was answered otherwise
    /// since, and when: a sign does not go because somebody says no later. Rule 2.
    pub fn ever_yes(&self, fact: Fact) -> Option<(Moment, usize)> {
        let yes = |value: &Answer| matches!(value, Answer::Yes | Answer::Cleared);
        let kept = self.kept(fact).filter(|known| yes(&known.value)).zip(self.history.run());
        let kept = kept.map(|(known, run)| (known.at.max(run.started.moment), run.place));
        let told = self.answers(fact, true).filter(|(_, _, value)| yes(value)).map(|(at, place, _)| (at, place));
        kept.into_iter().chain(told).max_by_key(|(_, place)| *place)
    }

    /// Whether the question is one that this person need not be asked: it follows from another answer.
    pub fn needless(&self, fact: Fact) -> bool {
        match fact {
            Fact::FirstFlare => self.age().is_none_or(|age| age <= 50),
            Fact::Pharmacist => self.age().is_none_or(|age| age < 60),
            Fact::Warfarin => self.is(Fact::ThinnerSteroid) != Some(true),
            Fact::Liver => self.is(Fact::HeartKidney) != Some(true),
            Fact::StillSo => !self.anything_stale(),
            Fact::HelperHere => self.age().is_none_or(|age| age < 65),
            Fact::Age
            | Fact::Pregnant
            | Fact::Cancer
            | Fact::WeakBones
            | Fact::LowImmunity
            | Fact::RecentInfection
            | Fact::BackSurgery
            | Fact::FallOrBlow
            | Fact::Allergy
            | Fact::Bleeding
            | Fact::ThinnerSteroid
            | Fact::HeartKidney
            | Fact::DiureticAsthma
            | Fact::Alcohol
            | Fact::TryingFeeding
            | Fact::UnderCare
            | Fact::Light
            | Fact::RecentMedicine
            | Fact::LastDoseHelped
            | Fact::LessFeeling
            | Fact::Circulation
            | Fact::Raynaud
            | Fact::HighPressure
            | Fact::Bruise
            | Fact::BrokenSkin
            | Fact::Drowsy
            | Fact::Warmth
            | Fact::Clot
            | Fact::DiscScoliosis
            | Fact::Device
            | Fact::Nerve
            | Fact::Surgery
            | Fact::Region
            | Fact::Wakes
            | Fact::Sleeps
            | Fact::DayStarts => false,
        }
    }

    /// The questions of a card that await an answer, in order.
    pub fn unanswered(&self, card: CardId) -> Vec<Fact> {
        Fact::on_card(card).filter(|fact| !self.needless(*fact) && self.get(*fact).is_none()).collect()
    }

    /// Answers of this course: questions, and lines of screening cards that answer one; in the order of the journal.
    fn answers(&self, fact: Fact, with_retracted: bool) -> impl Iterator<Item = (Moment, usize, Answer)> {
        let mut found: Vec<(Moment, usize, Answer)> = self
            .history
            .entries_with_retracted()
            .filter(|entry| with_retracted || !entry.retracted)
            .filter_map(|entry| {
                let value = if let Event::Answered { fact: answered, value } = &entry.event {
                    (*answered == fact).then(|| value.clone())?
                } else if let Event::Screened { card, signs, unsure } = &entry.event {
                    let card = self.protocol.card(card)?;
                    let sign = self.protocol.signs_of(card).find(|sign| sign.fact == Some(fact))?;
                    if *unsure || signs.contains(&sign.id) { Answer::Yes } else { Answer::No }
                } else {
                    return None;
                };
                Some((entry.at, entry.place, value))
            })
            .collect();
        found.sort_by_key(|(_, place, _)| *place);
        found.into_iter()
    }

    /// The answer of the profile, where it is fresh enough for this flare.
    fn kept(&self, fact: Fact) -> Option<Known> {
        match fact.question().scope {
            Scope::Flare => None,
            Scope::Person => self.profile.answers.get(&fact).and_then(|answered| {
                (!self.stale(answered.at.moment))
                    .then(|| Known { value: answered.value.clone(), at: answered.at.moment })
            }),
        }
    }

    fn in_course(&self, fact: Fact) -> Option<Known> {
        self.answers(fact, false).last().map(|(at, _, value)| Known { value, at })
    }

    /// Whether a profile answer of that moment is too old for this flare, and was not confirmed.
    fn stale(&self, at: Moment) -> bool {
        let Some(run) = self.history.run() else { return false };
        run.started.moment - at > PROFILE_STALE
            && !self.in_course(Fact::StillSo).is_some_and(|known| known.value == Answer::Yes)
    }

    /// Whether there is anything to confirm: an answer that safety uses and that is too old.
    fn anything_stale(&self) -> bool {
        self.history.run().is_some_and(|run| {
            self.profile.answers.iter().any(|(fact, answered)| {
                fact.question().card != CardId::Day && run.started.moment - answered.at.moment > PROFILE_STALE
            })
        })
    }

    /// Lets an answer that holds only for a while go stale.
    fn fresh(&self, fact: Fact, known: Known) -> Option<Known> {
        let age = self.now - known.at;
        let turns_no = |holds: Span| {
            let value = if age < holds { known.value.clone() } else { Answer::No };
            Some(Known { value, at: known.at })
        };
        let no = known.value == Answer::No;
        if fact == Fact::RecentMedicine {
            let place = self.answers(fact, false).last().map_or(0, |(_, place, _)| place);
            let silent = self.history.silence_since(place, self.now);
            if no { Some(known) } else { turns_no(DAY) }.filter(|_| !silent)
        } else if fact == Fact::Drowsy {
            (age < if no { DAY } else { DROWSY_HOLDS }).then_some(known)
        } else if fact == Fact::Bruise && !no {
            turns_no(BRUISE_HOLDS)
        } else if fact == Fact::HelperHere {
            (age < HELPER_HOLDS).then_some(known)
        } else if fact == Fact::LastDoseHelped {
            let newest = self.history.doses().iter().map(|dose| dose.at.moment).max();
            newest.is_none_or(|dose| dose <= known.at).then_some(known)
        } else {
            Some(known)
        }
    }
}
