//! What is shown can be shown: short enough for a small screen, and nothing in it that a terminal or a reader would obey.

use serde_json::Value;

use super::Checker;
use crate::protocol::format::{Session, Step};
use crate::protocol::problem::below;
use crate::words::problem::{EMPTY, TAKE_AWAY, texts as say};

/// The letters of a title.
const TITLE: usize = 40;
/// The letters of a short name, and of another word.
const NAME: usize = 30;
/// The letters of a line, and the lines that are said at once.
const LINE: usize = 80;
const LINES: usize = 4;
/// The letters of a sign.
const SIGN: usize = 90;
/// The letters of a line on a card, and of its long and its spoken words.
const CARD_LINE: usize = 110;
const CARD_LONG: usize = 240;
/// The letters of an option on a choice card.
const OPTION: usize = 60;
/// The lines of a card: letters a to m, as n is none of them.
const CARD_LINES: usize = 13;
/// How many positions there are to choose from.
const POSITIONS: std::ops::RangeInclusive<usize> = 2..=6;
/// A drawing.
const DRAWING: (usize, usize) = (32, 8);

pub(super) fn check(out: &mut Checker<'_>) {
    if let Ok(whole) = serde_json::to_value(out.protocol) {
        everywhere(out, &whole, "");
    }
    let protocol = out.protocol;
    line(out, "title", &protocol.title, LINE);
    for (path, source) in out.each("sources", &protocol.sources) {
        for (field, text) in [("cite", &source.cite), ("publisher", &source.publisher), ("title", &source.title)] {
            filled(out, &format!("{path}.{field}"), text);
        }
    }
    for (path, sign) in out.each("signs", &protocol.signs) {
        line(out, &format!("{path}.text"), &sign.text, SIGN);
        lines(out, &format!("{path}.say"), &sign.say, 0);
    }
    let referrals = &protocol.referrals;
    for (urgency, said) in
        [("emergency", &referrals.emergency), ("same-day", &referrals.same_day), ("soon", &referrals.soon)]
    {
        lines(out, &format!("referrals.{urgency}"), said, 0);
    }
    for (path, phase) in out.each("phases", &protocol.phases) {
        line(out, &format!("{path}.title"), &phase.title, TITLE);
        each_line(out, &format!("{path}.idle"), &phase.idle);
        for (index, between) in phase.between.iter().enumerate() {
            line(out, &format!("{path}.between[{index}].say"), &between.say, LINE);
        }
    }
    for (path, stop) in out.each("stops", &protocol.stops) {
        lines(out, &format!("{path}.say"), &stop.say, 1);
    }
    for (path, avoid) in out.each("avoid", &protocol.avoid) {
        line(out, &format!("{path}.say"), &avoid.say, LINE);
    }
    for (path, escalation) in out.each("escalations", &protocol.escalations) {
        lines(out, &format!("{path}.say"), &escalation.say, 1);
    }
    for (path, routine) in out.each("routines", &protocol.routines) {
        line(out, &format!("{path}.title"), &routine.title, TITLE);
        maybe_line(out, &format!("{path}.end"), routine.end.as_ref());
    }
    if let Some(prescribed) = &protocol.prescribed {
        long(out, "prescribed.who", &prescribed.who, LINE);
    }
    each_line(out, "idle", &protocol.idle);
    each_line(out, "idle_at_night", &protocol.idle_at_night);
    cards(out);
    choices(out);
    steps(out);
}

fn rows(out: &mut Checker<'_>, path: &str, session: &Session) {
    for (index, row) in session.grows.iter().enumerate() {
        line(out, &format!("{path}.grows[{index}].size"), &row.size, LINE);
        line(out, &format!("{path}.grows[{index}].rest"), &row.rest, LINE);
    }
}

