//! `forget`: what is written down is removed for good.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use uuid::Uuid;

use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::disk::{self, NotRemoved};
use crate::engine::courses::{Course, Entries, Past, Until};
use crate::error::{Failure, Kind};
use crate::model::event::Event;
use crate::model::limits::ANALGESIC_WINDOW;
use crate::model::time::Moment;
use crate::process::Stream;
use crate::render;
use crate::store::flares;
use crate::store::home::{self, Home};
use crate::store::journal::{self, Line, Whole};
use crate::store::trust::Known;
use crate::views;
use crate::views::store::{Forget, Kept};
use crate::words::{clean, file, forget as say};

/// The word that is typed before anything is removed.
const WORD: &str = "forget";

/// Remove a flare, or everything, for good
///
/// Without an option it lists the flares and removes nothing. It asks for a word
/// before it removes; without a terminal, --confirm gives that word.
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
        && let Known::Unknown(failure) = context.state()?.running()
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
    let (id, mut words, many) = match flare {
        Found::Flare(flare) => (flare.id, say::the_flare(&about(flare)), flare.entries.count()),
        Found::Copy(id) => (id, say::COPY.to_owned(), 0),
    };
    if let Found::Flare(flare) = flare {
        words.push_str(&doses(&flare.entries, now));
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
        let its = lines(&whole, flare);
        let keeps = |line: &&Line| !its.contains(&line.number) && !left.contains(&line.number);
        let kept: Vec<_> = whole.lines.iter().filter(keeps).map(journal::Kept::As).collect();
        writer.keep(&kept, None)?;
    }
    remove([flares::path(home, id)].into_iter().chain(old))?;
    told(context, &id.to_string(), &say::forgotten(id, &entries(many)))
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
        return Err(Failure::new(Kind::Failed, message).hint(file::PLUG_IN));
    }
    if there.is_empty() {
        return told(context, "all", say::NOTHING);
    }
    let journal = home.journal();
    let mut words = say::EVERYTHING.to_owned();
    // Whoever wants all of it gone need not have a journal that can be read.
    if let Ok(whole) = context.whole(&journal) {
        let entries = past(&whole).entries;
        words.push_str(&doses(&entries, context.now()?.moment));
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
    told(context, "all", &clean::clean(&words))
}

fn refuse_newer(whole: &Whole) -> Result<(), Failure> {
    let Some(newer) = whole.newer else { return Ok(()) };
    Err(Failure::new(Kind::Untrusted, say::newer(newer)).hint(say::USE_NEWER))
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
            Failure::new(Kind::Failed, say::cannot_remove(path.display(), error)).hint(say::SOMETHING_LEFT)
        }
        NotRemoved::Unconfirmed(error) => Failure::new(Kind::Failed, say::unconfirmed(error)).hint(say::LOOK),
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
