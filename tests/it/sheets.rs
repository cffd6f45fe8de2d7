//! `backflare report` and `backflare page`: one page each, as text, as HTML that loads nothing, and as JSON.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::begin::{keeps, latched, standing};
use crate::env::Env;

/// A flare of three days: pains, doses over the label, a note with markup in it.
fn flare() -> Env {
    let mut env = standing();
    env.append_event(json!({ "began": { "what": "bending" } }));
    env.append_event(json!({ "goal": { "text": "pick up my child" } }));
    env.append_event(json!({ "goal-level": { "level": 9 } }));
    env.sh("log 7 --note '<script>alert(1)</script>'").ok();
    for _ in 0..2 {
        env.sh("took ibuprofen 400mg").ok();
        env.advance("2h");
        env.sh("took ibuprofen 400mg --because 'could not sleep'").ok();
        env.advance("6h");
    }
    env.at("Mon 10:00").sh("log 5").ok();
    env.sh("done walk").ok();
    env.append_event(json!({ "goal-level": { "level": 6 } }));
    env.append_event(json!({ "slept": { "answer": "bad" } }));
    env.at("Tue 10:00").sh("log 3").ok();
    env
}

#[test]
fn a_clinician_reads_it_in_a_minute() {
    let mut env = flare();
    let ran = keeps(&env, "report --ask 'May I lift?' --name Kim", 0);
    ran.fits(40).silent_err();
    ran.says("Back pain diary of Kim")
        .says("Sun 22 Nov 2026 to Tue 24 Nov 2026: 3 days, and it goes on.")
        .says("Pain 7 of 10 at first, 7 at most, 3 last.")
        .says("Began: bending or twisting.")
        .says("No warning sign was noted.")
        .says("1 Sun .......o...")
        .says("- No, asked once, Sun 22 Nov 09:05: numb or tingling between the legs")
        .says("- OVER THE LABEL: Sun 22 Nov 11:15, ibuprofen 400 mg: 2 hours after the last (label 6 hours).")
        .says("Reason: could not sleep.")
        .says("- ibuprofen: 4 doses on 1 day, 1600 mg in all. Most in 24 hours: 1600 mg, OVER the label of 1200 mg.")
        .says("- What matters most: pick up my child. How hard: 9 at first, 6 last (0 no trouble, 10 cannot).")
        .says("- Stood up after 10 minutes.")
        .says("Bad nights: 1 of 1 that were noted.")
        .says("- May I lift?")
        .says("Self-reported: noted by the person at home.")
        .says("by backflare")
        .says("No clinician has reviewed this plan.");
    ran.says_not("caused").says_not("improved").says_not("diagnosis").says_not("because of");
    env.set("COLUMNS", "80");
    let wide = env.sh("report").ok().stdout.clone();
    assert!(wide.lines().count() <= 70, "no page of paper: {wide}");
    env.sh("report --no-notes").ok().says_not("script").says_not("could not sleep").says_not("my child");
    // A part of it keeps the numbers of its days.
    env.sh("report --since 2026-11-23 --until 2026-11-23").ok().says("1 entry of pain.").says("- No, asked once");
    let said = env.sh("report --json").ok().json();
    assert_eq!(said["days"].as_array().unwrap().len(), 3);
    assert_eq!(said["levels"].as_array().unwrap().len(), 3);
    assert_eq!(said["doses"].as_array().unwrap().len(), 4);
    assert_eq!(said["chart"][0], "Day 1, from Sun 22 Nov 09:05: 7; ibuprofen 1600 mg.");
    assert_eq!(said["medicines"][0]["most_in_24h_mg"], 1600);
    assert_eq!(said["over_label"][1]["because"], "could not sleep");
    assert_eq!(said["warning"], json!([]));
}

