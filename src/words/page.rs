//! What the program itself says on the pages that are handed over. What to do comes from the protocol, in its author's words.

use crate::model::class::Class;
use crate::model::event::{Content, Dose};
use crate::model::medicine::Ingredient;
use crate::model::profile::Answer;
use crate::model::time::Span;
use crate::words::clean::clean;
use crate::words::dose::OVER;
use crate::words::{count, ingredient, length, upper};

pub(crate) const HELPER: &str = "FOR THE PERSON WHO HELPS";
pub(crate) const FRIDGE: &str = "ON THE FRIDGE";
pub(crate) const EMERGENCY: &str = "EMERGENCY CARD";

/// A line to write on.
pub(crate) const BLANK: &str = "____________________";

pub(crate) fn printed(when: &str) -> String {
    format!("Printed {when}.")
}

pub(crate) fn began(at: &str) -> String {
    format!("It began {at}, with {BLANK}.")
}

pub(crate) const FOR_WHOM: &str = "For ____________________.";
pub(crate) const WHICH_DAY: &str = "Day ____   Date ______________";

pub(crate) fn call_if(number: &str) -> String {
    format!("CALL {number} IF")
}

pub(crate) const DOCTOR_IF: &str = "CALL A DOCTOR TODAY IF";
pub(crate) const STILL_DOWN: &str = "Still cannot stand after an hour";
pub(crate) const NOW: &str = "NOW";
pub(crate) const TONIGHT: &str = "TONIGHT";
pub(crate) const AVOID: &str = "AVOID";
/// What a plan says to the person stands on the page of who helps: "you" is who lies there.
pub(crate) const READ_TO_THEM: &str = "Read this to them:";
pub(crate) const TABLETS: &str = "TABLETS";
pub(crate) const WHEN_ASKED: &str = "WHEN WANTED";
pub(crate) const THE_DAY: &str = "THE DAY";
pub(crate) const THROUGH_THE_DAY: &str = "HOW LONG AND HOW OFTEN";
pub(crate) const ABOUT_ME: &str = "ABOUT ME";

/// What helps whoever lies on the floor, without a word of what hurts.
pub(crate) fn stay() -> Vec<String> {
    vec!["Phone and water within reach. Stay.".to_owned(), "Let the person move. Do not pull.".to_owned()]
}

pub(crate) const ASK_FIRST: &str = "Its questions are not answered yet, so ask first.";
pub(crate) const TO_STAND: &str =
    "To stand: bring a solid chair and hold it steady. Let them push with their own arms and legs.";
pub(crate) const WRITE_DOWN: &str = "Write down every tablet and its time.";

pub(crate) fn not_before(at: &str) -> String {
    format!("NOT BEFORE {at}")
}

pub(crate) const WITH_A_HELPER: &str = "WITH YOUR HANDS";

/// How long after the start: `day 3`.
pub(crate) fn on_day(after: Span) -> String {
    format!("day {}", after.as_days() + 1)
}

/// Something to leave alone for a while.
pub(crate) fn until(text: &str, until: &str) -> String {
    format!("{} (until {until})", text.trim_end_matches('.'))
}

/// How a step is done through the days: each of its stages, how far apart, how often.
pub(crate) struct Dosage {
    /// How long or how often, each from so long after the start.
    pub(crate) stages: Vec<(Span, String)>,
    /// The least time between two.
    pub(crate) every: Option<Span>,
    /// The most, and whether that is in any 24 hours.
    pub(crate) most: Option<(u32, bool)>,
    /// From so long after the start.
    pub(crate) from: Option<Span>,
    /// Until so long after it.
    pub(crate) until: Option<Span>,
}

/// A part of the day: `Midday: a walk, heat`.
pub(crate) fn block(title: &str, names: &[String]) -> String {
    format!("{title}: {}", names.join(", "))
}

/// What is asked about before it is done. `None`: nothing is.
pub(crate) fn questions_first(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("Answer the questions first: {}.", names.join(", ")))
}

/// `A walk: 5 minutes, 10 minutes from day 3, 3 hours apart, at most 4 a day`.
pub(crate) fn dosage(title: &str, dosage: &Dosage) -> String {
    let stage = |(from, text): &(Span, String)| {
        if from.as_days() == 0 { text.clone() } else { format!("{text} from {}", on_day(*from)) }
    };
    let mut parts: Vec<String> = dosage.stages.iter().map(stage).collect();
    parts.extend(dosage.every.map(|every| format!("{} apart", length(every))));
    parts.extend(dosage.most.map(|(most, in_24h)| {
        let per = if in_24h { "in 24 hours" } else { "a day" };
        format!("at most {most} {per}")
    }));
    parts.extend(dosage.from.filter(|from| from.as_days() > 0).map(|from| format!("not before {}", on_day(from))));
    parts.extend(dosage.until.map(|until| format!("only the first {}", length(until))));
    let mut letters = title.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if parts.is_empty() { title } else { format!("{title}: {}", parts.join(", ")) }
}

