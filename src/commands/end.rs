//! `end`: the flare is over.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, courses, memory};
use crate::commands::{examples, note};
use crate::engine::memory::sum::Sum;
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::kind as model;
use crate::model::time::{Span, Stamp, Zone};
use crate::process::Stream;
use crate::protocol::format::FORMAT;
use crate::protocol::library::builtin;
use crate::store::flares;
use crate::views::learnt::Learnt;
use crate::views::told::seen_lines;
use crate::views::{self, answers::Ended, answers::Summed};
use crate::words::clean::clean;
use crate::words::{over, recorded, refused};

/// End the flare
///
/// It says what the flare was, in figures. At a terminal it asks first.
/// Not while a warning sign stands: answer that first, with `screen --seen`.
/// What a flare had interrupted goes on.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare end --prevention --note \"at work again\""
))]
pub(crate) struct EndArgs {
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) note: Option<String>,
    /// Go on with what keeps the next flare away
    #[arg(long)]
    pub(crate) prevention: bool,
}

/// Ends the course. Not while a sign is latched, and at a terminal only if it is meant.
pub(crate) fn run(context: &mut Context<'_>, args: &EndArgs) -> Result<Outcome, Failure> {
    let asks = context.process.is_terminal(Stream::In) && context.process.is_terminal(Stream::Out) && !context.json;
    if asks && !meant(context)? {
        return Ok(Outcome::Done);
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let plan = course.plan(&state);
    if plan.screening.latched().is_some() {
        if context.json {
            let next = answer::next_view(&course, &plan, &state);
            let answer = answer::confirmation("end", &[], next, Ended { ended: false, sum: None });
            context.process.out(&views::text(&answer))?;
            return Ok(Outcome::BeSeen);
        }
        let liftable = plan.screening.latches.iter().all(|latch| latch.liftable);
        return Err(answer::be_seen(refused::NOT_ENDED, refused::WHAT_TO_DO, liftable));
    }
    let Some(run) = state.history.run().cloned() else { return Err(answer::no_course()) };
    if args.prevention && run.course == model::CourseKind::Prevention {
        return Err(Failure::usage(refused::PREVENTION_RUNS).hint(refused::PREVENTION_WAYS_ON));
    }
    let after = courses::follows(context, &state, &run, args.prevention)?;
    let mut events = vec![(None, Event::Ended { note: args.note.clone() })];
    events.extend(after.iter().map(|(_, event, _)| (None, event.clone())));
    let records = writer.draft(context.now()?, events)?;
    if let (Some((copy, ..)), Some(begun)) = (&after, records.get(1)) {
        flares::write(&context.home()?, begun.id, copy)?;
    }
    writer.save(&records)?;
    drop(writer);
    let seen = seen_lines(&answer::shown(&course, &plan, &state));
    let days = plan.course.as_ref().map_or(1, |course| course.day);
    drop(plan);
    let summed = memory::summed(&state.tail.records, run.id, &course.protocol, state.clock.now);
    let last = memory::last_time(&context.home()?, run.id, state.clock.now);
    state.know(&course.protocol);
    let state = state.after(&records);
    let built_in = builtin(course.protocol.id.as_str()).is_some();
    // Prevention is that of a back. A file of the older format does not say for what body it is; a copy of our own is for a back.
    let says_back = course.protocol.is_for_back() && (course.protocol.format == FORMAT || built_in);
    let keeps_well = run.course == model::CourseKind::Flare && says_back;
    let mut lines = vec![recorded::over(run.course == model::CourseKind::Flare, course.protocol.is_for_back(), days)];
    if let (Some(sum), model::CourseKind::Flare) = (&summed, run.course) {
        lines.extend(figures(sum, run.started));
        lines.extend(last.and_then(|last| over::last_time(last.days, last.stood_after_seconds.map(Span::seconds))));
        lines.extend(last.map(|_| over::NOT_A_FORECAST.to_owned()));
        let sore = sum.pain.is_some_and(|(_, last)| last >= over::STILL_SORE);
        lines.push(
            match (sore, built_in) {
                (false, _) => over::THANKS,
                (true, true) => over::SORE,
                (true, false) => over::SORE_WITH_PLAN,
            }
            .to_owned(),
        );
    }
    lines.extend(seen);
    let offers = asks && after.is_none() && keeps_well && run.pauses.is_none();
    lines.extend(match (&after, run.course) {
        (Some((.., words)), _) => Some((*words).to_owned()),
        (None, model::CourseKind::Flare) if run.pauses.is_some() => Some(recorded::NOT_GONE_ON_WITH.to_owned()),
        (None, model::CourseKind::Flare) if offers => None,
        (None, model::CourseKind::Flare) if keeps_well => Some(recorded::KEEP_AWAY.to_owned()),
        (None, model::CourseKind::Flare | model::CourseKind::Prevention) => None,
    });
    lines.extend((run.course == model::CourseKind::Flare).then(|| over::FOR_DOCTOR.to_owned()));
    let next = after.map(|(protocol, ..)| RunningCourse { protocol, profile: course.profile });
    let sum = summed.as_ref().map(Summed::of);
    let outcome = answer::confirm(context, "end", &lines, &records, Ended { ended: true, sum }, state, next)?;
    if offers { keep_well(context) } else { Ok(outcome) }
}

/// Whether it is meant: a typed yes.
fn meant(context: &mut Context<'_>) -> Result<bool, Failure> {
    let state = context.state()?;
    if state.history.run().is_none_or(|run| run.course != model::CourseKind::Flare) {
        return Ok(true);
    }
    let yes = says_yes(context, over::ASK)?;
    if !yes {
        context.process.out(&format!("{}\n", over::NOT_ENDED))?;
    }
    Ok(yes)
}

fn says_yes(context: &mut Context<'_>, question: &str) -> Result<bool, Failure> {
    context.process.out(&format!("{question}\n> "))?;
    context.process.flush()?;
    let line = context.process.line()?.unwrap_or_default();
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Asks whether prevention begins, and begins it on a yes.
fn keep_well(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    if !says_yes(context, over::KEEP_WELL)? {
        return Ok(Outcome::Done);
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    if state.history.run().is_some() {
        return Ok(Outcome::Done);
    }
    let (protocol, event, words) = courses::prevention_begins(context)?;
    let records = writer.draft(context.now()?, vec![(None, event)])?;
    if let Some(begun) = records.first() {
        flares::write(&context.home()?, begun.id, &protocol)?;
    }
    writer.save(&records)?;
    drop(writer);
    state.know(&protocol);
    let state = state.after(&records);
    let course = RunningCourse { protocol, profile: context.profile()? };
    let more = Ended { ended: true, sum: None };
    answer::confirm(context, "end", &[words.to_owned()], &records, more, state, Some(course))
}

/// The rows: only those of which something is known.
fn figures(sum: &Sum, started: Stamp) -> Vec<String> {
    let mut rows: Vec<String> = sum.pain.map(|(first, last)| over::pain(first, last)).into_iter().collect();
    rows.extend(sum.stood.map(over::stood));
    rows.extend((sum.walks > 0).then(|| over::walked(sum.walks, sum.walked)));
    rows.extend(sum.used.iter().map(|used| {
        let days = i64::try_from(used.days).unwrap_or(i64::MAX);
        over::taken(&clean(&used.taken.name), days, used.taken.mg, used.taken.unsaid)
    }));
    rows.extend(sum.used.is_empty().then(over::none_taken));
    let (bad, of) = sum.nights;
    rows.extend((of > 0).then(|| over::nights(bad, of)));
    rows.extend(over::began(sum.began, is_morning(started)));
    let said = usize::from(sum.began.is_some());
    rows.extend(Learnt::of(sum).lines.into_iter().skip(said));
    rows
}

/// Whether it was before noon by the clock of the place.
fn is_morning(at: Stamp) -> bool {
    Zone::fixed(at.offset).wall(at.moment).time().minutes() < 12 * 60
}
