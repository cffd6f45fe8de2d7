//! What a card shows and says on each of its pages.

use super::{CardPage, CardScene, CardWords};
use crate::model::letters::letter;
use crate::session::screen::{Leaf, Screen};
use crate::words::card as words;

impl CardScene {
    /// The title of this page.
    fn heading_of_page(&self) -> String {
        match self.page {
            CardPage::Lines => self.title.clone(),
            CardPage::Meaning(_) => words::WHAT_IT_MEANS.to_owned(),
            CardPage::Confirm if self.unsure => words::UNSURE_COUNTS.to_owned(),
            CardPage::Confirm if self.yes_no => words::YOU_SAID_YES.to_owned(),
            CardPage::Confirm => {
                let letters: Vec<String> = self.chosen.iter().map(|place| letter(*place).to_string()).collect();
                words::you_chose(&letters.join(", "))
            }
            CardPage::Which(_) => words::WHICH.to_owned(),
        }
    }

    /// What is read on this page, block by block.
    pub(super) fn blocks(&self) -> Vec<String> {
        let lettered = |place: usize, text: &str, mark: bool| {
            format!("{}) {}{text}", letter(place), if mark { words::MARK } else { "" })
        };
        match self.page {
            CardPage::Lines if self.yes_no => Vec::new(),
            CardPage::Lines => {
                let kept = |place| self.kept.iter().any(|kept| kept.line == place);
                let lines = self.lines.iter().enumerate();
                lines.map(|(place, line)| lettered(place, &line.text, kept(place))).collect()
            }
            CardPage::Meaning(chosen) => {
                let of = |place: &usize| !chosen || self.unsure || self.chosen.contains(place);
                let lines = self.lines.iter().enumerate().filter(|(place, _)| of(place));
                lines
                    .flat_map(|(place, line)| {
                        let long = words::sentences(&line.long);
                        let first = long.first().map(|text| lettered(place, text, false));
                        let rest = long.iter().skip(1).map(|text| format!("   {text}"));
                        let more =
                            line.meaning.iter().filter(|text| **text != line.long).map(|text| format!("- {text}"));
                        first.into_iter().chain(rest).chain(more).collect::<Vec<_>>()
                    })
                    .collect()
            }
            CardPage::Confirm => {
                let all = self.unsure && self.chosen.is_empty();
                let chosen: Vec<&CardWords> = if all {
                    self.lines.iter().collect()
                } else {
                    self.chosen.iter().filter_map(|place| self.lines.get(*place)).collect()
                };
                let words = chosen.iter().filter(|_| !all).map(|line| words::sentence(&line.long));
                // The advice of the gravest line: the lines of a card stand in that order.
                let advice = chosen.iter().find(|line| line.ends).or(chosen.first());
                words.chain(advice.into_iter().flat_map(|line| line.advice.iter().cloned())).collect()
            }
            CardPage::Which(line) => {
                let parts = self.lines.get(line).map_or(&[][..], |line| &line.parts);
                let marked = |place| self.parts.contains(&place);
                parts.iter().enumerate().map(|(place, part)| lettered(place, part, marked(place))).collect()
            }
        }
    }

    /// The keys of this page in rows, as they are drawn where the window is wide enough.
    fn keys(&self) -> Vec<Vec<(&'static str, &'static str)>> {
        match self.page {
            CardPage::Lines if self.yes_no => {
                let mut rows = vec![vec![("n", "no"), ("u", words::UNSURE)], vec![("y", "yes"), ("?", words::MORE)]];
                rows[1].push(("q", words::LEAVE));
                if self.slips {
                    rows.push(vec![("s", words::SLIP)]);
                }
                rows
            }
            CardPage::Lines => {
                let none = if self.kept.is_empty() { words::NONE_OF_THESE } else { words::THAT_IS_ALL };
                let mut rows = vec![
                    vec![("n", none), ("u", words::UNSURE)],
                    vec![("a letter:", words::THAT_ONE), ("?", words::MORE), ("q", words::LEAVE)],
                ];
                if self.skips {
                    rows.push(vec![("s", words::LATER)]);
                }
                rows
            }
            CardPage::Meaning(_) => vec![vec![("Enter", words::BACK), ("q", words::LEAVE)]],
            CardPage::Confirm => {
                let letter = ("a letter:", words::OF_ONE);
                let mut rows = vec![
                    vec![("y", if self.unsure { words::I_AM_NOT_SURE } else { words::IT_IS_SO })],
                    vec![("n", words::WRONG_KEY)],
                    vec![("?", words::MEANS), ("q", words::LEAVE)],
                ];
                if self.narrows() && self.chosen.is_empty() {
                    rows.insert(1, vec![letter]);
                }
                rows
            }
            CardPage::Which(_) => {
                let enter =
                    if self.parts.is_empty() { ("a letter:", words::THAT_ONE) } else { ("Enter", words::THAT_IS_ALL) };
                vec![vec![enter, ("u", words::ALL_OF_THEM)], vec![("n", words::WRONG_KEY), ("q", words::LEAVE)]]
            }
        }
    }

    pub(super) fn spoken(&self) -> String {
        let asks = (self.page == CardPage::Confirm).then(|| words::IS_IT_SO.to_owned());
        [self.heading_of_page()].into_iter().chain(self.blocks()).chain(asks).collect::<Vec<_>>().join(" ")
    }

    pub(in crate::session) fn screen(&self) -> Screen {
        let lines = self.page == CardPage::Lines;
        let words = self.chosen.len();
        let keys = self.keys();
        let enter = keys.iter().flatten().next().is_some_and(|(key, _)| *key == "Enter");
        let leaf = Leaf {
            blocks: self.blocks(),
            // What to do stands apart from what was chosen.
            gap_before: (self.page == CardPage::Confirm).then_some(words),
            from: if lines { self.from } else { self.other_from },
            turned: if lines { self.turned } else { usize::from(self.other_from > 0) },
            all_seen: lines && self.seen >= self.lines.len(),
            question: (self.page == CardPage::Confirm).then(|| words::IS_IT_SO.to_owned()),
            keys,
            apart: false,
            // "None of these" gives its place to the key that goes on, and so does an Enter that means something else.
            last_first: (lines && !self.yes_no) || enter,
            stop: if self.page == CardPage::Confirm { 23 } else { 22 },
        };
        Screen {
            page: self.told,
            heading: if self.page == CardPage::Confirm { String::new() } else { self.heading.clone() },
            alerts: if lines { self.alerts.clone() } else { Vec::new() },
            title: self.heading_of_page(),
            say: self.before.iter().filter(|_| lines).cloned().collect(),
            note: self.note.clone(),
            leaf: Some(leaf),
            ..Screen::default()
        }
    }
}
