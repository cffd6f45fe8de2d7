//! A choice can be made: every option has a key of its own and says what it opens, and none of them is put first by a voice
//! alone.

use std::collections::BTreeSet;

use super::Checker;
use crate::model::event::RestsUntil;
use crate::model::id::Id;
use crate::protocol::format::{ChoiceCard, ChoiceOption};
use crate::protocol::problem::quoted;
use crate::words::problem::{TAKE_AWAY, choices as say};

/// Letters that do something else on every card.
const TAKEN: [char; 3] = ['q', 'r', 's'];
/// The most options: each has a row of its own on a screen of 20.
const MOST: usize = 8;

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, card) in out.each("choices", &out.protocol.choices) {
        if !(2..=MOST).contains(&card.options.len()) {
            out.wrong(format!("{path}.options"), say::options(MOST, card.options.len()));
        }
        if !card.options.iter().any(is_none) {
            out.wrong_help(format!("{path}.options"), say::NO_WAY_PAST, say::AN_EMPTY_OPTION);
        }
        if card.options.iter().any(|option| option.opens.contains(&card.after)) {
            out.wrong_help(format!("{path}.after"), say::after_itself(&quoted(card.after.as_str())), say::ANOTHER_STEP);
        }
        keys(out, &path, card);
        for (index, option) in card.options.iter().enumerate() {
            let path = format!("{path}.options[{index}]");
            spoken(out, &path, card, option);
            if option.rests.as_ref().is_some_and(|rest| rest.until == RestsUntil::Wake) {
                out.wrong_help(format!("{path}.rests.until"), say::UNTIL_WAKE, say::FLARE_OR_NEVER);
            }
        }
    }
}

/// Whether an option is none of the offers, and sets nothing aside.
fn is_none(option: &ChoiceOption) -> bool {
    option.opens.is_empty() && option.rests.is_none()
}

/// Each letter and each word chooses one thing.
fn keys(out: &mut Checker<'_>, path: &str, card: &ChoiceCard) {
    let mut letters: BTreeSet<char> = BTreeSet::new();
    let mut words: BTreeSet<String> = BTreeSet::new();
    for (index, option) in card.options.iter().enumerate() {
        let path = format!("{path}.options[{index}]");
        if !option.letter.is_ascii_lowercase() || TAKEN.contains(&option.letter) {
            out.wrong_help(format!("{path}.letter"), say::no_key(option.letter), say::A_LETTER);
        } else if !letters.insert(option.letter) {
            out.wrong_help(format!("{path}.letter"), say::letter_twice(option.letter), say::ANOTHER_LETTER);
        }
        let word = option.word.to_lowercase();
        let plain = word.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
        if !plain || word.chars().count() < 2 {
            out.wrong_help(format!("{path}.word"), say::NOT_ONE_WORD, say::SUCH_AS);
        } else if !words.insert(word) {
            out.wrong_help(format!("{path}.word"), say::word_twice(&quoted(&option.word)), say::ANOTHER_WORD);
        }
    }
}

/// What a voice asks is one offer, so that its yes and its no mean one thing.
fn spoken(out: &mut Checker<'_>, path: &str, card: &ChoiceCard, option: &ChoiceOption) {
    let Some(text) = &option.say else { return };
    let opens: BTreeSet<&Id> = option.opens.iter().collect();
    if opens.len() != 1 || option.rests.is_some() {
        out.wrong_help(format!("{path}.say"), say::ASKS_TOO_MUCH, TAKE_AWAY);
    } else if !text.trim_end().ends_with('?') {
        out.wrong_help(format!("{path}.say"), say::NO_QUESTION, say::ASK_IT);
    }
    let asked = |other: &&ChoiceOption| other.say.is_some() && other.letter != option.letter;
    for other in card.options.iter().filter(asked).filter(|other| other.letter > option.letter) {
        let both: BTreeSet<&Id> = opens.iter().copied().chain(&other.opens).collect();
        let whole =
            |option: &ChoiceOption| option.rests.is_none() && option.opens.iter().collect::<BTreeSet<_>>() == both;
        if !card.options.iter().any(whole) {
            out.wrong_help(format!("{path}.say"), say::no_option_for_both(option.letter, other.letter), say::ADD_BOTH);
        }
    }
}
