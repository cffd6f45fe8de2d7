//! Rule 25.6: the words of a step say nothing of doses, times or heat that its own fields do not say. What stands in the fields
//! is held against the rules; what stands in a sentence is not.
//!
//! "Take 4 tablets every 2 hours" beside a dose of 200 mg every 6 hours is refused; so is a posture on a heating pad.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Checker;
use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::protocol::format::{Medicine, Step};
use crate::protocol::problem::quoted;
use crate::words::problem::medicine as say;

/// Number words that stand before a unit as a figure would.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// What is counted when a medicine is taken.
const PIECES: [&str; 12] = [
    "tablet", "tablets", "pill", "pills", "capsule", "capsules", "caplet", "caplets", "sachet", "sachets", "drop",
    "drops",
];
const HOURS: [&str; 4] = ["hour", "hours", "hr", "hrs"];
const HEAT: [&str; 7] = ["heat", "heating", "heated", "heatpad", "pad", "pads", "hot-water"];
/// With one of these in the sentence it is a warning.
const AGAINST: [&str; 9] = ["no", "not", "never", "without", "off", "don't", "avoid", "instead", "before"];

/// A text of a step, with its field.
type Text<'a> = (String, &'a str);

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, step) in out.steps() {
        let spans = spans(step);
        for (field, text) in texts(&path, step) {
            for sentence in text.split(['.', '!', '?', ';']) {
                figures(out, &field, sentence, step, &spans);
                heat(out, &field, sentence, step);
            }
        }
    }
}

/// Everything that a step says, but how its medicine's amount is called: that is the dose itself.
fn texts<'a>(path: &str, step: &'a Step) -> Vec<Text<'a>> {
    let list = |field: &str, lines: &'a [String]| {
        let field = format!("{path}.{field}");
        lines
            .iter()
            .enumerate()
            .map(move |(index, line)| (format!("{field}[{index}]"), line.as_str()))
            .collect::<Vec<_>>()
    };
    let mut texts = vec![(format!("{path}.title"), step.title.as_str())];
    texts.extend(step.name.as_deref().map(|name| (format!("{path}.name"), name)));
    texts.extend(list("say", &step.say));
    texts.extend(step.why.as_deref().map(|why| (format!("{path}.why"), why)));
    if let Some(medicine) = &step.medicine {
        texts.extend(list("medicine.option_say", &medicine.option_say));
    }
    for (index, session) in step.sessions.iter().enumerate() {
        for (cue, one) in session.cues.iter().enumerate() {
            texts.push((format!("{path}.sessions[{index}].cues[{cue}].say"), one.say.as_str()));
        }
        if let Some(open) = &session.open {
            texts.extend(list(&format!("sessions[{index}].open.say"), &open.say));
        }
    }
    texts
}

/// The words of a sentence, in small letters, and numbers apart from what is joined to them: `400mg` is `400` and `mg`.
fn words(sentence: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in sentence.split(|c: char| c.is_whitespace() || "()\",:/".contains(c) && c != ',') {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let digits = word.chars().take_while(|c| c.is_ascii_digit() || *c == ',').count();
        let (number, rest) = word.split_at(digits);
        let rest = rest.trim_start_matches('-');
        words.extend([number.replace(',', ""), rest.to_owned()].into_iter().filter(|part| !part.is_empty()));
    }
    words
}

fn number(word: &str) -> Option<u32> {
    let named = NUMBERS.iter().position(|known| *known == word).and_then(|place| u32::try_from(place + 1).ok());
    word.parse().ok().or(named)
}

fn figures(out: &mut Checker<'_>, field: &str, sentence: &str, step: &Step, spans: &BTreeSet<Span>) {
    let words = words(sentence);
    for pair in words.windows(2) {
        let [first, unit] = pair else { continue };
        let Some(figure) = number(first) else { continue };
        let said = quoted(&format!("{first} {unit}"));
        let unit = unit.as_str();
        let dose = unit == "mg" || PIECES.contains(&unit);
        let fits = match (&step.medicine, dose) {
            (_, false) if !HOURS.contains(&unit) => true,
            // "No heat for 12 hours" is a warning; beside a dose hours are the dose's own.
            (None, false) if warns(&words) => true,
            (_, false) => spans.contains(&Span::hours(figure.into())),
            (None, true) => {
                out.wrong_help(field, say::no_dose_here(&said), say::OWN_STEP);
                continue;
            }
            (Some(medicine), true) if unit == "mg" => mg_fits(medicine, figure),
            (Some(medicine), true) => pieces_fit(medicine, figure),
        };
        if !fits {
            out.wrong_help(field, say::other_figure(&said), say::MATCH_FIGURES);
        }
    }
}

fn mg_fits(medicine: &Medicine, mg: u32) -> bool {
    let Medicine { dose_mg, option_mg, most_mg_in_24h, .. } = medicine;
    [*dose_mg, *option_mg, *most_mg_in_24h].contains(&Some(mg))
}

/// One piece is the dose, and two are the larger dose where that is twice as much; or the file says the amount in words.
fn pieces_fit(medicine: &Medicine, pieces: u32) -> bool {
    let larger = match (medicine.dose_mg, medicine.option_mg) {
        (Some(dose), Some(option)) if dose > 0 => Some(option / dose),
        (Some(_) | None, Some(_) | None) => None,
    };
    let said =
        medicine.amount.as_ref().is_some_and(|amount| words(amount).iter().any(|word| number(word) == Some(pieces)));
    said || pieces == 1 || larger == Some(pieces)
}

/// Every length of time that the fields of a step say; and the 24 hours, where they say how much in them.
fn spans(step: &Step) -> BTreeSet<Span> {
    fn collect(value: &Value, into: &mut BTreeSet<Span>) {
        match value {
            Value::String(text) => into.extend(Span::parse(text)),
            Value::Array(list) => list.iter().for_each(|value| collect(value, into)),
            Value::Object(fields) => fields.values().for_each(|value| collect(value, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut spans = BTreeSet::new();
    collect(&serde_json::to_value(step).unwrap_or_default(), &mut spans);
    let medicine = step.medicine.as_ref();
    if step.most_in_24h.is_some()
        || medicine.is_some_and(|medicine| medicine.most_mg_in_24h.is_some() || medicine.most_doses_in_24h.is_some())
    {
        spans.insert(Span::hours(24));
    }
    spans
}

/// Whether a sentence says what not to do.
fn warns(words: &[String]) -> bool {
    words.iter().any(|word| AGAINST.contains(&word.as_str()))
}

fn heat(out: &mut Checker<'_>, field: &str, sentence: &str, step: &Step) {
    if step.kind == Kind::Heat {
        return;
    }
    let words = words(sentence);
    if let Some(word) = words.iter().find(|word| HEAT.contains(&word.as_str())).filter(|_| !warns(&words)) {
        let said = quoted(word);
        out.wrong_help(field, say::no_heat_here(&said), say::OWN_STEP);
    }
}
