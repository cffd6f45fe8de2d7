//! What commands have in common after the work is done: the plan as it stands, and the words that confirm a record.
//!
//! A confirmation is made from the record that was written, after it is on the disk, never from what was asked for.

use serde::Serialize;
use uuid::Uuid;

use crate::acts::{Context, Outcome, State};
use crate::engine;
use crate::engine::plan::Plan;
use crate::error::{Failure, FailureKind};
use crate::model::event::Record;
use crate::model::profile::{Answer, Fact, Profile};
use crate::model::time::{Hours, Stamp};
use crate::model::when;
use crate::protocol::Checked;
use crate::render;
use crate::store::protocols;
use crate::views::answers::Confirmation;
use crate::views::next::Next;
use crate::views::parts::Schema;
use crate::views::recorded::Recorded;
use crate::views::{self, Place, Shown};
use crate::words::call::emergency_number;
use crate::words::kept::doubt;
use crate::words::{self, Times};

/// What a command has read beside the journal, each file once. One that cannot be read stands in nobody's way who only
/// records.
pub(crate) struct FilesRead {
    /// What is known about the person.
    pub(crate) profile: Result<Profile, Failure>,
    /// The copy of the course that runs. `None`: none runs.
    pub(crate) protocol: Result<Option<Checked>, Failure>,
}

impl FilesRead {
    /// Reads the profile, and the protocol of the course that runs.
    pub(crate) fn read(context: &mut Context<'_>, state: &State) -> Self {
        Self { profile: context.profile(), protocol: context.protocol(state) }
    }

    /// What is known about the person; nothing, where the profile cannot be read.
    pub(crate) fn known(&self) -> Profile {
        self.profile.as_ref().map_or_else(|_| Profile::default(), Profile::clone)
    }

    /// The protocol of the course that runs, where it can be read.
    pub(crate) fn protocol(&self) -> Option<&Checked> {
        self.protocol.as_ref().ok()?.as_ref()
    }

    /// The course that runs. `None`: none runs.
    pub(crate) fn course(self) -> Result<Option<RunningCourse>, Failure> {
        let profile = self.profile?;
        Ok(self.protocol?.map(|protocol| RunningCourse { protocol, profile }))
    }
}

/// A course and what its plan rests on.
pub(crate) struct RunningCourse {
    /// The flare's own copy of its protocol.
    pub(crate) protocol: Checked,
    /// What is known about the person.
    pub(crate) profile: Profile,
}

impl RunningCourse {
    /// Reads the protocol and the profile of the course that runs. `None`: none runs. Where either cannot be trusted, a
    /// sign that stands counts all the same.
    pub(crate) fn read(context: &mut Context<'_>, state: &State) -> Result<Option<Self>, Failure> {
        let FilesRead { profile, protocol } = FilesRead::read(context, state);
        match (profile, protocol) {
            (Ok(profile), Ok(protocol)) => Ok(protocol.map(|protocol| Self { protocol, profile })),
            (Err(failure), protocol) => Self::under_sign(state, protocol.ok().flatten(), None, failure).map(Some),
            (Ok(profile), Err(failure)) => Self::under_sign(state, None, Some(profile), failure).map(Some),
        }
    }

    /// The course with what can be read of it, where a sign stops it anyway: nothing is known of the person that could
    /// lift one, and the built-in protocol knows the sign where its own is lost.
    fn under_sign(
        state: &State,
        protocol: Option<Checked>,
        profile: Option<Profile>,
        failure: Failure,
    ) -> Result<Self, Failure> {
        if !state.sign_stands() {
            return Err(failure);
        }
        let lost = protocol.is_none();
        let protocol = protocol.map_or_else(protocols::default, Ok)?;
        let course = Self { protocol, profile: profile.unwrap_or_default() };
        let latched = course.plan_to_next(state).screening.latched().is_some();
        match (latched, lost) {
            (true, _) => Ok(course),
            // Nobody knows how urgent it is.
            (false, true) => {
                let number = emergency_number(region(&course.profile));
                let hint = doubt::be_seen(&number, failure.hint.as_deref().unwrap_or_default());
                Err(Failure::new(FailureKind::BeSeen, doubt::sign_stands(&failure.message)).hint(hint))
            }
            (false, false) => Err(failure),
        }
    }

