//! `doctor`: whether everything that safety rests on can be trusted, and what can be mended.

use std::path::{Path, PathBuf};

use crate::acts::scheduled::{self, Scheduled};
use crate::acts::{Context, Outcome, mending};
use crate::commands::examples;
use crate::disk::{self, PathKind};
use crate::engine::moved::Moved;
use crate::error::{Failure, FailureKind};
use crate::model::event::ZoneChange;
use crate::model::limits::CLOCK_TOLERANCE;
use crate::model::time::Stamp;
use crate::process::Stream;
use crate::render;
use crate::store;
use crate::store::home::{self, Home};
use crate::store::journal::{Kept, Whole};
use crate::store::protocols;
use crate::views;
use crate::views::store::{Doctor, Repaired};
use crate::words::clean::{clean, lines};
use crate::words::{doctor as say, file, zone};

/// Check the files, the permissions and the clock
///
/// It says what is wrong and what --repair would do, and changes nothing.
/// --repair asks first: it writes the entries that can be read to a new journal
/// and keeps the old one beside it, and closes the files to others.
/// Where your clock came to another zone, that is asked about once: --zone known,
/// or --zone wrong.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare doctor"
    "backflare doctor --repair --yes  # without being asked"
))]
pub(crate) struct DoctorArgs {
    /// Mend what can be mended, after asking
    #[arg(long)]
    pub(crate) repair: bool,
    /// Yes to what --repair asks
    #[arg(long, requires = "repair")]
    pub(crate) yes: bool,
    /// The clock is right: set aside what is ahead of it
    #[arg(long, requires = "repair")]
    pub(crate) clock_right: bool,
    /// The zone that your clock came to is known, or wrong
    #[arg(long, value_name = "ANSWER", value_enum, hide_possible_values = true, conflicts_with = "repair")]
    pub(crate) zone: Option<ZoneAnswer>,
}

/// Whether the zone that the clock came to is right.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
#[value(rename_all = "lower")]
pub(crate) enum ZoneAnswer {
    Known,
    Wrong,
}

/// How one thing stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Health {
    /// As it should be.
    Good,
    /// Worth knowing, and nothing rests on it.
    Note,
    /// It does not work: exit code 1.
    Broken,
    /// It cannot be trusted: exit code 5.
    Untrusted,
}

impl Health {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Broken => "broken",
            Self::Untrusted => say::UNTRUSTED,
        }
    }
}

/// What was found about one thing.
struct Finding {
    check: &'static str,
    state: Health,
    says: String,
    /// What to do, or what `--repair` would do.
    would: Option<String>,
}

impl Finding {
    fn good(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, state: Health::Good, says: says.into(), would: None }
    }

    fn new(check: &'static str, state: Health, says: impl Into<String>, would: impl Into<String>) -> Self {
        Self { check, state, says: says.into(), would: Some(would.into()) }
    }

    fn view(&self) -> views::store::Finding {
        let Self { check, state, says, would } = self;
        views::store::Finding { check, state: state.word(), says: says.clone(), would: would.clone() }
    }

    fn failed(check: &'static str, failure: &Failure) -> Self {
        let state = if failure.kind == FailureKind::Untrusted { Health::Untrusted } else { Health::Broken };
        Self { check, state, says: failure.message.clone(), would: failure.hint.clone() }
    }
}

/// What was found, and what of it can be mended.
struct Examined {
    findings: Vec<Finding>,
    /// Files and folders that others may read.
    open: Vec<PathBuf>,
    /// The journal, where lines of it cannot be read or are ahead of the clock, and could be left out.
    spoilt: Option<Whole>,
    /// Somebody says that the clock is right, so that whatever was written ahead of it is spoilt.
    clock_right: bool,
}

/// Checks everything; with `--repair`, mends what can be mended, and checks again.
pub(crate) fn run(context: &mut Context<'_>, args: &DoctorArgs) -> Result<Outcome, Failure> {
    let home = context.home()?;
    let noted = args.zone.map(|answer| answer_zone(context, answer)).transpose()?;
    let mut examined = examine(context, &home, args.clock_right);
    let mut repaired = None;
    if args.repair && (examined.spoilt.is_some() || !examined.open.is_empty()) {
        repaired = Some(repair(context, args, &home, &examined)?);
        examined = examine(context, &home, args.clock_right);
    }
    let findings = &examined.findings;
    let is = |state: Health| findings.iter().any(|finding| finding.state == state);
    let outcome = match (is(Health::Untrusted), is(Health::Broken)) {
        (true, _) => Outcome::Untrusted,
        (false, true) => Outcome::Broken,
        (false, false) => Outcome::Done,
    };
    let text = if context.json {
        let checks = findings.iter().map(Finding::view).collect();
        views::text(&Doctor::of(outcome == Outcome::Done, checks, repaired))
    } else {
        let width = context.process.width();
        let noted = noted.map(|noted| render::wrap(&format!("{noted}\n\n"), width)).unwrap_or_default();
        noted + &text(findings, repaired.as_ref(), width)
    };
    context.process.out(&text)?;
    Ok(outcome)
}

