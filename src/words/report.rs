//! What stands on the page for a clinician. It says what was noted, and nothing of what it means: no cause, no measure of
//! success, no name of an illness.

use crate::model::event::StopWhy;
use crate::model::id::Id;
use crate::model::medicine::Ingredient;
use crate::model::time::{Span, Stamp};
use crate::words::history::a_while;
use crate::words::protocol::says_it_was_reviewed;
use crate::words::{count, ingredient, length, times_over, upper};

pub(crate) const CHART: &str = "Pain, 0 to 10";
pub(crate) const SIGNS: &str = "Warning signs";
pub(crate) const MEDICINES: &str = "Medicines";
pub(crate) const COULD_DO: &str = "What I could do";
pub(crate) const EARLIER: &str = "Earlier flares";
pub(crate) const NOTES: &str = "In my words";
pub(crate) const QUESTIONS: &str = "My questions";
pub(crate) const OTHERS: &str = "others";

/// `Sun 22 Nov 2026`.
pub(crate) fn dated(at: Stamp) -> String {
    format!("{} {:04}", at.date(), at.date().calendar().0)
}

/// `Sun 22 Nov 09:05`.
pub(crate) fn timed(at: Stamp) -> String {
    at.wall().to_string()
}

/// The heading. `part`: of the body; `None`: the low back.
pub(crate) fn title(part: Option<&str>, name: Option<&str>) -> String {
    let diary = part.map_or_else(|| "Back pain diary".to_owned(), |part| format!("Pain diary: {part}"));
    match name {
        Some(name) => format!("{diary} of {name}"),
        None => diary,
    }
}

/// From when to when.
pub(crate) fn covers(from: Stamp, to: Stamp, days: i64, running: bool) -> String {
    let goes_on = if running { ", and it goes on" } else { "" };
    format!("{} to {}: {}{goes_on}.", dated(from), dated(to), count(days, "day"))
}

/// A sign stands. `what`: each in words.
pub(crate) fn stands(what: &[String]) -> Vec<String> {
    vec!["A warning sign is noted, and no clinician has looked at it yet:".to_owned(), format!("{}.", what.join("; "))]
}

/// How the pain was at first, at most and last.
pub(crate) fn pain(first: u8, most: u8, last: u8) -> String {
    format!("Pain {first} of 10 at first, {most} at most, {last} last.")
}

pub(crate) const NO_PAIN: &str = "No level of pain was noted.";

pub(crate) fn entries(n: usize) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let entries = if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") };
    format!("{entries} of pain.")
}

/// On which days it went down the leg.
pub(crate) fn leg(days: &[String]) -> String {
    format!("Pain down the leg was noted: {}.", days.join(", "))
}

pub(crate) const NO_SIGN_SAID: &str = "No warning sign was noted.";
pub(crate) const SIGN_SAID: &str = "A warning sign was noted: see below.";

/// A row of the chart in words. `levels`: `6 to 8`.
pub(crate) fn day(label: &str, levels: Option<(u8, u8)>, doses: &[String]) -> String {
    let levels = match levels {
        None => "no pain noted".to_owned(),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low} to {high}"),
    };
    let doses = if doses.is_empty() { String::new() } else { format!("; {}", doses.join(", ")) };
    format!("{label}: {levels}{doses}.")
}

pub(crate) fn day_label(day: i64, days: i64) -> String {
    match (day, days) {
        (0, _) => "Before".to_owned(),
        (day, 1) => format!("Day {day}"),
        (day, days) => format!("Days {day} to {}", day + days - 1),
    }
}

/// The same with its hour: `Day 1, from Sun 22 Nov 09:05`. `begins`: when its first day did; `ends`: when that was over.
pub(crate) fn day_from(day: i64, days: i64, begins: &str, ends: &str) -> String {
    let label = day_label(day, days);
    if day == 0 { format!("{label} {ends}") } else { format!("{label}, from {begins}") }
}

/// How the marks of the chart are read. `days`: so many are a row.
pub(crate) fn legend(doses: bool, days: i64) -> String {
    let dots = match days {
        ..=1 => "Each dot is an entry; the line goes through the middle of each day.".to_owned(),
        2..=7 => "Each dot is an entry; the line goes through the middle of each week.".to_owned(),
        days => format!("Each dot is an entry; the line goes through the middle of each {}.", a_while(days)),
    };
    if doses { format!("{dots} Each triangle is a dose.") } else { dots }
}

