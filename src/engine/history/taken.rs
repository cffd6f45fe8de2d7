//! A dose that was taken, and what can be asked of it.

use uuid::Uuid;

use crate::model::class::Class;
use crate::model::event::{Content, Dose};
use crate::model::limits::{DRINKS_UNSAID, HEART_ASPIRIN};
use crate::model::medicine::Ingredient;
use crate::model::time::{Moment, Stamp};

/// The word of the table for warfarin and its like.
pub const WARFARIN: &str = "warfarin";

/// A dose that counts, of this course or before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The event.
    pub id: Uuid,
    /// Its place in the journal.
    pub place: usize,
    /// When it was taken, with the offset of the place.
    pub at: Stamp,
    /// When it was written.
    pub written: Moment,
    /// What was taken.
    pub dose: Dose,
    /// It stands for a line that cannot be read.
    pub unreadable: bool,
}

impl Taken {
    /// What is in it. Nothing: nobody knows.
    pub fn ingredients(&self) -> impl Iterator<Item = &Ingredient> {
        self.dose.ingredients()
    }

    /// Each of its ingredients, as it stands in the line.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.dose.contains.iter()
    }

    /// Whether nobody knows what is in it, or what some of it does.
    pub fn is_unknown(&self) -> bool {
        self.dose.contains.is_empty() || self.contents().any(|content| content.class().is_some_and(Class::is_unknown))
    }

    /// Whether it contains the ingredient.
    pub fn has(&self, ingredient: &Ingredient) -> bool {
        self.contents().any(|own| own.counts_as(ingredient))
    }

    /// Whether it contains the ingredient, or nobody knows what it contains.
    pub fn may_contain(&self, ingredient: &Ingredient) -> bool {
        self.is_unknown() || self.has(ingredient)
    }

    /// How many milligrams of the ingredient were said, all of it together. `None`: not said, or it is not in it. Of a
    /// medicine that nobody knows it is the amount that was said of the whole; of one that is known in part, that of the part.
    pub fn mg(&self, ingredient: &Ingredient) -> Option<u32> {
        if self.is_unknown() && !self.has(ingredient) {
            return self.dose.amount_mg;
        }
        let mut parts = self.contents().filter(|own| own.counts_as(ingredient)).peekable();
        parts.peek()?;
        parts.try_fold(0_u32, |sum, part| Some(sum.saturating_add(part.mg?)))
    }

    /// Why it was taken, in the person's own words. Why a dose was corrected is no reason to have taken it.
    pub fn why(&self) -> Option<&str> {
        self.dose.because.as_deref().filter(|because| self.dose.corrects.is_none() && !because.trim().is_empty())
    }

    /// How many alcoholic drinks it was. `None`: it is no alcohol, or nobody knows what it was.
    pub fn drinks(&self) -> Option<u32> {
        let alcohol = self.contents().any(|content| content.class() == Some(Class::Alcohol));
        alcohol.then(|| self.dose.units.map_or(DRINKS_UNSAID, u32::from))
    }

    /// Whether it is a blood thinner or a steroid, or aspirin as it is taken for the heart. Rule 5, medicines.md 9.
    pub fn is_thinner_or_steroid(&self) -> bool {
        self.is_heart_aspirin()
            || self.contents().any(|content| content.class().is_some_and(Class::thins_or_is_steroid))
    }

    /// Whether it is so little aspirin, and nothing beside it, that it is taken for the heart.
    pub fn is_heart_aspirin(&self) -> bool {
        self.dose.contains.len() == 1 && self.mg(&Ingredient::Aspirin).is_some_and(|mg| mg < HEART_ASPIRIN)
    }

    /// Whether it is warfarin, under whatever name.
    pub fn is_warfarin(&self) -> bool {
        self.contents().any(|content| content.ingredient.as_str() == WARFARIN)
    }

    /// Whether a pharmacist must hear of it before an anti-inflammatory. Rule 5a.
    pub fn interacts(&self) -> bool {
        self.contents().any(|content| content.class().is_some_and(Class::interacts))
    }

    /// Until when it makes drowsy. `None`: it does not, or nobody knows what is in it.
    pub fn drowsy_until(&self) -> Option<Moment> {
        self.contents().filter_map(Content::drowsy).max().map(|span| self.at.moment + span)
    }
}
