//! Rules 1 and 2: the warning signs are asked before anything, and only a clinician lifts one.

use crate::story::check;

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_1_screen_before_anything() {
    check(&[
        (
            "bare",
            &[
                ("0h screening", "pending"),
                ("0h ask", "card emergency"),
                ("0h action", "nothing"),
                ("0h call-for-help", "yes"),
                ("0h stay-comfortable", "yes"),
                ("0h cat-cow-stuck", "no screening"),
                ("0h stand-up", "no screening"),
                ("0h ibuprofen", "no screening"),
                ("30d cat-cow-stuck", "no screening"),
            ],
        ),
        (
            "bare
          1m none emergency",
            &[
                ("2m cat-cow-stuck", "yes"),
                ("2m action", "cat-cow-stuck"),
                ("2m stand-up", "yes"),
                ("2m ibuprofen", "no screening"),
                ("2m acetaminophen", "no screening"),
                ("2m heat", "no screening"),
                ("2m cold", "no screening"),
                ("2m counter-stretch", "no screening"),
                ("2m walk", "no screening"),
                ("2m gun", "no screening"),
                ("2m menthol", "no screening"),
            ],
        ),
        // An answer from the first days holds for twelve hours; one that would last past 72 h holds for a day.
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none
          20h none
          40h none
          60h none",
            &[("71h59m59s lean-cat-cow", "yes"), ("72h lean-cat-cow", "no screening")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none
          20h none
          40h none
          60h1s none",
            &[("84h lean-cat-cow", "yes"), ("84h1s lean-cat-cow", "no screening")],
        ),
        // A sign that is told beside the card is no answer to it.
        (
            "bare
          1m beside emergency cannot-stand",
            &[
                ("2m cards", "emergency same-day-history same-day-now leg"),
                ("2m latches", "same-day"),
                ("2m ask", "card emergency"),
            ],
        ),
        // One same-day card without an answer is enough.
        (
            "bare
          1m none emergency same-day-now same-day-history",
            &[("2m cards", "leg"), ("2m ibuprofen", "no screening")],
        ),
        // Without explicit answers to all of them, a large move is no micro-movement, whatever its file calls it.
        (
            "bare
          protocol cat-cow-stuck.sessions.0.rounds 20
          1m none
          1h pain 5
          2h pain 5
          50h none emergency",
            &[("50h cat-cow-stuck", "no screening")],
        ),
        // "Not sure" on an emergency card is a yes.
        (
            "bare
          1m unsure emergency",
            &[
                ("2m screening", "emergency"),
                ("2m action", "call-for-help"),
                ("2m stay-comfortable", "yes"),
                ("2m stand-up", "no latch"),
                ("2m cat-cow-stuck", "no latch"),
                ("2m ibuprofen", "no latch"),
            ],
        ),
        // A "none" that was taken back is no answer.
        (
            "bare
          1m none
          2m none emergency
          3m undo emergency",
            &[("4m screening", "clear")],
        ),
        (
            "bare
          1m none emergency
          2m undo emergency",
            &[("3m ask", "card emergency"), ("3m cat-cow-stuck", "no screening")],
        ),
    ]);
}

