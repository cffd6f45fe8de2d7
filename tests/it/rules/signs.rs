//! Rules 16 to 18: slips, what a clinician looked at, and what is old and known.

use crate::story::check;

#[test]
fn rule_16_a_slip_is_as_if_it_never_was() {
    check(&[
        // (4), (10): withdrawn in time; the card is asked from its first line, and nothing else is offered.
        (
            "bare
          0h none
          1h sign fever
          1h1m59s slip",
            &[
                ("1h2m latches", "none"),
                ("1h2m ask", "card same-day-now"),
                ("1h2m screening", "pending"),
                ("1h2m action", "nothing"),
                ("1h2m call-for-help", "yes"),
                ("1h2m stay-comfortable", "yes"),
                ("1h2m lean-cat-cow", "no screening"),
                ("1h2m stand-up", "no screening"),
                ("1h2m walk", "no screening"),
                ("1h2m ibuprofen", "no screening"),
            ],
        ),
        // (15): answered with none.
        (
            "bare
          0h none
          1h sign fever
          1h1m slip
          1h1m30s none same-day-now",
            &[("1h2m latches", "none"), ("1h2m walk", "yes")],
        ),
        // (5), (6): two minutes are within, a second more is not.
        (
            "bare
          0h none
          1h sign saddle-numb
          1h2m slip",
            &[("1h3m latches", "none"), ("1h3m ask", "card emergency")],
        ),
        (
            "1h sign saddle-numb
          1h2m1s slip",
            &[("1h3m latches", "emergency")],
        ),
        // (8): counted from the writing, not from when it is said to have begun.
        (
            "50m@1h sign fever
          1h1m30s slip",
            &[("1h2m latches", "none")],
        ),
        // (9): all signs of one answer go together.
        (
            "1h sign bladder bowel
          1h1m slip",
            &[("1h2m latches", "none")],
        ),
        (
            "bare
          0h none
          1h unsure leg
          1h1m slip",
            &[("1h2m latches", "none"), ("1h2m ask", "card leg")],
        ),
        // Another sign stays.
        (
            "1h sign fever
          1h sign leg-below-knee
          1h1m slip",
            &[("1h2m latches", "same-day")],
        ),
        // That it was a slip can be taken back: then the sign stands.
        (
            "1h sign fever
          1h1m slip
          1h2m undo slip",
            &[("1h3m latches", "same-day")],
        ),
        // A sign in the leg that was a slip blocks nothing.
        (
            "49h pain 5
          50h pain 5
          50h10m sign leg-above-knee
          50h11m slip
          50h12m none leg",
            &[("51h counter-stretch", "yes")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_17_how_it_is_by_now_is_asked_before_the_card() {
    check(&[
        // (10), (11): worse, or not sure: latched with a new time; the look before it lifts it not.
        (
            "1h sign fever
          2h seen
          2h1m followed fever worse",
            &[
                ("3h latches", "same-day"),
                (
                    "3h signs",
                    "same-day, since 2h1m: A temperature of 38.0 C (100.4 F) or more, or chills. Please be seen today.",
                ),
            ],
        ),
        (
            "1h sign fever
          2h seen
          2h1m followed fever unsure",
            &[("3h latches", "same-day")],
        ),
        (
            "1h sign fever
          2h seen
          2h1m followed fever worse
          3h seen
          3h1m followed fever gone",
            &[("4h latches", "none"), ("4h walk", "yes")],
        ),
        // (12): still there: no latch, and only what is gentle.
        (
            "1h sign leg-below-knee
          2h seen
          2h1m followed leg-below-knee still-there",
            &[("3h latches", "none"), ("3h walk", "yes"), ("3h heat", "yes"), ("3h ibuprofen", "yes")],
        ),
        (
            "1h sign leg-below-knee
          2h seen
          2h1m followed leg-below-knee still-there
          49h pain 5
          50h pain 5",
            &[
                ("51h lean-cat-cow", "yes"),
                ("51h why counter-stretch", "OldSign"),
                ("51h counter-stretch", "no movement"),
                ("51h knee-to-chest", "no movement"),
                ("80h gun", "no movement"),
            ],
        ),
        // (13): gone: stretches by their own rules, and the line stays.
        (
            "1h sign fever
          2h seen
          2h1m followed fever gone
          49h pain 5
          50h pain 5",
            &[
                ("51h counter-stretch", "yes"),
                ("51h seen", "A temperature of 38.0 C (100.4 F) or more, or chills (2h)"),
            ],
        ),
        // Asked again at every asking of its card.
        (
            "bare
          0h none
          1h sign fever
          2h seen
          2h1m followed fever still-there
          2h2m none",
            &[("3h ask", "nothing"), ("15h ask", "how is fever")],
        ),
        (
            "bare
          0h none
          1h sign fever
          2h seen
          2h1m followed fever still-there
          2h2m none
          15h followed fever still-there",
            &[("15h1m ask", "card new")],
        ),
        // It is asked with its own card, not with another that waits.
        (
            "bare
          0h none
          1h sign fever
          2h seen
          2h1m followed fever still-there
          2h2m none
          3h pain 5 leg",
            &[("3h1m ask", "card new")],
        ),
        // A sign that was told twice: the newer was not looked at.
        (
            "1h sign fever
          2h seen
          3h sign fever",
            &[("4h latches", "same-day"), ("4h seen", "A temperature of 38.0 C (100.4 F) or more, or chills (2h)")],
        ),
        // (14): another sign latches as ever.
        (
            "1h sign fever
          2h seen
          2h1m followed fever gone
          3h sign lump",
            &[("4h latches", "same-day")],
        ),
        // (15): one look covers what was told before it.
        (
            "1h sign fever
          2h seen
          2h30m sign saddle-numb",
            &[("3h latches", "emergency")],
        ),
        // Those of one line are asked of together.
        (
            "1h sign saddle-numb bladder bowel sexual-change
          2h seen",
            &[("3h ask", "how is saddle-numb bladder bowel sexual-change")],
        ),
        // Two signs, each with its own line.
        (
            "1h sign fever lump
          2h seen
          2h1m followed fever gone",
            &[("3h ask", "how is lump")],
        ),
        // Not sure: the card is what was looked at.
        (
            "1h unsure leg
          2h seen",
            &[("3h ask", "how is leg")],
        ),
        // What is true of the person neither goes nor grows worse.
        (
            "profile cancer yes
          1h seen",
            &[("2h ask", "nothing"), ("2h walk", "yes")],
        ),
        // Taken back, it is asked again; what was worse stays.
        (
            "1h sign fever
          2h seen
          2h1m followed fever gone
          2h2m undo followed",
            &[("3h ask", "how is fever")],
        ),
        (
            "1h sign fever
          2h seen
          2h1m followed fever worse
          2h2m undo followed",
            &[("3h latches", "same-day")],
        ),
    ]);
}

const LEG: &str = "three-months,clinician-knows,no-further,no-stronger,nothing-new";

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_18_what_is_old_and_known() {
    assert_eq!(LEG.split(',').count(), 5);
    check(&[
        // (1)
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h latches", "none"), ("2h walk", "yes"), ("2h heat", "yes"), ("2h ibuprofen", "yes")],
        ),
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          49h pain 5
          50h pain 5",
            &[
                ("51h knee-to-chest", "no movement"),
                ("80h gun", "no movement"),
                // (16)
                ("80h helper-leg-lift", "no movement"),
                ("51h walk", "yes"),
                ("51h lean-cat-cow", "yes"),
            ],
        ),
        // (2) 89 days are no three months; (3) not sure of one; (4) new tingling.
        ("1h known leg-below-knee clinician-knows,no-further,no-stronger,nothing-new", &[("2h latches", "same-day")]),
        ("1h known leg-below-knee three-months,clinician-knows,no-further,nothing-new", &[("2h latches", "same-day")]),
        ("1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger", &[("2h latches", "same-day")]),
        // (5) New feeling or weakness is never old.
        (
            "1h known leg-numb-weak three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h latches", "same-day")],
        ),
        // (6) Stronger by two than the first log.
        (
            "30m pain 6
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          2h pain 7 leg",
            &[("3h latches", "none")],
        ),
        (
            "30m pain 6
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          2h pain 8 leg",
            &[("3h latches", "same-day")],
        ),
        // (7) Different from the usual.
        (
            "bare
          0h none
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h ask", "nothing"), ("14h ask", "different leg-below-knee")],
        ),
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          14h followed leg-below-knee worse",
            &[("15h latches", "same-day")],
        ),
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          14h followed leg-below-knee unsure",
            &[("15h latches", "same-day")],
        ),
        // Once it was different, it is no old thing any more, whatever is said then.
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          14h followed leg-below-knee worse
          14h1m known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("15h latches", "same-day")],
        ),
        // No other sign has it, whatever a file says: 18.1.
        (
            "protocol signs.fever.may_be_known true
          1h known fever three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h latches", "same-day")],
        ),
        (
            "protocol signs.leg-below-knee.fact chickenpox
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h screening", "clear")],
        ),
        // Beside it a sign that was looked at is asked of as ever; the known one is not asked of twice.
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          1h30m sign fever
          2h seen",
            &[("3h ask", "how is fever")],
        ),
        (
            "30m sign leg-below-knee
          1h seen
          1h30m known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new",
            &[("2h ask", "nothing")],
        ),
        // Asked at each asking of its card, once.
        (
            "bare
          0h none
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          14h followed leg-below-knee still-there",
            &[("14h1m ask", "card new")],
        ),
        (
            "bare
          0h none
          1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          14h followed leg-below-knee still-there
          14h1m none",
            &[("14h2m ask", "nothing"), ("27h ask", "different leg-below-knee")],
        ),
        // (8)
        ("1h known back-surgery a-year,clinician-knows,feels-the-same", &[("2h latches", "none"), ("2h walk", "yes")]),
        ("1h known back-surgery clinician-knows,feels-the-same", &[("2h latches", "same-day")]),
        // (9), (10), (11), (12)
        ("1h known cancer five-years", &[("2h latches", "same-day")]),
        (
            "1h known cancer five-years 0",
            &[("2h latches", "none"), ("2h walk", "yes"), ("51h counter-stretch", "no movement")],
        ),
        ("1h known cancer five-years -1", &[("2h latches", "same-day")]),
        ("1h known cancer five-years 1", &[("2h latches", "same-day")]),
        ("1h known cancer clinician-knows 0", &[("2h latches", "same-day")]),
        // Answered in an earlier flare: it is asked for anew, with a new look. (13)
        ("profile cancer yes", &[("1h latches", "same-day")]),
        (
            "profile cancer yes
          1h known cancer five-years 0",
            &[("2h latches", "none")],
        ),
        // A yes after it is a yes.
        (
            "1h known cancer five-years 0
          2h answer cancer yes",
            &[("3h latches", "same-day")],
        ),
        // (14) Prevention without pain needs no look; its first pain does.
        (
            "protocol course prevention
          profile cancer yes
          1h known cancer five-years",
            &[("2h latches", "none"), ("2h walk", "yes"), ("51h counter-stretch", "no movement")],
        ),
        (
            "protocol course prevention
          profile cancer yes
          1h known cancer five-years
          3h pain 2",
            &[("4h latches", "none")],
        ),
        (
            "protocol course prevention
          profile cancer yes
          1h known cancer five-years
          3h pain 3",
            &[("4h latches", "same-day")],
        ),
        (
            "protocol course prevention
          profile cancer yes
          1h known cancer five-years
          3h pain 3
          5h known cancer five-years 0",
            &[("6h latches", "none")],
        ),
        // Taken back, it is an ordinary sign.
        (
            "1h known leg-below-knee three-months,clinician-knows,no-further,no-stronger,nothing-new
          2h undo known",
            &[("3h latches", "same-day")],
        ),
    ]);
}
