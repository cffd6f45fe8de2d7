//! Rule 19.6: what may be too much, where nobody knows what is in it, or where the name reads like acetaminophen.
//!
//! Of a name that nobody knows every offer is withheld (rule 7), but an overdose would be silent. So the third in a day
//! is told, and so is the third of what reads like acetaminophen within eight hours.

use uuid::Uuid;

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::model::class::Class;
use crate::model::id::Id;
use crate::model::limits::{COUNTED_OVER, LIKE_ACETAMINOPHEN_WITHIN, TOO_MUCH_ACETAMINOPHEN, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::model::time::{Moment, Span};

/// What a name reads like that may be acetaminophen: the front of any of its words. Rule 19.6.
const READS_LIKE: [&str; 13] = [
    "tylenol",
    "panadol",
    "para",
    "acet",
    "apap",
    "doliprane",
    "dafalgan",
    "efferalgan",
    "crocin",
    "dolo",
    "calpol",
    "ben-u-ron",
    "benuron",
];

/// Why a dose may be too much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// It is the third of names that nobody knows within 24 hours, or a later one.
    ThirdUnknown,
    /// It reads like acetaminophen, and is the third of that within 8 hours, or a later one.
    ThirdLike,
    /// It reads like acetaminophen, and with the rest of 24 hours it is so many milligrams.
    Over(u32),
}

/// Why that dose may be too much, as it stands among the others. `None`: it is not.
pub fn warning(case: &Case<'_>, id: Uuid) -> Option<Warning> {
    let dose = doses(case).find(|dose| dose.id == id)?;
    let before = |span: Span| {
        let within = move |other: &&Taken| other.at.moment <= dose.at.moment && other.at.moment + span > dose.at.moment;
        doses(case).filter(within)
    };
    if dose.is_unknown() && before(COUNTED_OVER).filter(|other| other.is_unknown()).count() >= 3 {
        return Some(Warning::ThirdUnknown);
    }
    if !is_like(dose) {
        return None;
    }
    if before(LIKE_ACETAMINOPHEN_WITHIN).filter(|other| is_like(other)).count() >= 3 {
        return Some(Warning::ThirdLike);
    }
    let sum = sum(case, dose);
    let most = medicine_limits(&Ingredient::Acetaminophen).map_or(0, |limits| limits.in_24h_mg);
    (sum > most).then_some(Warning::Over(sum))
}

/// Too much acetaminophen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooMuch {
    /// Until when it stands as an alert.
    pub until: Moment,
    /// How much it was in 24 hours, in milligrams.
    pub sum_mg: u32,
    /// Why the last dose of it was taken, where that was said.
    pub because: Option<String>,
}

/// Too much acetaminophen as it stands: for 24 hours after the last dose with which 4,000 mg or more had been taken in 24.
/// `None`: it does not stand.
pub fn too_much(case: &Case<'_>) -> Option<TooMuch> {
    let last = doses(case).rfind(|dose| is_like(dose) && sum(case, dose) >= TOO_MUCH_ACETAMINOPHEN)?;
    let until = last.at.moment + COUNTED_OVER;
    let because = || last.why().map(str::to_owned);
    (!case.reached(until)).then(|| TooMuch { until, sum_mg: sum(case, last), because: because() })
}

fn doses<'c>(case: &'c Case<'_>) -> impl DoubleEndedIterator<Item = &'c Taken> {
    case.history.doses().iter().filter(|dose| !dose.unreadable)
}

/// Whether it holds acetaminophen, or nobody knows and its name reads like it.
fn is_like(dose: &Taken) -> bool {
    let untold = dose.is_unknown() || is_said_to_be_none(dose);
    dose.has(&Ingredient::Acetaminophen) || (untold && reads_like(&dose.dose.medicine))
}

/// Whether the only thing that is known of it is that somebody said that none is in it.
fn is_said_to_be_none(dose: &Taken) -> bool {
    let own = Id::suggest(&dose.dose.medicine);
    let harmless = dose.contents().all(|own| own.class() == Some(Class::Harmless));
    harmless && own.is_some_and(|own| dose.contents().all(|content| content.ingredient.as_str() == own))
}

/// Whether any word of a name begins like a name of acetaminophen.
fn reads_like(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.into_iter().any(|word| READS_LIKE.iter().any(|front| word.starts_with(front)))
}

/// What had been taken in the 24 hours up to a dose, of all that is like it: an amount that is not known counts as the
/// largest single one.
fn sum(case: &Case<'_>, dose: &Taken) -> u32 {
    let largest = medicine_limits(&Ingredient::Acetaminophen).map_or(0, |limits| limits.single_mg);
    let within = |other: &&Taken| {
        is_like(other) && other.at.moment <= dose.at.moment && other.at.moment + COUNTED_OVER > dose.at.moment
    };
    // What is not in it by somebody's word counts by its own figure; the figure of another ingredient says nothing of this one.
    let told = |other: &Taken| other.dose.amount_mg().filter(|_| is_said_to_be_none(other));
    let mg = |other: &Taken| other.mg(&Ingredient::Acetaminophen).or_else(|| told(other)).unwrap_or(largest);
    doses(case).filter(within).fold(0, |sum: u32, other| sum.saturating_add(mg(other)))
}

#[cfg(test)]
mod tests {
    use super::reads_like;

    #[test]
    fn a_name_reads_like_acetaminophen_by_the_front_of_any_word() {
        for (name, like) in [
            ("Tylenol Xyz", true),
            ("extra panadols", true),
            ("Ben-u-ron forte", true),
            ("dolofort", true),
            ("my paracet", true),
            ("mystery", false),
            ("separate", false),
            ("", false),
        ] {
            assert_eq!(reads_like(name), like, "{name}");
        }
    }
}
