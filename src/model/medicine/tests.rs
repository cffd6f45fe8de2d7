//! The table as it stands: every part of it is possible, every name stands once, and every example of rule 19.2 holds.

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator};

use crate::disk::golden;
use crate::model::class::Class;

use super::resolve::{KnownName, Resolved, resolve};
use super::table::{AMBIGUOUS, Ambiguous, INGREDIENTS, MEDICINES, Milligrams, Product, Substance, Table, key, table};

/// The three files, as one schema tells them.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct Files {
    /// `medicines.json`.
    medicines: Vec<Product>,
    /// `ingredients.json`.
    ingredients: Vec<Substance>,
    /// `ambiguous.json`.
    ambiguous: Vec<Ambiguous>,
}

#[test]
fn the_schema_of_the_table_is_that_of_the_types() {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<Files>();
    schema.insert("title".to_owned(), "The three files of the medicines, each a list of entries".into());
    let made = format!("{:#}\n", schema.to_value());
    golden::hold("protocols/medicines/schema.json", &made, "schema");
}

/// Reads a list, and says the path of what is wrong.
#[track_caller]
fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, String> {
    let mut input = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut input).map_err(|error| format!("{file}{}: {}", error.path(), error.inner()))
}

/// What is wrong in the table, each with its path and what would be right.
fn problems(products: &[Product], substances: &[Substance], ambiguous: &[Ambiguous]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (place, product) in products.iter().enumerate() {
        let at = format!("medicines.json[{place}] ({})", product.name);
        for name in std::iter::once(&product.name).chain(&product.also) {
            if let Some(other) = names.insert(key(name), product.name.clone()) {
                problems.push(format!("{at}: the name {name:?} also stands at {other:?}; it may stand once"));
            }
        }
        if product.contains.is_empty() {
            problems.push(format!("{at}.contains: is empty; name at least one ingredient"));
        }
        let mut classes = Vec::new();
        for (part_place, part) in product.contains.iter().enumerate() {
            let Some(substance) = substances.iter().find(|one| one.name == part.ingredient) else {
                let name = &part.ingredient;
                problems.push(format!(
                    "{at}.contains[{part_place}].ingredient: {name:?} is not in ingredients.json; add it there"
                ));
                continue;
            };
            let strongest = product.strengths.iter().filter_map(|row| row.get(part_place)).max().copied();
            if part.mg.is_some_and(|mg| strongest.is_none_or(|most| mg > most)) {
                problems.push(format!("{at}.contains[{part_place}].mg: is more than any of its strengths"));
            }
            classes.push(substance.class);
        }
        for class in &product.class {
            let topical = *class == Class::TopicalNsaid && classes.contains(&Class::Nsaid);
            if !classes.contains(class) && !topical && *class != Class::Antiplatelet {
                problems.push(format!("{at}.class: none of its ingredients is {class:?}; leave it out"));
            }
        }
        for class in classes.into_iter().filter(|class| !product.class.contains(class)) {
            if class != Class::Nsaid || !product.class.contains(&Class::TopicalNsaid) {
                problems.push(format!("{at}.class: {class:?} is missing; one of its ingredients is that"));
            }
        }
        for (row, strengths) in product.strengths.iter().enumerate() {
            if strengths.len() != product.contains.len() {
                problems.push(format!("{at}.strengths[{row}]: has another length than contains; write one for each"));
            }
        }
        if product.singles.as_ref().is_some_and(|singles| singles.len() != product.strengths.len()) {
            problems.push(format!("{at}.singles: has another length than strengths; write one for each box"));
        }
        let singles = product.singles.iter().flatten().chain([&product.single]);
        if singles.into_iter().any(|single| !(1..=4).contains(single)) {
            problems.push(format!("{at}.single: a single dose is 1 to 4 pieces"));
        }
        if product.source.trim().is_empty() {
            problems.push(format!("{at}.source: is empty; say where it was read"));
        }
    }
    for (place, substance) in substances.iter().enumerate() {
        let (at, class) = (format!("ingredients.json[{place}] ({})", substance.name), substance.class);
        let nsaid = [Class::Nsaid, Class::TopicalNsaid, Class::Salicylate].contains(&class);
        if substance.nsaid != nsaid {
            problems.push(format!("{at}.nsaid: does not fit {class:?}; write {nsaid}"));
        }
    }
    for (place, one) in ambiguous.iter().enumerate() {
        if !products.iter().any(|product| product.name == one.name) {
            problems.push(format!("ambiguous.json[{place}].name: {:?} is no product", one.name));
        }
    }
    problems
}

