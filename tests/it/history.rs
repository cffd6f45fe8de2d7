//! `backflare history`.

use serde_json::{Value, json};

use crate::begin::{keeps, standing};
use crate::env::Env;

/// Puts an event into the journal as it was at that moment.
fn at(env: &mut Env, when: &str, event: Value) {
    env.at(when);
    env.append_event(event);
}

/// A first flare of five days, of which two have no entry, and a second one that runs.
fn two_flares() -> Env {
    let mut env = standing();
    env.sh("log 7").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.at("14:00").sh("log 5").ok();
    env.append_event(json!({ "began": { "what": "bending" } }));
    env.at("Mon 10:00").sh("log 6 --note 'after the stairs'").ok();
    env.sh("done walk").ok();
    env.sh("log 9").ok();
    env.sh("undo").ok();
    env.at("Thu 10:00").sh("log 3").ok();
    env.at("Thu 18:00").sh("log 2").ok();
    env.sh("end").ok();
    env.advance("60d");
    env.sh("start --clear --pain 8").ok();
    env.sh("screen --clear").ok();
    env
}

#[test]
fn each_day_is_a_row_and_a_gap_is_a_gap() {
    let mut env = two_flares();
    let list = env.sh("history flares --json").ok().json();
    let first = list["flares"]["list"][1]["id"].as_str().unwrap().to_owned();
    let narrow = keeps(&env, &format!("history --flare {first}"), 0);
    narrow.fits(40).silent_err();
    assert_eq!(
        narrow.stdout,
        "\
Since 2026-11-22, 5 days. Began: bending
or twisting.
day     0  pain  10 range w  m    mg
  1 Sun .....o-o... 5-7   0  2   200
  2 Mon ......o.... 6     1  0     -
  3 Tue ........... -     0  0     -
  4 Wed ........... -     0  0     -
  5 Thu ..oo....... 2-3   0  0     -
Each row is 24 hours, from 09:05.
pain range, w walks, m moves, mg doses
Pain 7 at first, 7 at most, 2 last. 3 or
  less from day 5 on.
Stood up after 10 minutes.
Ibuprofen on 1 day, 200 mg in all.
No warning sign was said.
"
    );
    env.set("COLUMNS", "80");
    let wide = env.sh(&format!("history --flare {}", &first[..13]));
    wide.ok().fits(80).says("1 Sun 22 Nov ..........o---o...... 5-7 2 0 2 200 mg");
    let said = env.sh(&format!("history --flare {first} --json")).ok().json();
    assert_eq!(said["flare"]["began"], "bending");
    assert_eq!(said["days"].as_array().unwrap().len(), 5);
    assert_eq!(said["days"][0]["pain"]["levels"], json!([7, 5]));
    assert_eq!(said["days"][2]["pain"], Value::Null);
    assert_eq!(said["days"][1]["notes"], json!(["after the stairs"]));
    assert_eq!(said["totals"]["low_from_day"], 5);
    assert_eq!(said["totals"]["stood_after_seconds"], 600);
}

/// A box with two ingredients is one dose, and a drink is none.
#[test]
fn a_dose_counts_once_whatever_is_in_it() {
    let env = standing();
    env.sh("took wine '2 drinks'").ok();
    env.sh("history")
        .ok()
        .says("0 2 - Each row is 24 hours, from 09:05. pain range, w walks, m moves, mg doses")
        .says("Alcohol on 1 day");
    env.sh("took ibuprofen 200mg").ok();
    env.sh("history").ok().says("0 2 200 Each row").says_not("2x");
    env.sh("took 'Nurofen Plus' '2 tablets'").ok();
    let ran = env.sh("history");
    ran.ok()
        .says("0 2 2x Each row")
        .says("2x: two doses, of several kinds or of no known amount. Alcohol is not counted.");
    env.sh("took zzpill").ok();
    env.sh("history").ok().says("0 2 3x Each row");
    env.sh("report").ok().says("0 2 3x Each row");
}