#[test]
fn rule_2_only_a_clinician_lifts_a_sign() {
    check(&[
        (
            "1h sign saddle-numb",
            &[
                ("2h screening", "emergency"),
                // Who stands does not say that they lie on the floor; the page says whom to call.
                ("2h action", "stay-comfortable"),
                ("2h log-roll-up", "no latch"),
                ("2h lie-down", "no latch"),
                ("100h screening", "emergency"),
            ],
        ),
        ("bare\n1m sign saddle-numb", &[("2m action", "call-for-help")]),
        (
            "1h sign fever
          2h none",
            &[
                ("3h screening", "same-day"),
                ("30d screening", "same-day"),
                ("3h ibuprofen", "no latch"),
                ("3h heat", "no latch"),
                ("3h cold", "no latch"),
                ("3h walk", "no latch"),
                ("3h lean-cat-cow", "no latch"),
                ("3h counter-stretch", "no latch"),
                ("3h gun", "no latch"),
                ("3h log-roll-up", "yes"),
                ("3h call-for-help", "yes"),
            ],
        ),
        ("1h unsure leg", &[("2h screening", "same-day")]),
        ("1h sign leg-below-knee", &[("2h screening", "same-day")]),
        ("1h sign leg-numb-weak", &[("2h screening", "same-day")]),
        ("1h sign leg-above-knee", &[("2h screening", "clear"), ("2h latches", "soon")]),
        // Taking it back changes nothing.
        (
            "1h sign fever
          2h undo sign",
            &[("3h screening", "same-day")],
        ),
        // Seen: later than the sign, or not at all.
        (
            "2h sign fever
          1h59m@3h seen",
            &[("4h screening", "same-day")],
        ),
        (
            "2h sign fever
          2h@3h seen",
            &[("4h screening", "same-day")],
        ),
        (
            "bare
          0h none
          2h sign fever
          2h1s@3h seen",
            &[("4h screening", "pending"), ("4h cards", "new")],
        ),
        // How it is by now comes before the cards.
        (
            "2h sign fever
          3h seen",
            &[("4h screening", "pending"), ("4h ask", "how is fever"), ("4h heat", "no screening")],
        ),
        (
            "2h sign fever
          3h seen
          3h1m followed fever gone",
            &[("4h screening", "clear"), ("4h heat", "yes")],
        ),
        (
            "2h sign fever
          3h seen
          4h undo seen",
            &[("5h screening", "same-day")],
        ),
        (
            "2h sign fever
          3h seen
          4h sign fever",
            &[("5h screening", "same-day")],
        ),
        (
            "2h sign saddle-numb
          3h seen
          3h1m followed saddle-numb gone",
            &[("4h screening", "clear")],
        ),
    ]);
}

/// Each sign with its own words, or those of the line that covers it, and with what to do about it.
#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_2_a_sign_is_told_as_it_was_asked() {
    check(&[
        (
            "1h sign saddle-numb",
            &[(
                "2h signs",
                "emergency, since 1h: Numb or pins and needles between the legs, or wiping feels different. Please get emergency \
                 help now.",
            )],
        ),
        (
            "1h sign saddle-numb bladder bowel sexual-change",
            &[(
                "2h signs",
                "emergency, since 1h: Numb or tingling between the legs, or new bladder, bowel or sexual trouble. Please get emergency \
                 help now.",
            )],
        ),
        // Two lines that are answered together: each sign in the words of its own.
        (
            "1h sign saddle-numb both-legs-pain both-legs-weak legs-losing-strength",
            &[(
                "2h signs",
                "emergency, since 1h: Numb or pins and needles between the legs, or wiping feels different. Please get emergency \
                 help now.; emergency, since 1h: Pain, weakness or numbness in both legs, or a leg losing strength. Please get \
                 emergency help now.",
            )],
        ),
        (
            r#"protocol cards.leg.lines [{"text":"One leg","signs":["leg-below-knee"]}]
          1h sign leg-below-knee"#,
            &[("2h signs", "same-day, since 1h: Pain down one leg past the knee. Please be seen today.")],
        ),
        (
            "1h sign no-ease",
            &[(
                "2h signs",
                "soon, since 1h: Much worse lying down or at night, and no position eases it. Please ask for an urgent \
                 appointment about this.",
            )],
        ),
        // The same words may stand for a graver sign.
        (
            "protocol signs.fever.text Numb
          protocol signs.saddle-numb.text Numb
          1h sign fever
          2h sign saddle-numb",
            &[("3h latches", "emergency same-day")],
        ),
        // The gravest first, and each once, since it was first told.
        (
            "1h sign fever
          2h sign fever
          3h sign saddle-numb",
            &[("4h latches", "emergency same-day")],
        ),
        ("1h unsure leg", &[("2h signs", "same-day, since 1h: Not sure about a warning sign. Please be seen today.")]),
        (
            "profile cancer yes",
            &[("2h signs", "same-day, since 0h: Cancer, now or at any time. Please be seen today.")],
        ),
        (
            "profile pregnant yes",
            &[(
                "2h signs",
                "soon, since 0h: You are pregnant, or might be. Please ring your midwife or maternity line about this pain.",
            )],
        ),
        ("profile age 17", &[("2h signs", "same-day, since 0h: Younger than 18. Please be seen today.")]),
        // An hour on the floor, from the last time that it began.
        (
            "bare
          0h none
          59m59s done cat-cow-stuck no",
            &[("2h latches", "none")],
        ),
        (
            "bare
          0h none
          60m done cat-cow-stuck no",
            &[("2h signs", "same-day, since 1h: You cannot stand or cannot walk. Please be seen today.")],
        ),
        (
            "bare
          0h none
          30m done stuck-again
          61m done cat-cow-stuck no",
            &[("2h latches", "none")],
        ),
        (
            "bare
          0h none
          30m done stuck-again
          61m done cat-cow-stuck no
          90m done cat-cow-stuck no",
            &[("2h signs", "same-day, since 1h30m: You cannot stand or cannot walk. Please be seen today.")],
        ),
        (
            "bare
          0h none
          30m done stay-comfortable
          40m done cat-cow-stuck no
          61m done cat-cow-stuck no",
            &[("2h signs", "same-day, since 1h1m: You cannot stand or cannot walk. Please be seen today.")],
        ),
        // Begun anew in the same minute, and told before it.
        (
            "bare
          0h none
          61m done stuck-again
          61m done cat-cow-stuck no",
            &[("62m latches", "none")],
        ),
        // What is told later lifts none, and what is dated later did not begin it anew.
        (
            "bare
          0h none
          61m done cat-cow-stuck no
          30m@62m done stuck-again",
            &[("2h signs", "same-day, since 1h1m: You cannot stand or cannot walk. Please be seen today.")],
        ),
        (
            "bare
          0h none
          62m@60m30s done stuck-again
          61m done cat-cow-stuck no",
            &[("2h signs", "same-day, since 1h1m: You cannot stand or cannot walk. Please be seen today.")],
        ),
    ]);
}

