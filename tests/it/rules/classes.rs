//! Rules 5 to 13 go by what a medicine belongs to: one that has no name of its own here gets the rules of its class.

use backflare::model::class::Class;
use backflare::model::event::Content;
use backflare::model::medicine::Ingredient;

use crate::story::{check, id};

#[test]
fn an_anti_inflammatory_by_its_class_is_one() {
    check(&[
        (
            "1h took mobic contains meloxicam=nsaid:15",
            &[
                ("2h ibuprofen", "no one-nsaid until 25h"),
                ("2h acetaminophen", "yes"),
                ("2h standing meloxicam", "1 x, 15 mg, not before: unknown, class until 25h"),
            ],
        ),
        (
            "1h took mobic contains meloxicam=nsaid:15
          2h took ibuprofen 200mg",
            &[
                ("3h standing meloxicam", "1 x, 15 mg, not before: unknown, class until 25h, beside ibuprofen"),
                ("3h standing ibuprofen", "1 x, 200 of 1200 mg, not before 8h, class until 26h, beside meloxicam"),
            ],
        ),
        ("1h took gel contains felbinac=topical-nsaid", &[("2h ibuprofen", "no one-nsaid until 25h")]),
        ("1h took pepto contains bismuth-subsalicylate=salicylate", &[("2h ibuprofen", "no one-nsaid until 25h")]),
    ]);
}

#[test]
fn what_makes_drowsy_does_so_for_the_span_of_its_class() {
    check(&[
        (
            "1h took tramadol contains tramadol=opioid:50",
            &[("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")],
        ),
        ("1h took valium contains diazepam=benzodiazepine", &[("2h heat", "no heat until 25h")]),
        ("1h took lyrica contains pregabalin=gabapentinoid", &[("2h heat", "no heat until 25h")]),
        ("1h took ambien contains zolpidem=sleeping-tablet", &[("2h heat", "no heat until 25h")]),
        ("1h took soma contains carisoprodol=muscle-relaxer", &[("2h heat", "no heat until 25h")]),
        ("1h took elavil contains amitriptyline=antidepressant", &[("2h heat", "no heat until 25h")]),
        (
            "1h took benadryl contains diphenhydramine=sedating-antihistamine:25",
            &[("12h59m59s heat", "no heat until 13h"), ("13h heat", "yes")],
        ),
        ("1h took beer contains alcohol=alcohol", &[("8h59m59s heat", "no heat until 9h"), ("9h heat", "yes")]),
        // The shorter span does not end the longer one.
        (
            "1h took tramadol contains tramadol=opioid:50
          2h took beer contains alcohol=alcohol",
            &[("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")],
        ),
        ("1h took prozac contains fluoxetine=antidepressant", &[("2h heat", "yes")]),
    ]);
}

#[test]
fn what_holds_no_pain_reliever_blocks_none() {
    const OPEN: &[(&str, &str)] = &[("4h ibuprofen", "yes"), ("4h acetaminophen", "yes"), ("4h heat", "yes")];
    check(&[
        ("4h took vitamin-d contains vitamin=supplement", OPEN),
        ("4h took omeprazole contains omeprazole=acid-reducer:20", OPEN),
        ("4h took coffee contains caffeine=caffeine:80", OPEN),
        ("4h took cough-drops contains menthol=harmless", OPEN),
        // A class that says nothing says no more than a name that nobody knows: so is a name that a file lent.
        (
            "# 25 (14)
          4h took drops contains mystery=other",
            &[
                ("5h ibuprofen", "no ibuprofen-limits until 28h"),
                ("5h acetaminophen", "no acetaminophen-limits until 10h"),
                ("27h59m59s ibuprofen", "no one-nsaid until 28h"),
                ("28h ibuprofen", "yes"),
            ],
        ),
        (
            "# 25 (14), of the class that the file said
          4h took drops contains mystery=nsaid:25",
            &[("27h59m59s ibuprofen", "no one-nsaid until 28h"), ("28h ibuprofen", "yes"), ("5h acetaminophen", "yes")],
        ),
    ]);
}

