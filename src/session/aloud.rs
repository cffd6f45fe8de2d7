//! A card or a question for shut eyes: line by line, Enter is no and Space is yes. The text stands on the screen all the
//! while, and its own keys work, too.
//!
//! A Space alone writes nothing: the line is said again with what follows from it, and only another Space confirms it.

use crate::model::profile::{Answer, Choices};
use crate::session::asking::{AskKind, Asking, Marked, Reply};
use crate::session::keys::{Key, of_line};
use crate::session::screen::Screen;
use crate::session::{Effect, End, Input};
use crate::words::aloud as say;
use crate::words::card::band_words;

/// A card or a question, spoken.
#[derive(Clone, PartialEq, Debug)]
pub struct Aloud {
    asking: Asking,
    /// The emergency number, where a yes means to call it.
    number: Option<String>,
    /// It is the first of a flare: it is said first how to answer.
    greets: bool,
    place: usize,
    yes: Vec<usize>,
    confirms: bool,
}

impl Aloud {
    /// A card or a question as it stands on the screen. `number`: what is called after a yes.
    pub fn new(asking: Asking, number: Option<String>, greets: bool) -> Self {
        Self { asking, number, greets, place: 0, yes: Vec::new(), confirms: false }
    }

    /// What is answered line by line: the lines of a card, the words of a choice, or the question itself.
    fn lines(&self) -> Vec<String> {
        match self.asking.kind {
            AskKind::Card => self.asking.lines.clone(),
            AskKind::Question(Choices::OneOf(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
            AskKind::Question(Choices::Number(numbers)) => {
                numbers.bands.iter().map(|(band, _)| band_words(band)).collect()
            }
            AskKind::Question(_) | AskKind::Offer | AskKind::Confirm => vec![self.asking.title.clone()],
        }
    }

    /// Whether digits are typed, which are the keys of the screen. A number has bands, too, until somebody types.
    fn is_typed(&self) -> bool {
        let number = matches!(self.asking.kind, AskKind::Question(Choices::Number(..)));
        let time = matches!(self.asking.kind, AskKind::Question(Choices::Time(_)));
        time || (number && !self.asking.is_untouched())
    }

    /// What is said as it begins.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let mut words = Vec::new();
        if self.greets {
            words.push(say::hello(self.asking.lines.len()));
        }
        words.extend(self.asking.say.iter().cloned());
        if self.is_typed() {
            words.extend([self.asking.title.clone(), say::TYPE_IT.to_owned()]);
        } else {
            let lines = self.lines();
            if lines.len() > 1 && lines.first() != Some(&self.asking.title) {
                words.push(self.asking.title.clone());
            }
            words.push(self.line());
        }
        vec![Effect::Speak(words.join(" "))]
    }

    /// The line that is asked now, as it is said.
    fn line(&self) -> String {
        let lines = self.lines();
        let Some(line) = lines.get(self.place) else { return String::new() };
        match self.asking.kind {
            AskKind::Card if lines.len() == 1 => say::question(&self.asking.title),
            AskKind::Card => say::line(self.place, line, self.place < 2),
            AskKind::Question(Choices::OneOf(_)) => say::choice(line, true),
            AskKind::Question(Choices::Number(..)) => say::choice(line, self.place < 2),
            AskKind::Question(_) | AskKind::Offer => say::question(line),
            AskKind::Confirm => say::confirm(line),
        }
    }

    /// Whether keys wait until the sentence has ended: a second Space that comes too soon confirms nothing.
    pub(super) fn hears_out(&self) -> bool {
        self.confirms
    }

    /// Whether nobody has begun to answer.
    pub(super) fn is_untouched(&self) -> bool {
        self.place == 0 && !self.confirms && self.asking.is_untouched()
    }

    /// Whether somebody said yes to a line of it already.
    pub(super) fn has_kept(&self) -> bool {
        !self.yes.is_empty()
    }

    pub(super) fn handle(&mut self, input: &Input) -> Vec<Effect> {
        let key = match input {
            Input::Key(key) => Some(*key),
            Input::Line(line) => of_line(line, false).first().copied(),
            Input::Tick | Input::End | Input::Halt => None,
        };
        match key.filter(|_| !self.is_typed()) {
            Some(Key::Letter('r' | 'R')) => vec![Effect::Speak(self.said())],
            Some(Key::Space) => self.space(),
            Some(Key::Enter) => self.enter(),
            Some(Key::Letter(_) | Key::Erase) | None => match self.asking.handle(input).pop() {
                Some(Effect::Finish(end @ (End::Left | End::Halted))) => self.leave(end),
                effect => effect.into_iter().collect(),
            },
        }
    }

    /// Leaving answers no card. What somebody said yes to stands: it is told alone.
    fn leave(&mut self, end: End) -> Vec<Effect> {
        let yes = std::mem::take(&mut self.yes).into_iter().map(Marked::whole).collect::<Vec<_>>();
        vec![if yes.is_empty() { Effect::Finish(end) } else { answered(Reply::Only(yes)) }]
    }

    /// Nobody answers it. A line that was confirmed counts, alone.
    pub(super) fn in_silence(&mut self) -> Vec<Effect> {
        self.leave(End::LetGo)
    }

    fn said(&self) -> String {
        if self.confirms { self.you_said_yes() } else { self.line() }
    }

    fn you_said_yes(&self) -> String {
        let lines = self.lines();
        say::you_said_yes(lines.get(self.place).map_or("", String::as_str), self.number.as_deref())
    }

    fn space(&mut self) -> Vec<Effect> {
        match self.asking.kind {
            AskKind::Card if self.confirms => {
                self.confirms = false;
                self.yes.push(self.place);
                // Whoever needs help now is asked nothing more.
                if self.number.is_some() { self.over() } else { self.next() }
            }
            AskKind::Card => {
                self.confirms = true;
                vec![Effect::Speak(self.you_said_yes())]
            }
            AskKind::Question(Choices::OneOf(words)) => {
                let word = words.get(self.place).map(|word| Answer::Word((*word).to_owned()));
                word.map(|word| answered(Reply::Answer(word))).into_iter().collect()
            }
            AskKind::Question(Choices::Number(numbers)) => {
                let band = numbers.bands.get(self.place).map(|(band, _)| Answer::Word((*band).to_owned()));
                band.map(|band| answered(Reply::Answer(band))).into_iter().collect()
            }
            AskKind::Question(Choices::NoCleared) => vec![answered(Reply::Answer(Answer::Cleared))],
            AskKind::Question(_) => vec![answered(Reply::Answer(Answer::Yes))],
            AskKind::Offer => vec![answered(Reply::Yes)],
            AskKind::Confirm => vec![answered(Reply::No)],
        }
    }

    fn enter(&mut self) -> Vec<Effect> {
        match self.asking.kind {
            AskKind::Card if self.confirms => {
                self.confirms = false;
                vec![Effect::Speak(say::a_slip(&self.line()))]
            }
            AskKind::Card | AskKind::Question(Choices::OneOf(_) | Choices::Number(..)) => self.next(),
            AskKind::Question(_) => vec![answered(Reply::Answer(Answer::No))],
            AskKind::Offer => vec![answered(Reply::No)],
            AskKind::Confirm => vec![answered(Reply::Yes)],
        }
    }

    /// On to the next line, or the end.
    fn next(&mut self) -> Vec<Effect> {
        if self.place + 1 < self.lines().len() {
            self.place += 1;
            return vec![Effect::Speak(self.line())];
        }
        self.over()
    }

    fn over(&mut self) -> Vec<Effect> {
        if !matches!(self.asking.kind, AskKind::Card) {
            // None of the words: it is asked again, or passed over.
            if self.asking.skips {
                return vec![Effect::Finish(End::Passed)];
            }
            self.place = 0;
            return vec![Effect::Speak(say::once_more(&self.line()))];
        }
        if self.yes.is_empty() {
            let signs = self.asking.signs;
            let thanks = if signs { say::NONE } else { say::NONE_OF_FACTS };
            return vec![Effect::Speak(thanks.to_owned()), answered(Reply::None)];
        }
        vec![answered(Reply::Lines(std::mem::take(&mut self.yes).into_iter().map(Marked::whole).collect()))]
    }

    pub(super) fn screen(&self) -> Screen {
        let mut screen = self.asking.screen();
        if !self.is_typed() {
            screen.note = Some(self.said());
        }
        screen
    }
}

fn answered(reply: Reply) -> Effect {
    Effect::Finish(End::Answered(reply))
}

#[cfg(test)]
mod tests {
    use super::{Aloud, AskKind, Asking, Choices, Marked, Reply};
    use crate::model::profile::{AGES, Answer};
    use crate::session::End;
    use crate::session::pressed::pressed as press;

