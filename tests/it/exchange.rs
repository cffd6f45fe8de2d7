//! `backflare export` and `backflare import`.

use std::fs;

use serde_json::{Value, json};

use crate::begin::{content, floor, keeps, standing};
use crate::env::Env;

/// A flare with a bit of everything.
fn diary() -> Env {
    let mut env = standing();
    env.sh("log 7 --note '=1+1, \"so\"'").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.at("10:30").sh("done walk").ok();
    env.sh("skip heat --because 'no socket'").ok();
    env.sh("log 9").ok();
    env.sh("undo").ok();
    env.at("14:00").sh("log 5").ok();
    env
}

/// An export, without what is of the machine that wrote it.
pub(crate) fn plain(export: &str) -> Value {
    let mut value: Value = serde_json::from_str(export).unwrap_or_else(|error| panic!("no JSON ({error}): {export}"));
    value["exported_at"] = Value::Null;
    for event in value["events"].as_array_mut().unwrap() {
        let event = event.as_object_mut().unwrap();
        for key in ["rec", "made", "v"] {
            event.remove(key);
        }
    }
    value
}

/// The first home's export in the second.
fn bring(from: &Env, into: &Env, more: &str) {
    let export = from.sh("export").ok().stdout.clone();
    into.run_with_input(format!("import - {more}").split_whitespace(), &export).ok();
}

/// What is next in a home, without what is of the machine.
fn plan(env: &Env) -> Value {
    let (next, today) = (env.sh("next --json").json(), env.sh("today --json").json());
    json!([next, today])
}

#[test]
fn what_goes_out_comes_in_and_goes_out_again() {
    let env = diary();
    let export = keeps(&env, "export", 0).stdout;
    let mut other = Env::new();
    other.at("14:00");
    let dry = other.run_with_input(["import", "-", "--dry-run"], &export);
    dry.ok().says("Would come:");
    assert!(!other.home().exists());
    let ran = other.run_with_input(["import", "-", "--json"], &export);
    let said = ran.ok().json();
    let count = plain(&export)["events"].as_array().unwrap().len();
    assert_eq!((&said["new"], &said["known"]), (&json!(count), &json!(0)));
    assert_eq!(said["medicines"][0]["sum_mg"], 200);
    assert_eq!(plain(&other.sh("export").ok().stdout), plain(&export));
    assert_eq!(plan(&other), plan(&env));
    // Once more: nothing is new, and nothing changes.
    let before = content(&other);
    other.run_with_input(["import", "-"], &export).ok().says("Imported: 0 entries.");
    assert!(content(&other) == before);
    // The time of writing there is kept, and the newest act here is not one of those.
    assert!(other.journal().iter().all(|line| line["made"].is_string() && line["v"] == 2));
    other.sh("undo").code(2);
}

#[test]
fn two_homes_end_alike_in_whichever_order() {
    let build = || {
        let mut one = diary();
        let mut two = Env::new();
        two.at("09:30");
        bring_at(&one, &mut two);
        two.at("14:10").sh("log 3").ok();
        two.sh("took acetaminophen 500mg").ok();
        two.sh("profile set region eu").ok();
        one.at("14:20").sh("log 4").ok();
        one.sh("profile set age 45").ok();
        (one, two)
    };
    let exchange = |one_first: bool| {
        let (mut one, mut two) = build();
        one.at("15:00");
        two.at("15:00");
        if one_first {
            bring(&one, &two, "");
            bring(&two, &one, "");
        } else {
            bring(&two, &one, "");
            bring(&one, &two, "");
        }
        assert_eq!(plan(&one), plan(&two));
        assert_eq!(plain(&one.sh("export").ok().stdout), plain(&two.sh("export").ok().stdout));
        let levels: Vec<Value> = one
            .journal()
            .iter()
            .filter_map(|line| line["event"].get("pain").map(|pain| pain["level"].clone()))
            .collect();
        assert_eq!(levels, [7, 9, 5, 3, 4].map(Value::from));
    };
    exchange(true);
    exchange(false);
}

/// An import at the moment of the other home.
fn bring_at(from: &Env, into: &mut Env) {
    into.at(&from.now());
    bring(from, into, "");
}

