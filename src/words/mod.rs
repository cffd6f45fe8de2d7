//! Every sentence that the program itself says: for a veto, for what speaks for a step, for a reason, for an alert.
//!
//! They stand in one place so that text, JSON and the walk say the same, and so that one person can read them aloud.
//! A test holds each of them to twenty words, and against the words that this program may not use. What comes from a
//! protocol comes in its author's words.

use crate::engine::plan::{Cause, Per, Reason};
use crate::engine::safety::{Fine, Veto, Why};
use crate::model::kind::Urgency;
use crate::model::medicine::Ingredient;
use crate::model::profile::{CardId, Fact};
use crate::model::time::{Hours, Moment, Span, Zone};
use crate::words::clean::clean;

pub mod clean;
pub mod dose;

/// How moments are told: seen from now, at this place, in somebody's days.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a> {
    /// The present moment.
    pub now: Moment,
    /// The zone of the place.
    pub zone: &'a Zone,
    /// When a day begins.
    pub hours: &'a Hours,
}

impl Times<'_> {
    /// `15:20` on this civil day, `Mon 03:50` within a week, and the date beyond that.
    pub fn at(&self, moment: Moment) -> String {
        let wall = self.zone.wall(moment);
        let days = self.hours.day_of(moment, self.zone).since(self.hours.day_of(self.now, self.zone));
        match days.abs() {
            0 => wall.time().to_string(),
            1..=6 => {
                let date = wall.date().to_string();
                let weekday = date.split(' ').next().unwrap_or_default();
                format!("{weekday} {}", wall.time())
            }
            7..=180 => wall.to_string(),
            // A clock that is years behind is told by the year.
            _ => self.zone.stamp(moment).to_string().get(..16).unwrap_or_default().replace('T', " "),
        }
    }

    /// `Not before 15:20.`
    pub fn not_before(&self, moment: Moment) -> String {
        format!("Not before {}.", self.at(moment))
    }
}

/// A length in words: `1 hour 30 minutes`.
pub fn length(span: Span) -> String {
    let seconds = span.as_seconds().max(0);
    if seconds >= 7 * 86_400 && seconds % 86_400 == 0 {
        return count(seconds / 86_400, "day");
    }
    let parts = [(seconds / 3600, "hour"), (seconds % 3600 / 60, "minute"), (seconds % 60, "second")];
    let told: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, unit)| count(n, unit)).collect();
    if told.is_empty() { "no time".to_owned() } else { told.join(" ") }
}

