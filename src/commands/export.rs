//! `export`: everything goes out, in a format of another program or as JSON.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::acts::answer::RunningCourse;
use crate::acts::memory::{self, ProtocolsByFlare};
use crate::acts::progress::Progress;
use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::disk::{self, File};
use crate::engine::courses::Past;
use crate::engine::memory::{Item, Stretch};
use crate::error::{Failure, FailureKind};
use crate::exchange::csv::CsvTable;
use crate::exchange::{fhir, ics, json};
use crate::model::event::Event;
use crate::model::kind;
use crate::model::time::{Moment, Span};
use crate::process::Process;
use crate::render;
use crate::store::flares;
use crate::store::home::Home;
use crate::store::journal::{Met, Whole};
use crate::views;
use crate::views::store::Exported;
use crate::words::clean::clean;
use crate::words::exchange::{self as say, Portion};

/// Take everything out: as JSON, tables, a calendar, or FHIR
///
/// json is everything, and `import` reads it again. csv is three tables, ics
/// what is planned until tomorrow night, fhir a collection for a clinic.
/// A file is readable by you alone.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare export -o diary.json"
    "backflare export csv --table pain > pain.csv"
))]
pub(crate) struct ExportArgs {
    /// json, csv, ics or fhir
    #[arg(value_enum, default_value_t, hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Format,
    /// Into this file; for csv, this folder; -: to the screen
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// Only this table of csv: pain, doses or steps
    #[arg(long, value_name = "TABLE", value_enum, hide_possible_values = true)]
    pub(crate) table: Option<TableName>,
    /// Only this flare
    #[arg(long, value_name = "ID")]
    pub(crate) flare: Option<String>,
    /// Name the medicines in a calendar, which others may see
    #[arg(long)]
    pub(crate) names: bool,
    /// Plain lines: nothing is repainted
    #[arg(long)]
    pub(crate) plain: bool,
}

/// A format.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Format {
    #[default]
    Json,
    Csv,
    Ics,
    Fhir,
}

/// A table.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TableName {
    Pain,
    Doses,
    Steps,
}

/// Where the pieces go: into a file, or to standard output.
struct Destination<'s> {
    process: &'s mut Process,
    file: Option<io::BufWriter<&'s mut File>>,
    /// What waits to go out.
    waiting: String,
    progress: Progress,
}

/// So many bytes go out at once.
const PIECE: usize = 64 * 1024;

impl Destination<'_> {
    fn put(&mut self, text: &str) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            return file
                .write_all(text.as_bytes())
                .map_err(|error| Failure::new(FailureKind::Failed, error.to_string()));
        }
        self.waiting.push_str(text);
        if self.waiting.len() > PIECE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        match &mut self.file {
            Some(file) => file.flush().map_err(|error| Failure::new(FailureKind::Failed, error.to_string())),
            None => self.process.out(&std::mem::take(&mut self.waiting)).map(|_| ()),
        }
    }

    /// Another entry has gone out.
    fn tick(&mut self) -> Result<(), Failure> {
        self.progress.tick(self.process)
    }
}

/// What puts a format together, piece by piece.
type Produce<'p> = dyn FnMut(&mut Destination<'_>) -> Result<(), Failure> + 'p;

/// Takes everything out. Reads, and writes only the file that is named.
pub(crate) fn run(context: &mut Context<'_>, args: &ExportArgs) -> Result<Outcome, Failure> {
    let target = args.output.clone().filter(|path| path.as_os_str() != "-");
    if let Some(path) =
        target.as_deref().filter(|path| args.format != Format::Csv && !args.force && disk::is_taken(path))
    {
        return Err(Failure::usage(say::taken(path.display())).hint(say::FORCE));
    }
    let answer = match args.format {
        Format::Json => whole(context, args, target.as_deref()),
        Format::Csv => tables(context, args, target.as_deref()),
        Format::Ics => calendar(context, args, target.as_deref()),
        Format::Fhir => clinic(context, args, target.as_deref()),
    };
    let answer = memory::if_known(context, answer)?;
    // What is missing is said beside what there is.
    if let Err(doubt) = memory::known(context) {
        let said = render::wrap(&say::in_doubt(&doubt.message), context.process.width());
        context.process.err(&format!("{said}\n"));
    }
    Ok(answer)
}