#[test]
fn the_table_has_no_fault() {
    let products = read::<Product>("medicines.json", MEDICINES).unwrap_or_else(|error| panic!("{error}"));
    let substances = read::<Substance>("ingredients.json", INGREDIENTS).unwrap_or_else(|error| panic!("{error}"));
    let ambiguous = read::<Ambiguous>("ambiguous.json", AMBIGUOUS).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(problems(&products, &substances, &ambiguous), Vec::<String>::new());
    assert!(products.len() > 450 && substances.len() > 190, "it is the whole table");
}

#[test]
fn a_damaged_table_is_told_by_its_path() {
    let check = |from: &str, to: &str, part: &str| {
        let text = MEDICINES.replacen(from, to, 1);
        assert_ne!(text, MEDICINES, "{from} stands in it");
        let error = read::<Product>("medicines.json", &text).expect_err("refused");
        assert!(error.contains(part), "{error}");
    };
    check("\"antiplatelet\"", "\"blood-thinning\"", "medicines.json[0].class[3]: unknown variant `blood-thinning`");
    check("\"per\": \"tablet\"", "\"per\": \"tabel\"", "medicines.json[0].contains[0].per: unknown variant `tabel`");
    check("[375, 8, 30]", "[375, \"8\", 30]", "medicines.json[0].strengths[0][1]: invalid type");
    check("[375, 8, 30]", "[375, -8, 30]", "-8: write 200, or 12.5");
    check("\"single\": 2", "\"singel\": 2", "medicines.json[0].singel: unknown field");

    let mut products = read::<Product>("medicines.json", MEDICINES).expect("read");
    let substances = read::<Substance>("ingredients.json", INGREDIENTS).expect("read");
    products[0].contains[0].ingredient = "asprin".to_owned();
    products[1].also.push("Tylenol".to_owned());
    products[2].strengths[0].pop();
    let found = problems(&products, &substances, &[]).join("\n");
    for part in [
        "medicines.json[0] (222).contains[0].ingredient: \"asprin\" is not in ingredients.json",
        "the name \"tylenol\" also stands at \"282\"",
        "medicines.json[2] (292).strengths[0]: has another length than contains",
    ] {
        assert!(found.contains(part), "{part} in {found}");
    }
    assert!(Table::read("[", "[]", "[]").is_err());
}

#[test]
fn milligrams_are_read_and_shown_the_same() {
    for text in ["0", "8", "12.5", "4.8355", "100000"] {
        assert_eq!(Milligrams::parse(text).expect(text).to_string(), text);
    }
    for text in ["", ".5", "1.23456", "1,5", "-1", "1e3", "99999999999999999999"] {
        assert_eq!(Milligrams::parse(text), None, "{text}");
    }
    assert_eq!(Milligrams::parse("4.8355").map(Milligrams::up), Some(5));
}

#[track_caller]
fn known(name: &str) -> KnownName {
    match resolve(name) {
        Resolved::Known(known) => known,
        Resolved::Unknown { near } => panic!("{name} is unknown; near: {near:?}"),
    }
}

/// The ingredients of a name, with `+` between them, and a `~` before them where only a part of it is known.
#[track_caller]
fn means(name: &str, expected: &str) {
    let known = known(name);
    let words: Vec<&str> = known.ingredients().map(super::Ingredient::as_str).collect();
    let part = if known.whole { "" } else { "~" };
    assert_eq!(format!("{part}{}", words.join("+")), expected, "{name}");
}

