//! The words behind `took`, parted: the name, the amount, and what `--contains` says.

use super::in_name::{refuse_number, refuse_several};
use super::{Typed, begins_amount, usual_of};
use crate::error::Failure;
use crate::model::amount::{Amount, AmountError, Each, is_joining, says_how_many};
use crate::model::event::Content;
use crate::model::medicine::Ingredient;
use crate::model::medicine::resolve::{Resolved, resolve};
use crate::model::medicine::table::{NameOf, key, table};
use crate::model::nearest;
use crate::words;
use crate::words::clean::quoted;

/// What `--contains` says.
pub(super) enum Contains {
    /// It was not given.
    Unsaid,
    /// No pain reliever is in it.
    Nothing,
    /// These, and how much of each one piece holds.
    These(Vec<Content>),
}

/// The medicine and the amount. `known` are names that only a protocol knows.
///
/// The amount begins with a digit, and may be several words; so may a name that is known (`advil pm`). A name of several
/// words that nobody knows must stand in quotes: `ibuprofen lots` is not a medicine.
pub(super) fn split(typed: &Typed, known: impl Fn(&str) -> bool) -> Result<(String, Option<Amount>), Failure> {
    let words = &typed.words;
    let name_of = |place: usize| format!("{} {}", typed.medicine.trim(), words[..place].join(" ")).trim().to_owned();
    let read = |place: usize| Amount::parse(&words[place..].join(" "));
    // `half a tablet` begins with no digit.
    let starts = |place: &usize| begins_amount(&words[*place]) || read(*place).is_ok();
    let starts: Vec<usize> = (0..words.len()).filter(starts).collect();
    let all = name_of(words.len());
    if all.is_empty() {
        return Err(Failure::usage(words::dose::NO_NAME).hint(words::dose::example("ibuprofen", "200mg")));
    }
    refuse_turned(typed, &all)?;
    if words.is_empty()
        && let Some(apart) = amount_in_name(&all)?
    {
        return Ok(apart);
    }
    let place = starts.iter().copied().find(|place| read(*place).is_ok());
    if let Some(first) = starts.first() {
        refuse_several(&name_of(*first), &words[*first..].join(" "))?;
    }
    if place.is_none() && !says_how_many(&words.join(" ")) && (starts.is_empty() || is_name(&all, &typed.medicine)) {
        let more = words.join(" ");
        if !more.is_empty() && !is_whole(&all) && !known(&all) {
            let quote = words::dose::put_in_quotes(&all);
            return Err(Failure::usage(words::dose::not_an_amount(&more, AmountError::NotUnderstood)).hint(quote));
        }
        refuse_number(&all)?;
        return Ok((all, None));
    }
    let place = place.or(starts.first().copied()).unwrap_or(0);
    let (name, text) = (name_of(place), words[place..].join(" "));
    let amount = Amount::parse(&text).map_err(|error| {
        Failure::usage(words::dose::not_an_amount(&text, error)).hint(words::dose::example(&name, &usual_of(&name)))
    })?;
    if place > 0 && !is_whole(&name) && !known(&name) {
        let more = words[..place].join(" ");
        let quote = words::dose::put_in_quotes(&name);
        return Err(Failure::usage(words::dose::not_an_amount(&more, AmountError::NotUnderstood)).hint(quote));
    }
    refuse_number(&name)?;
    // Of two amounts behind the name the first would pass as its strength: `ibuprofen 400mg 400 mg`.
    let earlier = |place: &usize| Amount::parse(words[*place].trim_matches([',', ';', '+'])).is_ok();
    if starts.iter().filter(|start| **start < place).any(earlier) {
        let all = words.join(" ");
        return Err(Failure::usage(words::dose::several_amounts(&all)).hint(words::dose::as_one(&name, None)));
    }
    Ok((name, Some(amount)))
}

/// A name and an amount that stand in one pair of quotes: `"ibuprofen 3 tablets"`, `"paracetamol 4x500mg"`. Without this the
/// number would be lost, and one usual dose would count. A strength alone stays with the name: `"dolo 650"`.
fn amount_in_name(all: &str) -> Result<Option<(String, Option<Amount>)>, Failure> {
    if table().entry(&key(all)).is_some() {
        return Ok(None);
    }
    let ends = all.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(end, _)| end);
    for end in ends.filter(|_| says_how_many(all)) {
        let (name, text) = (all[..end].trim(), all[end..].trim());
        if name.split_whitespace().next_back().is_some_and(is_joining) || says_how_many(name) || !is_whole(name) {
            continue;
        }
        if let Ok(amount) = Amount::parse(text) {
            refuse_number(name)?;
            return Ok(Some((name.to_owned(), Some(amount))));
        }
    }
    refuse_number(all)?;
    Ok(None)
}

