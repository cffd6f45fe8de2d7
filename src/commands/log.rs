//! `log`: how much it hurts.

use crate::acts::{Context, Outcome, State, answer, answer::FilesRead, feet, helped};
use crate::commands::{At, examples, note, pain};
use crate::error::Failure;
use crate::model::event::{Event, Record, Slept};
use crate::model::time::{Hours, Stamp};
use crate::views::answers::Nothing;
use crate::words::{recorded, typed as say};

/// Record how much it hurts, as often as you like
///
/// 0 is no pain, 10 the worst that you can imagine. Works with no flare, too.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, allow_negative_numbers = true, after_help = examples!(
    "backflare log 6"
    "backflare log 4 --at \"40m ago\" --note \"after a walk\""
    "backflare log 7 --leg"
    "backflare log 7 --slept bad"
    "backflare log - < diary.txt   # lines such as: yesterday 22:00 6 bad night"
))]
pub(crate) struct LogArgs {
    /// From 0 (none) to 10 (the worst); - reads lines WHEN N NOTE
    #[arg(value_name = "N", value_parser = said)]
    pub(crate) level: LevelOrLines,
    /// It goes down the leg
    #[arg(long)]
    pub(crate) leg: bool,
    /// When it was so
    #[command(flatten)]
    pub(crate) at: At,
    /// In the morning, how you slept: good, so-so or bad
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    pub(crate) slept: Option<SleptWord>,
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) note: Option<String>,
}

/// How a night was.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SleptWord {
    /// Good
    Good,
    /// So-so
    SoSo,
    /// Bad
    Bad,
}

impl From<SleptWord> for Slept {
    fn from(night: SleptWord) -> Self {
        match night {
            SleptWord::Good => Self::Good,
            SleptWord::SoSo => Self::SoSo,
            SleptWord::Bad => Self::Bad,
        }
    }
}

/// What stands in the place of a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LevelOrLines {
    /// A level.
    Level(u8),
    /// `-`: lines are read.
    Lines,
}

fn said(text: &str) -> Result<LevelOrLines, String> {
    if text == "-" { Ok(LevelOrLines::Lines) } else { pain(text).map(LevelOrLines::Level) }
}

/// Records a level of pain, or many.
pub(crate) fn run(context: &mut Context<'_>, args: &LogArgs) -> Result<Outcome, Failure> {
    let LevelOrLines::Level(level) = args.level else { return back_fill(context, args) };
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let found = FilesRead::read(context, &state);
    let hours = found.known().hours();
    let at = state.at(hours, args.at.when.as_deref())?;
    let event = Event::Pain { level: Some(level), leg: args.leg, note: args.note.clone(), after: None };
    let night = args.slept.map(|night| (at, Event::Slept { answer: night.into() }));
    let events = [(at, event)].into_iter().chain(night).collect();
    let records = writer.append_all(context.now()?, events)?;
    drop(writer);
    let Some(record) = records.first() else { return Ok(Outcome::Done) };
    let state = state.after(&records);
    let more = helped::ask(context, &state, &found)?;
    let state = state.after(&more);
    let (up, on_feet) = feet::ask(context, &state, &found)?;
    let state = state.after(&up);
    let when = answer::times(&state, &hours).at(record.at.moment);
    let mut lines = vec![logged(record, &when)];
    lines.extend(answer::which_half(&state, args.at.when.as_deref(), record.at));
    let newest = state.tail.records.iter().position(|other| other.id == record.id);
    let course = found.course().ok().flatten();
    // Whoever is to be seen does not go gently on.
    let latched = || course.as_ref().is_some_and(|course| course.plan_to_next(&state).screening.latched().is_some());
    let risen = |by| if latched() { recorded::rise(by) } else { recorded::clear_rise(by) };
    lines.extend(newest.and_then(|newest| state.history.rise_at(newest)).map(risen));
    lines.extend(on_feet);
    answer::confirm(context, "log", &lines, &records, Nothing {}, state, course)
}

/// Records what lines say: all of them, or none.
fn back_fill(context: &mut Context<'_>, args: &LogArgs) -> Result<Outcome, Failure> {
    if args.leg || args.note.is_some() || args.at.when.is_some() || args.slept.is_some() {
        return Err(Failure::usage(say::LINES_ALONE).hint(say::A_LINE));
    }
    // Read before the lock is taken: whoever types may take their time.
    let mut lines = Vec::new();
    while let Some(line) = context.process.line()? {
        lines.push(line);
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let found = FilesRead::read(context, &state);
    let hours = found.known().hours();
    let mut events = Vec::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let (at, level, note) = read_line(&state, hours, line)
            .map_err(|why| Failure::usage(say::bad_line(place + 1, &why)).hint(say::A_LINE))?;
        events.push((Some(at), Event::Pain { level: Some(level), leg: false, note, after: None }));
    }
    if events.is_empty() {
        return Err(Failure::usage(say::NO_LINE).hint(say::A_LINE));
    }
    let records = writer.append_all(context.now()?, events)?;
    drop(writer);
    let state = state.after(&records);
    let lines = [say::logged_lines(records.len())];
    answer::confirm(context, "log", &lines, &records, Nothing {}, state, found.course().ok().flatten())
}

/// A line `WHEN N NOTE`: the time has one to three words, and what follows the level is the note.
fn read_line(state: &State, hours: Hours, line: &str) -> Result<(Stamp, u8, Option<String>), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut why = say::NO_LEVEL.to_owned();
    for count in (1..words.len().min(4)).rev() {
        let Ok(level) = pain(words[count]) else { continue };
        match state.at(hours, Some(&words[..count].join(" "))) {
            Ok(Some(at)) => {
                let rest = words[count + 1..].join(" ");
                return Ok((at, level, if rest.is_empty() { None } else { Some(note(&rest)?) }));
            }
            Ok(None) => {}
            Err(failure) => why = failure.message,
        }
    }
    Err(why)
}

/// The confirmation, from what was written.
fn logged(record: &Record, when: &str) -> String {
    if let Event::Pain { level: Some(level), leg, .. } = &record.event {
        return recorded::logged_at(*level, *leg, when);
    }
    String::new()
}
