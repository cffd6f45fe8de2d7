//! What is known about the person and this flare, and whether it is still fresh enough to count.
//!
//! An answer may come from the profile, from an answered question or from a line of a screening card; the newest counts.
//! An answer that has gone stale is *unknown* again, and unknown is never "no".

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::history::{Entry, History, Taken};
use crate::engine::matters::{Matters, NSAID_ALONE};
use crate::engine::watch::Watch;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::limits::{
    ASK_PHARMACIST_FROM, BRUISE_HOLDS, DRINKS_TOO_MANY, DROWSY_HOLDS, FIRST_FLARE_AGE, HELPER_AGE, HELPER_HOLDS,
    LAST_WEEK, PROFILE_STALE, RECENT_HOLDS, SIDE_FROM_WEEK, SILENCE,
};
use crate::model::profile::{Answer, CardId, Fact, Profile, Scope, WEEKS};
use crate::model::time::{CivilDay, Moment, Span, TimeOfDay};
use crate::protocol::format::{Card, Protocol};

/// What is known.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    profile: &'a Profile,
    history: &'a History,
    watch: Rc<Watch>,
    /// What the plan holds that asks of the person first.
    matters: Matters,
    /// What was told in this course, put together once: every rule asks.
    told: Rc<BTreeMap<Fact, ToldHere<'a>>>,
}

