//! A level of pain in the making, typed digit by digit.

use crate::model::event::WORST_PAIN;
use crate::session::keys::Key;

/// What has been typed so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Level {
    /// The number so far.
    pub level: Option<u8>,
    /// It goes down the leg.
    pub leg: bool,
}

impl Level {
    /// Takes a key; `false`: it is no part of a level. A digit that would leave the scale begins anew.
    pub fn take(&mut self, key: Key) -> bool {
        match key {
            Key::Letter(letter) => {
                if letter.eq_ignore_ascii_case(&'l') {
                    self.leg = !self.leg;
                } else if let Some(digit) = letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                    let longer = self.level.and_then(|level| level.checked_mul(10)?.checked_add(digit));
                    self.level = longer.filter(|level| *level <= WORST_PAIN && *level > 0).or(Some(digit));
                } else {
                    return false;
                }
                true
            }
            Key::Erase => {
                *self = Self::default();
                true
            }
            Key::Enter | Key::Space => false,
        }
    }

    /// What has been typed, to be shown.
    pub fn text(self) -> String {
        let level = self.level.map_or_else(|| "_".to_owned(), |level| level.to_string());
        if self.leg { crate::words::card::down_the_leg(&level) } else { level }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Level};

    #[test]
    fn digits_make_a_level_of_the_scale() {
        for (typed, level, leg) in [
            ("7", Some(7), false),
            ("10", Some(10), false),
            ("0", Some(0), false),
            ("12", Some(2), false),
            ("05", Some(5), false),
            ("6l", Some(6), true),
            ("", None, false),
        ] {
            let mut made = Level::default();
            assert!(typed.chars().all(|letter| made.take(Key::Letter(letter))));
            assert_eq!(made, Level { level, leg }, "{typed:?}");
        }
        let mut made = Level { level: Some(7), leg: true };
        assert!(made.take(Key::Erase) && made == Level::default());
        assert!(!made.take(Key::Letter('x')) && !made.take(Key::Enter));
    }
}
