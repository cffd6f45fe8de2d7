//! A plan that says a clinician gave it: whether this person says yes to that, and what is over our margins without it.
//! Clinical rule 24.

use sha2::{Digest as _, Sha256};

use crate::acts::answer::RunningCourse;
use crate::acts::{Context, State, ask};
use crate::engine::case::Case;
use crate::engine::safety::prescribed::{Placing, given, placing};
use crate::error::Failure;
use crate::model::event::{Event, WherePain};
use crate::model::limits::PRESCRIBED_HOLDS_DAYS;
use crate::model::time::CivilDay;
use crate::process::Stream;
use crate::protocol::Problem;
use crate::protocol::check::over_margins;
use crate::protocol::format::{Prescribed, Protocol, Step};
use crate::render::wrap;
use crate::words::clean::clean;
use crate::words::prescription as say;

/// What was said on the command line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SaidOfPlan<'a> {
    /// The words of `--accept`.
    pub(crate) accept: Option<&'a str>,
    /// They know of the pain in the leg.
    pub(crate) knows_leg: bool,
}

/// The event that accepts the plan. `None`: it needs none, or it was not accepted and is within our margins as it is. A plan that
/// goes past them without a yes is not begun.
///
/// `text` is its file: another file is not what was accepted.
pub(crate) fn accepted(
    context: &mut Context<'_>,
    protocol: &Protocol,
    text: &str,
    said: SaidOfPlan<'_>,
) -> Result<Option<Event>, Failure> {
    let Some(prescribed) = &protocol.prescribed else {
        return match said.accept {
            Some(_) => Err(Failure::usage(say::NOBODY_GAVE_IT).hint(say::WITHOUT_ACCEPT)),
            None => Ok(None),
        };
    };
    let today = context.now()?.date();
    let yes = match said.accept {
        Some(words) => {
            when(prescribed, today)?;
            if !is_yes(words, &prescribed.who) {
                return Err(Failure::usage(say::NO_YES).hint(say::how(&prescribed.who)));
            }
            Some(said.knows_leg)
        }
        None if when(prescribed, today).is_ok() => by_keys(context, protocol, prescribed)?,
        None => None,
    };
    if let Some(knows_leg) = yes {
        let Prescribed { who, when } = prescribed.clone();
        context.process.err(&wrap(&format!("{}\n", say::from_whom(&who)), context.process.width()));
        return Ok(Some(Event::Accepted { who, when, sha256: fingerprint(text), knows_leg }));
    }
    let over = over_margins(protocol);
    let Some(first) = over.first() else { return Ok(None) };
    when(prescribed, today)?;
    Err(Failure::usage(say::over_our_margins(&whose(protocol, first), over.len())).hint(say::how(&prescribed.who)))
}

/// What goes past a margin, for whoever follows the plan: the step by its title, and nothing about its file.
fn whose(protocol: &Protocol, problem: &Problem) -> String {
    let place = problem.path.strip_prefix("steps[").and_then(|rest| rest.split_once(']')?.0.parse::<usize>().ok());
    let step = place.and_then(|place| protocol.steps.get(place));
    step.map_or_else(|| problem.to_string(), |step| format!("{}: {}", clean(&step.title), problem.message))
}

/// A yes in full. Whoever is named behind it is who the plan names.
///
/// For example: of "Anna Berg, physiotherapist" a `yes`, `yes, she gave it to me` and `yes, Anna gave it to me`; not
/// `yes, Dr Osei gave it to me`.
fn is_yes(said: &str, who: &str) -> bool {
    let letters = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (said, who) = (letters(said), letters(who));
    let own = |word: &String| YES_WORDS.contains(&word.as_str()) || who.contains(word);
    said.split_first().is_some_and(|(first, rest)| first == "yes" && rest.iter().all(own))
}

/// What may stand around a name in a yes.
const YES_WORDS: [&str; 22] = [
    "yes", "they", "she", "he", "did", "gave", "have", "has", "given", "it", "this", "that", "plan", "to", "me", "my",
    "the", "for", "from", "by", "was", "is",
];

/// What is wrong with the day on which a plan was given.
enum DayFault {
    /// It is yet to come.
    Future,
    /// So many days ago: more than it holds.
    TooOld(i64),
}

/// A plan is neither from tomorrow nor half a year old. Rule 24.1.
fn fault(when: CivilDay, today: CivilDay) -> Option<DayFault> {
    match today.since(when) {
        ..0 => Some(DayFault::Future),
        days if days > PRESCRIBED_HOLDS_DAYS => Some(DayFault::TooOld(days)),
        _ => None,
    }
}