#[test]
fn what_was_not_asked_and_what_was_said_stand_first() {
    let mut env = latched();
    let ran = keeps(&env, "report", 0);
    ran.fits(40)
        .says("A warning sign is noted, and no clinician has looked at it yet:")
        .says("- YES: ")
        .says("(Sun 22 Nov 09:05). Asked once")
        .says("- NOT ASKED: cancer at any time")
        .says("No level of pain was noted.")
        .says("None noted. That does not say that none was taken.");
    let said = env.sh("report --json").ok().json();
    let asked = said["signs"].as_array().unwrap();
    assert_eq!((&asked[0]["times"], &asked[0]["yes"][0]["stands"]), (&json!(1), &json!(true)));
    assert_eq!((&asked[1]["times"], &asked[1]["last_at"]), (&json!(0), &Value::Null));
    env.at("Mon 11:00").sh("screen --seen 'Dr Osei, St Mary'").code(0);
    let ran = env.sh("report");
    ran.ok().says_not("no clinician has looked").says("a clinician looked at it: Dr Osei, St Mary.").says("- YES: ");
}

#[test]
fn the_file_stands_alone_and_is_private() {
    let env = flare();
    keeps(&env, "report --html -o report.html", 0).says("Written: report.html");
    let path = env.beside("report.html");
    let html = fs::read_to_string(&path).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"), "{html}");
    for never in ["<script", "http:", "https:", "src=", "href", "@import", "url(", "<link", "\u{1b}"] {
        assert!(!html.contains(never), "{never} stands in {html}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    // Every entry is a dot, every dose a mark, and both are said in words.
    assert_eq!((html.matches("<circle").count(), html.matches("<polygon").count()), (3, 4));
    assert!(html.contains("<desc id=\"words\">Day 1, from Sun 22 Nov 09:05: 7; ibuprofen 1600 mg. Day 2"), "{html}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(&path, "mine").unwrap();
    keeps(&env, "report --html -o report.html", 2).refused(2).tells("exists already").tells("--force");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    keeps(&env, "report --html -o report.html --force", 0).says("Written");
    assert_eq!(env.sh("report --html -o -").ok().stdout, html);
    assert_eq!(env.sh("report --html").ok().stdout, html);
    keeps(&env, "report -o report.txt --json", 0).json();
    assert!(fs::read_to_string(env.beside("report.txt")).unwrap().starts_with("Back pain diary\n"));
    env.sh("report --html -o nowhere/report.html").refused(1).tells("nowhere");
}

/// A disk that is full while the file is written leaves none, and no half one.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_half_file() {
    let env = flare();
    for line in ["report --html", "report", "export", "export fhir"] {
        let before: Vec<_> = fs::read_dir(env.beside(".")).unwrap().flatten().map(|entry| entry.file_name()).collect();
        let args: Vec<&str> = line.split(' ').chain(["-o", "full"]).collect();
        let command = env.command(&args);
        // A limit of 512 bytes on the size of a file stands for the disk.
        let mut shell = Command::new("/bin/sh");
        shell
            .arg("-c")
            .arg("trap '' XFSZ; ulimit -f 1; exec \"$@\"")
            .arg("sh")
            .arg(command.get_program())
            .args(command.get_args());
        shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.current_dir(env.beside("."));
        let ran = shell.output().unwrap();
        assert_eq!(ran.status.code(), Some(1), "{line}: {ran:?}");
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(told.contains("full"), "{line}: {told}");
        let after: Vec<_> = fs::read_dir(env.beside(".")).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(before, after, "{line}");
    }
}

#[test]
fn without_anything_to_tell_it_says_so() {
    let fresh = Env::new();
    fresh.sh("report").refused(4).tells("nothing is noted yet").tells("backflare log 6");
    assert_eq!(fresh.sh("report --json").code(4).json()["schema"], "backflare/report/1");
    assert!(!fresh.home().exists());
    fresh.sh("log 4").ok();
    fresh.sh("report").refused(4).tells("no flare is in the journal").tells("backflare start");
    let env = standing();
    for (line, code, words) in [
        ("report --flare zzzz", 2, "2026-11-22: --flare 0"),
        ("report --flare zzzzz", 2, "backflare history flares"),
        ("report --flare prevention", 2, "no flare has the id"),
        ("report --since 2026-11-22 --until 2026-11-20", 2, "--since is later than --until"),
        ("report --since soon", 2, "is no date"),
        ("report --until 2020-01-01", 4, "nothing is noted in that time"),
        ("report --ask a --ask b --ask c --ask d --ask e --ask f", 2, "room for 5 questions"),
    ] {
        keeps(&env, line, code).refused(code).tells(words);
    }
}

#[test]
fn a_year_is_told_by_four_weeks_and_fits_the_page() {
    let mut env = flare();
    env.sh("end --prevention").ok();
    for week in 0..52 {
        env.advance("7d");
        if week == 20 {
            env.sh("took acetaminophen 500mg").ok();
        }
        env.append_event(json!({ "pain": { "level": week % 3, "note": "x".repeat(500) } }));
    }
    // Unasked, the flare is told, and where the rest stands.
    env.sh("history").ok().says("Since then: backflare history --flare prevention");
    env.sh("report").ok().tells("The time since then: backflare report --flare prevention");
    env.sh("history --flare prevention").ok().says_not("Since then");
    let ran = env.sh("report --flare prevention");
    ran.ok().fits(40).says("Each row is 4 weeks, from").says("and 49 more");
    // What is noted since the flare was over is told where the flare has nothing.
    env.sh("report --since 2027-09-01").ok().says("Each row is a week, from").says("and it goes on.");
    // A year by weeks alone would be a page of its own.
    env.set("COLUMNS", "80");
    let lines = env.sh("report --flare prevention").ok().stdout.lines().count();
    assert!(lines <= 66, "{lines}");
    let html = env.sh("report --flare prevention --html").ok().stdout.clone();
    assert!(html.contains("the middle of each 4 weeks"), "{html}");
    let html = env.sh("report --flare prevention --html").ok().stdout.clone();
    assert_eq!(html.matches("<circle").count(), 52);
    // A dose stands at its own day, and not at the first of four weeks.
    assert!(html.contains("Tue 20 Apr"), "{html}");
    assert!(!html.contains(&"x".repeat(121)), "a note is cut");
}

#[test]
fn each_page_can_be_handed_over() {
    let mut env = flare();
    env.set("COLUMNS", "40");
    for (page, words) in [
        (
            "helper",
            &[
                "FOR THE PERSON WHO HELPS",
                "It began Sun 22 Nov 09:05, with ____",
                "CALL 911 US, 999 UK, 112 EU, 000 AU IF",
                "- Numb or tingling between the legs",
                "CALL A DOCTOR TODAY IF",
                "- Let the person move. Do not pull.",
                "TONIGHT",
                "NOT BEFORE Wed 25 Nov 09:05",
                "You are in charge.",
                "None noted. Ask before you give one.",
                "No clinician has checked it.",
            ][..],
        ),
        (
            "fridge",
            &[
                "ON THE FRIDGE",
                "Day ____ Date",
                "- Midday: ",
                "- A walk: 5 minutes, 10 minutes from day 3",
                "AVOID",
                "__:__ _________",
                "Pain: morning",
            ],
        ),
        (
            "emergency",
            &[
                "EMERGENCY CARD",
                "I may have a warning sign: ____",
                "My name ____",
                "Age: 44",
                "Reaction to a pain reliever: not asked",
                "Pregnant: no",
                "TAKEN IN 24 HOURS",
                "Printed Tue 24 Nov 2026 10:00.",
            ],
        ),
    ] {
        let ran = keeps(&env, &format!("page {page}"), 0);
        ran.fits(40).silent_err();
        for word in words {
            ran.says(word);
        }
        let html = keeps(&env, &format!("page {page} --html"), 0).stdout;
        assert!(html.starts_with("<!DOCTYPE html>") && !html.contains("<script") && !html.contains("href"), "{html}");
        assert_eq!(env.sh(&format!("page {page} --json")).ok().json()["schema"], "backflare/page/1");
    }
    keeps(&env, "page fridge --html -o fridge.html", 0).says("Written: fridge.html");
    keeps(&env, "page fridge --html -o fridge.html", 2).refused(2).tells("exists already");
    env.sh("page nobody").refused(2).tells("invalid value");
    env.sh("page helper -p nowhere").refused(2);
}

#[test]
fn what_is_closed_for_a_person_is_left_off() {
    let env = standing();
    env.sh("took ibuprofen 200mg").ok();
    env.sh("profile set region eu").ok();
    let heat = "Heat, 15 minutes";
    env.sh("page helper").ok().says("CALL 112 IF").says(heat).says("In 24 hours: ibuprofen, 1 dose, 200 of 1200 mg.");
    env.sh("page fridge").ok().says("- Heat: 15 minutes").says("Answer the questions first: heat");
    env.sh("profile set less-feeling yes").ok();
    env.sh("page helper").ok().says_not(heat);
    env.sh("page fridge").ok().says_not("Heat: 15").says("A walk");
    env.sh("profile set allergy yes").ok();
    env.sh("page emergency").ok().says("Reaction to a pain reliever: YES").says("ibuprofen");
    // A sign that stands is on each page, and nothing is offered beside it.
    let env = latched();
    env.sh("page emergency").ok().says("A warning sign is noted").says("I may have a warning sign: numb");
    env.sh("page fridge").ok().says_not("A walk:");
    // Without a flare, from the built-in protocol; and of another one that is named.
    let fresh = Env::new();
    fresh.sh("page helper").ok().says("For ____").says("NOT BEFORE day 4").says("None noted.");
    fresh.sh("page fridge -p prevention").ok().says("ON THE FRIDGE");
    // A plan that is named and does not run has no dates of the one that does.
    let env = standing();
    env.sh("page fridge").ok().says("(until Tue 24 Nov 09:05)");
    env.sh("page fridge -p back-flare").ok().says("(until day 3)");
    env.sh("page helper -p back-flare").ok().says("For ____");
    assert!(fresh.files().values().all(Vec::is_empty));
}

#[test]
fn what_is_asked_again_in_short_words_stands_once_on_the_report() {
    let mut env = standing();
    env.at("Mon 07:30").sh("screen --clear").ok();
    let asked = "- No, asked twice, last Mon 23 Nov 07:30: numb or tingling between the legs; bladder, bowel or sexual trouble;";
    let ran = env.sh("report");
    ran.ok().says(asked).says("a crash, fall or knock;").says("cannot stand, or cannot walk.");
    ran.says("- No, asked once, Sun 22 Nov 09:05: cancer at any time");
    assert_eq!(ran.stdout.matches("asked").count(), 2, "{}", ran.stdout);
    // A yes stands by itself, before all that was answered with no.
    env.at("Mon 12:00").sh("screen --sign fever").code(3);
    let ran = env.sh("report");
    ran.says("- YES: ").says("- No, asked once, Sun 22 Nov 09:05: cancer at any time");
    // Each card alone is in the JSON.
    assert!(ran.code(0).stdout.lines().count() < 60, "{}", ran.stdout);
    assert!(env.sh("report --json").ok().json()["signs"].as_array().unwrap().len() >= 5);
}

/// What an ambulance and a helper must know is there, whatever the program has a limit for.
#[test]
fn every_dose_of_a_day_is_on_the_emergency_page() {
    let mut env = standing();
    env.sh("took naproxen 220mg --at 'yesterday 08:00'").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.at("09:20").sh("took zzpill").ok();
    env.at("09:25").sh("took diazepam 5mg").ok();
    env.at("09:30").sh("took wine '2 drinks'").ok();
    env.at("09:35").sh("took co-codamol 30/500mg x2").ok();
    env.at("09:40").sh("took 'Nurofen Plus' '2 tablets'").ok();
    let lines = [
        "- co-codamol: codeine (opioid) 60 mg, acetaminophen (paracetamol) 1000 mg, Sun 22 Nov 09:35",
        "- Nurofen Plus: ibuprofen 400 mg, codeine (opioid) 26 mg, Sun 22 Nov 09:40",
        "- wine: alcohol, 2 drinks, Sun 22 Nov 09:30",
        "- diazepam (makes drowsy) 5 mg, Sun 22 Nov 09:25",
        "- zzpill, amount not noted (not known what is in it), Sun 22 Nov 09:20",
        "- ibuprofen 200 mg, Sun 22 Nov 09:15",
        "- Codeine together: 86 mg",
        "- Ibuprofen together: 600 mg",
    ];
    let all = format!("TAKEN IN 24 HOURS {}", lines.join(" "));
    // A sign, which closes everything else, closes none of it.
    for sign in [None, Some("screen --sign hard-to-wake")] {
        sign.map(|sign| env.sh(sign).code(3).what().len());
        env.sh("page emergency").ok().says(&all).says_not("In 24 hours:").says_not("Not before").says_not("naproxen");
        let html = env.sh("page emergency --html").ok().stdout.clone();
        for line in lines {
            assert!(html.contains(line.trim_start_matches("- ")), "{line}: {html}");
        }
        let helper = env.sh("page helper");
        helper.ok().says(lines[0]).says(lines[4]).says("In 24 hours: ibuprofen, 2 doses, 600 of 1200 mg.");
    }
    // What is over a label is said to be.
    let mut env = standing();
    env.sh("took ibuprofen 400mg").ok();
    env.at("09:30").sh("took ibuprofen 1200mg --because pain").ok();
    env.sh("page emergency").ok().says("Ibuprofen together: 1600 mg. Over the label limit.");
    env.append("no line\n");
    env.sh("page emergency").says("cannot be read, perhaps a dose");
}

/// An amount that was guessed for an ingredient goes with it.
#[test]
fn what_is_in_none_of_it_has_no_guessed_amount() {
    let mut env = standing();
    env.sh("took zzpill").ok();
    env.at("11:00").sh("took zzpill --contains 'acetaminophen 500mg'").ok();
    env.at("11:10").sh("took zzpill --contains none").ok();
    let ran = env.sh("report");
    ran.ok().says("- zzpill: 3 doses on 1 day, amounts not noted.").says_not("1000").says_not("2000");
    env.sh("history").ok().says("Zzpill on 1 day, 3 doses of no noted amount.");
    // What was noted stays.
    let mut env = standing();
    env.sh("took zzpill 500mg").ok();
    env.at("11:10").sh("took zzpill 500mg --contains none").ok();
    env.sh("report").ok().says("- zzpill: 2 doses on 1 day, 1000 mg in all.");
}

/// The weekly questions of prevention ask again what the daily ones ask, and a little more.
#[test]
fn what_several_cards_ask_stands_once_on_the_report() {
    let mut env = Env::new();
    env.at("18:00").sh("start -p prevention").ok();
    env.sh("screen --clear").ok();
    env.at("Mon 18:00").sh("screen --clear").ok();
    let ran = env.sh("report");
    ran.ok()
        .says("- No, asked 3 times, last Mon 23 Nov 18:00: numb between the legs, or new bladder or bowel trouble;");
    ran.says("- No, asked once, Sun 22 Nov 18:00: new change in sexual feeling");
    for words in ["between the legs", "both legs", "one leg past the knee"] {
        let told: Vec<&str> = ran.stdout.split_whitespace().collect();
        assert_eq!(told.join(" ").matches(words).count(), 1, "{words}: {}", ran.stdout);
    }
}

#[test]
fn what_is_only_for_some_is_left_off_until_it_is_theirs() {
    let env = standing();
    for line in ["report", "page helper", "page fridge"] {
        env.sh(line).ok().says_not("waters").says_not("bleeding");
    }
    env.sh("profile set pregnant yes").ok();
    env.sh("page fridge").ok().says("- Heavy bleeding").says_not("your waters");
    env.sh("page helper").ok().says("- Heavy bleeding").says("CALL A DOCTOR TODAY IF").says("your waters");
    env.sh("report").ok().says("- NOT ASKED: ").says("your waters");
}

#[test]
fn only_what_is_an_emergency_calls_an_ambulance_and_each_thing_once() {
    let fresh = Env::new();
    for protocol in ["back-flare", "prevention"] {
        for page in ["helper", "fridge"] {
            let ran = fresh.sh(&format!("page {page} -p {protocol}"));
            let text = ran.ok().stdout.split_whitespace().collect::<Vec<_>>().join(" ");
            let calls = text.split(" IF ").nth(1).unwrap_or_default();
            let calls = calls.split(" CALL A DOCTOR").next().unwrap_or_default();
            let calls = calls.split(" THE DAY").next().unwrap_or_default();
            assert!(!calls.contains("buttock") && !calls.contains("past the knee"), "{page} {protocol}: {calls}");
            assert_eq!(calls.to_lowercase().matches("between the legs").count(), 1, "{page} {protocol}: {calls}");
        }
        let helper = fresh.sh(&format!("page helper -p {protocol}"));
        helper.ok().says("CALL A DOCTOR TODAY IF").says("past the knee");
    }
}
