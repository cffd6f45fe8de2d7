//! Pure values to text and JSON. It decides nothing: what is said follows from the plan, and only the words are made here.
//!
//! [`words`] has every sentence that the program itself says about a reason, so that text and JSON cannot disagree.
//! [`clean`] takes out what may not reach a terminal, [`page`] wraps and fits the screen of somebody on the floor, and
//! [`told`] has the parts that views share. There is one file for each view.
//!
//! Text may hold ANSI styles: whoever prints it sends it through `anstream`, which takes them out where they are not
//! wanted. No meaning is carried by colour alone.

pub mod clean;
pub mod next;
pub mod page;
pub mod protocol;
pub mod status;
pub mod told;
pub mod walk;
pub mod why;
pub mod words;

use serde_json::Value;

/// A JSON object as it is printed: indented, and with a newline at its end.
pub fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}