/// What was told of a fact in this course.
#[derive(Clone, Copy, Debug, Default)]
struct ToldHere<'a> {
    /// The answer that was written last and not taken back: when it was given, its place in the journal, and itself.
    newest: Option<(Moment, usize, &'a Answer)>,
    /// The "yes" that was written last, also one that was taken back, and its place in the journal.
    yes: Option<(Moment, usize)>,
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
    /// What the profile and the history know at the clock of the history.
    pub fn new(protocol: &'a Protocol, profile: &'a Profile, history: &'a History) -> Self {
        let clock = history.clock();
        Self::watched(protocol, profile, history, Rc::new(Watch::at(clock.now, &clock.zone, &profile.hours())))
    }

    /// What the profile and the history know at the moment of the watch.
    pub(super) fn watched(
        protocol: &'a Protocol,
        profile: &'a Profile,
        history: &'a History,
        watch: Rc<Watch>,
    ) -> Self {
        Self { profile, history, watch, matters: Matters::of(protocol), told: Rc::new(told(protocol, history)) }
    }

    /// What will be known at a later moment, if nothing happens until then.
    pub(super) fn later(&self, watch: Rc<Watch>) -> Self {
        Self { watch, ..self.clone() }
    }

    /// The answer that counts now. `None`: unknown.
    ///
    /// A yes to what is asked below a question is a yes to it, too: who takes warfarin takes a blood thinner. And what was
    /// taken says more than a "no" that was said before it. Rules 5, 5a.
    pub fn get(&self, fact: Fact) -> Option<Known> {
        let own = self.own(fact);
        if own.as_ref().is_some_and(|known| is_yes(&known.value)) {
            return own;
        }
        let below = below(fact).and_then(|below| self.get(below)).filter(|known| is_yes(&known.value));
        below.or_else(|| self.by_doses(fact, own.as_ref())).or(own).or_else(|| self.by_what_stands_above(fact))
    }

    /// The question whose yes it is that this one counts as yes: itself, or the one that is asked below it.
    pub fn said(&self, fact: Fact) -> Fact {
        let yes = |known: Option<Known>| known.is_some_and(|known| is_yes(&known.value));
        if yes(self.own(fact)) {
            return fact;
        }
        below(fact).filter(|below| yes(self.get(*below))).unwrap_or(fact)
    }

    /// The answer to this very question.
    fn own(&self, fact: Fact) -> Option<Known> {
        let in_course = self.in_course(fact);
        let kept = self.kept(fact);
        let newest = match (in_course, kept) {
            (Some(course), Some(kept)) => Some(if kept.at > course.at { kept } else { course }),
            (course, kept) => course.or(kept),
        }?;
        self.fresh(fact, newest)
    }

    /// A no to what stands above a question answers it, too: who takes no blood thinner takes no warfarin.
    fn by_what_stands_above(&self, fact: Fact) -> Option<Known> {
        let above = FOLLOW_UPS.iter().find(|(_, below)| *below == fact)?.0;
        let known = self.own(above).filter(|known| known.value == Answer::No)?;
        Some(self.by_doses(fact, Some(&known)).unwrap_or(known))
    }

    /// A yes by what was written down as taken since a question was answered with no. Rules 5, 5a; medicines.md 9.
    fn by_doses(&self, fact: Fact, no: Option<&Known>) -> Option<Known> {
        let such: fn(&Taken) -> bool = if fact == Fact::ThinnerSteroid {
            Taken::is_thinner_or_steroid
        } else if fact == Fact::DailyMedicine {
            |dose| dose.interacts() && !dose.is_thinner_or_steroid()
        } else if fact == Fact::Warfarin {
            Taken::is_warfarin
        } else {
            return None;
        };
        let no = no?;
        let place = self.told(fact).newest.filter(|(at, ..)| *at >= no.at).map(|(_, place, _)| place);
        let since = |dose: &&Taken| place.map_or(dose.written >= no.at, |place| dose.place > place);
        let mut taken = self.history.doses().iter().filter(since).filter(|dose| such(dose));
        // Aspirin for the heart is a pain reliever on one day; taken on two, it is taken daily.
        let first = taken.next()?;
        let dose = if first.is_heart_aspirin() {
            let another = |dose: &&Taken| !dose.is_heart_aspirin() || dose.at.date() != first.at.date();
            taken.find(another)?
        } else {
            first
        };
        Some(Known { value: Answer::Yes, at: dose.written })
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

    /// The person's age in years; of a band, the age that stands for it.
    pub fn age(&self) -> Option<u16> {
        self.get(Fact::Age)?.value.years()
    }

    /// The whole week of pregnancy by now: that of the answer, grown by the days since. `None`: not pregnant, or unknown.
    ///
    /// Who says 26 on a Monday may be one day short of 27: on Tuesday it counts as 27, and on the Tuesday after as 28.
    pub fn week_of_pregnancy(&self) -> Option<u16> {
        let known = self.get(Fact::PregnancyWeek)?;
        self.grown_week(&known, LAST_OF_WEEK)
    }

    /// The week by now for whoever is told of it, where it was told as a number: a band does not say which week it is. Who said
    /// 24 on a Monday is in the 24th until the next.
    pub fn week_told(&self) -> Option<u16> {
        let known = self.get(Fact::PregnancyWeek)?;
        matches!(known.value, Answer::Number(_)).then(|| self.grown_week(&known, 0))?
    }

    /// Whether lying down is lying on a side: pregnant, and in the 28th week or later, or nobody knows which. Rule 22.3.
    pub fn lies_on_side(&self) -> bool {
        self.is(Fact::Pregnant) == Some(true) && self.week_of_pregnancy().is_none_or(|week| week >= SIDE_FROM_WEEK)
    }

    /// The week that was told, and as many as have passed since, by the civil days of the clock. `None`: there is no number, or
    /// the clock stands before the answer. `gone`: so many days of the week that was told were over by then.
    fn grown_week(&self, told: &Known, gone: u16) -> Option<u16> {
        let (zone, now) = (&self.history.clock().zone, self.watch.now());
        self.watch.note(zone.shows_next(TimeOfDay::MIDNIGHT, now));
        let days = u16::try_from(zone.stamp(now).date().since(zone.stamp(told.at).date())).ok()?;
        let day = WEEKS.count(&told.value)?.saturating_mul(7).saturating_add(gone).saturating_add(days);
        Some(day / 7)
    }

    /// Whether a week that was told is one of this pregnancy: said since that was, and it may still go on.
    fn week_counts(&self, told: &Known) -> bool {
        let pregnant = self.get(Fact::Pregnant).filter(|known| is_yes(&known.value));
        let of_this = pregnant.is_some_and(|pregnant| pregnant.at <= told.at);
        of_this
            && (WEEKS.count(&told.value).is_none()
                || self.grown_week(told, LAST_OF_WEEK).is_some_and(|week| week <= LAST_WEEK))
    }

    /// Whether a "yes" to this fact stands in the profile or was given in this course, even if it was answered otherwise
    /// since, and when: a sign does not go because somebody says no later. Rule 2.
    pub fn ever_yes(&self, fact: Fact) -> Option<(Moment, usize)> {
        // One that was confirmed as still so stands, even if that was taken back.
        let confirmed = self.told(Fact::StillSo).yes.is_some();
        let kept = self.profile.answers.get(&fact).filter(|answered| {
            fact.question().scope == Scope::Person
                && is_yes(&answered.value)
                && (confirmed || !self.stale(answered.at.moment))
        });
        let kept =
            kept.zip(self.history.run()).map(|(answered, run)| (answered.at.moment.max(run.started.moment), run.place));
        kept.into_iter().chain(self.told(fact).yes).max_by_key(|(_, place)| *place)
    }

    /// Whether the question is one that this person need not be asked: it follows from another answer, or nothing in the plan
    /// waits for it.
    pub fn needless(&self, fact: Fact) -> bool {
        if !self.matters.can(fact) {
            return true;
        }
        let pregnant = self.is(Fact::Pregnant) == Some(true);
        let prevention = self.history.run().is_some_and(|run| run.course == CourseKind::Prevention);
        match fact {
            // They ask about the beginning of a flare, and none has begun.
            Fact::FirstFlare | Fact::FallOrBlow if prevention => true,
            // A first bad back over 50 is a reason to call; a first knee or fever is none.
            Fact::FirstFlare if !self.matters.is_for_back() => true,
            Fact::FirstFlare => self.age().is_none_or(|age| age <= FIRST_FLARE_AGE),
            // They keep away what is kept away anyway. Rule 22.4.
            of_nsaid if pregnant && NSAID_ALONE.contains(&of_nsaid) => true,
            Fact::Pharmacist => self.age().is_none_or(|age| age < ASK_PHARMACIST_FROM),
            Fact::Warfarin => self.is(Fact::ThinnerSteroid) != Some(true),
            Fact::Liver => self.is(Fact::HeartKidney) != Some(true),
            Fact::StrongPainkiller => self.is(Fact::DailyMedicine) != Some(true),
            Fact::StillSo => !self.anything_stale(),
            // It is asked before somebody lies down, and holds nothing back.
            Fact::PregnancyWeek => true,
            Fact::HelperHere => self.age().is_none_or(|age| age < HELPER_AGE),
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
            | Fact::DailyMedicine
            | Fact::Chickenpox
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
            | Fact::LivesAlone
            | Fact::Without
            | Fact::Hours
            | Fact::Clot
            | Fact::DiscScoliosis
            | Fact::Device
            | Fact::Nerve
            | Fact::Surgery
            | Fact::Region
            | Fact::Wakes
            | Fact::Sleeps
            | Fact::DayStarts
            | Fact::Voice => false,
        }
    }

    /// The questions of a card that await an answer, in order.
    pub fn unanswered(&self, card: CardId) -> Vec<Fact> {
        Fact::on_card(card).filter(|fact| !self.needless(*fact) && self.get(*fact).is_none()).collect()
    }

    /// The last drink of the newest two days running with three drinks or more on each. Rule 19.9.
    fn drank_much(&self) -> Option<Moment> {
        let (zone, hours) = (&self.history.clock().zone, self.profile.hours());
        let mut days: BTreeMap<CivilDay, (u32, Moment)> = BTreeMap::new();
        for dose in self.history.doses() {
            if let Some(drinks) = dose.drinks() {
                let day = days.entry(hours.day_of(dose.at.moment, zone)).or_insert((0, dose.at.moment));
                *day = (day.0.saturating_add(drinks), day.1.max(dose.at.moment));
            }
        }
        let many: Vec<(CivilDay, Moment)> = days
            .into_iter()
            .filter(|(_, (drinks, _))| *drinks >= DRINKS_TOO_MANY)
            .map(|(day, (_, at))| (day, at))
            .collect();
        many.windows(2).filter(|pair| pair[1].0.since(pair[0].0) == 1).map(|pair| pair[1].1).max()
    }

    fn told(&self, fact: Fact) -> ToldHere<'a> {
        self.told.get(&fact).copied().unwrap_or_default()
    }

    /// The answer of the profile, where it is fresh enough for this flare.
    fn kept(&self, fact: Fact) -> Option<Known> {
        match fact.question().scope {
            Scope::Flare => None,
            Scope::Person => self.profile.answers.get(&fact).and_then(|answered| {
                // How somebody lives and what they like is no safety fact: it holds until it is changed.
                (fact.question().card == CardId::Day || !self.stale(answered.at.moment))
                    .then(|| Known { value: answered.value.clone(), at: answered.at.moment })
            }),
        }
    }

    fn in_course(&self, fact: Fact) -> Option<Known> {
        self.told(fact).newest.map(|(at, _, value)| Known { value: value.clone(), at })
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
        let older = |holds: Span| self.watch.reached(known.at + holds);
        let turns_no = |holds: Span| {
            let value = if older(holds) { Answer::No } else { known.value.clone() };
            Some(Known { value, at: known.at })
        };
        let no = known.value == Answer::No;
        if fact == Fact::RecentMedicine {
            let place = self.told(fact).newest.map_or(0, |(_, place, _)| place);
            let silent = self.history.silence_after(place)
                || self.history.newest().is_some_and(|newest| self.watch.passed(newest.moment + SILENCE));
            if no { Some(known) } else { turns_no(RECENT_HOLDS) }.filter(|_| !silent)
        } else if fact == Fact::Drowsy {
            (!older(if no { RECENT_HOLDS } else { DROWSY_HOLDS })).then_some(known)
        } else if fact == Fact::Bruise && !no {
            turns_no(BRUISE_HOLDS)
        } else if fact == Fact::HelperHere {
            (!older(HELPER_HOLDS)).then_some(known)
        } else if fact == Fact::PregnancyWeek {
            self.week_counts(&known).then_some(known)
        } else if fact == Fact::Alcohol && no {
            // Three drinks on two days running ask again.
            let last = self.drank_much();
            last.is_none_or(|last| last <= known.at).then_some(known)
        } else if fact == Fact::LastDoseHelped {
            let newest = self.history.doses().iter().map(|dose| dose.at.moment).max();
            newest.is_none_or(|dose| dose <= known.at).then_some(known)
        } else {
            Some(known)
        }
    }
}

