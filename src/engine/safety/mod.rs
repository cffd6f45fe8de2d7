//! Safety: the fifteen rules as code, readable and trusted on their own. Knows nothing of scheduling.
//!
//! A rule answers with a [`Veto`]: which rule, why, until when where that is known, and the facts behind it. Missing or
//! unreadable data is itself a veto. There is no `_` arm over our own enums: a new kind does not compile until somebody
//! has decided. The ceilings themselves stand in `model::limits`; a protocol may only be stricter.
//!
//! A veto guards advice, never the recording of what has already happened.

mod massage;
pub mod medicine;
pub mod movement;
pub mod screening;
mod topical;
pub mod warmth;

use crate::engine::facts::Facts;
use crate::engine::history::{Entry, History};
use crate::model::event::Event;
use crate::model::kind::{Kind, Urgency};
use crate::model::medicine::Ingredient;
use crate::model::profile::Fact;
use crate::model::time::{Clock, Hours, Moment, Span};
use crate::protocol::format::{Protocol, Session, Step};
use screening::Screened;

/// The fifteen rules, by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[expect(missing_docs, reason = "the words of as_str and the functions that judge say what each is")]
pub enum Rule {
    Screening = 1,
    Latch,
    Eligibility,
    Ceiling,
    NsaidQuestions,
    Ibuprofen,
    OneNsaid,
    Naproxen,
    Acetaminophen,
    Duration,
    UncertainTime,
    Topical,
    Heat,
    Cold,
    Movement,
}

impl Rule {
    /// The word in JSON and in `why`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Latch => "latch",
            Self::Eligibility => "eligibility",
            Self::Ceiling => "ceiling",
            Self::NsaidQuestions => "nsaid-questions",
            Self::Ibuprofen => "ibuprofen-limits",
            Self::OneNsaid => "one-nsaid",
            Self::Naproxen => "naproxen-limits",
            Self::Acetaminophen => "acetaminophen-limits",
            Self::Duration => "duration",
            Self::UncertainTime => "uncertain-time",
            Self::Topical => "topical",
            Self::Heat => "heat",
            Self::Cold => "cold",
            Self::Movement => "movement",
        }
    }
}

/// A safety reason against offering something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Veto {
    /// The rule that says no.
    pub rule: Rule,
    /// Why.
    pub why: Why,
    /// The moment from which this rule no longer says no, where time alone decides.
    pub until: Option<Moment>,
}

/// Why safety says no. The words are in `render::words`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// A screening card of this urgency awaits its answer.
    CardPending(Urgency),
    /// A sign of this urgency is present and has not been seen.
    Latched(Urgency),
    /// A question has no answer.
    Unanswered(Fact),
    /// A question was answered with yes.
    Answered(Fact),
    /// Younger than 18.
    TooYoung,
    /// 60 or over, and no pharmacist has agreed.
    AskPharmacist,
    /// 65 or over, and nobody is there.
    NeedsHelper,
    /// Too soon after the last dose.
    TooSoon {
        /// Of what.
        ingredient: Ingredient,
        /// The least time between.
        gap: Span,
        /// When the last one was taken.
        last: Moment,
    },
    /// It would be more than the most in 24 hours.
    OverSum {
        /// Of what.
        ingredient: Ingredient,
        /// How much was taken in the last 24 hours.
        taken_mg: u32,
        /// How much is considered.
        dose_mg: u32,
        /// The most.
        most_mg: u32,
    },
    /// It would be more doses than the most in 24 hours.
    TooManyDoses {
        /// How many were taken in the last 24 hours.
        taken: u32,
        /// The most.
        most: u32,
    },
    /// One dose would be larger than the largest.
    OverSingle {
        /// The largest.
        most_mg: u32,
    },
    /// The larger dose, and no smaller one was said not to have helped.
    SmallerFirst {
        /// The smaller.
        dose_mg: u32,
    },
    /// Another anti-inflammatory in the last 24 hours.
    OtherNsaid(Ingredient),
    /// Something in the last 24 hours of which nobody knows what is in it.
    UnknownMedicine,
    /// A pain reliever on that many different days.
    TooManyDays {
        /// How many.
        days: u32,
        /// The most.
        most: u32,
    },
    /// This ingredient is never offered.
    NeverOffered(Ingredient),
    /// The clock is behind the newest entry.
    ClockBehind,
    /// A line of the journal cannot be read.
    Unreadable,
    /// Too soon after the last session of this kind.
    SessionTooSoon {
        /// The least time between.
        gap: Span,
    },
    /// Too many sessions of this kind in 24 hours.
    TooManySessions {
        /// The most.
        most: u32,
    },
    /// Heat and cold keep apart.
    HeatColdApart {
        /// How far.
        gap: Span,
    },
    /// A session longer than the longest.
    SessionTooLong {
        /// The longest.
        most: Span,
    },
    /// In bed, or in sleeping hours.
    Asleep,
    /// It could not be off in time before bed.
    TooCloseToBed,
    /// Something that makes drowsy was taken.
    Drowsy {
        /// For how long that counts.
        gap: Span,
    },
    /// A fresh bruise or swelling.
    Bruise,
    /// A cream or rub is on the skin.
    CreamOn {
        /// For how long that counts.
        gap: Span,
    },
    /// Heat was on the skin.
    AfterHeat {
        /// For how long that counts.
        gap: Span,
    },
    /// A patch is on.
    PatchIsOn,
    /// A patch came off.
    PatchOff {
        /// The least time to the next.
        gap: Span,
    },
    /// A rub or a patch on that many different days.
    TooManyTopicalDays {
        /// How many.
        days: u32,
        /// The most.
        most: u32,
    },
    /// A medicine that is only sold without prescription elsewhere.
    NotInRegion(Ingredient),
    /// One spot would be massaged for longer than this.
    SpotTooLong {
        /// The longest.
        most: Span,
    },
    /// As much massage as a day allows.
    EnoughMassage {
        /// The longest, all sessions of a day together.
        most: Span,
    },
    /// Too early after the start.
    TooEarly {
        /// From when.
        from: Span,
    },
    /// The plan is over so long after the start.
    TooLate {
        /// After how long.
        ended: Span,
    },
    /// Larger than the small moves of the first 48 hours.
    NotSmallEnough,
    /// As many sets as a day allows.
    EnoughSets {
        /// How many.
        most: u32,
    },
    /// A leg sign stands.
    LegSign,
    /// The last two check-ins are missing, or show a rise of 2 or a leg sign.
    NotSteady,
    /// The program has no rule for this kind yet, so it is not offered.
    NoRule,
}

