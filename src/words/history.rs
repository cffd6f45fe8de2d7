//! What `history` says: the days, the flares beside each other, what followed what. Nothing is a forecast, and no cause.

use crate::model::event::Began;
use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::words::{count, length, upper};

pub(crate) const NOTHING_YET: &str = "nothing is noted yet";
pub(crate) const BEGIN_DIARY: &str = "To begin a diary: backflare log 6";
pub(crate) const NOTHING_THERE: &str = "nothing is noted in that time";
pub(crate) const LOOK_WIDER: &str = "See everything: backflare history flares";
pub(crate) const NO_FLARE: &str = "no flare is in the journal";
pub(crate) const BEGIN_FLARE: &str = "To begin one: backflare start";
pub(crate) const ONE_FLARE: &str = "there is one flare, and none to hold it against";
pub(crate) const LOOK_AT_IT: &str = "Look at it: backflare history";
pub(crate) const THEIR_IDS: &str = "The flares and their ids: backflare history flares";
pub(crate) const SINCE_AFTER_UNTIL: &str = "--since is later than --until, so nothing lies between them";

/// What a flare is called by.
pub(crate) fn id(id: &str) -> String {
    format!("id {id}")
}

/// A flare in a list: when it began, and its id.
pub(crate) fn listed(date: &str, id: &str) -> String {
    format!("{date}: --flare {id}")
}

pub(crate) fn several(name: &str) -> String {
    format!("{name:?} is the beginning of several ids, or too short")
}

pub(crate) fn unknown(name: &str) -> String {
    format!("no flare has the id {name:?}")
}

pub(crate) fn no_time(option: &str, text: &str) -> String {
    format!("{option} {text:?} is no date; write 2026-11-22, or \"30d ago\"")
}

/// `Since Sat 21 Nov 2026, 10 days.`
pub(crate) fn since(date: &str, days: i64, running: bool) -> String {
    let days = if running { format!("day {days}") } else { count(days, "day") };
    format!("Since {date}, {days}.")
}

pub(crate) fn began(what: Began) -> String {
    format!("Began: {}.", beginning(what))
}

/// What a flare began with, in a word. Clinical rule 26.1.
pub(crate) fn beginning(what: Began) -> &'static str {
    match what {
        Began::Lifting => "lifting",
        Began::Bending => "bending or twisting",
        Began::Awkward => "an awkward position",
        Began::Tired => "tired",
        Began::Distracted => "distracted",
        Began::Nothing => "nothing special",
    }
}

/// How often a flare began with something. Clinical rule 26.2: no per cents.
pub(crate) fn beginnings(what: Began, n: usize, of: usize) -> String {
    format!("{}: {n} of your {of} flares.", upper(beginning(what)))
}

/// What a row is, and at which hour it begins. `None`: the hours differ, as where somebody travelled.
pub(crate) fn each_row(days: i64, from: Option<&str>) -> String {
    let length = if days > 1 { a_while(days) } else { "24 hours".to_owned() };
    format!("Each row is {length}, from {}.", from.unwrap_or("the hour it began"))
}

/// A row of its own for what was noted of the time before the first one.
pub(crate) const ROW_BEFORE: &str = "Row 0 is what was before.";

/// A row of several days: `a week`, `4 weeks`.
pub(crate) fn a_while(days: i64) -> String {
    if days <= 7 { "a week".to_owned() } else { format!("{} weeks", days / 7) }
}

pub(crate) const MARKS: &str = "* a warning sign was said   ? a line cannot be read";

/// The heads of tables.
pub(crate) const NOW_AND_THEN: &str = "mg now / then";
pub(crate) const PAIN_AFTER: &str = "    pain after was  usual";
pub(crate) const LOWER_SAME_HIGHER: &str = "  n lower same higher lower";
pub(crate) const LEGEND: &str = "pain range, w walks, m moves, mg doses";
/// The heading of the lowest and the highest pain.
pub(crate) const RANGE: &str = "range";
/// The heading of what was taken.
pub(crate) const DOSES: &str = "doses";
pub(crate) const TIMES_TAKEN: &str = "2x: two doses, of several kinds or of no known amount. Alcohol is not counted.";

pub(crate) fn earlier(date: &str) -> String {
    format!("Earlier rows: backflare history --since {date}")
}

pub(crate) fn pain(first: u8, most: u8, last: u8) -> String {
    format!("Pain {first} at first, {most} at most, {last} last.")
}

pub(crate) fn low_from(day: i64) -> String {
    format!("3 or less from day {day} on.")
}

pub(crate) fn stood(after: Span) -> String {
    let to_the_minute = Span::seconds(after.as_seconds() / 60 * 60);
    if to_the_minute == Span::ZERO {
        "Stood up at once.".to_owned()
    } else {
        format!("Stood up after {}.", length(to_the_minute))
    }
}

pub(crate) const NO_DOSE: &str = "No pain relief noted.";

/// What was taken of one thing: `ibuprofen on 7 days, 2400 mg in all`.
pub(crate) fn taken(name: &str, days: i64, mg: u32, doses: u32, unsaid: u32) -> String {
    let days = count(days, "day");
    let doses = count(doses.into(), "dose");
    match (mg, unsaid) {
        (0, _) => format!("{name} on {days}, {doses} of no noted amount."),
        (mg, 0) => format!("{name} on {days}, {mg} mg in all."),
        (mg, unsaid) => format!("{name} on {days}, {mg} mg, and {} of no noted amount.", count(unsaid.into(), "dose")),
    }
}

