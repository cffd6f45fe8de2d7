//! A step: what is done, when, how it is paced, and the medicine that it offers.

use serde::{Deserialize, Serialize};

use crate::model::class::Class;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::protocol::format::{DayTime, Session, is_false};

/// One thing to do.
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the file, which an author sets by name")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub id: Id,
    /// What sort of thing it is.
    pub kind: Kind,
    /// A few words.
    pub title: String,
    /// What it is called inside a sentence: "a walk". Without it, the title is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other words by which somebody may ask for it: "stroll". No two steps share a word, save those of one `name`, and one
    /// that stands in for the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What to do: at most four lines of at most 80 letters.
    pub say: Vec<String>,
    /// A contact in short, as it stands above what is done meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banner: Option<Banner>,
    /// A medicine in short, as it stands beside heat or cold: then one page offers both. What is left out of it, and when to
    /// stop, is shown by one key. Without it, it has a page of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// What to do in pregnancy from week 28 on, or where the week is not known, in place of `say`: lying steps on a side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say_pregnant: Vec<String>,
    /// Other ways to lie, kneel or stand for an exercise, of which one key chooses: two to six. The first is as it is drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<BodyPosition>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The reason to stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Id>,
    /// The facts behind its times and doses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// When it is due.
    pub timing: Timing,
    /// The phases in which it may be done. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Id>,
    /// Not before so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Not from so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Span>,
    /// The most times in a civil day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_a_day: Option<u32>,
    /// The most times in any 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_in_24h: Option<u32>,
    /// The most times in seven civil days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_a_week: Option<u32>,
    /// The most times in a civil day from so long after the start on: the last row that fits counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fewer: Vec<Fewer>,
    /// The most times in a civil day while every level of the last 24 hours is 2 or less. 0: then it only comes when the person
    /// asks, or in no block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_light_days: Option<u32>,
    /// The hours at which it is offered once nobody touched it for a whole day. After three such days it only comes when the
    /// person asks; a walk goes on at these hours. Empty: it does not fade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub best: Vec<DayTime>,
    /// How much of its session makes it count as done, in per cent: 60 is three rounds of five. Less is kept as a part: it
    /// comes at its next time, and counts in no limit. Without it, any part counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<u8>,
    /// Not when the newest log says less pain than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_from: Option<u8>,
    /// Only when the newest log says at most this; without a log it is not known, so not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_to: Option<u8>,
    /// Steps that must have been done in this course. A name that stands twice must have been done twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Id>,
    /// It bends the back backwards again and again, as a clinician prescribed it. After each set it is asked where the
    /// pain is now.
    #[serde(default, skip_serializing_if = "is_false")]
    pub extension: bool,
    /// It needs a helper who is there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub helper: bool,
    /// A move so small that it may be done before the same-day card is answered: at most five rounds, held two seconds.
    #[serde(default, skip_serializing_if = "is_false")]
    pub micro: bool,
    /// It waits until two check-ins in a row show no rise of 2 and no leg sign.
    #[serde(default, skip_serializing_if = "is_false")]
    pub brake: bool,
    /// It stays while a leg sign stands.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leg_ok: bool,
    /// It stays in pregnancy.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pregnant_ok: bool,
    /// It stays under an emergency, too (posture and contact only). Under a same-day sign all postures and movements do.
    #[serde(default, skip_serializing_if = "is_false")]
    pub latch_ok: bool,
    /// How far it keeps from others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// How long and how often, by stages; the last whose `from` and `phase` fit counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// What may be done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Id>,
    /// It is offered only while that step is withheld for this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Id>,
    /// The medicine and its dose, for the kind `medicine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medicine: Option<Medicine>,
    /// A check-in asks for the pain, and `log` does it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub asks_pain: bool,
    /// Cards that are asked with this check-in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Id>,
    /// They are asked only until so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_until: Option<Span>,
    /// Doing it begins sleep: no heat or cold until getting up.
    #[serde(default, skip_serializing_if = "is_false")]
    pub begins_sleep: bool,
    /// Where it stands among things that are due at once: lower comes first.
    #[serde(default)]
    pub priority: u32,
    /// Whether it keeps, and sets, the pace of its phase.
    #[serde(default)]
    pub pace: Pace,
    /// An offer that is not taken is gone after so long, and comes back at its next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Span>,
    /// Passed over, it comes back after so long; without it, at its next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_skip: Option<Span>,
    /// A drawing: at most 8 lines of at most 32 printable ASCII characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawing: Vec<String>,
}

