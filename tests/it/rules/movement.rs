//! Rule 15 for moves: small ones first, the leg branch, and the hour on the floor.

use crate::story::check;

#[test]
fn rule_15_small_moves_first() {
    check(&[
        // Walks of five minutes, four a day. The day begins at 04:00, which is 20h.
        ("", &[("1h walk", "yes"), ("47h59m59s walk", "yes")]),
        (
            "1h done walk
          3h done walk
          5h done walk",
            &[("7h walk", "yes")],
        ),
        (
            "1h done walk
          3h done walk
          5h done walk
          7h done walk",
            &[("9h walk", "no movement until 20h"), ("20h walk", "yes")],
        ),
        (
            r#"protocol walk.sessions [{"length":"6m"}]"#,
            &[("47h59m59s walk", "no movement until 48h"), ("48h walk", "yes")],
        ),
        (
            r#"protocol walk.sessions [{"length":"5m","cues":[{"say":"On","length":"6m"}]}]"#,
            &[("47h59m59s walk", "no movement until 48h"), ("48h walk", "yes")],
        ),
        // Whatever they are called.
        (
            r#"protocol bird-dog.kind walk
          protocol bird-dog.sessions [{"length":"3m"}]
          1h done walk
          3h done bird-dog
          5h done walk
          7h done bird-dog"#,
            &[("9h walk", "no movement until 20h"), ("9h bird-dog", "no movement until 20h")],
        ),
        // Three sets a day of each small move, except on the floor.
        (
            "1h done lean-cat-cow
          2h done lean-cat-cow",
            &[("3h lean-cat-cow", "yes")],
        ),
        (
            "1h done lean-cat-cow
          2h done lean-cat-cow
          3h done lean-cat-cow",
            &[("4h lean-cat-cow", "no movement until 20h"), ("4h lying-cat-cow", "yes"), ("20h lean-cat-cow", "yes")],
        ),
        (
            "bare
          0h none
          1m done cat-cow-stuck
          8m done cat-cow-stuck
          15m done cat-cow-stuck
          22m done cat-cow-stuck",
            &[("29m cat-cow-stuck", "yes")],
        ),
        // Small is at most five rounds, held two seconds.
        (
            "protocol lean-cat-cow.sessions.0.rounds 6
          1h pain 5
          2h pain 5",
            &[("3h lean-cat-cow", "no movement until 48h")],
        ),
        (
            "protocol lean-cat-cow.sessions.0.cues.0.length 3s
          1h pain 5
          2h pain 5",
            &[("3h lean-cat-cow", "no movement until 48h")],
        ),
        // Stretches and larger exercises from 48 h, what a helper does from 72 h.
        (
            "1h pain 5
          2h pain 5",
            &[
                ("47h59m59s counter-stretch", "no movement until 48h"),
                ("48h counter-stretch", "yes"),
                ("47h59m59s bird-dog", "no movement until 48h"),
                ("48h bird-dog", "yes"),
                ("71h59m59s helper-lift", "no movement until 72h"),
                ("72h helper-lift", "yes"),
            ],
        ),
        // Progress only when the last two check-ins show no rise of 2 and no leg symptom.
        ("", &[("50h counter-stretch", "no movement")]),
        ("1h pain 5", &[("50h counter-stretch", "no movement")]),
        (
            "1h pain 3
          2h pain 3
          49h pain 5",
            &[("50h counter-stretch", "no movement")],
        ),
        (
            "1h pain 3
          2h pain 3
          49h pain 5
          50h pain 5",
            &[("51h counter-stretch", "no movement")],
        ),
        (
            "1h pain 3
          2h pain 3
          49h pain 5
          50h pain 5
          51h pain 6",
            &[("52h counter-stretch", "yes")],
        ),
    ]);
}