/// Of a week that was told so many days may have been over: the careful reading.
const LAST_OF_WEEK: u16 = 6;

/// The questions that only a yes opens, below the one that opens them.
const FOLLOW_UPS: [(Fact, Fact); 3] = [
    (Fact::ThinnerSteroid, Fact::Warfarin),
    (Fact::HeartKidney, Fact::Liver),
    (Fact::DailyMedicine, Fact::StrongPainkiller),
];

/// The question that is asked below another. `None`: none is.
fn below(fact: Fact) -> Option<Fact> {
    FOLLOW_UPS.iter().find(|(above, _)| *above == fact).map(|(_, below)| *below)
}

fn is_yes(value: &Answer) -> bool {
    matches!(value, Answer::Yes | Answer::Cleared)
}

/// Answers of this course: questions, and lines of screening cards that answer one.
fn told<'a>(protocol: &'a Protocol, history: &'a History) -> BTreeMap<Fact, ToldHere<'a>> {
    let mut told: BTreeMap<Fact, ToldHere<'a>> = BTreeMap::new();
    let mut note = |fact: Fact, entry: &Entry, value: &'a Answer| {
        let told = told.entry(fact).or_default();
        let later = |place: usize| entry.place >= place;
        if !entry.retracted && told.newest.is_none_or(|(_, place, _)| later(place)) {
            told.newest = Some((entry.at, entry.place, value));
        }
        if is_yes(value) && told.yes.is_none_or(|(_, place)| later(place)) {
            told.yes = Some((entry.at, entry.place));
        }
    };
    let cards: Vec<(&Id, Vec<(Fact, &Id)>)> =
        protocol.cards.iter().map(|card| (&card.id, asks(protocol, card))).collect();
    for entry in history.asked() {
        if let Event::Answered { fact, value, .. } = &entry.event {
            note(*fact, entry, value);
        } else if let Event::Screened { card, signs, unsure, .. } = &entry.event
            && let Some((_, asks)) = cards.iter().find(|(id, _)| *id == card)
        {
            for (fact, sign) in asks {
                let yes = (*unsure && signs.is_empty()) || signs.contains(sign);
                note(*fact, entry, if yes { &Answer::Yes } else { &Answer::No });
            }
        }
    }
    told
}

/// The facts that a card asks about, each with the first of its signs that does.
fn asks<'a>(protocol: &'a Protocol, card: &'a Card) -> Vec<(Fact, &'a Id)> {
    let mut asks: Vec<(Fact, &Id)> = Vec::new();
    for sign in protocol.signs_of(card) {
        if let Some(fact) = sign.fact.filter(|fact| asks.iter().all(|(known, _)| known != fact)) {
            asks.push((fact, &sign.id));
        }
    }
    asks
}
