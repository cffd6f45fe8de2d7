//! The guided walk in plain lines, under a clock that takes no time: a whole night is played in an instant.
//!
//! `+30s` on a line of the input lets that much pass before the next line counts.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::env::{Env, Ran};

/// A flare whose first card is answered.
fn begun() -> Env {
    let env = Env::new();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env
}

/// A flare on its feet, with every question answered.
fn standing() -> Env {
    let mut env = begun();
    env.sh("profile set age 35").ok();
    env.sh("done cat-cow-stuck").ok();
    env.sh("screen --clear").ok();
    env.sh("done stand-up").ok();
    env.advance("1m");
    env
}

#[track_caller]
fn walk(env: &Env, args: &str, input: &str) -> Ran {
    let words: Vec<&str> = args.split_whitespace().collect();
    let ran = env.run_with_input(&words, input);
    assert!(!ran.stdout.contains('\u{1b}') && !ran.stdout.contains('\r'), "{ran}");
    ran
}

fn events(env: &Env, name: &str) -> Vec<serde_json::Value> {
    env.journal().iter().filter_map(|line| line["event"].get(name).cloned()).collect()
}

#[test]
fn nothing_starts_by_itself_and_the_end_of_the_input_leaves() {
    let env = begun();
    walk(&env, "walk", "").ok().says("Five tiny moves").says("All kept.").says_not("1 of 2");
    assert_eq!(events(&env, "walked").len(), 0);
    walk(&env, "walk", "\n")
        .ok()
        .says("1 of 2: Round. ")
        .says("2 of 2: Round.")
        .says("Do you feel ready to try to stand?");
    assert_eq!(events(&env, "done"), [serde_json::json!({ "step": "cat-cow-stuck" })]);
}

#[test]
fn a_walk_without_a_flare_or_under_a_sign_says_so() {
    let env = Env::new();
    env.sh("walk").code(4);
    let env = begun();
    env.sh("screen --sign saddle-numb").code(3);
    walk(&env, "walk", "\n").code(3).says("EMERGENCY");
    let env = Env::new();
    env.sh("start").ok();
    walk(&env, "walk", "a c\ny\n").code(3).says("EMERGENCY");
    assert!(events(&env, "screened")[0]["signs"].as_array().unwrap().len() > 1);
    let env = Env::new();
    env.sh("start").ok();
    walk(&env, "walk", "\n\n").ok().says("press n, or a to d").says("All kept.");
    assert_eq!(events(&env, "screened").len(), 0);
}

#[test]
fn the_floor_is_walked_from_the_card_to_the_feet() {
    let env = Env::new();
    env.sh("start").ok();
    // The card; five moves; not yet; the next card; it waits and asks; yes; up.
    let input = "n\n\n\nn\n+4m\n\n+2m\ny\nn\n\n\n\n";
    let ran = walk(&env, "walk --plain", input);
    ran.ok()
        .says("Shift your weight from one hand to the other.")
        .says("Recorded: Five tiny moves.")
        .says("Stand up slowly");
    let done: Vec<_> = events(&env, "done").iter().map(|done| (done["step"].clone(), done["answer"].clone())).collect();
    assert_eq!(done[0], ("cat-cow-stuck".into(), serde_json::Value::Null));
    assert!(done.contains(&("cat-cow-stuck".into(), true.into())), "{done:?}");
    assert!(done.contains(&("stand-up".into(), serde_json::Value::Null)), "{done:?}");
}

#[test]
fn part_of_a_step_is_kept_as_part() {
    let env = begun();
    walk(&env, "walk", "\n+21s\nq\n").ok().says("Recorded: Five tiny moves, 21 seconds of 4 minutes.");
    assert_eq!(env.last_event()["done"]["partial"], serde_json::json!({ "done": "21s", "of": "4m" }));
    env.sh("undo").ok().says("21s of 4m");
}