/// A sum of a day: `ibuprofen 400 mg`, `2 x percocet`.
pub(crate) fn sum(name: &str, mg: u32, doses: u32, unsaid: u32) -> String {
    if unsaid == 0 && mg > 0 { format!("{name} {mg} mg") } else { format!("{doses} x {name}") }
}

/// A cell of the table of days.
pub(crate) fn cell(mg: u32, doses: u32, unsaid: u32) -> String {
    if unsaid == 0 && mg > 0 { format!("{mg} mg") } else { format!("{doses} x") }
}

pub(crate) const NOT_ASKED: &str = "NOT ASKED:";
pub(crate) const NO: &str = "No,";
pub(crate) const YES: &str = "YES:";

/// What was not asked, behind [`NOT_ASKED`].
pub(crate) fn all_of(lines: &[String]) -> String {
    format!("{}.", lines.join("; "))
}

/// A card to which nobody ever said yes, behind [`NO`].
pub(crate) fn none_of(asked: u32, last: &str, lines: &str) -> String {
    format!("{}: {lines}.", asked_so(asked, last))
}

/// A card to which somebody said yes, behind [`YES`].
pub(crate) fn yes_to(yes: &[String], asked: u32, last: &str) -> String {
    format!("{}. {}.", yes.join("; "), upper(&asked_so(asked, last)))
}

/// How often something was asked, and when last: `asked once, Sun 22 Nov 09:05`.
fn asked_so(asked: u32, last: &str) -> String {
    let last = if asked == 1 { last.to_owned() } else { format!("last {last}") };
    format!("asked {}, {last}", times_over(asked))
}

pub(crate) fn yes(sign: &str, when: &str) -> String {
    format!("{sign} ({when})")
}

/// Nobody was sure of a sign, which counts as yes.
pub(crate) fn unsure_of(sign: &str, when: &str) -> String {
    format!("not sure: {sign} ({when})")
}

pub(crate) fn unsure(card: &str, when: &str) -> String {
    format!("not sure, at {card:?} ({when})")
}

pub(crate) fn slips(n: u32) -> String {
    format!("Answers taken back as a slip of the key: {n}.")
}

pub(crate) fn looked(when: &str, who: &str) -> String {
    format!("{when}: a clinician looked at it: {who}.")
}

pub(crate) fn known(sign: &str, who: Option<&str>) -> String {
    match who {
        Some(who) => format!("Known before, says the person: {sign} ({who})."),
        None => format!("Known before, says the person: {sign}."),
    }
}

pub(crate) const NO_DOSE: &str = "None noted. That does not say that none was taken.";

/// What was taken of one thing, behind its name: on how many days, and in all.
pub(crate) fn used(days: usize, mg: u32, doses: u32, unsaid: u32) -> String {
    let days = count(i64::try_from(days).unwrap_or(i64::MAX), "day");
    let doses = count(doses.into(), "dose");
    match (mg, unsaid) {
        (0, _) => format!("{doses} on {days}, amounts not noted."),
        (mg, 0) => format!("{doses} on {days}, {mg} mg in all."),
        (mg, unsaid) => format!("{doses} on {days}, {mg} mg and {unsaid} of no noted amount."),
    }
}

pub(crate) fn most(mg: u32, label: Option<u32>) -> String {
    match label {
        Some(label) if mg > label => format!("Most in 24 hours: {mg} mg, OVER the label of {label} mg."),
        Some(label) => format!("Most in 24 hours: {mg} mg (label {label} mg)."),
        None => format!("Most in 24 hours: {mg} mg."),
    }
}

pub(crate) const OVER: &str = "OVER THE LABEL:";

/// A dose over a label, behind [`OVER`]. `what`: `ibuprofen 600 mg`.
pub(crate) fn over(when: &str, what: &str, why: &[String], because: Option<&str>) -> String {
    let because = because.map_or_else(|| "No reason noted.".to_owned(), |because| format!("Reason: {because}."));
    format!("{when}, {what}: {}. {because}", why.join("; "))
}