/// Why a rule has nothing against it: what `why` says of something allowed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fine {
    /// The cards are answered, and no sign stands.
    Screened,
    /// This kind may be done whatever the cards say.
    AlwaysAllowed,
    /// The questions about the person are answered, and none excludes it.
    Eligible,
    /// The questions before this kind are answered, and none excludes it.
    QuestionsClear,
    /// The last dose is long enough ago, or there was none.
    GapKept {
        /// Of what.
        ingredient: Ingredient,
        /// When the last one was taken.
        last: Option<Moment>,
        /// The least time between.
        gap: Span,
    },
    /// With this dose the sum of 24 hours stays within the most.
    SumKept {
        /// Of what.
        ingredient: Ingredient,
        /// How much was taken in the last 24 hours.
        taken_mg: u32,
        /// How much is considered.
        dose_mg: u32,
        /// The most.
        most_mg: u32,
    },
    /// No other anti-inflammatory in the last 24 hours.
    NoOtherNsaid,
    /// Fewer different days than the most.
    DaysKept {
        /// How many so far.
        days: u32,
        /// The most.
        most: u32,
    },
    /// The clock and every line of the journal can be trusted.
    RecordsGood,
    /// The sessions of this kind keep their distance and number.
    SessionsKept {
        /// How many in the last 24 hours.
        in_24h: u32,
        /// The most.
        most: u32,
        /// The least time between.
        gap: Span,
    },
    /// Heat and cold are far enough apart.
    HeatColdKept {
        /// How far.
        gap: Span,
    },
    /// Awake, and it is off in time before bed.
    Awake,
    /// Nothing that makes drowsy.
    NothingDrowsy,
    /// Fewer times in 24 hours than the most.
    TimesKept {
        /// How many.
        taken: u32,
        /// The most.
        most: u32,
    },
    /// No heat was on the skin lately.
    HeatGone {
        /// For how long that counts.
        gap: Span,
    },
    /// No cream, rub or patch was on the skin lately.
    NoCream {
        /// For how long that counts.
        gap: Span,
    },
    /// No patch is on, and the last came off long enough ago.
    NoPatch {
        /// The least time between.
        gap: Span,
    },
    /// A rub or a patch on fewer different days than the most.
    TopicalDaysKept {
        /// How many so far.
        days: u32,
        /// The most.
        most: u32,
    },
    /// Short enough.
    LengthKept {
        /// The longest.
        most: Span,
    },
    /// It is sold without prescription where the person is.
    RegionFits,
    /// Less massage in the day than the most.
    MassageKept {
        /// The longest, all sessions of a day together.
        most: Span,
    },
    /// Late enough after the start.
    LateEnough {
        /// From when.
        from: Span,
    },
    /// A small move.
    SmallMove,
    /// Fewer sets today than the most.
    SetsKept {
        /// How many today.
        done: u32,
        /// The most.
        most: u32,
    },
    /// No leg sign stands.
    NoLegSign,
    /// The last two check-ins were steady.
    Steady,
}

