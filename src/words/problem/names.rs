//! Names that are there twice, and names that are not there.

pub(crate) const ITS_OWN: &str = "each needs its own";

/// `name` is quoted; `first` is the path of the other that has it.
pub(crate) fn taken(name: &str, first: &str) -> String {
    format!("{name} is the name of {first} too")
}

pub(crate) fn taken_by_step(name: &str) -> String {
    format!("{name} is the name of a step too")
}

/// `one` is what the list holds: a step, a sign.
pub(crate) fn unknown(one: &str, name: &str) -> String {
    format!("there is no {one} {name}")
}

/// `step` is named in a list of needs more often than `most` times.
pub(crate) fn needed_too_often(step: &str, most: usize) -> String {
    format!("{step} stands here more than {most} times")
}
