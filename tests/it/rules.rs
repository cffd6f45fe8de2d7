//! The safety rules of the specification, one table each, with its own figures. The stories are read by `story.rs`.
//!
//! What is expected comes from the rules alone. `no RULE until TIME` names the first rule that says no, and the moment
//! from which none does; without a time, time alone lifts it not.

use backflare::model::limits::{self, MedicineLimits};
use backflare::model::time::Span;

use crate::story::check;

/// The figures of the specification, written down a second time: none changes by a slip of the hand.
#[test]
fn the_ceilings_are_those_of_the_rules() {
    let medicine = |limits: MedicineLimits| {
        let MedicineLimits { single_mg, in_24h_mg, in_12h_mg, small_mg, gap_small, gap_large, days, .. } = limits;
        let half = in_12h_mg.map(|mg| format!(", {mg} in 12h")).unwrap_or_default();
        format!(
            "{single_mg} mg at once, {in_24h_mg} in 24h{half}; {gap_small} after {small_mg}, {gap_large} after more; {days} days"
        )
    };
    assert_eq!(medicine(limits::IBUPROFEN), "400 mg at once, 1200 in 24h; 4h after 200, 6h after more; 10 days");
    assert_eq!(
        medicine(limits::NAPROXEN),
        "440 mg at once, 660 in 24h, 440 in 12h; 8h after 220, 8h after more; 10 days"
    );
    assert_eq!(medicine(limits::ACETAMINOPHEN), "1000 mg at once, 3000 in 24h; 4h after 650, 6h after more; 10 days");
    let spans: [(Span, &str); 26] = [
        (limits::ANALGESIC_WINDOW, "30d"),
        (limits::NSAID_SWITCH, "24h"),
        (limits::HEAT_SESSION, "20m"),
        (limits::HEAT_GAP, "2h"),
        (limits::COLD_SESSION, "20m"),
        (limits::COLD_GAP, "2h"),
        (limits::HEAT_COLD_GAP, "2h"),
        (limits::TOPICAL_BEFORE_HEAT, "12h"),
        (limits::HEAT_BEFORE_TOPICAL, "1h"),
        (limits::PATCH_ON, "8h"),
        (limits::PATCH_OFF, "12h"),
        (limits::PATCH_BEFORE_BED, "30m"),
        (limits::PATCH_REMINDER, "30m"),
        (limits::STRETCH_FROM, "48h"),
        (limits::HELPER_FROM, "72h"),
        (limits::MASSAGE_FROM, "72h"),
        (limits::MASSAGE_SPOT, "1m"),
        (limits::MASSAGE_MUSCLE, "2m"),
        (limits::MASSAGE_A_DAY, "15m"),
        (limits::SEDATED, "24h"),
        (limits::MICRO_HOLD, "2s"),
        (limits::WALK_EARLY, "5m"),
        (limits::RESCREEN_EARLY, "12h"),
        (limits::RESCREEN_EARLY_UNTIL, "72h"),
        (limits::RESCREEN, "24h"),
        (limits::SILENCE, "24h"),
    ];
    for (place, (limit, expected)) in spans.into_iter().enumerate() {
        assert_eq!(limit, Span::parse(expected).unwrap(), "number {place} of the list, {expected}");
    }
    assert_eq!([limits::RESCREEN_PREVENTION, limits::PLAN_ENDS], [Span::days(7), Span::days(42)]);
    assert_eq!([limits::ANALGESIC_DAYS, limits::TOPICAL_DAYS], [10, 7]);
    assert_eq!([limits::HEAT_IN_24H, limits::COLD_IN_24H, limits::RUB_IN_24H], [6, 4, 4]);
    assert_eq!([limits::MICRO_ROUNDS, limits::MICRO_SETS_A_DAY], [5, 3]);
}

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
                ("2m cards", "emergency same-day-now same-day-history leg"),
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
                ("2h action", "call-for-help"),
                ("2h log-roll-up", "no latch"),
                ("2h lie-down", "no latch"),
                ("100h screening", "emergency"),
            ],
        ),
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
            &[("4h screening", "pending"), ("4h cards", "emergency same-day-now leg")],
        ),
        (
            "2h sign fever
          3h seen",
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
          3h seen",
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
                "emergency, since 1h: Numb around your genitals or bottom, or wiping feels different. Please get emergency \
                 help now.",
            )],
        ),
        (
            "1h sign saddle-numb bladder bowel sexual-change",
            &[(
                "2h signs",
                "emergency, since 1h: Numb between the legs, or new bladder, bowel or sexual trouble. Please get emergency \
                 help now.",
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
        ("1h unsure leg", &[("2h signs", "same-day, since 1h: Not sure: Anything in one leg?. Please be seen today.")]),
        (
            "profile cancer yes",
            &[("2h signs", "same-day, since 0h: Cancer, now or at any time. Please be seen today.")],
        ),
        (
            "profile pregnant yes",
            &[("2h signs", "soon, since 0h: You are pregnant, or might be. Call someone to be with you now.")],
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
                ("14h cards", "emergency same-day-now leg"),
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
            &[("14h cards", "emergency same-day-now same-day-history leg"), ("14h stand-up", "yes")],
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
            &[("10h59m59s cards", "none"), ("11h cards", "emergency same-day-now leg")],
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
            &[("11h cards", "leg")],
        ),
        // One that somebody asks for asks at once when it is done; one that asks for the pain does not, nor does a step.
        (
            "bare
          0h none
          1h done stuck-again",
            &[("1h cards", "emergency")],
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
            &[("5h59m59s cards", "none"), ("6h cards", "leg")],
        ),
        (
            "bare
          protocol check-morning.asks []
          protocol check-evening.asks []
          protocol cards.leg.every 20h
          0h none",
            &[("11h59m59s cards", "none"), ("12h cards", "emergency same-day-now leg")],
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
            &[("1h screening", "pending"), ("1h cards", "emergency leg")],
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
            &[("1h cards", "emergency same-day-now leg")],
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
            &[("1h cards", "emergency same-day-now leg")],
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

#[test]
fn rule_3_whom_it_cannot_help() {
    check(&[
        ("profile age 17", &[("1h screening", "same-day"), ("1h ibuprofen", "no latch"), ("1h walk", "no latch")]),
        (
            "profile age 17
          1h seen",
            &[("2h screening", "same-day"), ("2h walk", "no latch")],
        ),
        ("profile age 18", &[("1h screening", "clear"), ("1h walk", "yes")]),
        ("profile age", &[("1h walk", "no eligibility"), ("1h ibuprofen", "no eligibility")]),
        ("profile cancer yes", &[("1h screening", "same-day"), ("1h walk", "no latch")]),
        (
            "profile cancer yes
          1h none",
            &[("2h screening", "same-day")],
        ),
        (
            "profile cancer yes
          1h seen",
            &[("2h screening", "clear"), ("2h walk", "yes")],
        ),
        ("profile weak-bones yes", &[("1h screening", "same-day")]),
        // Known for long and confirmed, it stands, even if the confirmation is taken back. Not confirmed, it is unknown.
        ("profile cancer yes 60d", &[("1h screening", "pending"), ("1h cards", "same-day-history")]),
        (
            "profile cancer yes 60d
          1h answer still-so yes",
            &[("2h screening", "same-day")],
        ),
        (
            "profile cancer yes 60d
          1h answer still-so yes
          2h undo still-so",
            &[("3h screening", "same-day")],
        ),
        // A "no" after a "yes" lifts nothing.
        (
            "1h answer cancer yes
          2h answer cancer no",
            &[("3h screening", "same-day")],
        ),
        ("profile low-immunity yes", &[("1h screening", "same-day")]),
        ("profile recent-infection yes", &[("1h screening", "same-day")]),
        ("profile back-surgery yes", &[("1h screening", "same-day")]),
        ("1h answer fall-or-blow yes", &[("2h screening", "same-day"), ("2h ibuprofen", "no latch")]),
        (
            "1h sign cancer
          2h none",
            &[("3h screening", "same-day")],
        ),
        (
            "bare
          profile cancer
          0h none emergency same-day-now leg",
            &[("1h cards", "same-day-history"), ("1h walk", "no screening")],
        ),
        // The pregnancy branch: positions, small moves, short walks.
        (
            "profile pregnant yes",
            &[
                ("1h screening", "clear"),
                ("1h latches", "soon"),
                ("1h ibuprofen", "no nsaid-questions"),
                ("1h acetaminophen", "no acetaminophen-limits"),
                ("1h heat", "no heat"),
                ("1h walk", "yes"),
                ("1h lean-cat-cow", "yes"),
            ],
        ),
        (
            "profile pregnant yes
          1h pain 5
          2h pain 5",
            &[("50h counter-stretch", "yes")],
        ),
        ("1h sign pregnant", &[("2h ibuprofen", "no nsaid-questions"), ("2h heat", "no heat")]),
        ("1h unsure pregnancy", &[("2h ibuprofen", "no nsaid-questions")]),
        (
            "profile age 51
          0h answer first-flare yes",
            &[("1h alerts", "FirstFlareOver50")],
        ),
        (
            "profile age 50
          0h answer first-flare yes",
            &[("1h alerts", "none")],
        ),
        (
            "profile age 51
          0h answer first-flare no",
            &[("1h alerts", "none")],
        ),
    ]);
}

#[test]
fn rule_4_a_file_past_a_ceiling_is_held() {
    check(&[
        ("protocol ibuprofen.medicine.dose_mg 600", &[("1h ibuprofen", "no ibuprofen-limits")]),
        (
            "protocol ibuprofen.medicine.spacing 1h
          1h took ibuprofen 200mg",
            &[("4h59m59s ibuprofen", "no ibuprofen-limits until 5h"), ("5h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 1h
          protocol ibuprofen.medicine.most_mg_in_24h 5000
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 1h
          protocol ibuprofen.medicine.most_mg_in_24h null
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        ("protocol naproxen.medicine.dose_mg 500", &[("1h naproxen", "no naproxen-limits")]),
        (
            "protocol naproxen.medicine.spacing 1h
          0h took naproxen 220mg",
            &[("7h59m59s naproxen", "no naproxen-limits until 8h")],
        ),
        (
            "protocol naproxen.medicine.dose_mg 110
          protocol naproxen.medicine.spacing 1h
          1h took naproxen 300mg",
            &[("8h59m59s naproxen", "no naproxen-limits until 9h"), ("9h naproxen", "yes")],
        ),
        (
            "protocol acetaminophen.medicine.spacing 1h
          1h took acetaminophen 651mg",
            &[("6h59m59s acetaminophen", "no acetaminophen-limits until 7h"), ("7h acetaminophen", "yes")],
        ),
        ("protocol acetaminophen.medicine.dose_mg 1300", &[("1h acetaminophen", "no acetaminophen-limits")]),
        (
            "protocol acetaminophen.medicine.spacing 1h
          protocol acetaminophen.medicine.most_mg_in_24h 4000
          0h took acetaminophen 1000mg
          6h took acetaminophen 1000mg
          12h took acetaminophen 1000mg",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        (
            "protocol ibuprofen.medicine.most_days 99
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took ibuprofen 200mg
          97h took ibuprofen 200mg
          121h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg",
            &[("241h ibuprofen", "no duration")],
        ),
        ("protocol heat.sessions.0.length 21m", &[("1h heat", "no heat")]),
        ("protocol heat.sessions.0.length 20m", &[("1h heat", "yes")]),
        ("protocol heat.sessions []", &[("1h heat", "no heat")]),
        (
            r#"protocol heat.sessions [{"length":"15m","cues":[{"say":"On","length":"21m"}]}]"#,
            &[("1h heat", "no heat")],
        ),
        (
            r#"protocol cold.sessions [{"length":"10m","rounds":3,"cues":[{"say":"On","length":"7m"}]}]"#,
            &[("1h cold", "no cold")],
        ),
        (r#"protocol heat.sessions [{"cues":[{"say":"On","length":"20m"}]}]"#, &[("1h heat", "yes")]),
        ("protocol cold.sessions []", &[("1h cold", "no cold")]),
        ("protocol cold.sessions.0.length 21m", &[("1h cold", "no cold")]),
        ("protocol cold.sessions.0.length 20m", &[("1h cold", "yes")]),
        ("", &[("1h aspirin", "no ceiling")]),
    ]);
}

#[test]
fn rule_5_anti_inflammatories_ask_first() {
    const NO: &[(&str, &str)] = &[("1h ibuprofen", "no nsaid-questions"), ("1h naproxen", "no nsaid-questions")];
    check(&[
        ("", &[("1h ibuprofen", "yes"), ("1h naproxen", "yes")]),
        ("profile allergy yes", NO),
        ("profile bleeding yes", NO),
        ("profile thinner-steroid yes", NO),
        ("profile heart-kidney yes", NO),
        ("profile diuretic-asthma yes", NO),
        ("profile alcohol yes", NO),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", NO),
        ("profile trying-feeding yes", NO),
        ("profile under-care yes", NO),
        ("profile allergy", NO),
        ("profile bleeding", NO),
        ("profile thinner-steroid", NO),
        ("profile heart-kidney", NO),
        ("profile diuretic-asthma", NO),
        ("profile alcohol", NO),
        ("profile trying-feeding", NO),
        ("profile under-care", NO),
        // 60: a pharmacist first.
        ("profile age 59", &[("1h ibuprofen", "yes")]),
        (
            "profile age 60
          profile pharmacist",
            NO,
        ),
        (
            "profile age 60
          profile pharmacist no",
            NO,
        ),
        (
            "profile age 60
          profile pharmacist cleared",
            &[("1h ibuprofen", "yes")],
        ),
        // The last 24 hours: an empty journal is not "no".
        (
            "bare
          0h none",
            &[("1h ibuprofen", "no nsaid-questions")],
        ),
        (
            "1h answer recent-medicine yes",
            &[
                ("24h59m59s ibuprofen", "no nsaid-questions until 25h"),
                ("24h59m59s acetaminophen", "no acetaminophen-limits until 25h"),
                ("25h ibuprofen", "yes"),
            ],
        ),
        // After 24 hours without entries it is asked again, whatever was answered before.
        (
            "bare
          0h none
          0h answer recent-medicine no
          24h none",
            &[("24h ibuprofen", "yes")],
        ),
        (
            "bare
          0h none
          0h answer recent-medicine no
          24h1s none",
            &[("24h1s ibuprofen", "no nsaid-questions")],
        ),
        (
            "bare
          0h none
          0h answer recent-medicine no
          40h none",
            &[("40h ibuprofen", "no nsaid-questions")],
        ),
        (
            "bare
          0h none
          0h answer recent-medicine yes
          40h none",
            &[("40h ibuprofen", "no nsaid-questions")],
        ),
        // Nor is it a way past the questions that a yes to "can you stand" leads there: `check` sees that the action is
        // nothing that is vetoed.
        (
            "bare
          protocol cat-cow-stuck.sessions.0.open.leads_to ibuprofen
          protocol ibuprofen.phases []
          protocol ibuprofen.needs []
          profile allergy
          0h none
          1m done cat-cow-stuck yes",
            &[("2m ibuprofen", "no nsaid-questions"), ("2m screening", "clear")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_6_ibuprofen() {
    check(&[
        // The test of the rule itself.
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[
                ("18h ibuprofen", "no ibuprofen-limits until 24h"),
                ("23h59m59s ibuprofen", "no ibuprofen-limits until 24h"),
                ("24h ibuprofen", "yes"),
            ],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          4h took ibuprofen 200mg
          8h took ibuprofen 200mg
          12h took ibuprofen 200mg
          16h took ibuprofen 200mg
          20h took ibuprofen 200mg",
            &[("23h59m59s ibuprofen", "no ibuprofen-limits until 24h"), ("24h ibuprofen", "yes")],
        ),
        // At least 4 h after 200 mg, 6 h after 400 mg.
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen 200mg",
            &[("4h59m59s ibuprofen", "no ibuprofen-limits until 5h"), ("5h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen 400mg",
            &[("6h59m59s ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen 201mg",
            &[("6h59m59s ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")],
        ),
        // The built-in protocol is stricter: 6 h.
        ("1h took ibuprofen 200mg", &[("6h59m59s ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")]),
        // A brand and a mix count; the mix for each of its ingredients.
        ("1h took advil 400mg", &[("2h ibuprofen", "no ibuprofen-limits until 7h")]),
        ("1h took nuromol 200mg", &[("2h ibuprofen", "no ibuprofen-limits until 7h")]),
        // The dose in question counts: 1,000 mg and 200 more are the cap.
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 200mg",
            &[("16h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 201mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        // A small dose after a large one does not shorten the wait for the large one.
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen 400mg
          2h took ibuprofen 200mg",
            &[("6h30m ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")],
        ),
        // A file may allow fewer doses.
        (
            "protocol ibuprofen.medicine.most_doses_in_24h 2
          0h took ibuprofen 200mg",
            &[("6h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.most_doses_in_24h 2
          0h took ibuprofen 200mg
          6h took ibuprofen 200mg",
            &[("12h ibuprofen", "no ibuprofen-limits until 24h"), ("24h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.most_doses_in_24h 2
          0h took ibuprofen 200mg
          6h took ibuprofen 200mg
          12h took ibuprofen 200mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 30h"), ("30h ibuprofen", "yes")],
        ),
        // Far too much at once: not before all of it has left the window.
        ("1h took ibuprofen 2400mg", &[("2h ibuprofen", "no ibuprofen-limits until 25h")]),
        // 400 mg only where 200 mg was logged as not working.
        ("protocol ibuprofen.medicine.dose_mg 201", &[("1h ibuprofen", "no ibuprofen-limits")]),
        ("protocol ibuprofen.medicine.dose_mg 400", &[("1h ibuprofen", "no ibuprofen-limits")]),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 200mg",
            &[("8h ibuprofen", "no ibuprofen-limits")],
        ),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 200mg
          3h answer last-dose-helped yes",
            &[("8h ibuprofen", "no ibuprofen-limits")],
        ),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 200mg
          3h answer last-dose-helped no",
            &[("8h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 400mg
          3h answer last-dose-helped no",
            &[("8h ibuprofen", "no ibuprofen-limits")],
        ),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 200mg
          7h took acetaminophen 500mg
          8h answer last-dose-helped no",
            &[("14h ibuprofen", "no ibuprofen-limits")],
        ),
        (
            "protocol ibuprofen.medicine.dose_mg 400
          1h took ibuprofen 200mg
          3h answer last-dose-helped no
          8h took ibuprofen 200mg",
            &[("15h ibuprofen", "no ibuprofen-limits")],
        ),
    ]);
}

#[test]
fn rule_7_one_anti_inflammatory_at_a_time() {
    const DAY: &[(&str, &str)] = &[("24h59m59s ibuprofen", "no one-nsaid until 25h"), ("25h ibuprofen", "yes")];
    check(&[
        ("1h took naproxen 220mg", DAY),
        ("1h took aspirin 81mg", DAY),
        ("1h took voltaren", DAY),
        ("1h took wintergreen", DAY),
        ("1h took salonpas", DAY),
        ("1h took celecoxib 100mg", DAY),
        ("1h took excedrin 250mg", DAY),
        ("1h took flu-mix 10mg contains anti-inflammatory", DAY),
        ("1h took acetaminophen 500mg", &[("2h ibuprofen", "yes")]),
        ("1h took ibuprofen 200mg", &[("24h59m59s naproxen", "no one-nsaid until 25h"), ("25h naproxen", "yes")]),
        // Both were taken: the later one decides.
        (
            "1h took ibuprofen 200mg
          5h took aspirin 300mg",
            &[("26h ibuprofen", "no one-nsaid until 29h")],
        ),
        // It is named, whatever else is in the product.
        ("1h took mix 10mg contains acetaminophen,aspirin", &[("2h why ibuprofen", "OtherNsaid(Aspirin)")]),
        (
            "1h took mix 10mg contains ibuprofen,aspirin",
            &[("20h why ibuprofen", "OtherNsaid(Aspirin)"), ("20h why naproxen", "OtherNsaid(Ibuprofen)")],
        ),
        // What nobody knows may be one.
        (
            "1h took mystery",
            &[
                ("2h ibuprofen", "no ibuprofen-limits until 25h"),
                ("7h ibuprofen", "no one-nsaid until 25h"),
                ("25h ibuprofen", "yes"),
            ],
        ),
    ]);
}

#[test]
fn rule_8_naproxen() {
    check(&[
        (
            "1h took naproxen 221mg",
            &[("8h59m59s naproxen", "no naproxen-limits until 13h"), ("9h naproxen", "no naproxen-limits until 13h")],
        ),
        ("1h took naproxen 220mg", &[("8h59m59s naproxen", "no naproxen-limits until 9h"), ("9h naproxen", "yes")]),
        // At most 440 mg in 12 h and 660 mg in 24 h.
        ("1h took naproxen 440mg", &[("9h naproxen", "no naproxen-limits until 13h"), ("13h naproxen", "yes")]),
        (
            "0h took naproxen 220mg
          8h took naproxen 220mg
          16h took naproxen 220mg",
            &[("23h59m59s naproxen", "no naproxen-limits until 24h"), ("24h naproxen", "yes")],
        ),
        (
            "protocol naproxen.medicine.dose_mg 110
          1h took naproxen 300mg",
            &[("8h59m59s naproxen", "no naproxen-limits until 9h"), ("9h naproxen", "yes")],
        ),
        // Only where it is sold so.
        ("profile region uk", &[("1h naproxen", "no naproxen-limits")]),
        ("profile region eu", &[("1h naproxen", "no naproxen-limits")]),
        ("profile region au", &[("1h naproxen", "no naproxen-limits")]),
        ("profile region", &[("1h naproxen", "no naproxen-limits")]),
        // 440 mg is for the first dose alone, and more is for nobody; 220 mg is no larger dose.
        ("protocol naproxen.medicine.dose_mg 441", &[("1h naproxen", "no naproxen-limits")]),
        (
            "protocol naproxen.medicine.dose_mg 221
          0h took naproxen 220mg",
            &[("8h naproxen", "no naproxen-limits until 24h")],
        ),
        ("protocol naproxen.medicine.dose_mg 440", &[("1h naproxen", "yes")]),
        (
            "protocol naproxen.medicine.dose_mg 440
          0h took naproxen 220mg",
            &[("12h naproxen", "no naproxen-limits until 24h"), ("24h naproxen", "yes")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_9_acetaminophen() {
    const NO: &[(&str, &str)] = &[("1h acetaminophen", "no acetaminophen-limits")];
    check(&[
        ("", &[("1h acetaminophen", "yes")]),
        (
            "protocol acetaminophen.medicine.spacing 4h
          0h took acetaminophen 1000mg
          6h took acetaminophen 1000mg
          12h took acetaminophen 1000mg",
            &[
                ("18h acetaminophen", "no acetaminophen-limits until 24h"),
                ("23h59m59s acetaminophen", "no acetaminophen-limits until 24h"),
                ("24h acetaminophen", "yes"),
            ],
        ),
        (
            "protocol acetaminophen.medicine.spacing 4h
          1h took acetaminophen 1000mg",
            &[("6h59m59s acetaminophen", "no acetaminophen-limits until 7h"), ("7h acetaminophen", "yes")],
        ),
        (
            "protocol acetaminophen.medicine.spacing 4h
          1h took tylenol 650mg",
            &[("4h59m59s acetaminophen", "no acetaminophen-limits until 5h"), ("5h acetaminophen", "yes")],
        ),
        (
            "protocol acetaminophen.medicine.spacing 4h
          1h took tylenol 651mg",
            &[("6h59m59s acetaminophen", "no acetaminophen-limits until 7h"), ("7h acetaminophen", "yes")],
        ),
        ("protocol acetaminophen.medicine.dose_mg 1001", &[("1h acetaminophen", "no acetaminophen-limits")]),
        (
            "0h took acetaminophen 1000mg
          6h took acetaminophen 1000mg
          12h took acetaminophen 501mg",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        (
            "0h took acetaminophen 1000mg
          6h took acetaminophen 1000mg
          12h took acetaminophen 500mg",
            &[("18h acetaminophen", "yes")],
        ),
        // All products together.
        (
            "protocol acetaminophen.medicine.spacing 4h
          0h took paracetamol 1000mg
          6h took nyquil 1000mg
          12h took co-codamol 1000mg",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        (
            "0h took mystery
          6h took mystery
          12h took mystery",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        (
            "bare
          0h none
          0h answer recent-medicine no
          24h none",
            &[("24h acetaminophen", "yes")],
        ),
        (
            "bare
          0h none
          0h answer recent-medicine no
          24h1s none",
            &[("24h1s acetaminophen", "no acetaminophen-limits")],
        ),
        // Of what nobody knows, the amount says nothing.
        (
            "0h took mystery 50mg
          6h took mystery 50mg
          12h took mystery 50mg",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        ("profile alcohol yes", NO),
        ("profile light yes", NO),
        ("profile light", NO),
        (
            "profile heart-kidney yes
          profile liver yes",
            NO,
        ),
        (
            "profile heart-kidney yes
          profile liver",
            NO,
        ),
        // What did not help was another medicine: the usual dose of this one is offered.
        (
            "protocol acetaminophen.medicine.option_mg 1000
          1h took acetaminophen 500mg
          7h took ibuprofen 200mg
          8h answer last-dose-helped no",
            &[("9h dose acetaminophen", "500 mg")],
        ),
        (
            "protocol acetaminophen.medicine.option_mg 1000
          1h took acetaminophen 500mg
          8h answer last-dose-helped no",
            &[("9h dose acetaminophen", "1000 mg, larger")],
        ),
        ("profile heart-kidney yes", &[("1h acetaminophen", "yes")]),
        (
            "profile thinner-steroid yes
          profile warfarin yes",
            NO,
        ),
        (
            "profile thinner-steroid yes
          profile warfarin",
            NO,
        ),
        ("profile thinner-steroid yes", &[("1h acetaminophen", "yes")]),
    ]);
}

#[test]
fn rule_10_ten_days_and_six_weeks() {
    check(&[
        // Ten different days, not only in a row, of any of them; twice on a day is one day.
        (
            "1h took ibuprofen 200mg
          8h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took acetaminophen 500mg
          97h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg
          241h took ibuprofen 200mg",
            &[("265h ibuprofen", "yes")],
        ),
        (
            "1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took acetaminophen 500mg
          97h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg
          241h took ibuprofen 200mg",
            &[
                ("265h ibuprofen", "no duration"),
                ("265h acetaminophen", "no duration"),
                ("265h alerts", "TenDays"),
                ("41d ibuprofen", "no duration"),
            ],
        ),
        // Days before the flare count too.
        (
            "-220h took aspirin 300mg
          -196h took ibuprofen 200mg
          -172h took ibuprofen 200mg
          -148h took ibuprofen 200mg
          -124h took ibuprofen 200mg
          -100h took ibuprofen 200mg
          -76h took ibuprofen 200mg
          -52h took ibuprofen 200mg
          -28h took ibuprofen 200mg
          1h took ibuprofen 200mg",
            &[("25h ibuprofen", "no duration")],
        ),
        // In prevention, which may last for years, only those.
        (
            "protocol course prevention
          1d took ibuprofen 200mg
          4d took ibuprofen 200mg
          7d took ibuprofen 200mg
          10d took ibuprofen 200mg
          13d took ibuprofen 200mg
          16d took ibuprofen 200mg
          19d took ibuprofen 200mg
          22d took ibuprofen 200mg
          25d took ibuprofen 200mg
          28d took ibuprofen 200mg",
            &[("29d ibuprofen", "no duration"), ("31d ibuprofen", "no duration"), ("31d1s ibuprofen", "yes")],
        ),
        // For thirty days, to the second.
        (
            "-719h took ibuprofen 200mg
          -220h took aspirin 300mg
          -196h took ibuprofen 200mg
          -172h took ibuprofen 200mg
          -148h took ibuprofen 200mg
          -124h took ibuprofen 200mg
          -100h took ibuprofen 200mg
          -76h took ibuprofen 200mg
          -52h took ibuprofen 200mg
          -28h took ibuprofen 200mg",
            &[("1h ibuprofen", "no duration"), ("1h1s ibuprofen", "yes")],
        ),
        // No improvement: a drop of less than 2 from the start.
        (
            "0h pain 6
          10d pain 5",
            &[
                ("13d23h59m59s alerts", "none"),
                ("14d alerts", "Escalation"),
                ("28d alerts", "Escalation"),
                ("41d23h59m59s walk", "yes"),
                ("42d walk", "no duration"),
                ("42d ibuprofen", "no duration"),
                ("42d heat", "no duration"),
                ("42d action", "nothing"),
                ("42d call-for-help", "yes"),
                ("42d alerts", "Escalation"),
            ],
        ),
        // Over, nothing is asked any more: only whom to see, and how to end it.
        (
            "bare
          0h none",
            &[("41d ask", "card emergency"), ("42d ask", "nothing"), ("42d action", "nothing")],
        ),
        (
            "0h pain 6
          10d pain 4",
            &[("14d alerts", "none"), ("28d alerts", "none"), ("42d walk", "no duration")],
        ),
    ]);
}

/// What `took` and `status` say of the last 24 hours, by the same figures.
#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rules_6_to_9_where_a_dose_leaves_somebody() {
    check(&[
        ("", &[("1h standing ibuprofen", "none")]),
        (
            "1h took ibuprofen 200mg",
            &[
                ("2h standing ibuprofen", "1 x, 200 of 1200 mg, not before 7h, class until 25h"),
                ("2h standing acetaminophen", "none"),
                ("24h59m59s standing ibuprofen", "1 x, 200 of 1200 mg, not before 24h59m59s, class until 25h"),
                ("25h standing ibuprofen", "none"),
            ],
        ),
        // By the ceilings where no step of the protocol offers it, and by the protocol where that is stricter.
        (
            "protocol ibuprofen.medicine.name pain-away
          1h took ibuprofen 200mg",
            &[("2h standing ibuprofen", "1 x, 200 of 1200 mg, not before 5h, class until 25h")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 8h
          1h took ibuprofen 200mg",
            &[("2h standing ibuprofen", "1 x, 200 of 1200 mg, not before 9h, class until 25h")],
        ),
        ("1h took valium 5mg", &[("2h standing sedating", "none")]),
        ("1h took aspirin 300mg", &[("2h standing aspirin", "1 x, 300 mg, not before: unknown, class until 25h")]),
        ("1h took acetaminophen 500mg", &[("2h standing acetaminophen", "1 x, 500 of 3000 mg, not before 7h")]),
        // A product of which nobody knows what is in it is not told as one of this; it counts for what is next.
        ("1h took mystery", &[("2h standing ibuprofen", "none")]),
        (
            "1h took ibuprofen 200mg
          2h took mystery",
            &[("3h standing ibuprofen", "1 x, 200 of 1200 mg, not before 8h, class until 25h")],
        ),
        // Too soon: sooner than the dose before allows.
        (
            "1h took ibuprofen 200mg
          5h took ibuprofen 200mg",
            &[("6h standing ibuprofen", "2 x, 400 of 1200 mg, not before 11h, class until 29h")],
        ),
        (
            "1h took ibuprofen 200mg
          4h59m59s took ibuprofen 200mg",
            &[("6h standing ibuprofen", "2 x, 400 of 1200 mg, not before 10h59m59s, class until 28h59m59s, too soon")],
        ),
        (
            "1h took ibuprofen 400mg
          6h59m59s took ibuprofen 200mg",
            &[("7h standing ibuprofen", "2 x, 600 of 1200 mg, not before 12h59m59s, class until 30h59m59s, too soon")],
        ),
        // Only the last dose is judged so.
        (
            "1h took ibuprofen 200mg
          2h took ibuprofen 200mg
          8h took ibuprofen 200mg",
            &[("9h standing ibuprofen", "3 x, 600 of 1200 mg, not before 14h, class until 32h")],
        ),
        // One usual dose is left below the ceiling, and then none.
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 400mg",
            &[("8h standing ibuprofen", "2 x, 800 of 1200 mg, not before 13h, class until 31h")],
        ),
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 401mg",
            &[(
                "8h standing ibuprofen",
                "2 x, 801 of 1200 mg, not before 13h, class until 31h, over 400 at once, one left, OVER",
            )],
        ),
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 400mg
          13h took ibuprofen 200mg",
            &[("14h standing ibuprofen", "3 x, 1000 of 1200 mg, not before 19h, class until 37h, one left")],
        ),
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 400mg
          13h took ibuprofen 201mg",
            &[("14h standing ibuprofen", "3 x, 1001 of 1200 mg, not before 25h, class until 37h")],
        ),
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 400mg
          13h took ibuprofen 400mg",
            &[("14h standing ibuprofen", "3 x, 1200 of 1200 mg, not before 25h, class until 37h")],
        ),
        // Over: in 24 hours, at once, in 12 hours.
        (
            "1h took ibuprofen 400mg
          7h took ibuprofen 400mg
          13h took ibuprofen 400mg
          19h took ibuprofen 1mg",
            &[("20h standing ibuprofen", "4 x, 1201 of 1200 mg, 2 days, not before 25h, class until 43h, OVER")],
        ),
        ("1h took acetaminophen 1000mg", &[("2h standing acetaminophen", "1 x, 1000 of 3000 mg, not before 7h")]),
        (
            "1h took acetaminophen 1001mg",
            &[("2h standing acetaminophen", "1 x, 1001 of 3000 mg, not before 7h, over 1000 at once, OVER")],
        ),
        (
            "1h took naproxen 220mg
          9h took naproxen 220mg",
            &[("10h standing naproxen", "2 x, 440 of 660 mg, not before 17h, class until 33h, one left")],
        ),
        (
            "1h took naproxen 220mg
          9h took naproxen 221mg",
            &[("10h standing naproxen", "2 x, 441 of 660 mg, not before 25h, class until 33h, over 440 in 12h, OVER")],
        ),
        (
            "1h took naproxen 441mg",
            &[(
                "2h standing naproxen",
                "1 x, 441 of 660 mg, not before 25h, class until 25h, over 440 at once, over 440 in 12h, OVER",
            )],
        ),
        // What was not said counts as the largest.
        ("1h took ibuprofen", &[("2h standing ibuprofen", "1 x, 400 of 1200 mg, not before 7h, class until 25h")]),
        // With a last line that cannot be read, or a clock that is behind, nobody knows from when.
        (
            "bare
          1h took ibuprofen 200mg
          2h damaged",
            &[("3h standing ibuprofen", "1 x, 200 of 1200 mg, 2 days, not before: unknown")],
        ),
        ("5h took ibuprofen 200mg", &[("4h57m standing ibuprofen", "1 x, 200 of 1200 mg, not before: unknown")]),
        // Two of a class within a day of one another.
        (
            "1h took aspirin 300mg
          25h took ibuprofen 200mg",
            &[("26h standing ibuprofen", "1 x, 200 of 1200 mg, 2 days, not before 31h, class until 49h")],
        ),
        (
            "1h took aspirin 300mg
          2h took ibuprofen 200mg",
            &[("3h standing ibuprofen", "1 x, 200 of 1200 mg, not before 8h, class until 26h, beside aspirin")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_11_what_is_not_certain() {
    check(&[
        // An unknown amount is the largest single dose.
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen",
            &[("6h59m59s ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen
          6h took ibuprofen
          12h took ibuprofen",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        (
            "protocol acetaminophen.medicine.spacing 4h
          0h took acetaminophen
          6h took acetaminophen
          12h took acetaminophen",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        // A line that cannot be read is an unknown product, taken as late as it may have been.
        (
            "2h damaged
          3h pain 5",
            &[
                ("4h ibuprofen", "no ibuprofen-limits until 27h"),
                ("4h acetaminophen", "no acetaminophen-limits until 9h"),
                ("27h ibuprofen", "yes"),
            ],
        ),
        // A clock behind the newest entry: two minutes are tolerated.
        (
            "5h pain 5",
            &[
                ("4h58m ibuprofen", "yes"),
                ("4h57m59s ibuprofen", "no uncertain-time"),
                ("4h57m ibuprofen", "no uncertain-time"),
                ("4h57m acetaminophen", "no uncertain-time"),
                ("4h57m alerts", "ClockBehind"),
            ],
        ),
        ("5h took ibuprofen 200mg", &[("4h57m ibuprofen", "no uncertain-time")]),
        // It may have been heat, cold, a rub or a rise, too.
        (
            "2h damaged
          3h pain 5",
            &[
                ("4h cold", "no cold until 5h"),
                ("5h cold", "yes"),
                ("4h heat", "no heat until 27h"),
                ("4h menthol", "no topical until 15h"),
                ("15h menthol", "yes"),
            ],
        ),
        (
            "1h done menthol
          25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          121h done menthol
          145h damaged",
            &[("170h menthol", "no topical")],
        ),
        (
            "25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          121h done menthol
          145h damaged",
            &[("170h menthol", "yes")],
        ),
        (
            "1h pain 5
          2h pain 5
          49h damaged",
            &[("50h counter-stretch", "no movement")],
        ),
        (
            "1h pain 5
          2h pain 5
          49h damaged
          50h pain 5
          51h pain 5",
            &[("52h counter-stretch", "yes"), ("80h helper-lift", "no movement")],
        ),
        // Nor is any wait counted by a clock that is behind.
        ("5h done heat", &[("4h57m cold", "no cold"), ("4h58m cold", "no cold until 6h58m")]),
        // So is a time that lies in the future; one in the past is fine.
        ("9h@1h took ibuprofen 200mg", &[("2h ibuprofen", "no uncertain-time")]),
        ("1h@5h took ibuprofen 200mg", &[("5h ibuprofen", "no ibuprofen-limits until 7h"), ("7h ibuprofen", "yes")]),
        ("-20h@1h took ibuprofen 2400mg", &[("2h ibuprofen", "no ibuprofen-limits until 4h"), ("4h ibuprofen", "yes")]),
        // Taking a dose back shortens nothing. A correction with its reason does; without one it does not.
        (
            "1h took ibuprofen 400mg
          2h undo took",
            &[("3h ibuprofen", "no ibuprofen-limits until 7h")],
        ),
        (
            "1h took ibuprofen 400mg
          2h correct ibuprofen 0mg because I put it back",
            &[("3h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          1h took ibuprofen 400mg
          1h@2h correct ibuprofen 200mg because it was one",
            &[("5h ibuprofen", "yes")],
        ),
        (
            "1h took ibuprofen 400mg
          2h correct ibuprofen 0mg",
            &[("3h ibuprofen", "no ibuprofen-limits until 7h")],
        ),
        (
            "1h took ibuprofen 400mg
          2h correct ibuprofen 0mg because I put it back
          3h undo correct",
            &[("4h ibuprofen", "no ibuprofen-limits until 7h")],
        ),
        // A product told twice was taken twice.
        (
            "0h took ibuprofen 400mg
          0h took ibuprofen 400mg
          0h took ibuprofen 400mg",
            &[("12h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
    ]);
}

#[test]
fn rule_12_nothing_warm_on_a_cream() {
    const TWELVE: &[(&str, &str)] = &[("12h59m59s heat", "no topical until 13h"), ("13h heat", "yes")];
    check(&[
        ("1h done menthol", TWELVE),
        ("1h took wintergreen", TWELVE),
        ("1h took voltaren", TWELVE),
        (
            "0h on patch
          1h off patch",
            TWELVE,
        ),
        // What is swallowed is not on the skin.
        ("1h took acetaminophen 500mg", &[("2h heat", "yes"), ("2h menthol", "yes"), ("2h patch", "yes")]),
        // It is still on: 12 h after it came off is not known yet.
        ("1h on patch", &[("2h heat", "no topical"), ("50h heat", "no topical")]),
        // One that comes off says nothing of another that is still on.
        (
            "1h on patch
          2h on lidocaine-patch
          3h off lidocaine-patch",
            &[("50h heat", "no topical")],
        ),
        ("1h took biofreeze 10mg contains menthol", TWELVE),
        // Under a name that this protocol does not know it may be anything that is put on.
        (
            "1h on my-patch",
            &[
                ("2h heat", "no heat"),
                ("2h patch", "no topical"),
                ("2h menthol", "no topical"),
                ("2h cold", "no cold"),
                ("2h gun", "no movement"),
            ],
        ),
        (
            "0h on my-patch
          1h off my-patch",
            TWELVE,
        ),
        // Nor for somebody who has begun another flare since.
        (
            "-1h start
          1h done menthol
          2h end
          2h30m start
          2h31m answer fall-or-blow no",
            TWELVE,
        ),
        (
            "-1h start
          1h on patch
          2h end
          2h30m start
          2h31m answer fall-or-blow no",
            &[("5h heat", "no topical")],
        ),
    ]);
}

#[test]
fn rule_12_rubs_and_patches() {
    const NO: &[(&str, &str)] = &[("1h menthol", "no topical"), ("1h patch", "no topical")];
    check(&[
        (
            "",
            &[
                ("1h menthol", "yes"),
                ("1h menthol-rub", "yes"),
                ("1h patch", "yes"),
                ("1h lidocaine-patch", "yes"),
                // Bed is at 14h30m: a patch is off half an hour before, so it does not go on later than that.
                ("14h patch", "yes"),
                ("14h1s patch", "no topical until 23h"),
                ("15h patch", "no topical until 23h"),
                ("14h1s menthol", "yes"),
            ],
        ),
        ("0h answer broken-skin yes", NO),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", NO),
        (
            "bare
          0h none
          0h answer recent-medicine no",
            NO,
        ),
        // Not on warm skin: an hour after heat.
        (
            "1h done heat",
            &[
                ("1h59m59s menthol", "no topical until 2h"),
                ("2h menthol", "yes"),
                ("1h59m59s patch", "no topical until 2h"),
                ("2h patch", "yes"),
            ],
        ),
        ("1h on heat", &[("3h menthol", "no topical"), ("3h patch", "no topical")]),
        // Never two on one site.
        (
            "1h done menthol-rub",
            &[
                ("2h menthol-rub", "yes"),
                ("12h59m59s menthol", "no topical until 13h"),
                ("13h menthol", "yes"),
                ("12h59m59s patch", "no topical until 13h"),
                ("13h patch", "yes"),
            ],
        ),
        ("1h took voltaren", &[("12h59m59s menthol", "no topical until 13h"), ("13h menthol", "yes")]),
        ("1h took mystery", &[("12h59m59s patch", "no topical until 13h"), ("13h patch", "yes")]),
        // Four rubs in 24 hours.
        (
            "0h done menthol
          1h done menthol
          2h done menthol",
            &[("3h menthol", "yes")],
        ),
        (
            "0h done menthol
          1h done menthol
          2h done menthol
          3h done menthol",
            &[
                ("4h menthol", "no topical until 24h"),
                ("23h59m59s menthol", "no topical until 24h"),
                ("24h menthol", "yes"),
            ],
        ),
        (
            "0h took biofreeze 10mg contains menthol
          12h done menthol
          13h done menthol
          14h done menthol",
            &[("15h menthol", "no topical until 24h")],
        ),
        // One patch, eight hours at most, then twelve without.
        (
            "0h on patch
          1h off patch",
            &[
                ("12h59m59s patch", "no topical until 13h"),
                ("13h patch", "yes"),
                ("12h59m59s menthol", "no topical until 13h"),
                ("13h menthol", "yes"),
            ],
        ),
        ("1h on patch", &[("2h patch", "no topical"), ("2h menthol", "no topical"), ("30h patch", "no topical")]),
        (
            "1h on patch
          2h off patch
          10h on patch",
            &[("11h why patch", "PatchIsOn PatchIsOn")],
        ),
        ("6h on patch", &[("13h29m59s alerts", "none"), ("13h30m alerts", "TakeOff")]),
        (r#"protocol patch.sessions [{"length":"8h"}]"#, &[("1h patch", "yes")]),
        (r#"protocol patch.sessions [{"length":"8h1m"}]"#, &[("1h patch", "no topical")]),
        (
            r#"protocol patch.sessions [{"length":"1h","cues":[{"say":"On","length":"8h1m"}]}]"#,
            &[("1h patch", "no topical")],
        ),
    ]);
}

#[test]
fn rule_12_a_patch_comes_off_in_time() {
    check(&[
        // It is said half an hour before it must come off, be that for its hours or for bed.
        ("1h on patch", &[("8h29m59s alerts", "none"), ("8h30m alerts", "TakeOff"), ("9h alerts", "TakeOff")]),
        ("10h on patch", &[("13h29m59s alerts", "none"), ("13h30m alerts", "TakeOff")]),
        ("1h on heat", &[("1h19m59s alerts", "none"), ("1h20m alerts", "TakeOff")]),
        (
            "1h on patch
          2h off patch",
            &[("9h alerts", "none")],
        ),
        // Twelve hours without one follow, counted from when it came off, which is when it was done where that was said.
        (
            "1h on patch
          9h done patch",
            &[("20h59m59s patch", "no topical until 23h"), ("23h patch", "yes")],
        ),
        (
            "1h on patch
          2h off patch",
            &[
                ("13h59m59s patch", "no topical until 14h"),
                ("14h patch", "yes"),
                ("14h1s patch", "no topical until 23h"),
            ],
        ),
    ]);
}

#[test]
fn rule_12_seven_days() {
    check(&[
        (
            "1h done menthol
          25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          98h done menthol
          121h done menthol",
            &[("145h menthol", "yes")],
        ),
        (
            "1h done menthol
          25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          121h done menthol
          145h done menthol",
            &[("169h menthol", "no topical"), ("169h patch", "no topical"), ("35d menthol", "no topical")],
        ),
        // Days before the flare count too, for thirty days.
        (
            "-719h done menthol
          -122h done menthol
          -98h done menthol
          -74h done menthol
          -50h done menthol
          -26h done menthol
          0h done menthol",
            &[("1h menthol", "no topical"), ("1h patch", "no topical")],
        ),
        (
            "-719h1s done menthol
          -122h done menthol
          -98h done menthol
          -74h done menthol
          -50h done menthol
          -26h done menthol
          0h done menthol",
            &[("1h menthol", "yes")],
        ),
        // Whatever a file says is in it.
        (r#"protocol menthol.medicine {"name":"methyl-salicylate","spacing":"4h"}"#, &[("1h menthol", "no ceiling")]),
    ]);
}

#[test]
fn rule_13_heat() {
    const NO: &[(&str, &str)] = &[("1h heat", "no heat")];
    const YES: &[(&str, &str)] = &[("1h heat", "yes")];
    check(&[
        ("", YES),
        ("1h done heat", &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes")]),
        (
            "1h done heat
          3h done heat
          5h done heat
          7h done heat
          9h done heat
          11h done heat",
            &[("13h heat", "no heat until 25h"), ("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")],
        ),
        // Not confirmed as off: it is on.
        ("1h on heat", &[("9h heat", "no heat"), ("9h cold", "no cold")]),
        // Nothing is rubbed on skin that it has warmed, for an hour.
        ("1h done heat", &[("1h59m59s menthol-rub", "no topical until 2h"), ("2h menthol-rub", "yes")]),
        // Bed is at 22:30, which is 14h30m: 15 minutes of heat, off 15 minutes before.
        (
            "",
            &[
                ("14h heat", "yes"),
                ("14h1s heat", "no heat until 23h"),
                ("22h59m59s heat", "no heat until 23h"),
                ("23h heat", "yes"),
            ],
        ),
        (
            "12h done lie-down",
            &[
                ("13h heat", "no heat until 23h"),
                ("13h cold", "no cold until 23h"),
                ("23h heat", "yes"),
                ("23h cold", "yes"),
            ],
        ),
        // Drowsy for 8 h; after a medicine that does it, for 24 h.
        ("1h answer drowsy yes", &[("8h59m59s heat", "no heat until 9h")]),
        (
            "1h answer drowsy yes
          9h answer drowsy no",
            &[("9h heat", "yes")],
        ),
        // In the last two hours before bed, "nothing drowsy" must have been said within eight hours.
        ("2h answer drowsy no", &[("12h29m59s heat", "yes"), ("12h30m heat", "no heat")]),
        ("4h30m answer drowsy no", &[("12h30m heat", "no heat")]),
        ("4h30m1s answer drowsy no", &[("12h30m heat", "yes")]),
        ("1h took valium 5mg", &[("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")]),
        ("1h took valium 5mg", &[("24h59m59s alerts", "Sedated"), ("25h alerts", "none")]),
        // A flare that is over keeps nobody cool.
        (
            "-1h start
          1h done heat
          90m end
          100m start
          101m answer fall-or-blow no",
            &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes"), ("2h cold", "no cold until 3h")],
        ),
        ("1h took alcohol", &[("8h59m heat", "no heat until 25h")]),
        ("1h took mystery", &[("2h heat", "no heat until 25h")]),
        // A bruise for 48 h.
        ("1h answer bruise yes", &[("48h59m59s heat", "no heat until 49h"), ("49h heat", "yes")]),
        (
            "bare
          0h none
          0h answer broken-skin no
          0h answer drowsy no",
            NO,
        ),
        ("0h answer broken-skin yes", NO),
        ("profile less-feeling yes", NO),
        ("profile less-feeling cleared", YES),
        ("profile less-feeling", NO),
        ("profile circulation yes", NO),
        ("profile circulation cleared", YES),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", YES),
        // From 65 only while somebody is there.
        ("profile age 64", YES),
        ("profile age 65", NO),
        (
            "profile age 65
          0h answer helper-here no",
            NO,
        ),
        (
            "profile age 65
          0h answer helper-here yes",
            &[("1h59m59s heat", "yes"), ("2h heat", "no heat")],
        ),
    ]);
}

#[test]
fn rule_14_cold() {
    const NO: &[(&str, &str)] = &[("1h cold", "no cold")];
    check(&[
        ("", &[("1h cold", "yes")]),
        ("1h on cold", &[("1h19m59s alerts", "none"), ("1h20m alerts", "TakeOff")]),
        ("1h done cold", &[("2h59m59s cold", "no cold until 3h"), ("3h cold", "yes")]),
        (
            "1h done cold
          3h done cold
          5h done cold
          7h done cold",
            &[("9h cold", "no cold until 25h"), ("25h cold", "yes")],
        ),
        // Two hours from heat, both ways.
        ("1h done heat", &[("2h59m59s cold", "no cold until 3h"), ("3h cold", "yes")]),
        ("1h done cold", &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes")]),
        // Never asleep: ten minutes end before bed.
        ("", &[("14h20m cold", "yes"), ("14h20m1s cold", "no cold until 23h"), ("15h cold", "no cold until 23h")]),
        ("profile less-feeling yes", NO),
        ("profile circulation yes", NO),
        ("profile raynaud yes", NO),
        ("profile high-pressure yes", NO),
        ("profile raynaud", NO),
        ("0h answer broken-skin yes", NO),
    ]);
}

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

/// Fifteen spots for a minute each.
macro_rules! spots {
    () => {
        concat!(spots!(5), ",", spots!(5), ",", spots!(5))
    };
    (5) => {
        concat!(spots!(1), ",", spots!(1), ",", spots!(1), ",", spots!(1), ",", spots!(1))
    };
    (1) => {
        r#"{"say":"Here","length":"60s"}"#
    };
}

#[test]
fn rule_15_massage() {
    const NO: &[(&str, &str)] = &[("80h gun", "no movement"), ("80h massage-gun", "no movement")];
    const YES: &[(&str, &str)] = &[("80h gun", "yes")];
    check(&[
        (
            "",
            &[
                ("71h59m59s gun", "no movement until 72h"),
                ("72h gun", "yes"),
                ("72h massage-gun", "yes"),
                ("72h massage-ball", "yes"),
            ],
        ),
        ("", &[("41d23h59m59s gun", "yes"), ("42d gun", "no duration")]),
        ("profile clot yes", NO),
        ("profile clot", NO),
        ("profile thinner-steroid yes", NO),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", NO),
        (
            "profile weak-bones yes
          1h seen",
            NO,
        ),
        ("profile disc-scoliosis yes", NO),
        ("profile disc-scoliosis cleared", YES),
        ("profile disc-scoliosis", NO),
        ("profile device yes", NO),
        ("profile device cleared", YES),
        ("profile nerve yes", NO),
        ("profile nerve cleared", YES),
        ("profile surgery yes", NO),
        ("profile surgery cleared", YES),
        ("79h pain 5 leg", NO),
        ("79h sign leg-above-knee", NO),
        ("79h sign no-ease", NO),
        // Not where little is felt: for 24 h after a relaxer, nor over a rub or a patch.
        ("72h took valium 5mg", &[("95h59m59s gun", "no movement until 96h"), ("96h gun", "yes")]),
        ("72h done menthol", &[("83h59m59s gun", "no topical until 84h"), ("84h gun", "yes")]),
        ("72h on patch", &[("80h gun", "no topical")]),
        // A minute a spot, two a muscle, fifteen a day. The day begins at 92h.
        ("protocol gun.sessions.0.cues.0.length 61s", NO_GUN),
        ("protocol gun.sessions.0.rounds 2", YES),
        ("protocol gun.sessions.0.rounds 3", NO_GUN),
        ("protocol gun.sessions []", NO_GUN),
        (
            "73h done gun
          74h done gun",
            &[("76h gun", "yes")],
        ),
        // One session of fifteen minutes is a day's; of longer, none. One of which nobody knows how long it was counts as that.
        (FIFTEEN, &[("80h gun", "yes")]),
        (FIFTEEN_AND_A_HALF, NO_GUN),
        (
            "protocol gun.sessions.0.sides false
          protocol gun.sessions.0.cues [{\"say\":\"One\",\"length\":\"60s\"}]
          protocol massage-gun.sessions [{\"cues\":[]}]
          73h done massage-gun",
            &[("76h gun", "no movement until 92h"), ("92h gun", "yes")],
        ),
        (
            "73h done gun
          74h done gun
          75h done massage-gun",
            &[("76h gun", "no movement until 92h"), ("76h massage-ball", "no movement until 92h"), ("92h gun", "yes")],
        ),
    ]);
}

/// A massage of fifteen spots for a minute each, and of one half a minute more.
const FIFTEEN: &str = concat!("protocol gun.sessions.0.sides false\nprotocol gun.sessions.0.cues [", spots!(), "]");
const FIFTEEN_AND_A_HALF: &str = concat!(
    "protocol gun.sessions.0.sides false\nprotocol gun.sessions.0.cues [",
    spots!(),
    r#", {"say":"More","length":"30s"}]"#
);

/// Of the gun that a story has changed, and of no other.
const NO_GUN: &[(&str, &str)] = &[("80h gun", "no movement"), ("80h massage-gun", "yes")];

#[test]
fn rule_15_the_hour_on_the_floor() {
    check(&[
        // On the floor: phone somebody at 20 minutes; an hour and "no" is a same-day sign.
        (
            "bare
          0h none
          19m done cat-cow-stuck no",
            &[("19m59s action", "cat-cow-stuck"), ("20m action", "call-for-help")],
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
