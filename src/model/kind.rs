//! The closed sets that safety reasons about. There is no "other": a new word here makes every match ask for a decision.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What sort of thing a step is. Safety looks at this, never at a step's name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An active move, such as a cat-cow.
    Exercise,
    /// A pull that is held.
    Stretch,
    /// Getting from one place to another: standing up, out of bed.
    Movement,
    /// Walking.
    Walk,
    /// A way to lie, sit or stand.
    Posture,
    /// A heating pad, a hot-water bottle, a wrap.
    Heat,
    /// A cold pack.
    Cold,
    /// Something to swallow, or another dosed medicine.
    Medicine,
    /// A cream or gel rubbed in.
    Rub,
    /// A patch that stays on.
    Patch,
    /// A massage ball or gun.
    Massage,
    /// A question about how it is.
    CheckIn,
    /// Calling somebody.
    Contact,
}

impl Kind {
    /// Every kind, in the order of the format's documentation.
    pub const ALL: [Self; 13] = [
        Self::Exercise,
        Self::Stretch,
        Self::Movement,
        Self::Walk,
        Self::Posture,
        Self::Heat,
        Self::Cold,
        Self::Medicine,
        Self::Rub,
        Self::Patch,
        Self::Massage,
        Self::CheckIn,
        Self::Contact,
    ];

    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exercise => "exercise",
            Self::Stretch => "stretch",
            Self::Movement => "movement",
            Self::Walk => "walk",
            Self::Posture => "posture",
            Self::Heat => "heat",
            Self::Cold => "cold",
            Self::Medicine => "medicine",
            Self::Rub => "rub",
            Self::Patch => "patch",
            Self::Massage => "massage",
            Self::CheckIn => "check-in",
            Self::Contact => "contact",
        }
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How soon somebody must look at a sign. Greater is more urgent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// In the next days. Does not stop the plan, but stretching and massage are left out.
    Soon,
    /// Today. Latches: nothing but posture, movement and help until a clinician has looked.
    SameDay,
    /// Now. Latches: nothing but help.
    Emergency,
}

impl Urgency {
    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::SameDay => "same-day",
            Self::Emergency => "emergency",
        }
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a protocol is for, and so which rules of time hold for its course.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// An episode with a beginning and an end.
    #[default]
    Flare,
    /// What comes after, for as long as it pleases.
    Prevention,
}

impl Course {
    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flare => "flare",
            Self::Prevention => "prevention",
        }
    }
}