/// One rule, weighed: yes or no, and the facts behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weighed {
    /// The rule.
    pub rule: Rule,
    /// Nothing against it, or a veto.
    pub verdict: Result<Fine, Veto>,
    /// The facts behind the rule, by code. Empty: this program's own caution margin.
    pub facts: &'static [&'static str],
}

/// How one ingredient stands: what `took`, `status` and `why` say of the last 24 hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The ingredient.
    pub ingredient: Ingredient,
    /// How many doses in the last 24 hours.
    pub doses: u32,
    /// Their sum in milligrams; a dose whose amount is unknown counts as the largest single one.
    pub sum_mg: u32,
    /// The ceiling in 24 hours, where there is one.
    pub most_mg: Option<u32>,
    /// On how many different days, and the most.
    pub days: u32,
    /// The newest dose.
    pub last: Moment,
    /// The first moment at which neither gap nor sum is against the usual dose. `None`: nothing is known to allow it.
    pub not_before: Option<Moment>,
    /// The last dose came sooner after the one before than the gap allows.
    pub too_soon: bool,
    /// The last dose was larger than the largest single one, which is so many milligrams.
    pub over_single: Option<u32>,
    /// More than so many milligrams were taken in 12 hours, where a label limits them.
    pub over_12h: Option<u32>,
    /// Of the anti-inflammatory class: another of them that was taken within 24 hours before or after.
    pub beside: Option<Ingredient>,
    /// Of the anti-inflammatory class: until when no other of it is offered.
    pub class_until: Option<Moment>,
    /// One more usual dose would be the last within the ceiling.
    pub one_left: bool,
}

impl Standing {
    /// More was taken than a label allows: in 24 hours, in 12, or at once.
    pub fn over(&self) -> bool {
        self.most_mg.is_some_and(|most| self.sum_mg > most) || self.over_12h.is_some() || self.over_single.is_some()
    }
}

/// A sign that is present and has not been seen by a clinician.
#[derive(Clone, PartialEq, Debug)]
pub struct Latch<'p> {
    /// How urgent it is.
    pub urgency: Urgency,
    /// What it is, in the words in which it was asked.
    pub text: String,
    /// What is said for it.
    pub say: &'p [String],
    /// When it was reported.
    pub since: Moment,
    /// It can be lifted by `screen --seen`.
    pub liftable: bool,
    /// Stretching and massage are left out while it stands.
    pub holds_back: bool,
}

/// Everything that a rule may look at.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The protocol of the course.
    pub protocol: &'a Protocol,
    /// What happened.
    pub history: &'a History,
    /// What is known about the person.
    pub facts: Facts<'a>,
    /// Now, and where.
    pub clock: &'a Clock,
    /// When the person sleeps.
    pub hours: Hours,
}

