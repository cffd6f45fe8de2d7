//! A card or a question: letters are marked and Enter confirms them; "none of these" is one key.
//!
//! Enter alone never answers a card: on an emergency card no answer counts as yes, so it asks once more instead. A mark
//! that was not confirmed when the person left, or when nobody can answer any more, counts.

use crate::model::letters::{self, letter};
use crate::model::profile::{Answer, Choices};
use crate::session::keys::{self, Act, Key};
use crate::session::screen::Screen;
use crate::session::{Effect, End, Input};
use crate::words::card;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// A card of lines, of which any may be true.
    Card {
        /// Signs: "not sure" counts as yes, and is offered.
        signs: bool,
    },
    /// A question with these answers.
    Question(Choices),
    /// Yes; Enter is no.
    Offer,
    /// Enter is yes; no must be said.
    Confirm,
}

/// What was answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// None of the lines.
    None,
    /// Not sure, which counts as yes.
    Unsure,
    /// These lines, by place.
    Lines(Vec<usize>),
    /// An answer to a question.
    Answer(Answer),
    /// Yes.
    Yes,
    /// No.
    No,
}

/// A card or a question on the screen.
#[derive(Clone, PartialEq, Debug)]
pub struct Asking {
    /// What sort.
    pub kind: AskKind,
    /// The small line on top.
    pub heading: String,
    /// What stands above.
    pub alerts: Vec<String>,
    /// The question.
    pub title: String,
    /// What is said with it.
    pub say: Vec<String>,
    /// The lines of a card.
    pub lines: Vec<String>,
    /// It can be passed over.
    pub skips: bool,
    marked: Vec<usize>,
    typed: String,
    page: u32,
    note: Option<String>,
}

impl Asking {
    /// A question, with nothing answered yet.
    pub fn new(kind: AskKind, heading: &str, title: &str) -> Self {
        Self {
            kind,
            heading: heading.to_owned(),
            alerts: Vec::new(),
            title: title.to_owned(),
            say: Vec::new(),
            lines: Vec::new(),
            skips: false,
            marked: Vec::new(),
            typed: String::new(),
            page: 0,
            note: None,
        }
    }

    /// Whether nobody has begun to answer.
    pub(super) fn is_untouched(&self) -> bool {
        self.marked.is_empty() && self.typed.is_empty()
    }

