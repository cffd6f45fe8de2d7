//! The table of what is sold: `protocols/medicines/`, the one source of names, brands, ingredients, strengths and
//! classes.
//!
//! It is read when the first name is resolved, and only then: `next` never pays for it. The rules do not go by it; they
//! go by what stands in the line of a dose.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::class::Class;
use crate::model::id::Id;
use crate::model::medicine::Ingredient;
use crate::model::unread::Unread;

/// The products, as they stand in the file.
pub const MEDICINES: &str = include_str!("../../../protocols/medicines/medicines.json");
/// The ingredients, as they stand in the file.
pub const INGREDIENTS: &str = include_str!("../../../protocols/medicines/ingredients.json");
/// The names under which different things are sold, as they stand in the file.
pub const AMBIGUOUS: &str = include_str!("../../../protocols/medicines/ambiguous.json");

/// An amount of a substance, to the tenth of a microgram: 4.8355 mg of oxycodone stands on a box.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Milligrams {
    /// Ten-thousandths of a milligram.
    parts: u64,
}

impl Milligrams {
    /// Nothing of it.
    pub const NONE: Self = Self { parts: 0 };
    /// The parts of one milligram.
    const ONE: u64 = 10_000;

    /// So many whole milligrams.
    pub const fn whole(mg: u32) -> Self {
        Self { parts: mg as u64 * Self::ONE }
    }

    /// Reads digits with at most four after the point: `8`, `12.5`. `None`: it is no such number, or beyond belief.
    pub fn parse(text: &str) -> Option<Self> {
        let (units, rest) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if units.is_empty() || !digits(units) || !digits(rest) || rest.len() > 4 {
            return None;
        }
        let rest: u64 = format!("{rest:0<4}").parse().ok()?;
        let units: u64 = units.parse().ok()?;
        Some(Self { parts: units.checked_mul(Self::ONE)?.checked_add(rest)? })
    }

    /// So many times this.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self { parts: self.parts.saturating_mul(count) }
    }

    /// This much divided by a whole number, rounded up. Divided by nothing it stays.
    #[must_use]
    pub fn over(self, count: u64) -> Self {
        Self { parts: self.parts.div_ceil(count.max(1)) }
    }

    /// This and that together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { parts: self.parts.saturating_add(other.parts) }
    }

    /// In whole milligrams, rounded up. What is beyond a `u32` is its largest.
    pub fn up(self) -> u32 {
        u32::try_from(self.parts.div_ceil(Self::ONE)).unwrap_or(u32::MAX)
    }

    /// Whether it is a whole number of milligrams.
    pub fn is_whole(self) -> bool {
        self.parts.is_multiple_of(Self::ONE)
    }

    /// Whether it is nothing.
    pub fn is_none(self) -> bool {
        self.parts == 0
    }
}

impl fmt::Display for Milligrams {
    /// The shortest form that [`Milligrams::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.parts / Self::ONE, self.parts % Self::ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        write!(f, "{whole}.{}", format!("{rest:04}").trim_end_matches('0'))
    }
}

impl Serialize for Milligrams {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Number = self.to_string().parse().map_err(serde::ser::Error::custom)?;
        number.serialize(out)
    }
}

impl<'de> Deserialize<'de> for Milligrams {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(input)?;
        // Most are whole, and need not become text to be read.
        if let Some(parts) = number.as_u64().and_then(|whole| whole.checked_mul(Self::ONE)) {
            return Ok(Self { parts });
        }
        Self::parse(&number.to_string()).ok_or_else(|| de::Error::custom(Unread::Milligrams(number.to_string())))
    }
}

/// Where a product is sold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is a place")]
pub enum Region {
    Us,
    Uk,
    Ie,
    Eu,
    Au,
    Nz,
    In,
    Ca,
    Other,
}

/// What it looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is a form of a medicine")]
pub enum Form {
    Tablet,
    Capsule,
    Caplet,
    Powder,
    Effervescent,
    Cream,
    Gel,
    Patch,
    Liquid,
    Other,
}

