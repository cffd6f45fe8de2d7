//! A calendar: what is planned, as RFC 5545 has it. The ids are the same each time, so that importing it twice makes no
//! doubles, and an event that moved moves.

use uuid::Uuid;

use crate::model::id::Id;
use crate::model::time::{CivilDay, Moment, Span};
use crate::words::exchange as words;

/// Something that is planned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned<'a> {
    /// The flare.
    pub flare: Uuid,
    /// The step.
    pub step: &'a Id,
    /// The day on which it is due.
    pub day: CivilDay,
    /// Which time of that day it is, from 1.
    pub number: usize,
    /// When it is due.
    pub at: Moment,
    /// How long it lasts.
    pub lasts: Span,
    /// What it is called.
    pub title: String,
}

/// How long something takes of which nobody says it.
pub const LASTS: Span = Span::minutes(5);

/// A calendar of what is planned, as of now. `began`: when the flare did, from which the revisions are counted.
pub fn calendar(planned: &[Planned<'_>], began: Moment, now: Moment) -> String {
    let mut text = String::new();
    let mut line = |content: &str| text.push_str(&folded(content));
    for head in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//backflare//backflare//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        line(head);
    }
    line(&format!("X-WR-CALNAME:{}", words::CALENDAR));
    let revision = ((now - began).as_seconds() / 60).max(0);
    for one in planned {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}.{}.{}.{}@backflare", one.flare, one.step, iso(one.day), one.number));
        line(&format!("DTSTAMP:{}", utc(now)));
        line(&format!("SEQUENCE:{revision}"));
        line(&format!("DTSTART:{}", utc(one.at)));
        line(&format!("DTEND:{}", utc(one.at + one.lasts)));
        line(&format!("SUMMARY:{}", escaped(&one.title)));
        line("CLASS:PRIVATE");
        line("TRANSP:TRANSPARENT");
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{}", escaped(&one.title)));
        line("TRIGGER:PT0S");
        line("END:VALARM");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn iso(day: CivilDay) -> String {
    serde_json::to_value(day).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// `20261122T080500Z`.
fn utc(moment: Moment) -> String {
    let stamp = crate::model::time::Stamp { moment, offset: 0 }.to_string();
    let plain: String = stamp.chars().take(19).filter(char::is_ascii_alphanumeric).collect();
    plain + "Z"
}

/// A text as RFC 5545 takes it: what has a meaning of its own is escaped, and a line end is two letters.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line in pieces of at most 75 bytes, no letter cut in two.
fn folded(line: &str) -> String {
    let (mut out, mut room) = (String::new(), 75);
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::{escaped, folded};

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let long = "SUMMARY:".to_owned() + &"ü".repeat(80);
        let pieces = folded(&long);
        assert!(pieces.split("\r\n").all(|piece| piece.len() <= 75), "{pieces}");
        assert_eq!(pieces.replace("\r\n ", "").trim_end(), long);
        assert_eq!(escaped("a, b; c\\d\ne\u{7}\rf"), "a\\, b\\; c\\\\d\\nef");
    }
}