fn cards(out: &mut Checker<'_>) {
    for (path, card) in out.each("cards", &out.protocol.cards) {
        line(out, &format!("{path}.title"), &card.title, TITLE);
        for (field, title) in [("again", &card.again), ("resting", &card.resting)] {
            if let Some(title) = title {
                line(out, &format!("{path}.{field}"), title, TITLE);
            }
        }
        count_of_lines(out, &path, card.lines.len());
        for (index, own) in card.lines.iter().enumerate() {
            let texts = [(own.text.as_ref(), "text", CARD_LINE), (own.long.as_ref(), "long", CARD_LONG)];
            words_of_line(out, &format!("{path}.lines[{index}]"), &texts, own.say.as_ref());
        }
    }
    for (path, card) in out.each("questions", &out.protocol.questions) {
        line(out, &format!("{path}.title"), &card.title, TITLE);
        count_of_lines(out, &path, card.lines.len());
        for (index, own) in card.lines.iter().enumerate() {
            let texts = [(Some(&own.text), "text", CARD_LINE), (own.long.as_ref(), "long", CARD_LONG)];
            words_of_line(out, &format!("{path}.lines[{index}]"), &texts, own.say.as_ref());
        }
    }
}

fn choices(out: &mut Checker<'_>) {
    for (path, card) in out.each("choices", &out.protocol.choices) {
        line(out, &format!("{path}.title"), &card.title, TITLE);
        for (index, option) in card.options.iter().enumerate() {
            let path = format!("{path}.options[{index}]");
            line(out, &format!("{path}.word"), &option.word, NAME);
            line(out, &format!("{path}.text"), &option.text, OPTION);
            if let Some(named) = &option.named {
                line(out, &format!("{path}.named"), named, NAME);
            }
            maybe_line(out, &format!("{path}.say"), option.say.as_ref());
        }
        lines(out, &format!("{path}.say"), &card.say, 0);
    }
}

fn count_of_lines(out: &mut Checker<'_>, path: &str, lines: usize) {
    if !(1..=CARD_LINES).contains(&lines) {
        out.wrong(format!("{path}.lines"), say::card_lines(CARD_LINES, lines));
    }
}

fn words_of_line(out: &mut Checker<'_>, path: &str, texts: &[(Option<&String>, &str, usize)], spoken: Option<&String>) {
    for (text, field, most) in texts.iter().copied().chain([(spoken, "say", CARD_LONG)]) {
        if let Some(text) = text {
            line(out, &format!("{path}.{field}"), text, most);
        }
    }
}

fn steps(out: &mut Checker<'_>) {
    for (path, step) in out.steps() {
        line(out, &format!("{path}.title"), &step.title, TITLE);
        if let Some(name) = &step.name {
            line(out, &format!("{path}.name"), name, NAME);
        }
        for (index, word) in step.also.iter().enumerate() {
            line(out, &format!("{path}.also[{index}]"), word, NAME);
        }
        lines(out, &format!("{path}.say"), &step.say, 1);
        lines(out, &format!("{path}.beside"), &step.beside, 0);
        positions(out, &path, step);
        if let Some(banner) = &step.banner {
            line(out, &format!("{path}.banner.text"), &banner.text, CARD_LINE);
            line(out, &format!("{path}.banner.say"), &banner.say, CARD_LONG);
        }
        if let Some(why) = &step.why {
            filled(out, &format!("{path}.why"), why);
        }
        for (index, session) in step.sessions.iter().enumerate() {
            session_texts(out, &format!("{path}.sessions[{index}]"), session);
        }
        if let Some(medicine) = &step.medicine {
            maybe_line(out, &format!("{path}.medicine.amount"), medicine.amount.as_ref());
            lines(out, &format!("{path}.medicine.option_say"), &medicine.option_say, 0);
        }
        let (width, height) = DRAWING;
        if step.drawing.len() > height {
            let message = say::drawing_lines(height, step.drawing.len());
            out.wrong(format!("{path}.drawing"), message);
        }
        for (index, drawn) in step.drawing.iter().enumerate() {
            if drawn.chars().count() > width {
                let message = say::drawing_width(width, drawn.chars().count());
                out.wrong(format!("{path}.drawing[{index}]"), message);
            }
            if let Some(other) = drawn.chars().find(|c| !c.is_ascii() && !unseen(*c)) {
                let message = say::not_ascii(other);
                out.wrong(format!("{path}.drawing[{index}]"), message);
            }
        }
    }
}

