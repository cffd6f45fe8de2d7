//! Choosing on a choice card: what is written of it.

use crate::acts::answer::{Stand, same_flare};
use crate::acts::{Context, State};
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::time::Stamp;
use crate::protocol::format::{ChoiceCard, ChoiceOption};
use crate::store::journal::Writer;

/// The option that a typed word means: its letter, its word, or the only beginning of one.
///
/// Of `h) heat`, `p) pill` and `b) both`: `h`, `heat` and `hea` are heat, `B` is both, `x` is none.
pub(crate) fn meant<'a, 'p>(options: &'a [&'p ChoiceOption], typed: &str) -> Option<&'a &'p ChoiceOption> {
    let typed = typed.trim().to_lowercase();
    let mut letters = typed.chars();
    let one = letters.next()?;
    if letters.next().is_none() {
        return options.iter().find(|option| option.letter == one);
    }
    let word = |option: &ChoiceOption| option.word.to_lowercase();
    let mut begin = options.iter().filter(|option| word(option).starts_with(&typed));
    let whole = options.iter().find(|option| word(option) == typed);
    whole.or_else(|| begin.next().filter(|_| begin.next().is_none()))
}

/// What is written of an option: that it was chosen, and what it sets aside.
fn events(card: &Id, option: &ChoiceOption) -> Vec<(Option<Stamp>, Event)> {
    let chose = Event::Chose { card: card.clone(), letter: option.letter };
    let rests = option.rests.iter().map(|rest| Event::Rested { what: rest.what.clone(), until: rest.until });
    [chose].into_iter().chain(rests).map(|event| (None, event)).collect()
}

/// Records an option.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    card: &Id,
    option: &ChoiceOption,
) -> Result<Vec<Record>, Failure> {
    let records = writer.append_all(context.now()?, events(card, option))?;
    stand.state.add(&records);
    Ok(records)
}

/// Records what was chosen at a terminal. `asked` is the state in which the card came on the screen. `None` for the option:
/// it was put off.
pub(crate) fn chosen(
    context: &mut Context<'_>,
    asked: &State,
    card: &ChoiceCard,
    option: Option<&ChoiceOption>,
) -> Result<Vec<Record>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    same_flare(asked.flare(), &state)?;
    let events = match option {
        Some(option) => events(&card.id, option),
        None => vec![(None, Event::Passed { question: card.id.clone() })],
    };
    writer.append_all(context.now()?, events)
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::protocol::format::ChoiceOption;

    #[test]
    fn an_option_is_meant_by_its_letter_its_word_or_the_only_beginning_of_one() {
        let option = |letter, word: &str| ChoiceOption {
            letter,
            word: word.to_owned(),
            text: word.to_owned(),
            named: None,
            say: None,
            opens: Vec::new(),
            rests: None,
        };
        let all = [option('b', "both"), option('h', "heat"), option('n', "neither"), option('w', "no-pills")];
        let shown: Vec<&ChoiceOption> = all.iter().collect();
        for (typed, letter) in [
            ("b", Some('b')),
            ("H", Some('h')),
            (" heat ", Some('h')),
            ("hea", Some('h')),
            ("nei", Some('n')),
            ("no-pills", Some('w')),
            ("no", Some('w')),
            ("x", None),
            ("heating", None),
            ("", None),
        ] {
            assert_eq!(meant(&shown, typed).map(|option| option.letter), letter, "{typed:?}");
        }
    }
}
