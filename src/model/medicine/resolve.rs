//! What a name on a box, or one that was typed, means: its ingredients, and what a piece of it holds. Clinical rule 19.
//!
//! A name is looked for whole; then without the strength at its end (`dolo 650`); then as a part of a longer one (`tylenol
//! extra strength`). A part never clears anything: where only something harmless is known of a name, the name is unknown.

use crate::model::class::Class;
use crate::model::medicine::Ingredient;
use crate::model::medicine::table::{
    Form, Milligrams, NameOf, Product, ProductPart, Substance, Table, Unit, key, table,
};

/// What a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// It is known what is in it.
    Known(KnownName),
    /// Nobody here knows. The names that it may have been meant to be, the nearest first.
    Unknown {
        /// Names that are known, at most three.
        near: Vec<String>,
    },
}

/// What is known of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownName {
    /// The name in the table; of several parts, each.
    pub name: String,
    /// The whole name is known. `false`: it is a part of what was typed, and what else is in it nobody knows.
    pub whole: bool,
    /// Whether it is one thing.
    pub sold: Sold,
    /// Ingredients and strengths were seen in a source. `false`: what is said of amounts is said as "about".
    pub checked: bool,
    /// What is in it, in the order of the box.
    pub contains: Vec<KnownIngredient>,
    /// Its boxes. None: no amount is needed, or none is known.
    pub boxes: Vec<Pack>,
    /// How many pieces the largest single dose has, where no box says so.
    pub single: u16,
    /// What a piece is.
    pub unit: Unit,
    /// The strength that stands in the name: `650` of `dolo 650`, `30` and `500` of `co-codamol 30/500`.
    pub strength: Vec<Milligrams>,
}

/// Whether a name stands for one thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sold {
    /// It does, be it in several strengths.
    AsOne,
    /// Different things are sold under it, and it counts as all of them. Clinical rule 19.3.
    Differently,
    /// Several known names stand in it, so a single figure says nothing of any one of them.
    Together,
}

/// One ingredient of what is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownIngredient {
    /// Its US name.
    pub ingredient: Ingredient,
    /// What it belongs to, here: an anti-inflammatory in a gel is a topical one.
    pub class: Class,
    /// How much the strongest common piece holds. `None`: no amount is known.
    pub mg: Option<Milligrams>,
}

/// One box of a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// The milligrams of each ingredient in one piece; nothing: it is not in this box.
    pub mg: Vec<Milligrams>,
    /// How many pieces the largest single dose of its label has.
    pub single: u16,
}

impl Resolved {
    /// What is known. `None`: nothing is.
    pub fn known(self) -> Option<KnownName> {
        match self {
            Self::Known(known) => Some(known),
            Self::Unknown { .. } => None,
        }
    }
}

impl KnownName {
    /// Its ingredients.
    pub fn ingredients(&self) -> impl Iterator<Item = &Ingredient> {
        self.contains.iter().map(|piece| &piece.ingredient)
    }

    /// Whether nothing in it is of any interest to a rule: a vitamin, an acid reducer, a laxative.
    pub fn is_harmless(&self) -> bool {
        !self.contains.iter().any(|piece| piece.class.says_enough())
    }
}

/// What a name means.
///
/// ```
/// use backflare::model::medicine::resolve::resolve;
/// let known = resolve("Tylenol Extra Strength").known().expect("known");
/// assert_eq!(known.ingredients().map(|one| one.as_str()).collect::<Vec<_>>(), ["acetaminophen"]);
/// ```
pub fn resolve(name: &str) -> Resolved {
    let table = table();
    let (base, strength) = strength(name);
    if let Some(known) = by_key(table, &key(name)) {
        let strength = if fits(&known, &strength) { strength } else { Vec::new() };
        return Resolved::Known(KnownName { strength, ..known });
    }
    if let Some(known) = by_key(table, &key(base)) {
        return Resolved::Known(numbered(known, strength));
    }
    if let Some(known) = parts(table, base).filter(|known| known.whole || !known.is_harmless()) {
        let at_end = if fits(&known, &strength) { strength } else { Vec::new() };
        let strength = if at_end.is_empty() { printed(&known, name) } else { at_end };
        return Resolved::Known(KnownName { strength, ..known });
    }
    Resolved::Unknown { near: near(table, base) }
}

/// What of a name is known, however little that says of the rest of it: of `warfarin-lysine` it is warfarin. Clinical rule
/// 25.1: a part that is a known ingredient is that ingredient.
pub fn held_in(name: &str) -> Option<KnownName> {
    parts(table(), name)
}

