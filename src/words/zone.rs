//! What is said of a clock that came to another zone, and of the answer.

pub(crate) const KNOWN: &str = "backflare doctor --zone known";
pub(crate) const WRONG: &str = "backflare doctor --zone wrong";
pub(crate) const NOT_ASKED: &str = "nothing is asked about the zone: the clock has not moved";
pub(crate) const SEE_CLOCK: &str = "How the clock stands: backflare doctor";
pub(crate) const SET_IT: &str = "Please set the computer's zone, or TZ, such as TZ=Europe/Berlin.";

/// An offset as people say it: `UTC+1`, `UTC-3:30`.
pub(crate) fn utc(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// The question, above whatever is shown.
pub(crate) fn asked(from: i32, to: i32) -> Vec<String> {
    vec![moved(from, to), format!("Is that right? Then say: {KNOWN}")]
}

pub(crate) fn moved(from: i32, to: i32) -> String {
    format!("Your clock moved to another zone, from {} to {}. Waits are unchanged.", utc(from), utc(to))
}

/// Somebody said that this zone is wrong, and it still is the one.
pub(crate) fn wrong(to: i32) -> Vec<String> {
    vec![format!("{} {SET_IT}", is_wrong(to)), format!("Right after all? {KNOWN}")]
}

pub(crate) fn is_wrong(to: i32) -> String {
    format!("You said that your clock's zone, {}, is wrong.", utc(to))
}

pub(crate) fn is_right(to: i32) -> String {
    format!("You said that your clock's zone, {}, is right.", utc(to))
}

pub(crate) fn noted_right(to: i32) -> String {
    format!("Noted: your clock's zone, {}, is right. Waits are unchanged.", utc(to))
}

pub(crate) fn noted_wrong(to: i32) -> String {
    format!("Noted: your clock's zone, {}, is wrong. {SET_IT}", utc(to))
}

pub(crate) fn how() -> String {
    format!("Is that right? {KNOWN}\nIf not: {WRONG}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_offset_is_said_as_people_say_it() {
        for (offset, said) in [(0, "UTC"), (3600, "UTC+1"), (-12_600, "UTC-3:30"), (20_700, "UTC+5:45")] {
            assert_eq!(super::utc(offset), said);
        }
    }
}
