//! Typed lines under a clock that takes no time: waiting moves it, and a whole night is played in an instant.

use crate::acts::Context;
use crate::error::Failure;
use crate::model::time::Span;
use crate::session::{Beat, Input, Scene, millis};

/// Input under a clock that takes no time: `+30s` on a line of its own lets that much pass before the next line counts.
#[derive(Default)]
pub(super) struct PlayedInput {
    next: Option<String>,
    until: Option<Beat>,
    ended: bool,
}

impl PlayedInput {
    /// What happens next. `wake`: when something happens by itself.
    pub(super) fn next(
        &mut self,
        context: &mut Context<'_>,
        scene: &Scene,
        now: Beat,
        wake: Option<Beat>,
    ) -> Result<Input, Failure> {
        let asks = scene.asks();
        loop {
            if let Some(until) = self.until {
                let to = wake.map_or(until, |wake| wake.min(until));
                context.process.wait_millis(to.since(now))?;
                if to < until {
                    return Ok(Input::Tick);
                }
                self.until = None;
                return Ok(self.line(context)?.map_or(if asks { Input::End } else { Input::Tick }, Input::Line));
            }
            match self.peek(context)? {
                Some(line) => {
                    if let Some(span) = line.strip_prefix('+').and_then(Span::parse) {
                        self.next = None;
                        self.until = Some(now.plus(millis(span)));
                        continue;
                    }
                    if asks {
                        return Ok(self.line(context)?.map_or(Input::End, Input::Line));
                    }
                }
                None if asks => return Ok(Input::End),
                None => {}
            }
            context.process.wait_millis(wake.map_or(0, |wake| wake.since(now)))?;
            return Ok(Input::Tick);
        }
    }

    fn peek(&mut self, context: &mut Context<'_>) -> Result<Option<String>, Failure> {
        if self.next.is_none() && !self.ended {
            self.next = context.process.line()?;
            self.ended = self.next.is_none();
        }
        Ok(self.next.clone())
    }

    fn line(&mut self, context: &mut Context<'_>) -> Result<Option<String>, Failure> {
        self.peek(context)?;
        Ok(self.next.take())
    }
}
