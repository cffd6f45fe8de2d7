//! What is said of a warning sign after it was told: that it was a slip, that somebody looked, that it is old and known.

use crate::model::profile::Fact;

/// What is typed to call an answer a slip.
pub(crate) const TYPE_SLIP: &str = "backflare screen --slip 'none of these is there'";
/// The words that a slip needs, and how the person says them in full.
pub(crate) const SLIP: &str = "none of these is there";
pub(crate) const SLIP_IN_FULL: &str = "it was a slip: none of these is there";

pub(crate) const WITHDRAWN: &str = "Withdrawn. Now the same questions again, from the top.\n";
pub(crate) const WRONG_KEY: &str = "The wrong key? Within two minutes, say:";
pub(crate) const SLIP_NEEDS_WORDS: &str = "a slip needs these words: none of these is there";
pub(crate) const NO_SIGN: &str = "no sign was given that could be a slip";
pub(crate) const TOO_LATE: &str = "two minutes are over, so it can no longer be a slip";
/// Said where somebody says after two minutes that nothing burned.
pub(crate) const BURN_STANDS: &str = "Two minutes are over, so the burn stands. Please be seen.";
pub(crate) const SINCE: &str = "something was recorded since, so it can no longer be a slip";
pub(crate) const SECOND: &str = "this card had a slip today";
pub(crate) const CLOCK_BEHIND: &str = "the clock is behind the sign, so nobody knows how long ago it was";
pub(crate) const NO_CARD: &str = "this was no answer to a card, so it has no slip";
pub(crate) const MAY_BE_SLIP: &str = "a warning sign is not taken back by undo";

/// Who can lift a sign that is no slip.
pub(crate) const WHO_LOOKED: &str =
    "Please be seen. If somebody looked at you, say who and where:\nbackflare screen --seen \"Dr Osei, City Hospital\"";

/// How a wrong key is called one.
pub(crate) fn wrong_key() -> String {
    format!("{WRONG_KEY}\n{TYPE_SLIP}")
}

/// A text as a sentence begins.
pub(crate) fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What is asked of a sign that a clinician looked at; `known`: of one that is old and known.
pub(crate) fn how_is_it(sign: &str, known: bool) -> String {
    let sign = begun(sign.trim_end_matches(['.', '?']));
    if known {
        format!("{sign}: is it different from your usual?")
    } else {
        format!("{sign}: is it still there, or worse?")
    }
}

/// What a plan is made for, where somebody said that it is so. Rule 23.2.
///
/// `injection`: of the two that one question asks of, it is made for that and not for an operation.
pub(crate) fn made_for(fact: Fact, injection: bool) -> String {
    let whom = if fact == Fact::BackSurgery && injection {
        "after an injection"
    } else if fact == Fact::BackSurgery {
        "after an operation"
    } else if fact == Fact::RecentInfection {
        "with an infection"
    } else if fact == Fact::Cancer {
        "who have or had cancer"
    } else if fact == Fact::WeakBones {
        "with weak bones, or on steroids for long"
    } else if fact == Fact::LowImmunity {
        "with a weak immune system"
    } else {
        "after a fall or a blow"
    };
    format!("This plan is made for people {whom}.")
}

/// Nobody is sure of what a plan is made for, for the first time. Rule 23.2.
pub(crate) fn once_more(what: &str) -> String {
    format!("Not sure: {what}. You may look it up, or ask. It is asked once more.")
}

/// What is typed to answer it.
pub(crate) const GONE: &str = "Gone:";
pub(crate) const STILL_THERE: &str = "There, not worse:";
pub(crate) const WORSE: &str = "Worse:";
pub(crate) const AS_USUAL: &str = "As usual:";
pub(crate) const DIFFERENT: &str = "Different:";
pub(crate) const TYPE_GONE: &str = "backflare answer gone";
pub(crate) const TYPE_STILL_THERE: &str = "backflare answer still-there";
pub(crate) const TYPE_WORSE: &str = "backflare answer worse";
pub(crate) const TYPE_AS_USUAL: &str = "backflare answer as-usual";
pub(crate) const TYPE_DIFFERENT: &str = "backflare answer different";
pub(crate) const NOT_SURE: &str = "Not sure counts as worse.";
pub(crate) const NOBODY_ASKS: &str = "nothing is asked of a sign just now";

