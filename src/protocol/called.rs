//! What somebody means who names a thing of a protocol: by its id, its title, its short name, another word for it, or the
//! beginning of one of these, as long as it is the beginning of nothing else.
//!
//! | typed | meant |
//! |---|---|
//! | `lean-cat-cow`, `Lean and move`, `lean` | the step of that id, that title, that other word |
//! | `a walk`, `the walk`, `Walk` | one and the same: case and an article make no difference |
//! | `kitc` | the counter stretch, as nothing else begins so |
//! | `coun` | that and the cat-cows at the counter, and so neither |

use crate::model::id::Id;
use crate::model::nearest;
use crate::protocol::format::{Protocol, Routine, Step};

/// A thing of a protocol that has a name.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NamedThing<'p> {
    /// A step.
    Step(&'p Step),
    /// A routine.
    Routine(&'p Routine),
}

impl<'p> NamedThing<'p> {
    /// Its name in the file.
    pub fn id(self) -> &'p Id {
        match self {
            Self::Step(step) => &step.id,
            Self::Routine(routine) => &routine.id,
        }
    }

    /// Everything by which it may be asked for, its id first.
    pub fn words(self) -> Vec<&'p str> {
        match self {
            Self::Step(step) => {
                let own = [step.id.as_str(), step.title.as_str()];
                own.into_iter().chain(step.name.as_deref()).chain(step.also.iter().map(String::as_str)).collect()
            }
            Self::Routine(routine) => vec![routine.id.as_str(), routine.title.as_str()],
        }
    }
}

/// What a name comes to.
#[derive(Clone, PartialEq, Debug)]
pub enum Called<'p> {
    /// One thing.
    One(NamedThing<'p>),
    /// These, and nobody knows which.
    Several(Vec<NamedThing<'p>>),
    /// Nothing; this one's name is near.
    Nothing(Option<&'p Id>),
}

/// The step, or where they are asked for the routine, that somebody means.
pub fn called<'p>(protocol: &'p Protocol, typed: &str, routines: bool) -> Called<'p> {
    let wanted = plain(typed);
    let routines = protocol.routines.iter().filter(|_| routines).map(NamedThing::Routine);
    let things: Vec<NamedThing<'p>> = routines.chain(protocol.steps.iter().map(NamedThing::Step)).collect();
    let id = things.iter().find(|thing| plain(thing.id().as_str()) == wanted);
    if let Some(thing) = id {
        return Called::One(*thing);
    }
    let by = |fits: &dyn Fn(&str) -> bool| -> Vec<NamedThing<'p>> {
        things.iter().copied().filter(|thing| thing.words().into_iter().any(|word| fits(&plain(word)))).collect()
    };
    let mut found = by(&|word| word == wanted);
    if found.is_empty() && !wanted.is_empty() {
        found = by(&|word| word.starts_with(&wanted));
    }
    match found.as_slice() {
        [one] => Called::One(*one),
        [] => {
            let words = things.iter().flat_map(|thing| thing.words().into_iter().map(move |word| (word, *thing)));
            let words: Vec<(&str, NamedThing<'p>)> = words.collect();
            let near = nearest::suggest(typed, words.iter().map(|(word, _)| *word));
            let near = near.and_then(|near| words.iter().find(|(word, _)| *word == near));
            Called::Nothing(near.map(|(_, thing)| thing.id()))
        }
        _ => Called::Several(found),
    }
}

/// A name as it is compared: small letters, a dash between words, no article and no mark. `The Heating pad?` is
/// `heating-pad`.
pub fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = match words.as_slice() {
        ["a" | "an" | "the", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::{Called, called};
    use crate::protocol::library::builtin;

    /// What a name comes to, in short: the id, several ids, or a question mark with what is near.
    fn told(typed: &str, routines: bool) -> String {
        let text = builtin("back-flare").expect("it is built in");
        let protocol = serde_json::from_str(text).expect("it can be read");
        match called(&protocol, typed, routines) {
            Called::One(thing) => thing.id().to_string(),
            Called::Several(things) => things.iter().map(|thing| thing.id().as_str()).collect::<Vec<_>>().join(" "),
            Called::Nothing(near) => format!("? {}", near.map_or("", |near| near.as_str())),
        }
    }

    #[test]
    fn a_thing_is_found_by_each_of_its_names_and_by_no_half_of_two() {
        for (typed, meant) in [
            ("walk", "walk"),
            ("a walk", "walk"),
            ("A slow walk", "walk"),
            ("Lean and move", "lean-cat-cow"),
            ("lean", "lean-cat-cow"),
            ("kitc", "counter-stretch"),
            ("coun", "lean-cat-cow counter-stretch"),
            ("ice", "cold"),
            ("pad", "heat"),
            ("frozen", "cold"),
            ("Heating_Pad", "heat"),
            ("knees", "knee-to-chest"),
            ("tylenol", "acetaminophen"),
            ("tablet", "ibuprofen acetaminophen"),
            ("check", "check-morning check-midday check-evening check-bedtime"),
            ("wlk", "? walk"),
            ("haet", "? heat"),
            ("xyzzy", "? "),
            ("", "? "),
            ("bedtime", "lie-down"),
        ] {
            assert_eq!(told(typed, false), meant, "{typed:?}");
        }
        assert_eq!(told("bedtime", true), "bedtime");
        assert_eq!(told("morning", true), "morning-move morning-walk");
    }
}
