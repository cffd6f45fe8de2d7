//! A choice card: one letter takes one of its options, and no page asks whether it was meant, as nothing is done by it. For
//! shut eyes the offers are asked one by one, with the two keys that every question has there.
//!
//! `b) both  h) heat  p) a tablet  n) neither`: heard, it is "Heat? Space yes, Enter no." and "A tablet? ...". Yes to both is
//! `b`, no to both is `n`.

use std::collections::BTreeSet;

use crate::session::keys::{Key, of_line};
use crate::session::screen::{Leaf, Screen};
use crate::session::{Effect, End, Input};
use crate::words::card::sentence;
use crate::words::{aloud, choosing as words};

/// An option on the screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Offer {
    /// Its letter.
    pub letter: char,
    /// Its word.
    pub word: String,
    /// What stands behind the letter.
    pub text: String,
    /// What a voice asks of it. `None`: it is not asked by itself.
    pub say: Option<String>,
    /// What it opens, by names.
    pub opens: BTreeSet<String>,
    /// It sets something aside.
    pub rests: bool,
}

/// A choice on the screen.
#[derive(Clone, PartialEq, Debug)]
pub struct Choosing {
    /// The small line on top.
    pub heading: String,
    /// What stands above.
    pub alerts: Vec<String>,
    /// The heading of the card.
    pub title: String,
    /// The options.
    pub offers: Vec<Offer>,
    /// What is said below them.
    pub say: Vec<String>,
    /// It is spoken, and two keys are enough.
    pub aloud: bool,
    from: usize,
    upto: usize,
    turned: usize,
    told: u32,
    note: Option<String>,
    /// The place of the spoken offer that is asked, and those that were answered with yes.
    place: usize,
    yes: Vec<usize>,
}

impl Choosing {
    /// A choice, with nothing chosen yet.
    pub fn new(heading: &str, title: &str, offers: Vec<Offer>) -> Self {
        Self {
            heading: heading.to_owned(),
            alerts: Vec::new(),
            title: title.to_owned(),
            offers,
            say: Vec::new(),
            aloud: false,
            from: 0,
            upto: 0,
            turned: 0,
            told: 0,
            note: None,
            place: 0,
            yes: Vec::new(),
        }
    }

    /// The places of the options that a voice asks one by one.
    fn spoken(&self) -> Vec<usize> {
        self.offers.iter().enumerate().filter(|(_, offer)| offer.say.is_some()).map(|(place, _)| place).collect()
    }

    /// Whether it is asked one by one.
    fn by_voice(&self) -> bool {
        self.aloud && !self.spoken().is_empty()
    }

    /// The offer that is asked now, as it is said.
    fn asked(&self) -> String {
        let offer = self.spoken().get(self.place).and_then(|place| self.offers.get(*place));
        offer.and_then(|offer| offer.say.as_deref()).map(aloud::choice_of).unwrap_or_default()
    }

    /// What is said as it begins.
    pub(super) fn begin(&self) -> Vec<Effect> {
        let said = if self.by_voice() {
            vec![sentence(&self.title), self.asked()]
        } else {
            let lines = self.offers.iter().map(|offer| format!("{}: {}.", offer.letter, offer.text));
            [sentence(&self.title)].into_iter().chain(lines).collect()
        };
        vec![Effect::Speak(said.join(" "))]
    }

    /// Tells how far what was shown went: to the block before this one.
    pub fn shown(&mut self, upto: usize) {
        self.upto = upto;
    }

    /// Whether nobody has begun to answer.
    pub(super) fn is_untouched(&self) -> bool {
        self.turned == 0 && self.place == 0 && self.yes.is_empty()
    }

