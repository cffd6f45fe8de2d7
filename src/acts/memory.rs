//! What looking back reads: the whole journal, the copies of the courses in it, and the words for a flare and for a day.

use std::collections::HashMap;

use uuid::Uuid;

use crate::acts::{Context, Outcome};
use crate::engine::courses::{Course, Past, Until};
use crate::engine::memory::sum::{Sum, sum};
use crate::engine::memory::{Stretch, flares};
use crate::error::{Failure, FailureKind};
use crate::model::event::Record;
use crate::model::kind::CourseKind;
use crate::model::time::{CivilDay, Clock, Hours, Moment, Span};
use crate::model::when;
use crate::protocol::Checked;
use crate::store::flares::read as copy;
use crate::store::home::Home;
use crate::store::journal::{LineContent, Whole};
use crate::store::trust::Trusted;
use crate::views::history::LastTime;
use crate::words::history as say;

/// The protocols of courses, by the id of the course: each its own copy. One that cannot be read is not there, and what
/// was done in it is of unknown kind.
pub(crate) type ProtocolsByFlare = HashMap<Uuid, Checked>;

/// Reads the copies of these courses.
pub(crate) fn copies<'c, 'r: 'c>(home: &Home, courses: impl IntoIterator<Item = &'c Course<'r>>) -> ProtocolsByFlare {
    let read = |course: &Course<'_>| copy(home, course.id).ok().map(|protocol| (course.id, protocol));
    courses.into_iter().filter_map(read).collect()
}

/// What a whole journal says.
pub(crate) fn past(whole: &Whole) -> Past<'_> {
    Past::of(whole.entries().map(|(_, record)| record))
}

/// About when the lines were written that cannot be read: when the next one was, or now.
pub(crate) fn damaged(whole: &Whole, now: Moment) -> Vec<Moment> {
    let (mut damaged, mut waiting) = (Vec::new(), 0_usize);
    for line in &whole.lines {
        match &line.content {
            LineContent::Damaged(_) => waiting += 1,
            LineContent::Entry(record) => {
                damaged.extend(std::iter::repeat_n(record.rec.moment, std::mem::take(&mut waiting)));
            }
            LineContent::Blank | LineContent::Mark | LineContent::Copy => {}
        }
    }
    damaged.extend(std::iter::repeat_n(now, waiting));
    damaged
}

/// The lines of a course, with what cannot be read in it.
pub(crate) fn stretch<'r>(
    past: &Past<'r>,
    course: &Course<'r>,
    copies: &ProtocolsByFlare,
    damaged: &[Moment],
    now: Moment,
) -> Stretch<'r> {
    let mut stretch = Stretch::of_course(course, copies.get(&course.id).map(|copy| &**copy), now);
    if let Until::Next(place) = course.until {
        let next = past.entries.iter().nth(place).map(|entry| entry.record.at.moment);
        stretch.ends = next.unwrap_or(stretch.ends).max(stretch.begins.moment);
    }
    let within = |moment: &&Moment| (stretch.begins.moment..=stretch.ends).contains(*moment);
    stretch.damaged = damaged.iter().filter(within).copied().collect();
    stretch
}

/// Whether a course is over, or runs, and did begin.
pub(crate) fn began(course: &Course<'_>) -> bool {
    match course.until {
        Until::Ended { .. } | Until::Next(_) | Until::Runs => true,
        Until::NeverBegan => false,
    }
}

/// The course that is looked back at where none is named: the flare that runs, else the last flare, else the last course.
pub(crate) fn newest<'p, 'r>(past: &'p Past<'r>) -> Option<&'p Course<'r>> {
    let all = || past.courses.iter().filter(|course| began(course));
    all().rfind(|course| course.kind == CourseKind::Flare).or_else(|| all().next_back())
}

/// The same of what was noted from a moment on: where the last flare was over by then, the last course of all.
pub(crate) fn newest_since<'p, 'r>(past: &'p Past<'r>, since: Option<Moment>) -> Option<&'p Course<'r>> {
    let over = |course: &Course<'_>| match course.until {
        Until::Ended { at, .. } => since.is_some_and(|since| at.moment < since),
        Until::Next(_) | Until::Runs | Until::NeverBegan => false,
    };
    let newest = newest(past)?;
    if over(newest) { past.courses.iter().rfind(|course| began(course)) } else { Some(newest) }
}

/// Whether the time after the flare that is looked at runs: what was noted since stands there.
pub(crate) fn kept_well_since(past: &Past<'_>, looked_at: Uuid) -> bool {
    let last = past.courses.iter().rfind(|course| began(course));
    last.is_some_and(|last| last.until == Until::Runs && last.kind == CourseKind::Prevention && last.id != looked_at)
}