    /// What is said as it begins.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let lines = self.lines.iter().enumerate().map(|(place, line)| format!("{}: {line}", letter(place)));
        let words: Vec<String> = [self.title.clone()].into_iter().chain(self.say.clone()).chain(lines).collect();
        vec![Effect::Speak(words.join(" "))]
    }

    pub(super) fn handle(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(*key),
            Input::Line(line) => self.line(line),
            Input::Tick => Vec::new(),
            Input::End => self.leave(End::Left),
            Input::Halt => self.leave(End::Halted),
        }
    }

    /// A sign that was marked is not lost by leaving.
    fn leave(&self, end: End) -> Vec<Effect> {
        let reply = (!self.marked.is_empty()).then(|| Reply::Lines(self.marked.clone()));
        vec![Effect::Finish(reply.map_or(end, End::Answered))]
    }

    fn line(&mut self, line: &str) -> Vec<Effect> {
        let keys = match self.kind {
            // The words of a question are answered whole.
            AskKind::Question(_) if !matches!(line.trim(), "" | "q" | "s") => {
                let letters = line.trim().chars().map(Key::Letter);
                self.typed.clear();
                letters.chain([Key::Enter]).collect()
            }
            AskKind::Card { .. } => {
                self.marked.clear();
                keys::of_line(line, true)
            }
            AskKind::Question(_) | AskKind::Offer | AskKind::Confirm => keys::of_line(line, false),
        };
        for key in keys {
            let effects = self.key(key);
            if !effects.is_empty() {
                return effects;
            }
        }
        if let Some(note) = self.note.take() {
            return vec![Effect::Say(note)];
        }
        self.page += 1;
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.note = None;
        if key == Key::Letter('q') && self.typed.is_empty() {
            return self.leave(End::Left);
        }
        if key == Key::Letter('s') && self.skips && self.typed.is_empty() {
            return vec![Effect::Finish(End::Passed)];
        }
        let answered = match self.kind {
            AskKind::Card { signs } => self.card(key, signs),
            AskKind::Question(choices) => self.question(key, choices),
            AskKind::Offer => match keys::act(key) {
                Some(Act::Yes) => Some(Reply::Yes),
                Some(Act::Enter | Act::No) => Some(Reply::No),
                _ => None,
            },
            AskKind::Confirm => match keys::act(key) {
                Some(Act::Yes | Act::Enter) => Some(Reply::Yes),
                Some(Act::No) => Some(Reply::No),
                _ => None,
            },
        };
        answered.into_iter().map(|reply| Effect::Finish(End::Answered(reply))).collect()
    }

    fn card(&mut self, key: Key, signs: bool) -> Option<Reply> {
        match key {
            Key::Letter('n' | 'N') => return Some(Reply::None),
            Key::Letter('?' | 'u' | 'U') if signs => return Some(Reply::Unsure),
            Key::Letter(mark) => {
                let place = letters::place(mark).filter(|place| *place < self.lines.len());
                match (place, place.and_then(|place| self.marked.iter().position(|marked| *marked == place))) {
                    (_, Some(marked)) => {
                        self.marked.remove(marked);
                    }
                    (Some(place), None) => self.marked.push(place),
                    (None, None) => self.note = Some(self.how()),
                }
            }
            Key::Enter if !self.marked.is_empty() => {
                self.marked.sort_unstable();
                return Some(Reply::Lines(self.marked.clone()));
            }
            Key::Enter => self.note = Some(self.how()),
            Key::Erase => self.marked.clear(),
            Key::Space => {}
        }
        None
    }

    fn how(&self) -> String {
        match self.lines.len() {
            0 | 1 => card::PRESS_N_OR_A.to_owned(),
            count => card::press_n_or(letter(count - 1)),
        }
    }

    fn question(&mut self, key: Key, choices: Choices) -> Option<Reply> {
        // A stray letter in a number would make a letter of the key that leaves.
        let figures = matches!(choices, Choices::Number(..) | Choices::Time);
        match key {
            Key::Letter(letter) if figures && !letter.is_ascii_digit() && letter != ':' => {
                self.note = Some(card::please_type(&choices.words()));
                None
            }
            Key::Letter(letter) => {
                self.typed.push(letter);
                // One key is enough where there are only a few words.
                let short = match (choices, letter.to_ascii_lowercase()) {
                    (Choices::YesNo | Choices::YesNoCleared | Choices::NoCleared, 'y' | 'n' | 'c') => true,
                    (Choices::OneOf(words), _) => {
                        words.iter().filter(|word| word.starts_with(&self.typed)).count() == 1
                    }
                    (
                        Choices::YesNo
                        | Choices::YesNoCleared
                        | Choices::NoCleared
                        | Choices::Number(..)
                        | Choices::Time,
                        _,
                    ) => false,
                };
                if short { self.answer(choices) } else { None }
            }
            Key::Space => None,
            Key::Erase => {
                self.typed.pop();
                None
            }
            Key::Enter => {
                let reply = self.answer(choices);
                if reply.is_none() {
                    self.typed.clear();
                    self.note = Some(card::please_type(&choices.words()));
                }
                reply
            }
        }
    }

    fn answer(&self, choices: Choices) -> Option<Reply> {
        let typed = self.typed.trim().to_lowercase();
        let whole = match choices {
            Choices::YesNo => expand(&typed, &["yes", "no"]),
            Choices::YesNoCleared => expand(&typed, &["yes", "no", "cleared"]),
            // The question is whether somebody agreed: a yes means so.
            Choices::NoCleared if typed.starts_with('y') => "cleared".to_owned(),
            Choices::NoCleared => expand(&typed, &["no", "cleared"]),
            Choices::OneOf(words) => expand(&typed, words),
            Choices::Number(..) | Choices::Time => typed,
        };
        choices.parse(&whole).map(Reply::Answer)
    }

    pub(super) fn screen(&self) -> Screen {
        let mut screen = Screen {
            page: self.page,
            heading: self.heading.clone(),
            alerts: self.alerts.clone(),
            title: self.title.clone(),
            say: self.say.clone(),
            note: self.note.clone(),
            ..Screen::default()
        };
        for (place, line) in self.lines.iter().enumerate() {
            let mark = if self.marked.contains(&place) { "[x] " } else { "" };
            screen.say.push(format!("{}) {mark}{line}", letter(place)));
        }
        match self.kind {
            AskKind::Card { signs } => {
                // A hint of how to answer takes the place of the line that it repeats: a card fills a small window.
                if signs && self.note.is_none() {
                    screen.question = Some(card::NOT_SURE.to_owned());
                }
                if !self.marked.is_empty() {
                    screen.keys.push(("Enter", card::MARKED));
                }
                screen.keys.push(("n", card::NONE_OF_THESE));
                if signs {
                    screen.keys.push(("?", card::UNSURE));
                }
                if self.marked.is_empty() {
                    screen.keys.push(("a, b ..", card::THAT_LINE));
                }
            }
            AskKind::Question(choices) => {
                screen.question = Some(card::answer(&choices.words(), &self.typed));
                match choices {
                    Choices::YesNo | Choices::NoCleared => screen.keys.extend([("y", "yes"), ("n", "no")]),
                    Choices::YesNoCleared => {
                        screen.keys.extend([("n", "no"), ("y", "yes"), ("c", card::AGREED)]);
                    }
                    Choices::Number(..) | Choices::Time | Choices::OneOf(_) => {
                        screen.keys.push(("Enter", card::WHEN_TYPED));
                    }
                }
            }
            AskKind::Offer => screen.keys.extend([("y", "yes"), ("Enter", card::NOT_NOW)]),
            AskKind::Confirm => screen.keys.extend([("Enter", "yes"), ("n", "no")]),
        }
        if self.skips {
            screen.key(Act::Skip, "not now");
        }
        screen.key(Act::Leave, "leave");
        screen
    }
}

