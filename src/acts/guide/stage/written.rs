//! What is written while a scene is played, here and by another terminal.

use super::{FRAME, Face, Stage, beat};
use crate::acts::answer::RunningCourse;
use crate::acts::guide::lesson;
use crate::acts::guide::record::Scribe;
use crate::acts::{Context, aside};
use crate::error::{Failure, FailureKind};
use crate::model::aside::AsideKind;
use crate::model::event::{Event, Record};
use crate::session::lesson::AskedBeside;
use crate::session::{Deed, Scene};
use crate::terminal::raw::Seen;
use crate::words::kept::journal::{LEFT_WAITING, WAITING};

impl Stage {
    /// What the files are like before they are read.
    pub(in crate::acts::guide) fn looks(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        self.marks = context.home()?.marks();
        self.judged = self.marks;
        Ok(())
    }

    /// Whether another terminal has written since then.
    fn is_behind(&self, context: &mut Context<'_>) -> Result<bool, Failure> {
        Ok(context.home()?.marks() != self.marks)
    }

    /// What the files are like once something was written here. What another terminal wrote before stays to be seen.
    fn has_written(&mut self, context: &mut Context<'_>, behind: bool) -> Result<(), Failure> {
        if behind { Ok(()) } else { self.looks(context) }
    }

    /// Keeps what was recorded beside a scene.
    pub(in crate::acts::guide) fn keeps(&mut self, records: Vec<Record>) {
        self.records.extend(records);
    }

    /// A digit answered a question by the way. What is asked after it.
    pub(super) fn by_the_way(
        &mut self,
        context: &mut Context<'_>,
        kind: AsideKind,
        digit: usize,
    ) -> Result<Option<AskedBeside>, Failure> {
        context.later();
        let behind = self.is_behind(context)?;
        if let Some((told, records)) = aside::by_digit(context, kind, digit)? {
            self.tell(context, &told)?;
            self.keeps(records);
        }
        self.has_written(context, behind)?;
        let state = context.state()?;
        let course = RunningCourse::needed(context, &state)?;
        Ok(lesson::by_the_way(&course, &state))
    }

    /// What was recorded.
    pub(in crate::acts::guide) fn records(&self) -> &[Record] {
        &self.records
    }

    /// While somebody else holds the journal the screen goes on: a clock that stands still is taken for one that stopped.
    pub(super) fn await_writer(
        &mut self,
        context: &mut Context<'_>,
        scene: &Scene,
        page: &mut Option<u32>,
    ) -> Result<(), Failure> {
        let journal = context.home()?.journal();
        while journal.is_held() {
            let mut screen = scene.screen(beat(context)?);
            screen.note = Some(WAITING.to_owned());
            self.show(context, &screen, page)?;
            // Without a painted screen there is nothing to go on with.
            let Face::Keys(raw) = &mut self.face else { return Ok(()) };
            if raw.wait(FRAME) == Seen::Halt {
                return Err(Failure::new(FailureKind::Interrupted, LEFT_WAITING));
            }
        }
        Ok(())
    }

    pub(super) fn record(
        &mut self,
        context: &mut Context<'_>,
        scribe: Option<&Scribe>,
        deed: Deed,
    ) -> Result<(), Failure> {
        let said = matches!(deed, Deed::Pain { .. });
        if self.holds && !said {
            self.held.push(deed);
            return Ok(());
        }
        let Some(scribe) = scribe else { return Ok(()) };
        let behind = self.is_behind(context)?;
        match scribe.write(context, &deed)? {
            Some(record) => {
                self.has_written(context, behind)?;
                self.confirm(context, scribe, record)
            }
            None => Ok(()),
        }
    }

    /// Says what was recorded, from the record.
    pub(in crate::acts::guide) fn confirm(
        &mut self,
        context: &mut Context<'_>,
        scribe: &Scribe,
        record: Record,
    ) -> Result<(), Failure> {
        let told = scribe.told(&record);
        if !matches!(record.event, Event::Walked { .. }) {
            self.records.push(record);
        }
        match told {
            Some(told) => self.note(context, &told),
            None => Ok(()),
        }
    }
}
