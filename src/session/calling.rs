//! A call: at its moment, again after 2 and 10 minutes, softer, and then it is let go.
//!
//! A walk was announced for 10:45. At 10:45 it rings and is said in full; at 10:47 and 10:55 a short sentence; at 10:57 it is
//! let go, which records nothing: whoever comes later finds it still there.

use crate::session::Beat;

/// When it calls again, in milliseconds after the first time.
const AGAIN: [i64; 2] = [2 * 60_000, 10 * 60_000];
/// When it is let go.
const LETS_GO: i64 = 12 * 60_000;

/// A call that nobody has answered yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calling {
    /// What is said at first.
    first: String,
    /// What is said again.
    again: String,
    since: Beat,
    rung: usize,
}

/// What a call does now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ring {
    /// It rings, and says this.
    Loud(String),
    /// It says this, where there is a voice, and else rings.
    Soft(String),
    /// It is let go.
    Over,
}

impl Calling {
    /// A call from that moment on.
    pub fn new(first: String, again: String, since: Beat) -> Self {
        Self { first, again, since, rung: 0 }
    }

    /// When it does something next.
    pub fn next(&self) -> Beat {
        let after = match self.rung {
            0 => 0,
            rung => AGAIN.get(rung - 1).copied().unwrap_or(LETS_GO),
        };
        self.since.plus(after)
    }

    /// What it does now. Of several times that were slept through, only the last counts. `None`: nothing.
    pub fn ring(&mut self, now: Beat) -> Option<Ring> {
        // A clock that was set back makes no call longer.
        if now.since(self.since) < 0 {
            self.since = now;
        }
        if now.since(self.next()) < 0 {
            return None;
        }
        if self.rung == 0 {
            self.rung = 1;
            return Some(Ring::Loud(self.first.clone()));
        }
        if now.since(self.since) >= LETS_GO {
            return Some(Ring::Over);
        }
        self.rung = 1 + AGAIN.iter().filter(|after| now.since(self.since) >= **after).count();
        Some(Ring::Soft(self.again.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Calling, Ring};
    use crate::session::Beat;

    #[test]
    fn it_calls_three_times_and_lets_go() {
        let at = |minutes: i64| Beat::from_millis(minutes * 60_000);
        let check = |looks: &[i64], expected: &[(i64, &str)]| {
            let mut calling = Calling::new("first".to_owned(), "again".to_owned(), at(0));
            let rings = looks.iter().filter_map(|minutes| {
                calling.ring(at(*minutes)).map(|ring| match ring {
                    Ring::Loud(said) | Ring::Soft(said) => (*minutes, said),
                    Ring::Over => (*minutes, "over".to_owned()),
                })
            });
            let rings: Vec<(i64, String)> = rings.collect();
            let expected: Vec<(i64, String)> = expected.iter().map(|(at, said)| (*at, (*said).to_owned())).collect();
            assert_eq!(rings, expected, "{looks:?}");
        };
        let all: Vec<i64> = (0..=12).collect();
        check(&all, &[(0, "first"), (2, "again"), (10, "again"), (12, "over")]);
        // A machine that slept says a thing once.
        check(&[0, 11, 12], &[(0, "first"), (11, "again"), (12, "over")]);
        check(&[0, 90], &[(0, "first"), (90, "over")]);
        check(&[5], &[(5, "first")]);
        // The clock was set back by an hour.
        check(&[0, -60, -59, -58], &[(0, "first"), (-58, "again")]);
    }
}