/// A row is 24 hours from the start, and says so: what it holds of the next day is under the date on which it began.
#[test]
fn a_row_says_at_which_hour_it_begins() {
    let mut env = Env::new();
    env.at("22:00").sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.at("Mon 08:00").sh("log 7").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.at("Mon 21:00").sh("log 4").ok();
    env.set("COLUMNS", "80");
    for asked in ["history", "report"] {
        env.sh(asked).ok().says("1 Sun 22 Nov ........o-----o......").says("Each row is 24 hours, from 22:00.");
    }
    let said = env.sh("report --json").ok().json();
    assert_eq!(said["chart"][0], "Day 1, from Sun 22 Nov 22:00: 4 to 7; ibuprofen 200 mg.");
    // A dose has the date of the calendar.
    env.sh("took zzpill").ok();
    env.sh("report --html").ok().says("row\">Mon 23 Nov</th><td>200 mg").says_not("row\">Sun 22 Nov");
}

/// The chart of the README is that of these ten days.
#[test]
fn the_readme_shows_the_chart_of_ten_days() {
    let mut env = standing();
    env.set("COLUMNS", "80");
    let log = |env: &mut Env, when: &str, level: u8| at(env, when, json!({ "pain": { "level": level } }));
    let done = |env: &mut Env, when: &str, step: &str| at(env, when, json!({ "done": { "step": step } }));
    // Of each day: the level at wake and in the evening, the doses of 200 mg, the walks.
    let days = [
        ("Sun", [8, 6], 3, 4),
        ("Mon", [7, 5], 3, 3),
        ("Tue", [6, 5], 2, 3),
        ("Wed", [6, 4], 1, 3),
        ("Thu", [4, 4], 1, 3),
        // Nothing was noted on that day.
        ("Fri", [11, 11], 0, 0),
        ("Sat", [3, 3], 0, 2),
        ("Sun", [3, 2], 0, 2),
        ("Mon", [2, 1], 0, 2),
        ("Tue", [1, 0], 0, 2),
    ];
    for (day, [wake, evening], doses, walks) in days {
        if wake > 10 {
            continue;
        }
        log(&mut env, &format!("{day} 09:20"), wake);
        for dose in 0..doses {
            env.at(&format!("{day} {:02}:40", 9 + 5 * dose));
            env.sh("took ibuprofen 200mg").ok();
            done(&mut env, &format!("{day} {:02}:50", 9 + 5 * dose), "lean-cat-cow");
        }
        for walk in 0..walks {
            done(&mut env, &format!("{day} {}:{:02}", 20, walk), "walk");
        }
        log(&mut env, &format!("{day} 20:30"), evening);
    }
    let drawn = env.sh("history").ok().stdout.clone();
    let chart: Vec<&str> = drawn.lines().skip(1).take(11).collect();
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let shown = readme.split("```text\n").skip(1).filter_map(|rest| Some(rest.split_once("  ```")?.0));
    let shown: Vec<Vec<&str>> =
        shown.map(|block| block.lines().map(|line| line.trim_start_matches("  ")).collect()).collect();
    let bare = |line: &&str| line.trim_start().to_owned();
    let chart: Vec<String> = chart.iter().map(bare).collect();
    assert!(
        shown.iter().any(|block| block.iter().map(bare).collect::<Vec<_>>() == chart),
        "README.md has not:\n{drawn}"
    );
}

#[test]
fn the_trail_shows_what_was_taken_back() {
    let env = two_flares();
    let list = env.sh("history flares --json").ok().json();
    let first = list["flares"]["list"][1]["id"].as_str().unwrap().to_owned();
    let ran = keeps(&env, &format!("history --flare {first} --entries"), 0);
    ran.fits(40).says("pain 9/10 taken back 2026-11-23 10:00").says("pain 6/10 (after the stairs)");
    // Each day stands once, above its entries.
    ran.says("signs (emergency): none of these");
    assert_eq!(ran.stdout.matches("2026-11-22 Sun").count(), 1, "{}", ran.stdout);
    let said = env.sh(&format!("history --flare {first} --entries --json")).ok().json();
    let back: Vec<&Value> =
        said["entries"].as_array().unwrap().iter().filter(|entry| !entry["taken_back_at"].is_null()).collect();
    assert_eq!(back.len(), 1);
    assert_eq!((&back[0]["event"]["pain"]["level"], &back[0]["counts"]), (&json!(9), &json!(false)));
}

