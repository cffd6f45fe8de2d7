//! Rule 25.6, the other half of [`free_text`](super::free_text): how often, how long and at which hours the words of a step
//! say, against what its fields say.
//!
//! "Again after 30 minutes" beside a spacing of six hours is refused, and so are "as often as you like", "six times a day"
//! and "double it". "Close the eye for a minute" and "it helps after 30 minutes" say nothing of the kind.

use std::collections::BTreeSet;

use super::Checker;
use super::sentence::{HEAT, HOURS, PIECES, is_medicine, number, pieces_fit, warns, words};
use crate::model::kind::Kind;
use crate::model::limits::COUNTED_OVER;
use crate::model::time::Span;
use crate::protocol::format::Step;
use crate::protocol::problem::quoted;
use crate::words::problem::endless::{DOUBLE, NO_LIMIT, WITHOUT_END};
use crate::words::problem::medicine as say;

/// Units of time, in seconds.
const UNITS: [(&str, i64); 20] = [
    ("second", 1),
    ("seconds", 1),
    ("sec", 1),
    ("secs", 1),
    ("minute", 60),
    ("minutes", 60),
    ("min", 60),
    ("mins", 60),
    ("minuten", 60),
    ("hour", 3_600),
    ("hours", 3_600),
    ("hr", 3_600),
    ("hrs", 3_600),
    ("h", 3_600),
    ("hourly", 3_600),
    ("stunde", 3_600),
    ("stunden", 3_600),
    ("st\u{fc}ndlich", 3_600),
    ("heure", 3_600),
    ("heures", 3_600),
];
/// It comes again.
const AGAIN: [&str; 16] = [
    "again", "another", "repeat", "repeated", "more", "next", "second", "further", "extra", "redose", "retake",
    "apart", "later", "wieder", "noch", "encore",
];
/// Right before a time: that is how far one is from the next.
const EACH: [&str; 8] = ["every", "each", "per", "alle", "jede", "toutes", "les", "cada"];
/// It is taken or put on.
const TAKES: [&str; 13] =
    ["take", "taken", "have", "swallow", "use", "apply", "rub", "stick", "nimm", "prenez", "dose", "one", "it"];
/// What a time says of how a medicine works.
const EFFECT: [&str; 14] = [
    "work", "works", "working", "help", "helps", "helped", "begins", "starts", "felt", "feel", "eases", "lasts",
    "effect", "food",
];
/// With one of these before it, it is a warning.
const NOT: [&str; 6] = ["no", "not", "never", "without", "don't", "avoid"];
/// A number right behind one of these is how many are taken, where nothing else is counted.
const SWALLOWS: [&str; 5] = ["take", "swallow", "have", "nimm", "prenez"];
/// What may follow such a number.
const ENDS_COUNT: [&str; 21] = [
    "now", "at", "with", "every", "each", "after", "when", "if", "once", "again", "together", "right", "straight",
    "and", "then", "before", "in", "for", "as", "of", "whenever",
];

/// What a text says against the fields of its step. `told`: that it reads like a dose, or like heat, is said already.
pub(super) fn check(
    out: &mut Checker<'_>,
    field: &str,
    sentence: &str,
    step: &Step,
    spans: &BTreeSet<Span>,
    told: bool,
) {
    let dosed = step.medicine.is_some() || step.kind.is_on_skin() || step.kind == Kind::Medicine;
    let words = words(sentence);
    if !dosed {
        if let Some(said) = elsewhere(&words, sentence, false).filter(|_| !told) {
            out.wrong_help(field, say::no_dose_here(&quoted(&said)), say::OWN_STEP);
        }
        return;
    }
    let worn = step.kind.is_worn().then(|| step.sessions.iter().filter_map(|session| session.length).max()).flatten();
    let mut told = Vec::new();
    for time in times(&words) {
        let fits = time.span.is_some_and(|span| spans.contains(&span));
        let for_so_long =
            time.is_length(&words) && worn.is_some_and(|longest| time.span.is_none_or(|span| span > longest));
        if !fits
            && (time.repeats(&words, step.medicine.is_some()) || for_so_long)
            && !(time.bare_hours || step.medicine.is_none() && warns_not(&words))
        {
            told.push(time.said);
        }
    }
    told.extend(endless(sentence));
    told.extend(
        per_day(&words).filter(|(count, _)| most_a_day(step).is_some_and(|most| *count > most)).map(|(_, said)| said),
    );
    if step.medicine.is_some() {
        let own = |at: &str| step.timing.at.iter().any(|time| time.to_string() == at);
        told.extend(clock_times(sentence).into_iter().filter(|at| !own(at)));
        told.extend(taken(&words, step));
    }
    for said in told {
        out.wrong_help(field, say::other_figure(&quoted(&said)), say::MATCH_FIGURES);
    }
}