#[test]
fn a_sign_from_the_other_side_stands_here() {
    // The sign is in a flare that began before the one here.
    let mut other = Env::new();
    other.sh("start").ok();
    other.at("09:10").sh("screen --sign a").code(3);
    let mut env = Env::new();
    env.at("10:00").sh("start --clear").ok();
    env.sh("screen --clear").ok();
    other.at("10:05");
    env.at("10:05");
    env.sh("next").ok();
    bring(&other, &env, "");
    env.sh("next").code(3);
    bring(&env, &other, "");
    other.sh("next").code(3);
    // And the other way round: the sign is here, and a later flare comes.
    let mut here = Env::new();
    here.sh("start").ok();
    here.at("09:10").sh("screen --sign a").code(3);
    let mut later = Env::new();
    later.at("10:00").sh("start --clear").ok();
    later.sh("screen --clear").ok();
    here.at("10:05");
    later.at("10:05");
    let ran = here.run_with_input(["import", "-"], &later.sh("export").ok().stdout);
    ran.ok().says("A warning sign stands in it.");
    here.sh("next").code(3);
}

#[test]
fn what_was_decided_here_later_stays() {
    let mut env = standing();
    let old = env.sh("export").ok().stdout.clone();
    env.at("Mon 10:00").sh("end").ok();
    let ran = env.run_with_input(["import", "-"], &old);
    ran.ok().says("Imported: 0 entries.");
    env.sh("next").code(4);
    // An answer here that is later than that of the other side.
    let other = standing();
    other.sh("profile set age 61").ok();
    let theirs = other.sh("export").ok().stdout.clone();
    let mut env = Env::new();
    env.at("Mon 10:00").sh("profile set age 30").ok();
    env.run_with_input(["import", "-"], &theirs).ok();
    assert!(env.read("profile.json").contains("\"30\""), "{}", env.read("profile.json"));
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let env = diary();
    let export = env.sh("export").ok().stdout.clone();
    let check = |input: &str, code: i32, words: &str| {
        let before = content(&env);
        for more in ["", "--dry-run"] {
            let line = format!("import - {more}");
            env.run_with_input(line.split_whitespace(), input).refused(code).tells("nothing was imported").tells(words);
            assert!(content(&env) == before, "{input}");
        }
    };
    check(&export.replace("{\"level\":5}", "{\"level\":6}"), 5, "the id of another one");
    check(&export.replace("\"v\":2", "\"v\":3"), 5, "version 3");
    check(&export.replace("export/1", "export/2"), 5, "a newer backflare");
    check(&export.replace("\"pain\":{\"level\":5", "\"dreamt\":{\"level\":5"), 5, "none that this version knows");
    check(&export[..export.len() - 30], 5, "it is no JSON");
    check("hello", 5, "it is no JSON, at line 1");
    check("", 5, "it is no JSON");
    check("[]", 5, "it is no export of backflare, at line 1, column");
    check("{\"schema\":\"backflare/export/1\",\"events\":{}}", 5, "it is no export of backflare, at line 1, column");
    check("{\"name\":\"backflare\",\"version\":\"1\"}", 5, "it is no export of backflare");
    check("{\"schema\":\"backflare/next/1\"}", 5, "it is no export");
    check(
        &format!("{{\"schema\":\"backflare/export/1\",\"program\":\"{}\"}}", "x".repeat(5 << 20)),
        1,
        "one piece of it is longer",
    );
    keeps(&env, "import nowhere.json", 2).refused(2).tells("does not exist");
    keeps(&env, "import .", 1).refused(1).tells("a folder");
    // Sorted keys and another layout are as good.
    let value: Value = serde_json::from_str(&export).unwrap();
    env.run_with_input(["import", "-"], &serde_json::to_string_pretty(&value).unwrap()).ok().says("0 entries");
}

#[test]
fn a_file_is_private_and_not_written_over() {
    let env = diary();
    keeps(&env, "export -o diary.json", 0).says("Written: diary.json");
    let path = env.beside("diary.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(&path, "mine").unwrap();
    for line in ["export -o diary.json", "export fhir -o diary.json", "export ics -o diary.json"] {
        keeps(&env, line, 2).refused(2).tells("exists already").tells("--force");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let said = env.sh("export -o diary.json --force --json").ok().json();
    assert_eq!((&said["files"], &said["format"]), (&json!(["diary.json"]), &json!("json")));
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\"schema\":\"backflare/export/1\""));
    env.sh("export -o nowhere/diary.json").refused(1).tells("nowhere");
    env.sh("export xml").refused(2).tells("invalid value 'xml'");
    let fresh = Env::new();
    for line in ["export", "export fhir", "export ics", "export csv --table pain"] {
        fresh.sh(line).code(4);
    }
    assert!(!fresh.home().exists());
}

