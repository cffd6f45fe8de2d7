use proptest::prelude::*;
use serde_json::Value;

use super::read;

const SMALL: &str = include_str!("../../../tests/protocols/small.json");

/// What does not fit the format: where, the JSON that stands there instead, and what is said.
#[rustfmt::skip]
const WORDS: &[(&str, &str, &str)] = &[
    ("/steps/2/timing/every", r#""6 hours""#, r#"steps[2].timing.every: "6 hours" is not a duration; write "6h""#),
    ("/steps/2/most_a_day", r#""four""#, r#"steps[2].most_a_day: "four" is not a whole number"#),
    ("/steps/2/most_a_day", r#""4""#, r#"steps[2].most_a_day: "4" is not a whole number; write 4 without quotes"#),
    ("/steps/2/most_a_day", "-1", "steps[2].most_a_day: -1 is not a whole number"),
    ("/steps/5/pain_from", "300", "steps[5].pain_from: 300 is not a whole number from 0 to 255"),
    ("/steps/2/title", "5", r#"steps[2].title: 5 is not text; write "5""#),
    ("/steps/2/say", r#""Walk.""#, r#"steps[2].say: "Walk." is not a list; write ["Walk."]"#),
    ("/steps/2/timing", "[[]]", "steps[2].timing: a list is not a group of fields; write the fields in braces: { ... }"),
    ("/stops", "7", "stops: 7 is not a list; write a list in brackets: [...]"),
    ("/steps/2/timing", r#"["every"]"#, "steps[2].timing: a list is not a group of fields; write the fields in braces: { ... }"),
    ("/steps/2/kind", r#""wlak""#, r#"steps[2].kind: "wlak" is not a word that may stand here; did you mean "walk"?"#),
    ("/steps/2/untill", r#""24h""#, r#"steps[2].untill: there is no field "untill" here; did you mean "until"?"#),
    ("/steps/2/timing", "", r#"steps[2].timing: this field is missing; write "timing": ..."#),
    ("/steps/2/id", r#""Slow Walk""#, r#"steps[2].id: "Slow Walk" is not a name in kebab-case; write "slow-walk""#),
    ("/steps/7/latch_ok", r#""true""#, r#"steps[7].latch_ok: "true" is not true or false; write true without quotes"#),
    ("/steps/6/timing/at/1", r#""noon""#, r#"steps[6].timing.at[1]: "noon" is not a time of day; write "10:00", "wake" or "bedtime-75m""#),
    ("/course", r#""prevntion""#, r#"course: "prevntion" is not a word that may stand here; did you mean "prevention"?"#),
    ("/phases", "", r#"phases: this field is missing; write "phases": ..."#),
    ("/steps", "{}", "steps: a group of fields is not a list; write a list in brackets: [...]"),
    ("/steps/2", "7", "steps[2]: 7 is not a group of fields; write the fields in braces: { ... }"),
    ("/phases/2/pain", r#"{ "at_most": 3 }"#, r#"phases[2].pain.span: this field is missing; write "span": ..."#),
];

/// What does not fit together.
#[rustfmt::skip]
const TOGETHER: &[(&str, &str, &str)] = &[
    ("/steps/3/apart/0/from", r#""clod""#, r#"steps[3].apart[0].from: there is no step "clod"; did you mean "cold"?"#),
    ("/steps/0/phases/0", r#""stukc""#, r#"steps[0].phases[0]: there is no phase "stukc"; did you mean "stuck"?"#),
    ("/cards/0/lines/0/signs/0", r#""num""#, r#"cards[0].lines[0].signs[0]: there is no sign "num"; did you mean "numb"?"#),
    ("/cards/1/after", r#""move""#, r#"cards[1].after: there is no step "move"; did you mean "moves"?"#),
    ("/steps/3/sources/0", r#""A-9""#, r#"steps[3].sources[0]: there is no source "A-9"; did you mean "A-1"?"#),
    ("/steps/3/sources", "", r#"steps[3].sources: a timed or dosed step names where its figures come from; write "sources": [...] with the id of at least one source"#),
    ("/steps/2/timing/after/0", r#""stnd-up""#, r#"steps[2].timing.after[0]: there is no step "stnd-up"; did you mean "stand-up"?"#),
    ("/steps/2/title", r#""A \u001b[31mwalk""#, "steps[2].title: U+001B may not stand in a text: it can change what a terminal shows; take it away"),
    ("/authors/0", r#""\u202eabc""#, "authors[0]: U+202E may not stand in a text: it can change what a terminal shows; take it away"),
    ("/steps/2/say/0", r#""Hello {name}.""#, "steps[2].say[0]: braces are for words that are replaced; write {sign} or {emergency-number}; no other word in braces is replaced"),
    ("/steps/2/title", r#""A walk that is so slow that it does not end""#, "steps[2].title: this is 43 letters long; at most 40 fit"),
    ("/steps/2/say", "[]", "steps[2].say: nothing is said here; write 1 to 4 lines"),
    ("/steps/2/drawing", r#"["é"]"#, "steps[2].drawing[0]: a drawing is made of plain ASCII; 'é' is not"),
    ("/steps/2/timing/every", "", r#"steps[2].timing.every: this field is missing; write "every": "3h""#),
    ("/steps/6/timing/every", r#""3h""#, r#"steps[6].timing.every: this does not belong to the kind "at"; take it away or change the kind"#),
    ("/steps/2/until", r#""0m""#, "steps[2].until: this can never be: it is from 0m until 0m"),
    ("/phases/0/from", r#""1h""#, "phases[0]: the first phase must always hold: it is the one that is left; take away its from, done, unless_since, pain, no_leg and steady"),
    ("/steps/5/pain_from", "11", "steps[5].pain_from: pain goes from 0 to 10, not 11"),
    ("/steps/5/medicine", "", r#"steps[5].medicine: a step of the kind medicine says which; write "medicine": { "name": ... }"#),
    ("/steps/2/latch_ok", "true", "steps[2].latch_ok: only a posture or a contact can have this; take it away"),
    ("/steps/2/needs", r#"["knee"]"#, "steps[2].needs: this goes round in a circle: walk -> knee -> walk"),
    ("/signs/0/fact", r#""cancer""#, "signs[0].fact: an emergency is asked each time and never answered from the profile; take it away"),
    ("/signs/1/urgency", r#""soon""#, "cards[1].lines[0].signs: one line may not mix signs of different urgency; give each urgency a line of its own, or let a yes ask: \"which\": true"),
    ("/cards/0/lines/0/which", "true", "cards[0].lines[0].which: there is nothing to ask: the line has one sign; take it away"),
    ("/cards/1/stands_in_for", r#"["now"]"#, r#"cards[1].stands_in_for[0]: it does not ask the sign "numb" of that card, so nobody would be asked again; name "numb" on one of its lines"#),
    ("/cards/1/stands_in_for", r#"["nowe"]"#, r#"cards[1].stands_in_for[0]: there is no card "nowe"; did you mean "now"?"#),
    ("/cards/1/long_every", "0", "cards[1].long_every: 0 would mean never; at least 1"),
    ("/questions", r#"[{ "before": "walk", "title": "A walk?", "lines": [{ "text": "A", "facts": ["bruise"] }] }]"#, "questions[0].before: nothing is asked before a step of the kind walk; write medicine, heat, cold or massage"),
    ("/questions", r#"[{ "before": "heat", "title": "Heat?", "lines": [{ "text": "A", "facts": ["less-feeling", "circulation", "bruise", "broken-skin"] }] }]"#, r#"questions[0].lines: a step of the kind heat waits for "drowsy", which no line asks; name "drowsy" on one of the lines"#),
    ("/questions", r#"[{ "before": "heat", "title": "Heat?", "lines": [{ "text": "A", "facts": ["less-feeling", "circulation", "bruise", "broken-skin", "drowsy", "age"] }] }]"#, r#"questions[0].lines[0].facts[5]: "age" is not asked on a card before heat; these are: less-feeling, circulation, bruise, broken-skin, drowsy"#),
    ("/signs/0/urgency", r#""soon""#, "cards: a protocol for a flare has at least one card with an emergency sign"),
];

/// What is looser than the rules.
#[rustfmt::skip]
const CEILINGS: &[(&str, &str, &str)] = &[
    ("/steps/5/medicine/option_mg", "600", "steps[5].medicine.option_mg: 600 mg of ibuprofen is more than 400 mg in one dose (that is on the label)"),
    ("/steps/5/medicine/most_mg_in_24h", "1600", "steps[5].medicine.most_mg_in_24h: 1600 mg of ibuprofen is more than 1200 mg in any 24 hours (that is on the label)"),
    ("/steps/5/medicine/spacing", r#""5h""#, "steps[5].medicine.spacing: 5h is less than 6h after 400 mg of ibuprofen (health services advise it)"),
    ("/steps/5/medicine/most_days", "11", "steps[5].medicine.most_days: 11 is more than 10 days with a pain reliever (that is on the label)"),
    ("/steps/5/medicine/dose_mg", "800", "steps[5].medicine.dose_mg: 800 mg of ibuprofen is more than 400 mg in one dose (that is on the label)"),
    ("/steps/5/medicine/spacing", r#""0m""#, "steps[5].medicine.spacing: 0m is too short; at least 1m"),
    ("/steps/5/medicine/name", r#""aspirin""#, "steps[5].medicine.name: aspirin may not be offered by a protocol, only recorded (a margin of our own)"),
    ("/steps/5/medicine/name", r#""advil""#, r#"steps[5].medicine.name: "advil" is not the US name of an ingredient; write "ibuprofen""#),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": 500, "spacing": "3h" }"#, "steps[5].medicine.spacing: 3h is less than 4h after 500 mg of acetaminophen (that is on the label)"),
    ("/steps/5/medicine", r#"{ "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_doses_in_24h": 4 }"#, "steps[5].medicine.most_doses_in_24h: 880 mg of naproxen is more than 660 mg in any 24 hours (that is on the label)"),
    ("/steps/5/medicine", r#"{ "name": "ibuprofen", "amount": "two", "spacing": "8h" }"#, r#"steps[5].medicine.dose_mg: ibuprofen needs its dose as a number; write "dose_mg": ..."#),
    ("/steps/3/sessions/0/length", r#""25m""#, "steps[3].sessions[0].length: 25m is longer than 20m, the longest for heat (a margin of our own)"),
    ("/steps/3/sessions/0", r#"{ "length": "20m", "sides": true }"#, "steps[3].sessions[0].length: 40m5s with both sides is longer than 20m, the longest for heat (a margin of our own)"),
    ("/steps/3/sessions/0", r#"{ "rounds": 3 }"#, "steps[3].sessions[0]: heat needs a length of at most 20m (a margin of our own); give the session a length"),
    ("/steps/4/sessions/0", r#"{ "rounds": 3, "cues": [{ "say": "on", "length": "7m" }] }"#, "steps[4].sessions[0].cues: 21m is longer than 20m, the longest for cold (health services advise it)"),
    ("/steps/2/sessions/0", r#"{ "rounds": 3 }"#, r#"steps[2].sessions[0]: for a low back a walk before 48h needs a length of at most 5m (a margin of our own); write "from": "48h" in this session"#),
    ("/steps/3/timing/every", r#""1h""#, "steps[3].timing.every: 1h is less than 2h from heat to heat (a margin of our own)"),
    ("/steps/3/most_in_24h", "", r#"steps[3].most_in_24h: heat says how often in any 24 hours, 6 times at most (a margin of our own); write "most_in_24h": 6"#),
    ("/steps/4/most_in_24h", "5", "steps[4].most_in_24h: 5 is more than 4 in any 24 hours for cold (a margin of our own)"),
    ("/steps/4/apart", "", r#"steps[4].apart: with heat in the protocol, cold keeps 2h from it (a margin of our own); write "apart": [{ "from": "heat", "gap": "2h" }]"#),
    ("/steps/4/apart/0/gap", r#""1h""#, "steps[4].apart[0].gap: 1h is less than 2h between heat and cold (a margin of our own)"),
    ("/steps/6/from", "", r#"steps[6].from: for a low back a stretch does not begin before 48h after the start (a margin of our own); write "from": "48h""#),
    ("/steps/6/helper", "true", r#"steps[6].from: for a low back a helper's part does not begin before 72h after the start (a margin of our own); write "from": "72h""#),
    ("/steps/0/micro", "", r#"steps[0].from: for a low back an exercise that is not micro does not begin before 48h after the start (a margin of our own); write "from": "48h""#),
    ("/steps/0/sessions/0/rounds", "6", "steps[0].sessions[0].rounds: for a low back a micro exercise has at most 5 rounds before 48h (a margin of our own)"),
    ("/steps/0/phases", "", r#"steps[0].most_a_day: for a low back a micro exercise is done at most 3 times a day before 48h (a margin of our own); write "most_a_day": 3"#),
    ("/steps/2/sessions/0/length", r#""6m""#, r#"steps[2].sessions[0].length: for a low back 6m is longer than 5m, the longest walk before 48h (a margin of our own); write "from": "48h" in this session"#),
    ("/cards/0/every", r#""25h""#, "cards[0].every: 25h is more than 24h until a card is asked again (a margin of our own)"),
];

/// How far a file may go: where, what may just stand there, and what may not any more. `$` stands for what differs.
#[rustfmt::skip]
const EDGES: &[(&str, &str, &str, &str)] = &[
    ("/steps/5/medicine/option_mg", "$", "400", "401"),
    ("/steps/5/medicine/most_mg_in_24h", "$", "1200", "1201"),
    ("/steps/5/medicine/most_days", "$", "10", "11"),
    ("/steps/5/medicine", r#"{ "name": "ibuprofen", "dose_mg": $, "spacing": "4h" }"#, "200", "201"),
    ("/steps/5/medicine", r#"{ "name": "ibuprofen", "dose_mg": 200, "spacing": "$" }"#, "4h", "3h59m"),
    ("/steps/5/medicine", r#"{ "name": "ibuprofen", "dose_mg": 201, "spacing": "$" }"#, "6h", "5h59m"),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": $, "spacing": "6h" }"#, "1000", "1001"),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": $, "spacing": "4h" }"#, "650", "651"),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": 650, "spacing": "$" }"#, "4h", "3h59m"),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": 651, "spacing": "$" }"#, "6h", "5h59m"),
    ("/steps/5/medicine", r#"{ "name": "acetaminophen", "dose_mg": 500, "spacing": "6h", "most_mg_in_24h": $ }"#, "3000", "3001"),
    ("/steps/5/medicine", r#"{ "name": "naproxen", "dose_mg": $, "spacing": "8h" }"#, "440", "441"),
    ("/steps/5/medicine", r#"{ "name": "naproxen", "dose_mg": 220, "spacing": "$" }"#, "8h", "7h59m"),
    ("/steps/5/medicine", r#"{ "name": "naproxen", "dose_mg": 221, "spacing": "$" }"#, "8h", "7h59m"),
    ("/steps/5/medicine", r#"{ "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_mg_in_24h": $ }"#, "660", "661"),
    ("/steps/3/sessions/0/length", r#""$""#, "20m", "20m1s"),
    ("/steps/3/timing/every", r#""$""#, "2h", "1h59m"),
    ("/steps/3/most_in_24h", "$", "6", "7"),
    ("/steps/3/apart/0/gap", r#""$""#, "2h", "1h59m"),
    ("/steps/4/sessions/0/length", r#""$""#, "20m", "20m1s"),
    ("/steps/4/timing/every", r#""$""#, "2h", "1h59m"),
    ("/steps/4/most_in_24h", "$", "4", "5"),
    ("/steps/4/apart/0/gap", r#""$""#, "2h", "1h59m"),
    ("/steps/6", r#"{ "id": "knee", "kind": "rub", "title": "A rub", "say": ["A little."], "sources": ["A-1"],
        "timing": { "kind": "on-demand" }, "most_in_24h": $ }"#, "4", "5"),
    ("/steps/6", r#"{ "id": "knee", "kind": "patch", "title": "A patch", "say": ["One."], "sources": ["A-1"],
        "timing": { "kind": "on-demand" }, "sessions": [{ "length": "$" }] }"#, "8h", "8h1m"),
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "$",
        "timing": { "kind": "on-demand" }, "sessions": [{ "rounds": 1, "cues": [{ "say": "roll", "length": "60s" }] }] }"#, "72h", "71h59m"),
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "72h",
        "timing": { "kind": "on-demand" }, "sessions": [{ "rounds": 1, "cues": [{ "say": "roll", "length": "$" }] }] }"#, "60s", "61s"),
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "72h",
        "timing": { "kind": "on-demand" }, "sessions": [{ "rounds": 3, "cues": [{ "say": "roll", "length": "$" }, { "say": "rest", "length": "5s", "rest": true }] }] }"#, "40s", "41s"),
    // Without a rest between, the rounds of one spot are one long stay on it.
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "72h",
        "timing": { "kind": "on-demand" }, "sessions": [{ "rounds": 2, "cues": [{ "say": "roll", "length": "$" }] }] }"#, "30s", "31s"),
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "72h",
        "timing": { "kind": "on-demand" }, "sessions": [{ "length": "$", "cues": [{ "say": "roll", "length": "30s" }] }] }"#, "89s", "90s"),
    ("/steps/3/sessions/0", r#"{ "length": "$", "sides": true }"#, "597s", "598s"),
    ("/steps/2/sessions/0", r#"{ "length": "$", "sides": true }"#, "147s", "148s"),
    ("/steps/6", r#"{ "id": "knee", "kind": "massage", "title": "A ball", "say": ["Slowly."], "sources": ["A-1"], "from": "72h",
        "timing": { "kind": "on-demand" }, "sessions": [{ "length": "$", "rounds": 1, "cues": [{ "say": "roll", "length": "60s" }] }] }"#, "15m", "15m1s"),
    ("/steps/6/from", r#""$""#, "48h", "47h59m"),
    ("/steps/0/sessions/0/rounds", "$", "5", "6"),
    ("/steps/0/sessions/0/cues/0/length", r#""$""#, "2s", "3s"),
    ("/steps/2/sessions/0/length", r#""$""#, "5m", "5m1s"),
    ("/steps/2/sessions/1/from", r#""$""#, "48h", "47h59m"),
    ("/cards/0/every", r#""$""#, "24h", "24h1m"),
];

fn problems(text: &str) -> Vec<String> {
    read(text).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn small() -> Value {
    let mut small: Value = serde_json::from_str(SMALL).expect("the small protocol is JSON");
    // A title that names no medicine, as tests put others in its place.
    small["steps"][5]["title"] = "A tablet, if you want it".into();
    small
}

/// Puts `new` (JSON; empty: nothing) at a JSON pointer.
fn patch(document: &mut Value, pointer: &str, new: &str) {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer has a slash");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("there is no {parent}"));
    let new = (!new.is_empty()).then(|| serde_json::from_str::<Value>(new).expect("the patch is JSON"));
    match (parent, new) {
        (Value::Object(fields), Some(new)) => _ = fields.insert(last.to_owned(), new),
        (Value::Object(fields), None) => _ = fields.remove(last).expect("it was there"),
        (Value::Array(values), Some(new)) => values[last.parse::<usize>().expect("an index")] = new,
        (Value::Array(values), None) => _ = values.remove(last.parse().expect("an index")),
        (other, _) => panic!("{pointer} is in {other}"),
    }
}

/// The small protocol with one mistake, and all that is said about it.
fn check(pointer: &str, new: &str, expected: &[&str]) {
    let mut document = small();
    patch(&mut document, pointer, new);
    assert_eq!(problems(&document.to_string()), expected, "{pointer} {new}");
}

/// A choice that the small protocol may offer.
const CHOICE: &str = r#"[{ "id": "relief", "title": "Warmth, a tablet?", "after": "moves", "options": [
    { "letter": "b", "word": "both", "text": "both at once", "opens": ["heat", "ibuprofen"] },
    { "letter": "h", "word": "heat", "text": "heat", "say": "Heat?", "opens": ["heat"] },
    { "letter": "p", "word": "tablet", "text": "a tablet", "say": "A tablet?", "opens": ["ibuprofen"] },
    { "letter": "n", "word": "neither", "text": "neither" },
    { "letter": "w", "word": "no-pills", "text": "heat alone", "opens": ["heat"], "rests": { "what": "medicine", "until": "flare" } }
], "say": ["A few questions first."] }]"#;

/// What is wrong with a choice: where in the first one, what stands there, and what is said.
#[rustfmt::skip]
const CHOICES: &[(&str, &str, &str)] = &[
    ("/after", r#""wlak""#, r#"choices[0].after: there is no step "wlak"; did you mean "walk"?"#),
    ("/after", r#""heat""#, r#"choices[0].after: the choice comes after "heat", which it opens; name a step that comes before the choice"#),
    ("/after", "", r#"choices[0].after: this field is missing; write "after": ..."#),
    ("/title", r#""""#, "choices[0].title: this is empty"),
    ("/options/4/opens/0", r#""heaat""#, r#"choices[0].options[4].opens[0]: there is no step "heaat"; did you mean "heat"?"#),
    ("/options/0/letter", r#""bo""#, r#"choices[0].options[0].letter: "bo" is not one letter; write one in quotes: "h""#),
    ("/options/0/letter", r#""q""#, "choices[0].options[0].letter: 'q' is no key that can choose; write a small letter from a to z, but not q, r or s"),
    ("/options/1/letter", r#""b""#, "choices[0].options[1].letter: the letter b stands on this card already; give each option a letter of its own"),
    ("/options/1/word", r#""both""#, r#"choices[0].options[1].word: the word "both" stands on this card already; give each option a word of its own"#),
    ("/options/1/word", r#""the heat""#, r#"choices[0].options[1].word: that is not one word of two letters or more; write one that somebody would type, such as "heat""#),
    ("/options/1/text", r#""take 4 tablets""#, r#"choices[0].options[1].text: "4 tablets" reads like a dose, and stands beside no field that holds it; give it a step of its own"#),
    ("/options/1/say", r#""Heat.""#, r#"choices[0].options[1].say: a voice asks this, and it is no question; write it as a question, such as "Heat?""#),
    ("/options/0/say", r#""Both?""#, "choices[0].options[0].say: a voice asks about one step with yes and no, and this is not one; take it away"),
    ("/options/0/opens", r#"["heat"]"#, "choices[0].options[1].say: a voice may hear yes to h and to p, and no option opens both; add an option that opens both, or take one of the spoken questions away"),
    ("/options/3", "", r#"choices[0].options: nobody can choose none of these; add an option that opens nothing: { "letter": "n", "word": "neither", "text": "neither" }"#),
    ("/options/4/rests/what", r#""pills""#, r#"choices[0].options[4].rests.what: there is no step "pills""#),
    ("/options/4/rests/until", r#""wake""#, r#"choices[0].options[4].rests.until: a choice rests nothing until the morning; write "flare" or "never""#),
];

#[test]
fn a_choice_that_nobody_can_make_is_refused_with_what_would_be_right() {
    let with = |pointer: &str, new: &str| {
        let mut document = small();
        patch(&mut document, "/choices", CHOICE);
        if !pointer.is_empty() {
            patch(&mut document, &format!("/choices/0{pointer}"), new);
        }
        problems(&document.to_string())
    };
    assert_eq!(with("", ""), [""; 0]);
    for &(pointer, new, expected) in CHOICES {
        assert_eq!(with(pointer, new), [expected], "{pointer} {new}");
    }
}

#[test]
fn the_small_protocol_is_good_and_its_compact_form_reads_back_equal() {
    let protocol = read(SMALL).unwrap_or_else(|_| panic!("{:#?}", problems(SMALL)));
    let compact = serde_json::to_string(&protocol).expect("a protocol is JSON");
    assert_eq!(read(&compact), Ok(protocol));
    assert!(read(&format!("\u{feff}{SMALL}")).is_ok(), "a byte order mark is no mistake");
}

#[test]
fn what_does_not_fit_the_format_is_said_in_plain_words() {
    for &(pointer, new, expected) in WORDS {
        let mut document = small();
        patch(&mut document, pointer, new);
        let found = problems(&document.to_string());
        assert!(found.contains(&expected.to_owned()), "{pointer} {new}: {found:#?}");
        // A name or a list that is gone is missed where it is used; nothing else may follow.
        let follows =
            |found: &&String| found.contains(".span") || found.contains(".within") || found.contains("there is no");
        assert!(found.iter().all(|found| found == expected || follows(&found)), "{pointer} {new}: {found:#?}");
    }
}

#[test]
fn what_does_not_fit_together_is_named_with_its_place() {
    check("/format", "3", &["format: this program reads format 1 and 2, not 3; a newer program may read it"]);
    check(
        "/steps/2/id",
        r#""heat""#,
        &[
            r#"steps[3].id: "heat" is the name of steps[2] too; each needs its own"#,
            r#"steps[6].needs[0]: there is no step "walk""#,
        ],
    );
    check("/routines/0/id", r#""heat""#, &[r#"routines[0].id: "heat" is the name of a step too; each needs its own"#]);
    for &(pointer, new, expected) in TOGETHER {
        check(pointer, new, &[expected]);
    }
}

#[test]
fn no_protocol_is_looser_than_the_rules() {
    for &(pointer, new, expected) in CEILINGS {
        check(pointer, new, &[expected]);
    }
}

#[test]
fn a_protocol_may_go_to_each_ceiling_and_no_further() {
    for &(pointer, new, good, bad) in EDGES {
        check(pointer, &new.replace('$', good), &[]);
        let mut document = small();
        patch(&mut document, pointer, &new.replace('$', bad));
        assert_eq!(problems(&document.to_string()).len(), 1, "{pointer} {bad}: {:#?}", problems(&document.to_string()));
    }
    // A week in prevention, and three sets a day of a small move that is not for the floor alone.
    for (every, good) in [("7d", true), ("8d", false)] {
        let mut document = small();
        let every = format!("\"{every}\"");
        for (pointer, new) in
            [("/course", r#""prevention""#), ("/steps/6/from", ""), ("/cards/0/every", &every), ("/steps/0/micro", "")]
        {
            patch(&mut document, pointer, new);
        }
        assert_eq!(problems(&document.to_string()).is_empty(), good, "{every}");
    }
    for (most, good) in [("3", true), ("4", false)] {
        let mut document = small();
        patch(&mut document, "/steps/0/phases", "");
        patch(&mut document, "/steps/0/most_a_day", most);
        assert_eq!(problems(&document.to_string()).is_empty(), good, "{most}");
    }
}

#[test]
fn prevention_counts_no_hours_from_a_start() {
    let mut document = small();
    for (pointer, new) in
        [("/course", r#""prevention""#), ("/steps/6/from", ""), ("/cards/0/every", r#""7d""#), ("/steps/0/micro", "")]
    {
        patch(&mut document, pointer, new);
    }
    assert_eq!(problems(&document.to_string()), [""; 0]);
}

#[test]
fn ten_mistakes_are_ten_problems_in_the_order_of_the_file() {
    let text = SMALL
        .replace(r#""version": "1.0.0""#, r#""version": """#)
        .replace(r#""publisher": "A publisher", "#, "")
        .replace(r#""id": "fever", "text""#, r#""id": "fever", "txet""#)
        .replace(r#""signs": ["fever", "cancer"]"#, r#""signs": ["fever", "cancr"]"#)
        .replace(r#""floor": true"#, r#""floor": true, "floor": true"#)
        .replace(r#""asks_pain": true"#, r#""asks_pain": "yes""#)
        .replace(r#""every": "3h", "after""#, r#""every": "3 hours", "after""#)
        .replace(r#""length": "15m", "ends_with""#, r#""length": "30m", "ends_with""#)
        .replace(r#""most_days": 10"#, r#""most_days": 12"#)
        .replace(r#""steps": ["knee", "heat"]"#, r#""steps": ["knee", "haet"]"#);
    let found = problems(&text);
    let paths: Vec<&str> = found.iter().map(|problem| problem.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(
        paths,
        [
            "version",
            "sources[0].publisher",
            "signs[1].txet",
            "cards[1].lines[0].signs[1]",
            "phases[0].floor",
            "steps[2].timing.every",
            "steps[3].sessions[0].length",
            "steps[5].medicine.most_days",
            "steps[7].asks_pain",
            "routines[0].steps[1]",
        ],
        "{found:#?}"
    );
}

#[test]
fn many_mistakes_in_one_element_all_come_out() {
    let mut document = small();
    for (pointer, new) in [
        ("/steps/2/title", "5"),
        ("/steps/2/say", ""),
        ("/steps/2/kind", r#""stroll""#),
        ("/steps/2/timing/kind", "7"),
        ("/steps/2/timing/first", r#""soon""#),
        ("/steps/2/sessions/1", r#"{ "lenght": 3, "rounds": "x" }"#),
    ] {
        patch(&mut document, pointer, new);
    }
    let found = problems(&document.to_string());
    assert_eq!(found.len(), 8, "{found:#?}");
}

#[test]
fn what_is_not_json_has_one_problem_with_its_place() {
    for (text, expected) in [
        (
            "",
            "line 1 column 0: this is not JSON: EOF while parsing a value; the file ends too early: a quote, a bracket or a brace is not closed",
        ),
        (
            "{\n  \"format\": 1,\n}",
            "line 3 column 1: this is not JSON: trailing comma; take away the comma before the closing bracket or brace",
        ),
        (
            "{ \"a\": 1 \"b\": 2 }",
            "line 1 column 10: this is not JSON: expected `,` or `}`; a comma is missing between two fields or two things in a list",
        ),
        ("[]", r#"this is not a protocol; a protocol begins with { "format": 2, "id": "my-protocol""#),
    ] {
        assert_eq!(problems(text), [expected]);
    }
    assert_eq!(problems(&"[".repeat(100_000)).len(), 1);
}

#[test]
fn nothing_from_the_file_reaches_the_terminal_raw() {
    let mut document = small();
    let evil = "\u{1b}]0;x\u{7}\u{202e}".repeat(50);
    document["steps"][2][&evil] = Value::from(1);
    document["steps"][2]["id"] = Value::from(evil.clone());
    document["steps"][3]["kind"] = Value::from(evil.clone());
    document["steps"][4]["sources"][0] = Value::from(evil.clone());
    document["sources"][0]["cite"] = Value::from(evil);
    for problem in problems(&document.to_string()) {
        assert!(!problem.contains(['\u{1b}', '\u{7}', '\u{202e}']) && problem.len() < 2000, "{problem:?}");
    }
}

/// Every place in a document.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let at = format!("{at}/{field}");
                places(value, &at, into);
                into.push(at);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                let at = format!("{at}/{index}");
                places(value, &at, into);
                into.push(at);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn something() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "null",
        "true",
        "0",
        "-3",
        "1.5",
        "99999999999",
        "[]",
        "{}",
        r#""""#,
        r#""x""#,
        r#""6h""#,
        r#""heat""#,
        r#""-1h""#,
        "[[]]",
        r#"["x"]"#,
        r#"{ "kind": "every" }"#,
        r#"{ "x": 1 }"#,
        r#""\u0000""#,
        r#""9999999d""#,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_document_makes_it_panic_and_what_is_checked_reads_back(
        changes in prop::collection::vec((any::<prop::sample::Index>(), something()), 1..6),
    ) {
        let mut document = small();
        for (index, new) in changes {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            patch(&mut document, &all[index.index(all.len())], new);
        }
        match read(&document.to_string()) {
            Ok(protocol) => {
                let compact = serde_json::to_string(&protocol).expect("a protocol is JSON");
                prop_assert_eq!(read(&compact), Ok(protocol));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let mut seen = std::collections::BTreeSet::new();
                prop_assert!(problems.iter().all(|problem| seen.insert(problem.to_string())));
            }
        }
    }
}