#[test]
fn every_flare_is_a_line_and_the_gap_is_said() {
    let env = two_flares();
    let ran = keeps(&env, "history flares", 0);
    ran.fits(40)
        .says("2026-11-22 5 d 7 to 2 bending or twisting")
        .says("76--3")
        .says("60 days between, no pain noted")
        .says("2 flares in 12 months.");
    ran.says_not("perhaps");
    // What stands beside a flare is enough to name it.
    let ids: Vec<&str> = ran.stdout.lines().filter_map(|line| line.trim().strip_prefix("id ")).collect();
    assert!(ids.len() == 2 && ids.iter().all(|id| id.len() == 13), "{ids:?}");
    env.sh(&format!("history --flare {}", ids[1])).ok().says("Since 2026-11-22, 5 days.");
    let said = env.sh("history flares --json").ok().json();
    assert_eq!(said["flares"]["in_12_months"], 2);
    assert_eq!(said["flares"]["began_with"], json!([{ "what": "bending", "n": 1, "of": 2 }]));
    assert_eq!(said["flares"]["list"][1]["middles"], json!([7, 6, null, null, 3]));
}

#[test]
fn flares_less_than_a_month_apart_are_perhaps_one() {
    // The last pain of 1 or more, and then so long nothing; and whether it is perhaps the same.
    for (gap, same) in [("29d", true), ("29d23h59m", true), ("30d", false), ("200d", false)] {
        let mut env = standing();
        env.at("Tue 10:00").sh("log 2").ok();
        env.sh("end").ok();
        env.advance(gap);
        env.sh("log 0").ok();
        env.sh("start --clear").ok();
        env.sh("screen --clear").ok();
        let said = env.sh("history flares --json").ok().json();
        let newest = &said["flares"]["list"][0];
        assert_eq!((&newest["perhaps_same"], &newest["episode"]), (&json!(same), &json!(!same)), "{gap}");
        let text = env.sh("history flares");
        if same {
            text.says("perhaps the same one")
        } else {
            text.says_not("perhaps")
        };
    }
    // What lasted less than a day is kept, and is no episode.
    let mut env = standing();
    env.sh("log 5").ok();
    env.at("21:00").sh("end").ok();
    let said = env.sh("history flares --json").ok().json();
    assert_eq!((&said["flares"]["list"][0]["episode"], &said["flares"]["in_12_months"]), (&json!(false), &json!(0)));
}

#[test]
fn this_one_stands_beside_the_last() {
    let mut env = two_flares();
    let list = env.sh("history flares --json").ok().json();
    let first = list["flares"]["list"][1]["id"].as_str().unwrap().to_owned();
    env.advance("1d").sh("log 5").ok();
    let ran = keeps(&env, "history against", 0);
    ran.fits(40)
        .says("1 8 7 - / 200")
        .says("2 5 6 - / -")
        .says("5 3 / -")
        .says("Last time: 3 or less from day 5; over after 5 days.")
        .says("a comparison, not a forecast");
    let said = env.sh(&format!("history against {first} --json")).ok().json();
    assert_eq!(said["against"]["then"]["id"], first.as_str());
    assert_eq!(said["against"]["days"][1], json!({ "day": 2, "now": 5, "then": 6, "doses_now": [], "doses_then": [] }));
    env.sh("status").ok().says(
        "Last time: standing on the first day, 3 or less from day 5, over after 5 days; one flare, not a forecast.",
    );
    assert_eq!(env.sh("status --json").ok().json()["last_time"]["low_from_day"], 5);
    standing().sh("status").ok().says_not("Last time");
}