/// The strength that is printed in the midst of a name, where it is exactly that of a box: `Paracetamol 500mg Tablets`.
fn printed(known: &KnownName, name: &str) -> Vec<Milligrams> {
    let figures = name.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let figures: Vec<Milligrams> = figures.filter(|part| !part.is_empty()).filter_map(Milligrams::parse).collect();
    let on_box = |pack: &Pack| figures.iter().all(|figure| !figure.is_none() && pack.mg.contains(figure));
    let exact = figures.len() <= known.contains.len() && known.boxes.iter().any(on_box);
    if exact { figures } else { Vec::new() }
}

/// A name with figures behind it. What is no strength of it may be the name of another box: of `atasol 30` the 30 are
/// codeine. So it is not known whole; and a pain reliever with a figure of such boxes may make drowsy, a margin of our own.
fn numbered(known: KnownName, figures: Vec<Milligrams>) -> KnownName {
    const CODEINE: [u32; 4] = [8, 15, 30, 60];
    const SOLD_WITH_IT: [Ingredient; 3] = [Ingredient::Acetaminophen, Ingredient::Aspirin, Ingredient::Ibuprofen];
    let on_a_box = |figure: &Milligrams| known.boxes.iter().any(|pack| pack.mg.contains(figure));
    let codeine = |figure: &Milligrams| CODEINE.iter().any(|mg| Milligrams::whole(*mg) == *figure) && !on_a_box(figure);
    let alone = matches!(known.contains.as_slice(), [one] if SOLD_WITH_IT.contains(&one.ingredient));
    if alone && figures.iter().any(codeine) {
        return KnownName { whole: false, ..together(known, class_word(Ingredient::Sedating)) };
    }
    if fits(&known, &figures) {
        return KnownName { strength: figures, ..known };
    }
    // A name without figures is whole.
    KnownName { whole: figures.is_empty() || known.is_harmless(), ..known }
}

/// What is in a medicine of that name, where it is known; of a longer name, what is known of it.
pub fn ingredients_of(name: &str) -> Option<Vec<Ingredient>> {
    resolve(name).known().map(|known| known.ingredients().cloned().collect())
}

/// Whether a name says that it goes onto the skin.
pub fn is_for_skin(name: &str) -> bool {
    words(name).iter().any(|word| SKIN.contains(&word.as_str()))
}