#[test]
fn what_was_cut_off_is_offered_again() {
    let mut env = standing();
    env.append_event(serde_json::json!({ "walked": { "step": "lean-cat-cow", "reached": "18s" } }));
    env.advance("5m");
    walk(&env, "walk", "\nq\n")
        .ok()
        .says("You had begun it, and left it at 09:06. Go on?")
        .says("18 seconds of 40 seconds (3 of 5)");
    let lines = env.journal();
    assert!(lines.iter().any(|line| line["event"]["done"]["step"] == "lean-cat-cow"), "{lines:?}");
    // It is over now, and is not offered twice; what is too old is not offered at all.
    walk(&env, "walk", "q\n").ok().says_not("in the middle");
    let mut old = standing();
    old.append_event(serde_json::json!({ "walked": { "step": "lean-cat-cow", "reached": "18s" } }));
    old.advance("13h");
    walk(&old, "walk", "q\n").ok().says_not("in the middle");
    // Moves that grow are begun anew, as large as they are by now.
    let mut floor = begun();
    floor.append_event(serde_json::json!({ "walked": { "step": "cat-cow-stuck", "reached": "18s" } }));
    floor.advance("5m");
    walk(&floor, "walk", "q\n").ok().says("Five tiny moves").says_not("in the middle");
}

#[test]
fn what_hurts_stops_asks_and_offers_something_easier() {
    let mut env = standing();
    walk(&env, "walk lean-cat-cow", "\n+10s\nx\na\n6\n")
        .ok()
        .says("Recorded: Lean and move, 10 seconds of 40 seconds.")
        .says("Noted: 6 of 10, down the leg.");
    let pains = events(&env, "pain");
    assert_eq!(pains[0], serde_json::json!({ "level": 6, "leg": true }));
    // The cards about it come before anything else, and then what is easier, where safety allows it.
    env.advance("1m");
    env.sh("next").ok().says("Anything new since the last time?");
    let env = standing();
    let ran = walk(&env, "walk walk", "\n+70s\nx\nb\n5\n");
    ran.ok().says("1 minute 10 seconds of 5 minutes");
}

#[test]
fn heat_is_on_until_somebody_says_that_it_is_off() {
    let env = standing();
    let questions = "n\nn\nn\n";
    let ran = walk(&env, "walk heat", &format!("{questions}\n\ny\n"));
    ran.ok()
        .says("Go, 15 minutes.")
        .says("Halfway. Still comfortable?")
        .says("Is the pad off?")
        .says("Again not before");
    assert_eq!(events(&env, "on").len(), 1);
    assert_eq!(env.last_event(), serde_json::json!({ "done": { "step": "heat" } }));
    ran.says_not("Take it off by");
    env.sh("status").ok().says_not("Take it off by");
    let env = standing();
    walk(&env, "walk heat", &format!("{questions}\n+5m\nq\n")).ok();
    assert_eq!(
        (events(&env, "on").len(), events(&env, "done").iter().filter(|done| done["step"] == "heat").count()),
        (1, 0)
    );
    let mut later = env;
    later.advance("40m");
    walk(&later, "walk", "y\n").says("Is the pad off?");
    assert_eq!(events(&later, "done").iter().filter(|done| done["step"] == "heat").count(), 1);
}

#[test]
fn a_medicine_is_offered_and_recorded_by_its_own_key() {
    let env = standing();
    let ran = walk(&env, "walk ibuprofen", "n\nn\n\n");
    ran.ok().says("you may take").says("t: I took it; Enter: not now").says("No ibuprofen now. Fine.");
    assert_eq!(events(&env, "took").len(), 0);
    walk(&env, "walk ibuprofen", "t\n").ok().says("Recorded: ibuprofen 200 mg.");
    assert_eq!(events(&env, "took")[0]["contains"][0]["mg"], 200);
    walk(&env, "walk ibuprofen", "t\n").code(2).tells("not now").tells("backflare why ibuprofen");
    assert_eq!(events(&env, "took").len(), 1);
}

