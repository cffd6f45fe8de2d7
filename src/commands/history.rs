//! `history`: looks back.

use std::collections::HashMap;

use uuid::Uuid;

use crate::acts::memory::{self, ProtocolsByFlare};
use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::engine::courses::{Course, Past, Until};
use crate::engine::memory::{Stretch, days, flares, helped};
use crate::error::Failure;
use crate::model::event::{Dose, Event, Record};
use crate::model::kind;
use crate::model::time::{Clock, Moment, Stamp};
use crate::process::Process;
use crate::render;
use crate::render::history::{Drawing, history_text};
use crate::store::home::Home;
use crate::views;
use crate::views::history::{Against, Day, Flare, Flares, Helped, History, PastEntry, Totals};
use crate::views::recorded::Recorded;
use crate::words::history as say;
use crate::words::trail;

/// Look back: a row a day, every flare, and what followed what
///
/// Without a word it is the flare that runs, else the last one. An o is a level of
/// pain that was logged, and a day without one is an empty row.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare history"
    "backflare history --since \"30d ago\" --entries"
    "backflare history helped"
))]
pub(crate) struct HistoryArgs {
    /// What to look at. Without it: the days
    #[command(subcommand)]
    pub(crate) view: Option<View>,
    /// Look at this flare: its id, or the beginning of it
    #[arg(long, value_name = "ID", global = true)]
    pub(crate) flare: Option<String>,
    /// Only from then on: 2026-11-22, or "30d ago"
    #[arg(long, value_name = "WHEN", global = true)]
    pub(crate) since: Option<String>,
    /// Only until then
    #[arg(long, value_name = "WHEN", global = true)]
    pub(crate) until: Option<String>,
    /// Every entry, and which were taken back
    #[arg(long)]
    pub(crate) entries: bool,
}

/// What to look at.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub(crate) enum View {
    /// Show every flare: how long, how bad, how far apart
    #[command(after_help = examples!("backflare history flares"))]
    Flares,
    /// Show this flare beside an earlier one, by day
    #[command(after_help = examples!("backflare history against"))]
    Against {
        /// The earlier one. Without it: the one before
        #[arg(value_name = "FLARE")]
        then: Option<String>,
    },
    /// Show what the pain was after each kind of thing
    #[command(after_help = examples!("backflare history helped"))]
    Helped,
}

/// What every view reads.
struct Read<'w, 'r> {
    home: &'w Home,
    past: &'w Past<'r>,
    damaged: Vec<Moment>,
    clock: Clock,
    since: Option<Moment>,
    until: Option<Moment>,
}

/// Shows what was. Writes nothing, and answers under a warning sign, too.
pub(crate) fn run(context: &mut Context<'_>, args: &HistoryArgs) -> Result<Outcome, Failure> {
    let answer = look_back(context, args);
    memory::if_known(context, answer)
}

fn look_back(context: &mut Context<'_>, args: &HistoryArgs) -> Result<Outcome, Failure> {
    let (home, clock, now) = (context.home()?, context.clock()?, context.now()?);
    let hours = context.profile().unwrap_or_default().hours();
    let (since, until) = memory::bounds(args.since.as_deref(), args.until.as_deref(), &clock, hours)?;
    let whole = context.whole(&home.journal())?;
    memory::refuse_empty(&whole)?;
    let past = memory::past(&whole);
    let damaged = memory::damaged(&whole, clock.now);
    let read = Read { home: &home, past: &past, damaged, clock, since, until };
    let mut running = false;
    let answer = match &args.view {
        _ if args.entries => entries(&read, args, now)?,
        None => one(&read, args, now, &mut running)?,
        Some(View::Flares) => all(&read, now)?,
        Some(View::Against { then }) => against(&read, args, then.as_deref(), now, &mut running)?,
        Some(View::Helped) => followed(&read, args, now)?,
    };
    let text = if context.json {
        views::text(&answer)
    } else {
        let (width, blocks) = (context.process.width(), draws_blocks(context.process));
        let text = history_text(&answer, Drawing { width, blocks, since: since.is_some(), running });
        // What is shown unasked is the flare, also where it is long over.
        let unasked = answer.flare.as_ref().filter(|_| args.view.is_none() && !args.entries && args.flare.is_none());
        let since_then = unasked.is_some_and(|flare| memory::kept_well_since(&past, flare.id));
        if since_then { text + &render::wrap(say::NOTED_SINCE, width) + "\n" } else { text }
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// Whether the letters of this terminal have bars among them.
fn draws_blocks(process: &Process) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| process.variable(name));
    set.is_some_and(|value| {
        let value = value.to_string_lossy().to_ascii_lowercase();
        value.ends_with("utf-8") || value.ends_with("utf8")
    })
}