/// The names to which a misspelt one may lead, at most three, the nearest first.
fn near(table: &Table, name: &str) -> Vec<String> {
    let wanted: String = key(name).chars().take(40).collect();
    let most = match wanted.chars().count() {
        0..=3 => return Vec::new(),
        4 | 5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let mut found: Vec<(usize, &str)> = table
        .keys()
        .filter(|known| known.len() > 3 && known.len().abs_diff(wanted.len()) <= most * 2)
        .map(|known| (strsim::damerau_levenshtein(&wanted, known), known))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    // Whoever misspells a name knows how it begins.
    let first = |known: &str| known.chars().next() != wanted.chars().next();
    found.sort_by_key(|(distance, known)| (*distance, first(known), table.substance(known).is_none(), *known));
    let mut names: Vec<String> = Vec::new();
    for (_, known) in found {
        let written = table.names().find(|name| key(name) == known).unwrap_or(known).to_owned();
        if names.len() < 3 && !names.contains(&written) {
            names.push(written);
        }
    }
    names
}

/// The product or substance of a key.
fn by_key(table: &Table, key: &str) -> Option<KnownName> {
    match table.entry(key) {
        Some(NameOf::Product(place)) => Some(product(table, &table.products[place])),
        Some(NameOf::Substance(place)) => Some(substance(table, &table.substances[place])),
        None => Ingredient::KNOWN.into_iter().find(|known| self::key(known.as_str()) == key).map(class_word),
    }
}

/// A word that stands for a class: `sedating`, `anti-inflammatory`.
fn class_word(ingredient: Ingredient) -> KnownName {
    let class = match ingredient {
        Ingredient::Sedating => Class::Sedating,
        Ingredient::Acetaminophen => Class::Acetaminophen,
        Ingredient::MethylSalicylate => Class::Salicylate,
        Ingredient::Ibuprofen
        | Ingredient::Naproxen
        | Ingredient::Aspirin
        | Ingredient::Diclofenac
        | Ingredient::OtherNsaid => Class::Nsaid,
        Ingredient::Other(_) => Class::Other,
    };
    KnownName {
        name: ingredient.as_str().to_owned(),
        whole: true,
        sold: Sold::AsOne,
        checked: true,
        contains: vec![KnownIngredient { ingredient, class, mg: None }],
        boxes: Vec::new(),
        single: 1,
        unit: Unit::Dose,
        strength: Vec::new(),
    }
}

fn product(table: &Table, product: &Product) -> KnownName {
    let onto_skin = product.class.contains(&Class::TopicalNsaid) && !product.class.contains(&Class::Nsaid);
    let skin = match product.form {
        Form::Cream | Form::Gel | Form::Patch => true,
        Form::Tablet
        | Form::Capsule
        | Form::Caplet
        | Form::Powder
        | Form::Effervescent
        | Form::Liquid
        | Form::Other => false,
    };
    let piece = |part: &ProductPart| {
        let found = table.substance(&part.ingredient)?;
        let plain = found.class;
        let class = if plain == Class::Nsaid && onto_skin {
            Class::TopicalNsaid
        } else if skin && [Class::Harmless, Class::Supplement].contains(&plain) {
            Class::Skin
        } else {
            plain
        };
        Some(KnownIngredient { ingredient: found.ingredient(), class, mg: part.mg })
    };
    let single = |place: usize| {
        let own = product.singles.as_ref().and_then(|singles| singles.get(place));
        own.copied().unwrap_or(product.single)
    };
    let pack = |(place, row): (usize, &Vec<Milligrams>)| Pack { mg: row.clone(), single: single(place) };
    KnownName {
        name: product.name.clone(),
        whole: true,
        sold: if table.doubt(product).is_some() { Sold::Differently } else { Sold::AsOne },
        checked: product.checked,
        contains: product.contains.iter().filter_map(piece).collect(),
        boxes: product.strengths.iter().enumerate().map(pack).collect(),
        single: product.single,
        unit: product.contains.first().map_or(Unit::Dose, |part| part.per),
        strength: Vec::new(),
    }
}

/// A substance under a name that is no product's: as the product of its own name, where there is one.
fn substance(table: &Table, found: &Substance) -> KnownName {
    if let Some(NameOf::Product(place)) = table.entry(&key(&found.name)) {
        let own = &table.products[place];
        if own.contains.len() == 1 && own.contains[0].ingredient == found.name {
            return product(table, own);
        }
    }
    let ingredient = found.ingredient();
    KnownName {
        name: found.name.clone(),
        contains: vec![KnownIngredient { ingredient: ingredient.clone(), class: found.class, mg: None }],
        ..class_word(ingredient)
    }
}

/// The parts of a longer name that are known, as one. `None`: none is.
fn parts(table: &Table, name: &str) -> Option<KnownName> {
    let words = words(name);
    let (mut found, mut rest): (Vec<KnownName>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut place = 0;
    while place < words.len() {
        let longest = (place + 1..=words.len()).rev().find_map(|end| {
            let run = words[place..end].concat();
            let enough = run.chars().count() > 2 && run.chars().any(char::is_alphabetic);
            by_key(table, &run).filter(|_| enough).map(|known| (end, vec![known]))
        });
        if let Some((end, known)) = longest.or_else(|| Some((place + 1, joined(table, &words[place])?))) {
            found.extend(known);
            place = end;
        } else {
            rest.push(&words[place]);
            place += 1;
        }
    }
    let told = rest.iter().all(|word| is_neutral(word));
    let mut known = found.into_iter().reduce(together)?;
    known.whole = told;
    if rest.iter().any(|word| NIGHT.contains(word)) {
        known = together(known, class_word(Ingredient::Sedating));
        known.whole = false;
    }
    if rest.iter().any(|word| SKIN.contains(word)) {
        for piece in known.contains.iter_mut().filter(|piece| piece.class == Class::Nsaid) {
            piece.class = Class::TopicalNsaid;
        }
    }
    Some(known)
}

/// A word into which several were run together: `ibuprofenlysin`, `paracetamolcodein`.
fn joined(table: &Table, word: &str) -> Option<Vec<KnownName>> {
    let mut ends = word.char_indices().map(|(end, _)| end).filter(|end| *end >= 6).rev();
    let (end, first) = ends.find_map(|end| Some((end, by_key(table, &word[..end])?)))?;
    let rest = &word[end..];
    let rest = if rest.len() > 3 { by_key(table, rest) } else { None };
    Some(std::iter::once(first).chain(rest).collect())
}

/// Two that stand in one name: what is in either, each with its own boxes.
fn together(first: KnownName, second: KnownName) -> KnownName {
    let mut contains = first.contains.clone();
    let place = |contains: &mut Vec<KnownIngredient>, piece: &KnownIngredient| {
        if let Some(place) = contains.iter().position(|own| own.ingredient == piece.ingredient) {
            contains[place].mg = contains[place].mg.max(piece.mg);
            return place;
        }
        contains.push(piece.clone());
        contains.len() - 1
    };
    let places: Vec<usize> = second.contains.iter().map(|piece| place(&mut contains, piece)).collect();
    let wide = |mut row: Vec<Milligrams>| {
        row.resize(contains.len(), Milligrams::NONE);
        row
    };
    let own = first.boxes.into_iter().map(|pack| Pack { mg: wide(pack.mg), ..pack });
    let others = second.boxes.into_iter().map(|pack| {
        let mut row = wide(Vec::new());
        for (place, mg) in places.iter().zip(pack.mg) {
            row[*place] = mg;
        }
        Pack { mg: row, ..pack }
    });
    let boxes = own.chain(others).collect();
    KnownName {
        name: format!("{} {}", first.name, second.name),
        whole: true,
        sold: Sold::Together,
        checked: first.checked && second.checked,
        contains,
        boxes,
        single: first.single.max(second.single),
        unit: first.unit,
        strength: Vec::new(),
    }
}

/// The words of a name, each as a key: letters and digits apart.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for letter in name.chars() {
        let sort = match letter {
            _ if letter.is_ascii_digit() => 'd',
            _ if letter.is_alphanumeric() => 'l',
            // What is laid over the letter before it belongs to it.
            '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' => continue,
            _ => ' ',
        };
        if sort == ' ' {
            before = None;
            continue;
        }
        if before != Some(sort) {
            words.push(String::new());
        }
        before = Some(sort);
        if let Some(word) = words.last_mut() {
            word.push_str(&key(&letter.to_string()));
        }
    }
    words
}

