//! What stands beside something warm or cold: a tablet for those who want it, on the same page, and a question by the way while
//! it is on.
//!
//! `t` says that the tablet was taken, `o` that none is wanted now, before or after the pad is on. What was judged a quarter of an
//! hour ago is gone from the page.

use super::{Guide, Mode, STALE};
use crate::session::keys::{self, Act, Key};
use crate::session::lesson::{AskedBeside, DoseBeside};
use crate::session::screen::{BesideShown, Screen};
use crate::session::{Beat, Deed, Effect};
use crate::words::walk::{self as say, key};

/// A question by the way is asked from the fifth minute on: the first are for the pad.
const QUIET: i64 = 4 * 60_000;
/// The key that says that no tablet is wanted now.
const NONE_NOW: &str = "o";

impl Guide {
    /// The tablet that is offered beside it now.
    fn beside(&self) -> Option<&DoseBeside> {
        let offered = matches!(self.state, Mode::Ready { .. } | Mode::Running { .. });
        self.lesson.beside.as_ref().filter(|_| offered)
    }

    /// When that offer is over.
    pub(super) fn beside_over(&self) -> Option<Beat> {
        self.beside().map(|_| self.judged.plus(STALE))
    }

    /// Takes an offer away that was judged too long ago.
    pub(super) fn drop_beside(&mut self, now: Beat) {
        if self.beside_over().is_some_and(|over| now >= over) && matches!(self.state, Mode::Running { .. }) {
            self.lesson.beside = None;
            self.turn();
        }
    }

    /// Somebody else may have recorded a dose: nothing is offered any more that was judged before.
    pub(in crate::session) fn forget_beside(&mut self) {
        if self.lesson.beside.take().is_some() {
            self.turn();
        }
    }

    /// What is asked by the way while something is on, where its time has come and no tablet stands there.
    fn asked_shown(&self, position: i64) -> Option<&AskedBeside> {
        let shown = self.worn && position >= QUIET && !self.has_beside();
        self.lesson.by_the_way.as_ref().filter(|_| shown)
    }

    /// Puts the next question by the way, or none.
    pub(in crate::session) fn asks_next(&mut self, next: Option<AskedBeside>) {
        self.lesson.by_the_way = next;
    }

    /// Takes the keys of what stands beside it. `false`: it is none of them.
    pub(super) fn beside_key(&mut self, key: Key, now: Beat, effects: &mut Vec<Effect>) -> bool {
        let Key::Letter(letter) = key else { return false };
        if let Some(beside) = self.beside() {
            let stop = beside.stop.join(" ");
            if keys::act(key) == Some(Act::Took) {
                self.lesson.beside = None;
                effects.push(Effect::Record(Deed::TookBeside));
                if !stop.is_empty() {
                    effects.push(Effect::Say(stop.clone()));
                    self.note = Some(stop);
                }
                return true;
            }
            if NONE_NOW.starts_with(letter.to_ascii_lowercase()) {
                self.lesson.beside = None;
                effects.push(Effect::Record(Deed::PassedBeside));
                self.note = Some(say::NO_TABLET.to_owned());
                return true;
            }
        }
        let Some((position, false)) = self.position(now) else { return false };
        let digit = letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
        let asked = self.asked_shown(position);
        match (digit, asked) {
            (Some(digit), Some(asked)) if asked.digits.contains(&digit) => {
                effects.push(Effect::Record(Deed::ByTheWay(asked.kind, digit)));
                self.lesson.by_the_way = None;
                true
            }
            _ => false,
        }
    }

    /// The tablet on the page that is read, with its two keys.
    pub(super) fn beside_ready(&self, screen: &mut Screen) {
        let Some(beside) = self.beside() else { return };
        if self.why {
            screen.title.clone_from(&beside.title);
            screen.say.clone_from(&beside.say);
            screen.stop.clone_from(&beside.stop);
            return;
        }
        screen.beside = Some(BesideShown { words: beside.short.join(" "), stop: beside.stop.clone() });
    }

    /// The tablet, and a question by the way, while the clock runs.
    pub(super) fn beside_running(&self, screen: &mut Screen, position: i64) {
        if let Some(beside) = self.beside() {
            if self.why {
                screen.aside.extend(beside.stop.iter().cloned());
            } else {
                screen.aside.push(say::beside(&beside.short.join(" ")));
            }
            tablet_keys(screen);
        } else if let Some(asked) = self.asked_shown(position) {
            screen.aside.extend(asked.lines.iter().cloned());
        }
    }

    /// Whether a medicine is offered on the page, by itself or beside.
    pub(super) fn offers_dose(&self) -> bool {
        self.lesson.medicine || self.has_beside()
    }

    /// Whether a tablet is still offered as the step ends: it was neither taken nor passed over, nor judged too long ago.
    pub fn keeps_beside(&self) -> bool {
        self.lesson.beside.is_some()
    }

    /// Whether a tablet stands on the page.
    pub(super) fn has_beside(&self) -> bool {
        self.beside().is_some()
    }
}

/// The two keys of a tablet that stands beside.
pub(super) fn tablet_keys(screen: &mut Screen) {
    screen.key(Act::Took, key::TOOK_TABLET);
    screen.keys.push((NONE_NOW, key::NO_TABLET));
}