/// The course of that id, or of the only one that begins so, with four letters or more; `prevention` is the newest of
/// those.
pub(crate) fn named<'p, 'r>(past: &'p Past<'r>, name: &str) -> Result<&'p Course<'r>, Failure> {
    let name = name.to_ascii_lowercase();
    if name == CourseKind::Prevention.as_str() {
        let newest = past.courses.iter().rfind(|course| began(course) && course.kind == CourseKind::Prevention);
        return newest.ok_or_else(|| Failure::usage(say::unknown(&name)).hint(ids(past)));
    }
    let same: Vec<&Course<'_>> =
        past.courses.iter().filter(|course| course.id.to_string().starts_with(&name)).collect();
    match same.as_slice() {
        [course] if name.len() >= 4 => Ok(course),
        [] => Err(Failure::usage(say::unknown(&name)).hint(ids(past))),
        [..] => Err(Failure::usage(say::several(&name)).hint(ids(past))),
    }
}

/// The newest flares, each with as much of its id as tells it from the others, and where all of them are.
fn ids(past: &Past<'_>) -> String {
    let flares = past.courses.iter().rev().filter(|course| began(course) && course.kind == CourseKind::Flare);
    let each = flares.take(LISTED).map(|course| {
        let (date, id) = (course.started.to_string(), course.id.to_string());
        say::listed(date.get(..10).unwrap_or_default(), id.get(..13).unwrap_or_default())
    });
    each.chain([say::THEIR_IDS.to_owned()]).collect::<Vec<_>>().join("\n")
}

/// So many flares are named where one is looked for.
const LISTED: usize = 5;

/// A moment of `--since` or `--until`: a date (`end`: to its end), `30d ago`, or what `--at` takes.
fn moment(option: &str, text: &str, end: bool, clock: &Clock, hours: Hours) -> Result<Moment, Failure> {
    let refused = || Failure::usage(say::no_time(option, text));
    if let Some(date) = CivilDay::parse(text.trim()) {
        let day = if end { date.plus(1) } else { date };
        return Ok(hours.start_of(day, &clock.zone) - Span::seconds(i64::from(end)));
    }
    let ago = text.trim().strip_suffix("ago").map(|span| span.split_whitespace().collect::<String>());
    if let Some(span) = ago.and_then(|span| Span::parse(&span)) {
        return Ok(clock.now - span);
    }
    when::parse(text, clock, &hours).map(|stamp| stamp.moment).map_err(|_| refused())
}

/// The moments of `--since` and `--until`, in their order.
pub(crate) fn bounds(
    since: Option<&str>,
    until: Option<&str>,
    clock: &Clock,
    hours: Hours,
) -> Result<(Option<Moment>, Option<Moment>), Failure> {
    let since = since.map(|text| moment("--since", text, false, clock, hours)).transpose()?;
    let until = until.map(|text| moment("--until", text, true, clock, hours)).transpose()?;
    if since.zip(until).is_some_and(|(since, until)| since > until) {
        return Err(Failure::usage(say::SINCE_AFTER_UNTIL));
    }
    Ok((since, until))
}

/// How much of the end of the journal is looked at for the last time: some years of flares, and an answer does not grow
/// with the file.
const LAST_TIME: u64 = 1024 * 1024;

/// How it went the last time, for whoever is in a flare now: of the flare before the course that runs. `None`: there was
/// none, or nothing of it is known.
pub(crate) fn last_time(home: &Home, running: Uuid, now: Moment) -> Option<LastTime> {
    let records = home.journal().recent(LAST_TIME);
    let past = Past::of(&records);
    let own = past.courses.iter().find(|course| course.id == running)?;
    let flares = flares::flares(&past, now);
    let before = flares.iter().rfind(|flare| flare.course.place < own.place)?;
    let copy = copy(home, before.course.id).ok();
    LastTime::of(before, copy.as_deref())
}

/// The course of that id in figures, from the newest lines. `None`: they do not hold it.
pub(crate) fn summed(records: &[Record], course: Uuid, protocol: &Checked, now: Moment) -> Option<Sum> {
    let past = Past::of(records);
    let own = past.courses.iter().find(|own| own.id == course)?;
    Some(sum(&Stretch::of_course(own, Some(protocol), now), protocol))
}

/// The failure of looking back where there is nothing.
pub(crate) fn nothing(message: &str, hint: &str) -> Failure {
    Failure::new(FailureKind::NoCourse, message).hint(hint)
}

/// What looking back came to, and where it says that there is nothing: whether that is known. A journal that is lost or
/// emptied beside the copy of a flare is no empty diary.
pub(crate) fn if_known(context: &mut Context<'_>, answer: Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    match answer {
        Err(failure) if failure.kind == FailureKind::NoCourse => known(context).and(Err(failure)),
        other => other,
    }
}

/// Whether it is known what the journal held: the failure says why not.
pub(crate) fn known(context: &mut Context<'_>) -> Result<(), Failure> {
    match context.state()?.running() {
        Trusted::Unknown(doubt) => Err(doubt),
        Trusted::There(_) | Trusted::Nothing => Ok(()),
    }
}

/// Refuses a journal in which nothing is noted.
pub(crate) fn refuse_empty(whole: &Whole) -> Result<(), Failure> {
    let blank = |content: &LineContent| match content {
        LineContent::Blank | LineContent::Mark => true,
        LineContent::Entry(_) | LineContent::Copy | LineContent::Damaged(_) => false,
    };
    if whole.lines.iter().all(|line| blank(&line.content)) {
        return Err(nothing(say::NOTHING_YET, say::BEGIN_DIARY));
    }
    Ok(())
}