fn count(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

fn times_over(n: u32) -> String {
    match n {
        0 => "not yet".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// A title within a sentence: `a slow walk`.
pub fn within(title: &str) -> String {
    let title = clean(title);
    let mut letters = title.chars();
    let (first, second) = (letters.next(), letters.next());
    let plain = first != Some('I') || second.is_some_and(char::is_lowercase);
    if plain && second.is_none_or(|c| c.is_lowercase() || c == ' ') {
        first.into_iter().flat_map(char::to_lowercase).chain(title.chars().skip(1)).collect()
    } else {
        title
    }
}

/// An ingredient with its plain word.
pub fn ingredient(ingredient: &Ingredient) -> String {
    match ingredient {
        Ingredient::Ibuprofen => "ibuprofen".to_owned(),
        Ingredient::Naproxen => "naproxen".to_owned(),
        Ingredient::Aspirin => "aspirin".to_owned(),
        Ingredient::Diclofenac => "diclofenac".to_owned(),
        Ingredient::MethylSalicylate => "wintergreen rub (methyl salicylate)".to_owned(),
        Ingredient::OtherNsaid => "another anti-inflammatory".to_owned(),
        Ingredient::Acetaminophen => "acetaminophen (paracetamol)".to_owned(),
        Ingredient::Sedating => "something that makes drowsy".to_owned(),
        Ingredient::Other(name) => clean(name.as_str()).replace('-', " "),
    }
}

/// What a question is about, in a few words.
pub fn topic(fact: Fact) -> &'static str {
    match fact {
        Fact::Age => "your age",
        Fact::FirstFlare => "a first ever flare",
        Fact::Pregnant => "pregnancy",
        Fact::Cancer => "cancer, now or earlier",
        Fact::WeakBones => "weak bones or long-term steroids",
        Fact::LowImmunity => "a weak immune system",
        Fact::RecentInfection => "a serious infection lately",
        Fact::BackSurgery => "an operation or injection where it hurts now",
        Fact::FallOrBlow => "a fall, a blow or a knock",
        Fact::StillSo => "what you told us before",
        Fact::Allergy => "a reaction to a pain reliever",
        Fact::Bleeding => "a stomach ulcer, bleeding or bowel disease",
        Fact::ThinnerSteroid => "a blood thinner, daily aspirin or steroids",
        Fact::Warfarin => "warfarin",
        Fact::HeartKidney => "heart, blood pressure, kidney or liver trouble",
        Fact::Liver => "liver trouble",
        Fact::DiureticAsthma => "water tablets or asthma",
        Fact::Alcohol => "three or more drinks most days",
        Fact::TryingFeeding => "trying for a baby or breast-feeding",
        Fact::UnderCare => "a doctor's care for something serious",
        Fact::Light => "a weight under 50 kg",
        Fact::Pharmacist => "a pharmacist's word on this",
        Fact::RecentMedicine => "other medicine in the last 24 hours",
        Fact::LastDoseHelped => "whether the last dose helped",
        Fact::LessFeeling => "numb skin, nerve damage or diabetes",
        Fact::Circulation => "poor blood flow",
        Fact::Raynaud => "white fingers or hives from cold",
        Fact::HighPressure => "severe high blood pressure or heart disease",
        Fact::Bruise => "a fresh bruise or swelling",
        Fact::BrokenSkin => "broken, sore or irritated skin",
        Fact::Drowsy => "alcohol or something that makes drowsy",
        Fact::Warmth => "heat or cold",
        Fact::HelperHere => "somebody being with you",
        Fact::Clot => "a blood clot or a bleeding problem",
        Fact::DiscScoliosis => "a slipped disc or the like",
        Fact::Device => "a pacemaker or an implant",
        Fact::Nerve => "diabetes, nerve damage or epilepsy",
        Fact::Surgery => "recent surgery",
        Fact::Region => "where you are",
        Fact::Wakes => "when you get up",
        Fact::Sleeps => "when you go to bed",
        Fact::DayStarts => "when your day begins",
        Fact::Voice => "the voice",
    }
}

/// Whom to ask after a yes.
fn ask_whom(fact: Fact) -> &'static str {
    match (fact, fact.question().card) {
        (Fact::Pregnant | Fact::TryingFeeding, _) => "Please ask your midwife, doctor or pharmacist first.",
        (Fact::Bruise | Fact::BrokenSkin | Fact::Drowsy, _) => "Leave it out for now.",
        (_, CardId::Medicine | CardId::Dose) => "Please ask a pharmacist or doctor about this one.",
        (_, CardId::Massage) => "Please ask a clinician before massage with a device or a ball.",
        (_, CardId::AboutYou | CardId::Warmth | CardId::Helper | CardId::Day) => "Please ask a clinician first.",
    }
}

/// Why safety says no, and from when it may not.
pub fn veto(veto: &Veto, times: &Times<'_>) -> String {
    with_until(why(&veto.why, times), veto.until, times)
}

fn with_until(sentence: String, until: Option<Moment>, times: &Times<'_>) -> String {
    match until.filter(|until| *until > times.now) {
        Some(until) => format!("{sentence} {}", times.not_before(until)),
        None => sentence,
    }
}

/// Why safety says no. A figure that is ours and no published fact is called "our own margin".
pub fn why(why: &Why, times: &Times<'_>) -> String {
    match why {
        Why::CardPending(Urgency::Emergency) => "The emergency questions come first.".to_owned(),
        Why::CardPending(Urgency::SameDay) => "The questions about today come first.".to_owned(),
        Why::CardPending(Urgency::Soon) => "A few questions come first.".to_owned(),
        Why::Latched(Urgency::Emergency) => "You told us of an emergency sign. Get help first.".to_owned(),
        Why::Latched(Urgency::SameDay) => "You told us of a sign that must be seen today.".to_owned(),
        Why::Latched(Urgency::Soon) => "You told us of a sign that a clinician should look at.".to_owned(),
        Why::Unanswered(fact) => format!("We do not know yet about {}, so this waits.", topic(*fact)),
        Why::Answered(fact) => format!("You told us about {}. {}", topic(*fact), ask_whom(*fact)),
        Why::TooYoung => "This program is for adults of 18 and over.".to_owned(),
        Why::AskPharmacist => "At 60 or over, ask a pharmacist first.".to_owned(),
        Why::NeedsHelper => "At 65 or over, only with somebody there. That is our own margin.".to_owned(),
        Why::TooSoon { ingredient: what, gap, last } => {
            format!("The last {} was at {}. Leave {} between doses.", ingredient(what), times.at(*last), length(*gap))
        }
        Why::OverSum { ingredient: what, taken_mg, dose_mg, most_mg } => format!(
            "Label limit reached: {taken_mg} mg of {} in 24 hours. With {dose_mg} mg it would be over {most_mg} mg.",
            ingredient(what)
        ),
        Why::TooManyDoses { taken, most } => {
            format!("Label limit reached: {} in 24 hours, and {most} is the most.", times_over(*taken))
        }
        Why::OverSingle { most_mg } => format!("One dose would be over {most_mg} mg, the label limit."),
        Why::SmallerFirst { dose_mg } => format!("The larger dose is only for when {dose_mg} mg did not help."),
        Why::OtherNsaid(what) => format!(
            "You had {} in the last 24 hours. One anti-inflammatory at a time. The 24 hours are our own margin.",
            ingredient(what)
        ),
        Why::UnknownMedicine => "In the last 24 hours you took something, and we do not know what is in it.".to_owned(),
        Why::TooManyDays { days, most } => {
            format!("Pain relievers on {days} days. Label limit reached: {most} days. Please see a clinician.")
        }
        Why::NeverOffered(what) => format!("This program never offers {}.", ingredient(what)),
        Why::ClockBehind => "The computer's clock is behind your newest entry, so no wait can be counted.".to_owned(),
        Why::Unreadable => "A line of your journal cannot be read. It may have been a dose.".to_owned(),
        Why::SessionTooSoon { gap } => format!("Leave {} from one to the next.", length(*gap)),
        Why::TooManySessions { most } => {
            format!("At most {} in 24 hours. That is our own margin.", times_over(*most))
        }
        Why::HeatColdApart { gap } => format!("Heat and cold stay {} apart.", length(*gap)),
        Why::SessionTooLong { most } => format!("It would last longer than {}.", length(*most)),
        Why::Asleep => "Not in bed, and not in sleeping hours: you may fall asleep on it.".to_owned(),
        Why::TooCloseToBed => "It could not be off in time before bed. That is our own margin.".to_owned(),
        Why::Drowsy { gap } => {
            format!("Something that makes drowsy counts for {}. That is our own margin.", length(*gap))
        }
        Why::Bruise => "Not on a fresh bruise or swelling.".to_owned(),
        Why::CreamOn { gap } => {
            format!("There was cream, a rub or a patch on the skin. Wait {}: our own margin.", length(*gap))
        }
        Why::AfterHeat { gap } => {
            format!("There was heat on the skin. Wait {}: our own margin.", length(*gap))
        }
        Why::PatchIsOn => "A patch or a rub is still on. One at a time.".to_owned(),
        Why::PatchOff { gap } => format!("Leave {} without a patch. That is our own margin.", length(*gap)),
        Why::TooManyTopicalDays { days, most } => {
            format!("A rub or a patch on {days} days. Label limit reached: {most} days. Please see a clinician.")
        }
        Why::NotInRegion(what) => {
            format!("Where you are, {} is not sold like this. Ask a pharmacist.", ingredient(what))
        }
        Why::SpotTooLong { most } => format!("It would stay on one spot for longer than {}.", length(*most)),
        Why::EnoughMassage { most } => format!("With this one it would be more than {} today.", length(*most)),
        Why::TooEarly { from } => {
            format!("This opens {} after the start. That is our own margin.", length(*from))
        }
        Why::TooLate { ended } => format!("The plan is over after {}.", length(*ended)),
        Why::NotSmallEnough => "In the first 48 hours, only very small moves, five at a time.".to_owned(),
        Why::EnoughSets { most } => format!("Done {} today. That is enough for now.", times_over(*most)),
        Why::LegSign => "You told us of a sign in the leg, so this is left out.".to_owned(),
        Why::NotSteady => "It waits for two check-ins in a row with no clear rise and no leg sign.".to_owned(),
        Why::NoRule => "Its dose is not known here, so it is not offered.".to_owned(),
    }
}

/// Why a rule has nothing against it.
pub fn fine(fine: &Fine, times: &Times<'_>) -> String {
    match fine {
        Fine::Screened => "The questions are answered, and you told us of none of these signs.".to_owned(),
        Fine::AlwaysAllowed => "This stays open, whatever the questions say.".to_owned(),
        Fine::Eligible => "Nothing you told us about yourself stands against it.".to_owned(),
        Fine::QuestionsClear => "The questions before it are answered, and none stands against it.".to_owned(),
        Fine::GapKept { ingredient: what, last: Some(last), gap } => {
            format!("The last {} was at {}, at least {} ago.", ingredient(what), times.at(*last), length(*gap))
        }
        Fine::GapKept { ingredient: what, last: None, gap } => {
            format!("No {} is noted. Leave {} between doses.", ingredient(what), length(*gap))
        }
        Fine::SumKept { ingredient: what, taken_mg, dose_mg, most_mg } => format!(
            "{taken_mg} mg of {} in 24 hours. With {dose_mg} mg it is within the label limit of {most_mg} mg.",
            ingredient(what)
        ),
        Fine::NoOtherNsaid => "No other anti-inflammatory is noted in the last 24 hours.".to_owned(),
        Fine::DaysKept { days, most } => {
            format!("Pain relievers on {} so far, of {most} at most.", count((*days).into(), "day"))
        }
        Fine::RecordsGood => "The clock and every line of your journal can be trusted.".to_owned(),
        Fine::SessionsKept { in_24h, most, gap } => {
            format!("In 24 hours: {}, of {most} at most, {} apart.", times_over(*in_24h), length(*gap))
        }
        Fine::HeatColdKept { gap } => format!("Heat and cold are at least {} apart.", length(*gap)),
        Fine::Awake => "You are awake, and it would be off in time before bed.".to_owned(),
        Fine::NothingDrowsy => "Nothing that makes drowsy is noted.".to_owned(),
        Fine::TimesKept { taken, most } => {
            format!("In 24 hours: {}, of {most} at most.", times_over(*taken))
        }
        Fine::HeatGone { gap } => format!("No heat is noted in the last {}.", length(*gap)),
        Fine::NoCream { gap } => format!("No cream, rub or patch is noted in the last {}.", length(*gap)),
        Fine::NoPatch { gap } => format!("No patch is noted in the last {}.", length(*gap)),
        Fine::TopicalDaysKept { days, most } => {
            format!("A rub or a patch on {} so far, of {most} at most.", count((*days).into(), "day"))
        }
        Fine::LengthKept { most } => format!("It lasts no longer than {}.", length(*most)),
        Fine::RegionFits => "It is sold without prescription where you are.".to_owned(),
        Fine::MassageKept { most } => format!("Today it stays within {}.", length(*most)),
        Fine::LateEnough { from } => format!("The start was at least {} ago.", length(*from)),
        Fine::SmallMove => "It is a very small move.".to_owned(),
        Fine::SetsKept { done, most } => format!("Today: {}, of {most} at most.", times_over(*done)),
        Fine::NoLegSign => "No sign in the leg is noted.".to_owned(),
        Fine::Steady => "The last two check-ins show no clear rise.".to_owned(),
    }
}

/// Why a step is not now, and from when it may be.
pub fn reason(reason: &Reason<'_>, until: Option<Moment>, times: &Times<'_>) -> String {
    with_until(bare_reason(reason, times), until, times)
}

fn bare_reason(reason: &Reason<'_>, times: &Times<'_>) -> String {
    match reason {
        Reason::Veto(veto) => why(&veto.why, times),
        Reason::Phase(phase) => format!("It belongs to another stretch. This one is: {}.", within(&phase.title)),
        Reason::NotYet(span) => format!("It opens {} after the start.", length(*span)),
        Reason::Over(span) => format!("It was for the first {}.", length(*span)),
        Reason::Apart { from, gap } => {
            format!("It keeps {} from this: {}.", length(*gap), clean(from).replace('-', " "))
        }
        Reason::Enough { most, per } => {
            let per = match per {
                Per::Day => "today",
                Per::Hours24 => "in 24 hours",
                Per::Week => "in seven days",
            };
            format!("Done {} {per}. That is enough for now.", times_over(*most))
        }
        Reason::PainBelow(level) => format!("It is for pain of {level} or more. Log yours to see."),
        Reason::PainAbove(level) => format!("It is for pain of {level} or less. Log yours to see."),
        Reason::Needs(step) => format!("This comes first: {}.", within(&step.title)),
        Reason::NeedsHelper => "It needs somebody there to help.".to_owned(),
        Reason::Leg => "You told us of a sign in the leg, so this is left out.".to_owned(),
        Reason::Pregnant => "It is left out in pregnancy. Please ask your midwife or doctor.".to_owned(),
        Reason::Brake => "It waits for two check-ins in a row with no clear rise.".to_owned(),
        Reason::InsteadOf(step) => format!("It stands in for something that is open to you: {}.", within(&step.title)),
        Reason::Pace(span) => format!("Rest first: {} from one thing to the next.", length(*span)),
        Reason::Routine(routine) => format!("It is part of what comes soon: {}.", within(&routine.title)),
        Reason::NotDue => "Its next time has not come yet.".to_owned(),
        Reason::Hours => "It is for another time of day.".to_owned(),
        Reason::Snoozed => "You put it off.".to_owned(),
        Reason::OnDemand => "It is there whenever you ask for it.".to_owned(),
        Reason::Done => "It is done, and does not come again.".to_owned(),
        Reason::NotLiked => "You said that you do not like it.".to_owned(),
        Reason::PlanEnded => "The plan is over after 42 days.".to_owned(),
        Reason::NotHere => "This protocol does not offer it. It is only recorded.".to_owned(),
    }
}

/// What an alert says, most important line first. Never empty.
pub fn cause(cause: &Cause<'_>, urgency: Urgency, times: &Times<'_>, region: Option<&str>) -> Vec<String> {
    let number = emergency_number(region);
    let own = |lines: &[&str]| lines.iter().map(|line| fill(line, "", &number)).collect::<Vec<_>>();
    let theirs = |lines: &[String], sign: &str| {
        if lines.is_empty() { referral(urgency, sign, &number) } else { filled(lines, sign, &number) }
    };
    match cause {
        Cause::Sign { text, say } => theirs(say, &within(text)),
        Cause::Escalation(say) | Cause::PastLimit(say) => theirs(say, ""),
        Cause::TooYoung => own(&[
            "This program is for adults. Tell a parent or carer now.",
            "Please speak to a clinician today.",
            "In an emergency, call {emergency-number}.",
        ]),
        Cause::FirstFlareOver50 => own(&["A first flare over 50 is worth a call to a clinician. Please arrange one."]),
        Cause::TenDays => own(&["Ten days of pain medicine. The label stops here: see a clinician."]),
        Cause::OverLimit { ingredient, sum_mg, most_mg, poison } => vec![
            if *poison {
                "That is over the label limit. Call a poison line or doctor now, even if you feel fine.".to_owned()
            } else {
                "That is over the label limit. Call a pharmacist or doctor today.".to_owned()
            },
            format!("In 24 hours: {sum_mg} mg of {}. The limit is {most_mg} mg.", clean(ingredient)),
        ],
        Cause::ClockBehind { newest } => vec![
            format!("The computer's clock is behind your newest entry, of {}.", times.at(newest.moment)),
            "No medicine is offered until it is right. Please set the clock.".to_owned(),
        ],
        Cause::Unreadable { line } => vec![
            format!("Line {line} of your journal cannot be read."),
            "It counts as an unknown medicine, and the questions are asked again.".to_owned(),
            "Look at it with backflare doctor.".to_owned(),
        ],
        Cause::TakeOff { step, title, by } => {
            let what = within(title);
            let what = what.trim_end_matches(['.', '?', '!']);
            vec![
                if *by <= times.now {
                    format!("Take it off now: {what}. It should have been off by {}.", times.at(*by))
                } else {
                    format!("Take it off by {}: {what}.", times.at(*by))
                },
                format!("Is it off? Then say so with backflare off {step}."),
            ]
        }
        Cause::Sedated { until } => {
            vec![format!("No driving and no alcohol before {}: something you took makes drowsy.", times.at(*until))]
        }
        Cause::PlanEnded => own(&["The plan is over after 42 days. Please see a doctor. Your notes are kept."]),
    }
}

/// What is said of a sign where a protocol says nothing.
fn referral(urgency: Urgency, sign: &str, number: &str) -> Vec<String> {
    let lines: &[&str] = match urgency {
        Urgency::Emergency => &["Please get emergency help now.", "Call {emergency-number}, or ask someone to call."],
        Urgency::SameDay => &["Please be seen today.", "Call your doctor, an urgent care line or a clinic."],
        Urgency::Soon => &["Please tell a clinician about this in the next days."],
    };
    let mut said: Vec<String> = lines.iter().map(|line| fill(line, "", number)).collect();
    if !sign.is_empty() {
        said.push(format!("Say: {}.", clean(sign).trim_end_matches(['.', '?'])));
    }
    said
}

/// The number to call in an emergency. Where the place is not known, it is not guessed: all four, with their countries.
pub fn emergency_number(region: Option<&str>) -> String {
    match region {
        Some("us") => "911",
        Some("uk") => "999",
        Some("eu") => "112",
        Some("au") => "000",
        Some(_) | None => "911 US, 999 UK, 112 EU, 000 AU",
    }
    .to_owned()
}

/// A text of a protocol with `{sign}` and `{emergency-number}` filled in, and cleaned.
pub fn fill(text: &str, sign: &str, number: &str) -> String {
    clean(&text.replace("{emergency-number}", number).replace("{sign}", sign.trim_end_matches(['.', '?'])))
}

/// Each of a protocol's lines, filled in.
pub fn filled(lines: &[String], sign: &str, number: &str) -> Vec<String> {
    lines.iter().map(|line| fill(line, sign, number)).collect()
}

#[cfg(test)]
mod tests;