impl<'w, 'r> Read<'w, 'r> {
    /// The course that is looked at, with the stretch of it that was asked for. No course: the diary between the two
    /// moments, from its first entry on.
    fn scope(&self, args: &HistoryArgs) -> Result<(Option<&'w Course<'r>>, Stretch<'r>, ProtocolsByFlare), Failure> {
        let course = match &args.flare {
            Some(name) => Some(memory::named(self.past, name)?),
            // Where the time that was asked for is not in it, it is looked at in the whole diary.
            None => memory::newest(self.past).filter(|course| {
                let begins = course.started.moment;
                let asked =
                    self.since.is_some_and(|since| since < begins) || self.until.is_some_and(|until| until < begins);
                !asked && (self.since.is_none() || course.ended().is_none_or(|end| self.since <= Some(end.moment)))
            }),
        };
        if let Some(course) = course {
            let copies = memory::copies(self.home, [course]);
            let stretch = memory::stretch(self.past, course, &copies, &self.damaged, self.clock.now);
            return Ok((Some(course), stretch.within(self.since, self.until), copies));
        }
        let copies = memory::copies(self.home, &self.past.courses);
        let now = self.clock.zone.stamp(self.clock.now);
        let ends = self.until.unwrap_or(self.clock.now);
        let within = |at: &Stamp| self.since.is_none_or(|since| at.moment >= since) && at.moment <= ends;
        let first = self.past.entries.iter().map(|entry| entry.record.at).filter(within).min_by_key(|at| at.moment);
        let begins = self.since.map(|since| self.clock.zone.stamp(since)).or(first).unwrap_or(now);
        let mut stretch = Stretch::between(self.past, begins, ends, |id| copies.get(&id).map(|copy| &**copy));
        stretch.damaged = self.damaged.iter().filter(|at| (begins.moment..=ends).contains(at)).copied().collect();
        if stretch.items.is_empty() && stretch.damaged.is_empty() {
            return Err(memory::nothing(say::NOTHING_THERE, say::LOOK_WIDER));
        }
        Ok((None, stretch, copies))
    }
}

/// A row a day.
fn one<'r>(read: &Read<'_, 'r>, args: &HistoryArgs, now: Stamp, running: &mut bool) -> Result<History<'r>, Failure> {
    let (course, stretch, copies) = read.scope(args)?;
    *running = course.is_some_and(|course| course.until == Until::Runs);
    let rows = days::rows(&stretch, read.since);
    let copy = course.and_then(|course| copies.get(&course.id));
    let mut answer = History::new("days", now);
    answer.flare = course.map(|course| Flare::of(course, &stretch));
    answer.days = Some(rows.iter().map(Day::of).collect());
    answer.totals = Some(Totals::of(&stretch, &rows, copy.map(|copy| &**copy)));
    Ok(answer)
}

/// Every flare.
fn all<'r>(read: &Read<'_, 'r>, now: Stamp) -> Result<History<'r>, Failure> {
    let mut flares = flares::flares(read.past, now.moment);
    flares.retain(|flare| {
        let begins = flare.started().moment;
        read.until.is_none_or(|until| begins <= until) && read.since.is_none_or(|since| flare.until >= since)
    });
    if flares.is_empty() {
        return Err(memory::nothing(say::NO_FLARE, say::BEGIN_FLARE));
    }
    let mut answer = History::new("flares", now);
    answer.flares = Some(Flares::of(&flares, now));
    Ok(answer)
}