    /// Reads the course that runs, where nothing can be answered without one.
    pub(crate) fn needed(context: &mut Context<'_>, state: &State) -> Result<Self, Failure> {
        Self::read(context, state)?.ok_or_else(no_course)
    }

    /// The plan as it stands.
    pub(crate) fn plan<'p>(&'p self, state: &'p State) -> Plan<'p> {
        engine::plan(&self.protocol, &self.profile, &state.history)
    }

    /// The plan up to what is next.
    pub(crate) fn plan_to_next<'p>(&'p self, state: &'p State) -> Plan<'p> {
        engine::plan_to_next(&self.protocol, &self.profile, &state.history)
    }

    /// The plan for an answer: all of it for whoever reads JSON, and up to what is next on a screen.
    pub(crate) fn plan_to_tell<'p>(&'p self, state: &'p State, json: bool) -> Plan<'p> {
        if json { self.plan(state) } else { self.plan_to_next(state) }
    }
}

/// Where somebody stands: what happened, and the course that runs. An act takes it as it is under the lock, and leaves it
/// as it is once the act is on the disk; so nothing is read twice.
pub(crate) struct Stand {
    /// What happened.
    pub(crate) state: State,
    /// The course that runs.
    pub(crate) course: RunningCourse,
}

impl Stand {
    /// The plan as it stands.
    pub(crate) fn plan(&self) -> Plan<'_> {
        self.course.plan(&self.state)
    }
}

/// Whether the flare still runs to which something belongs that is to be recorded after it stood open on a terminal:
/// another one may have ended it.
pub(crate) fn same_flare(asked: Option<Uuid>, state: &State) -> Result<(), Failure> {
    if asked == state.flare() { Ok(()) } else { Err(flare_over(state, words::stale::NOT_RECORDED)) }
}

/// The failure of what goes on where its flare does not. `state` is what stands by now.
pub(crate) fn flare_over(state: &State, words: &str) -> Failure {
    let kind = if state.flare().is_some() { FailureKind::Failed } else { FailureKind::NoCourse };
    Failure::new(kind, words).hint(words::stale::WHAT_IS)
}

/// Prints an answer, and leaves what was read for it to the end of the process, which gives it all back at once: taking a
/// protocol apart piece by piece is a tenth of the time that an answer takes.
pub(crate) fn deliver(
    context: &mut Context<'_>,
    text: &str,
    read: (State, Option<RunningCourse>),
) -> Result<(), Failure> {
    context.process.out(text)?;
    std::mem::forget(read);
    Ok(())
}

/// The failure of a command that a warning sign stops: what is not done, and what to do first. Not every sign is lifted by
/// a clinician: nobody lifts being younger than 18.
pub(crate) fn be_seen(refused: &str, first: &str, liftable: bool) -> Failure {
    Failure::new(FailureKind::BeSeen, refused).hint(words::refused::be_seen_first(first, liftable))
}

/// The failure of a command that needs a course where none runs.
pub(crate) fn no_course() -> Failure {
    Failure::new(FailureKind::NoCourse, words::refused::NO_FLARE).hint(words::refused::BEGIN)
}

/// The person's region, for the emergency number.
pub(crate) fn region(profile: &Profile) -> Option<&str> {
    if let Some(Answer::Word(region)) = profile.get(Fact::Region) { Some(region) } else { None }
}

/// What is said of a time that may have been in the other half of the day.
pub(crate) fn which_half(state: &State, text: Option<&str>, at: Stamp) -> Option<String> {
    let text = text?;
    let other = when::other_half(text, at, &state.clock)?;
    Some(words::typed::other_half(text, other))
}