/// What a text that stands beside no dose says of how often a medicine may be had, or heat, where that is
/// asked. `None`: nothing.
pub(super) fn elsewhere(words: &[String], sentence: &str, with_heat: bool) -> Option<String> {
    let medicine = words.iter().any(|word| is_medicine(word) || PIECES.contains(&word.as_str()));
    // A pad by itself is no heat: one may be soaked in an hour.
    let warm = |word: &String| HEAT.contains(&word.as_str()) && !word.starts_with("pad");
    let heat = with_heat && words.iter().any(warm);
    if !medicine && !heat || warns(words) {
        return None;
    }
    let repeated = || times(words).into_iter().find(|time| time.repeats(words, true)).map(|time| time.said);
    let counted = || per_day(words).next().map(|(_, said)| said);
    endless(sentence).or_else(repeated).or_else(|| counted().filter(|_| medicine))
}

fn warns_not(words: &[String]) -> bool {
    words.iter().any(|word| NOT.contains(&word.as_str()))
}

/// A time that a sentence names.
struct Time {
    /// The words.
    said: String,
    /// How long. `None`: nobody can hold it against a field.
    span: Option<Span>,
    /// The place of its first word, and that behind its last.
    from: usize,
    until: usize,
    /// A number right before hours, which is held against the fields elsewhere.
    bare_hours: bool,
}

/// The times that a sentence names: `30 minutes`, `half an hour`, `every hour`, `a couple of hours`.
fn times(words: &[String]) -> Vec<Time> {
    let word = |place: usize| words.get(place).map(String::as_str).unwrap_or_default();
    let mut found = Vec::new();
    for (place, unit) in words.iter().enumerate() {
        let Some((_, seconds)) = UNITS.iter().find(|(name, _)| name == unit) else { continue };
        let seconds = *seconds;
        let before = |back: usize| place.checked_sub(back).map(word).unwrap_or_default();
        let half = |word: &str| ["half", "halbe", "halben", "demi", "demi-heure"].contains(&word);
        let (from, amount) = match before(1) {
            // "Hourly" says it by itself.
            _ if unit.ends_with("ly") || unit.ends_with("lich") => (place, Some(seconds)),
            "a" | "an" if half(before(2)) => (place - 2, Some(seconds / 2)),
            "an" if before(2) == "of" && before(3) == "quarter" => (place - 3, Some(seconds / 4)),
            "a" | "an" | "the" | "other" => (place - 1, Some(seconds)),
            own if half(own) => (place - 1, Some(seconds / 2)),
            own if EACH.contains(&own) => (place, Some(seconds)),
            "of" if before(2) == "couple" => (place - 2, None),
            "few" | "several" | "couple" | "some" => (place - 1, None),
            own => match spelt(own) {
                Some(count) => (place - 1, Some(seconds.saturating_mul(count.into()))),
                None => continue,
            },
        };
        let bare_hours = HOURS.contains(&unit.as_str())
            && number(before(1)).is_some()
            && !["a", "an"].contains(&before(1))
            && !half(before(1));
        let said = words[from..=place].join(" ");
        found.push(Time { said, span: amount.map(Span::seconds), from, until: place + 1, bare_hours });
    }
    found
}

impl Time {
    /// Whether the sentence says that so much later it comes again. `swallowed`: to take it says that, too.
    fn repeats(&self, words: &[String], swallowed: bool) -> bool {
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let before = self.from.checked_sub(1).map(|place| words[place].as_str()).unwrap_or_default();
        let behind = words.get(self.until).map(String::as_str).unwrap_or_default();
        let last = words[self.until - 1].as_str();
        if EACH.contains(&before)
            || last.ends_with("ly")
            || last.ends_with("lich")
            || ["apart", "later"].contains(&behind)
        {
            return true;
        }
        // "4 an hour"
        if ["a", "an"].contains(&words[self.from].as_str()) && (number(before).is_some() || before == "once") {
            return true;
        }
        if before == "for" || has(&EFFECT) {
            return false;
        }
        let then = ["after", "in", "nach", "apr\u{e8}s", "wait", "between"].contains(&before);
        has(&AGAIN) || swallowed && then && has(&TAKES)
    }

    /// Whether it says how long something stays on.
    fn is_length(&self, words: &[String]) -> bool {
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let before = self.from.checked_sub(1).map(|place| words[place].as_str()).unwrap_or_default();
        ["for", "to", "least", "after", "than", "on"].contains(&before)
            && has(&["on", "off", "it", "leave", "keep", "stay", "pad", "pack", "ice", "heat", "cold", "warm"])
    }
}

