//! What is said between two things: what comes, and what is still good.

use crate::model::time::TimeOfDay;
use crate::words::{bare, on_or_at, unmarked, within};

pub(crate) const REST_IS_FINE: &str = "Rest is fine now.";
pub(crate) const I_WILL_CALL: &str = "I will call you.";
pub(crate) const NOTHING_WAITS: &str = "Nothing waits just now.";
pub(crate) const ANY_KEY: &str = "Any key";
pub(crate) const A_LETTER: &str = "a letter";

/// `Next: a slow walk at 10:45`, and on another day `Next: a slow walk on Mon at 10:45`.
pub(crate) fn next_at(name: &str, when: &str) -> String {
    let name = within(unmarked(name));
    let comma = if name.contains(',') { "," } else { "" };
    format!("Next: {name}{comma} {}", on_or_at(when))
}

/// `Next: a slow walk at 10:45, in 51 minutes.`
pub(crate) fn comes_in(next: &str, left: &str) -> String {
    format!("{next}, in {left}.")
}

/// `Next, a slow walk, at ten forty-five.`
pub(crate) fn next_spoken(name: &str, when: &str) -> String {
    format!("Next, {}, at {}. {I_WILL_CALL} Q leaves, all is kept.", within(unmarked(name)), spoken_time(when))
}

/// `The 13:45 slow walk is still good.`
pub(crate) fn still_good(name: &str, when: &str) -> String {
    format!("The {when} {} is still good.", bare(&within(unmarked(name))))
}

pub(crate) fn put_off(name: &str, until: &str) -> String {
    format!("Put off: {}, until {until}.", within(unmarked(name)))
}

pub(crate) fn quiet_until(until: &str) -> String {
    format!("Night. Quiet until {until}.")
}

pub(crate) fn choice_spoken(letter: impl std::fmt::Display, choice: &str) -> String {
    format!("{letter}: {}.", unmarked(choice))
}

/// A call at its moment. `length`: how long it takes, where that is known.
pub(crate) fn call(time: TimeOfDay, name: &str, length: Option<&str>) -> String {
    let length = length.map(|length| format!(", {length}")).unwrap_or_default();
    format!("It is {}. {}{length}. {ENTER_BEGINS}", clock(time), unmarked(name))
}

const ENTER_BEGINS: &str = "Enter begins. Z later.";

/// Questions wait, and a key answers them. `step`: whose only question it is.
pub(crate) fn question_waits(count: usize, step: Option<&str>) -> String {
    match (count, step) {
        (0 | 1, Some(step)) => format!("A question waits, for {step}."),
        (0 | 1, None) => "A question waits.".to_owned(),
        (count, _) => format!("{count} questions wait."),
    }
}

/// When a medicine that was taken may come again: `The next ibuprofen: not before 15:40.`
pub(crate) fn next_dose(name: &str, when: &str) -> String {
    format!("The next {}: not before {when}.", within(unmarked(name)))
}

/// The pain is less than it was at first: `Pain 6, it was 8 at the start.`
pub(crate) fn less_pain(now: u8, first: u8) -> String {
    format!("Pain {now}, it was {first} at the start.")
}

/// A call for a question.
pub(crate) fn call_question(time: TimeOfDay) -> String {
    format!("It is {}. A question.", clock(time))
}

/// Somebody to call, where the file has no shorter words. `say` is a sentence.
pub(crate) fn call_for_help(title: &str, say: &str) -> String {
    format!("{}: {say}", unmarked(title))
}

/// A call that nobody answered, again.
pub(crate) fn call_again(name: &str) -> String {
    format!("{} is still good.", unmarked(name))
}

/// After the machine has slept, at a time that was announced.
pub(crate) fn slept(now: TimeOfDay, when: &str, name: &str) -> String {
    format!("It is {now}. {}", still_good(name, when))
}

/// What is said on leaving. `next`: what comes, and when.
pub(crate) fn left(next: Option<(&str, &str)>) -> String {
    let next = next.map(|(name, when)| format!("{}.\n", next_at(name, when))).unwrap_or_default();
    format!("{next}All kept. Come back with: backflare\n")
}

/// A time of day as it is said: `ten forty-five`, `nine oh five`, `seven o'clock`.
pub(crate) fn clock(time: TimeOfDay) -> String {
    spoken_time(&time.to_string())
}

/// The same of a time in figures; other words stay as they are: `Mon 07:00` is `Mon seven o'clock`.
pub(crate) fn spoken_time(when: &str) -> String {
    let (before, time) = when.rsplit_once(' ').map_or(("", when), |(before, time)| (before, time));
    let parts = time.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    let Some((hour, minute)) = parts.filter(|(hour, minute): &(u8, u8)| *hour < 24 && *minute < 60) else {
        return when.to_owned();
    };
    let said = match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (hour, 0) => format!("{} o'clock", number(hour)),
        (hour, minute @ 1..=9) => format!("{} oh {}", number(hour), number(minute)),
        (hour, minute) => format!("{} {}", number(hour), number(minute)),
    };
    if before.is_empty() { said } else { format!("{before} {said}") }
}

/// A number below 60 in words.
fn number(n: u8) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 6] = ["", "", "twenty", "thirty", "forty", "fifty"];
    let small = |n: u8| SMALL.get(usize::from(n)).copied().unwrap_or_default();
    if n < 20 {
        return small(n).to_owned();
    }
    let tens = TENS.get(usize::from(n / 10)).copied().unwrap_or_default();
    if n.is_multiple_of(10) { tens.to_owned() } else { format!("{tens}-{}", small(n % 10)) }
}

#[cfg(test)]
mod tests {
    use super::{left, slept, spoken_time};
    use crate::model::time::TimeOfDay;

    #[test]
    fn a_time_is_said_as_people_say_it() {
        for (figures, words) in [
            ("10:45", "ten forty-five"),
            ("09:05", "nine oh five"),
            ("07:00", "seven o'clock"),
            ("00:00", "midnight"),
            ("12:00", "noon"),
            ("14:20", "fourteen twenty"),
            ("Mon 03:50", "Mon three fifty"),
            ("soon", "soon"),
        ] {
            assert_eq!(spoken_time(figures), words);
        }
    }

    #[test]
    fn what_was_announced_is_still_good() {
        let now = TimeOfDay::parse("14:20").expect("a time");
        assert_eq!(slept(now, "13:45", "A slow walk"), "It is 14:20. The 13:45 slow walk is still good.");
        assert_eq!(
            left(Some(("A slow walk", "10:45"))),
            "Next: a slow walk at 10:45.\nAll kept. Come back with: backflare\n"
        );
    }
}
