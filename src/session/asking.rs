//! A question by itself: its answer is a key, or typed. What was answered to a card is here, too.

use crate::model::letters;
use crate::model::profile::{Answer, Choices};
use crate::session::keys::{self, Act, Key};
use crate::session::screen::Screen;
use crate::session::{Effect, End, Input};
use crate::words::card;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// The lines of a card, which shut eyes answer one by one.
    Card,
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
    /// Not sure of these lines, which counts as yes, and none of the others.
    UnsureOf(Vec<Marked>),
    /// These lines, and none of the others.
    Lines(Vec<Marked>),
    /// These lines; the person left before the others were answered.
    Only(Vec<Marked>),
    /// An answer to a question.
    Answer(Answer),
    /// Yes.
    Yes,
    /// No.
    No,
}

/// A line of a card that is so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    /// Its place.
    pub line: usize,
    /// Which parts of it, by place. Empty: all of it.
    pub parts: Vec<usize>,
}

impl Marked {
    /// A line as a whole.
    pub const fn whole(line: usize) -> Self {
        Self { line, parts: Vec::new() }
    }
}

/// A question on the screen.
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
    /// They are signs, and not questions about the person.
    pub signs: bool,
    /// It can be passed over.
    pub skips: bool,
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
            signs: false,
            skips: false,
            typed: String::new(),
            page: 0,
            note: None,
        }
    }

    /// Whether nobody has begun to answer.
    pub(super) fn is_untouched(&self) -> bool {
        self.typed.is_empty()
    }

    /// What is said as it begins.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let words: Vec<String> = [self.title.clone()].into_iter().chain(self.say.clone()).collect();
        vec![Effect::Speak(words.join(" "))]
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

    fn line(&mut self, line: &str) -> Vec<Effect> {
        let keys = match self.kind {
            // The words of a question are answered whole.
            AskKind::Question(_) if !matches!(line.trim(), "" | "q" | "s") => {
                let letters = line.trim().chars().map(Key::Letter);
                self.typed.clear();
                letters.chain([Key::Enter]).collect()
            }
            AskKind::Card | AskKind::Question(_) | AskKind::Offer | AskKind::Confirm => keys::of_line(line, false),
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
            return vec![Effect::Finish(End::Left)];
        }
        if key == Key::Letter('s') && self.skips && self.typed.is_empty() {
            return vec![Effect::Finish(End::Passed)];
        }
        let answered = match self.kind {
            AskKind::Card => None,
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

    fn question(&mut self, key: Key, choices: Choices) -> Option<Reply> {
        // A stray letter in a number would make a letter of the key that leaves.
        let figures = matches!(choices, Choices::Number(..) | Choices::Time(_));
        if let (Choices::Number(numbers), Key::Letter(letter)) = (choices, key)
            && self.typed.is_empty()
            && let Some(band) = numbers.band(letter)
        {
            return Some(Reply::Answer(band));
        }
        match key {
            Key::Letter(letter) if figures && !letter.is_ascii_digit() && letter != ':' => {
                let bands = if let Choices::Number(numbers) = choices { numbers.bands.len() } else { 0 };
                self.note = Some(if bands > 0 && self.typed.is_empty() {
                    card::press_a_band(letters::letter(bands - 1))
                } else {
                    card::please_type(&choices.words())
                });
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
                        | Choices::Time(_)
                        | Choices::Several(_)
                        | Choices::AtHours(_),
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
            Choices::Number(..) | Choices::Time(_) | Choices::Several(_) | Choices::AtHours(_) => typed,
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
        let lines = self.lines.iter().enumerate();
        screen.say.extend(lines.map(|(place, line)| format!("{}) {line}", letters::letter(place))));
        match self.kind {
            AskKind::Card => screen.keys.extend([("Enter", "no"), ("Space", "yes")]),
            AskKind::Question(choices) => {
                if let Choices::Number(numbers) = choices {
                    let bands = numbers.bands.iter().enumerate();
                    screen.say.extend(bands.map(|(n, (band, _))| card::band(letters::letter(n), band)));
                    screen.say.push(card::decides(numbers).to_owned());
                }
                // Letters act at once; a number is typed all the same.
                let letters = matches!(choices, Choices::Number(..)) && self.typed.is_empty();
                screen.question = (!letters).then(|| card::answer(&choices.words(), &self.typed));
                match choices {
                    Choices::YesNo | Choices::NoCleared => screen.keys.extend([("y", "yes"), ("n", "no")]),
                    Choices::YesNoCleared => {
                        screen.keys.extend([("n", "no"), ("y", "yes"), ("c", card::AGREED)]);
                    }
                    Choices::Number(..) if letters => screen.keys.push(("a letter:", card::THAT_ONE)),
                    Choices::Number(..)
                    | Choices::Time(_)
                    | Choices::OneOf(_)
                    | Choices::Several(_)
                    | Choices::AtHours(_) => {
                        screen.keys.push((card::TYPE_IT, card::THEN_ENTER));
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
    use crate::model::profile::{AGES, Answer, WEEKS};
    use crate::session::keys::Key;
    use crate::session::{Effect, End, Input};

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
    fn questions_take_a_key_a_number_or_a_time() {
        let ask = |choices, keys: &str| press(&mut Asking::new(AskKind::Question(choices), "", "?"), keys);
        let said = |answer| Some(End::Answered(Reply::Answer(answer)));
        assert_eq!(ask(Choices::YesNo, "y"), said(Answer::Yes));
        assert_eq!(ask(Choices::YesNoCleared, "c"), said(Answer::Cleared));
        assert_eq!(ask(Choices::NoCleared, "y"), said(Answer::Cleared));
        assert_eq!(ask(Choices::Number(&AGES), "44\n"), said(Answer::Number(44)));
        assert_eq!(ask(Choices::Number(&AGES), "\n"), None);
        assert_eq!(ask(Choices::Number(&AGES), "nq"), Some(End::Left));
        assert_eq!(ask(Choices::Number(&WEEKS), "c"), said(Answer::Word("24-27".to_owned())));
        assert_eq!(ask(Choices::Number(&WEEKS), "e"), said(Answer::Word("not-sure".to_owned())));
        assert_eq!(ask(Choices::Number(&WEEKS), "43\n26\n"), said(Answer::Number(26)));
        assert_eq!(ask(Choices::OneOf(&["heat", "cold", "both"]), "b"), said(Answer::Word("both".to_owned())));
        let mut time = Asking::new(AskKind::Question(Choices::Time("07:00")), "", "?");
        assert!(matches!(time.handle(&Input::Line("07:30".to_owned()))[..], [Effect::Finish(End::Answered(_))]));
        assert_eq!(press(&mut Asking::new(AskKind::Offer, "", "?"), "\n"), Some(End::Answered(Reply::No)));
        assert_eq!(press(&mut Asking::new(AskKind::Confirm, "", "?"), "\n"), Some(End::Answered(Reply::Yes)));
    }
}