impl Case<'_> {
    /// The present moment.
    pub fn now(&self) -> Moment {
        self.clock.now
    }

    /// How long the course has run. Nothing runs: no time at all.
    pub fn elapsed(&self) -> Span {
        self.history.run().map_or(Span::ZERO, |run| (self.now() - run.started.moment).max(Span::ZERO))
    }

    /// When the course began. Nothing runs: now.
    pub fn started(&self) -> Moment {
        self.history.run().map_or(self.now(), |run| run.started.moment)
    }

    /// The ends of the sessions of a kind, by time. What is on and has not come off ends now: the latest possible.
    pub fn ends(&self, kind: Kind) -> Vec<Moment> {
        let (mut ends, on) = self.sessions(kind);
        if on {
            ends.push(self.now());
        }
        ends
    }

    /// Whether something of a kind went on and has not come off: then time alone does not end its distance.
    pub fn is_on(&self, kind: Kind) -> bool {
        self.sessions(kind).1
    }

    /// The ends of the sessions of a kind, by time, and whether one is still on. A step of an earlier course counts by
    /// its kind in the present protocol. A line that cannot be read may have been the end of a session.
    fn sessions(&self, kind: Kind) -> (Vec<Moment>, bool) {
        let lost = self.history.damaged().iter().map(|damage| damage.by.map_or(self.now(), |by| by.moment));
        let mut ends: Vec<Moment> = lost.map(|at| at.min(self.now())).collect();
        let mut newest: Option<&Entry> = None;
        for step in self.protocol.steps.iter().filter(|step| step.kind == kind) {
            // What goes on has not ended; a session that is done is off, too.
            let ended = |entry: &&Entry| !matches!(entry.event, Event::On { .. });
            ends.extend(self.history.sessions_of(&step.id).filter(ended).map(|entry| entry.at));
            let latest = self.history.sessions_of(&step.id).next_back();
            newest = newest.into_iter().chain(latest).max_by_key(|entry| (entry.at, entry.place));
        }
        ends.sort_unstable();
        (ends, newest.is_some_and(|entry| matches!(entry.event, Event::On { .. })))
    }

    /// Until when the person is taken to be asleep: in sleeping hours, or since they lay down for the night.
    pub fn asleep_until(&self) -> Option<Moment> {
        let (now, zone) = (self.now(), &self.clock.zone);
        if self.hours.sleeping(now, zone) {
            return Some(self.hours.next(self.hours.wakes, now, zone));
        }
        let beds = self.protocol.steps.iter().filter(|step| step.begins_sleep);
        let lay_down =
            beds.filter_map(|step| self.history.done(&step.id).next_back()).map(|(entry, _)| entry.at).max()?;
        let up = self.hours.next(self.hours.wakes, lay_down, zone);
        (now < up).then_some(up)
    }
}

/// What is judged: a step as it would be done now.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The step.
    pub step: &'a Step,
    /// The stage of its session that would be used.
    pub session: Option<&'a Session>,
    /// For a medicine, the dose considered, in milligrams.
    pub dose_mg: Option<u32>,
    /// The person is stuck on the floor.
    pub floor: bool,
}

/// Weighs every rule that concerns the step. All say yes: it may be offered.
pub fn weigh(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    let mut rules = screening::weigh(case, screened, subject);
    match subject.step.kind {
        Kind::Medicine => rules.extend(medicine::weigh(case, subject)),
        Kind::Heat => rules.extend(warmth::weigh_heat(case, subject)),
        Kind::Cold => rules.extend(warmth::weigh_cold(case, subject)),
        Kind::Exercise | Kind::Stretch | Kind::Walk => rules.extend(movement::weigh(case, screened, subject)),
        Kind::Rub => rules.extend(topical::weigh_rub(case, subject)),
        Kind::Patch => rules.extend(topical::weigh_patch(case, subject)),
        Kind::Massage => rules.extend(massage::weigh(case, screened, subject)),
        Kind::Movement | Kind::Posture | Kind::CheckIn | Kind::Contact => {}
    }
    // Rule 11: a clock that is behind, and a last line that cannot be read, leave nothing to count from.
    if case.history.torn() || case.history.clock_behind(case.now()).is_some() {
        for veto in rules.iter_mut().filter_map(|weighed| weighed.verdict.as_mut().err()) {
            veto.until = None;
        }
    }
    rules
}

/// The veto that stands against a step: the first by the order of the rules, with the moment at which the last of all
/// of them may go. One that time alone does not lift leaves no such moment.
pub fn veto(rules: &[Weighed]) -> Option<Veto> {
    let vetoes = || rules.iter().filter_map(|weighed| weighed.verdict.as_ref().err());
    let first = vetoes().next()?;
    let until = vetoes().map(|veto| veto.until).collect::<Option<Vec<_>>>();
    Some(Veto { until: until.and_then(|all| all.into_iter().max()), ..first.clone() })
}

fn no(rule: Rule, why: Why, until: Option<Moment>, facts: &'static [&'static str]) -> Weighed {
    Weighed { rule, verdict: Err(Veto { rule, why, until }), facts }
}

fn yes(rule: Rule, fine: Fine, facts: &'static [&'static str]) -> Weighed {
    Weighed { rule, verdict: Ok(fine), facts }
}

/// Looks through questions of which each must be answered with no (or with one of `also`): the first that is not.
fn first_against(case: &Case<'_>, questions: &[(Fact, bool)]) -> Option<Why> {
    use crate::model::profile::Answer;
    questions.iter().find_map(|(fact, cleared_counts)| match case.facts.get(*fact).map(|known| known.value) {
        Some(Answer::No) => None,
        Some(Answer::Cleared) if *cleared_counts => None,
        Some(Answer::Yes | Answer::Cleared) => Some(Why::Answered(*fact)),
        Some(Answer::Number(_) | Answer::Time(_) | Answer::Word(_)) | None => Some(Why::Unanswered(*fact)),
    })
}