/// Records whether the zone that the clock came to is right, and says so.
fn answer_zone(context: &mut Context<'_>, answer: ZoneAnswer) -> Result<String, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let moved = state.history.moved();
    let moved = moved.ok_or_else(|| Failure::usage(zone::NOT_ASKED).hint(zone::SEE_CLOCK))?;
    let (event, noted) = match answer {
        ZoneAnswer::Known => (moved.event(ZoneChange::Known), zone::noted_right(moved.to)),
        ZoneAnswer::Wrong => (moved.event(ZoneChange::Wrong), zone::noted_wrong(moved.to)),
    };
    writer.append(context.now()?, None, event)?;
    Ok(noted)
}

fn text(findings: &[Finding], repaired: Option<&Repaired>, width: usize) -> String {
    let mut text = String::new();
    match repaired {
        Some(Repaired { old: Some(old), .. }) => {
            text.push_str(&render::wrap(&say::repaired(&clean(old)), width));
        }
        Some(Repaired { old: None, .. }) => text.push_str("Repaired.\n\n"),
        None => {}
    }
    for finding in findings {
        text.extend([finding.check, ": ", finding.state.word(), "\n"]);
        for words in [&finding.says].into_iter().chain(&finding.would) {
            for row in render::wrap(&lines(words), width.saturating_sub(2)).lines() {
                text.extend(["  ", row, "\n"]);
            }
        }
    }
    text
}

fn examine(context: &mut Context<'_>, home: &Home, clock_right: bool) -> Examined {
    let whole = context.whole(&home.journal());
    let (permissions, open) = permissions(home);
    let newer = whole.as_ref().is_ok_and(|whole| whole.newer.is_some());
    let now = context.now().ok();
    let spoilt = whole.as_ref().ok().filter(|whole| !newer && mending::is_spoilt(whole, now, clock_right)).cloned();
    let mut findings = vec![at_home(home), permissions];
    findings.push(match &whole {
        Ok(whole) => journal(whole),
        Err(failure) => Finding::failed("journal", failure),
    });
    findings.push(match store::profile::read_profile(home) {
        Ok(profile) if profile.answers.is_empty() => Finding::good("profile", say::NOTHING_KNOWN),
        Ok(profile) => Finding::good("profile", format!("{} answers", profile.answers.len())),
        Err(failure) => Finding::failed("profile", &failure),
    });
    findings.extend(copies(home));
    findings.extend(protocols(context, home));
    findings.push(clock(context, whole.as_ref().ok()));
    findings.extend(moved(context));
    findings.push(remind(context));
    Examined { findings, open, spoilt, clock_right }
}

fn at_home(home: &Home) -> Finding {
    let folder = home.folder.as_path();
    let name = folder.display();
    let broken = |says: String, would: &str| Finding::new("home", Health::Broken, says, would);
    match disk::what_is(folder) {
        Ok(None) => return Finding::good("home", say::first_entry_makes(name)),
        Ok(Some(PathKind::Folder)) => {}
        Ok(Some(PathKind::File | PathKind::Other)) => {
            return broken(say::no_folder(name), say::SET_HOME);
        }
        Err(error) => {
            return broken(file::cannot_look(name, error), say::MEND_OR_SET_HOME);
        }
    }
    for path in [home.journal().path(), &home.journal().lock_path(), &home.profile] {
        if let Err(error) = disk::try_writing(path) {
            return broken(file::cannot_write(path.display(), error), say::UNTIL_THEN);
        }
    }
    Finding::good("home", name.to_string())
}

