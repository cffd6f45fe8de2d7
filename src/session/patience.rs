//! How long a question stands before the rest goes on without it. What silence means to it is said in
//! [`silence`](super::silence), and how long each thing is waited for in the acts, with what nobody answered.
//!
//! A choice is asked at 09:36, and nobody presses a key. At 09:56 it lapses, so that a walk can be called at 10:35. A card that
//! somebody had begun to read at 09:50 stays until 10:10.

use crate::session::silence::Silence;
use crate::session::{Beat, End, Scene};

/// How long a question stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// When it is looked at anew, where nobody has begun to answer.
    anew: Option<Beat>,
    /// How long it waits for a key, in milliseconds. `None`: it does not lapse.
    lapses: Option<i64>,
    /// The last key, or when it was asked.
    since: Beat,
}

impl Patience {
    /// Patience from that moment on.
    pub fn new(anew: Option<Beat>, lapses: Option<i64>, since: Beat) -> Self {
        Self { anew, lapses, since }
    }

    /// Somebody pressed a key.
    pub fn touched(&mut self, now: Beat) {
        self.since = now;
    }

    /// When it is over, as the scene stands.
    pub fn next(&self, scene: &Scene) -> Option<Beat> {
        let lapses = self.lapses.filter(|_| waits(scene)).map(|span| self.since.plus(span));
        self.anew.filter(|_| scene.only_waits()).into_iter().chain(lapses).min()
    }

    /// How the scene ends where that has come: it is let go, or looked at anew. A clock that was set back makes nothing longer.
    pub fn over(&mut self, scene: &Scene, now: Beat) -> Option<End> {
        self.since = self.since.min(now);
        let lapsed = self.lapses.is_some_and(|span| waits(scene) && now >= self.since.plus(span));
        let anew = self.anew.is_some_and(|at| scene.only_waits() && now >= at);
        if lapsed { Some(End::LetGo) } else { anew.then_some(End::Anew) }
    }
}

/// Whether silence ends it.
fn waits(scene: &Scene) -> bool {
    scene.silence() != Silence::GoesOn
}

#[cfg(test)]
mod tests {
    use super::Patience;
    use crate::session::asking::{AskKind, Asking};
    use crate::session::keys::Key;
    use crate::session::{Beat, End, Input, Scene};

    #[test]
    fn a_question_is_looked_at_anew_and_lapses_after_the_last_key() {
        let at = |minutes: i64| Beat::from_millis(minutes * 60_000);
        let mut scene = Scene::Asking(Box::new(Asking::new(AskKind::Offer, "", "Something easier?")));
        let mut patience = Patience::new(Some(at(5)), Some(20 * 60_000), at(0));
        assert_eq!(patience.next(&scene), Some(at(5)));
        assert_eq!((patience.over(&scene, at(4)), patience.over(&scene, at(5))), (None, Some(End::Anew)));
        let mut patience = Patience::new(None, Some(20 * 60_000), at(0));
        assert!(scene.handle(&Input::Key(Key::Space), at(10)).is_empty());
        patience.touched(at(10));
        assert_eq!(patience.next(&scene), Some(at(30)));
        assert_eq!((patience.over(&scene, at(29)), patience.over(&scene, at(30))), (None, Some(End::LetGo)));
        // Set back by ten minutes, it counts from there.
        assert_eq!((patience.over(&scene, at(0)), patience.over(&scene, at(20))), (None, Some(End::LetGo)));
        let mut emergency = Patience::new(None, None, at(0));
        assert_eq!((emergency.next(&scene), emergency.over(&scene, at(600))), (None, None));
    }
}