#[test]
fn what_helped_is_counted_and_nothing_is_claimed() {
    let mut env = standing();
    let log = |env: &mut Env, when: &str, level: u8| at(env, when, json!({ "pain": { "level": level } }));
    // On each of six days: from 6, heat, to 5; and from 6, nothing, to 6.
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] {
        log(&mut env, &format!("{day} 10:00"), 6);
        at(&mut env, &format!("{day} 10:20"), json!({ "done": { "step": "heat" } }));
        // The one key after heat says of what it is.
        at(&mut env, &format!("{day} 10:50"), json!({ "pain": { "level": 5, "after": "heat" } }));
        log(&mut env, &format!("{day} 15:00"), 6);
        log(&mut env, &format!("{day} 16:00"), 6);
    }
    at(&mut env, "Sat 17:00", json!({ "done": { "step": "walk" } }));
    log(&mut env, "Sat 17:00", 6);
    // Two kinds between, and too far apart.
    at(&mut env, "Sat 17:10", json!({ "done": { "step": "walk" } }));
    at(&mut env, "Sat 17:20", json!({ "done": { "step": "heat" } }));
    log(&mut env, "Sat 17:40", 3);
    at(&mut env, "Sat 18:00", json!({ "done": { "step": "heat" } }));
    log(&mut env, "Sat 20:41", 1);
    let said = env.sh("history helped --json").ok().json();
    let after = said["helped"]["after"].as_array().unwrap();
    let heat = json!({
        "kind": "heat", "name": "heat", "n": 6, "lower": 6, "same": 0, "higher": 0, "usual_lower": 0, "too_few": false
    });
    let walk = after.iter().find(|after| after["kind"] == "walk").unwrap();
    assert_eq!((&walk["n"], &walk["too_few"]), (&json!(1), &json!(true)));
    assert_eq!(after.iter().find(|after| after["kind"] == "heat"), Some(&heat));
    assert_eq!((&said["helped"]["pairs_with_nothing"], &said["helped"]["pairs_left_out"]), (&json!(6), &json!(1)));
    let ran = keeps(&env, "history helped", 0);
    ran.fits(40)
        .says("Not what causes what.")
        .says("heat 6 6 0 0 0")
        .says("walk 1 too few to say (5 needed)")
        .says_not("%");
    env.sh("history --entries").ok().says("pain 5/10, after heat");
    standing().sh("history helped").ok().says("No pair of levels");
}

#[test]
fn a_long_stretch_is_told_by_weeks_and_a_part_by_days() {
    let mut env = standing();
    env.sh("end --prevention").ok();
    for week in 0..8 {
        env.advance("7d");
        env.sh(&format!("log {}", week % 3)).ok();
    }
    let id = env.sh("forget --json").ok().json()["flares"][1]["id"].as_str().unwrap().to_owned();
    let ran = env.sh(&format!("history --flare {id}"));
    ran.ok().fits(40).says("Each row is a week, from").says("50-56").says("57 .o.........");
    let rows = |line: &str| env.sh(line).ok().json()["days"].as_array().unwrap().len();
    assert_eq!(rows(&format!("history --flare {id} --json")), 9);
    assert_eq!(rows(&format!("history --flare {id} --since '10d ago' --json")), 11);
    assert_eq!(rows(&format!("history --flare {id} --since 2026-12-24 --until 2026-12-26 --json")), 4);
    // Without a flare's name, a time before it is looked at in the whole diary.
    assert_eq!(env.sh("history --since 2026-11-01 --until 2026-11-30 --json").ok().json()["flare"], Value::Null);
}

#[test]
fn without_a_flare_the_diary_is_told() {
    let mut env = Env::new();
    env.sh("log 4").ok();
    env.advance("2d").sh("log 2").ok();
    let ran = keeps(&env, "history", 0);
    ran.fits(40).says("1 Sun ....o......").says("2 Mon ...........").says("3 Tue ..o");
    env.sh("history flares").refused(4).tells("no flare is in the journal").tells("backflare start");
}

#[test]
fn what_cannot_be_shown_is_said() {
    let fresh = Env::new();
    for line in ["history", "history flares", "history helped", "history against", "history --entries"] {
        fresh.sh(line).refused(4).tells("nothing is noted yet").tells("backflare log 6");
    }
    assert_eq!(fresh.sh("history --json").code(4).json()["schema"], "backflare/history/1");
    assert!(!fresh.home().exists());
    let env = standing();
    for (line, code, words) in [
        ("history --flare zzzz", 2, "no flare has the id"),
        ("history --flare 0", 2, "too short"),
        ("history against zzzz", 2, "no flare has the id"),
        ("history against", 4, "none to hold it against"),
        ("history --since 2026-11-22 --until 2026-11-20", 2, "--since is later than --until"),
        ("history --since soon", 2, "is no date"),
        ("history --until 2020-01-01", 4, "nothing is noted in that time"),
        ("history best", 2, "unrecognized subcommand"),
    ] {
        keeps(&env, line, code).refused(code).tells(words);
    }
}

#[test]
fn a_line_that_cannot_be_read_is_said_and_marked() {
    let mut env = standing();
    env.append("{ damaged\n");
    env.at("Mon 10:00").sh("log 4").ok();
    let ran = env.sh("history");
    ran.ok().fits(40).says("1 line cannot be read").says("- ?").says("backflare doctor");
    assert_eq!(env.sh("history --json").ok().json()["totals"]["unreadable"], 1);
}
