//! What a medicine belongs to, and what follows from that: the one table that the rules go by.
//!
//! A rule never asks whether it is tramadol; it asks whether it makes drowsy, and for how long. So a medicine that this
//! program has never heard of gets the right rules as soon as somebody says its class.

use serde::{Deserialize, Serialize};

use crate::model::time::Span;

/// What an ingredient belongs to. The words are those of the table of ingredients, and those that a protocol may declare
/// for a medicine of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is a word of pharmacy")]
pub enum Class {
    Nsaid,
    TopicalNsaid,
    Salicylate,
    Acetaminophen,
    Opioid,
    Benzodiazepine,
    SleepingTablet,
    MuscleRelaxer,
    Gabapentinoid,
    SedatingAntihistamine,
    Alcohol,
    Sedating,
    Antidepressant,
    Anticoagulant,
    Antiplatelet,
    Steroid,
    Antibiotic,
    Interaction,
    AcidReducer,
    Decongestant,
    Caffeine,
    Counterirritant,
    LocalAnesthetic,
    Cannabidiol,
    Supplement,
    Heat,
    Skin,
    EyeDrop,
    OtherOral,
    Harmless,
    Other,
}

/// What the rules need to know of a class.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table, each column by itself")]
#[derive(Clone, Copy)]
struct ClassRow {
    /// Of the anti-inflammatories, of which only one may be taken at a time (rule 7). IB-13, AS-02, TP-11.
    nsaid: bool,
    /// A pain reliever whose days are counted (rule 10).
    analgesic: bool,
    /// For how long it makes drowsy (rule 20.1). MR-08 to MR-12; the lengths are a caution margin.
    drowsy: Option<Span>,
    /// It goes onto the skin, as a rub or a patch (rule 12). TP-05.
    rub: bool,
    /// It is on the skin without being a rub or a patch of that rule: heat waits for it (rule 19.8). A caution margin.
    skin: bool,
    /// Somebody who takes it asks a pharmacist before an anti-inflammatory (rule 5a). IB-30, IB-32 to IB-37.
    interacts: bool,
    /// A blood thinner or a steroid of rule 5, which no agreement clears (rule 5a.4).
    thinner: bool,
    /// It is swallowed (rule 25.4).
    oral: bool,
    /// Only a plan that a clinician gave, and the person accepted, may offer it (rule 25.4). MR-07.
    prescribed: bool,
}

const NOTHING: ClassRow = ClassRow {
    nsaid: false,
    analgesic: false,
    drowsy: None,
    rub: false,
    skin: false,
    interacts: false,
    thinner: false,
    oral: false,
    prescribed: false,
};
const SWALLOWED: ClassRow = ClassRow { oral: true, ..NOTHING };
const PAIN_RELIEVER: ClassRow = ClassRow { analgesic: true, ..SWALLOWED };
/// An anti-inflammatory that need not be swallowed.
const SALICYLATE: ClassRow = ClassRow { nsaid: true, analgesic: true, ..NOTHING };
const INTERACTS: ClassRow = ClassRow { interacts: true, ..SWALLOWED };
const RUB: ClassRow = ClassRow { rub: true, ..NOTHING };
const ON_SKIN: ClassRow = ClassRow { skin: true, ..NOTHING };

const fn drowsy(hours: i64) -> ClassRow {
    ClassRow { drowsy: Some(Span::hours(hours)), prescribed: true, ..SWALLOWED }
}

impl Class {
    const fn row(self) -> ClassRow {
        match self {
            Self::Nsaid => ClassRow { nsaid: true, ..PAIN_RELIEVER },
            Self::Salicylate => SALICYLATE,
            Self::TopicalNsaid => ClassRow { rub: true, ..SALICYLATE },
            Self::Acetaminophen => PAIN_RELIEVER,
            Self::Opioid
            | Self::Benzodiazepine
            | Self::SleepingTablet
            | Self::MuscleRelaxer
            | Self::Gabapentinoid
            | Self::Sedating => drowsy(24),
            Self::SedatingAntihistamine => drowsy(12),
            Self::Alcohol => drowsy(8),
            Self::Anticoagulant | Self::Antiplatelet | Self::Steroid => {
                ClassRow { thinner: true, prescribed: true, ..INTERACTS }
            }
            Self::Antidepressant | Self::Antibiotic | Self::Interaction => INTERACTS,
            // A warm wrap is worn for hours, and nothing warm goes over it.
            Self::Counterirritant | Self::LocalAnesthetic | Self::Heat => RUB,
            Self::Cannabidiol | Self::Skin => ON_SKIN,
            Self::AcidReducer | Self::Decongestant | Self::Caffeine | Self::Supplement | Self::OtherOral => SWALLOWED,
            Self::EyeDrop | Self::Harmless | Self::Other => NOTHING,
        }
    }

    /// Whether it is one of the anti-inflammatories (NSAIDs), of which only one may be taken at a time. Rule 7.
    pub const fn is_nsaid(self) -> bool {
        self.row().nsaid
    }

    /// Whether it is a pain reliever whose days are counted. Rule 10.
    pub const fn is_analgesic(self) -> bool {
        self.row().analgesic
    }

    /// For how long after a dose it makes drowsy. `None`: it does not. Rule 20.1.
    pub const fn drowsy(self) -> Option<Span> {
        self.row().drowsy
    }

    /// Whether it goes onto the skin as a rub or a patch, on which there is no heat. Rule 12.
    pub const fn is_rub(self) -> bool {
        self.row().rub
    }

    /// Whether it is on the skin without being such a rub or patch: heat waits for a while. Rule 19.8.
    pub const fn is_on_skin(self) -> bool {
        self.row().skin
    }

    /// Whether somebody who takes it asks a pharmacist before an anti-inflammatory. Rule 5a.
    pub const fn interacts(self) -> bool {
        self.row().interacts
    }

    /// Whether it is a blood thinner or a steroid, which no agreement of a pharmacist clears. Rules 5, 5a.4.
    pub const fn thins_or_is_steroid(self) -> bool {
        self.row().thinner
    }

    /// Whether it is swallowed, so that the rules for what is swallowed hold. Rule 25.4.
    pub const fn is_oral(self) -> bool {
        self.row().oral
    }

    /// Whether only a plan that a clinician gave, and the person accepted, may offer it. Rule 25.4; MR-07.
    pub const fn needs_a_prescriber(self) -> bool {
        self.row().prescribed
    }

    /// Whether what is known of it decides what a medicine of a protocol is, whatever its author declares. Rule 25.1.
    pub const fn binds(self) -> bool {
        self.row().analgesic || self.row().prescribed
    }

    /// Whether a part of a name that is of this class is enough to go by: `xyz tylenol` is acetaminophen, and of `xyz
    /// vitamin` nobody knows what it is. Rule 19.4.
    pub const fn says_enough(self) -> bool {
        self.row().analgesic || self.row().drowsy.is_some()
    }

    /// Whether it says nothing of what it does: whoever reads it knows no more than of a name alone. Rule 25.5.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Other)
    }
}