fn when(prescribed: &Prescribed, today: CivilDay) -> Result<(), Failure> {
    let (message, hint) = match fault(prescribed.when, today) {
        None => return Ok(()),
        Some(DayFault::Future) => (say::from_the_future(&prescribed.when.to_string()), say::ASK_FOR_THE_DAY.to_owned()),
        Some(DayFault::TooOld(days)) => (say::too_old(days, PRESCRIBED_HOLDS_DAYS), say::ask_anew(&prescribed.who)),
    };
    Err(Failure::usage(message).hint(hint))
}

/// What is wrong with the day on which a plan was given, where that keeps it from being begun: without a yes it is over our own
/// margins, and nobody can say yes to it today.
pub(crate) fn not_today(protocol: &Protocol, today: CivilDay) -> Option<Problem> {
    let prescribed = protocol.prescribed.as_ref().filter(|_| !over_margins(protocol).is_empty())?;
    let (message, help) = match fault(prescribed.when, today)? {
        DayFault::Future => (say::from_the_future(&prescribed.when.iso()), say::ASK_WHICH_DAY),
        DayFault::TooOld(days) => (say::too_old_for_check(days, PRESCRIBED_HOLDS_DAYS), say::ASK_FOR_A_NEW_DAY),
    };
    Some(Problem { path: "prescribed.when".to_owned(), message, help: Some(help.to_owned()) })
}

/// Asks at a terminal. `None`: no yes; `Some`: yes, and whether they know of the pain in the leg.
fn by_keys(context: &mut Context<'_>, protocol: &Protocol, prescribed: &Prescribed) -> Result<Option<bool>, Failure> {
    let asks = context.process.is_terminal(Stream::In) && context.process.is_terminal(Stream::Out) && !context.json;
    if !asks {
        return Ok(None);
    }
    let yes = |reply: Option<String>| reply.is_some_and(|reply| reply.eq_ignore_ascii_case("yes"));
    let question = say::did_they(&prescribed.who, &prescribed.when.to_string());
    if !yes(ask::question(context, &question, say::YES_OR_NO)?) {
        return Ok(None);
    }
    if !protocol.signs.iter().any(|sign| sign.may_be_known && sign.leg) {
        return Ok(Some(false));
    }
    Ok(Some(yes(ask::question(context, say::KNOW_OF_LEG, say::YES_OR_NO)?)))
}

/// The events that say where the pain is after a step that a clinician gave: that alone, where the set stands there already, or
/// the set and that.
pub(crate) fn placed(
    course: &RunningCourse,
    state: &State,
    step: &Step,
    answer: WherePain,
) -> Result<Vec<Event>, Failure> {
    if !step.extension {
        return Err(Failure::usage(say::NOT_ASKED_HERE).hint(say::it_was_done(step.id.as_str())));
    }
    let case = Case::new(&course.protocol, &course.profile, &state.history);
    let waits = given(&case).is_some_and(|given| placing(&case, given, step) == Placing::Asked);
    let done = Event::Done { step: step.id.clone(), answer: None, partial: None, place: None };
    let placed = Event::Placed { step: step.id.clone(), answer };
    Ok(if waits { vec![placed] } else { vec![done, placed] })
}

/// What tells one file from another, in hexadecimal digits.
fn fingerprint(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, is_yes, when};
    use crate::model::time::CivilDay;
    use crate::protocol::format::Prescribed;

    #[test]
    fn only_a_yes_is_a_yes() {
        for (words, expected) in [
            ("yes, Anna gave it to me", true),
            ("Yes", true),
            (" yes ", true),
            ("y", false),
            ("no", false),
            ("yesterday", false),
            ("", false),
            ("ok yes", false),
            ("yes, she gave it to me", true),
            ("yes, Anna Berg, physiotherapist gave it to me", true),
            ("yes, Dr Osei gave it to me", false),
            ("yes, the internet did", false),
        ] {
            assert_eq!(is_yes(words, "Anna Berg, physiotherapist"), expected, "{words:?}");
        }
    }

    #[test]
    fn it_is_neither_of_tomorrow_nor_half_a_year_old() {
        let day = |text| CivilDay::parse(text).expect("a day");
        let prescribed = Prescribed { who: "Anna".to_owned(), when: day("2026-11-20") };
        for (today, fits) in [("2026-11-19", false), ("2026-11-20", true), ("2027-05-19", true), ("2027-05-20", false)]
        {
            assert_eq!(when(&prescribed, day(today)).is_ok(), fits, "{today}");
        }
    }

    #[test]
    fn a_byte_more_is_another_file() {
        assert_eq!(fingerprint(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_ne!(fingerprint("{}"), fingerprint("{} "));
    }
}