#[test]
fn rule_2_a_start_with_a_sign_is_not_taken_back() {
    check(&[
        ("1h undo start", &[("2h phase", "none")]),
        (
            "1h sign fever
          2h undo sign
          3h undo start",
            &[("4h screening", "same-day"), ("4h ibuprofen", "no latch")],
        ),
        (
            "1h sign saddle-numb
          3h undo start",
            &[("4h screening", "emergency")],
        ),
        (
            "1h unsure leg
          3h undo start",
            &[("4h screening", "same-day")],
        ),
        (
            "1h answer fall-or-blow yes
          2h undo answer
          3h undo start",
            &[("4h screening", "same-day")],
        ),
        (
            "bare
          0h none
          61m done cat-cow-stuck no
          62m undo done
          63m undo start",
            &[("64m screening", "same-day")],
        ),
        (
            "1h sign fever
          2h seen
          3h undo start",
            &[("4h phase", "none")],
        ),
        (
            "1h sign fever
          2h seen
          3h undo seen
          4h undo start",
            &[("5h screening", "same-day")],
        ),
        (
            "1h sign fever
          30m@2h seen
          3h undo start",
            &[("4h screening", "same-day")],
        ),
    ]);
}

#[test]
fn rule_2_nobody_is_left_on_the_floor() {
    check(&[
        // A card that falls due again is not asked under a sign for today, and takes nothing away.
        (
            "bare
          0h none
          1h sign fever",
            &[
                ("2h stand-up", "yes"),
                ("14h cards", "new"),
                ("14h stand-up", "yes"),
                ("14h log-roll-up", "yes"),
                ("14h cat-cow-stuck", "no latch"),
                ("14h action", "call-for-help"),
            ],
        ),
        (
            "bare
          1m none emergency
          1h sign fever",
            &[("14h cards", "emergency same-day-history same-day-now leg"), ("14h stand-up", "yes")],
        ),
        // One that was never answered is asked all the same: it may find a graver sign.
        (
            "bare
          1h sign fever",
            &[("2h screening", "same-day"), ("2h ask", "card emergency"), ("2h stand-up", "no screening")],
        ),
        // A line that cannot be read may have been that sign.
        (
            "bare
          0h none
          1h sign fever
          2h damaged
          3h pain 5",
            &[("4h stand-up", "no screening"), ("4h call-for-help", "yes")],
        ),
        // But not once the card has been answered after it, whatever became of the others.
        (
            "bare
          0h none
          1h sign fever
          2h damaged
          3h pain 5
          4h none emergency",
            &[("17h stand-up", "yes")],
        ),
    ]);
}

