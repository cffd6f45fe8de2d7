//! A medicine that was taken, as it was said and as it counts.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::class::Class;
use crate::model::medicine::Ingredient;
use crate::model::time::Span;

/// What was taken.
///
/// Two capsules of 200 mg, said as `took advil 2x200mg`:
/// `{"medicine":"advil","units":2,"contains":[{"ingredient":"ibuprofen","class":"nsaid","mg":400}]}`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "DoseLine")]
pub struct Dose {
    /// The name as it was typed.
    pub medicine: String,
    /// The name on the box, where the program knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// How many tablets, capsules or measures, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<u16>,
    /// What is in it. Empty: unknown, and it counts as every class at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Content>,
    /// The milligrams that were said of a medicine whose ingredients are unknown. With ingredients, each has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_mg: Option<u32>,
    /// The dose that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Uuid>,
    /// Why it is replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// One ingredient of a dose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its US name.
    pub ingredient: Ingredient,
    /// What it belongs to, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// How much of it, in whole milligrams, rounded up. `None`: not said, and it counts as the largest single dose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mg: Option<u32>,
}

impl Content {
    /// So much of an ingredient.
    pub fn new(ingredient: Ingredient, mg: Option<u32>) -> Self {
        Self { class: ingredient.class(), ingredient, mg }
    }

    /// What it belongs to: what the line says, or else what its name says. `None`: nobody knows.
    pub fn class(&self) -> Option<Class> {
        self.class.or_else(|| self.ingredient.class())
    }

    /// Whether it is of the anti-inflammatories. Clinical rule 7.
    pub fn is_nsaid(&self) -> bool {
        self.class().is_some_and(Class::is_nsaid)
    }

    /// Whether it is a pain reliever whose days are counted. Clinical rule 10.
    pub fn is_analgesic(&self) -> bool {
        self.class().is_some_and(Class::is_analgesic)
    }

    /// For how long it makes drowsy. Some do whose class does not. Clinical rule 20.1.
    pub fn drowsy(&self) -> Option<Span> {
        const ALL_THE_SAME: [&str; 3] = ["amitriptyline", "trazodone", "cannabidiol-oral"];
        let by_name = || ALL_THE_SAME.contains(&self.ingredient.as_str()).then(|| Class::Sedating.drowsy()).flatten();
        self.class().and_then(Class::drowsy).or_else(by_name)
    }

    /// Whether it goes onto the skin as a rub or a patch. Of diclofenac nobody knows whether it was swallowed. Clinical
    /// rule 12.
    pub fn is_rub(&self) -> bool {
        const RUBS: [&str; 5] =
            ["diclofenac", "methyl-salicylate", "trolamine-salicylate", "salicylate-rub", "salicylic-acid"];
        self.class().is_some_and(Class::is_rub) || RUBS.contains(&self.ingredient.as_str())
    }

    /// Whether it is on the skin without being a rub or a patch of that rule. Clinical rule 19.8.
    pub fn is_on_skin(&self) -> bool {
        self.class().is_some_and(Class::is_on_skin) && self.drowsy().is_none()
    }

    /// Whether it counts as that ingredient. Acetaminophen under a name of a file's own is acetaminophen.
    pub fn counts_as(&self, ingredient: &Ingredient) -> bool {
        self.ingredient == *ingredient
            || (*ingredient == Ingredient::Acetaminophen && self.class() == Some(Class::Acetaminophen))
    }
}

impl Dose {
    /// A medicine of which each ingredient was taken in the same amount, as one ingredient alone always is.
    pub fn new(medicine: impl Into<String>, ingredients: Vec<Ingredient>, mg: Option<u32>) -> Self {
        let amount_mg = mg.filter(|_| ingredients.is_empty());
        let contains = ingredients.into_iter().map(|ingredient| Content::new(ingredient, mg)).collect();
        Self { medicine: medicine.into(), contains, amount_mg, ..Self::default() }
    }

    /// Each of its ingredients, as it stands in the line.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.contains.iter()
    }

    /// What is in it. Nothing: unknown.
    pub fn ingredients(&self) -> impl Iterator<Item = &Ingredient> {
        self.contains.iter().map(|content| &content.ingredient)
    }

    /// The amount that was said, in milligrams, where one number says it: "ibuprofen 400 mg".
    pub fn amount_mg(&self) -> Option<u32> {
        match self.contains.as_slice() {
            [] => self.amount_mg,
            [first, rest @ ..] => first.mg.filter(|mg| rest.iter().all(|other| other.mg == Some(*mg))),
        }
    }

    /// Whether it says that nothing was taken: "0 mg", which is how a dose that was never taken is corrected.
    pub fn is_nothing(&self) -> bool {
        self.amount_mg() == Some(0)
    }

    /// The dose that this one replaces. A correction counts only with its reason. Clinical rule 11.
    pub fn replaces(&self) -> Option<Uuid> {
        self.corrects.filter(|_| self.because.as_ref().is_some_and(|because| !because.trim().is_empty()))
    }
}

/// A dose as it stands in a line of either version. In version 1 the ingredients are names, and one amount is that of each.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoseLine {
    medicine: String,
    #[serde(default)]
    product: Option<String>,
    #[serde(default)]
    units: Option<u16>,
    #[serde(default)]
    contains: Vec<ContentLine>,
    #[serde(default)]
    amount_mg: Option<u32>,
    #[serde(default)]
    corrects: Option<Uuid>,
    #[serde(default)]
    because: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ContentLine {
    Name(Ingredient),
    Full(Content),
}

impl From<DoseLine> for Dose {
    fn from(line: DoseLine) -> Self {
        let DoseLine { medicine, product, units, contains, amount_mg, corrects, because } = line;
        let content = |content| match content {
            ContentLine::Name(ingredient) => Content::new(ingredient, amount_mg),
            ContentLine::Full(content) => content,
        };
        let amount_mg_of_all = amount_mg.filter(|_| contains.is_empty());
        let contains = contains.into_iter().map(content).collect();
        Self { medicine, product, units, contains, amount_mg: amount_mg_of_all, corrects, because }
    }
}