/// Who may read the files, and those that should be closed.
fn permissions(home: &Home) -> (Finding, Vec<PathBuf>) {
    let mut paths = vec![home.folder.clone(), home.flares.clone(), home.journal().lock_path()];
    if !matches!(disk::what_is(&home.folder), Ok(Some(PathKind::Folder))) {
        return (Finding::good("permissions", say::NOTHING_HERE), Vec::new());
    }
    match home::kept_files(home) {
        Ok(kept) => paths.extend(kept),
        Err(failure) => return (Finding::failed("permissions", &failure), Vec::new()),
    }
    let known: Vec<_> = paths.into_iter().filter_map(|path| Some((disk::access(&path)?, path))).collect();
    let foreign: Vec<String> =
        known.iter().filter(|(access, _)| access.foreign).map(|(_, path)| path.display().to_string()).collect();
    let open = |through: bool| {
        let open = known.iter().filter(move |(access, _)| access.open && !access.foreign);
        open.map(|(_, path)| path.clone()).filter(move |path| is_linked(home, path) == through)
    };
    let linked: Vec<String> = open(true).map(|path| path.display().to_string()).collect();
    let open: Vec<PathBuf> = open(false).collect();
    let finding = if !foreign.is_empty() {
        let says = say::somebody_elses(&foreign.join(", "));
        Finding::new("permissions", Health::Untrusted, says, say::CHOWN)
    } else if open.is_empty() && !linked.is_empty() {
        Finding::new("permissions", Health::Note, say::open_to_others(&linked.join(", ")), say::THROUGH_A_LINK)
    } else if open.is_empty() {
        Finding::good("permissions", say::ONLY_YOU)
    } else {
        let list: Vec<String> = open.iter().map(|path| path.display().to_string()).collect();
        let says = say::open_to_others(&list.join(", "));
        Finding::new("permissions", Health::Broken, says, say::WOULD_CLOSE)
    };
    (finding, open)
}

/// Whether a path leads through a link: what stands behind it has permissions that somebody else may have given it.
fn is_linked(home: &Home, path: &Path) -> bool {
    path.ancestors().take_while(|above| above.starts_with(&home.folder)).any(disk::is_link)
}

/// Copies that other programs have made of our files.
fn copies(home: &Home) -> Option<Finding> {
    let copies = match home::copies_beside(home) {
        Ok(copies) if copies.is_empty() => return None,
        Ok(copies) => copies,
        Err(failure) => return Some(Finding::failed("copies", &failure)),
    };
    let list: Vec<String> = copies.iter().map(|path| path.display().to_string()).collect();
    Some(Finding::new("copies", Health::Note, say::copies(&list.join(", ")), say::LOOK_AT_COPIES))
}

fn journal(whole: &Whole) -> Finding {
    let count = whole.entries().count();
    let mut says = vec![say::entries(count)];
    let damaged = mending::listed(whole, |place, why| format!("{place}: {why}"));
    if let Some(newer) = whole.newer {
        says.push(say::newer(newer));
        says.extend(damaged);
        return Finding::new("journal", Health::Untrusted, says.join("\n"), say::USE_NEWER);
    }
    let marks = whole.marks().map(|line| line.number.to_string()).collect::<Vec<_>>().join(", ");
    if !marks.is_empty() {
        says.push(say::merge_marks(&marks));
    }
    if damaged.is_empty() {
        return match marks.as_str() {
            "" => Finding::good("journal", says.remove(0)),
            _ => Finding::new("journal", Health::Note, says.join("\n"), say::WOULD_TAKE_MARKS_OUT),
        };
    }
    says.extend(damaged);
    let would = say::would_keep(count);
    Finding::new("journal", Health::Untrusted, says.join("\n"), would)
}

/// The copy that the running course follows, and the person's own files.
fn protocols(context: &mut Context<'_>, home: &Home) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Ok(state) = context.state() {
        match context.protocol(&state) {
            Ok(None) => {}
            Ok(Some(protocol)) => {
                let says = say::follows(&protocol.id, &protocol.version);
                findings.push(Finding::good("protocols", says));
            }
            Err(failure) => findings.push(Finding::failed("protocols", &failure)),
        }
    }
    let own = protocols::own(home).unwrap_or_else(|failure| {
        findings.push(Finding::failed("protocols", &failure));
        Vec::new()
    });
    for (_, path) in own {
        findings.push(match protocols::open(&path) {
            Ok(protocol) => Finding::good("protocols", say::is_good(path.display(), &protocol.id)),
            Err(failure) => Finding::failed("protocols", &failure),
        });
    }
    if findings.is_empty() {
        findings.push(Finding::good("protocols", say::BUILT_IN));
    }
    findings
}

fn clock(context: &mut Context<'_>, whole: Option<&Whole>) -> Finding {
    let now = match context.now() {
        Ok(now) => now,
        Err(failure) => return Finding::failed("clock", &failure),
    };
    let newest = whole.and_then(|whole| whole.entries().map(|(_, record)| record.rec).max_by_key(|rec| rec.moment));
    if let Some((newest, whole)) = newest.filter(|newest| newest.moment > now.moment + CLOCK_TOLERANCE).zip(whole) {
        let ahead = whole.ahead(now);
        let mut says = vec![say::clock_behind(now, newest)];
        if ahead.clock_is_behind() {
            return Finding::new("clock", Health::Broken, says.remove(0), say::SET_CLOCK);
        }
        says.extend(mending::set_aside(&ahead));
        if ahead.timed > 0 {
            says.push(say::own_time(ahead.timed));
        }
        return Finding::new("clock", Health::Broken, says.join("\n"), say::SET_CLOCK_OR_REPAIR);
    }
    if let Some(file) = context.process.zone_fault() {
        return Finding::new("clock", Health::Broken, say::zone_lost(now, &file), say::SET_ZONE);
    }
    if context.process.simulated().ok().flatten().is_some() {
        let says = say::clock_set(now);
        return Finding::new("clock", Health::Note, says, say::UNSET_CLOCK);
    }
    Finding::good("clock", say::clock(now))
}

