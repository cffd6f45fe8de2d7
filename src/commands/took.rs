//! `took`: a medicine was taken.

use crate::commands::{At, examples, note};
use crate::error::Failure;
use crate::model::amount::Amount;
use crate::model::medicine;

/// Record a dose that was taken
///
/// It is always recorded, and said loudly where it was too soon or too much.
/// Without AMOUNT the largest single dose counts. A name that backflare does not
/// know counts as every kind of pain reliever, until --contains says.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = examples!(
        "backflare took ibuprofen 200mg"
        "backflare took tylenol 2x500mg --at \"40m ago\""
        "backflare took \"cold syrup\" --contains acetaminophen,sedating"
        "backflare took ibuprofen 0mg --corrects --because \"not taken after all\""
    )
)]
pub struct TookArgs {
    /// The medicine, by its own name or a brand's
    pub medicine: String,
    /// How much: 200mg, 0.2g, or 2x200mg for two tablets
    #[arg(value_name = "AMOUNT")]
    pub amount: Vec<String>,
    /// When it was taken
    #[command(flatten)]
    pub at: At,
    /// What is in it, where the name is not known
    #[arg(long, value_name = "INGREDIENT,..", value_delimiter = ',')]
    pub contains: Vec<String>,
    /// Replace its last dose; 0mg: it was not taken
    #[arg(long, requires = "because")]
    pub corrects: bool,
    /// Why it is replaced
    #[arg(long, value_name = "TEXT", value_parser = note, requires = "corrects")]
    pub because: Option<String>,
}

impl TookArgs {
    /// The medicine and the amount. `known` are names that only a protocol knows.
    ///
    /// The amount begins with a digit, and may be two words; so may a name that is known (`advil pm`). A name of
    /// several words that nobody knows must stand in quotes: `ibuprofen lots` is not a medicine.
    pub fn dose(&self, known: impl Fn(&str) -> bool) -> Result<(String, Option<Amount>), Failure> {
        let place = self.amount.iter().position(|word| begins_amount(word)).unwrap_or(self.amount.len());
        let (more, amount) = (self.amount[..place].join(" "), self.amount[place..].join(" "));
        let name = format!("{} {more}", self.medicine.trim());
        let name = name.trim();
        if name.is_empty() {
            return Err(Failure::usage("the medicine has no name").hint("Name it: backflare took ibuprofen 200mg"));
        }
        if Amount::parse(name).is_ok() {
            return Err(Failure::usage(format!("{name:?} is an amount, not a medicine"))
                .hint(format!("The name comes first: backflare took ibuprofen {name}")));
        }
        if !more.is_empty() && medicine::ingredients_of(name).is_none() && !known(name) {
            return Err(Failure::usage(format!("{more:?} is not an amount; one looks like 200mg, 0.2g or 2x200mg"))
                .hint(format!("Where it belongs to the name, put that in quotes: backflare took {name:?}")));
        }
        if amount.is_empty() {
            return Ok((name.to_owned(), None));
        }
        match Amount::parse(&amount) {
            Ok(amount) => Ok((name.to_owned(), Some(amount))),
            Err(error) => Err(Failure::usage(format!("{amount:?} is not an amount: {error}"))
                .hint(format!("For example: backflare took {} 200mg", quoted(name)))),
        }
    }
}

/// Whether a word is the beginning of an amount, even of a bad one, rather than part of a name.
fn begins_amount(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "-+.,\u{2212}".contains(c))
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || c == '-') { name.to_owned() } else { format!("{name:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose(words: &[&str]) -> Result<(String, Option<u32>), String> {
        let mut words = words.iter().map(|word| (*word).to_owned());
        let (medicine, amount) = (words.next().unwrap_or_default(), words.collect());
        let (at, contains) = (At::default(), Vec::new());
        let args = TookArgs { medicine, amount, at, contains, corrects: false, because: None };
        match args.dose(|name| name == "lidocaine patch") {
            Ok((name, amount)) => Ok((name, amount.map(Amount::mg))),
            Err(failure) => Err(format!("{failure}\n{}", failure.hint.as_deref().unwrap_or_default())),
        }
    }

    #[test]
    fn the_name_comes_first_and_the_amount_may_be_two_words() {
        for (words, name, mg) in [
            (&["ibuprofen"][..], "ibuprofen", None),
            (&["ibuprofen", "200mg"], "ibuprofen", Some(200)),
            (&["ibuprofen", "400", "mg"], "ibuprofen", Some(400)),
            (&["ibuprofen", "2", "x", "200", "mg"], "ibuprofen", Some(400)),
            (&["ibuprofen", "0mg"], "ibuprofen", Some(0)),
            (&["Advil", "PM"], "Advil PM", None),
            (&["advil", "pm", "200mg"], "advil pm", Some(200)),
            (&["lidocaine", "patch", "36mg"], "lidocaine patch", Some(36)),
            (&["cold syrup"], "cold syrup", None),
            (&["5-htp", "100mg"], "5-htp", Some(100)),
        ] {
            assert_eq!(dose(words), Ok((name.to_owned(), mg)), "{words:?}");
        }
    }

    #[test]
    fn what_is_not_a_dose_is_refused_with_what_to_write() {
        for (words, part) in [
            (&["ibuprofen", "2"][..], "\"2\" is not an amount: a number needs its unit, such as 200mg"),
            (&["ibuprofen", "2"], "backflare took ibuprofen 200mg"),
            (&["cold syrup", "2"], "backflare took \"cold syrup\" 200mg"),
            (&["ibuprofen", "-200mg"], "below zero"),
            (&["ibuprofen", "lots"], "\"lots\" is not an amount"),
            (&["ibuprofen", "lots"], "backflare took \"ibuprofen lots\""),
            (&["200mg"], "\"200mg\" is an amount, not a medicine"),
            (&[" "], "no name"),
        ] {
            let refused = dose(words).expect_err("refused");
            assert!(refused.contains(part), "{words:?}: {refused}");
        }
    }
}
