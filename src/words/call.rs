//! Whom to call: the emergency number, what is said of a sign, and the places in a protocol's text where both stand.

use crate::model::kind::Urgency;
use crate::words::clean::clean;
use crate::words::unmarked;

/// What is said of a sign where a protocol says nothing.
pub(crate) fn referral(urgency: Urgency, sign: &str, number: &str) -> Vec<String> {
    let lines: &[&str] = match urgency {
        Urgency::Emergency => &["Please get emergency help now.", "Call {emergency-number}, or ask someone to call."],
        Urgency::SameDay => &["Please be seen today.", "Call your doctor, an urgent care line or a clinic."],
        Urgency::Soon => &["Please tell a clinician about this in the next days."],
    };
    let mut said: Vec<String> = lines.iter().map(|line| fill(line, "", number)).collect();
    if !sign.is_empty() {
        said.push(format!("Say: {}.", unmarked(&clean(sign))));
    }
    said
}

/// The number to call in an emergency. Where the place is not known, it is not guessed: all four, with their countries.
pub(crate) fn emergency_number(region: Option<&str>) -> String {
    match region {
        Some("us" | "ca") => "911",
        Some("uk") => "999",
        Some("eu") => "112",
        Some("au") => "000",
        Some(_) | None => "911 US, 999 UK, 112 EU, 000 AU",
    }
    .to_owned()
}

/// A text of a protocol with `{sign}` and `{emergency-number}` filled in, and cleaned.
pub(crate) fn fill(text: &str, sign: &str, number: &str) -> String {
    clean(&text.replace("{emergency-number}", number).replace("{sign}", unmarked(sign)))
}

/// Each of a protocol's lines, filled in.
pub(crate) fn filled(lines: &[String], sign: &str, number: &str) -> Vec<String> {
    lines.iter().map(|line| fill(line, sign, number)).collect()
}

/// `number` is that of the region, or several with theirs.
pub(crate) fn number(number: &str) -> String {
    format!("Emergency number: {number}")
}
