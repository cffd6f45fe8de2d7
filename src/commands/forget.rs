//! `forget`: what is written down is removed for good.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use uuid::Uuid;

use crate::acts::{self, Context, Outcome};
use crate::commands::examples;
use crate::disk::{self, NotRemoved};
use crate::engine::courses::{Course, Entries, Past, Until};
use crate::error::{Failure, FailureKind};
use crate::model::event::{Event, Record, Touch};
use crate::model::id::Id;
use crate::model::limits::{ANALGESIC_WINDOW, COUNTED_OVER, WORN_BEFORE};
use crate::model::time::Moment;
use crate::process::Stream;
use crate::render;
use crate::store::flares;
use crate::store::home::{self, Home};
use crate::store::journal::{self, JournalLine, LineContent, Whole};
use crate::store::trust::Trusted;
use crate::views;
use crate::views::store::{Forget, Kept};
use crate::words::{Times, clean, dose, file, forget as say};

/// The word that is typed before anything is removed.
const WORD: &str = "forget";

/// Remove a flare, or everything, for good
///
/// Without an option it lists the flares and removes nothing. It asks for a word
/// before it removes; without a terminal, --confirm gives that word. Doses of the
/// last days stay, as waits are counted from them; only --all removes them.
/// Backups and snapshots of the disk are out of its reach.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare forget  # the flares and their ids"
    "backflare forget --all --confirm forget"
))]
pub(crate) struct ForgetArgs {
    /// Remove this flare: its entries and its protocol
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub(crate) flare: Option<String>,
    /// Remove everything about you that is kept
    #[arg(long)]
    pub(crate) all: bool,
    /// The word that would be asked for: forget
    #[arg(long, value_name = "WORD")]
    pub(crate) confirm: Option<String>,
}

/// Lists the flares, or removes what was named once the word was given.
pub(crate) fn run(context: &mut Context<'_>, args: &ForgetArgs) -> Result<Outcome, Failure> {
    let home = context.home()?;
    if args.all {
        all(context, &home, args)
    } else if let Some(name) = &args.flare {
        one(context, &home, args, name)
    } else {
        list(context, &home)
    }
}

/// The lines of a course, by their numbers. What cannot be read between its first and its last belongs to it as well.
fn lines(whole: &Whole, course: &Course<'_>) -> RangeInclusive<u64> {
    let number = |place: usize| whole.entries().nth(place).map_or(0, |(line, _)| line.number);
    let first = number(course.place);
    let last = match course.until {
        Until::Ended { place, .. } => number(place),
        Until::Next(place) => number(place) - 1,
        Until::Runs => whole.lines.last().map_or(first, |line| line.number),
        Until::NeverBegan => first,
    };
    first..=last
}

/// What the whole journal says.
fn past(whole: &Whole) -> Past<'_> {
    Past::of(whole.entries().map(|(_, record)| record))
}