    /// Presses Enter (a line end), Space and letters. What was said last, and how it ended.
    fn pressed(kind: AskKind, number: Option<&str>, keys: &str) -> (String, Option<End>) {
        let lines = ["One", "Two", "Three"].map(str::to_owned).to_vec();
        let mut asking = Asking::new(kind, "", "Any of these?");
        asking.lines = lines;
        let mut aloud = Aloud::new(asking, number.map(str::to_owned), false);
        let begun = aloud.begin();
        press(begun, keys, |input| aloud.handle(input))
    }

    #[test]
    fn a_card_is_answered_line_by_line_with_two_keys() {
        let check = |number: Option<&str>, keys: &str, reply: Option<Reply>| {
            let ended = pressed(AskKind::Card, number, keys).1;
            assert_eq!(ended, reply.map(End::Answered), "{keys:?}");
        };
        let lines = |places: &[usize]| Some(Reply::Lines(places.iter().copied().map(Marked::whole).collect()));
        check(None, "\n\n\n", Some(Reply::None));
        check(None, "\n\n", None);
        // One Space writes nothing; Enter takes it back.
        check(None, " ", None);
        check(None, "  \n\n", lines(&[0]));
        check(None, "\n  \n", lines(&[1]));
        check(None, " \n\n\n\n\n", Some(Reply::None));
        check(None, "    \n", lines(&[0, 1]));
        // Where a number is to be called, nothing else is asked.
        check(Some("112"), "\n  ", lines(&[1]));
        check(Some("112"), "r\nr\n\n", Some(Reply::None));
        assert_eq!(pressed(AskKind::Card, None, "\nq").1, Some(End::Left));
        // What was confirmed is not lost on leaving; what was not, is no answer.
        assert_eq!(pressed(AskKind::Card, None, "  q").1, Some(End::Answered(Reply::Only(vec![Marked::whole(0)]))));
        assert_eq!(pressed(AskKind::Card, None, " q").1, Some(End::Left));
    }

