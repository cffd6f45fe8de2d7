//! `amend`: an older entry is mended or taken back, whatever stands after it. What it said stays in the journal.

use std::collections::HashSet;

use uuid::Uuid;

use crate::acts::answer::FilesRead;
use crate::acts::{Context, Outcome, State, answer};
use crate::commands::{At, examples, note, pain};
use crate::error::Failure;
use crate::model::event::{Event, Record, taken_back};
use crate::model::time::{Hours, Stamp};
use crate::model::when;
use crate::views::answers::Undone;
use crate::views::recorded::Recorded;
use crate::words::{Times, amend as say};

/// Mend an older entry, or take it back
///
/// Of pain, or of a step that was done, skipped, put on or taken off.
/// WHICH is its time or its id; without one, those that can be mended are listed.
/// What it said before stays in the journal. A dose: `took --corrects`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 9"
    "backflare amend 09:05 --level 6"
))]
pub(crate) struct AmendArgs {
    /// Its time, such as 09:30 or yesterday 22:00, or its id
    #[arg(value_name = "WHICH", num_args = 0..)]
    pub(crate) which: Vec<String>,
    /// How much it hurt, from 0 (none) to 10 (the worst)
    #[arg(long, value_name = "N", value_parser = pain)]
    pub(crate) level: Option<u8>,
    /// It went down the leg
    #[arg(long, conflicts_with = "no_leg")]
    pub(crate) leg: bool,
    /// It did not go down the leg
    #[arg(long)]
    pub(crate) no_leg: bool,
    /// When it was so
    #[command(flatten)]
    pub(crate) at: At,
    /// A few words for yourself, in place of those before
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) note: Option<String>,
    /// It was not so: take it back, and nothing else
    #[arg(long, conflicts_with_all = ["level", "leg", "no_leg", "when", "note"])]
    pub(crate) take_back: bool,
}

/// Mends one entry, or lists those that can be.
pub(crate) fn run(context: &mut Context<'_>, args: &AmendArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let found = FilesRead::read(context, &state);
    let hours = found.known().hours();
    let old = one(&state, hours, &args.which.join(" "))?.clone();
    let times = answer::times(&state, &hours);
    let was = say::entry(&old.event, &times.at(old.at.moment));
    let (records, lines) = if args.take_back {
        // With what it had amended, which would count again.
        let mut chain = vec![old.id];
        let before =
            |id: Uuid| state.tail.records.iter().find(|record| record.id == id).and_then(|record| record.replaces);
        while let Some(earlier) = chain.last().and_then(|id| before(*id)).filter(|earlier| !chain.contains(earlier)) {
            chain.push(earlier);
        }
        let events = chain.into_iter().map(|of| (None, Event::Retracted { of })).collect();
        let records = writer.append_all(context.now()?, events)?;
        (records, vec![say::taken_back(&was)])
    } else {
        let at = state.at(hours, args.at.when.as_deref())?.unwrap_or(old.at);
        let event = mended(&old.event, args)?;
        if event == old.event && at == old.at {
            return Err(Failure::usage(say::NOTHING_NEW).hint(say::HOW));
        }
        let mut records = writer.draft(context.now()?, vec![(Some(at), event)])?;
        for record in &mut records {
            record.replaces = Some(old.id);
        }
        writer.save(&records)?;
        let now =
            records.iter().map(|record| say::entry(&record.event, &times.at(record.at.moment))).collect::<String>();
        let half = answer::which_half(&state, args.at.when.as_deref(), at);
        (records, [say::amended(&was, &now)].into_iter().chain(half).collect())
    };
    drop(writer);
    let state = state.after(&records);
    answer::confirm(
        context,
        "amend",
        &lines,
        &records,
        Undone { undone: Recorded::of(&old) },
        state,
        found.course().ok().flatten(),
    )
}

/// Whether `amend` can mend it, or take it back alone.
fn can_be_mended(event: &Event) -> bool {
    matches!(
        event,
        Event::Pain { .. }
            | Event::Done { .. }
            | Event::Skipped { .. }
            | Event::On { .. }
            | Event::Off { .. }
            | Event::Slept { .. }
            | Event::Goal { .. }
            | Event::GoalLevel { .. }
    )
}

/// The entry that is meant. Where it is not one, those that may be are listed.
fn one<'s>(state: &'s State, hours: Hours, which: &str) -> Result<&'s Record, Failure> {
    let gone: HashSet<Uuid> = taken_back(&state.tail.records);
    let all = || state.tail.records.iter().filter(|record| can_be_mended(&record.event) && !gone.contains(&record.id));
    let times = answer::times(state, &hours);
    if which.is_empty() {
        return Err(Failure::usage(say::WHICH).hint(listed(all().rev().take(10), &times)));
    }
    let minute = when::parse(which, &state.clock, &hours).ok().map(|at: Stamp| at.moment.unix().div_euclid(60));
    let id = which.to_ascii_lowercase();
    let named = |record: &&Record| {
        Some(record.at.moment.unix().div_euclid(60)) == minute
            || (id.len() >= 4 && record.id.to_string().starts_with(&id))
    };
    let named: Vec<&Record> = all().filter(named).collect();
    match named.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::usage(say::unknown(which)).hint(listed(all().rev().take(10), &times))),
        several => Err(Failure::usage(say::several(which)).hint(listed(several.iter().copied(), &times))),
    }
}

/// Entries, each with the id that names it.
fn listed<'r>(records: impl Iterator<Item = &'r Record>, times: &Times<'_>) -> String {
    let rows: Vec<String> = records
        .map(|record| format!("{}\n  {}", say::entry(&record.event, &times.at(record.at.moment)), record.id))
        .collect();
    if rows.is_empty() { say::NONE.to_owned() } else { rows.join("\n") }
}

/// The event as it should have been.
fn mended(old: &Event, args: &AmendArgs) -> Result<Event, Failure> {
    let mut event = old.clone();
    let mut refused = None;
    let own = args.note.clone();
    if let Event::Pain { level, leg, note, .. } = &mut event {
        *level = args.level.or(*level);
        *leg = (*leg || args.leg) && !args.no_leg;
        *note = own.or_else(|| note.take());
    } else if args.level.is_some() || args.leg || args.no_leg {
        refused = Some(say::NO_PAIN);
    } else if let Event::Skipped { because, .. } = &mut event {
        *because = own.or_else(|| because.take());
    } else if own.is_some() {
        refused = Some(say::NO_NOTE);
    }
    refused.map_or(Ok(event), |why| Err(Failure::usage(why).hint(say::HOW)))
}
