//! What a medicine of a protocol is, whatever its author called it. Rule 25.
//!
//! A name that holds a known ingredient or product is that ingredient: `ibuprofen-400` and `ibuprofen-lysine` are ibuprofen. A
//! name that nobody knows is what its ending or its author says. A running flare's copy is not checked again, so the plan asks
//! here, too, and nobody asks the name itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::class::Class;
use crate::model::event::Content;
use crate::model::medicine::Ingredient;
use crate::model::medicine::resolve::{KnownName, Resolved, Sold, held_in, resolve};
use crate::model::medicine::sounds::{Sound, sound};
use crate::protocol::format::{Medicine, MedicineClass};

/// A shorter word is near to too many.
const NEAR_FROM: usize = 6;

/// How a name is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// It is a brand, or a name of another country, of what is in it.
    OtherName(Vec<Content>),
    /// It holds what is known.
    Known(Vec<Content>),
    /// Its ending or its author says what it belongs to; its limits are those of the file.
    Said(Content),
    /// Nobody here knows it, and it is written nearly like this, which it then counts as.
    Near(String, Vec<Content>),
    /// Nobody says what it is.
    Unknown,
}

/// What a medicine is. The typed milligrams count in full for each ingredient.
pub fn named(medicine: &Medicine) -> Named {
    let name = medicine.name.as_str();
    let content = |ingredient: Ingredient, class: Class| Content {
        class: Some(class),
        ..Content::new(ingredient, medicine.dose_mg)
    };
    // The common names need no table, so that the plan of every moment does not read it.
    let plain = Ingredient::named(&medicine.name);
    if let Some(class) = plain.class() {
        return Named::Known(vec![content(plain, class)]);
    }
    let found = found(name);
    if let Some(known) = &found.binds {
        let all = known.contains.iter().filter(|piece| piece.class.binds());
        let all: Vec<Content> = all.map(|piece| content(piece.ingredient.clone(), piece.class)).collect();
        let is_part = |one: &Content| name.split('-').any(|part| part == one.ingredient.as_str());
        let own = all.iter().any(|one| one.ingredient.as_str() == name || is_part(one));
        let whole = known.whole && known.sold != Sold::Together && known.strength.is_empty();
        return if whole && !own { Named::OtherName(all) } else { Named::Known(all) };
    }
    if let Some(near) = &found.near {
        let all = near.contains.iter().filter(|piece| piece.class.binds());
        let all = all.map(|piece| content(piece.ingredient.clone(), piece.class)).collect();
        return Named::Near(near.name.clone(), all);
    }
    let class = if sound(name).is_some() { Some(Class::Nsaid) } else { medicine.class.map(MedicineClass::class) };
    class.map_or(Named::Unknown, |class| {
        // By its own name it would escape the limits of its class.
        let own = || Ingredient::Other(medicine.name.clone());
        let word = if class == Class::Acetaminophen { Ingredient::Acetaminophen } else { own() };
        Named::Said(content(word, class))
    })
}

/// What the tables say of a name.
#[derive(Clone)]
struct Lookup {
    /// What it is, or holds, where a rule binds that.
    binds: Option<KnownName>,
    /// What it is nearly written like, where it is nothing else.
    near: Option<KnownName>,
}

/// Looks a name up. The tables never change, and the plan of every moment asks for the few names of its protocol: each is
/// looked for once.
fn found(name: &str) -> Arc<Lookup> {
    static MET: Mutex<BTreeMap<String, Arc<Lookup>>> = Mutex::new(BTreeMap::new());
    let met = || MET.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = met().get(name) {
        return Arc::clone(found);
    }
    let resolved = resolve(name).known();
    let whole = resolved.as_ref().is_some_and(|known| known.whole);
    let binds = |known: &KnownName| known.contains.iter().any(|piece| piece.class.binds());
    let binds = resolved.or_else(|| held_in(name)).filter(binds);
    // What ends as one is an anti-inflammatory, and no slip of the pen.
    let ends = sound(name) == Some(Sound::Nsaid);
    let near = if binds.is_some() || whole || ends { None } else { near_known(name) };
    let found = Arc::new(Lookup { binds, near });
    met().insert(name.to_owned(), Arc::clone(&found));
    found
}

/// What is in a medicine, for the rules. Of what nobody knows it is the name with what it looks like: something in milligrams
/// is swallowed.
pub fn contains(medicine: &Medicine) -> Vec<Content> {
    match named(medicine) {
        Named::OtherName(all) | Named::Known(all) | Named::Near(_, all) => all,
        Named::Said(one) => vec![one],
        Named::Unknown => {
            let class = if medicine.dose_mg.is_some() { Class::OtherOral } else { Class::Other };
            let word = Ingredient::Other(medicine.name.clone());
            vec![Content { class: Some(class), ..Content::new(word, medicine.dose_mg) }]
        }
    }
}

/// What binds and is written nearly like a name, or like a part of it: `ibuprophene`, `my-paracetemol`.
fn near_known(name: &str) -> Option<KnownName> {
    let parts = name.split('-').filter(|part| part.len() >= NEAR_FROM && part.len() < name.len());
    std::iter::once(name).chain(parts).filter(|part| part.len() >= NEAR_FROM).find_map(|part| {
        let Resolved::Unknown { near } = resolve(part) else { return None };
        let known = near.iter().filter_map(|near| resolve(near).known());
        known.into_iter().find(|known| known.contains.iter().any(|piece| piece.class.binds()))
    })
}