/// What one of it is: that of which the milligrams are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is a piece or a measure")]
pub enum Unit {
    Tablet,
    Capsule,
    Caplet,
    Sachet,
    Patch,
    Lozenge,
    Application,
    Dose,
    Ml,
    #[serde(rename = "5ml")]
    Ml5,
    #[serde(rename = "15ml")]
    Ml15,
    #[serde(rename = "20ml")]
    Ml20,
    #[serde(rename = "30ml")]
    Ml30,
}

impl Unit {
    /// How many millilitres one of it is. `None`: it is a piece.
    pub fn millilitres(self) -> Option<u64> {
        match self {
            Self::Ml => Some(1),
            Self::Ml5 => Some(5),
            Self::Ml15 => Some(15),
            Self::Ml20 => Some(20),
            Self::Ml30 => Some(30),
            Self::Tablet
            | Self::Capsule
            | Self::Caplet
            | Self::Sachet
            | Self::Patch
            | Self::Lozenge
            | Self::Application
            | Self::Dose => None,
        }
    }
}

/// One ingredient of a product.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProductPart {
    /// Its name among the ingredients.
    pub ingredient: String,
    /// How much of it the strongest common piece holds, in milligrams. `null`: no amount is needed, or none is known.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub mg: Option<Milligrams>,
    /// What a piece is.
    pub per: Unit,
}

/// What is sold under a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its name, which no other product has.
    pub name: String,
    /// What else it is called. Each stands once in the whole table, case, accents, spaces and signs aside.
    pub also: Vec<String>,
    /// Where it is sold.
    pub regions: Vec<Region>,
    /// What it looks like.
    pub form: Form,
    /// What is in it, in the order of the box.
    pub contains: Vec<ProductPart>,
    /// Its boxes: the milligrams of each ingredient, in that order. 0: not in this box. Empty: no amount is needed.
    #[cfg_attr(test, schemars(with = "Vec<Vec<f64>>"))]
    pub strengths: Vec<Vec<Milligrams>>,
    /// How many pieces the largest single dose of the label has.
    pub single: u16,
    /// The same for each box, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub singles: Option<Vec<u16>>,
    /// What its ingredients belong to; `topical-nsaid` where one goes onto the skin.
    pub class: Vec<Class>,
    /// What to know of it.
    pub note: Option<String>,
    /// Where it was read.
    pub source: String,
    /// Whether its ingredients and strengths were seen in that source.
    pub checked: bool,
}

/// A substance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Substance {
    /// The word in files and in the journal.
    pub name: String,
    /// Its US name.
    pub us: String,
    /// What it belongs to.
    pub class: Class,
    /// Its names in other languages.
    pub other: Vec<String>,
    /// For how many hours it makes drowsy.
    pub sedating_hours: Option<u16>,
    /// Whether it counts as an anti-inflammatory.
    pub nsaid: bool,
}

/// A name under which different things are sold: it counts as all of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ambiguous {
    /// The product.
    pub name: String,
    /// What it may be.
    pub safe_reading: String,
    /// Why it is not clear.
    pub why: String,
    /// Whether each was seen in a source.
    pub checked: bool,
}

/// Where a name leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameOf {
    /// To a product, by its place.
    Product(usize),
    /// To a substance, by its place.
    Substance(usize),
}

/// The whole table, with an index of its names.
#[derive(Debug, Default)]
pub struct Table {
    /// What is sold.
    pub products: Vec<Product>,
    /// What is in it.
    pub substances: Vec<Substance>,
    /// What is sold as different things.
    pub ambiguous: Vec<Ambiguous>,
    names: HashMap<String, NameOf>,
    words: HashMap<String, usize>,
}

