//! Courses: whether another may begin, and what follows the one that ends.

use crate::acts::{Context, State, answer::RunningCourse};
use crate::engine::history::Run;
use crate::engine::phase::taken_up;
use crate::error::Failure;
use crate::model::event::{Event, sign_stands, taken_back};
use crate::model::id::Id;
use crate::model::time::Span;
use crate::protocol::format::Phase;
use crate::protocol::library::PREVENTION;
use crate::protocol::{Checked, Protocol};
use crate::store::trust::Trusted;
use crate::store::{flares, protocols};
use crate::words::{recorded, refused};

/// Why another course does not begin.
pub(crate) enum Refused {
    /// A warning sign stands. `liftable`: a clinician lifts it.
    BeSeen { liftable: bool },
    /// One runs already, or may run, and nobody said that it ends.
    Running(Failure),
}

/// Whether another course may begin: not while a sign stands, and not while one runs, unless `new` says that it ends.
/// `course` is the one that runs, as it was read.
pub(crate) fn may_begin_anew(
    course: &Result<Option<RunningCourse>, Failure>,
    state: &State,
    new: bool,
) -> Result<(), Refused> {
    let run = match state.running() {
        Trusted::There(run) => run,
        Trusted::Unknown(failure) if !new => return Err(Refused::Running(failure)),
        Trusted::Nothing | Trusted::Unknown(_) => return Ok(()),
    };
    // A sign that stands, and whether a clinician lifts it.
    let stands = match course {
        Ok(Some(course)) => {
            let plan = course.plan(state);
            plan.screening.latched().map(|_| plan.screening.latches.iter().all(|latch| latch.liftable))
        }
        Ok(None) => None,
        // Its protocol cannot be read, so nobody knows how urgent a sign is: any that nobody has looked at counts.
        Err(_) => {
            let records = &state.tail.records;
            sign_stands(&records[run.place + 1..], &taken_back(records)).then_some(true)
        }
    };
    if let Some(liftable) = stands {
        return Err(Refused::BeSeen { liftable });
    }
    if new {
        return Ok(());
    }
    let days = 1 + (state.clock.now - run.started.moment).as_days().max(0);
    let stuck = course.as_ref().ok().and_then(Option::as_ref).and_then(|course| {
        let back = |phase: &Phase| phase.unless_since.clone();
        course.protocol.phases.iter().find_map(back)
    });
    let ways_on = refused::ways_on(stuck.as_ref().map(Id::as_str));
    Err(Refused::Running(Failure::usage(refused::running_already(run.course.as_str(), days)).hint(ways_on)))
}

/// The protocol, the event that begins its course, and what is said of it.
pub(crate) type Following = (Checked, Event, &'static str);

/// What follows the course that ends: the one that it interrupted goes on; else prevention begins, where it is asked for.
pub(crate) fn follows(
    context: &mut Context<'_>,
    state: &State,
    run: &Run,
    prevention: bool,
) -> Result<Option<Following>, Failure> {
    if let Some(pause) = run.pauses {
        if let Ok(protocol) = flares::read(&context.home()?, pause.id) {
            let progress = taken_up(pause.progress, state.clock.now - run.started.moment);
            let event = begins(&protocol, Some(progress));
            return Ok(Some((protocol, event, recorded::GOES_ON)));
        }
        if !prevention {
            return Ok(None);
        }
    }
    if !prevention {
        return Ok(None);
    }
    prevention_begins(context).map(Some)
}

/// What prevention begins with: its protocol, its event, and what is said of it.
pub(crate) fn prevention_begins(context: &mut Context<'_>) -> Result<Following, Failure> {
    let protocol = protocols::find(Some(PREVENTION), || context.home())?;
    let event = begins(&protocol, None);
    Ok((protocol, event, recorded::PREVENTION_BEGINS))
}

/// The event that begins a course of that protocol. `progress`: how far it had come before it was interrupted.
fn begins(protocol: &Protocol, progress: Option<Span>) -> Event {
    let Protocol { id, version, course, .. } = protocol;
    Event::Started { protocol: id.clone(), version: version.clone(), course: *course, pauses: None, progress }
}
