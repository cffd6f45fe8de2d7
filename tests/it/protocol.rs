//! `backflare protocol`.

use serde_json::{Value, json};

use crate::begin::keeps;
use crate::env::Env;

const SMALL: &str = include_str!("../protocols/small.json");

/// The small protocol with ten mistakes, and where each is.
fn mistaken() -> (String, [&'static str; 10]) {
    let mut protocol: Value = serde_json::from_str(SMALL).unwrap();
    for (place, value) in [
        ("/id", json!("Not Kebab")),
        ("/language", json!(5)),
        ("/sources/0/year", json!("1999")),
        ("/signs/0/urgency", json!("huge")),
        ("/cards/0/lines/0/signs/0", json!("nosign")),
        ("/cards/1/after", json!("nostep")),
        ("/phases/1/pace", json!("50 minutes")),
        ("/steps/0/kind", json!("dance")),
        ("/steps/0/timing/every", json!("7")),
    ] {
        *protocol.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
    }
    protocol["steps"][1]["colour"] = json!("red");
    let paths = [
        "id:",
        "language:",
        "sources[0].year:",
        "signs[0].urgency:",
        "cards[0].lines[0].signs[0]:",
        "cards[1].after:",
        "phases[1].pace:",
        "steps[0].kind:",
        "steps[0].timing.every:",
        "steps[1].colour:",
    ];
    (protocol.to_string(), paths)
}

#[test]
fn the_built_in_ones_are_listed_and_shown() {
    let env = Env::new();
    env.sh("protocol list")
        .ok()
        .silent_err()
        .says("back-flare")
        .says("backflare start -p back-flare")
        .says("No clinician has checked it yet");
    env.sh("protocol show").ok().silent_err().says("(exercise, cat-cow-stuck)");
    assert_eq!(env.sh("protocol show back-flare").ok().stdout, env.sh("protocol show").ok().stdout);
    env.sh("protocol show back-flar").refused(2).tells("Did you mean back-flare?");
    env.sh("protocol").code(2).tells("check");
    assert!(!env.home().exists());
}

#[test]
fn one_of_your_own_begins_with_the_file_of_another() {
    let mut env = Env::new();
    env.set("COLUMNS", "200");
    let raw = env.sh("protocol show --raw").ok().stdout.clone();
    env.write("protocols/mine.json", &raw);
    env.sh("protocol check home/protocols/mine.json")
        .ok()
        .silent_err()
        .says("back-flare 1.0.0 is good")
        .says("backflare start -p home/protocols/mine.json");
    assert_eq!(env.sh("protocol show mine --raw").ok().stdout, raw);
    env.sh("protocol list").ok().says("home/protocols/mine.json");
    env.write("protocols/bad.json", "{ \"format\": 1, \"id\": \"\u{9b}2J\" }");
    let ran = env.sh("protocol show bad --raw");
    ran.refused(5);
    assert!(!ran.stderr.contains('\u{9b}'), "{ran:}");
}

#[test]
fn every_mistake_is_named_with_its_place_and_start_refuses_the_file() {
    let (env, (text, paths)) = (Env::new(), mistaken());
    env.write("bad.json", text);
    for line in ["protocol check home/bad.json", "start -p home/bad.json", "start -p home/bad.json --clear"] {
        let ran = keeps(&env, line, 5);
        ran.refused(5).tells("bad.json has 10 problems:");
        for path in paths {
            ran.tells(path);
        }
    }
    assert_eq!(env.files().len(), 1, "start wrote something: {:?}", env.files().keys());
    let json = env.sh("protocol check home/bad.json --json").code(5).silent_err().json();
    // The file was written with its fields in the order of the alphabet, and so are its problems.
    let mut paths = paths.map(|path| path.trim_end_matches(':'));
    paths.sort_unstable();
    let found: Vec<_> = json["problems"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(found, paths);
    assert_eq!(json["good"], false);
    // In the folder of one's own, it is named and the others are listed all the same.
    std::fs::create_dir(env.home().join("protocols")).unwrap();
    std::fs::rename(env.home().join("bad.json"), env.home().join("protocols/bad.json")).unwrap();
    env.sh("protocol list").ok().says("back-flare").tells("bad.json has 10 problems");
}

#[test]
fn what_cannot_be_read_is_named() {
    let env = Env::new();
    env.write("folder/x", "");
    env.write("latin.json", b"\xff");
    for (file, words) in [
        ("home/none.json", "does not exist"),
        ("home/folder", "is not a regular file"),
        ("home/latin.json", "is not text in UTF-8"),
        ("/dev/zero", "is not a regular file"),
    ] {
        env.run(["protocol", "check", file]).refused(5).tells(words);
    }
    env.write("deep.json", "[".repeat(100_000));
    env.write("empty.json", "");
    for file in ["home/deep.json", "home/empty.json"] {
        env.run(["protocol", "check", file]).refused(5);
    }
}
