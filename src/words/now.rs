//! What the pages of now say around the steps: `next`, `today`, `status` and `why`.

use crate::model::time::Span;
use crate::words::{length, on_or_at, within};

pub(crate) const NO_FLARE: &str = "Nothing is running.";
pub(crate) const BE_SEEN_TODAY: &str = "BE SEEN TODAY";
pub(crate) const GET_EMERGENCY_HELP: &str = "GET EMERGENCY HELP";
pub(crate) const NOT_SURE: &str = "Not sure? Say yes.";
pub(crate) const NONE_OF_THESE: &str = "None of these:";
pub(crate) const ONE_OF_THEM: &str = "One of them:";
pub(crate) const SEEN: &str = "Seen by a clinician?";
pub(crate) const OLD_AND_KNOWN: &str = "Old, and known to one?";
pub(crate) const TAKEN: &str = "Taken?";
pub(crate) const CALLED: &str = "Called?";
pub(crate) const DONE: &str = "Done?";
pub(crate) const NOT_NOW: &str = "Not now?";
pub(crate) const PAIN_NOW: &str = "Pain now, 0 to 10?";
pub(crate) const PLAN_IS_OVER: &str = "This plan is over.";
pub(crate) const TO_END_IT: &str = "To end it:";
pub(crate) const SIGNS_TO_KNOW: &str = "Signs to know:";
pub(crate) const NOTHING_TO_DO: &str = "Nothing to do just now.";

/// The rest of the day, which the short one leaves out.
pub(crate) const MORE_TODAY: &str = "What is not now, and why: backflare today --all";

pub(crate) fn more_before(count: usize) -> String {
    format!("{count} before that")
}

pub(crate) fn more_later(count: usize) -> String {
    format!("and {count} more")
}

/// What is typed.
pub(crate) const TYPE_SEEN: &str = "backflare screen --seen \"who, where\"";
/// Says that a sign is old and known.
pub(crate) fn type_known(sign: &str) -> String {
    format!("backflare screen --known {sign}")
}

/// A pain that whoever gave the plan knows of: there on that day already?
pub(crate) fn there_by(day: &str) -> String {
    format!("There since {day} or longer?")
}

pub(crate) fn type_there_by(sign: &str, day: &str) -> String {
    format!("backflare screen --sign {sign} --at \"{day} 12:00\"")
}

pub(crate) const TYPE_PAIN: &str = "backflare log 5";
pub(crate) const TYPE_ANSWER: &str = "backflare answer";
pub(crate) const TYPE_HELPED: &str = "backflare profile set last-dose-helped n";
pub(crate) const TYPE_RED_FLAGS: &str = "backflare red-flags";

/// `mg` is the dose, where it is a number.
pub(crate) fn type_took(name: &str, mg: Option<u32>) -> String {
    let amount = mg.map(|mg| format!(" {mg}mg")).unwrap_or_default();
    format!("backflare took {name}{amount}")
}

/// What answers the question that waits: one grammar for all of them.
pub(crate) fn type_answer(word: &str) -> String {
    format!("{TYPE_ANSWER} {word}")
}

pub(crate) const TYPE_NONE: &str = "backflare answer none";
pub(crate) const TYPE_A_LINE: &str = "backflare answer a";
pub(crate) const TYPE_YES: &str = "backflare answer yes";
pub(crate) const TYPE_NO: &str = "backflare answer no";
pub(crate) const TYPE_NOT_YET: &str = "backflare answer not-yet";

pub(crate) fn type_set(question: &str, answer: &str) -> String {
    format!("backflare profile set {question} {answer}")
}

/// A medicine stands beside what is on show. `wanted`: it is for those who want it.
pub(crate) fn beside(medicine: &str, dose: Option<&str>, wanted: bool) -> String {
    // "ibuprofen 200 mg", and "the clear drop, 1 drop in the left eye".
    let in_mg = dose.is_some_and(|dose| dose.ends_with(" mg"));
    let dose = dose.map(|dose| if in_mg { format!(" {dose}") } else { format!(", {dose}") }).unwrap_or_default();
    let first = if wanted { "If you want it" } else { "Its time has come" };
    format!("{first}: {medicine}{dose}")
}