impl Step {
    /// Whether a name on a choice card means it: its own, or that of what it is offered in the place of.
    pub fn is_meant_by(&self, id: &Id) -> bool {
        self.id == *id || self.instead_of.as_ref() == Some(id)
    }
}

/// A way to lie, kneel or stand for an exercise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BodyPosition {
    /// What it is called, behind its letter.
    pub name: String,
    /// What to do there, in place of the `say` of the step.
    pub say: Vec<String>,
    /// It stays in those weeks of a pregnancy in which one lies on a side, and while the week is not known.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pregnant_ok: bool,
}

/// A call to somebody in short: nothing stops for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// What stands above the step that is on show.
    pub text: String,
    /// What a voice says, once.
    pub say: String,
}

/// How often a step comes from some time on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fewer {
    /// From so long after the start.
    pub from: Span,
    /// The most times in a civil day from then on.
    pub a_day: u32,
}

/// Whether a step keeps the pace of its phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// It neither waits for the pace nor restarts it.
    #[default]
    Free,
    /// It waits for the pace and restarts it.
    Paced,
    /// Its first time does not wait, but restarts it.
    PacedAfterFirst,
}

/// When a step is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// How the rest is read.
    pub kind: TimingKind,
    /// `every`: from one time to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Span>,
    /// `every`: counted from the beginning of the last time instead of its end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub from_start: bool,
    /// `once`, `every`: what the first time is counted from: the newest of these steps, done; `"start"` is the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Id>,
    /// `once`, `every`: how long after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Span>,
    /// `at`: the times of day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<DayTime>,
    /// `at`: only on every so many days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    /// Not begun later in the day than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<DayTime>,
    /// The hours in which it is due.
    #[serde(default)]
    pub hours: DueHours,
}

/// How a [`Timing`] is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimingKind {
    /// Once, `first` after the newest of `after`.
    Once,
    /// Again and again, `every` since the last time.
    Every,
    /// At times of the day.
    At,
    /// Only when the person asks.
    OnDemand,
}

/// The hours in which something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DueHours {
    /// Between getting up and bedtime.
    #[default]
    Waking,
    /// Between bedtime and getting up.
    Sleeping,
    /// Day and night.
    Any,
}

/// How far a step keeps from another: it begins no sooner than `gap` after that one ended. For both orders, both say it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// A kind, or a step.
    pub from: Id,
    /// How long.
    pub gap: Span,
}

/// What a medicine belongs to, in the words of a file. Rule 25.2.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MedicineClass {
    /// Against inflammation and pain (ibuprofen and its kin).
    Nsaid,
    /// Acetaminophen, which is paracetamol.
    Acetaminophen,
    /// A strong painkiller of the opium kind.
    Opioid,
    /// Something that makes drowsy.
    Sedating,
    /// A blood thinner.
    Anticoagulant,
    /// Cortisone and its kin.
    Steroid,
    /// Against bacteria.
    Antibiotic,
    /// Anything else that is swallowed.
    OtherOral,
    /// Drops or ointment for an eye.
    EyeDrop,
    /// Something for the skin.
    Skin,
    /// Anything else that is not swallowed: a spray, an inhaler, an injection.
    Other,
}

impl MedicineClass {
    /// What the rules go by.
    pub fn class(self) -> Class {
        match self {
            Self::Nsaid => Class::Nsaid,
            Self::Acetaminophen => Class::Acetaminophen,
            Self::Opioid => Class::Opioid,
            Self::Sedating => Class::Sedating,
            Self::Anticoagulant => Class::Anticoagulant,
            Self::Steroid => Class::Steroid,
            Self::Antibiotic => Class::Antibiotic,
            Self::OtherOral => Class::OtherOral,
            Self::EyeDrop => Class::EyeDrop,
            Self::Skin => Class::Skin,
            Self::Other => Class::Other,
        }
    }
}

/// A medicine. The ceilings of `engine::safety` hold whatever stands here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Medicine {
    /// The active ingredient, by its US name, or a name that only this protocol knows.
    pub name: Id,
    /// What it belongs to, for a name that only this protocol knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<MedicineClass>,
    /// The dose, in milligrams. Without it, `amount` says the dose in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_mg: Option<u32>,
    /// The dose in words: "1 drop in each eye".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// A larger dose, offered only when the last `dose_mg` was said not to have helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_mg: Option<u32>,
    /// What is said when the larger dose is offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub option_say: Vec<String>,
    /// The least time between two doses.
    pub spacing: Span,
    /// The most in any 24 hours, the dose in question included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_mg_in_24h: Option<u32>,
    /// The most doses in any 24 hours, the dose in question included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_doses_in_24h: Option<u32>,
    /// The most different days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_days: Option<u32>,
}
