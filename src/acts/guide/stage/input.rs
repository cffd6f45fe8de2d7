//! What happens next on a stage: a key, a line, the time that passes.

use super::{FRAME, Face, REST, Stage, beat};
use crate::acts::Context;
use crate::error::Failure;
use crate::process::{Stream, TypedLine};
use crate::session::calling::Calling;
use crate::session::{Beat, Input, Scene};
use crate::terminal::raw::Seen;
use crate::terminal::voice::Voice;

/// How often the clock is looked at where nothing is painted, as somebody may set it.
const LOOK: i64 = 1_000;
/// How long nothing need be looked at.
const IDLE: i64 = 60_000;

impl Stage {
    /// Waits for what happens next. `over`: when the scene is over though nobody does anything.
    pub(super) fn next(
        &mut self,
        context: &mut Context<'_>,
        scene: &Scene,
        over: Option<Beat>,
    ) -> Result<Input, Failure> {
        let now = beat(context)?;
        let wake = scene.next_wakeup().into_iter().chain(self.calling.as_ref().map(Calling::next)).chain(over).min();
        let left = wake.map(|wake| wake.since(now).max(0));
        let simulated = context.process.simulated()?.is_some();
        // Time passes by itself.
        let passes = scene.lets_pass() || self.calling.is_some();
        let rests = self.stays && scene.only_waits();
        let input = match &mut self.face {
            Face::Keys(raw) => {
                // A clock that takes no time leaves a moment for a key.
                let seen = match left {
                    Some(_) if simulated && passes => raw.wait(20),
                    _ if rests => raw.rest(left.map_or(REST, |left| left.min(REST))),
                    Some(left) => raw.wait(left.min(FRAME)),
                    None => raw.wait(IDLE),
                };
                match seen {
                    // A key that comes before the sentence is heard answers nothing.
                    Seen::Key(_) if scene.hears_out() && self.voice.as_mut().is_some_and(Voice::is_speaking) => {
                        Input::Tick
                    }
                    Seen::Key(key) => Input::Key(key),
                    Seen::End => Input::End,
                    Seen::Halt => Input::Halt,
                    Seen::Changed => Input::Tick,
                    Seen::Nothing => {
                        if simulated && passes {
                            context.process.wait_millis(left.unwrap_or(0))?;
                        }
                        Input::Tick
                    }
                }
            }
            Face::Typed(lines) => {
                // What only waits is looked at when it changes, however long that takes.
                let left = if rests { left } else { left.map(|left| left.min(LOOK)) };
                // What is piped in waits until it is asked for; what is typed counts at once.
                if scene.asks() || context.process.is_terminal(Stream::In) {
                    match lines.wait(context.process, left) {
                        TypedLine::Line(line) => Input::Line(line),
                        TypedLine::End if scene.asks() => Input::End,
                        TypedLine::End if !lines.pass(context.process, left.unwrap_or(0)) => Input::Halt,
                        TypedLine::End | TypedLine::Nothing => Input::Tick,
                        TypedLine::Halt => Input::Halt,
                    }
                } else if lines.pass(context.process, left.unwrap_or(0)) {
                    Input::Tick
                } else {
                    Input::Halt
                }
            }
            Face::Played(played) => played.next(context, scene, now, wake)?,
            Face::Gone => Input::End,
        };
        self.halted = self.halted || input == Input::Halt;
        Ok(input)
    }
}