/// What says that it makes drowsy, whatever it is.
const NIGHT: [&str; 12] =
    ["pm", "night", "nite", "nighttime", "sleep", "noche", "nuit", "nacht", "notte", "bedtime", "nocturno", "schlaf"];
/// What says that it goes onto the skin.
const SKIN: [&str; 16] = [
    "gel", "cream", "creme", "crema", "creama", "salbe", "balm", "rub", "lotion", "ointment", "patch", "pflaster",
    "plaster", "spray", "pomada", "pommade",
];

/// Whether a word says nothing of what is in it: a number, a form, a unit.
fn is_neutral(word: &str) -> bool {
    const NEUTRAL: [&str; 34] = [
        "tablet", "tablets", "tab", "tabs", "pill", "pills", "capsule", "capsules", "caps", "caplet", "caplets",
        "softgel", "softgels", "gummy", "gummies", "drops", "powder", "sachet", "sachets", "chewable", "soluble", "mg",
        "mcg", "ug", "iu", "ie", "ui", "ml", "g", "daily", "my", "the", "a", "generic",
    ];
    word.bytes().all(|byte| byte.is_ascii_digit()) || NEUTRAL.contains(&word)
}

/// The strength at the end of a name, and the name without it: `dolo 650` is `dolo` and 650.
fn strength(name: &str) -> (&str, Vec<Milligrams>) {
    let name = name.trim();
    let lower = name.to_ascii_lowercase();
    let (end, scale) = match lower.strip_suffix("mg") {
        Some(number) => (number.trim_end(), 1),
        None => {
            match lower.strip_suffix('g').filter(|number| number.trim_end().ends_with(|c: char| c.is_ascii_digit())) {
                Some(number) => (number.trim_end(), 1_000),
                None => (lower.as_str(), 1),
            }
        }
    };
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == '/';
    let base = end.trim_end_matches(digits);
    let figures: Option<Vec<Milligrams>> = end[base.len()..]
        .split('/')
        .map(|figure| Milligrams::parse(figure).filter(|mg| !mg.is_none()).map(|mg| mg.times(scale)))
        .collect();
    let base = name[..base.len()].trim_end_matches([' ', '-', '_']);
    match figures {
        Some(figures) if !base.is_empty() => (base, figures),
        Some(_) | None => (name, Vec::new()),
    }
}

/// Whether figures may be a strength of it, rather than a number that belongs to its name. Where no box is known, any may.
fn fits(known: &KnownName, figures: &[Milligrams]) -> bool {
    let least = known.boxes.iter().flat_map(|pack| &pack.mg).filter(|mg| !mg.is_none()).min();
    let small = |mg: &&Milligrams| least.is_none_or(|least| mg.times(4) >= *least);
    !figures.is_empty()
        && figures.len() <= known.contains.len()
        && figures.iter().filter(small).count() == figures.len()
}