fn list(context: &mut Context<'_>, home: &Home) -> Result<Outcome, Failure> {
    let whole = context.whole(&home.journal())?;
    let flares = past(&whole).courses;
    if flares.is_empty()
        && let Trusted::Unknown(failure) = context.state()?.running()
    {
        return Err(failure);
    }
    let text = if context.json {
        views::text(&Forget::list(flares.iter().map(kept).collect()))
    } else if flares.is_empty() {
        say::NO_FLARE.to_owned()
    } else {
        list_text(&flares, context.process.width())
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// Each flare by its id, on a row of its own as it is copied from there, and what it was in the rows below.
fn list_text(flares: &[Course<'_>], width: usize) -> String {
    let mut text = String::new();
    for flare in flares {
        text.extend([&flare.id.to_string(), "\n"]);
        for row in render::wrap(&about(flare), width.saturating_sub(2)).lines() {
            text.extend(["  ", row, "\n"]);
        }
    }
    text + &render::wrap(say::HOW, width)
}

fn kept(flare: &Course<'_>) -> Kept {
    Kept { id: flare.id, started_at: flare.started, ended_at: flare.ended(), entries: flare.entries.count() }
}

fn about(flare: &Course<'_>) -> String {
    say::about(flare.started, flare.ended(), &entries(flare.entries.count()))
}

fn entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}

fn one(context: &mut Context<'_>, home: &Home, args: &ForgetArgs, name: &str) -> Result<Outcome, Failure> {
    let whole = context.whole(&home.journal())?;
    refuse_newer(&whole)?;
    let flares = past(&whole).courses;
    let flare = named(&flares, home, name)?;
    let now = context.now()?.moment;
    let mut stayed = 0;
    let (id, mut words, many) = match flare {
        Found::Flare(flare) => (flare.id, say::the_flare(&about(flare)), flare.entries.count()),
        Found::Copy(id) => (id, say::COPY.to_owned(), 0),
    };
    if let Found::Flare(flare) = flare {
        refuse_while_it_counts(context, home, &whole, flare)?;
        words.push_str(&say::stay(still_counts(&flare.entries, now).len()));
        words.push_str(sign(&flare.entries));
    }
    let old = home::old_journals(home)?;
    if !old.is_empty() {
        words.push_str(say::OLD_JOURNALS);
    }
    confirmed(context, args, &words)?;

    if let Found::Flare(flare) = flare {
        let journal = home.journal();
        let mut writer = context.lock(&journal)?;
        let whole = writer.whole()?;
        refuse_newer(&whole)?;
        // Looked up again: what was written while the word was typed belongs to it too.
        let flares = past(&whole).courses;
        let Some(flare) = flares.iter().find(|other| other.id == flare.id) else {
            return Err(Failure::usage(say::gone_already(id)));
        };
        let removed: BTreeSet<Uuid> = flare.entries.iter().map(|entry| entry.record.id).collect();
        let left: BTreeSet<u64> = whole
            .entries()
            .filter(|(_, record)| matches!(record.event, Event::Retracted { of } if removed.contains(&of)))
            .map(|(line, _)| line.number)
            .collect();
        refuse_while_it_counts(context, home, &whole, flare)?;
        let stays = still_counts(&flare.entries, now);
        stayed = stays.len();
        let its = lines(&whole, flare);
        let of = |line: &JournalLine| match &line.content {
            LineContent::Entry(record) => Some(record.id),
            LineContent::Blank | LineContent::Copy | LineContent::Mark | LineContent::Damaged(_) => None,
        };
        let goes = |line: &JournalLine| its.contains(&line.number) || left.contains(&line.number);
        let keeps = |line: &&JournalLine| !goes(line) || of(line).is_some_and(|id| stays.contains(&id));
        // A line that cannot be read may have been a dose of today.
        let stands = whole.stand_ins(context.now()?).doses.into_iter().filter(|(line, _)| its.contains(line));
        let stands = stands.map(|(_, record)| record).filter(|record| record.at.moment > now - COUNTED_OVER);
        let stands: Vec<_> = stands.map(|record| journal::Kept::Timed(Box::new(record))).collect();
        let kept: Vec<_> = whole.lines.iter().filter(keeps).map(journal::Kept::As).chain(stands).collect();
        writer.keep(&kept, None)?;
    }
    remove([flares::path(home, id)].into_iter().chain(old))?;
    let words = say::forgotten(id, &entries(many.saturating_sub(stayed))) + &say::stay(stayed);
    told(context, &id.to_string(), &words)
}

/// The doses of a flare that go on counting without it, and what was taken back of them: a wait, a sum or the days do not
/// end because it is forgotten.
fn still_counts(entries: &Entries<'_>, now: Moment) -> BTreeSet<Uuid> {
    let counts = |record: &Record| record.at.moment.max(record.rec.moment) > now - WORN_BEFORE;
    let doses = entries.iter().map(|entry| entry.record).filter(|record| record.event.as_dose().is_some());
    let doses: BTreeSet<Uuid> = doses.filter(|record| counts(record)).map(|record| record.id).collect();
    let back = entries
        .iter()
        .map(|entry| entry.record)
        .filter(|record| matches!(record.event, Event::Retracted { of } if doses.contains(&of)));
    back.map(|record| record.id).collect::<BTreeSet<_>>().union(&doses).copied().collect()
}

/// Refuses it while something in it is waited for that would be forgotten with it: a sign that nobody has looked at, what is
/// still on the skin, and heat, cold, a rub, a patch or a massage of the last day.
fn refuse_while_it_counts(
    context: &mut Context<'_>,
    home: &Home,
    whole: &Whole,
    flare: &Course<'_>,
) -> Result<(), Failure> {
    let now = context.now()?.moment;
    if flare.until == Until::Runs && is_latched(context, flare)? {
        return Err(Failure::usage(say::SIGN_STAYS).hint(say::SEEN_FIRST));
    }
    let copy = flares::read(home, flare.id).ok();
    let on_skin = |step: &Id| copy.as_ref().and_then(|copy| copy.step(step)).is_none_or(|step| step.kind.is_on_skin());
    let mut on: Option<(&Id, Moment)> = None;
    let mut until: Option<Moment> = None;
    for entry in flare.entries.iter().filter(|entry| !entry.taken_back) {
        let Some((step, touch)) = entry.record.event.touched().filter(|(_, touch)| touch.is_session()) else {
            continue;
        };
        if !on_skin(step) {
            continue;
        }
        let at = entry.record.at.moment;
        on = if touch == Touch::On { Some((step, at)) } else { on.filter(|(worn, _)| *worn != step) };
        until = until.max(Some(at + COUNTED_OVER));
    }
    // It may have come off after the flare was over.
    let off = |worn: &Id, since: Moment| {
        whole.entries().any(|(_, record)| {
            let its = record.event.touched().is_some_and(|(step, touch)| step == worn && touch != Touch::On);
            its && record.at.moment >= since
        })
    };
    if let Some((step, _)) = on.filter(|(step, at)| *at + WORN_BEFORE > now && !off(step, *at)) {
        return Err(Failure::usage(say::still_on(step)).hint(say::take_off(step)));
    }
    match until.filter(|until| *until > now) {
        Some(until) => {
            let (clock, hours) = (context.clock()?, context.profile().unwrap_or_default().hours());
            let times = Times { now: clock.now, zone: &clock.zone, hours: &hours };
            Err(Failure::usage(say::waited_for(&times.at(until))).hint(say::EVERYTHING_GOES))
        }
        None => Ok(()),
    }
}

/// Whether a sign stands in the flare that runs. Where its plan cannot be worked out, whatever may be one counts.
fn is_latched(context: &mut Context<'_>, flare: &Course<'_>) -> Result<bool, Failure> {
    let state = context.state()?;
    Ok(match acts::answer::RunningCourse::read(context, &state) {
        Ok(Some(course)) => course.plan(&state).screening.latched().is_some(),
        Ok(None) | Err(_) => flare.entries.sign_stands(),
    })
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Found<'f, 'w> {
    /// A flare of the journal.
    Flare(&'f Course<'w>),
    /// The copy of a protocol, whose flare is not in the journal: a crash may leave one.
    Copy(Uuid),
}

fn named<'f, 'w>(flares: &'f [Course<'w>], home: &Home, name: &str) -> Result<Found<'f, 'w>, Failure> {
    let name = name.to_ascii_lowercase();
    let same: Vec<&Course<'_>> = flares.iter().filter(|flare| flare.id.to_string().starts_with(&name)).collect();
    match same.as_slice() {
        [flare] if name.len() >= 4 => return Ok(Found::Flare(flare)),
        [] => {}
        [..] => {
            return Err(Failure::usage(say::several(&name)).hint(say::THEIR_IDS));
        }
    }
    if let Ok(id) = Uuid::parse_str(&name)
        && disk::exists(&flares::path(home, id))
    {
        return Ok(Found::Copy(id));
    }
    Err(Failure::usage(say::unknown(&name)).hint(say::THEIR_IDS))
}

fn all(context: &mut Context<'_>, home: &Home, args: &ForgetArgs) -> Result<Outcome, Failure> {
    let there = home::kept_files(home)?;
    let nowhere = there.iter().chain([&home.folder, &home.flares]).find_map(|path| disk::dangling(path));
    if let Some(link) = nowhere {
        let message = file::leads_nowhere(link.link.display(), link.target.display());
        return Err(Failure::new(FailureKind::Failed, message).hint(file::PLUG_IN));
    }
    if there.is_empty() {
        return told(context, "all", say::NOTHING);
    }
    let journal = home.journal();
    let mut words = say::EVERYTHING.to_owned();
    let mut today = Vec::new();
    // Whoever wants all of it gone need not have a journal that can be read.
    if let Ok(whole) = context.whole(&journal) {
        let entries = past(&whole).entries;
        let now = context.now()?.moment;
        words.push_str(&doses(&entries, now));
        today = last_day(context, &entries, now)?;
        words.push_str(&say::write_down(&today));
        words.push_str(sign(&entries));
    }
    confirmed(context, args, &words)?;
    let writer = context.lock(&journal)?;
    // Asked again: what was written while the word was typed goes too. The empty lock stays, as removing it would let
    // two at once believe that they hold it.
    remove(home::kept_files(home)?)?;
    drop(writer);
    let mut left = home::copies_beside(home)?;
    left.extend(home::strangers_among_flares(home)?);
    let left: Vec<String> = left.iter().map(|path| path.display().to_string()).collect();
    let words = if left.is_empty() { say::ALL.to_owned() } else { say::all_but(&left.join(", ")) };
    let words = clean::clean(&words) + &say::type_in(&today);
    told(context, "all", &words)
}

/// The doses of the last 24 hours, each with its time: what is to be kept in mind once nobody counts it here.
fn last_day(context: &mut Context<'_>, entries: &Entries<'_>, now: Moment) -> Result<Vec<String>, Failure> {
    let (clock, hours) = (context.clock()?, context.profile().unwrap_or_default().hours());
    let times = Times { now, zone: &clock.zone, hours: &hours };
    let told = |record: &Record| Some(say::dose(&dose::what(record.event.as_dose()?), &times.at(record.at.moment)));
    Ok(entries.doses().filter(|record| record.at.moment > now - COUNTED_OVER).filter_map(told).collect())
}

fn refuse_newer(whole: &Whole) -> Result<(), Failure> {
    let Some(newer) = whole.newer else { return Ok(()) };
    Err(Failure::new(FailureKind::Untrusted, say::newer(newer)).hint(say::USE_NEWER))
}

/// What it means for the doses, which go with the rest.
fn doses(entries: &Entries<'_>, now: Moment) -> String {
    say::doses(entries.doses().filter(|record| record.at.moment > now - ANALGESIC_WINDOW).count())
}

fn sign(entries: &Entries<'_>) -> &'static str {
    if entries.sign_stands() { say::SIGN } else { "" }
}

/// Asks for the word, or takes the one that was given.
fn confirmed(context: &mut Context<'_>, args: &ForgetArgs, words: &str) -> Result<(), Failure> {
    let given = match &args.confirm {
        Some(word) => Some(word.clone()),
        None if context.process.is_terminal(Stream::In) && !context.json => {
            let words = render::wrap(&say::cannot_be_undone(words), context.process.width());
            context.process.err(&format!("{words}\n{}", say::type_word(WORD)));
            context.process.line()?
        }
        None => {
            return Err(Failure::usage(say::no_word_given(words)).hint(say::confirm(WORD)));
        }
    };
    if given.as_deref().map(str::trim) == Some(WORD) {
        return Ok(());
    }
    Err(Failure::usage(say::other_word(WORD)))
}

/// Removes files. Each that is gone already is as it should be.
fn remove(paths: impl IntoIterator<Item = PathBuf>) -> Result<(), Failure> {
    disk::remove_all(paths).map_err(|why| match why {
        NotRemoved::Left(path, error) => {
            Failure::new(FailureKind::Failed, say::cannot_remove(path.display(), error)).hint(say::SOMETHING_LEFT)
        }
        NotRemoved::Unconfirmed(error) => Failure::new(FailureKind::Failed, say::unconfirmed(error)).hint(say::LOOK),
    })
}

fn told(context: &mut Context<'_>, what: &str, words: &str) -> Result<Outcome, Failure> {
    let text = if context.json {
        views::text(&Forget::done(what, words))
    } else {
        format!("{}\n", render::wrap(words, context.process.width()))
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