    #[test]
    fn what_is_said_names_the_keys_twice_and_what_follows_from_a_yes() {
        let card = || AskKind::Card;
        assert_eq!(pressed(card(), None, "").0, "Any of these? First. One. Enter no. Space yes.");
        assert_eq!(pressed(card(), None, "\n").0, "Second. Two. Enter no. Space yes.");
        assert_eq!(pressed(card(), None, "\n\n").0, "Third. Three.");
        let sure =
            "You said yes to: One. If that is so, call 112 now. Space again if it is so. Enter if it was a slip.";
        assert_eq!(pressed(card(), Some("112"), " ").0, sure);
        assert_eq!(pressed(card(), Some("112"), " \nr").0, "First. One. Enter no. Space yes.");
    }

    #[test]
    fn questions_take_the_same_two_keys() {
        let check = |choices: Choices, keys: &str, answer: Answer| {
            let ended = pressed(AskKind::Question(choices), None, keys).1;
            assert_eq!(ended, Some(End::Answered(Reply::Answer(answer))), "{keys:?}");
        };
        check(Choices::YesNo, " ", Answer::Yes);
        check(Choices::YesNo, "\n", Answer::No);
        check(Choices::NoCleared, " ", Answer::Cleared);
        check(Choices::OneOf(&["heat", "cold", "both"]), "\n ", Answer::Word("cold".to_owned()));
        check(Choices::OneOf(&["heat", "cold", "both"]), "\n\n\n ", Answer::Word("heat".to_owned()));
        check(Choices::Number(&AGES), "44\n", Answer::Number(44));
        check(Choices::Number(&AGES), "\n ", Answer::Word("18-49".to_owned()));
        check(Choices::Number(&AGES), "b", Answer::Word("18-49".to_owned()));
        assert_eq!(pressed(AskKind::Offer, None, "\n").1, Some(End::Answered(Reply::No)));
        assert_eq!(pressed(AskKind::Confirm, None, "\n").1, Some(End::Answered(Reply::Yes)));
    }
}
