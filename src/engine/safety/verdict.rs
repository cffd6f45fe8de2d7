//! What a rule answers: yes or no, and why. The words for it are in `words`.

use crate::model::event::Consent;
use crate::model::kind::Urgency;
use crate::model::medicine::Ingredient;
use crate::model::profile::Fact;
use crate::model::time::{Moment, Span};

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

/// Why safety says no. The words are in `words`.
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
    /// Only after somebody who may say so agreed to it.
    NeedsYes(Consent),
    /// Younger than 18.
    TooYoung,
    /// 60 or over, and no pharmacist has agreed.
    AskPharmacist,
    /// 65 or over, and nobody is there.
    NeedsHelper,
    /// A sign that was looked at is still there, or one is old and known. Rule 18.5.
    OldSign,
    /// A bleeding or a swelling was told of in this flare. Rule 21.2.
    Reacted,
    /// A burn under a pad, a rub or a patch was told of in this flare. Rule 21.2.
    Burned,
    /// After the last set nobody said where the pain is.
    WhereIsThePain,
    /// After a set the pain went further down the leg.
    WentFurtherDown,
    /// It went further down twice.
    Withdrawn,
    /// Only a plan that a clinician gave, and the person accepted, may offer it.
    OnlyPrescribed(Ingredient),
    /// Too soon after the last dose.
    TooSoon {
        /// Of what.
        ingredient: Ingredient,
        /// The least time between.
        gap: Span,
        /// When the last one was taken. `None`: nobody can read it.
        last: Option<Moment>,
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
    /// Three alcoholic drinks or more within 24 hours. Rule 19.9.
    Drinks,
    /// A medicine in the last 24 hours that a pharmacist must hear of first. Rule 5a.
    AskAbout(Ingredient),
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
    /// Nobody stated the dose, so nothing can be added up.
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
    /// A line of the journal cannot be read, and counts as a dose.
    LineLost,
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
    /// A clinician gave it, and the pain does not go further down.
    Prescribed,
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

/// The veto that stands against a step: the first by the order of the rules, with the moment at which the last of all
/// of them may go. One that time alone does not lift leaves no such moment.
pub fn veto(rules: &[Weighed]) -> Option<Veto> {
    let vetoes = || rules.iter().filter_map(|weighed| weighed.verdict.as_ref().err());
    let first = vetoes().next()?;
    let until = vetoes().map(|veto| veto.until).collect::<Option<Vec<_>>>();
    Some(Veto { until: until.and_then(|all| all.into_iter().max()), ..first.clone() })
}

pub(super) fn no(rule: Rule, why: Why, until: Option<Moment>, facts: &'static [&'static str]) -> Weighed {
    Weighed { rule, verdict: Err(Veto { rule, why, until }), facts }
}

pub(super) fn yes(rule: Rule, fine: Fine, facts: &'static [&'static str]) -> Weighed {
    Weighed { rule, verdict: Ok(fine), facts }
}
