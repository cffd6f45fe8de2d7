//! Medicines by what is in them. A brand name, a cold-and-flu product and a rub all map to active ingredients.
//!
//! Here are the ingredients that the rules know by name. What is sold under which name is in `table`, what a name means in
//! `resolve`, and what an unknown one sounds like in `sounds`; the limits are in `model::limits`.

pub mod resolve;
pub mod sounds;
pub mod table;
#[cfg(test)]
mod tests;

pub use resolve::ingredients_of;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::class::Class;
use crate::model::id::Id;

/// An active ingredient, under its US name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ingredient {
    /// Ibuprofen.
    Ibuprofen,
    /// Naproxen sodium.
    Naproxen,
    /// Aspirin, of any dose.
    Aspirin,
    /// Diclofenac, swallowed or rubbed in.
    Diclofenac,
    /// Methyl salicylate, which is wintergreen: a rub that counts as an NSAID.
    MethylSalicylate,
    /// Another medicine of the anti-inflammatory class.
    OtherNsaid,
    /// Acetaminophen, which most of the world calls paracetamol.
    Acetaminophen,
    /// Something that makes drowsy: a muscle relaxant, a sleeping tablet, an opioid, alcohol.
    Sedating,
    /// A medicine that only a protocol knows. No ceiling of ours holds for it; the protocol's own do.
    Other(Id),
}

impl Ingredient {
    /// The ingredients that the program knows.
    pub const KNOWN: [Self; 8] = [
        Self::Ibuprofen,
        Self::Naproxen,
        Self::Aspirin,
        Self::Diclofenac,
        Self::MethylSalicylate,
        Self::OtherNsaid,
        Self::Acetaminophen,
        Self::Sedating,
    ];

    /// The word in files, JSON and on the command line.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ibuprofen => "ibuprofen",
            Self::Naproxen => "naproxen",
            Self::Aspirin => "aspirin",
            Self::Diclofenac => "diclofenac",
            Self::MethylSalicylate => "methyl-salicylate",
            Self::OtherNsaid => "anti-inflammatory",
            Self::Acetaminophen => "acetaminophen",
            Self::Sedating => "sedating",
            Self::Other(name) => name.as_str(),
        }
    }

    /// The ingredient of that word; a word that is not known is an ingredient of its own.
    pub fn named(word: &Id) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|known| known.as_str() == word.as_str())
            .unwrap_or_else(|| Self::Other(word.clone()))
    }

    /// What it belongs to, where the name alone says so. `None`: only a protocol, or the line that names it, knows.
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Ibuprofen | Self::Naproxen | Self::Aspirin | Self::Diclofenac | Self::OtherNsaid => {
                Some(Class::Nsaid)
            }
            Self::MethylSalicylate => Some(Class::Salicylate),
            Self::Acetaminophen => Some(Class::Acetaminophen),
            Self::Sedating => Some(Class::Sedating),
            Self::Other(name) => match name.as_str() {
                "menthol" | "capsaicin" | "camphor" => Some(Class::Counterirritant),
                "lidocaine" => Some(Class::LocalAnesthetic),
                _ => None,
            },
        }
    }
}

impl fmt::Display for Ingredient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Ingredient {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Ingredient {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Id::deserialize(input).map(|word| Self::named(&word)).map_err(de::Error::custom)
    }
}
