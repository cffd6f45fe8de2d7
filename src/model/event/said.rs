//! What a person says in an event: closed sets of answers, one type for each question.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::id::Id;
use crate::model::profile::{Answered, Fact};
use crate::model::time::CivilDay;

/// What the profile held of some facts before they were answered. A fact that is missing had no answer.
pub(super) type Before = BTreeMap<Fact, Answered>;

/// A sign that is there, and that a clinician knows of. Clinical rule 18.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSign {
    /// The sign.
    pub sign: Id,
    /// What was asked about it and answered with yes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Id>,
    /// The clinician who knows of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// On which day they looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_on: Option<CivilDay>,
}

/// Writes an enum whose variants are the words of an answer.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $word:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$said])* $word,)*
        }
    };
}

words! {
    /// Who reported a sign.
    By {
        /// The person.
        Me,
        /// Somebody who is with them.
        Helper,
    }
}

words! {
    /// How a sign is that a clinician has looked at.
    SignNow {
        /// Not there any more.
        Gone,
        /// There, and not worse.
        StillThere,
        /// There, and worse.
        Worse,
        /// Not sure, which counts as worse.
        Unsure,
    }
}

words! {
    /// What a clinician or a pharmacist agreed to.
    Consent {
        /// Anti-inflammatories.
        Nsaid,
        /// Acetaminophen.
        Acetaminophen,
        /// Heat on the back.
        Heat,
    }
}

words! {
    /// Where the pain was after a set, as the physiotherapist asks it.
    WherePain {
        /// Higher up, or gone.
        Higher,
        /// In the same place.
        Same,
        /// Further down the leg.
        FurtherDown,
    }
}

words! {
    /// What was going on when a flare began.
    Began {
        /// Lifting.
        Lifting,
        /// Bending or twisting.
        Bending,
        /// An awkward posture.
        Awkward,
        /// Being tired.
        Tired,
        /// Being distracted.
        Distracted,
        /// Nothing that the person knows of.
        Nothing,
    }
}

words! {
    /// How soon the pain came.
    BeganWhen {
        /// At once.
        AtOnce,
        /// Hours after it.
        HoursBefore,
        /// On waking.
        OnWaking,
    }
}

words! {
    /// Why a step was broken off.
    StopWhy {
        /// Pain down the leg.
        Leg,
        /// Tingling, numbness or weakness.
        Tingling,
        /// A sharp pain.
        Sharp,
        /// It became sore.
        Sore,
        /// Nobody said.
        Unsaid,
    }
}

words! {
    /// Until when a thing is not offered.
    RestsUntil {
        /// The next waking.
        Wake,
        /// The end of the flare.
        Flare,
        /// Never: until somebody asks for it.
        Never,
    }
}

words! {
    /// Whether somebody can help this evening.
    Helping {
        /// Yes.
        Yes,
        /// No.
        No,
        /// The person lives alone, and is not asked again.
        Alone,
    }
}

words! {
    /// How a night was.
    Slept {
        /// Good.
        Good,
        /// So-so.
        SoSo,
        /// Bad.
        Bad,
    }
}

words! {
    /// Whether a change of zone is right.
    ZoneChange {
        /// The person has travelled, or otherwise knows of it.
        Known,
        /// The clock is wrong.
        Wrong,
    }
}
