//! Rule 25.6: the words of a step say nothing of doses, times or heat that its own fields do not say. What stands in the fields
//! is held against the rules; what stands in a sentence is not.
//!
//! "Take 4 tablets every 2 hours" beside a dose of 200 mg every 6 hours is refused; so is a posture on a heating pad.

use std::collections::BTreeSet;

use serde_json::Value;

use super::sentence::{AGAINST, HEAT, HOURS, PIECES, binds, is_medicine, number, pieces_fit, warns, words};
use super::{Checker, how_often};
use crate::model::class::Class;
use crate::model::kind::Kind;
use crate::model::medicine::resolve::{Resolved, resolve};
use crate::model::time::Span;
use crate::protocol::format::{Medicine, Step};
use crate::protocol::named::contains;
use crate::protocol::problem::quoted;
use crate::words::problem::medicine as say;

/// What is counted only right behind its number: one also lets an arm drop.
const DROPS: [&str; 2] = ["drop", "drops"];
/// How much a unit is, in milligrams.
const UNITS: [(&str, u32); 8] = [
    ("mg", 1),
    ("mgs", 1),
    ("milligram", 1),
    ("milligrams", 1),
    ("milligramm", 1),
    ("g", 1_000),
    ("gram", 1_000),
    ("grams", 1_000),
];
/// What a number also counts, as several: then it is no dose.
const OTHERS: [&str; 10] = ["hours", "hrs", "minutes", "mins", "seconds", "days", "weeks", "months", "years", "times"];
/// Parts of a number, or a number that nobody can hold against a field.
const VAGUE: [&str; 7] = ["hundred", "thousand", "handful", "few", "several", "couple", "dozen"];
/// How many words may stand between a number and what it counts: `6 blue capsules`.
const BETWEEN: usize = 3;
/// Two words that are heat together.
const HEAT_PAIRS: [(&str, &str); 4] =
    [("hot", "bottle"), ("hot", "water"), ("electric", "blanket"), ("microwave", "bag")];

/// A text of a step, with its field.
type Text<'a> = (String, &'a str);

/// What ends a sentence.
const ENDS: [char; 4] = ['.', '!', '?', ';'];

