//! The text of a step in a window that is too small for it: page by page, with its keys on each.

use super::{Guide, Mode};
use crate::session::screen::{Leaf, Screen};

/// How far its pages were turned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Turned {
    /// The first block on this page.
    from: usize,
    /// The one past its last, as it was shown last.
    upto: usize,
    /// How many pages came before.
    pages: usize,
}

impl Guide {
    /// Tells how far what was shown went: to the block before this one.
    pub(in crate::session) fn shown(&mut self, upto: usize) {
        self.turned.upto = upto;
    }

    /// What is read, in blocks. `None`: a clock runs, which has nothing to turn to.
    pub(super) fn spread(&self, screen: &Screen) -> Option<Leaf> {
        if screen.pace.is_some() || (screen.say.is_empty() && screen.stop.is_empty()) {
            return None;
        }
        let beside = screen.beside.iter().flat_map(|beside| {
            [crate::words::walk::beside(&beside.words)].into_iter().chain(beside.stop.iter().cloned())
        });
        let blocks: Vec<String> = screen.say.iter().chain(&screen.stop).cloned().chain(beside).collect();
        let mut keys = screen.keys.clone();
        keys.sort_by_key(|(key, _)| *key != "Enter");
        let enter = keys.first().is_some_and(|(key, _)| *key == "Enter");
        Some(Leaf {
            blocks,
            from: self.turned.from,
            turned: self.turned.pages,
            question: screen.question.clone(),
            keys: vec![keys],
            last_first: enter,
            stop: 22,
            ..Leaf::default()
        })
    }

    /// Whether Enter turned to the next page of what is read: nothing begins before its last.
    pub(super) fn turns_page(&mut self) -> bool {
        let blocks = self.screen(self.seen).spread.map_or(0, |leaf| leaf.blocks.len());
        let Turned { from, upto, pages } = self.turned;
        if upto <= from || upto >= blocks {
            return false;
        }
        self.turned = Turned { from: upto, upto, pages: pages + 1 };
        if let Mode::Ready { starts } = &mut self.state
            && !self.lesson.hands_free
        {
            *starts = None;
        }
        true
    }
}