impl Table {
    /// Reads the three files, and indexes their names. A product's name is stronger than a substance's.
    pub fn read(medicines: &str, ingredients: &str, ambiguous: &str) -> serde_json::Result<Self> {
        let products: Vec<Product> = serde_json::from_str(medicines)?;
        let substances: Vec<Substance> = serde_json::from_str(ingredients)?;
        let ambiguous = serde_json::from_str(ambiguous)?;
        let mut names = HashMap::with_capacity(products.len() * 8);
        for (place, substance) in substances.iter().enumerate() {
            for name in [&substance.name, &substance.us].into_iter().chain(&substance.other) {
                names.insert(key(name), NameOf::Substance(place));
            }
        }
        for (place, product) in products.iter().enumerate() {
            for name in std::iter::once(&product.name).chain(&product.also) {
                names.insert(key(name), NameOf::Product(place));
            }
        }
        let words = substances.iter().enumerate().map(|(place, substance)| (substance.name.clone(), place)).collect();
        Ok(Self { products, substances, ambiguous, names, words })
    }

    /// Where a key leads.
    pub fn entry(&self, key: &str) -> Option<NameOf> {
        self.names.get(key).copied()
    }

    /// The substance of that word.
    pub fn substance(&self, word: &str) -> Option<&Substance> {
        self.words.get(word).map(|place| &self.substances[*place])
    }

    /// Every key that leads somewhere.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Every name of a product, as it is written, and every ingredient's.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let products = self.products.iter().flat_map(|product| std::iter::once(&product.name).chain(&product.also));
        products.chain(self.substances.iter().map(|substance| &substance.name)).map(String::as_str)
    }

    /// Why a product's name is not clear. `None`: it is.
    pub fn doubt(&self, product: &Product) -> Option<&Ambiguous> {
        self.ambiguous.iter().find(|one| one.name == product.name)
    }

    /// The smallest piece of an ingredient that any box holds.
    pub fn smallest(&self, ingredient: &Ingredient) -> Option<Milligrams> {
        let boxes = |product: &Product| {
            let place = product.contains.iter().position(|part| part.ingredient == ingredient.as_str())?;
            product.strengths.iter().map(|row| row[place]).filter(|mg| !mg.is_none()).min()
        };
        self.products.iter().filter_map(boxes).min()
    }
}

impl Substance {
    /// The ingredient as the rules know it.
    pub fn ingredient(&self) -> Ingredient {
        if self.name == "unknown-nsaid" {
            return Ingredient::OtherNsaid;
        }
        Id::parse(&self.name).map_or(Ingredient::OtherNsaid, |word| Ingredient::named(&word))
    }
}

/// The table of the program. A test holds that it can be read; could it not, every name would be unknown.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(MEDICINES, INGREDIENTS, AMBIGUOUS).unwrap_or_default())
}

/// Every name of the table as one word, which no shell needs to have quoted: `nurofen-plus`, `co-codamol`. Each leads where
/// the name itself does; a name of which no such word is left (`tylenol #3`) is not among them.
pub fn words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let leads = |name: &str| table().entry(&key(name));
        let plain = |name: &str| Id::suggest(&name.replace('\'', ""));
        let word = |name: &str| plain(name).filter(|word| leads(word).is_some() && leads(word) == leads(name));
        let words: BTreeSet<String> = table().names().filter_map(word).collect();
        words.into_iter().collect()
    })
}

/// A name as it is compared: lower case, without accents, spaces and signs. Only letters, digits and `#` are left.
///
/// `Co-Codamol 30/500` is `cocodamol30500`.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars() {
        // Most letters are plain ones, and the table has ten thousand.
        if letter.is_ascii() {
            key.extend((letter.is_ascii_alphanumeric() || letter == '#').then(|| letter.to_ascii_lowercase()));
            continue;
        }
        for letter in letter.to_lowercase() {
            match plain(letter) {
                Some(plain) => key.push_str(plain),
                None if letter.is_alphanumeric() || letter == '#' => key.push(letter),
                None => {}
            }
        }
    }
    key
}

/// A Latin letter without its accent. `None`: it has none.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}