pub(super) fn check(out: &mut Checker<'_>) {
    outside(out);
    for (path, step) in out.steps() {
        title(out, &path, step);
        let spans = spans(step);
        for (field, text) in texts(&path, step) {
            for sentence in text.split(ENDS) {
                let before = out.problems.len();
                figures(out, &field, sentence, step, &spans);
                heat(out, &field, sentence, step);
                let told = out.problems.len() > before;
                how_often::check(out, &field, sentence, step, &spans, told);
            }
        }
        other_medicine(out, &path, step);
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
    texts.extend(list("beside", &step.beside));
    texts.extend(list("say_pregnant", &step.say_pregnant));
    for (index, position) in step.positions.iter().enumerate() {
        texts.push((format!("{path}.positions[{index}].name"), position.name.as_str()));
        texts.extend(list(&format!("positions[{index}].say"), &position.say));
    }
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

/// A dose that a sentence states, or seems to.
struct Stated {
    /// The words.
    said: String,
    /// How much.
    much: Much,
}

/// How much a sentence says. `None`: it does not say a number that can be held against a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Much {
    Mg(Option<u32>),
    Pieces(Option<u32>),
}

/// Everything in a sentence that reads like a dose: `4 tablets`, `four ibuprofen`, `6 x 200 mg`, `eight hundred milligrams`.
/// `offers`: the step offers a medicine, so that `four more` and `a handful` are of that.
fn doses(words: &[String], offers: bool) -> Vec<Stated> {
    let numeral = |word: &str| number(word).is_some() || VAGUE.contains(&word);
    let unit = |word: &str| UNITS.iter().find(|(name, _)| *name == word).map(|(_, mg)| *mg);
    let mut found = Vec::new();
    // What was found reaches so far.
    let mut taken = 0;
    for (place, first) in words.iter().enumerate().filter(|(_, word)| numeral(word)) {
        if place < taken {
            continue;
        }
        let count = number(first);
        let until = |end: usize| words[place..=end].join(" ");
        let pieces = |end: usize| Stated { said: until(end), much: Much::Pieces(count) };
        if offers && first == "handful" {
            found.push(pieces(place));
            continue;
        }
        let mut all_numerals = true;
        for end in place + 1..words.len().min(place + 1 + BETWEEN) {
            let word = words[end].as_str();
            let next = words.get(end + 1).map(String::as_str).unwrap_or_default();
            if let Some(mg) = unit(word).filter(|_| all_numerals) {
                let much = count.filter(|_| end == place + 1).map(|count| count.saturating_mul(mg));
                found.push(Stated { said: until(end), much: Much::Mg(much) });
                taken = end + 1;
                break;
            }
            let more = offers && end == place + 1 && word == "more" && !is_other(next);
            let several =
                number(word).is_some() && unit(next).is_some() || ["x", "\u{d7}"].contains(&word) && numeral(next);
            let counted = PIECES.contains(&word) || (DROPS.contains(&word) && end == place + 1);
            // "One anti-inflammatory at a time" is a limit.
            let limit = count == Some(1) && words[end + 1..].starts_with(&["at", "a", "time"].map(str::to_owned));
            let medicine = !limit && is_medicine(word);
            if counted || more || several && all_numerals || medicine {
                found.push(pieces(end));
                break;
            }
            if is_other(word) || AGAINST.contains(&word) {
                break;
            }
            all_numerals &= numeral(word);
        }
    }
    found
}

/// Whether a word is what a number also counts, one or several.
fn is_other(word: &str) -> bool {
    OTHERS.iter().any(|other| *other == word || other.strip_suffix('s') == Some(word))
}

fn figures(out: &mut Checker<'_>, field: &str, sentence: &str, step: &Step, spans: &BTreeSet<Span>) {
    let words = words(sentence);
    for pair in words.windows(2) {
        let [first, unit] = pair else { continue };
        let Some(figure) = number(first).filter(|_| HOURS.contains(&unit.as_str())) else { continue };
        // "No heat for 12 hours" is a warning; beside a dose hours are the dose's own.
        if step.medicine.is_none() && warns(&words) || spans.contains(&Span::hours(figure.into())) {
            continue;
        }
        out.wrong_help(field, say::other_figure(&quoted(&format!("{first} {unit}"))), say::MATCH_FIGURES);
    }
    for Stated { said, much } in doses(&words, step.medicine.is_some()) {
        let said = quoted(&said);
        let Some(medicine) = &step.medicine else {
            out.wrong_help(field, say::no_dose_here(&said), say::OWN_STEP);
            continue;
        };
        let fits = match much {
            Much::Mg(mg) => mg.is_some_and(|mg| mg_fits(medicine, mg)),
            Much::Pieces(count) => count.is_some_and(|count| pieces_fit(medicine, count)),
        };
        if !fits {
            out.wrong_help(field, say::other_figure(&said), say::MATCH_FIGURES);
        }
    }
}

/// What is said outside the steps says no dose at all: there is no field beside it.
fn outside(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    let list = |path: &str, lines: &[String]| -> Vec<(String, String)> {
        lines.iter().enumerate().map(|(index, line)| (format!("{path}[{index}]"), line.clone())).collect()
    };
    let mut owned: Vec<(String, String)> = vec![("title".to_owned(), protocol.title.clone())];
    owned.extend(list("authors", &protocol.authors));
    owned.extend(list("reviewers", &protocol.reviewers));
    owned.extend(list("idle", &protocol.idle));
    owned.extend(list("idle_at_night", &protocol.idle_at_night));
    for (path, phase) in out.each("phases", &protocol.phases) {
        owned.extend(list(&format!("{path}.idle"), &phase.idle));
        let between = phase.between.iter().enumerate();
        owned.extend(between.map(|(index, line)| (format!("{path}.between[{index}].say"), line.say.clone())));
        owned.push((format!("{path}.title"), phase.title.clone()));
    }
    for (path, avoid) in out.each("avoid", &protocol.avoid) {
        owned.push((format!("{path}.say"), avoid.say.clone()));
    }
    for (path, escalation) in out.each("escalations", &protocol.escalations) {
        owned.extend(list(&format!("{path}.say"), &escalation.say));
    }
    for (path, stop) in out.each("stops", &protocol.stops) {
        owned.extend(list(&format!("{path}.say"), &stop.say));
    }
    for (path, sign) in out.each("signs", &protocol.signs) {
        owned.push((format!("{path}.text"), sign.text.clone()));
        owned.extend(list(&format!("{path}.say"), &sign.say));
    }
    for (path, routine) in out.each("routines", &protocol.routines) {
        owned.push((format!("{path}.title"), routine.title.clone()));
        owned.extend(routine.end.iter().map(|end| (format!("{path}.end"), end.clone())));
    }
    for (path, card) in out.each("cards", &protocol.cards) {
        owned.push((format!("{path}.title"), card.title.clone()));
        for (index, line) in card.lines.iter().enumerate() {
            for (field, text) in [("text", &line.text), ("long", &line.long), ("say", &line.say)] {
                owned.extend(text.iter().map(|text| (format!("{path}.lines[{index}].{field}"), text.clone())));
            }
        }
    }
    // What a source says is a figure of its own; what it bids is a dose.
    for (path, source) in out.each("sources", &protocol.sources) {
        let says = source.says.iter().flat_map(|says| says.split(ENDS));
        owned.extend(says.filter(|says| bids(&words(says))).map(|says| (format!("{path}.says"), says.to_owned())));
    }
    for (path, card) in out.each("choices", &protocol.choices) {
        owned.push((format!("{path}.title"), card.title.clone()));
        owned.extend(list(&format!("{path}.say"), &card.say));
        for (index, option) in card.options.iter().enumerate() {
            owned.push((format!("{path}.options[{index}].text"), option.text.clone()));
            owned.extend(option.named.iter().map(|named| (format!("{path}.options[{index}].named"), named.clone())));
            owned.extend(option.say.iter().map(|say| (format!("{path}.options[{index}].say"), say.clone())));
        }
    }
    for (field, text) in owned {
        for sentence in text.split(ENDS) {
            // A drop of what is dropped into an eye has no milligrams.
            let dropped = |said: &str| said.split(' ').next_back().is_some_and(|word| DROPS.contains(&word));
            for Stated { said, .. } in doses(&words(sentence), false).into_iter().filter(|dose| !dropped(&dose.said)) {
                out.wrong_help(&field, say::no_dose_outside(&quoted(&said)), say::OWN_STEP);
            }
            if let Some(said) = how_often::elsewhere(&words(sentence), sentence, true) {
                out.wrong_help(&field, say::no_dose_outside(&quoted(&said)), say::OWN_STEP);
            }
        }
    }
}

/// Whether a sentence bids to take something.
fn bids(words: &[String]) -> bool {
    words.iter().any(|word| ["take", "swallow"].contains(&word.as_str())) && !warns(words)
}

/// What a step that offers a medicine is called names no other one: "Aspirin" above ibuprofen is taken for aspirin.
fn other_medicine(out: &mut Checker<'_>, path: &str, step: &Step) {
    let Some(medicine) = &step.medicine else {
        return named_elsewhere(out, path, step);
    };
    let own = contains(medicine);
    if own.is_empty() {
        return;
    }
    for (field, text) in [("title", Some(&step.title)), ("name", step.name.as_ref())] {
        let words = text.map(|text| words(text)).unwrap_or_default();
        let other = words.iter().find(|word| {
            let held = is_medicine(word).then(|| resolve(word)).and_then(Resolved::known);
            held.is_some_and(|known| !known.ingredients().any(|held| own.iter().any(|own| own.ingredient == *held)))
        });
        if let Some(word) = other {
            out.wrong_help(format!("{path}.{field}"), say::other_medicine(word, medicine.name.as_str()), say::OWN_STEP);
        }
    }
}

/// A step that offers no medicine is called by none, and bids to take none.
fn named_elsewhere(out: &mut Checker<'_>, path: &str, step: &Step) {
    for (field, text) in texts(path, step) {
        let called = ["title", "name"].iter().any(|own| field == format!("{path}.{own}"));
        let mut sentences = text.split(ENDS).map(words).filter(|words| called || bids(words));
        let told = out.problems.iter().any(|problem| problem.path == field);
        if told {
            continue;
        }
        if let Some(word) = sentences.find_map(|words| words.into_iter().find(|word| is_medicine(word))) {
            out.wrong_help(field, say::names_a_medicine(&word), say::OWN_STEP);
        }
    }
}

/// What a clinician has to give is no title of anything that this program offers by itself.
fn title(out: &mut Checker<'_>, path: &str, step: &Step) {
    if !step.kind.is_remedy() || out.protocol.prescribed.is_some() {
        return;
    }
    let words = words(&step.title);
    if let Some(word) = words.iter().find(|word| binds(word, Class::needs_a_prescriber)) {
        let message = say::only_prescribed(word);
        out.wrong_help(format!("{path}.title"), message, say::WRITE_PRESCRIBED);
    }
}

fn mg_fits(medicine: &Medicine, mg: u32) -> bool {
    let Medicine { dose_mg, option_mg, most_mg_in_24h, .. } = medicine;
    [*dose_mg, *option_mg, *most_mg_in_24h].contains(&Some(mg))
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

fn heat(out: &mut Checker<'_>, field: &str, sentence: &str, step: &Step) {
    if step.kind == Kind::Heat {
        return;
    }
    let words = words(sentence);
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let pair = HEAT_PAIRS.iter().find(|(one, two)| has(one) && has(two)).map(|(one, two)| format!("{one} {two}"));
    let word = words.iter().find(|word| HEAT.contains(&word.as_str())).cloned().or(pair);
    if let Some(word) = word.filter(|_| !warns(&words)) {
        let said = quoted(&word);
        out.wrong_help(field, say::no_heat_here(&said), say::OWN_STEP);
    }
}
