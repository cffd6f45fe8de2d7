//! `import`: an export comes in, as the union with what is here.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::error::Category;
use uuid::Uuid;

use crate::acts::progress::Progress;
use crate::acts::{Context, Outcome, answer, doses};
use crate::commands::examples;
use crate::disk;
use crate::error::{Failure, FailureKind};
use crate::exchange::json;
use crate::exchange::merge::{self, MergeStand, Together};
use crate::model::event::Record;
use crate::model::profile::Profile;
use crate::model::time::{Moment, Stamp};
use crate::process::Process;
use crate::protocol::Checked;
use crate::render;
use crate::store;
use crate::store::flares;
use crate::store::journal::{ForEach, Met, Spool, Writer};
use crate::views;
use crate::views::parts::Schema;
use crate::views::store::Imported;
use crate::words::exchange::{self as say, Portion};

/// Bring an export in: what is here stays, and what is new comes
///
/// An entry that both have is one, so importing twice changes nothing, and two
/// computers that exchange their diaries end with the same one.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare export -o diary.json"
    "backflare import diary.json --dry-run"
    "backflare import diary.json"
))]
pub(crate) struct ImportArgs {
    /// The export; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only say what would come
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Plain lines: nothing is repainted
    #[arg(long)]
    pub(crate) plain: bool,
}

/// The most that one piece of an export may have: a protocol has at most 2 MiB.
const PIECE: u64 = 4 * 1024 * 1024;

/// Reads no more than one piece until the next begins.
struct Bounded<'r> {
    source: Box<dyn Read + 'r>,
    left: Rc<Cell<u64>>,
    /// So many bytes in all.
    read: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(bytes)?;
        self.read.set(self.read.get() + read as u64);
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(say::TOO_LONG)),
        }
        Ok(read)
    }
}

/// What is taken from an export while it is read.
struct Coming<'c> {
    /// Where events wait. `None`: nothing is written.
    spool: Option<Spool>,
    /// Each event: its id, and what tells it from others of that id.
    ids: Vec<(Uuid, u64)>,
    profile: Profile,
    protocols: Vec<(Uuid, Checked)>,
    stand: MergeStand,
    left: Rc<Cell<u64>>,
    read: Rc<Cell<u64>>,
    now: Stamp,
    process: &'c mut Process,
    progress: Progress,
    /// What went wrong that is no fault of the export.
    failed: Option<Failure>,
}

impl json::Sink for Coming<'_> {
    fn profile(&mut self, profile: Profile) -> Result<(), String> {
        self.profile = profile;
        Ok(())
    }

    fn protocol(&mut self, flare: Uuid, copy: String) -> Result<(), String> {
        self.protocols.push((flare, Checked::from_copy(&copy)?));
        Ok(())
    }

    fn event(&mut self, record: Record) -> Result<(), String> {
        self.stand.meet(&record);
        self.ids.push((record.id, merge::content(&record)));
        let added = match &mut self.spool {
            Some(spool) => spool.add(&merge::imported(record, self.now)).map_err(|error| error.to_string()),
            None => Ok(()),
        };
        let told = added
            .map_err(|why| Failure::new(FailureKind::Failed, why))
            .and_then(|()| self.progress.tick_at(self.process, self.read.get()));
        told.map_err(|failure| {
            let words = failure.message.clone();
            self.failed = Some(failure);
            words
        })
    }

    fn piece(&mut self) {
        self.left.set(PIECE);
    }
}

/// What an export holds, as it was read.
struct Brought {
    spool: Option<Spool>,
    ids: Vec<(Uuid, u64)>,
    profile: Profile,
    protocols: Vec<(Uuid, Checked)>,
    stand: MergeStand,
    progress: Progress,
}

/// What is here, and what of the export is not.
struct Compared {
    /// The ids that come, in order.
    new: Vec<Uuid>,
    known: u64,
    stand: MergeStand,
}

