//! What silence means to a guided step, mode by mode. The table of all scenes stands in [`crate::session::silence`].

use super::record::record_pain;
use super::{Guide, Mode};
use crate::session::number::Level;
use crate::session::silence::Silence;
use crate::session::{Effect, End};
use crate::words::walk::{GOOD_TRY, HURT_MORE};

impl Guide {
    /// What silence means to it as it stands.
    pub(in crate::session) fn silence(&self) -> Silence {
        match &self.state {
            Mode::Resume { .. } if !self.worn => Silence::Lapses,
            Mode::Before(level) | Mode::After(level) | Mode::CheckIn(level) if *level == Level::default() => {
                Silence::Lapses
            }
            Mode::Doing { ends: None, .. } if self.lesson.gets_up => Silence::Counts,
            Mode::Ready { starts: None } | Mode::Doing { ends: None, .. } => Silence::Lapses,
            Mode::Paused { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::Before(_)
            | Mode::After(_)
            | Mode::CheckIn(_) => Silence::Counts,
            Mode::Ready { .. }
            | Mode::Resume { .. }
            | Mode::Running { .. }
            | Mode::Positions { .. }
            | Mode::Doing { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Open { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Over => Silence::GoesOn,
        }
    }

    /// Nobody pressed a key for as long as somebody is waited for.
    pub(in crate::session) fn in_silence(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.silence() != Silence::Counts {
            self.over(End::LetGo, &mut effects);
            return effects;
        }
        match self.state.clone() {
            Mode::Doing { .. } => {
                effects.push(Effect::Tell(GOOD_TRY.to_owned()));
                self.skip(0, &mut effects);
            }
            Mode::Stopped { position } => self.worse(position, &mut effects),
            Mode::Hurts { level, position } => {
                self.part_record(position, Some(HURT_MORE), None, &mut effects);
                record_pain(level, &mut effects);
                self.over(End::Worse, &mut effects);
            }
            Mode::Before(level) | Mode::CheckIn(level) => {
                record_pain(level, &mut effects);
                self.over(End::Passed, &mut effects);
            }
            Mode::After(level) => self.after_level(level, &mut effects),
            Mode::Paused { position, .. } => self.part_done(position, None, &mut effects),
            // Nothing was said or done on these.
            Mode::Ready { .. }
            | Mode::Resume { .. }
            | Mode::Running { .. }
            | Mode::Positions { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Open { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Over => self.over(End::LetGo, &mut effects),
        }
        effects
    }
}
