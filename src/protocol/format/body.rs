//! What a plan is made for, what it expects of whoever follows it, and who gave it.

use serde::{Deserialize, Serialize};

use crate::model::profile::Fact;
use crate::model::time::CivilDay;

/// What body a plan is made for. Our own margins of movement are those of a low back and bind no other plan.
/// Rule 23.1; MV-42.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MadeFor {
    /// The low back. A file of format 1 is read as this.
    #[default]
    LowBack,
    /// Another part of the body, which `part` names.
    OtherBodyPart,
    /// The time after an operation, which `part` names.
    AfterOperation,
    /// Drops for the eyes.
    EyeDrops,
    /// Anything else: a fever, cramps, a head.
    General,
}

impl MadeFor {
    /// The word in a file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LowBack => "low-back",
            Self::OtherBodyPart => "other-body-part",
            Self::AfterOperation => "after-operation",
            Self::EyeDrops => "eye-drops",
            Self::General => "general",
        }
    }

    /// Whether `part` says more: which part, or which operation.
    pub fn names_a_part(self) -> bool {
        match self {
            Self::OtherBodyPart | Self::AfterOperation => true,
            Self::LowBack | Self::EyeDrops | Self::General => false,
        }
    }
}

/// What is true of everybody a plan is made for, so that saying so does not stop the plan. Rule 23.1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// An operation where it hurts.
    Operation,
    /// An injection where it hurts.
    Injection,
    /// A bad infection in the last weeks.
    Infection,
    /// Cancer, now or at any time.
    Cancer,
    /// Steroids for a long time.
    Steroids,
    /// Weak or thin bones.
    WeakBones,
    /// A weak immune system.
    LowImmunity,
    /// It began with a fall or a blow.
    FallOrBlow,
}

impl Expected {
    /// The question that a yes is expected to.
    pub fn fact(self) -> Fact {
        match self {
            Self::Operation | Self::Injection => Fact::BackSurgery,
            Self::Infection => Fact::RecentInfection,
            Self::Cancer => Fact::Cancer,
            Self::Steroids | Self::WeakBones => Fact::WeakBones,
            Self::LowImmunity => Fact::LowImmunity,
            Self::FallOrBlow => Fact::FallOrBlow,
        }
    }

    /// Whether a plan for a low back may expect it, once it was accepted as given by a clinician. Rule 23.3.
    pub fn fits_a_back(self) -> bool {
        match self {
            Self::Operation | Self::Injection => true,
            Self::Infection
            | Self::Cancer
            | Self::Steroids
            | Self::WeakBones
            | Self::LowImmunity
            | Self::FallOrBlow => false,
        }
    }
}

/// Who gave a plan to one person, and when. It counts once that person has said yes to it. Rule 24.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prescribed {
    /// The clinician: "Anna Berg, physiotherapist".
    pub who: String,
    /// The day on which it was given: "2026-11-20".
    pub when: CivilDay,
}