/// From when a medicine may be taken by those who want it.
pub(crate) fn wanted_from(medicine: &str, at: &str) -> String {
    format!("If you want it: {medicine} from {at}.")
}

/// How all that is known of a step is asked for.
pub(crate) fn type_why(step: &str) -> String {
    format!("backflare why {step}")
}

/// How somebody is guided through a step.
pub(crate) fn type_walk(step: &str) -> String {
    format!("backflare walk {step}")
}

pub(crate) const ABOUT_IT: &str = "About it:";

pub(crate) const ON_YOUR_FEET: &str = "Are you on your feet?";

/// That question, for somebody who is not asked by keys.
pub(crate) const ON_YOUR_FEET_TYPE: &str = "On your feet? backflare answer yes";

/// How a step is said to be done.
pub(crate) fn type_done(step: &str) -> String {
    format!("backflare done {step}")
}

pub(crate) const NOT_AT_ALL: &str = "Not at all:";

/// A sign is reported by its name.
pub(crate) fn type_this_sign(sign: &str) -> String {
    format!("backflare screen --sign {sign}")
}

/// What may be done while something else is asked.
pub(crate) fn meanwhile(step: &str) -> String {
    format!("Meanwhile: {step}")
}

/// Questions wait below what is on show. `step`: whose only question it is.
pub(crate) fn waits(count: usize, step: Option<&str>) -> String {
    match (count, step) {
        (0 | 1, Some(step)) => format!("A question waits, for {step}: {TYPE_ANSWER}"),
        (0 | 1, None) => format!("A question waits: {TYPE_ANSWER}"),
        (count, _) => format!("{count} questions wait: {TYPE_ANSWER}"),
    }
}

/// Questions come before a step.
pub(crate) fn before(title: &str) -> String {
    format!("Then: {title}.")
}

/// A guided step was cut off. `on`: it may still lie on the skin.
pub(crate) fn in_the_middle_of(title: &str, on: bool) -> String {
    let is_on = if on { " Take it off when its time is up." } else { "" };
    format!("You had begun {}. Go on?{is_on}", within(title))
}

pub(crate) const NOW_EMERGENCY: &str = "Now: get emergency help";
pub(crate) const NOW_BE_SEEN: &str = "Now: be seen today";
/// The week of a pregnancy, grown since it was told.
pub(crate) fn pregnant_in(week: u16) -> String {
    format!("Pregnant: about week {week} by now.")
}

pub(crate) const NOW_QUESTIONS: &str = "Now: a few questions";
pub(crate) const NOW_CHOICE: &str = "Now: choose what comes next";
pub(crate) const NOTHING_ELSE: &str = "Nothing else is due";

/// The headings of a day.
pub(crate) const MISSED: &str = "Missed, and not owed";
pub(crate) const WHENEVER: &str = "Whenever you ask";

pub(crate) const WHAT_COMES: &str = "What comes: backflare next";
pub(crate) const WHAT_TO_DO: &str = "What to do: backflare next";
pub(crate) const ANSWER_IT: &str = "Answer it: backflare next";
pub(crate) const HOW: &str = "How: backflare next";
pub(crate) const OVER_END_IT: &str = "This plan is over. To end it: backflare end";
pub(crate) const NOTHING_NOW: &str = "Nothing just now.";
pub(crate) const SIGN_NOTED: &str = "A warning sign was noted";

/// `note` is what they said.
pub(crate) fn seen(note: &str) -> String {
    format!("Seen by a clinician ({note})")
}

pub(crate) const DOWN_THE_LEG: &str = "Pain down the leg";
pub(crate) const LOGGED_LEG: &str = "Logged: it goes down the leg.";

/// `Day 1 - Stuck`.
pub(crate) fn day_and_phase(day: i64, phase: &str) -> String {
    format!("Day {day} - {phase}")
}

/// `5 of 10, down the leg`.
pub(crate) fn level(level: u8, leg: bool) -> String {
    let leg = if leg { ", down the leg" } else { "" };
    format!("{level} of 10{leg}")
}

pub(crate) const OUR_OWN_MARGIN: &str = "our own margin";

