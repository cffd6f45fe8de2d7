//! A card of lines: read page by page, answered with one key, and confirmed before anything counts.
//!
//! Whoever shows it tells which lines were on the screen, with [`CardScene::shown`]: "none of these" is only taken once the last
//! of them was. A letter, and "not sure", open a page that says what that means and asks for a yes; silence, leaving and a
//! closed terminal answer nothing.

use crate::model::letters::{self, letter};
use crate::session::asking::{Marked, Reply};
use crate::session::keys::Key;
use crate::session::{Effect, End, Input};
use crate::words::card as words;

mod view;

/// A line of a card, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardWords {
    /// On the card.
    pub text: String,
    /// On the page that it opens.
    pub long: String,
    /// What a voice says.
    pub say: String,
    /// What each thing behind it means, for `?`.
    pub meaning: Vec<String>,
    /// What a yes asks one by one. Empty: the line counts whole.
    pub parts: Vec<String>,
    /// What to do if it is so, a sentence each.
    pub advice: Vec<String>,
    /// A yes ends the card: somebody must look at it first.
    pub ends: bool,
}

/// What the card shows now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum CardPage {
    /// Its lines.
    Lines,
    /// What they mean. `true`: of the chosen ones alone, and then back to their page.
    Meaning(bool),
    /// What was chosen, and whether it is so.
    Confirm,
    /// Which of a group it is: the line.
    Which(usize),
}

/// A card on the screen.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a card is and what was said on it, each by itself")]
pub struct CardScene {
    /// The small line on top.
    pub heading: String,
    /// What stands above.
    pub alerts: Vec<String>,
    /// The question.
    pub title: String,
    /// The step that waits for it, in a sentence.
    pub before: Option<String>,
    /// The lines.
    pub lines: Vec<CardWords>,
    /// It is a question of yes and no: its one line is not shown.
    pub yes_no: bool,
    /// It asks about signs, and not about the person.
    pub signs: bool,
    /// It can be passed over.
    pub skips: bool,
    /// It was opened by a key that may have been the wrong one.
    pub slips: bool,
    /// Whoever is not sure may say of which line.
    pub one_by_one: bool,
    page: CardPage,
    /// The first line on this page of the lines, and the first that no page before this one showed.
    from: usize,
    seen: usize,
    /// How many pages were turned.
    turned: usize,
    /// The first block on a page of anything else, and the one past its last.
    other_from: usize,
    other_upto: usize,
    chosen: Vec<usize>,
    unsure: bool,
    kept: Vec<Marked>,
    parts: Vec<usize>,
    note: Option<String>,
    /// Counts what is new to read.
    told: u32,
}

impl CardScene {
    /// A card, with nothing answered yet.
    pub fn new(heading: &str, title: &str, lines: Vec<CardWords>) -> Self {
        Self {
            heading: heading.to_owned(),
            alerts: Vec::new(),
            title: title.to_owned(),
            before: None,
            lines,
            yes_no: false,
            signs: false,
            skips: false,
            slips: false,
            one_by_one: false,
            page: CardPage::Lines,
            from: 0,
            seen: 0,
            turned: 0,
            other_from: 0,
            other_upto: 0,
            chosen: Vec::new(),
            unsure: false,
            kept: Vec::new(),
            parts: Vec::new(),
            note: None,
            told: 0,
        }
    }

    /// What is said as it begins.
    pub(super) fn begin(&self) -> Vec<Effect> {
        let shown = self.lines.iter().filter(|_| !self.yes_no).enumerate();
        let lines = shown.map(|(place, line)| format!("{}: {}.", letter(place), line.say));
        vec![Effect::Speak([self.title.clone()].into_iter().chain(lines).collect::<Vec<_>>().join(" "))]
    }

    /// Tells how far what was shown went: to the block before this one.
    pub fn shown(&mut self, upto: usize) {
        match self.page {
            CardPage::Lines if self.yes_no => self.seen = self.lines.len(),
            // A page that begins behind a line which nobody saw shows nothing of it.
            CardPage::Lines if self.from <= self.seen => self.seen = self.seen.max(upto.min(self.lines.len())),
            CardPage::Lines => {}
            CardPage::Meaning(_) | CardPage::Confirm | CardPage::Which(_) => self.other_upto = upto,
        }
    }

    /// Whether somebody said yes to a line of it already.
    pub(super) fn has_kept(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Whether nobody has begun to answer.
    pub(super) fn is_untouched(&self) -> bool {
        self.page == CardPage::Lines && self.turned == 0 && self.kept.is_empty()
    }

    pub(super) fn handle(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.pressed(*key),
            Input::Line(line) => self.typed(line),
            Input::Tick => Vec::new(),
            Input::End => self.leave(End::Left),
            Input::Halt => self.leave(End::Halted),
        }
    }