#[test]
fn each_ingredient_of_a_box_counts_with_its_own_milligrams() {
    check(&[
        (
            "0h took percocet contains oxycodone=opioid:10,acetaminophen:650
          4h took percocet contains oxycodone=opioid:10,acetaminophen:650
          8h took percocet contains oxycodone=opioid:10,acetaminophen:650
          12h took percocet contains oxycodone=opioid:10,acetaminophen:650",
            &[
                ("16h standing acetaminophen", "4 x, 2600 of 3000 mg, not before 24h"),
                ("16h acetaminophen", "no acetaminophen-limits until 24h"),
                ("16h heat", "no heat until 36h"),
            ],
        ),
        (
            "0h took nuromol contains ibuprofen:400,acetaminophen:1000
          6h took nuromol contains ibuprofen:400,acetaminophen:1000
          12h took nuromol contains ibuprofen:400,acetaminophen:1000",
            &[
                ("18h ibuprofen", "no ibuprofen-limits until 24h"),
                ("18h acetaminophen", "no acetaminophen-limits until 24h"),
                ("24h ibuprofen", "yes"),
            ],
        ),
        // The same twice in a box counts twice; where one amount was not said, the largest single dose.
        ("1h took mix contains ibuprofen:200,ibuprofen:200", &[("6h59m ibuprofen", "no ibuprofen-limits until 7h")]),
        // Acetaminophen under a name of a file's own is acetaminophen.
        (
            "1h took own contains my-own=acetaminophen:1000",
            &[("2h standing acetaminophen", "1 x, 1000 of 3000 mg, not before 7h")],
        ),
    ]);
}

#[test]
fn what_goes_onto_the_skin_keeps_heat_away() {
    check(&[
        (
            "1h took biofreeze contains menthol=counterirritant",
            &[("12h59m59s heat", "no topical until 13h"), ("13h heat", "yes")],
        ),
        ("1h took lidoderm contains lidocaine=local-anesthetic", &[("2h heat", "no topical until 13h")]),
        ("1h took gel contains felbinac=topical-nsaid", &[("2h heat", "no topical until 13h")]),
    ]);
}

/// What each of the classes does, as the rules say it.
#[test]
fn the_table_of_classes_says_what_the_rules_say() {
    const DROWSY: &[&str] =
        &["opioid", "benzodiazepine", "sleeping-tablet", "muscle-relaxer", "gabapentinoid", "sedating"];
    let of = |class: &str| -> Class { serde_json::from_value(class.into()).unwrap() };
    let content = |class: &str| Content { ingredient: Ingredient::named(&id("own")), class: Some(of(class)), mg: None };
    // `nsaid`, `analgesic`, hours of drowsiness; swallowed, only by a clinician's plan.
    for (classes, nsaid, analgesic, hours, oral, prescribed) in [
        (&["nsaid"][..], true, true, None, true, false),
        (&["topical-nsaid", "salicylate"], true, true, None, false, false),
        (&["acetaminophen"], false, true, None, true, false),
        (DROWSY, false, false, Some(24), true, true),
        (&["sedating-antihistamine"], false, false, Some(12), true, true),
        (&["alcohol"], false, false, Some(8), true, true),
        (&["anticoagulant", "antiplatelet", "steroid"], false, false, None, true, true),
        (&["antidepressant", "antibiotic", "interaction"], false, false, None, true, false),
        (&["acid-reducer", "decongestant", "caffeine", "supplement", "other-oral"], false, false, None, true, false),
        (
            &["counterirritant", "local-anesthetic", "cannabidiol", "heat", "skin", "eye-drop", "harmless", "other"],
            false,
            false,
            None,
            false,
            false,
        ),
    ] {
        for name in classes {
            let (content, class) = (content(name), of(name));
            let drowsy = content.drowsy().map(|span| span.as_seconds() / 3600);
            assert_eq!((content.is_nsaid(), content.is_analgesic(), drowsy), (nsaid, analgesic, hours), "{name}");
            assert_eq!((class.is_oral(), class.needs_a_prescriber()), (oral, prescribed), "{name}");
            // Known as one of these, no author of a file calls it something else.
            assert_eq!(class.binds(), analgesic || prescribed, "{name}");
            assert_eq!(class.says_enough(), analgesic || hours.is_some(), "{name}");
        }
    }
}
