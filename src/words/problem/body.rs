//! What a plan is made for, and who gave it.

pub(crate) const WRITE_FOR: &str =
    "write \"for\": \"low-back\", \"other-body-part\", \"after-operation\", \"eye-drops\" or \"general\"";
pub(crate) const NO_FOR: &str = "this says what the plan is made for, and it is missing";
pub(crate) const WRITE_PART: &str = "write \"part\": \"knee\", or what it is";
pub(crate) const WRITE_WHO: &str = "write \"Anna Berg, physiotherapist\"";
pub(crate) const NO_PART: &str = "this says which part, or which operation, and it is missing";
pub(crate) const NO_SAME_DAY_SIGN: &str = "a card asks at least one sign that must be seen the same day, and none does";
pub(crate) const WRITE_SAME_DAY: &str = "give a sign \"urgency\": \"same-day\" and name it on a card";
pub(crate) const NEEDS_PRESCRIBER: &str =
    "a plan for a low back may expect this only where a clinician gave it (a margin of our own)";
pub(crate) const NOT_FOR_A_BACK: &str =
    "a plan for a low back may not expect this: somebody must look first (a margin of our own)";
pub(crate) const WRITE_FORMAT_2: &str = "write \"format\": 2";
pub(crate) const EXTENSION_NEEDS: &str = "only an exercise in a plan that a clinician gave can have this";

pub(crate) const WRITE_PRESCRIBED: &str =
    "write \"prescribed\": { \"who\": ..., \"when\": ... } where one did, or take it away";

/// `who` is no name: rule 17.2.
pub(crate) fn names_nobody(who: &str) -> String {
    format!("{who} does not say who gave it")
}

/// `field` belongs to the newer format.
pub(crate) fn of_format_2(field: &str) -> String {
    format!("\"{field}\" belongs to format 2")
}

pub(crate) fn no_part_for(made_for: &str) -> String {
    format!("\"{made_for}\" has no part")
}

/// The name is one of the general list that every plan but that for a low back asks.
pub(crate) fn of_the_general_list(name: &str) -> String {
    format!("{name} is in the general list of signs, which the program asks by itself")
}

/// The lines that make a file of format 1 one of format 2.
pub(crate) const TO_FORMAT_2: [&str; 2] = [
    "It is of format 1, and read as a plan for a low back.",
    "These lines make it format 2: \"format\": 2, \"for\": \"low-back\" (or another: see the schema).",
];