    /// Leaving answers no card. What somebody said yes to stands: it is told alone, without the rest of the card.
    fn leave(&self, end: End) -> Vec<Effect> {
        let kept = (!self.kept.is_empty()).then(|| Reply::Only(self.kept.clone()));
        vec![Effect::Finish(kept.map_or(end, End::Answered))]
    }

    /// Nobody answers it. A line that was confirmed counts, alone.
    pub(super) fn in_silence(&self) -> Vec<Effect> {
        self.leave(End::LetGo)
    }

    /// A typed line: keys one after the other. Several letters are several lines of the card.
    fn typed(&mut self, line: &str) -> Vec<Effect> {
        let text = line.trim().to_lowercase();
        let letters: Vec<usize> =
            text.chars().filter(|letter| !matches!(letter, ' ' | ',')).filter_map(letters::place).collect();
        let all_lines = text.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, ' ' | ','))
            && letters.iter().all(|place| *place < self.lines.len());
        let key = match text.as_str() {
            "" => Key::Enter,
            "none" | "no" | words::NONE_OF_THESE => Key::Letter('n'),
            "not sure" | "not-sure" | "unsure" => Key::Letter('u'),
            "yes" => Key::Letter('y'),
            "skip" => Key::Letter('s'),
            "leave" | "quit" => Key::Letter('q'),
            "why" => Key::Letter('?'),
            _ if self.page == CardPage::Lines && letters.len() > 1 && all_lines => {
                return self.told_after(|card| card.choose(&letters));
            }
            _ => text.chars().next().map_or(Key::Enter, Key::Letter),
        };
        self.told_after(|card| {
            let effects = card.key(key);
            // A typed line of letters says which, and that these are all.
            let marks = matches!(card.page, CardPage::Which(_)) && matches!(key, Key::Letter('a'..='m'));
            if marks && effects.is_empty() { card.key(Key::Enter) } else { effects }
        })
    }

    /// Does something; what is only a hint is said, and a new page is told whole.
    fn told_after(&mut self, act: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let at = |card: &Self| (card.page, card.from, card.other_from, card.kept.len());
        self.note = None;
        let before = at(self);
        let mut effects = act(self);
        if before != at(self) {
            self.told += 1;
        } else if let Some(note) = self.note.take().filter(|_| effects.is_empty()) {
            effects.push(Effect::Say(note));
        }
        effects
    }

    fn pressed(&mut self, key: Key) -> Vec<Effect> {
        self.note = None;
        let page = self.page;
        let effects = self.key(key);
        if page != self.page && effects.is_empty() {
            let words = self.spoken();
            return vec![Effect::Speak(words)];
        }
        effects
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let key = if let Key::Letter(letter) = key { Key::Letter(letter.to_ascii_lowercase()) } else { key };
        if key == Key::Letter('q') {
            return self.leave(End::Left);
        }
        match self.page {
            CardPage::Lines => self.on_lines(key),
            CardPage::Meaning(chosen) => self.on_meaning(key, chosen),
            CardPage::Confirm => self.on_confirm(key),
            CardPage::Which(line) => self.on_which(key, line),
        }
    }

    fn on_lines(&mut self, key: Key) -> Vec<Effect> {
        let left = self.lines.len().saturating_sub(self.seen);
        match key {
            Key::Letter('n') if left > 0 => {
                self.turn();
                self.note = Some(words::still_to_come(left));
            }
            Key::Letter('n') => {
                let kept = std::mem::take(&mut self.kept);
                let reply = if kept.is_empty() { Reply::None } else { Reply::Lines(kept) };
                return vec![Effect::Finish(End::Answered(reply))];
            }
            Key::Letter('u') => {
                self.unsure = true;
                self.open(CardPage::Confirm);
            }
            Key::Letter('y') if self.yes_no => return self.choose(&[0]),
            Key::Letter('?') => self.open(CardPage::Meaning(false)),
            Key::Letter('s') if self.skips || self.slips => return vec![Effect::Finish(End::Passed)],
            Key::Letter(mark) if !self.yes_no => {
                let place = letters::place(mark).filter(|place| *place < self.seen);
                return match place {
                    Some(place) => self.choose(&[place]),
                    None => self.hint(),
                };
            }
            Key::Enter if left > 0 => self.turn(),
            Key::Erase => (self.from, self.turned) = (0, 0),
            Key::Enter | Key::Space | Key::Letter(_) => return self.hint(),
        }
        Vec::new()
    }

    /// On to the first line that nobody saw yet.
    fn turn(&mut self) {
        self.from = self.seen;
        self.turned += 1;
    }

    fn choose(&mut self, places: &[usize]) -> Vec<Effect> {
        self.chosen = places.to_vec();
        self.chosen.sort_unstable();
        self.chosen.dedup();
        self.open(CardPage::Confirm);
        Vec::new()
    }

    fn open(&mut self, page: CardPage) {
        (self.page, self.other_from, self.other_upto) = (page, 0, 0);
    }

    fn back(&mut self) {
        self.open(CardPage::Lines);
        (self.unsure, self.chosen, self.parts) = (false, Vec::new(), Vec::new());
    }

    fn hint(&mut self) -> Vec<Effect> {
        self.note = Some(match (self.yes_no, self.seen) {
            (true, _) => words::PRESS_Y_OR_N.to_owned(),
            (false, 0 | 1) => words::PRESS_N_OR_A.to_owned(),
            (false, seen) => words::press_n_or(letter(seen - 1)),
        });
        Vec::new()
    }

    fn on_meaning(&mut self, key: Key, chosen: bool) -> Vec<Effect> {
        if self.more() && matches!(key, Key::Enter | Key::Space) {
            self.other_from = self.other_upto;
        } else if chosen {
            self.open(CardPage::Confirm);
        } else {
            self.open(CardPage::Lines);
        }
        Vec::new()
    }

    /// Whether more blocks of this page are still to come.
    fn more(&self) -> bool {
        self.other_upto > self.other_from && self.other_upto < self.blocks().len()
    }

    fn on_confirm(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Letter('y') if self.unsure && self.chosen.is_empty() => {
                return vec![Effect::Finish(End::Answered(Reply::Unsure))];
            }
            Key::Letter('y') if self.unsure => return self.unsure_of(),
            Key::Letter('y') => return self.settle(),
            Key::Letter('n') => self.back(),
            Key::Letter('?') => self.open(CardPage::Meaning(true)),
            Key::Letter(mark) if self.narrows() && letters::place(mark).is_some_and(|n| n < self.lines.len()) => {
                self.chosen = letters::place(mark).into_iter().collect();
                self.open(CardPage::Confirm);
            }
            Key::Enter if self.more() => self.other_from = self.other_upto,
            Key::Enter | Key::Space | Key::Erase | Key::Letter(_) => {
                self.note = Some(words::PRESS_Y_OR_N.to_owned());
            }
        }
        Vec::new()
    }

    /// Whether a letter says of which line somebody is not sure.
    fn narrows(&self) -> bool {
        // A line that nobody has seen is answered by nobody.
        self.unsure && self.one_by_one && self.lines.len() > 1 && self.seen >= self.lines.len()
    }

    /// Not sure of the chosen lines. Beside others that are so, they count as those do.
    fn unsure_of(&mut self) -> Vec<Effect> {
        let chosen = std::mem::take(&mut self.chosen).into_iter();
        let marked: Vec<Marked> = chosen.map(Marked::whole).collect();
        if self.kept.is_empty() {
            return vec![Effect::Finish(End::Answered(Reply::UnsureOf(marked)))];
        }
        for one in marked {
            self.keep(one.line, one.parts);
        }
        self.kept_all()
    }

    /// Keeps what was chosen; of a group it is asked which.
    fn settle(&mut self) -> Vec<Effect> {
        while let Some(line) = self.chosen.first().copied() {
            let parts = self.lines.get(line).map_or(0, |line| line.parts.len());
            if parts > 1 {
                self.parts.clear();
                self.open(CardPage::Which(line));
                return Vec::new();
            }
            self.keep(line, Vec::new());
        }
        self.kept_all()
    }

    fn keep(&mut self, line: usize, parts: Vec<usize>) {
        self.kept.retain(|kept| kept.line != line);
        self.kept.push(Marked { line, parts });
        self.chosen.retain(|chosen| *chosen != line);
    }

    fn kept_all(&mut self) -> Vec<Effect> {
        let ends = self.kept.iter().any(|kept| self.lines.get(kept.line).is_some_and(|line| line.ends));
        if ends || self.lines.len() == 1 {
            return vec![Effect::Finish(End::Answered(Reply::Lines(std::mem::take(&mut self.kept))))];
        }
        self.back();
        self.note = Some(words::ANYTHING_ELSE.to_owned());
        Vec::new()
    }

    fn on_which(&mut self, key: Key, line: usize) -> Vec<Effect> {
        let parts = self.lines.get(line).map_or(0, |line| line.parts.len());
        match key {
            Key::Letter('n') => self.back(),
            Key::Letter('u') => {
                self.keep(line, (0..parts).collect());
                return self.settle();
            }
            Key::Enter if !self.parts.is_empty() => {
                let marked = std::mem::take(&mut self.parts);
                self.keep(line, marked);
                return self.settle();
            }
            Key::Enter if self.more() => self.other_from = self.other_upto,
            Key::Letter(mark) if letters::place(mark).is_some_and(|place| place < parts) => {
                let place = letters::place(mark).unwrap_or_default();
                match self.parts.iter().position(|part| *part == place) {
                    Some(at) => _ = self.parts.remove(at),
                    None => self.parts.push(place),
                }
                self.parts.sort_unstable();
            }
            Key::Enter | Key::Space | Key::Erase | Key::Letter(_) => {
                self.note = Some(words::press_which(letter(parts.saturating_sub(1))));
            }
        }
        Vec::new()
    }
}