/// As [`which_half`], of a dose, which is not taken back but replaced.
pub(crate) fn which_half_of_dose(state: &State, text: Option<&str>, at: Stamp) -> Option<String> {
    let text = text?;
    let other = when::other_half(text, at, &state.clock)?;
    Some(words::typed::other_half_of_dose(text, other))
}

/// The exit code of an answer: a latched sign is told by it.
pub(crate) fn outcome(plan: &Plan<'_>) -> Outcome {
    if plan.screening.latched().is_some() { Outcome::BeSeen } else { Outcome::Done }
}

/// Where the person is, and how their days go.
pub(crate) fn place<'a>(profile: &'a Profile, state: &'a State) -> Place<'a> {
    Place { zone: &state.clock.zone, hours: profile.hours(), region: region(profile) }
}

/// A plan, and what it is told by.
pub(crate) fn shown<'a>(course: &'a RunningCourse, plan: &'a Plan<'a>, state: &'a State) -> Shown<'a> {
    Shown { plan, protocol: &course.protocol, place: place(&course.profile, state) }
}

/// `next`, as text for this terminal.
pub(crate) fn next_text(course: &RunningCourse, plan: &Plan<'_>, state: &State, width: usize) -> String {
    render::next::next_text(&shown(course, plan, state), width)
}

/// `next`, as JSON.
pub(crate) fn next_view<'a>(course: &'a RunningCourse, plan: &'a Plan<'a>, state: &'a State) -> Next<'a> {
    Next::of(&shown(course, plan, state))
}

/// The answer of a command that records, where what is next says all.
pub(crate) fn confirmation<'a, M: Serialize>(
    command: &str,
    records: &[Record],
    next: Next<'a>,
    more: M,
) -> Confirmation<'a, M> {
    let recorded = Recorded::all(records);
    Confirmation { schema: Schema::of(command), message: None, recorded, next: Some(next), more }
}

/// How moments are told on this screen.
pub(crate) fn times<'a>(state: &'a State, hours: &'a Hours) -> Times<'a> {
    Times { now: state.clock.now, zone: &state.clock.zone, hours }
}

/// Confirms what was recorded: the lines, how to take it back, and what comes now. `state` is what stands since, and
/// `course` the one that runs since.
///
/// The event is on the disk, so nothing that goes wrong from here on is a failure: where no course runs, or its protocol or
/// the profile could not be read, what comes now is left out, and the next command will say why.
pub(crate) fn confirm(
    context: &mut Context<'_>,
    command: &str,
    lines: &[String],
    records: &[Record],
    more: impl Serialize,
    state: State,
    course: Option<RunningCourse>,
) -> Result<Outcome, Failure> {
    let plan = course.as_ref().map(|course| (course, course.plan_to_tell(&state, context.json)));
    let text = if context.json {
        let next = plan.as_ref().map(|(course, plan)| next_view(course, plan, &state));
        let (schema, recorded) = (Schema::of(command), Recorded::all(records));
        views::text(&Confirmation { schema, message: Some(lines.join(" ")), recorded, next, more })
    } else {
        let width = context.process.width();
        let mut text = String::new();
        for (place, line) in lines.iter().enumerate() {
            // A command stays on one line, so that it can be copied.
            let is_command = line.starts_with("backflare ");
            let line = if is_command { line.clone() } else { textwrap::fill(line, width) };
            text.push_str(&if command == "done" && place == 0 { render::done(&line) } else { line });
            text.push('\n');
        }
        if let Some((course, plan)) = &plan {
            text.push_str(&textwrap::fill(&render::status::what_now(&shown(course, plan, &state)), width));
            text.push('\n');
        }
        text
    };
    drop(plan);
    deliver(context, &text, (state, course))?;
    Ok(Outcome::Done)
}
