//! What commands have in common after the work is done: the plan as it stands, and the words that confirm a record.
//!
//! A confirmation is made from the record that was written, after it is on the disk, never from what was asked for.

use serde::Serialize;

use crate::acts::{Context, Outcome, State};
use crate::engine;
use crate::engine::plan::Plan;
use crate::error::{Failure, Kind};
use crate::model::event::Record;
use crate::model::profile::{Answer, Fact, Profile};
use crate::model::time::Hours;
use crate::protocol::Checked;
use crate::render;
use crate::views::answers::Confirmation;
use crate::views::next::Next;
use crate::views::parts::Schema;
use crate::views::recorded::Recorded;
use crate::views::{self, Place, Shown};
use crate::words::Times;

/// A course and what its plan rests on.
pub struct Course {
    /// The flare's own copy of its protocol.
    pub protocol: Checked,
    /// What is known about the person.
    pub profile: Profile,
}

impl Course {
    /// Reads the protocol and the profile of the course that runs. `None`: none runs.
    pub fn read(context: &mut Context<'_>, state: &State) -> Result<Option<Self>, Failure> {
        let profile = context.profile()?;
        Ok(context.protocol(state)?.map(|protocol| Self { protocol, profile }))
    }

    /// The same, where nothing can be answered without a course.
    pub fn needed(context: &mut Context<'_>, state: &State) -> Result<Self, Failure> {
        Self::read(context, state)?.ok_or_else(no_course)
    }

    /// The plan as it stands.
    pub fn plan<'p>(&'p self, state: &'p State) -> Plan<'p> {
        engine::plan(&self.protocol, &self.profile, &state.history)
    }
}

/// Leaves what a finished command has read to the end of the process, which gives it all back at once: taking a protocol
/// apart piece by piece is a tenth of the time that an answer takes.
pub fn leave<T>(read: T) {
    std::mem::forget(read);
}

/// The failure of a command that a warning sign stops: what is not done, and what to do first. Not every sign is lifted by
/// a clinician: nobody lifts being younger than 18.
pub fn be_seen(refused: &str, first: &str, liftable: bool) -> Failure {
    let seen = if liftable { "\nSeen by a clinician? backflare screen --seen \"what they said\"" } else { "" };
    Failure::new(Kind::BeSeen, refused).hint(format!("{first}{seen}"))
}

/// The failure of a command that needs a course where none runs.
pub fn no_course() -> Failure {
    Failure::new(Kind::NoCourse, "no flare is running").hint("To begin one: backflare start")
}

/// The person's region, for the emergency number.
pub fn region(profile: &Profile) -> Option<&str> {
    if let Some(Answer::Word(region)) = profile.get(Fact::Region) { Some(region) } else { None }
}

/// The exit code of an answer: a latched sign is told by it.
pub fn outcome(plan: &Plan<'_>) -> Outcome {
    if plan.screening.latched().is_some() { Outcome::BeSeen } else { Outcome::Done }
}

/// Where the person is, and how their days go.
pub fn place<'a>(profile: &'a Profile, state: &'a State) -> Place<'a> {
    Place { zone: &state.clock.zone, hours: profile.hours(), region: region(profile) }
}

/// A plan, and what it is told by.
pub fn shown<'a>(course: &'a Course, plan: &'a Plan<'a>, state: &'a State) -> Shown<'a> {
    Shown { plan, protocol: &course.protocol, place: place(&course.profile, state) }
}

/// `next`, as text for this terminal.
pub fn next_text(course: &Course, plan: &Plan<'_>, state: &State, width: usize) -> String {
    render::next::next_text(&shown(course, plan, state), width)
}

/// `next`, as JSON.
pub fn next_view<'a>(course: &'a Course, plan: &'a Plan<'a>, state: &'a State) -> Next<'a> {
    Next::of(&shown(course, plan, state))
}

/// The answer of a command that records, where what is next says all.
pub fn confirmation<'a, M: Serialize>(
    command: &str,
    records: &[Record],
    next: Next<'a>,
    more: M,
) -> Confirmation<'a, M> {
    let recorded = Recorded::all(records);
    Confirmation { schema: Schema::of(command), message: None, recorded, next: Some(next), more }
}

/// How moments are told on this screen.
pub fn times<'a>(state: &'a State, hours: &'a Hours) -> Times<'a> {
    Times { now: state.clock.now, zone: &state.clock.zone, hours }
}

/// Confirms what was recorded: the lines, how to take it back, and what comes now.
///
/// The event is on the disk, so nothing that goes wrong from here on is a failure: where the protocol or the profile
/// cannot be read, what comes now is left out, and the next command will say why.
pub fn confirm(
    context: &mut Context<'_>,
    command: &str,
    lines: &[String],
    records: &[Record],
    more: impl Serialize,
) -> Result<Outcome, Failure> {
    let now = context.state().ok().and_then(|state| {
        let course = Course::read(context, &state).ok().flatten()?;
        Some((course, state))
    });
    if context.json {
        let plan = now.as_ref().map(|(course, state)| course.plan(state));
        let next = now.as_ref().zip(plan.as_ref()).map(|((course, state), plan)| next_view(course, plan, state));
        let answer = Confirmation {
            schema: Schema::of(command),
            message: Some(lines.join(" ")),
            recorded: Recorded::all(records),
            next,
            more,
        };
        context.process.out(&views::text(&answer))?;
        return Ok(Outcome::Done);
    }
    let mut text = String::new();
    for line in lines {
        // A command stays on one line, so that it can be copied.
        let is_command = line.starts_with("backflare ");
        text.push_str(&if is_command { line.clone() } else { textwrap::fill(line, context.process.width()) });
        text.push('\n');
    }
    if let Some((course, state)) = &now {
        let plan = course.plan(state);
        let now = render::status::what_now(&shown(course, &plan, state));
        text.push_str(&textwrap::fill(&now, context.process.width()));
        text.push('\n');
    }
    context.process.out(&text)?;
    leave(now);
    Ok(Outcome::Done)
}