/// Hands what is put together to a target: a file, which is there as a whole or not at all, or standard output. `whole` says how many
/// entries there are. Answers how many it was.
fn deliver(
    context: &mut Context<'_>,
    (target, whole, plain): (Option<&Path>, Option<usize>, bool),
    produce: &mut Produce<'_>,
) -> Result<u64, Failure> {
    let mut progress = Progress::new(context.process, plain)?;
    progress.begin(Portion::Entries, whole.and_then(|whole| u64::try_from(whole).ok()));
    let Some(path) = target else {
        let mut sink = Destination { process: &mut *context.process, file: None, waiting: String::new(), progress };
        let made = produce(&mut sink).and_then(|()| sink.flush());
        sink.progress.end(sink.process);
        return made.map(|()| sink.progress.count());
    };
    let (mut count, mut failed, mut progress) = (0, None, Some(progress));
    let process = &mut *context.process;
    let written = disk::replace_by(path, None, |new| {
        let Some(progress) = progress.take() else { return Ok(()) };
        let file = Some(io::BufWriter::with_capacity(PIECE, new));
        let mut sink = Destination { process, file, waiting: String::new(), progress };
        let made = produce(&mut sink).and_then(|()| sink.flush());
        sink.progress.end(sink.process);
        count = sink.progress.count();
        made.map_err(|failure| {
            let error = io::Error::other(failure.message.clone());
            failed = Some(failure).filter(|failure| failure.kind != FailureKind::Failed);
            error
        })
    });
    match (failed, written) {
        (Some(failure), Err(_)) => Err(failure),
        // The folder of one's own has nothing to do with it.
        (None, Err(failure)) => Err(Failure::new(failure.kind, failure.message).hint(say::ELSEWHERE)),
        (_, Ok(Err(error))) => Err(disk::unconfirmed(path, &error)),
        (_, Ok(Ok(()))) => Ok(count),
    }
}

