//! The protocols that are built in. A person's own are found by the commands.

use super::checked::Checked;

/// The protocol of a flare when none is named.
pub const DEFAULT: &str = "back-flare";

/// The protocol of what comes after, when none is named.
pub const PREVENTION: &str = "prevention";

/// Each built-in protocol: its name, which is also its file's, and its text.
const BUILTINS: [(&str, &str); 2] = [
    (DEFAULT, include_str!("../../protocols/back-flare.json")),
    (PREVENTION, include_str!("../../protocols/prevention.json")),
];

/// The schema of the format, for editors. A test holds it equal to the types.
pub const SCHEMA: &str = include_str!("../../protocols/schema.json");

/// The text of the built-in protocol of that name.
pub fn builtin(id: &str) -> Option<&'static str> {
    builtins().find(|(name, _)| *name == id).map(|(_, text)| text)
}

/// The built-in protocols, by name and text.
pub fn builtins() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILTINS.into_iter()
}

/// The built-in protocol of that name, which is not checked again at run time: a test holds it good, and the checker costs ten
/// times what `next` costs.
pub fn checked(id: &str) -> Option<Checked> {
    builtin(id).and_then(|text| Checked::from_built_in(text).ok())
}

#[cfg(test)]
mod tests {
    use super::{builtin, builtins, checked};
    use crate::protocol::read::read;

    #[test]
    fn every_built_in_protocol_is_good_and_named_as_its_file() {
        for (name, text) in builtins() {
            let protocol = read(text).unwrap_or_else(|problems| {
                let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
                panic!("{name}:\n{}", list.join("\n"))
            });
            assert_eq!(protocol.id.as_str(), name);
            assert_eq!(Some(protocol), checked(name), "{name} reads differently where it is not checked");
        }
        assert!(builtin("nothing").is_none());
    }
}