/// An amount in the place of the name: `took 2 ibuprofen`, `took 200mg`.
fn refuse_turned(typed: &Typed, all: &str) -> Result<(), Failure> {
    let first = typed.medicine.trim();
    let bare = first.bytes().all(|byte| byte.is_ascii_digit()) && table().entry(&key(first)).is_none();
    let amount = Amount::parse(all).is_ok() || (typed.words.is_empty() && Amount::parse(first).is_ok());
    if amount {
        return Err(Failure::usage(words::dose::amount_is_no_name(all))
            .hint(words::dose::name_first("ibuprofen", &quoted(all))));
    }
    let rest = typed.words.join(" ");
    if (bare || Amount::parse(first).is_ok()) && !rest.is_empty() && table().entry(&key(all)).is_none() {
        let pieces = if bare { format!("\"{first} tablets\"") } else { quoted(first) };
        return Err(Failure::usage(words::dose::amount_is_no_name(first)).hint(words::dose::name_first(&rest, &pieces)));
    }
    Ok(())
}

/// Whether what looks like an amount belongs to the name: `tylenol 3`, `dolo 650`, `vitamin d3 2000 iu`.
fn is_name(all: &str, first: &str) -> bool {
    if table().entry(&key(all)).is_some_and(|entry| Some(entry) != table().entry(&key(first))) {
        return true;
    }
    match resolve(all) {
        Resolved::Known(known) => known.whole && (!known.strength.is_empty() || known.is_harmless()),
        Resolved::Unknown { .. } => false,
    }
}

/// Whether a whole name is known, not only a part of it.
pub(super) fn is_whole(name: &str) -> bool {
    match resolve(name) {
        Resolved::Known(known) => known.whole,
        Resolved::Unknown { .. } => false,
    }
}

/// Reads `--contains`: a misspelt ingredient must not become a medicine without a ceiling.
pub(super) fn contains(words: &[String]) -> Result<Contains, Failure> {
    let words: Vec<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    if let [one] = words.as_slice()
        && ["none", "nothing"].contains(&one.to_lowercase().as_str())
    {
        return Ok(Contains::Nothing);
    }
    let contents: Vec<Content> = words.into_iter().map(ingredient).collect::<Result<_, _>>()?;
    Ok(if contents.is_empty() { Contains::Unsaid } else { Contains::These(contents) })
}

/// One ingredient of `--contains`, with how much of it one piece holds where that is said: `acetaminophen 500mg`.
fn ingredient(text: &str) -> Result<Content, Failure> {
    let place = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (name, amount) = (text[..place].trim(), text[place..].trim());
    let mg = match Amount::parse(amount) {
        Ok(Amount { count, each: Each::Mg(mg) }) => Some(count.of(mg).up()),
        Ok(_) | Err(_) if amount.is_empty() => None,
        Ok(_) => return Err(Failure::usage(words::dose::not_an_amount(amount, AmountError::Unit))),
        Err(error) => return Err(Failure::usage(words::dose::not_an_amount(amount, error))),
    };
    let substance = match table().entry(&key(name)) {
        Some(NameOf::Substance(place)) => Some(&table().substances[place]),
        Some(NameOf::Product(_)) | None => table().substance(&name.to_lowercase().replace([' ', '_'], "-")),
    };
    if let Some(found) = substance {
        return Ok(Content { ingredient: found.ingredient(), class: Some(found.class), mg });
    }
    let known = match resolve(name) {
        Resolved::Known(known) if known.whole && known.contains.len() == 1 => known.contains.into_iter().next(),
        Resolved::Known(_) | Resolved::Unknown { .. } => None,
    };
    known.map(|piece| Content { ingredient: piece.ingredient, class: Some(piece.class), mg }).ok_or_else(|| {
        let names = || Ingredient::KNOWN.iter().map(Ingredient::as_str);
        let near = nearest::suggest(name, names().chain(table().substances.iter().map(|one| one.name.as_str())));
        let meant = near.map(|near| words::did_you_mean(near) + " ").unwrap_or_default();
        let names: Vec<&str> = names().collect();
        Failure::usage(words::dose::no_ingredient(name)).hint(meant + &words::dose::ingredients_are(&names))
    })
}
