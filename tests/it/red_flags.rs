//! `backflare red-flags`.

use serde_json::Value;

use crate::begin::latched;
use crate::env::Env;

#[test]
fn it_needs_nothing_and_makes_nothing() {
    let env = Env::new();
    let ran = env.sh("red-flags");
    ran.ok().silent_err().fits(40).says("EMERGENCY").says("BE SEEN TODAY").says("911 US, 999 UK, 112 EU, 000 AU");
    ran.says("Numb or pins and needles between the legs").says("Not sure? Count it as a yes.");
    assert!(!env.home().exists());
}

#[test]
fn it_works_however_broken_the_files_are() {
    let env = latched();
    let whole = env.sh("red-flags").ok().stdout.clone();
    env.write("profile.json", "{");
    env.append("garbage");
    std::fs::remove_dir_all(env.home().join("flares")).unwrap();
    assert_eq!(env.sh("red-flags").ok().stdout, whole);
    std::fs::remove_dir_all(env.home()).unwrap();
    std::fs::write(env.home(), "a file").unwrap();
    assert_eq!(env.sh("red-flags").ok().stdout, whole);
}

#[test]
fn where_the_place_is_known_so_is_the_number() {
    let env = Env::new();
    env.sh("profile set region eu").ok();
    env.sh("red-flags").ok().says("Emergency number: 112");
}

#[test]
fn text_and_json_name_the_same_signs() {
    let env = Env::new();
    let (text, json) = (env.sh("red-flags").ok().stdout.clone(), env.sh("red-flags --json").ok().json());
    let signs: Vec<&Value> =
        json["cards"].as_array().unwrap().iter().flat_map(|c| c["signs"].as_array().unwrap()).collect();
    assert!(signs.len() > 15);
    for sign in signs {
        assert!(text.contains(&format!("[{}]", sign["id"].as_str().unwrap())), "{sign}");
    }
}