/// What stands in the place of a source where a figure has none: it is ours, or that of who wrote the file.
pub(crate) fn margin(publisher: &str) -> String {
    if publisher == env!("CARGO_PKG_NAME") {
        "This figure is a margin of our own.".to_owned()
    } else {
        format!("This figure is a margin of its author: {publisher}.")
    }
}
pub(crate) const WHERE_FROM: &str = "Where this comes from";
pub(crate) const NOTHING_AGAINST: &str = "Nothing we know of is against it now.";

pub(crate) fn comes_back(every: &str) -> String {
    format!("This plan brings it back {every} after the last time.")
}

/// `medicine`: it comes in a package that may be stricter.
pub(crate) fn general_information(medicine: bool) -> String {
    let package = if medicine { " If your package says less, follow the package." } else { "" };
    format!("This is general information.{package}")
}

/// `level` is in words, `when` a time.
pub(crate) fn pain(level: &str, when: &str) -> String {
    format!("Pain: {level}, {when}")
}

/// A thing that is worn: heat, cold, a patch.
pub(crate) fn on_since(when: &str, title: &str) -> String {
    format!("On since {when}: {}", within(title))
}

/// Of several things that wait for one reason: `heat, and 3 others: not in bed`.
pub(crate) fn and_others(first: &str, others: usize, why: &str) -> String {
    format!("{first}, and {others} others: {why}")
}

/// What a step for two is replaced by where nobody is there. `said` is why it is not for now.
pub(crate) fn alone(said: &str, title: &str) -> String {
    format!("{said} Alone: {}.", within(title))
}

/// `when` may be a sentence of its own: from when it is otherwise.
pub(crate) fn not_now(when: Option<&str>) -> String {
    when.map_or_else(|| "Not now.".to_owned(), |when| format!("Not now. {when}"))
}

/// A rule that says no, or yes, by what it rests on where that is told.
pub(crate) fn ruled(yes: bool, sentence: &str, facts: Option<&str>) -> String {
    let word = if yes { "yes " } else { "no  " };
    let facts = facts.map(|facts| format!(" ({facts})")).unwrap_or_default();
    format!("{word} {sentence}{facts}")
}

/// Who is behind it, each once.
pub(crate) fn comes_from(publishers: &[String]) -> String {
    format!("{WHERE_FROM}: {}.", publishers.join("; "))
}

/// How the facts and the sources are asked for.
pub(crate) fn more_why(step: &str) -> String {
    format!("Each figure and its source: backflare why {step} --all")
}

/// `Your pain was 8. It is 5 now.`
pub(crate) fn eased(first: u8, now: u8) -> String {
    format!("Your pain was {first}. It is {now} now.")
}

/// `11 of the last 14 evenings.`
pub(crate) fn evenings(done: i64, of: i64) -> String {
    if of == 1 { "One evening, the first.".to_owned() } else { format!("{done} of the last {of} evenings.") }
}

/// Somebody is back in prevention after some days.
pub(crate) const BACK_AGAIN: &str = "Good to see you. Five minutes tonight?";

/// The head of a page: which day of a flare it is, in which phase, and the time.
pub(crate) fn day(day: i64, phase: &str, time: &str) -> String {
    format!("Day {day} - {phase} - {time}")
}

/// What somebody is told who types the name of the program while nothing runs.
pub(crate) const HOW_TO_BEGIN: [&str; 3] =
    ["Back went out? backflare start", "Just a note? backflare log 6", "Everything: backflare --help"];

/// What comes next. `at` is a time, or a day and a time; `away` is told where it is not far: `Next: a walk at 10:50, in 49
/// minutes.`
pub(crate) fn next(step: &str, at: &str, away: Option<Span>) -> String {
    let at = on_or_at(at);
    let away = away.map(|away| format!(", in {}", length(away))).unwrap_or_default();
    format!("Next: {step} {at}{away}.")
}

/// A question of a step, with the answer that it was given.
pub(crate) fn answered(question: &str, yes: bool) -> String {
    let answer = if yes { "Yes." } else { "Not yet." };
    format!("{question} {answer}")
}

/// A step that was done in part: `Heat, 3 minutes of 20 minutes`.
pub(crate) fn part_of(title: &str, done: &str, of: &str) -> String {
    format!("{title}, {done} of {of}")
}

/// The small line on top, before anything is known: `Day 1 - 09:05`.
pub(crate) fn day_alone(day: i64, time: &str) -> String {
    format!("Day {day} - {time}")
}
