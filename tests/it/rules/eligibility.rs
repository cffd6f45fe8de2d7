//! Rule 3: whom the plan cannot help.

use crate::story::check;

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