pub(crate) fn rounds(n: u32, sides: bool) -> String {
    let times = count(n.into(), "time");
    if sides { format!("{times} each side") } else { times }
}

pub(crate) const NO_TABLET: &str = "None noted. Ask before you give one.";
pub(crate) const NONE_NOTED: &str = "None noted.";
pub(crate) const GENERAL: &str = "General information. Their box and their doctor decide.";
pub(crate) const NOT_CHECKED: &str = "No clinician has checked it.";
pub(crate) const FROM_MY_NOTES: &str = "From my own notes.";

/// The heads of the table that is filled in by hand.
pub(crate) fn tablet_heads() -> Vec<String> {
    ["time", "what", "mg", "not before"].map(str::to_owned).to_vec()
}

/// A row of it.
pub(crate) fn tablet_row() -> Vec<String> {
    ["__:__", "_________", "_____", "__:__"].map(str::to_owned).to_vec()
}

pub(crate) const PAIN: &str = "Pain: morning ____  evening ____";

pub(crate) fn call(number: &str) -> String {
    format!("Call {number}.")
}

/// What is to be written in by hand.
pub(crate) fn blanks() -> Vec<String> {
    ["My name", "I am at", "Call for me"].map(|what| format!("{what}  {BLANK}")).to_vec()
}

pub(crate) const OTHER_MEDICINE: &str = "Other medicine  ____________________";
pub(crate) const AGE: &str = "Age";
pub(crate) const ALLERGY: &str = "Reaction to a pain reliever";
pub(crate) const THINNER: &str = "Blood thinner or steroids";
pub(crate) const PREGNANT: &str = "Pregnant";
pub(crate) const TAKEN: &str = "TAKEN IN 24 HOURS";

/// A dose by itself: `Nurofen Plus: ibuprofen 400 mg, codeine (opioid) 26 mg, Sun 22 Nov 10:10`.
pub(crate) fn dose(dose: &Dose, unknown: bool, at: &str) -> String {
    let name = clean(&dose.medicine);
    let pieces = |one: &str| dose.units.map_or_else(|| AMOUNT_NOT_NOTED.to_owned(), |units| pieces(units, one));
    let part = |content: &Content| {
        let (own, class) = (ingredient(&content.ingredient), content.class());
        let alcohol = class == Some(Class::Alcohol);
        let does = match class {
            Some(Class::Opioid) => " (opioid)",
            _ if !alcohol && content.drowsy().is_some() && content.ingredient != Ingredient::Sedating => {
                " (makes drowsy)"
            }
            _ => "",
        };
        match content.mg {
            Some(mg) => format!("{own}{does} {mg} mg"),
            None => format!("{own}{does}, {}", pieces(if alcohol { "drink" } else { "" })),
        }
    };
    let parts: Vec<String> = dose.contents().map(part).collect();
    let same = dose.contents().all(|content| content.ingredient.as_str().eq_ignore_ascii_case(&name));
    let mut text = match (parts.as_slice(), dose.amount_mg) {
        ([], Some(mg)) => format!("{name} {mg} mg"),
        ([], None) => format!("{name}, {}", pieces("")),
        (parts, _) if same => parts.join(", "),
        (parts, _) => format!("{name}: {}", parts.join(", ")),
    };
    if unknown {
        text.push_str(NOT_KNOWN);
    }
    format!("{text}, {at}")
}

/// So many of it: `2 drinks`, `2 of it`.
fn pieces(units: u16, one: &str) -> String {
    if one.is_empty() { format!("{units} of it") } else { count(units.into(), one) }
}

const AMOUNT_NOT_NOTED: &str = "amount not noted";
const NOT_KNOWN: &str = " (not known what is in it)";
pub(crate) const TIME_NOT_KNOWN: &str = "time not known";

/// A line that cannot be read, and may have been a dose.
pub(crate) fn perhaps_a_dose(line: &str, at: &str) -> String {
    format!("{line} cannot be read, perhaps a dose, {at}")
}

/// Several doses of one thing together: `Codeine together: 86 mg`. `over`: that is over its label.
pub(crate) fn together(name: &str, mg: u32, unsaid: u32, over: bool) -> String {
    let unsaid = (unsaid > 0).then(|| format!("{} of no noted amount", count(unsaid.into(), "dose")));
    let noted = (mg > 0).then(|| format!("{mg} mg"));
    let sum: Vec<String> = noted.into_iter().chain(unsaid).collect();
    let over = if over { format!(". {OVER}") } else { String::new() };
    format!("{} together: {}{over}", upper(name), sum.join(" and "))
}

/// An answer on the card: what nobody answered was not asked, and is never "no".
pub(crate) fn answer(what: &str, answer: Option<&Answer>) -> String {
    match answer {
        None => format!("{what}: not asked"),
        Some(Answer::No) => format!("{what}: no"),
        Some(Answer::Yes | Answer::Cleared) => format!("{what}: YES"),
        Some(Answer::Number(number)) => format!("{what}: {number}"),
        Some(Answer::Time(time)) => format!("{what}: {time}"),
        Some(Answer::Word(word)) => format!("{what}: {word}"),
    }
}
