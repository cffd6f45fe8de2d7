//! What is said and shown on a stage: lines, a voice, a painted screen.

use super::{Face, Stage, out};
use crate::acts::Context;
use crate::error::Failure;
use crate::process::{Process, Stream};
use crate::render::{leaf, walk};
use crate::session::screen::Screen;
use crate::words::clean::clean;

impl Stage {
    /// Says something that is no part of a scene.
    pub(in crate::acts::guide) fn tell(&mut self, context: &mut Context<'_>, text: &str) -> Result<(), Failure> {
        self.note(context, text)?;
        self.speak(text);
        Ok(())
    }

    pub(super) fn note(&mut self, context: &mut Context<'_>, text: &str) -> Result<(), Failure> {
        self.line(context, text)?;
        if matches!(self.face, Face::Keys(_)) {
            self.told.push(text.to_owned());
        }
        Ok(())
    }

    /// A line, where lines are appended.
    pub(super) fn line(&mut self, context: &mut Context<'_>, text: &str) -> Result<(), Failure> {
        if matches!(self.face, Face::Keys(_)) {
            return Ok(());
        }
        let width = context.process.width().min(72);
        out(context, &format!("{}\n", textwrap::fill(&clean(text), width)))
    }

    /// Speaks at the next wait.
    pub(in crate::acts::guide) fn speak(&mut self, text: &str) {
        self.unspoken.push(clean(text).trim().to_owned());
    }

    /// Speaks what is to be spoken, or rings.
    pub(super) fn utter(&mut self, process: &mut Process) {
        let text = std::mem::take(&mut self.unspoken).join(" ");
        if text.is_empty() {
            return;
        }
        if let Some(voice) = &mut self.voice {
            if voice.say(process, &text) {
                return;
            }
            self.voice = None;
            self.bell = true;
        }
        if let (true, Face::Keys(raw)) = (self.bell, &mut self.face) {
            raw.bell();
        }
    }

    /// Shows a screen. Of a card: the place behind the last line that stands on it.
    pub(super) fn show(
        &mut self,
        context: &mut Context<'_>,
        screen: &Screen,
        page: &mut Option<u32>,
    ) -> Result<Option<usize>, Failure> {
        let lines = screen.leaf.as_ref();
        if let Face::Keys(raw) = &mut self.face {
            let (columns, rows) = raw.size();
            let called = self.called.as_ref().filter(|_| self.calling.is_some());
            let told = called.or(self.carried.as_ref()).filter(|_| screen.note.is_none());
            let noted = told.map(|called| Screen { note: Some(called.clone()), ..screen.clone() });
            let screen = noted.as_ref().unwrap_or(screen);
            let on_leaf = lines.map(|leaf| leaf::frame(screen, leaf, columns, rows));
            let (mut frame, upto) = if let Some((frame, upto)) = on_leaf {
                (frame, Some(upto))
            } else {
                let (frame, upto) = walk::frame(screen, columns, rows);
                (frame, screen.spread.as_ref().map(|_| upto))
            };
            if !context.process.paints(Stream::Out) {
                frame = frame.iter().map(|row| anstream::adapter::strip_str(row).to_string()).collect();
            }
            let painted = raw.paint(&frame);
            return Ok(upto.filter(|_| painted));
        }
        let upto = lines.map(|leaf| if self.one_line { leaf.from + 1 } else { leaf.blocks.len() });
        if *page != Some(screen.page) {
            let known = std::mem::take(&mut self.silent) && page.is_none();
            *page = Some(screen.page);
            if known {
                return Ok(upto);
            }
            // While a clock runs its keys are the same each time: who listens need hear them once.
            let running = screen.pace.is_some() && screen.question.is_none();
            let known = running && self.keys.contains(&screen.keys);
            if running && !known {
                self.keys.push(screen.keys.clone());
            }
            // So are alerts until they change.
            let mut heard = screen.clone();
            if self.alerts == heard.alerts {
                heard.alerts.clear();
            } else {
                self.alerts.clone_from(&heard.alerts);
            }
            if self.banner == heard.banner {
                heard.banner = None;
            } else {
                self.banner.clone_from(&heard.banner);
            }
            let text = walk::plain(&heard, context.process.width(), !known, upto.unwrap_or(0));
            out(context, &text)?;
            return Ok(upto);
        }
        Ok(None)
    }
}