/// Brings an export in. It is read as a whole before anything is written; what does not fit changes nothing.
pub(crate) fn run(context: &mut Context<'_>, args: &ImportArgs) -> Result<Outcome, Failure> {
    let (home, now) = (context.home()?, context.now()?);
    let journal = home.journal();
    let source =
        if args.file.as_os_str() == "-" { say::STANDARD_INPUT.to_owned() } else { args.file.display().to_string() };
    let refuse =
        |kind: FailureKind, why: &str| Failure::new(kind, say::cannot_import(&source, why)).hint(say::MAKE_ONE);
    let spool = if args.dry_run {
        None
    } else {
        Some(Spool::new(&journal).map_err(|error| refuse(FailureKind::Failed, &error.to_string()))?)
    };
    let mut coming = read(context, args, now, spool, &refuse)?;
    if args.dry_run {
        let known = KnownHere::read(&mut coming.progress, context.process, |meet| journal.each(meet))?;
        let compared = compare(&coming.ids, known).ok_or_else(|| refuse(FailureKind::Untrusted, say::SAME_ID))?;
        if merge::together(&compared.stand, &coming.stand) == Together::TwoFlares {
            return Err(two_flares(&source));
        }
        let profile = context.profile()?;
        let changes = changed(&profile, &merge::profile(&profile, &coming.profile));
        return told(context, &compared, changes, false, true);
    }
    let mut writer = context.lock(&journal)?;
    // A journal with lines of a newer version is refused here.
    writer.tail(now)?;
    let known = KnownHere::read(&mut coming.progress, context.process, |meet| writer.each(meet))?;
    let here = u64::try_from(known.ids.len()).unwrap_or(u64::MAX);
    let compared = compare(&coming.ids, known).ok_or_else(|| refuse(FailureKind::Untrusted, say::SAME_ID))?;
    let signs = match merge::together(&compared.stand, &coming.stand) {
        Together::TwoFlares => return Err(two_flares(&source)),
        Together::One(signs) => {
            signs.into_iter().filter_map(|sign| Some((Some(sign.at), merge::again(sign)?))).collect()
        }
    };
    let own = context.profile()?;
    let profile = merge::profile(&own, &coming.profile);
    let changes = changed(&own, &profile);
    // The copies are there before the events that name them; one that is here already stays.
    for (flare, protocol) in &coming.protocols {
        if !disk::is_taken(&flares::path(&home, *flare)) {
            flares::write(&home, *flare, protocol)?;
        }
    }
    if changes != Changes::default() {
        store::profile::write_profile(&writer, &home, &profile)?;
    }
    let last = writer.draft(now, signs)?;
    let came = !last.is_empty();
    if let Some(spool) = coming.spool.as_mut().filter(|_| !compared.new.is_empty() || came) {
        let wanted = |id: Uuid| compared.new.binary_search(&id).is_ok();
        let progress = &mut coming.progress;
        progress.begin(Portion::Written, Some(here + compared.new.len() as u64));
        bring_in(writer, spool, &wanted, &last, &mut || progress.tick(context.process))?;
        progress.end(context.process);
    }
    told(context, &compared, changes, came, false)
}

fn bring_in(
    writer: Writer<'_>,
    spool: &mut Spool,
    wanted: &dyn Fn(Uuid) -> bool,
    last: &[Record],
    written: &mut dyn FnMut() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let before = |imported: (Moment, Uuid), own: (Moment, Uuid)| merge::stands_before(imported, own);
    writer.merge(spool, wanted, &before, last, written)
}

fn two_flares(source: &str) -> Failure {
    Failure::usage(say::cannot_import(source, say::TWO_FLARES)).hint(say::END_ONE)
}

/// Reads an export to its end.
fn read(
    context: &mut Context<'_>,
    args: &ImportArgs,
    now: Stamp,
    spool: Option<Spool>,
    refuse: &dyn Fn(FailureKind, &str) -> Failure,
) -> Result<Brought, Failure> {
    let (left, bytes) = (Rc::new(Cell::new(PIECE)), Rc::new(Cell::new(0)));
    let mut progress = Progress::new(context.process, args.plain)?;
    let (source, process): (Box<dyn Read>, &mut Process) = if args.file.as_os_str() == "-" {
        let input = context.process.take_input();
        (Box::new(input), &mut *context.process)
    } else {
        match disk::open(&args.file) {
            Ok(Some(file)) => {
                progress.begin(Portion::Entries, disk::length(&file));
                (Box::new(file), &mut *context.process)
            }
            Ok(None) => {
                return Err(Failure::usage(crate::words::file::missing(args.file.display())).hint(say::MAKE_ONE));
            }
            Err(error) => return Err(refuse(FailureKind::Failed, &error.to_string())),
        }
    };
    let bounded =
        BufReader::with_capacity(64 * 1024, Bounded { source, left: Rc::clone(&left), read: Rc::clone(&bytes) });
    let mut coming = Coming {
        spool,
        ids: Vec::new(),
        profile: Profile::default(),
        protocols: Vec::new(),
        stand: MergeStand::default(),
        left,
        read: bytes,
        now,
        process,
        progress,
        failed: None,
    };
    let mut input = serde_json::Deserializer::from_reader(bounded);
    let result = json::read(&mut input, &mut coming).and_then(|()| input.end());
    coming.progress.end(coming.process);
    if let Some(failure) = coming.failed {
        return Err(refuse(failure.kind, &failure.message));
    }
    if let Err(error) = result {
        // What stands in another file is not repeated: only the place, and what is wrong.
        return Err(match error.classify() {
            Category::Io => refuse(FailureKind::Failed, &error.to_string()),
            Category::Syntax | Category::Eof | Category::Data => refuse(FailureKind::Untrusted, &no_export(&error)),
        });
    }
    let Coming { spool, mut ids, profile, protocols, stand, progress, .. } = coming;
    ids.sort_unstable();
    ids.dedup();
    if ids.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(refuse(FailureKind::Untrusted, say::SAME_ID));
    }
    Ok(Brought { spool, ids, profile, protocols, stand, progress })
}