#[test]
fn rule_15_the_leg_branch() {
    check(&[
        // The leg branch: until two check-ins in a row say none. Walks and small moves stay.
        (
            "1h pain 5
          49h pain 5 leg",
            &[
                ("50h counter-stretch", "no movement"),
                ("50h helper-lift", "no movement"),
                ("50h bird-dog", "no movement"),
                ("50h walk", "yes"),
                ("50h lying-cat-cow", "yes"),
                ("50h heat", "yes"),
                ("50h ibuprofen", "yes"),
            ],
        ),
        (
            "1h pain 5
          49h pain 5 leg
          51h pain 5",
            &[("52h counter-stretch", "no movement")],
        ),
        (
            "1h pain 5
          49h pain 5 leg
          51h pain 5
          53h pain 5",
            &[("54h counter-stretch", "yes"), ("80h helper-lift", "no movement")],
        ),
        (
            "1h pain 5
          49h pain 5 leg
          51h pain 5
          53h pain 5 leg
          55h pain 5",
            &[("56h counter-stretch", "no movement")],
        ),
        (
            "47h pain 5
          48h pain 5
          49h sign leg-above-knee",
            &[("50h counter-stretch", "no movement")],
        ),
        (
            "49h sign leg-above-knee
          51h pain 5",
            &[("52h counter-stretch", "no movement")],
        ),
        (
            "49h sign leg-above-knee
          51h pain 5
          53h pain 5",
            &[("54h counter-stretch", "yes")],
        ),
        // A log that was taken back neither begins the branch nor ends it.
        (
            "1h pain 5
          2h pain 5
          49h pain 5 leg
          50h undo pain",
            &[("51h counter-stretch", "yes"), ("80h helper-lift", "yes")],
        ),
        (
            "46h pain 5
          47h pain 5
          49h sign leg-above-knee
          51h pain 5
          52h pain 5
          53h undo pain",
            &[("54h counter-stretch", "no movement")],
        ),
        // A sign to be looked at soon stops what pulls, too.
        (
            "1h pain 5
          2h pain 5
          49h sign no-ease",
            &[("50h counter-stretch", "no movement")],
        ),
        // A line that cannot be read may have been a leg sign: until two check-ins after it. One before the start was not.
        (
            "1h pain 5
          2h pain 5
          79h damaged",
            &[("120h gun", "no movement")],
        ),
        (
            "79h damaged
          100h pain 5",
            &[("120h gun", "no movement")],
        ),
        (
            "79h damaged
          100h pain 5
          101h pain 5",
            &[("120h gun", "yes"), ("120h helper-lift", "no movement")],
        ),
        (
            "-2h damaged
          -1h start
          1h pain 5
          2h pain 5",
            &[("80h helper-lift", "yes")],
        ),
    ]);
}

#[test]
fn rule_15_the_hour_on_the_floor() {
    check(&[
        // On the floor: phone somebody at 20 minutes; an hour and "no" is a same-day sign.
        (
            "bare
          0h none
          19m done cat-cow-stuck no",
            &[
                ("19m59s call", "nobody"),
                ("20m call", "call-for-help"),
                ("20m action", "cat-cow-stuck"),
                ("59m59s call", "call-for-help"),
                ("59m59s action", "cat-cow-stuck"),
                ("2h action", "cat-cow-stuck"),
            ],
        ),
        (
            "bare
          0h none
          59m59s done cat-cow-stuck no",
            &[("2h screening", "clear")],
        ),
        (
            "bare
          0h none
          60m done cat-cow-stuck no",
            &[("61m screening", "same-day"), ("61m stand-up", "yes"), ("61m cat-cow-stuck", "no latch")],
        ),
        // Silence latches nothing, and taking the "no" back lifts nothing.
        (
            "bare
          0h none",
            &[("90m screening", "clear"), ("90m alerts", "PastLimit"), ("90m cat-cow-stuck", "yes")],
        ),
        (
            "bare
          0h none
          61m done cat-cow-stuck no
          62m undo done",
            &[("63m screening", "same-day")],
        ),
        // A new fall to the floor begins a new hour; one that is told afterwards lifts no sign.
        (
            "bare
          0h none
          2h done stuck-again
          2h1m none
          2h59m done cat-cow-stuck no",
            &[("3h screening", "clear")],
        ),
        (
            "bare
          0h none
          2h done stuck-again
          2h1m none
          3h done cat-cow-stuck no",
            &[("3h screening", "same-day")],
        ),
        (
            "bare
          0h none
          61m done cat-cow-stuck no
          30m@62m done stuck-again",
            &[("63m screening", "same-day")],
        ),
    ]);
}