#[test]
fn any_step_that_safety_allows_is_reached_also_at_night() {
    let mut env = standing();
    env.at("Mon 02:40");
    env.sh("screen --clear").ok();
    walk(&env, "walk woke-sore", "\n\n\nn\nn\n\n\n\n").ok().says("Five tiny moves, lying down").says("Settle again.");
    walk(&env, "walk heat", "n\nn\nn\n").code(2).tells("fall asleep");
    env.sh("walk woke-sroe").code(2).tells("Did you mean woke-sore?");
    env.sh("walk knee-to-chest").code(2).tells("not now");
}

#[test]
fn hands_free_needs_no_key_until_its_one_question() {
    let mut env = standing();
    env.at("Mon 02:40");
    env.sh("screen --clear").ok();
    let ran = walk(&env, "walk get-out-of-bed --hands-free", "y\n");
    ran.ok().says("5 of 5: Press down.").says("Done. Next: Out of bed, in one piece.").says("Did you do these?");
    let done: Vec<_> = events(&env, "done").iter().map(|done| done["step"].clone()).collect();
    assert_eq!(done[2..], ["lying-cat-cow", "log-roll-up"], "{done:?}");
    // Where nobody answers, nothing is claimed.
    env.advance("2h");
    let before = events(&env, "done").len();
    walk(&env, "walk get-out-of-bed --hands-free", "").ok();
    assert_eq!(events(&env, "done").len(), before);
}

#[test]
fn what_enter_ended_early_was_done_in_part() {
    for (answer, said, yes) in
        [("y", "3 seconds of 4 minutes.", true), ("n", "3 seconds of 4 minutes. Not yet.", false)]
    {
        let env = begun();
        let ran = walk(&env, "walk", &format!("\n+3s\n\n{answer}\n"));
        ran.ok().says(&format!("Recorded: Five tiny moves, {said}"));
        let partial = serde_json::json!({ "done": "3s", "of": "4m" });
        let done = serde_json::json!({ "step": "cat-cow-stuck", "answer": yes, "partial": partial });
        assert_eq!(events(&env, "done")[0], done);
    }
}

#[test]
fn a_helper_is_asked_for_before_the_helper_s_part() {
    let mut env = standing();
    for _ in 0..4 {
        env.advance("20h");
        env.sh("screen --clear").ok();
        env.sh("screen --clear").ok();
        env.sh("log 3").ok();
        env.sh("done knee-to-chest").ok();
    }
    for fact in ["wakes 07:00", "sleeps 23:00"] {
        env.sh(&format!("profile set {fact}")).ok();
    }
    env.at("15:00");
    // Not the question about a helper, which "none of these" would answer with no.
    env.sh("screen --clear new").ok();
    env.sh("log 3").ok();
    env.sh("log 3").ok();
    env.sh("why helper-leg-lift").ok();
    // Nobody knows whether somebody is there.
    walk(&env, "walk helper-leg-lift", "q\n").says("Is somebody with you").says_not("First side");
    walk(&env, "walk helper-leg-lift --hands-free", "").says("Not today").says_not("First side");
    walk(&env, "walk helper-leg-lift", "n\n").code(2).says_not("First side").tells("not now");
    env.sh("profile set helper-here yes").ok();
    walk(&env, "walk helper-leg-lift", "\n\n").ok().says_not("Is somebody with you").says("First side");
}

#[test]
fn what_was_played_without_hands_and_was_not_done_is_over() {
    for answer in ["n\n", ""] {
        let mut env = standing();
        env.at("Mon 02:40");
        env.sh("screen --clear").ok();
        walk(&env, "walk get-out-of-bed --hands-free", answer).ok().says("Did you do these?");
        assert_eq!(events(&env, "walked").len(), 0);
        env.sh("next").ok().says_not("in the middle");
        walk(&env, "walk", "q\n").says_not("in the middle");
    }
}