/// The only one of the words that begins so; else what was typed.
fn expand(typed: &str, words: &[&str]) -> String {
    let mut fits = words.iter().filter(|word| !typed.is_empty() && word.starts_with(typed));
    match (fits.next(), fits.next()) {
        (Some(word), None) => (*word).to_owned(),
        _ => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{AskKind, Asking, Choices, Reply};
    use crate::model::profile::Answer;
    use crate::session::keys::Key;
    use crate::session::{Effect, End, Input};

    fn card() -> Asking {
        let lines = ["One", "Two", "Three"].map(str::to_owned).to_vec();
        Asking { lines, ..Asking::new(AskKind::Card { signs: true }, "", "Any of these?") }
    }

    /// Presses the keys, Enter written as a line end; how it ended, if it did.
    fn press(asking: &mut Asking, keys: &str) -> Option<End> {
        for letter in keys.chars() {
            let key = if letter == '\n' { Key::Enter } else { Key::Letter(letter) };
            if let Some(Effect::Finish(end)) = asking.handle(&Input::Key(key)).pop() {
                return Some(end);
            }
        }
        None
    }

    #[test]
    fn a_card_is_answered_with_one_key_and_never_with_enter_alone() {
        for (keys, reply) in [
            ("n", Some(Reply::None)),
            ("?", Some(Reply::Unsure)),
            ("\n", None),
            ("\n\n\nn", Some(Reply::None)),
            ("b", None),
            ("b\n", Some(Reply::Lines(vec![1]))),
            ("ca\n", Some(Reply::Lines(vec![0, 2]))),
            ("bb\n", None),
            ("d\n", None),
        ] {
            assert_eq!(press(&mut card(), keys), reply.map(End::Answered), "{keys:?}");
        }
        assert_eq!(press(&mut card(), "q"), Some(End::Left));
        let mut asked = card();
        assert_eq!(press(&mut asked, "\n"), None);
        assert!(asked.screen().note.is_some_and(|note| note.contains("press n, or a to c")));
    }

    #[test]
    fn a_marked_sign_is_not_lost_by_leaving() {
        for input in [Input::End, Input::Halt, Input::Key(Key::Letter('q'))] {
            let mut asked = card();
            assert_eq!(press(&mut asked, "c"), None);
            assert_eq!(asked.handle(&input), [Effect::Finish(End::Answered(Reply::Lines(vec![2])))], "{input:?}");
        }
        assert_eq!(card().handle(&Input::End), [Effect::Finish(End::Left)]);
    }

    #[test]
    fn a_typed_line_answers_at_once() {
        for (line, reply) in [
            ("none", Some(Reply::None)),
            ("a, c", Some(Reply::Lines(vec![0, 2]))),
            ("", None),
            ("yes", None),
            ("?", Some(Reply::Unsure)),
        ] {
            // What is no answer is told how to answer.
            let how = || Effect::Say(card().how());
            let expected = reply.map_or_else(how, |reply| Effect::Finish(End::Answered(reply)));
            assert_eq!(card().handle(&Input::Line(line.to_owned())), [expected], "{line:?}");
        }
    }

    #[test]
    fn questions_take_a_key_a_number_or_a_time() {
        let ask = |choices, keys: &str| press(&mut Asking::new(AskKind::Question(choices), "", "?"), keys);
        let said = |answer| Some(End::Answered(Reply::Answer(answer)));
        assert_eq!(ask(Choices::YesNo, "y"), said(Answer::Yes));
        assert_eq!(ask(Choices::YesNoCleared, "c"), said(Answer::Cleared));
        assert_eq!(ask(Choices::NoCleared, "y"), said(Answer::Cleared));
        assert_eq!(ask(Choices::Number(1, 120), "44\n"), said(Answer::Number(44)));
        assert_eq!(ask(Choices::Number(1, 120), "\n"), None);
        assert_eq!(ask(Choices::Number(1, 120), "nq"), Some(End::Left));
        assert_eq!(ask(Choices::OneOf(&["heat", "cold", "both"]), "b"), said(Answer::Word("both".to_owned())));
        let mut time = Asking::new(AskKind::Question(Choices::Time), "", "?");
        assert!(matches!(time.handle(&Input::Line("07:30".to_owned()))[..], [Effect::Finish(End::Answered(_))]));
        assert_eq!(press(&mut Asking::new(AskKind::Offer, "", "?"), "\n"), Some(End::Answered(Reply::No)));
        assert_eq!(press(&mut Asking::new(AskKind::Confirm, "", "?"), "\n"), Some(End::Answered(Reply::Yes)));
    }
}