/// A number in digits, in a word, or in two: `45`, `forty-five`.
fn spelt(word: &str) -> Option<u32> {
    const TENS: [(&str, u32); 14] = [
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fourty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("ninety", 90),
        ("zwanzig", 20),
        ("drei\u{df}ig", 30),
        ("vierzig", 40),
        ("sechzig", 60),
        ("quinze", 15),
        ("trente", 30),
    ];
    let tens = |word: &str| TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    number(word)
        .or_else(|| tens(word))
        .or_else(|| word.split_once('-').and_then(|(ten, one)| Some(tens(ten)? + number(one).filter(|one| *one < 10)?)))
}

/// A word for what has no end, unless the sentence is against that.
fn endless(sentence: &str) -> Option<String> {
    let text = sentence.to_lowercase();
    let found = |list: &[&str], warned: bool| {
        list.iter().find_map(|phrase| {
            let place = text.find(phrase)?;
            let before: Vec<&str> = text[..place].split_whitespace().collect();
            let against = warned && before.iter().any(|word| NOT.contains(&word.trim_end_matches(',')));
            (!against).then(|| (*phrase).to_owned())
        })
    };
    found(&NO_LIMIT, false).or_else(|| found(&WITHOUT_END, true)).or_else(|| found(&DOUBLE, true))
}

/// How many times in a day a sentence says: `six times a day`, `4x daily`, `up to 12 in 24 hours`.
fn per_day(words: &[String]) -> impl Iterator<Item = (u32, String)> {
    let word = |place: usize| words.get(place).map(String::as_str).unwrap_or_default();
    // How many words say that it is a day, from that place on.
    let day = |place: usize| match word(place) {
        own if own == "t\u{e4}glich" || own.starts_with("dail") => Some(1),
        "a" | "per" | "each" | "every" | "pro" | "par" => {
            ["day", "tag", "jour"].contains(&word(place + 1)).then_some(2)
        }
        "in" | "within" => (word(place + 1) == "24" && HOURS.contains(&word(place + 2))).then_some(3),
        _ => None,
    };
    let times =
        |place: usize| ["times", "x", "\u{d7}", "doses", "mal", "fois", "tablets", "pills"].contains(&word(place));
    let counts = words.iter().enumerate().filter_map(move |(place, first)| {
        let count = if first == "thrice" { Some(3) } else { spelt(first) }?;
        let until = if times(place + 1) { place + 2 } else { place + 1 };
        Some((count, words[place..until + day(until)?].join(" ")))
    });
    counts.collect::<Vec<_>>().into_iter()
}

/// How many times a day the fields of a step allow at most. `None`: they do not say it.
fn most_a_day(step: &Step) -> Option<u32> {
    let in_a_day = |span: Span| u32::try_from(COUNTED_OVER.as_seconds() / span.as_seconds().max(1)).ok();
    let medicine = step.medicine.as_ref();
    let by_mg = medicine.and_then(|medicine| medicine.most_mg_in_24h?.checked_div(medicine.dose_mg?));
    let at = u32::try_from(step.timing.at.len()).ok().filter(|times| *times > 0);
    [
        step.most_a_day,
        step.most_in_24h,
        medicine.and_then(|medicine| medicine.most_doses_in_24h),
        by_mg,
        medicine.and_then(|medicine| in_a_day(medicine.spacing)),
        step.timing.every.and_then(in_a_day),
        at,
    ]
    .into_iter()
    .flatten()
    .min()
}

/// The times of the clock in a sentence: `08:00`, and `9 pm` as `21:00`.
fn clock_times(sentence: &str) -> Vec<String> {
    let words: Vec<String> = sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let written = words.iter().filter_map(|word| {
        let (hour, minute) = word.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
        (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
    });
    let spoken = words.windows(2).filter_map(|pair| {
        let hour = spelt(&pair[0]).filter(|hour| (1..=12).contains(hour))?;
        match pair[1].as_str() {
            "am" | "o'clock" => Some(format!("{hour:02}:00")),
            "pm" => Some(format!("{:02}:00", hour % 12 + 12)),
            _ => None,
        }
    });
    written.chain(spoken).collect()
}

/// How many are taken at once, where nothing is named that is counted: `take two`, `take 4 with water`.
fn taken(words: &[String], step: &Step) -> Option<String> {
    let medicine = step.medicine.as_ref()?;
    let pairs = words.windows(2).enumerate().filter(|(_, pair)| SWALLOWS.contains(&pair[0].as_str()));
    let mut counts = pairs.filter_map(|(place, pair)| Some((place, number(&pair[1])?)));
    let ends = |place: usize| words.get(place + 2).is_none_or(|word| ENDS_COUNT.contains(&word.as_str()));
    let (place, _) = counts.find(|(place, count)| ends(*place) && !pieces_fit(medicine, *count))?;
    (!warns_not(words)).then(|| words[place..place + 2].join(" "))
}