#[test]
fn a_name_is_found_whole_by_its_strength_or_by_a_part() {
    for (name, expected) in [
        ("ibuprofen", "ibuprofen"),
        ("IBUPROFEN", "ibuprofen"),
        ("Ibuprofène", "ibuprofen"),
        ("ibuprofe\u{300}ne", "ibuprofen"),
        ("paracétamol", "acetaminophen"),
        ("aspirine", "aspirin"),
        ("Advil PM", "ibuprofen+diphenhydramine"),
        ("nurofen plus", "ibuprofen+codeine"),
        ("co codamol", "codeine+acetaminophen"),
        ("co-codamol 30/500", "codeine+acetaminophen"),
        ("dolo 650", "acetaminophen"),
        ("ibu 400", "ibuprofen"),
        ("ibuprofen-400", "ibuprofen"),
        ("ibuprofen400mg", "ibuprofen"),
        ("doliprane 1g", "acetaminophen"),
        ("Tylenol 500", "acetaminophen"),
        ("tylenol extra strength", "acetaminophen"),
        ("tylenol super xyz", "~acetaminophen"),
        ("advil xyz pm", "~ibuprofen+sedating"),
        ("ibuprofen-lysine", "ibuprofen"),
        ("paracetamol-codeine", "codeine+acetaminophen"),
        ("naproxen with codeine", "~naproxen+codeine"),
        ("ibuprofenparacetamol", "ibuprofen+acetaminophen"),
        ("sedating", "sedating"),
        ("anti-inflammatory", "anti-inflammatory"),
        ("muscle-relaxant", "unknown-muscle-relaxer"),
        ("vitamin d", "vitamin"),
        ("vitamin d3 2000 iu", "vitamin"),
        ("cbd cream", "cannabidiol"),
        ("omeprazole 20", "omeprazole"),
        ("222", "aspirin+codeine+caffeine"),
        ("tiger balm", "camphor+menthol+methyl-salicylate+capsaicin"),
    ] {
        means(name, expected);
    }
}

#[test]
fn what_nobody_knows_is_unknown_and_what_is_near_is_named() {
    for (name, expected) in [
        ("ibuprofin", "ibuprofen"),
        ("asprin", "aspirin"),
        ("Nurofin", "nurofen"),
        ("tylenool", "tylenol"),
        ("mystery", ""),
        ("grandmother's tea", ""),
        ("magnesium mystery", ""),
        ("vitamin and mystery", ""),
        ("5-htp", ""),
        ("", ""),
        ("   ", ""),
        ("500", ""),
        ("\u{1f48a}", ""),
    ] {
        match resolve(name) {
            Resolved::Known(known) => panic!("{name} is {known:?}"),
            Resolved::Unknown { near } => {
                assert_eq!(near.first().map_or("", String::as_str), expected, "{name}: {near:?}");
            }
        }
    }
}

#[test]
fn a_strength_in_a_name_is_kept_and_other_numbers_are_not() {
    for (name, expected) in [
        ("dolo 650", "650"),
        ("doliprane 1g", "1000"),
        ("co-codamol 30/500", "30 500"),
        ("ibuprofen 200", "200"),
        ("ibuprofen 2", ""),
        ("ibuprofen", ""),
        ("tylenol 3", ""),
        ("222", ""),
    ] {
        let strength: Vec<String> = known(name).strength.iter().map(ToString::to_string).collect();
        assert_eq!(strength.join(" "), expected, "{name}");
    }
}

#[test]
fn every_name_of_the_table_leads_to_what_it_stands_for() {
    for product in &table().products {
        for name in std::iter::once(&product.name).chain(&product.also) {
            let known = known(name);
            assert!(known.whole, "{name}");
            assert_eq!(known.name, product.name, "{name}");
            assert_eq!(known.contains.len(), product.contains.len(), "{name}");
        }
    }
}

#[test]
fn every_name_for_a_shell_is_one_word_and_leads_where_the_name_does() {
    let words = super::table::words();
    assert!(words.len() > 2_000, "{}", words.len());
    for word in words {
        assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{word}");
        assert!(known(word).whole, "{word}");
    }
    for word in ["ibuprofen", "nurofen-plus", "co-codamol", "tylenol-pm", "childrens-advil", "deep-blue-rub"] {
        assert!(words.iter().any(|own| own == word), "{word}");
    }
}

#[test]
fn a_number_that_is_no_strength_may_be_another_box() {
    // What is known is known; what the number says is not.
    means("ibuprofen 2", "~ibuprofen");
    means("aspirin 81", "aspirin");
    means("paracetamol 30", "~acetaminophen+sedating");
    means("atasol 30", "acetaminophen+caffeine+codeine");
    means("vitamin c 60", "vitamin");
}

#[test]
fn what_goes_onto_the_skin_is_of_a_class_of_the_skin() {
    for (name, expected) in [
        ("ibuprofen gel", Class::TopicalNsaid),
        ("voltaren", Class::Nsaid),
        ("diclofenac gel", Class::TopicalNsaid),
        ("ketoprofen spray xyz", Class::TopicalNsaid),
        ("arnica gel", Class::Skin),
        ("cbd cream", Class::Cannabidiol),
        ("biofreeze", Class::Counterirritant),
        ("lidocaine patch", Class::LocalAnesthetic),
        ("deep blue rub", Class::Salicylate),
    ] {
        assert_eq!(known(name).contains[0].class, expected, "{name}");
    }
}