/// Why what was read is no export, and where.
fn no_export(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    if !error.is_data() {
        return say::at(say::NO_JSON, line, column);
    }
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    // What is not in our own words is of a shape that no export has.
    let shape = ["invalid ", "missing ", "unknown ", "duplicate "].iter().any(|begin| words.starts_with(begin));
    say::at(if shape { say::NOT_OURS } else { words }, line, column)
}

/// What is in the journal here.
#[derive(Default)]
struct KnownHere {
    ids: Vec<(Uuid, u64)>,
    stand: MergeStand,
}

impl KnownHere {
    /// What is here, with a bar while it is read. `each`: reads the journal.
    fn read(
        progress: &mut Progress,
        process: &mut Process,
        each: impl FnOnce(&mut ForEach<'_>) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        let mut known = Self::default();
        progress.begin(Portion::Compared, None);
        each(&mut |met| {
            known.meet(met);
            progress.tick(process)
        })?;
        progress.end(process);
        Ok(known)
    }

    fn meet(&mut self, met: Met<'_>) {
        if let Met::Entry(_, record) = met {
            self.stand.meet(&record);
            self.ids.push((record.id, merge::content(&record)));
        }
    }
}

/// Which of the events are not here. `None`: one is here under the same id and says something else.
fn compare(coming: &[(Uuid, u64)], mut known: KnownHere) -> Option<Compared> {
    known.ids.sort_unstable();
    let (mut new, mut same) = (Vec::new(), 0);
    for (id, content) in coming {
        match known.ids.binary_search_by_key(id, |(id, _)| *id) {
            Ok(place) if known.ids[place].1 == *content => same += 1,
            Ok(_) => return None,
            Err(_) => new.push(*id),
        }
    }
    Some(Compared { new, known: same, stand: known.stand })
}

/// What comes of what is known about the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Changes {
    /// So many answers.
    answers: usize,
    /// Of so many medicines what is in them.
    names: usize,
}

fn changed(own: &Profile, merged: &Profile) -> Changes {
    Changes {
        answers: merged.answers.iter().filter(|(fact, answer)| own.answers.get(fact) != Some(answer)).count(),
        names: merged.names.iter().filter(|(name, said)| own.names.get(*name) != Some(said)).count(),
    }
}

/// Says what came, and how the medicines and the signs stand with it.
fn told(
    context: &mut Context<'_>,
    compared: &Compared,
    changes: Changes,
    sign: bool,
    dry: bool,
) -> Result<Outcome, Failure> {
    let new = u64::try_from(compared.new.len()).unwrap_or(u64::MAX);
    let mut lines = vec![say::imported(new, compared.known, dry)];
    let Changes { answers, names } = changes;
    lines.extend((answers > 0).then(|| say::answers(answers, dry)));
    lines.extend((names > 0).then(|| say::names(names, dry)));
    lines.extend(sign.then(|| say::SIGN_CAME.to_owned()));
    let state = context.state()?;
    let course = answer::RunningCourse::read(context, &state).ok().flatten();
    let profile = context.profile().unwrap_or_default();
    let standings = doses::standings(&state, &profile, course.as_ref().map(|course| &*course.protocol));
    let place = answer::place(&profile, &state);
    if context.json {
        let screening = course.as_ref().map(|course| course.plan(&state).screening.word());
        let medicines = standings.iter().map(|one| views::parts::Standing::of(one, &place, state.clock.now)).collect();
        let answer = Imported {
            schema: Schema::of("import"),
            message: lines.join(" "),
            dry_run: dry,
            new,
            known: compared.known,
            answers,
            names,
            medicines,
            screening,
        };
        context.process.out(&views::text(&answer))?;
        return Ok(Outcome::Done);
    }
    if !dry {
        lines.extend(standings.iter().map(|one| views::standing::line(one, &place.times(state.clock.now))));
        if let Some(course) = &course {
            let plan = course.plan(&state);
            lines.push(render::status::what_now(&answer::shown(course, &plan, &state)));
        }
    }
    let width = context.process.width();
    let text: String = lines.iter().map(|line| render::wrap(line, width) + "\n").collect();
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