/// Says which files there are now.
fn told(
    context: &mut Context<'_>,
    format: &'static str,
    files: &[PathBuf],
    entries: u64,
    left: u64,
) -> Result<Outcome, Failure> {
    if files.is_empty() {
        if left > 0 {
            context.process.err(&format!("{}\n", say::left_out(left)));
        }
        return Ok(Outcome::Done);
    }
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let text = if context.json {
        views::text(&Exported::of(format, names, entries, left))
    } else {
        let mut lines: Vec<String> = names.iter().map(|name| say::written(&clean(name))).collect();
        lines.extend((left > 0).then(|| say::left_out(left)));
        lines.extend((format == "ics").then(|| say::GOES_STALE.to_owned()));
        lines.iter().map(|line| render::wrap(line, context.process.width()) + "\n").collect()
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// Everything, as JSON: the events go by line by line.
fn whole(context: &mut Context<'_>, args: &ExportArgs, target: Option<&Path>) -> Result<Outcome, Failure> {
    let (home, now, profile) = (context.home()?, context.now()?, context.profile()?);
    let journal = home.journal();
    let only = args.flare.as_deref().map(|name| lines_of(context, &home, name)).transpose()?;
    let (mut ids, mut flares_met) = (Vec::new(), Vec::new());
    journal.each(&mut |met| {
        if let Met::Entry(_, record) = met {
            ids.push(record.id);
            if matches!(record.event, Event::Started { .. }) {
                flares_met.push(record.id);
            }
        }
        Ok(())
    })?;
    if ids.is_empty() {
        memory::known(context)?;
    }
    if ids.is_empty() && profile.answers.is_empty() {
        return Err(memory::nothing(say::NOTHING, crate::words::history::BEGIN_DIARY));
    }
    let whole = only.as_ref().map_or(ids.len(), HashSet::len);
    let twice = twice(ids);
    let wanted = |id: &Uuid| only.as_ref().is_none_or(|only| only.contains(id));
    let copies: Vec<(Uuid, Result<String, Failure>)> =
        flares_met.iter().filter(|id| wanted(id)).map(|id| (*id, flares::text(&home, *id))).collect();
    let (mut left, mut first) = (0, true);
    let entries = deliver(context, (target, Some(whole), args.plain), &mut |sink| {
        sink.put(&json::begin(env!("CARGO_PKG_VERSION"), now, &profile))?;
        for (place, (id, copy)) in copies.iter().filter_map(|(id, copy)| Some((id, copy.as_ref().ok()?))).enumerate() {
            sink.put(&json::protocol(*id, copy, place == 0))?;
        }
        sink.put(json::EVENTS)?;
        let mut met_twice = Vec::new();
        journal.each(&mut |met| {
            match met {
                Met::Damaged => left += 1,
                Met::Entry(..) if sink.process.is_deaf() => {}
                Met::Entry(text, record) if wanted(&record.id) => {
                    // The first of two lines with one id is the entry.
                    if twice.contains(&record.id) {
                        if met_twice.contains(&record.id) {
                            return Ok(());
                        }
                        met_twice.push(record.id);
                    }
                    sink.put(&json::event(text, std::mem::take(&mut first)))?;
                    sink.tick()?;
                }
                Met::Entry(..) => {}
            }
            Ok(())
        })?;
        sink.put(json::END)
    })?;
    if copies.iter().any(|(_, copy)| copy.is_err()) {
        context.process.err(&format!("{}\n", say::NO_COPY));
    }
    told(context, "json", target.map(Path::to_owned).as_slice(), entries, left)
}

/// The ids that stand in several lines.
fn twice(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    let mut twice: Vec<Uuid> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twice.dedup();
    twice
}

/// The lines of a flare, by their ids.
fn lines_of(context: &mut Context<'_>, home: &Home, name: &str) -> Result<HashSet<Uuid>, Failure> {
    let whole = context.whole(&home.journal())?;
    let past = memory::past(&whole);
    let course = memory::named(&past, name)?;
    Ok(course.entries.iter().map(|entry| entry.record.id).collect())
}

/// The entries of the journal, or of one flare, each with the course that it belongs to.
fn items<'r>(
    past: &Past<'r>,
    copies: &ProtocolsByFlare,
    flare: Option<&str>,
) -> Result<Vec<(Item<'r>, Option<Uuid>)>, Failure> {
    let mut course_of: std::collections::HashMap<Uuid, Uuid> = std::collections::HashMap::new();
    for course in &past.courses {
        course_of.extend(course.entries.iter().map(|entry| (entry.record.id, course.id)));
    }
    let stretch = if let Some(name) = flare {
        let course = memory::named(past, name)?;
        Stretch::of_course(course, copies.get(&course.id).map(|copy| &**copy), Moment::END)
    } else {
        let begins = past.entries.iter().map(|entry| entry.record.at).min_by_key(|at| at.moment);
        let Some(begins) = begins else { return Ok(Vec::new()) };
        Stretch::between(past, begins, Moment::END, |id| copies.get(&id).map(|copy| &**copy))
    };
    let all = stretch.items;
    Ok(all.into_iter().map(|item| (item, course_of.get(&item.record.id).copied())).collect())
}

/// What tables and a clinic's system are made of.
fn read(context: &mut Context<'_>) -> Result<(Home, Whole), Failure> {
    let home = context.home()?;
    let whole = context.whole(&home.journal())?;
    memory::refuse_empty(&whole)?;
    Ok((home, whole))
}

/// Three tables, or one of them.
fn tables(context: &mut Context<'_>, args: &ExportArgs, target: Option<&Path>) -> Result<Outcome, Failure> {
    let table = args.table.map(|table| match table {
        TableName::Pain => CsvTable::Pain,
        TableName::Doses => CsvTable::Doses,
        TableName::Steps => CsvTable::Steps,
    });
    let wanted: Vec<(CsvTable, Option<PathBuf>)> = match (table, target) {
        (None, None) => return Err(Failure::usage(say::NEED_FOLDER).hint(say::CSV_WAYS)),
        (Some(table), target) => vec![(table, target.map(Path::to_owned))],
        (None, Some(folder)) => {
            let file = |table: CsvTable| folder.join(format!("{}.csv", table.name()));
            CsvTable::ALL.into_iter().map(|table| (table, Some(file(table)))).collect()
        }
    };
    let mut paths = wanted.iter().filter_map(|(_, path)| path.as_ref());
    if let Some(path) = paths.find(|path| !args.force && disk::is_taken(path)) {
        return Err(Failure::usage(say::taken(path.display())).hint(say::FORCE));
    }
    let (home, whole) = read(context)?;
    let past = memory::past(&whole);
    let copies = memory::copies(&home, &past.courses);
    let items = items(&past, &copies, args.flare.as_deref())?;
    if table.is_none()
        && let Some(folder) = target
    {
        disk::private::make_folder(folder)?;
    }
    let (mut files, mut entries) = (Vec::new(), 0);
    for (table, path) in wanted {
        entries += deliver(context, (path.as_deref(), None, args.plain), &mut |sink| {
            sink.put(table.head())?;
            for (item, flare) in &items {
                let rows = table.rows(item, *flare);
                if !rows.is_empty() {
                    sink.put(&rows)?;
                    sink.tick()?;
                }
            }
            Ok(())
        })?;
        files.extend(path);
    }
    let left = u64::try_from(whole.damaged().count()).unwrap_or(u64::MAX);
    told(context, "csv", &files, entries, left)
}

/// A collection for a clinic's system.
fn clinic(context: &mut Context<'_>, args: &ExportArgs, target: Option<&Path>) -> Result<Outcome, Failure> {
    let now = context.now()?;
    let (home, whole) = read(context)?;
    let past = memory::past(&whole);
    let copies = memory::copies(&home, &past.courses);
    let items = items(&past, &copies, args.flare.as_deref())?;
    let entries = deliver(context, (target, Some(items.len()), args.plain), &mut |sink| {
        sink.put(&fhir::begin(now))?;
        for (item, flare) in &items {
            let copy = flare.and_then(|flare| copies.get(&flare));
            if let Some(entry) = fhir::entry(item, copy.map(|copy| &**copy)) {
                sink.put(&entry)?;
                sink.tick()?;
            }
        }
        sink.put(fhir::END)
    })?;
    let left = u64::try_from(whole.damaged().count()).unwrap_or(u64::MAX);
    told(context, "fhir", target.map(Path::to_owned).as_slice(), entries, left)
}

/// What is planned until the end of tomorrow.
fn calendar(context: &mut Context<'_>, args: &ExportArgs, target: Option<&Path>) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let Some(course) = RunningCourse::read(context, &state)? else {
        return Err(memory::nothing(say::NOT_RUNNING, crate::words::history::BEGIN_FLARE));
    };
    let plan = course.plan(&state);
    let (hours, zone, now) = (course.profile.hours(), &state.clock.zone, state.clock.now);
    let today = hours.day_of(now, zone);
    let mut planned: Vec<ics::Planned<'_>> = Vec::new();
    let Some(run) = state.history.run() else {
        return Err(memory::nothing(say::NOT_RUNNING, crate::words::history::BEGIN_FLARE));
    };
    let hidden = |kind: kind::Kind| !args.names && kind.needs_a_hand() && kind.is_optional() && !kind.warms_or_cools();
    for upcoming in &plan.upcoming {
        let day = hours.day_of(upcoming.due_at, zone);
        if day.since(today) > 1 {
            continue;
        }
        let step = upcoming.step;
        let done = state.history.done(&step.id).filter(|(entry, _)| hours.day_of(entry.at, zone) == day).count();
        let before = planned.iter().filter(|one| one.step == &step.id && one.day == day).count();
        let lasts = step.sessions.first().and_then(|session| session.layout().work()).unwrap_or(ics::LASTS);
        planned.push(ics::Planned {
            flare: run.id,
            step: &step.id,
            day,
            number: 1 + done + before,
            at: upcoming.due_at,
            lasts: lasts.max(Span::minutes(1)),
            title: if hidden(step.kind) {
                say::SOMETHING.to_owned()
            } else {
                format!("{}: {}", say::CALENDAR, clean(&step.title))
            },
        });
    }
    let text = ics::calendar(&planned, run.started.moment, now);
    let entries = deliver(context, (target, None, args.plain), &mut |sink| {
        for _ in &planned {
            sink.tick()?;
        }
        sink.put(&text)
    })?;
    if target.is_none() {
        context.process.err(&format!("{}\n", render::wrap(say::GOES_STALE, context.process.width())));
    }
    told(context, "ics", target.map(Path::to_owned).as_slice(), entries, 0)
}