pub(crate) fn over_single(most: u32) -> String {
    format!("more at once than {most} mg")
}

pub(crate) fn over_day(mg: u32, most: u32, hours: i64) -> String {
    format!("{mg} mg in {hours} hours (label {most})")
}

pub(crate) fn over_soon(after: Span, least: Span) -> String {
    let minutes = Span::minutes(after.as_seconds() / 60);
    if minutes <= Span::ZERO {
        format!("at once with another (label {})", length(least))
    } else {
        format!("{} after the last (label {})", length(minutes), length(least))
    }
}

pub(crate) fn over_beside(other: &Ingredient) -> String {
    format!("within 24 hours of {}", ingredient(other))
}

/// The doses over a label that did not fit, which are the earlier ones.
pub(crate) fn more_over(n: usize) -> String {
    if n == 1 { "1 earlier dose over the label.".to_owned() } else { format!("{n} earlier doses over the label.") }
}

/// `and 3 more` of what did not fit.
pub(crate) fn more(n: usize) -> String {
    format!("and {n} more")
}

/// What was done, in counts.
pub(crate) fn done(walks: u32, moves: u32, warm: u32, massage: u32) -> String {
    let told = [
        (walks, "walk", "walks"),
        (moves, "set of moves or a stretch", "sets of moves and stretches"),
        (warm, "time heat or cold", "times heat or cold"),
        (massage, "massage", "massages"),
    ];
    let told: Vec<String> = told
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
        .collect();
    if told.is_empty() { "Nothing done was noted.".to_owned() } else { format!("Noted: {}.", told.join(", ")) }
}

pub(crate) fn broken_off(what: &str, when: &str, why: StopWhy) -> String {
    let why = match why {
        StopWhy::Leg => ": pain down the leg",
        StopWhy::Tingling => ": tingling, numbness or weakness",
        StopWhy::Sharp => ": a sharp pain",
        StopWhy::Sore => ": it became sore",
        StopWhy::Unsaid => "",
    };
    format!("Broken off {when}: {what}{why}.")
}

pub(crate) fn nights(bad: u32, noted: u32) -> String {
    format!("Bad nights: {bad} of {noted} that were noted.")
}

pub(crate) const MATTERS: &str = "What matters most:";

/// The one thing that matters, in the person's words, behind [`MATTERS`]. Clinical rule 27.
pub(crate) fn matters(text: &str, levels: Option<(u8, u8)>) -> String {
    match levels {
        Some((first, last)) => {
            format!("{text}. How hard: {first} at first, {last} last (0 no trouble, 10 cannot).")
        }
        None => format!("{text}."),
    }
}

pub(crate) fn earlier(date: &str, days: i64, levels: Option<(u8, u8)>, began: Option<&str>, same: bool) -> String {
    let levels = levels.map_or_else(|| "no pain noted".to_owned(), |(first, last)| format!("pain {first} to {last}"));
    let began = began.map(|began| format!(", {began}")).unwrap_or_default();
    let same = if same { "; less than a month with no pain noted before the next: perhaps the same one" } else { "" };
    format!("{date}: {}, {levels}{began}{same}.", count(days, "day"))
}

/// Who says all this, and what made the page.
pub(crate) fn footer(made: &str, program: &str, plan: &str, version: &str, reviewers: &[String]) -> Vec<String> {
    let reviewed = match reviewers {
        [] => "No clinician has reviewed this plan.".to_owned(),
        [..] => says_it_was_reviewed(reviewers),
    };
    vec![
        "Self-reported: noted by the person at home. Nobody measured or checked it.".to_owned(),
        format!("Made {made} by backflare {program}, which followed the plan {plan} {version}. {reviewed}"),
    ]
}

/// A plan by its title and its id.
pub(crate) fn plan(title: Option<&str>, id: &Id) -> String {
    title.map_or_else(|| id.to_string(), |title| format!("\"{title}\" ({id})"))
}

pub(crate) fn too_many(most: usize) -> String {
    format!("a page has room for {most} questions")
}

pub(crate) const FEWER: &str = "Ask what matters most; the rest you can say.";

/// Where the file is, and how it comes on paper.
pub(crate) fn written(path: &str) -> String {
    format!("Written: {path}\nOpen it in a browser. Printed, it is one page.")
}