/// A step whose time was over while the one before it was played is not played.
#[test]
fn without_hands_each_step_is_judged_at_its_own_moment() {
    let mut env = standing();
    env.at("Mon 02:40");
    env.sh("screen --clear").ok();
    let copy = env.files().into_keys().find(|name| name.starts_with("flares/")).unwrap();
    let mut protocol: serde_json::Value = serde_json::from_str(&env.read(&copy)).unwrap();
    let steps = protocol["steps"].as_array_mut().unwrap();
    let step = steps.iter_mut().find(|step| step["id"] == "log-roll-up").unwrap();
    step["until"] = "17h35m20s".into();
    env.write(&copy, protocol.to_string());
    let ran = walk(&env, "walk get-out-of-bed --hands-free", "y\n");
    ran.ok().says("5 of 5: Press down.").says("Not today: out of bed.");
    let done: Vec<_> = events(&env, "done").iter().map(|done| done["step"].clone()).collect();
    assert_eq!(done[2..], ["lying-cat-cow"], "{done:?}");
}

#[test]
fn the_cues_are_spoken_by_the_machines_own_voice() {
    let mut env = begun();
    fs::create_dir_all(env.bin()).unwrap();
    let said = env.bin().join("said.txt");
    // The number of arguments, the arguments, and what stands on standard input.
    let script = format!(
        "#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" >> '{0}'\nwhile read -r line; do printf '<%s|' \"$line\" >> '{0}'; done\necho >> '{0}'\n",
        said.display()
    );
    for name in ["espeak-ng", "my-voice"] {
        let program = env.bin().join(name);
        fs::write(&program, &script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    walk(&env, "walk --say", "\n").ok();
    let heard = fs::read_to_string(&said).unwrap();
    assert!(heard.contains("1|--stdin|<Five tiny moves. Stay as you are"), "{heard}");
    for cue in [
        "1|--stdin|<1 of 2: Round.|",
        "1|--stdin|<Sink.|",
        "1|--stdin|<That is it. Do you feel ready to try to stand?|",
    ] {
        assert!(heard.contains(cue), "{cue} is not in:\n{heard}");
    }
    // The person's own program, with its own arguments, and no shell between.
    env.set("BACKFLARE_VOICE", "my-voice -s 140").sh("profile set voice yes").ok();
    fs::remove_file(&said).unwrap();
    env.advance("10m");
    walk(&env, "walk cat-cow-stuck", "n\nn\nn\nn\n\n+1s\nq\n").ok();
    let heard = fs::read_to_string(&said).unwrap();
    assert!(heard.contains("3|-s|140|") && !heard.contains('<'), "{heard}");
    // A program that is known reads its words whoever named it.
    env.set("BACKFLARE_VOICE", "espeak-ng -s 140");
    fs::remove_file(&said).unwrap();
    env.advance("10m");
    walk(&env, "walk cat-cow-stuck", "n\nn\nn\nn\n\n+1s\nq\n").ok();
    let heard = fs::read_to_string(&said).unwrap();
    assert!(heard.contains("3|-s|140|--stdin|<"), "{heard}");
    // With no voice there is the bell, and it is said once.
    env.set("BACKFLARE_VOICE", "no-such-voice");
    walk(&env, "walk", "q\n").ok().tells("No voice was found");
}

#[test]
fn with_json_the_answer_is_one_object() {
    let env = begun();
    let answer = walk(&env, "walk --json", "\n+10s\nq\n");
    let json = answer.ok().json();
    assert_eq!(json["schema"], "backflare/walk/1");
    assert_eq!(json["recorded"][0]["event"]["done"]["step"], "cat-cow-stuck");
    assert!(json["next"]["schema"] == "backflare/next/1");
}

/// At 60 or over somebody has to agree, which is asked by itself, with its own answers.
#[test]
fn yes_a_pharmacist_agreed_is_recorded_as_that() {
    let mut env = begun();
    env.sh("profile set age 65").ok();
    env.sh("profile set first-flare no").ok();
    env.sh("done cat-cow-stuck").ok();
    env.sh("done stand-up").ok();
    env.advance("1m");
    let ran = walk(&env, "walk ibuprofen --plain", "y\nq\n");
    ran.says("has a pharmacist agreed").says_not("a) At 60");
    let answered = events(&env, "answered");
    assert!(answered.contains(&serde_json::json!({ "fact": "pharmacist", "value": "cleared" })), "{answered:?}");
    assert!(env.read("profile.json").contains("\"cleared\""), "{}", env.read("profile.json"));
}