pub(crate) const NO_SIGN: &str = "No warning sign was said.";

pub(crate) fn signs(days: &[i64]) -> String {
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    let word = if days.len() == 1 { "day" } else { "days" };
    format!("A warning sign was said on {word} {}.", days.join(", "))
}

pub(crate) fn skipped(n: u32) -> String {
    format!("Passed over: {}.", count(n.into(), "time"))
}

pub(crate) fn slept_badly(n: u32) -> String {
    format!("Bad nights: {n}.")
}

/// The one thing that matters, in the person's words, and how hard it was. Clinical rule 27.
pub(crate) fn goal(text: &str, levels: Option<(u8, u8)>) -> String {
    match levels {
        Some((first, last)) => format!("{text}: {first} at first, {last} last (own scale, 10 cannot)."),
        None => format!("What matters: {text}."),
    }
}

pub(crate) fn damaged(n: usize) -> String {
    let lines = if n == 1 { "1 line cannot be read".to_owned() } else { format!("{n} lines cannot be read") };
    format!("{lines}. See: backflare doctor")
}

pub(crate) fn days_between(days: i64) -> String {
    format!("{} between, no pain noted", count(days, "day"))
}

pub(crate) const PERHAPS_SAME: &str = "less than a month: perhaps the same one";

pub(crate) fn flares_in_a_year(n: usize) -> String {
    format!("{} in 12 months.", count(i64::try_from(n).unwrap_or(i64::MAX), "flare"))
}

/// The flare is over, and prevention runs since.
pub(crate) const NOTED_SINCE: &str = "Since then: backflare history --flare prevention";

/// The same of the page for a clinician.
pub(crate) const TOLD_SINCE: &str = "The time since then: backflare report --flare prevention";

pub(crate) const NO_PAIN_NOTED: &str = "no pain noted";

/// `Last time: standing on the first day, 3 or less from day 10; one flare, not a forecast.` Parts that are not known are
/// left out. `None`: nothing is.
pub(crate) fn last_time(stood: Option<Span>, low_from: Option<i64>, days: Option<i64>) -> Option<String> {
    let stood = stood.map(|after| match after.as_days() {
        0 => "standing on the first day".to_owned(),
        days => format!("standing on day {}", days + 1),
    });
    let low = low_from.map(|day| format!("3 or less from day {day}"));
    let over = days.map(|days| format!("over after {}", count(days, "day")));
    let parts: Vec<String> = [stood, low, over].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Last time: {}; one flare, not a forecast.", parts.join(", ")))
}

pub(crate) const A_COMPARISON: &str = "One flare before this one: a comparison, not a forecast.";
pub(crate) const THIS_ONE: &str = "now";
pub(crate) const THAT_ONE: &str = "last time";

pub(crate) fn then(low_from: Option<i64>, over: Option<i64>) -> Option<String> {
    let low = low_from.map(|day| format!("3 or less from day {day}"));
    let over = over.map(|days| format!("over after {}", count(days, "day")));
    let parts: Vec<String> = [low, over].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Last time: {}.", parts.join("; ")))
}

pub(crate) const WHAT_ENTRIES_SAY: &str = "What your entries say. Not what causes what.";

/// How pairs are chosen, said below their counts.
/// `usual`: a usual is told above.
pub(crate) fn how_pairs(usual: bool, nothing: u32, several: u32) -> Vec<String> {
    let told = usual
        .then(|| format!("Usual lower: of as many pairs from the same level, nothing noted between (of {nothing})."));
    let left = match several {
        0 => String::new(),
        1 => " 1 with several things between is left out.".to_owned(),
        several => format!(" {several} with several things between are left out."),
    };
    let pair = format!("A pair: two levels, 15 minutes to 3 hours apart.{left}");
    let eases = "People take something when it is worst, and then it often eases by itself.".to_owned();
    told.into_iter().chain([pair, eases]).collect()
}

pub(crate) fn too_few(needed: u32) -> String {
    format!("too few to say ({needed} needed)")
}

pub(crate) const NO_PAIRS: &str = "No pair of levels has one kind of thing between.";
pub(crate) const LOG_AFTER: &str = "Log the pain after heat or a walk: backflare log 5";

/// A kind of step, as a row is headed.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Exercise => "moves",
        Kind::Stretch => "stretch",
        Kind::Movement => "getting up",
        Kind::Walk => "walk",
        Kind::Posture => "a way to lie",
        Kind::Heat => "heat",
        Kind::Cold => "cold",
        Kind::Medicine => "medicine",
        Kind::Rub => "rub",
        Kind::Patch => "patch",
        Kind::Massage => "massage",
        Kind::CheckIn => "check-in",
        Kind::Contact => "a call",
    }
}

pub(crate) fn taken_back(when: &str) -> String {
    format!("taken back {when}")
}

pub(crate) fn replaced(when: &str) -> String {
    format!("replaced {when}")
}

/// A dose that was taken back counts all the same.
pub(crate) const STILL_COUNTS: &str = "still counts as a dose";

/// The heading of a scale from 0 to 10.
pub(crate) const PAIN: &str = "pain";

/// The first and the last level of pain: `7 to 2`.
pub(crate) fn from_to(first: u8, last: u8) -> String {
    format!("{first} to {last}")
}