fn positions(out: &mut Checker<'_>, path: &str, step: &Step) {
    let count = step.positions.len();
    if count > 0 && !POSITIONS.contains(&count) {
        out.wrong(format!("{path}.positions"), say::positions(*POSITIONS.start(), *POSITIONS.end(), count));
    }
    for (index, position) in step.positions.iter().enumerate() {
        line(out, &format!("{path}.positions[{index}].name"), &position.name, NAME);
        lines(out, &format!("{path}.positions[{index}].say"), &position.say, 1);
    }
}

fn session_texts(out: &mut Checker<'_>, path: &str, session: &Session) {
    rows(out, path, session);
    for (index, cue) in session.cues.iter().enumerate() {
        line(out, &format!("{path}.cues[{index}].say"), &cue.say, LINE);
    }
    maybe_line(out, &format!("{path}.ends_with"), session.ends_with.as_ref());
    if let Some(open) = &session.open {
        line(out, &format!("{path}.open.question"), &open.question, LINE);
        lines(out, &format!("{path}.open.say"), &open.say, 0);
        lines(out, &format!("{path}.open.past_limit"), &open.past_limit, 0);
    }
}

/// What no text may hold, wherever it stands.
fn everywhere(out: &mut Checker<'_>, value: &Value, path: &str) {
    match value {
        Value::String(text) => {
            if let Some(bad) = text.chars().find(|c| unseen(*c)) {
                let help = if bad == '\n' { say::ONE_TEXT_A_LINE } else { TAKE_AWAY };
                out.wrong_help(path, say::unseen(bad), help);
            }
            let shown = !path.contains(".drawing[") && path.rsplit('.').next() != Some("url") && path != "$schema";
            if shown && braces(text) {
                out.wrong_help(path, say::BRACES, say::PLACEHOLDERS);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                // The elements of the lists at the top have the places that they have in the file.
                let path = if path.contains(['.', '[']) { format!("{path}[{index}]") } else { out.path(path, index) };
                everywhere(out, value, &path);
            }
        }
        Value::Object(fields) => {
            for (field, value) in fields {
                everywhere(out, value, &below(path, field));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Control characters, line separators and the marks that turn the direction of writing.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether anything but the known placeholders stands in braces.
fn braces(text: &str) -> bool {
    text.replace("{sign}", "").replace("{emergency-number}", "").contains(['{', '}'])
}

fn filled(out: &mut Checker<'_>, path: &str, text: &str) {
    if text.trim().is_empty() {
        out.wrong(path, EMPTY);
    }
}

fn line(out: &mut Checker<'_>, path: &str, text: &str, most: usize) {
    filled(out, path, text);
    long(out, path, text, most);
}

fn long(out: &mut Checker<'_>, path: &str, text: &str, most: usize) {
    let letters = text.chars().count();
    if letters > most {
        out.wrong(path, say::too_long(letters, most));
    }
}

fn maybe_line(out: &mut Checker<'_>, path: &str, text: Option<&String>) {
    if let Some(text) = text {
        line(out, path, text, LINE);
    }
}

fn each_line(out: &mut Checker<'_>, path: &str, said: &[String]) {
    for (index, text) in said.iter().enumerate() {
        line(out, &format!("{path}[{index}]"), text, LINE);
    }
}

fn lines(out: &mut Checker<'_>, path: &str, said: &[String], least: usize) {
    if said.len() < least {
        out.wrong_help(path, say::NOTHING_SAID, say::some_lines(LINES));
    } else if said.len() > LINES {
        out.wrong(path, say::too_many_lines(LINES, said.len()));
    }
    each_line(out, path, said);
}