/// How it is answered, in one hint.
pub(crate) fn how_to_say(known: bool) -> String {
    let types =
        if known { [TYPE_AS_USUAL, TYPE_DIFFERENT].as_slice() } else { &[TYPE_GONE, TYPE_STILL_THERE, TYPE_WORSE] };
    types.join("\n")
}

/// What stands until the flare ends of a sign that a clinician looked at.
pub(crate) fn seen_for(sign: &str, who: &str, when: &str) -> String {
    format!("Seen for: {}, by {}, {when}.", sign.trim_end_matches(['.', '?']), who.trim_end_matches('.'))
}

pub(crate) const WHO: &str = "who looked at you, and where, is missing";
pub(crate) const WHO_EXAMPLE: &str = "For example: backflare screen --seen \"Dr Osei, City Hospital\"";

/// A clinician looked so soon after an emergency sign that it is asked once more.
pub(crate) fn so_soon(minutes: i64) -> String {
    format!("That is {minutes} minutes after the sign. Did a clinician examine you?")
}

/// The words that say so, and how they are asked for.
pub(crate) const EXAMINED: &str = "yes, they did";
pub(crate) const IN_FULL: &str = "in full: yes, they did; else no";
pub(crate) const NOT_EXAMINED: &str = "it is not noted that somebody looked, so the sign stays";
pub(crate) const SAY_EXAMINED: &str = "They did examine you? Say so: --examined 'yes, they did'";

/// A sign that cannot be an old and known one.
pub(crate) fn never_known(sign: &str) -> String {
    format!("{sign:?} is never an old and known sign")
}

/// The signs that may be one.
pub(crate) fn may_be_known(signs: &str) -> String {
    if signs.is_empty() {
        "No sign of this plan may be.\nIt is there? backflare screen --sign ID".to_owned()
    } else {
        format!("These may be: {signs}\nIt is there? backflare screen --sign ID")
    }
}

/// The question behind a check of an old and known sign.
pub(crate) fn check(name: &str) -> &str {
    match name {
        "three-months" => "Has it been there for 3 months or more?",
        "clinician-knows" => "Does a clinician know of it?",
        "no-further" => "Is it no further down than usual?",
        "no-stronger" => "Is it stronger by less than 2 of 10?",
        "nothing-new" => "No new tingling, numbness or weakness: is that so?",
        "a-year" => "Was it 12 months ago or more?",
        "feels-the-same" => "Does this pain feel no different from before it?",
        "five-years" => "Did the last of it end 5 years ago or more?",
        other => other,
    }
}

pub(crate) const KNOWN_NEEDS: &str = "an old and known sign needs its answers, each with yes";

/// What is typed so that a sign counts as known. `look`: a clinician must have looked at this pain.
pub(crate) fn known_so(sign: &str, checks: &[&str], look: bool) -> String {
    let asked: Vec<String> = checks.iter().map(|name| format!("{name}: {}", check(name))).collect();
    let said: Vec<String> = checks.iter().map(|name| format!(" --check {name}=yes")).collect();
    let look = if look { " --who \"Dr Osei\" --on today" } else { "" };
    format!("{}\nbackflare screen --known {sign}{}{look}", asked.join("\n"), said.concat())
}

/// A check that is none, or whose answer is none.
pub(crate) fn no_check(text: &str) -> String {
    format!("{text:?} is no check of this sign with yes, no or not-sure")
}

pub(crate) const LOOKED_AT_THIS: &str = "Did a clinician look at this pain? Who, and where?";
pub(crate) const ON_WHICH_DAY: &str = "On which day?";
pub(crate) const A_DAY: &str = "2026-11-22, yesterday, today";
pub(crate) const WHO_OR_NO: &str = "Dr Osei, City Hospital; else no";
pub(crate) const COUNTS_AS_YES: &str = "Not everything was a yes, so the sign counts as there.\n";
pub(crate) const NEEDS_A_LOOK: &str =
    "It needs five years, and a look at this pain in this flare. Until then the sign counts as there.\n";
pub(crate) const YES_NO_UNSURE: &str = "yes, no, not sure";