/// Whether something asks `remind` by itself. Without it nothing is wrong.
fn remind(context: &mut Context<'_>) -> Finding {
    let found = scheduled::found(context.process);
    let runs = found.iter().filter_map(|found| match found {
        Scheduled::Runs(system) => Some(*system),
        Scheduled::Idle(_) => None,
    });
    let runs: Vec<&str> = runs.collect();
    match (runs.is_empty(), found.is_empty()) {
        (false, _) => Finding::good("remind", say::remind_by(&runs.join(", "))),
        (true, false) => Finding::new("remind", Health::Note, say::REMIND_IDLE, say::REMIND_ON),
        (true, true) => Finding::new("remind", Health::Note, say::REMIND_NOT, say::REMIND_HOW),
    }
}

/// The zone that the clock came to, where it moved.
fn moved(context: &mut Context<'_>) -> Option<Finding> {
    let Moved { from, to, answer } = context.state().ok()?.history.moved()?;
    Some(match answer {
        None => Finding::new("zone", Health::Note, zone::moved(from, to), zone::how()),
        Some(ZoneChange::Wrong) => Finding::new("zone", Health::Note, zone::is_wrong(to), zone::SET_IT),
        Some(ZoneChange::Known) => Finding::good("zone", zone::is_right(to)),
    })
}

/// Mends what can be mended, once the person has said yes.
fn repair(context: &mut Context<'_>, args: &DoctorArgs, home: &Home, examined: &Examined) -> Result<Repaired, Failure> {
    let now = context.now()?;
    let words = question(examined, now);
    if !args.yes {
        if !context.process.is_terminal(Stream::In) || context.json {
            return Err(Failure::usage(say::nobody_asked(&words)).hint(say::SAY_YES));
        }
        let words = render::wrap(&lines(&words), context.process.width());
        context.process.err(&format!("{words}\n{}", say::TYPE_YES));
        let reply = context.process.line()?.unwrap_or_default();
        if !["y", "yes"].contains(&reply.trim().to_lowercase().as_str()) {
            return Err(Failure::usage(say::NO_YES));
        }
    }
    let mut old = None;
    if let Some(known) = &examined.spoilt {
        let journal = home.journal();
        let mut writer = context.lock(&journal)?;
        let whole = writer.whole()?;
        let same = whole.damaged().eq(known.damaged()) && whole.marks().eq(known.marks());
        if whole.newer.is_some() || !same {
            return Err(Failure::new(FailureKind::Failed, say::CHANGED).hint(say::SEE_HOW));
        }
        let real = disk::real(journal.path())?;
        let folder = disk::private::folder_of(&real);
        let name = free_name(context, folder)?;
        let ahead = mending::kept(&whole, now, examined.clock_right);
        let stands = whole.stand_ins(now);
        let added = ahead.now.into_iter().chain(stands.doses.into_iter().map(|(_, record)| record));
        let added = added.chain(stands.asked_again).map(|record| Kept::Timed(Box::new(record)));
        let lines: Vec<Kept<'_>> = ahead.kept.into_iter().chain(added).collect();
        writer.keep(&lines, Some(&name))?;
        old = Some(folder.join(name).display().to_string());
    }
    for path in &examined.open {
        disk::close_to_others(path)?;
    }
    Ok(Repaired { old, closed: examined.open.iter().map(|path| path.display().to_string()).collect() })
}

fn question(examined: &Examined, now: Stamp) -> String {
    let journal = examined.spoilt.as_ref().map(|whole| mending::asks(whole, now, examined.clock_right));
    let closed = (!examined.open.is_empty()).then(|| say::closed(examined.open.len()));
    let words: String = journal.into_iter().chain(closed).collect();
    words.trim_end().to_owned()
}

/// A name for the old journal that nothing has.
fn free_name(context: &mut Context<'_>, folder: &Path) -> Result<String, Failure> {
    let now: String = context.now()?.to_string().chars().take(19).filter(char::is_ascii_alphanumeric).collect();
    let names = (1..1000)
        .map(|n| if n == 1 { format!("journal.jsonl.{now}.old") } else { format!("journal.jsonl.{now}-{n}.old") });
    let mut free = names.filter(|name| !disk::is_taken(&folder.join(name)));
    free.next().ok_or_else(|| Failure::new(FailureKind::Failed, say::TOO_MANY_OLD).hint(say::REMOVE_SOME))
}