#[test]
fn the_tables_have_a_row_each_and_run_nothing() {
    let env = diary();
    env.sh("export csv").refused(2).tells("--table pain");
    let pain = keeps(&env, "export csv --table pain", 0).stdout;
    let rows: Vec<&str> = pain.split_terminator("\r\n").collect();
    assert_eq!(rows[0], "id,at,flare,level,leg,after,note,taken_back");
    assert_eq!(rows.len(), 4, "{pain}");
    assert!(rows[1].ends_with(",7,false,,\"'=1+1, \"\"so\"\"\",false"), "{pain}");
    assert!(rows[2].ends_with(",9,false,,,true"), "{pain}");
    keeps(&env, "export csv -o tables", 0).says("Written: tables/pain.csv");
    let read = |name: &str| fs::read_to_string(env.beside("tables").join(name)).unwrap();
    assert_eq!(read("pain.csv"), pain);
    assert!(read("doses.csv").contains(",ibuprofen,"), "{}", read("doses.csv"));
    assert!(read("steps.csv").contains(",walk,walk,done,"), "{}", read("steps.csv"));
    assert!(read("steps.csv").contains(",heat,heat,skipped,,,,no socket,false"), "{}", read("steps.csv"));
    env.sh("export csv -o tables").refused(2).tells("exists already");
}

#[test]
fn the_calendar_has_the_same_ids_each_time() {
    let mut env = diary();
    let ids = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("UID:")).map(|line| line.trim().to_owned()).collect()
    };
    let first = keeps(&env, "export ics", 0);
    first.tells("Export and import it again");
    assert!(first.stdout.starts_with("BEGIN:VCALENDAR\r\n") && first.stdout.ends_with("END:VCALENDAR\r\n"));
    let known = ids(&first.stdout);
    assert!(!known.is_empty() && known.len() == ids(&first.stdout).len());
    let mut unique = known.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), known.len());
    env.advance("1m");
    let later = env.sh("export ics").ok().stdout.clone();
    assert_eq!(ids(&later), known);
    assert!(!later.to_lowercase().contains("ibuprofen"), "{later}");
    env.at("14:30");
    env.sh("end").ok();
    env.sh("export ics").refused(4).tells("nothing is planned");
}