#[test]
fn rule_1_without_a_flare_nothing_was_asked() {
    check(&[
        ("1h end", &[("2h ibuprofen", "no screening"), ("2h walk", "no screening"), ("2h call-for-help", "yes")]),
        ("1h undo start", &[("2h ibuprofen", "no screening")]),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_2_the_cards_are_asked_again() {
    check(&[
        // Every 12 h for 72 h, then every 24 h. The check-ins of the protocol, which ask more often, are silent here.
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none",
            &[("11h59m59s screening", "clear"), ("12h screening", "pending")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none
          20h none
          40h none
          60h none",
            &[("71h59m59s screening", "clear"), ("72h screening", "pending")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none
          20h none
          40h none
          60h30m none",
            &[("84h29m59s screening", "clear"), ("84h30m screening", "pending")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none
          20h none
          40h none
          60h none
          72h none",
            &[("95h59m59s screening", "clear"), ("96h screening", "pending")],
        ),
        // A check-in asks its own cards, from half an hour before its time: 19:00 is 11h.
        (
            "bare
          0h none
          10h29m59s none",
            &[("10h59m59s cards", "none"), ("11h cards", "new")],
        ),
        (
            "bare
          0h none
          10h30m none",
            &[("11h cards", "none")],
        ),
        (
            r#"bare
          protocol check-evening.asks ["leg"]
          0h none"#,
            &[("11h cards", "new")],
        ),
        // One that somebody asks for asks at once when it is done; one that asks for the pain does not, nor does a step.
        (
            "bare
          0h none
          1h done stuck-again",
            &[("1h cards", "new")],
        ),
        (
            r#"bare
          protocol walk.asks ["leg"]
          0h none
          1h done check-morning
          2h done walk"#,
            &[("3h cards", "none")],
        ),
        // In prevention every week. A file may ask more often, and never more seldom.
        (
            "bare
          protocol course prevention
          protocol check-morning.asks []
          protocol check-evening.asks []
          0h none",
            &[("6d23h59m59s screening", "clear"), ("7d screening", "pending")],
        ),
        (
            "bare
          protocol cards.leg.every 6h
          0h none",
            &[("5h59m59s cards", "none"), ("6h cards", "new")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          protocol cards.leg.every 20h
          0h none",
            &[("11h59m59s cards", "none"), ("12h cards", "new")],
        ),
        // A card that asks all that another asks answers that one, too. A sign that was taken back is an answer.
        (
            r#"bare
          protocol cards.leg.lines [{"signs":["fever"]},{"signs":["lump"]}]
          1m none emergency same-day-now same-day-history pregnancy"#,
            &[("2m cards", "none")],
        ),
        (
            r#"bare
          protocol cards.leg.lines [{"signs":["fever"]},{"signs":["leg-below-knee"]}]
          1m none emergency same-day-now same-day-history pregnancy"#,
            &[("2m cards", "leg")],
        ),
        (
            "bare
          1m none emergency same-day-now same-day-history pregnancy
          2m unsure leg
          3m undo unsure",
            &[("4m cards", "none")],
        ),
        (
            "bare
          1m none emergency same-day-now same-day-history pregnancy
          2m sign leg-above-knee
          3m undo sign",
            &[("4m cards", "none")],
        ),
    ]);
}

#[test]
fn rule_2_what_asks_the_cards_at_once() {
    check(&[
        // A new leg symptom, a rise of 2, also where they are told late.
        (
            "bare
          0h none
          1h pain 5 leg",
            &[("1h screening", "pending"), ("1h cards", "new")],
        ),
        (
            "bare
          0h none
          2h none
          1h@3h pain 5 leg",
            &[("3h screening", "pending")],
        ),
        (
            "bare
          0h none
          0h pain 4
          1h pain 5",
            &[("1h screening", "clear")],
        ),
        (
            "bare
          0h none
          0h pain 4
          1h pain 6",
            &[("1h cards", "new")],
        ),
        (
            "bare
          0h none
          0h pain 4
          2h none
          1h@3h pain 6",
            &[("3h screening", "pending")],
        ),
        (
            "bare
          0h none
          0h pain 4
          1h pain 6
          2h none",
            &[("2h screening", "clear")],
        ),
        // In prevention a level from before it counts: a flare that was ended comes back. A flare asks the cards anyway.
        (
            "bare
          protocol course prevention
          -2h pain 3
          0h none
          1h pain 5",
            &[("1h cards", "new")],
        ),
        (
            "bare
          protocol course prevention
          -2h pain 3
          -1h pain 4
          0h none
          1h pain 5",
            &[("1h screening", "clear")],
        ),
        (
            "bare
          -2h pain 3
          0h none
          1h pain 9",
            &[("1h screening", "clear")],
        ),
        // A line that cannot be read may have been a sign.
        (
            "bare
          0h none
          1h damaged
          2h pain 5",
            &[("2h screening", "pending")],
        ),
    ]);
}
