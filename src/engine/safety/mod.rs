//! Safety: the fifteen rules as code, readable and trusted on their own. Knows nothing of scheduling.
//!
//! A rule answers with a [`Veto`]: which rule, why, until when where that is known, and the facts behind it. Missing or
//! unreadable data is itself a veto. There is no `_` arm over our own enums: a new kind does not compile until somebody
//! has decided. The ceilings themselves stand in `model::limits`; a protocol may only be stricter.
//!
//! A veto guards advice, never the recording of what has already happened.

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
    /// Too early after the start.
    TooEarly {
        /// From when.
        from: Span,
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
    /// One more usual dose would be the last within the ceiling.
    pub one_left: bool,
}

impl Standing {
    /// More was taken than the ceiling.
    pub fn over(&self) -> bool {
        self.most_mg.is_some_and(|most| self.sum_mg > most)
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
}