#[test]
fn a_clinic_gets_what_was_said_and_nothing_more() {
    let env = diary();
    let bundle: Value = serde_json::from_str(&keeps(&env, "export fhir", 0).stdout).unwrap();
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    let of = |kind: &str| -> Vec<Value> {
        let all = bundle["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone());
        all.filter(|resource| resource["resourceType"] == kind).collect()
    };
    assert_eq!(of("Patient").len(), 1);
    let pains: Vec<Value> = of("Observation").iter().map(|one| one["status"].clone()).collect();
    assert_eq!(pains, ["final", "entered-in-error", "final"]);
    assert_eq!(of("MedicationStatement")[0]["dosage"][0]["doseAndRate"][0]["doseQuantity"]["value"], 200);
    let steps: Vec<Value> = of("Procedure").iter().map(|one| one["status"].clone()).collect();
    assert!(steps.contains(&json!("not-done")) && steps.contains(&json!("completed")));
    assert!(!of("QuestionnaireResponse").is_empty());
}

#[test]
fn a_mark_at_the_beginning_of_the_file_stays_behind() {
    let env = floor();
    let text = env.journal_text();
    env.write("journal.jsonl", format!("\u{feff}{text}"));
    let export = env.sh("export").ok().stdout.clone();
    assert_eq!(plain(&export)["events"].as_array().unwrap().len(), text.lines().count());
}

#[test]
fn a_line_that_cannot_be_read_is_said_to_be_missing() {
    let env = floor();
    env.append("{ damaged\n");
    let ran = env.sh("export");
    ran.ok().tells("1 line cannot be read and is not in it");
    plain(&ran.stdout);
}

#[test]
fn what_is_in_a_medicine_comes_with_it_and_the_larger_set_stays() {
    let build = |says: &str| {
        let env = standing();
        env.sh(&format!("took mystery 100mg --contains {says}")).ok();
        env
    };
    let names = |env: &Env| -> Value {
        let profile: Value = serde_json::from_str(&env.read("profile.json")).unwrap();
        profile["names"].clone()
    };
    let (one, two) = (build("none"), build("ibuprofen"));
    let (first, second) = (one.sh("export").ok().stdout.clone(), two.sh("export").ok().stdout.clone());
    let bring = |env: &Env, export: &str| env.run_with_input(["import", "-"], export);
    // Each home has a flare of its own, so only what is known about the person is compared here.
    let fresh = |export: &str| {
        let mut env = Env::new();
        env.at("09:20");
        env.sh("took mystery 100mg --contains none").ok();
        bring(&env, export).ok();
        env
    };
    let env = fresh(&second);
    let kept = names(&env);
    assert_eq!(kept["mystery"]["contains"][0]["ingredient"], "ibuprofen", "{kept}");
    assert_eq!(kept["mystery"]["contains"].as_array().unwrap().len(), 1, "{kept}");
    // "None" takes nothing away, and the same twice changes nothing.
    let before = names(&env);
    bring(&env, &second).ok().says_not("What is in");
    assert_eq!(names(&env), before);
    let mut env = Env::new();
    env.at("09:20").sh("took mystery 100mg --contains ibuprofen").ok();
    bring(&env, &first).ok();
    assert_eq!(names(&env)["mystery"]["contains"][0]["ingredient"], "ibuprofen");
    let mut env = Env::new();
    env.at("09:20");
    let ran = bring(&env, &second);
    ran.ok().says("What is in 1 medicine came with it.");
}

#[test]
fn a_flare_that_ended_here_and_another_that_runs_there_are_not_joined() {
    let mut here = Env::new();
    here.sh("start --clear").ok();
    here.sh("screen --clear").ok();
    here.at("10:00").sh("end").ok();
    let mut there = Env::new();
    there.at("09:30").sh("start --clear").ok();
    there.sh("screen --clear").ok();
    there.at("10:30");
    here.at("10:30");
    let export = there.sh("export").ok().stdout.clone();
    let before = content(&here);
    for more in ["", "--dry-run"] {
        let line = format!("import - {more}");
        let ran = here.run_with_input(line.split_whitespace(), &export);
        ran.refused(2).tells("a flare was ended there or here while another one ran").tells("backflare end");
    }
    assert!(content(&here) == before);
    // And the other way round.
    let export = here.sh("export").ok().stdout.clone();
    there.run_with_input(["import", "-"], &export).refused(2).tells("while another one ran");
    // Ended there, too, they are one diary.
    there.sh("end").ok();
    here.advance("1m");
    here.run_with_input(["import", "-"], &there.sh("export").ok().stdout).ok();
    assert_eq!(here.sh("history flares --json").ok().json()["flares"]["list"].as_array().unwrap().len(), 2);
}

/// A gigabyte that is no export, most of it a hole: it is refused, and little of it is held.
#[cfg(unix)]
#[test]
fn a_huge_file_is_refused_in_little_memory() {
    let env = floor();
    for begin in ["", "{\"schema\":\"backflare/export/1\",\"program\":\"", "[1,"] {
        let path = env.beside("huge.json");
        fs::write(&path, begin).unwrap();
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 30).unwrap();
        let before = content(&env);
        let command = env.command(["import", "huge.json"]);
        // An address space of 200 MiB.
        let mut shell = std::process::Command::new("/bin/sh");
        shell
            .arg("-c")
            .arg("ulimit -v 204800; exec \"$@\"")
            .arg("sh")
            .arg(command.get_program())
            .args(command.get_args());
        shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.current_dir(env.beside("."));
        let ran = shell.output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(matches!(ran.status.code(), Some(1 | 5)), "{begin:?}: {ran:?}");
        assert!(told.contains("nothing was imported from huge.json"), "{told}");
        assert!(content(&env) == before, "{begin:?}");
    }
}