    pub(super) fn handle(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(*key),
            Input::Line(line) => self.line(line),
            Input::Tick => Vec::new(),
            Input::End => vec![Effect::Finish(End::Left)],
            Input::Halt => vec![Effect::Finish(End::Halted)],
        }
    }

    /// A typed line: a word, or a key.
    fn line(&mut self, line: &str) -> Vec<Effect> {
        let typed = line.trim().to_lowercase();
        let whole = self.offers.iter().position(|offer| offer.word.to_lowercase() == typed);
        if let Some(place) = whole {
            return vec![Effect::Finish(End::Chosen(place))];
        }
        let key = match typed.as_str() {
            "skip" | "later" => Key::Letter('s'),
            "leave" | "quit" => Key::Letter('q'),
            _ => of_line(line, false).first().copied().unwrap_or(Key::Enter),
        };
        let page = (self.from, self.place);
        let effects = self.key(key);
        if page != (self.from, self.place) {
            self.told += 1;
        } else if let (true, Some(note)) = (effects.is_empty(), self.note.take()) {
            return vec![Effect::Say(note)];
        }
        effects
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.note = None;
        let letter = if let Key::Letter(letter) = key { Some(letter.to_ascii_lowercase()) } else { None };
        if let Some(place) = self.offers.iter().position(|offer| Some(offer.letter) == letter) {
            return vec![Effect::Finish(End::Chosen(place))];
        }
        match (key, letter) {
            (_, Some('q')) => vec![Effect::Finish(End::Left)],
            (_, Some('s')) => vec![Effect::Finish(End::Passed)],
            (_, Some('r')) if self.by_voice() => vec![Effect::Speak(self.asked())],
            (Key::Space, _) if self.by_voice() => {
                self.yes.extend(self.spoken().get(self.place).copied());
                self.next()
            }
            (Key::Enter, _) if self.by_voice() => self.next(),
            (Key::Enter, _) if self.upto < self.blocks().len() && self.upto > self.from => {
                self.from = self.upto;
                self.turned += 1;
                Vec::new()
            }
            (Key::Erase, _) => {
                (self.from, self.turned) = (0, 0);
                Vec::new()
            }
            (Key::Enter | Key::Space | Key::Letter(_), _) => {
                let letters: Vec<String> = self.offers.iter().map(|offer| offer.letter.to_string()).collect();
                self.note = Some(words::please_press(&letters.join(", ")));
                Vec::new()
            }
        }
    }

    /// On to the next offer that a voice asks, or what the answers mean together.
    fn next(&mut self) -> Vec<Effect> {
        self.place += 1;
        if self.place < self.spoken().len() {
            return vec![Effect::Speak(self.asked())];
        }
        let wanted: BTreeSet<&String> =
            self.yes.iter().filter_map(|place| self.offers.get(*place)).flat_map(|offer| &offer.opens).collect();
        let same = |offer: &Offer| !offer.rests && offer.opens.iter().collect::<BTreeSet<_>>() == wanted;
        let end = self.offers.iter().position(same).map_or(End::Passed, End::Chosen);
        vec![Effect::Finish(end)]
    }

    /// What is read, block by block.
    fn blocks(&self) -> Vec<String> {
        let options = self.offers.iter().map(|offer| format!("{}) {}", offer.letter, offer.text));
        options.chain(self.say.iter().cloned()).collect()
    }

    pub(super) fn screen(&self) -> Screen {
        let leaf = Leaf {
            blocks: self.blocks(),
            from: self.from,
            turned: self.turned,
            all_seen: false,
            gap_before: Some(self.offers.len()),
            question: None,
            keys: vec![vec![(words::A_LETTER, words::CHOOSES), ("s", words::LATER), ("q", words::LEAVE)]],
            apart: true,
            last_first: false,
            stop: 22,
        };
        Screen {
            page: self.told,
            heading: self.heading.clone(),
            alerts: self.alerts.clone(),
            title: self.title.clone(),
            note: self.note.clone().or_else(|| self.by_voice().then(|| self.asked())),
            leaf: Some(leaf),
            ..Screen::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choosing, Offer};
    use crate::session::keys::Key;
    use crate::session::pressed::pressed as press;
    use crate::session::{Effect, End, Input};

    fn offers() -> Vec<Offer> {
        let offer = |letter, word: &str, say: Option<&str>, opens: &[&str], rests| Offer {
            letter,
            word: word.to_owned(),
            text: word.to_owned(),
            say: say.map(str::to_owned),
            opens: opens.iter().map(|id| (*id).to_owned()).collect(),
            rests,
        };
        vec![
            offer('b', "both", None, &["heat", "tablet"], false),
            offer('h', "heat", Some("Heat?"), &["heat"], false),
            offer('p', "tablet", Some("A tablet?"), &["tablet"], false),
            offer('n', "neither", None, &[], false),
            offer('w', "without", None, &["heat"], true),
        ]
    }

    /// Presses keys, Enter a line end. What was said last, and how it ended.
    fn pressed(aloud: bool, keys: &str) -> (String, Option<End>) {
        let mut choosing = Choosing { aloud, ..Choosing::new("", "Which?", offers()) };
        press(choosing.begin(), keys, |input| choosing.handle(input))
    }

    #[test]
    fn a_letter_chooses_at_once_and_nothing_else_does() {
        for (keys, end) in [
            ("b", Some(End::Chosen(0))),
            ("W", Some(End::Chosen(4))),
            ("x1\n h", Some(End::Chosen(1))),
            ("s", Some(End::Passed)),
            ("q", Some(End::Left)),
            ("\n \n?", None),
        ] {
            assert_eq!(pressed(false, keys).1, end, "{keys:?}");
        }
        let mut lines = Choosing::new("", "Which?", offers());
        assert_eq!(lines.handle(&Input::Line("Both".to_owned())), [Effect::Finish(End::Chosen(0))]);
        assert_eq!(lines.handle(&Input::Line("later".to_owned())), [Effect::Finish(End::Passed)]);
    }

    #[test]
    fn for_shut_eyes_each_offer_is_asked_and_the_answers_are_one_option() {
        assert_eq!(pressed(true, "").0, "Which? Heat? Space yes, Enter no.");
        assert_eq!(pressed(true, " ").0, "A tablet? Space yes, Enter no.");
        assert_eq!(pressed(true, "r").0, "Heat? Space yes, Enter no.");
        for (keys, end) in [("  ", 0), (" \n", 1), ("\n ", 2), ("\n\n", 3), ("w", 4), (" h", 1)] {
            assert_eq!(pressed(true, keys).1, Some(End::Chosen(end)), "{keys:?}");
        }
    }

    /// In a small window the options come page by page, and each letter counts from the first on.
    #[test]
    fn pages_turn_until_the_last_option() {
        let mut choosing = Choosing::new("", "Which?", offers());
        choosing.shown(2);
        assert!(choosing.handle(&Input::Key(Key::Enter)).is_empty());
        assert_eq!(choosing.screen().leaf.map(|leaf| (leaf.from, leaf.turned)), Some((2, 1)));
        choosing.shown(5);
        assert!(choosing.handle(&Input::Key(Key::Enter)).is_empty());
        assert!(choosing.screen().note.is_some_and(|note| note.contains("b, h, p, n, w")));
    }
}