/// This flare beside an earlier one.
fn against<'r>(
    read: &Read<'_, 'r>,
    args: &HistoryArgs,
    then: Option<&str>,
    now: Stamp,
    running: &mut bool,
) -> Result<History<'r>, Failure> {
    let own = match &args.flare {
        Some(name) => memory::named(read.past, name)?,
        None => memory::newest(read.past).ok_or_else(|| memory::nothing(say::NO_FLARE, say::BEGIN_FLARE))?,
    };
    let before = |course: &&Course<'_>| {
        memory::began(course) && course.kind == kind::CourseKind::Flare && course.place < own.place
    };
    let other = match then {
        Some(name) => memory::named(read.past, name)?,
        None => {
            read.past.courses.iter().rfind(before).ok_or_else(|| memory::nothing(say::ONE_FLARE, say::LOOK_AT_IT))?
        }
    };
    let copies = memory::copies(read.home, [own, other]);
    let (own_days, other_days) = (
        memory::stretch(read.past, own, &copies, &read.damaged, now.moment),
        memory::stretch(read.past, other, &copies, &read.damaged, now.moment),
    );
    *running = own.until == Until::Runs;
    let mut answer = History::new("against", now);
    answer.flare = Some(Flare::of(own, &own_days));
    answer.against = Some(Against::of(&own_days, (other, &other_days)));
    Ok(answer)
}

/// What came after what: in all of the journal, unless a flare is named.
fn followed<'r>(read: &Read<'_, 'r>, args: &HistoryArgs, now: Stamp) -> Result<History<'r>, Failure> {
    let (course, stretch) = if args.flare.is_some() {
        let (course, stretch, _) = read.scope(args)?;
        (course, stretch)
    } else {
        let copies = memory::copies(read.home, &read.past.courses);
        let begins = read.past.entries.iter().map(|entry| entry.record.at).min_by_key(|at| at.moment).unwrap_or(now);
        let all = Stretch::between(read.past, begins, now.moment, |id| copies.get(&id).map(|copy| &**copy));
        (None, all.within(read.since, read.until))
    };
    let mut answer = History::new("helped", now);
    answer.flare = course.map(|course| Flare::of(course, &stretch));
    answer.helped = Some(Helped::of(&helped::helped(&stretch.items)));
    Ok(answer)
}

/// Every entry, with what became of it.
fn entries<'r>(read: &Read<'_, 'r>, args: &HistoryArgs, now: Stamp) -> Result<History<'r>, Failure> {
    let (course, stretch, _) = read.scope(args)?;
    let (mut back, mut replaced): (HashMap<Uuid, Stamp>, HashMap<Uuid, Stamp>) = (HashMap::new(), HashMap::new());
    for entry in read.past.entries.iter() {
        let Record { at, event, replaces, .. } = entry.record;
        if let Event::Retracted { of } = event {
            back.insert(*of, *at);
        }
        let corrects = event.as_dose().and_then(Dose::replaces).filter(|_| entry.is_dose());
        replaced.extend(replaces.filter(|_| !entry.taken_back).or(corrects).map(|of| (of, *at)));
    }
    let told = stretch.items.iter().filter(|item| !matches!(item.record.event, Event::Retracted { .. }));
    let mut answer = History::new("entries", now);
    answer.flare = course.map(|course| Flare::of(course, &stretch));
    answer.entries = Some(
        told.map(|item| PastEntry {
            recorded: Recorded::of(item.record),
            says: trail::event(&item.record.event),
            taken_back_at: back.get(&item.record.id).copied(),
            replaced_at: replaced.get(&item.record.id).copied(),
            counts: item.dose,
        })
        .collect(),
    );
    Ok(answer)
}
