//! Real boxes: what a name and an amount come to, through the real table; and `took` with what people have in their hands.

use backflare::model::amount::Amount;
use backflare::model::count::count;
use backflare::model::medicine::resolve::{Resolved, resolve};

use crate::env::Env;

const BOXES: &str = include_str!("../boxes.tsv");

/// What a name and an amount come to: `oxycodone 5, acetaminophen 325`.
fn sums(name: &str, amount: &str) -> String {
    let known = match resolve(name) {
        Resolved::Known(known) => known,
        Resolved::Unknown { near } => return format!("unknown, near {near:?}"),
    };
    let amount = match amount {
        "" => None,
        text => match Amount::parse(text) {
            Ok(amount) => Some(amount),
            Err(error) => return error.to_string(),
        },
    };
    match count(&known, amount.as_ref()) {
        Ok(counted) => {
            let each = counted.contains.iter().map(|one| match one.mg {
                Some(mg) => format!("{} {mg}", one.ingredient),
                None => one.ingredient.to_string(),
            });
            each.collect::<Vec<_>>().join(", ")
        }
        Err(unfit) => format!("{unfit:?}"),
    }
}

#[test]
fn each_box_comes_to_what_stands_on_it() {
    let rows: Vec<Vec<&str>> =
        BOXES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 300, "{} boxes", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let &[name, amount, expected] = row.as_slice() else {
                return Some(format!("{row:?}: a row has three parts"));
            };
            let found = sums(name, amount);
            (found != expected).then(|| format!("{name} {amount:?}: {found}; expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A text that was wrapped, as one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day that begins at nine.
fn morning() -> Env {
    Env::new()
}

#[test]
fn the_morning_dose_is_corrected_while_a_newer_one_stands() {
    let mut env = morning();
    env.sh("took ibuprofen 400mg").ok();
    env.advance("6h30m");
    env.sh("took ibuprofen 200mg").ok();
    env.advance("30m");
    // Two doses of that name: which is meant is not guessed.
    let before = env.journal();
    env.sh("took ibuprofen 200mg --corrects --because x")
        .refused(2)
        .tells("it is not clear which dose")
        .tells("ibuprofen 400 mg of 09:05: --corrects 09:05")
        .tells("ibuprofen 200 mg of 15:35: --corrects 15:35");
    assert_eq!(env.journal(), before);
    env.sh("took ibuprofen 200mg --at 09:05 --corrects --because 'it was one tablet'")
        .ok()
        .says("Replaced: ibuprofen 400 mg of 09:05.")
        .says("2 doses, 400 of 1200 mg. Not before 19:35.");
    env.sh("took ibuprofen 0mg --corrects 15:35 --because 'not taken'")
        .ok()
        .says("Replaced: ibuprofen 200 mg of 15:35.")
        .says("1 dose, 200 of 1200 mg");
}

#[test]
fn a_correction_means_the_name_that_was_typed() {
    let mut env = morning();
    env.sh("took advil 400mg").ok();
    env.advance("5h");
    env.sh("took ibuprofen 200mg").ok();
    env.sh("took advil 0mg --corrects --because 'never took it'")
        .ok()
        .says("Corrected: the advil of 09:05 was not taken.")
        .says("1 dose, 200 of 1200 mg. Not before 18:05.");
    let mut env = morning();
    env.sh("took tramadol 50mg").ok();
    env.advance("1m");
    // A second drug of the class is always written.
    env.sh("took diazepam 5mg").ok().says_not("so both count");
    env.sh("took tramadol 0mg --corrects --because no").ok().says("Replaced: tramadol 50 mg of 09:05.");
}

#[test]
fn a_misspelt_name_is_mended_by_the_command_that_is_shown() {
    let mut env = morning();
    let ran = env.sh("took ibuprofin 400mg");
    let mend = "backflare took ibuprofen 400mg --corrects --because \"spelling\"";
    ran.ok().says("Did you mean ibuprofen?").says(mend).says("--contains INGREDIENT,..");
    env.advance("1m");
    env.sh(mend.strip_prefix("backflare ").unwrap())
        .ok()
        .says("Replaced: ibuprofin 400 mg of 09:05.")
        .says("1 dose, 400 of 1200 mg");
    env.sh("took asprin 325mg").ok().says("backflare took aspirin 325mg --corrects");
    env.sh("took 'Tylenol 500' 500mg").ok().says("acetaminophen (paracetamol), 1 dose, 500 of 3000 mg");
    env.sh("took 'ibuprofen 400'").ok().says("800 of 1200 mg");
}

#[test]
fn a_combination_counts_every_ingredient_with_its_own_milligrams() {
    let mut env = morning();
    for _ in 0..4 {
        env.sh("took percocet 10mg").ok();
        env.advance("5h20m");
    }
    env.sh("took percocet 0mg").ok().says("--corrects");
    env.sh("status").says("acetaminophen (paracetamol), 4 doses, 2600 of 3000 mg");
    let env = morning();
    env.sh("took beechams").ok().says("Different things are sold under that name").says("aspirin");
    let env = morning();
    env.sh("took 'beechams powders'").ok().says("aspirin").says_not("acetaminophen");
    let env = morning();
    env.sh("took ibuprofen 400mg --contains acetaminophen").ok().says("400 of 1200 mg").says("1000 of 3000 mg");
}

#[test]
fn what_holds_no_pain_reliever_blocks_none() {
    for line in ["took 'vitamin d'", "took omeprazole 20mg", "took 'cbd cream'", "took 'odd balm' --contains none"] {
        let env = crate::begin::standing();
        env.sh(line).ok().says_not("Nobody here knows");
        env.sh("why ibuprofen").says_not("Nobody knows").says_not("may have been");
    }
    let env = morning();
    env.sh("took 'my drops'").ok();
    let ran = env.sh("took 'my drops' --contains none");
    ran.ok().says("Counted again: 1 earlier dose of my drops.");
    env.sh("took 'my drops'").ok().says_not("Nobody here knows");
}

#[test]
fn the_third_that_nobody_knows_is_told_with_whom_to_call() {
    let mut env = morning();
    for (name, warns) in [("aaaqq", false), ("bbbqq", false), ("cccqq", true)] {
        let ran = env.sh(&format!("took {name} 100mg"));
        let said = one_line(&ran.ok().stdout).contains("Call a pharmacist or poison line now, even if you feel well.");
        assert_eq!(said, warns, "{name}");
        env.advance("11h59m");
    }
    let mut env = morning();
    for warns in [false, false, true] {
        let ran = env.sh("took 'Tylenol Extra Strength' 1000mg");
        assert_eq!(one_line(&ran.ok().stdout).contains("poison line now"), warns);
        env.advance("1h");
    }
    let mut env = morning();
    for _ in 0..3 {
        env.sh("took paracetamol 500mg").ok().says_not("WARNING: That may be over");
        env.advance("6h");
    }
}

#[test]
fn too_much_acetaminophen_stands_until_a_day_after_the_last_of_it() {
    let mut env = crate::begin::standing();
    for _ in 0..7 {
        env.sh("took 'dolo 650'").ok();
        env.advance("2h");
    }
    // The first doses have left the window of 24 hours, and the last has not.
    env.advance("21h");
    let alerts = |env: &Env| env.sh("next --json").json()["alerts"].to_string();
    assert!(alerts(&env).contains("4550 mg of acetaminophen"), "{}", alerts(&env));
    env.advance("1h");
    assert!(!alerts(&env).contains("mg of acetaminophen"), "{}", alerts(&env));
}

#[test]
fn pieces_of_no_known_strength_count_as_the_strongest_and_each_other_is_ready_to_type() {
    let env = morning();
    let ran = env.sh("took paracetamol '2 tablets'");
    ran.ok()
        .says("paracetamol 2000 mg")
        .says("so the strongest that is sold counts")
        .says("If each has 500 mg:")
        .says("backflare took paracetamol 2x500mg --corrects --because \"the box\"");
    env.sh("took paracetamol 2x500mg --corrects --because 'the box'").ok().says("1 dose, 1000 of 3000 mg");
    // Of many strengths one word is left to be said, so that nothing wrong can be pasted.
    let ran = env.sh("took naprosyn '1 tablet'");
    ran.ok().says("NUMBERxSTRENGTH");
    env.sh("took naprosyn NUMBERxSTRENGTH --corrects --because 'the box'").refused(2);
}

/// Completes a word of `backflare took` in bash.
#[cfg(unix)]
fn completed(env: &Env, word: &str) -> Vec<String> {
    let script = env.sh("completions bash").ok().stdout.clone();
    let ask = format!(
        "{script}\nCOMP_WORDS=(backflare took {word}); COMP_CWORD=2; _backflare backflare {word} took; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let Ok(out) = std::process::Command::new("bash").args(["--norc", "-c", &ask]).output() else { return Vec::new() };
    String::from_utf8_lossy(&out.stdout).split_whitespace().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn a_shell_completes_the_names_of_medicines_and_each_is_read() {
    let env = morning();
    if std::process::Command::new("bash").arg("--version").output().is_ok() {
        assert_eq!(completed(&env, "nurofen-pl"), ["nurofen-plus", "nurofen-plus-tablets"]);
        assert!(completed(&env, "co-cod").contains(&"co-codamol".to_owned()));
    }
    for shell in ["bash", "zsh", "fish"] {
        env.sh(&format!("completions {shell}")).ok().says(" nurofen-plus ").says(" tylenol-pm ").says(" ibuprofen ");
    }
    env.sh("took nurofen-plus '2 tablets'").ok().says("400 of 1200 mg");
}

/// What was typed at once, and how it counts; an empty text: it is refused with the way to type it, and nothing is recorded.
#[test]
fn no_number_of_tablets_is_lost_in_a_name() {
    for (line, counts) in [
        ("took 'ibuprofen 3 tablets'", "ibuprofen 2400"),
        ("took 'ibuprofen 400 3 tablets'", "ibuprofen 1200"),
        ("took 'paracetamol 4x500mg'", "acetaminophen 2000"),
        ("took 'paracetamol 4 x 500 mg'", "acetaminophen 2000"),
        ("took 'dolo 650 2 tabs'", "acetaminophen 1300"),
        ("took 'co-codamol 30/500 2 tablets'", "codeine 60, acetaminophen 1000"),
        ("took 'ibuprofen 400mg'", "ibuprofen 400"),
        ("took ibuprofen 2 tablets 600mg", "ibuprofen 1200"),
        ("took ibuprofen '2 tablets 600mg'", "ibuprofen 1200"),
        ("took 'Paracetamol 500mg Tablets' '2 tablets'", "acetaminophen 1000"),
        ("took 'Ibuprofen 400 Akut' '1 Filmtablette'", "ibuprofen 400"),
        ("took 'dolo 650 x2'", ""),
        ("took ibuprofen '400mg + 400mg'", ""),
        ("took 'ibuprofen 400mg + 400mg'", ""),
        ("took ibuprofen '2 tablets 600'", ""),
        ("took 'ibuprofen 600 three'", ""),
        ("took 'ibuprofen 400mg and 400mg'", ""),
        ("took 'ibuprofen 400mg twice'", ""),
        ("took ibuprofen two", ""),
        ("took ibuprofen '400mg twice'", ""),
        ("took '8 paracetamol'", ""),
        ("took '20 ibuprofen'", ""),
        ("took '4 tylenol' 500mg", ""),
        ("took 'ten advil'", ""),
        ("took '2 nurofen'", ""),
        ("took 'eight paracetamol'", ""),
        ("took 'paracetamol (4)'", ""),
        ("took 'paracetamol eight tablets'", "acetaminophen 8000"),
        ("took paracetamol eight tablets", "acetaminophen 8000"),
        ("took paracetamol 'sechs Tabletten 500mg'", "acetaminophen 3000"),
        ("took 'a box of ibuprofen'", ""),
        ("took paracetamol 1g, 1g, 1g, 1g", ""),
        ("took paracetamol 1g 1g 1g 1g", ""),
        ("took ibuprofen 400mg 400mg", ""),
        ("took ibuprofen 400mg 400 mg", ""),
        ("took paracetamol '2000mg, 500mg'", ""),
        ("took co-codamol '500mg, 500mg'", ""),
        ("took 'ibuprofen 400mg 400mg'", ""),
        ("took 'paracetamol 1g, 1g'", ""),
        ("took 'ibuprofen 400mg' 400mg", "ibuprofen 400"),
        ("took paracetamol 1g", "acetaminophen 1000"),
        // Nobody knows which of two it was: the larger. Rule 11.
        ("took paracetamol '1-2 tablets'", "acetaminophen 2000"),
        ("took paracetamol '1 or 2 tablets'", "acetaminophen 2000"),
        ("took ibuprofen 200-400mg", "ibuprofen 400"),
        ("took ibuprofen '2-1 tablets'", ""),
        ("took paracetamol 500mg --at 'this morning'", ""),
    ] {
        let env = morning();
        let ran = env.sh(line);
        if counts.is_empty() {
            ran.refused(2);
            assert!(env.journal().is_empty(), "{line}");
            continue;
        }
        ran.ok();
        let contains = env.last_event()["took"]["contains"].as_array().unwrap().clone();
        let each: Vec<String> =
            contains.iter().map(|one| format!("{} {}", one["ingredient"].as_str().unwrap(), one["mg"])).collect();
        assert_eq!(each.join(", "), counts, "{line}");
    }
}

/// What is typed instead of several amounts, and an example that nobody would be harmed by. Rules 4, 6, 8.
#[test]
fn an_example_is_the_sum_that_was_typed_or_the_smallest_usual_dose() {
    let env = morning();
    for (line, words) in [
        ("took paracetamol 1g, 1g, 1g, 1g", "backflare took paracetamol 4000mg"),
        ("took paracetamol '2 tablets, 2 tablets'", "backflare took paracetamol SUM"),
        ("took ibuprofen 5mg", "For example: backflare took ibuprofen 200mg"),
        ("took ibuprofen 200mg --at 'this morning'", "Not recorded. Not sure when? Leave --at out"),
        ("took advil 5mg", "For example: backflare took advil 200mg"),
        ("took naproxen 5mg", "For example: backflare took naproxen 220mg"),
        ("took paracetamol 5mg", "For example: backflare took paracetamol 500mg"),
        ("took tramadol 1mg", "For example: backflare took tramadol 50mg"),
        ("took tramadol 5.00mg", "For example: backflare took tramadol 50mg"),
    ] {
        env.sh(line).refused(2).tells(words);
    }
    assert!(env.journal().is_empty());
}

#[test]
fn a_mending_command_has_the_amount_as_it_was_typed() {
    let env = morning();
    env.sh("took percoset 5/325").ok().says("backflare took percocet \"5/325mg\" --corrects --because \"spelling\"");
    env.sh("took nurophen '2 tablets'").ok().says("Did you mean nurofen?").says("backflare took nurofen 2x --corrects");
}
