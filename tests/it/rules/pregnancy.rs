//! Rule 22: what is possible while pregnant, and what never is.

use crate::story::check;

#[test]
fn rule_22_what_is_possible_while_pregnant() {
    check(&[
        // (1), (7), (8): nothing anti-inflammatory ever, and none of its questions.
        (
            "profile pregnant yes
          profile allergy
          profile bleeding",
            &[
                ("1h why ibuprofen", "Answered(Pregnant)"),
                ("1h naproxen", "no nsaid-questions"),
                ("80h gun", "no movement"),
                ("1h ask", "nothing"),
            ],
        ),
        // (13): what the maternity unit must hear of.
        (
            "profile pregnant yes
          1h sign bleeding-pregnant",
            &[("2h latches", "same-day soon")],
        ),
        (
            "profile pregnant yes
          1h sign heavy-bleeding",
            &[("2h latches", "emergency soon")],
        ),
        (
            "profile pregnant yes
          1h sign less-movement",
            &[("2h latches", "same-day soon")],
        ),
        // It is asked of nobody else.
        (
            "bare
          1h none emergency
          1h none same-day-now same-day-history leg",
            &[("2h ask", "nothing")],
        ),
        (
            "bare
          profile pregnant yes
          1h none emergency
          1h none same-day-now same-day-history leg",
            &[("2h ask", "card pregnancy-signs")],
        ),
        // (2): withheld until somebody agreed, and nothing is asked before that.
        (
            "profile pregnant yes
          profile light",
            &[("1h why acetaminophen", "NeedsYes(Acetaminophen)"), ("1h acetaminophen", "no acetaminophen-limits")],
        ),
        // (3), (4): agreed, for three days.
        (
            "profile pregnant yes
          1h agreed acetaminophen",
            &[
                ("2h acetaminophen", "yes"),
                ("72h59m59s acetaminophen", "yes"),
                ("73h why acetaminophen", "NeedsYes(Acetaminophen)"),
            ],
        ),
        (
            "profile pregnant yes
          1h agreed acetaminophen
          2h took acetaminophen 1000mg
          8h took acetaminophen 1000mg
          14h took acetaminophen 1000mg",
            &[("20h acetaminophen", "no acetaminophen-limits until 26h")],
        ),
        // (5): perhaps is a yes.
        ("1h unsure pregnancy", &[("2h why ibuprofen", "Answered(Pregnant)")]),
        // (6): heat after a clinician's yes, never longer.
        ("profile pregnant yes", &[("1h why heat", "NeedsYes(Heat)")]),
        (
            "profile pregnant yes
          1h agreed heat",
            &[("2h heat", "yes"), ("2h why ibuprofen", "Answered(Pregnant)")],
        ),
        (
            "profile pregnant yes
          protocol heat.sessions.0.length 21m
          1h agreed heat",
            &[("2h heat", "no heat")],
        ),
        // (15): not pregnant any more: what was agreed to then says nothing.
        (
            "profile pregnant yes
          profile bleeding
          1h agreed acetaminophen
          2h answer pregnant no",
            &[("3h why ibuprofen", "Unanswered(Bleeding)")],
        ),
    ]);
}

#[test]
fn rule_22_alone_and_stuck() {
    check(&[
        // (9): nobody says who is there.
        (
            "bare
          profile pregnant yes",
            &[
                ("1m59s alerts", "Sign"),
                ("2m alerts", "Sign CallSomebody"),
                ("30m alerts", "DownPregnant Sign CallSomebody"),
            ],
        ),
        (
            "bare
          profile pregnant yes
          1m answer helper-here no",
            &[("1m alerts", "Sign CallSomebody")],
        ),
        // (10), (11)
        (
            "bare
          profile pregnant yes
          1m answer helper-here yes",
            &[("29m59s alerts", "Sign"), ("30m alerts", "DownPregnant Sign"), ("30m latches", "soon")],
        ),
        (
            "bare
          profile pregnant yes
          29m done cat-cow-stuck no",
            &[("29m59s latches", "soon")],
        ),
        (
            "bare
          profile pregnant yes
          30m done cat-cow-stuck no",
            &[("31m latches", "same-day soon")],
        ),
        // (12): up again, and not back the next day.
        (
            "bare
          profile pregnant yes
          10m done stand-up",
            &[("11m alerts", "Sign"), ("25h alerts", "Sign")],
        ),
    ]);
}

/// (14). The first day is a Monday that ends 16 h after the start.
#[test]
fn rule_22_from_week_28_one_lies_on_a_side() {
    const SIDE: &str = "on a side";
    const FREE: &str = "as one likes";
    check(&[
        ("profile pregnant no", &[("2h side", FREE), ("2h week", "unknown")]),
        // Nobody said a week, or somebody is not sure.
        ("profile pregnant yes\n          profile pregnancy-week", &[("2h side", SIDE), ("2h week", "unknown")]),
        ("profile pregnant yes", &[("2h side", SIDE), ("2h week", "unknown")]),
        ("profile pregnant cleared\n          profile pregnancy-week 12", &[("2h side", FREE), ("2h week", "12")]),
        ("profile pregnant yes\n          profile pregnancy-week 28", &[("2h side", SIDE), ("2h week", "28")]),
        // It grows, and the week that was told may have been nearly over.
        (
            "profile pregnant yes
          profile pregnancy-week 27",
            &[("15h59m59s side", FREE), ("16h side", SIDE), ("16h week", "27")],
        ),
        (
            "profile pregnant yes
          profile pregnancy-week 24",
            &[
                ("2h week", "24"),
                ("16h week", "24"),
                ("6d week", "24"),
                ("8d week", "25"),
                ("21d side", FREE),
                ("22d side", SIDE),
            ],
        ),
        // A band is its last week.
        (
            "profile pregnant yes
          profile pregnancy-week 24-27",
            &[("15h59m59s side", FREE), ("16h side", SIDE)],
        ),
        ("profile pregnant yes\n          profile pregnancy-week 28-or-over", &[("2h side", SIDE)]),
        (
            "profile pregnant yes\n          profile pregnancy-week under-20",
            &[("2h side", FREE), ("2h week", "unknown")],
        ),
        // No pregnancy goes on for ever.
        (
            "profile pregnant yes
          profile pregnancy-week 40",
            &[("14d week", "42"), ("15d week", "unknown"), ("15d side", SIDE)],
        ),
        // A week of before this pregnancy was told is one of another.
        (
            "profile pregnant yes
          profile pregnancy-week 12 2d",
            &[("2h side", SIDE), ("2h week", "unknown")],
        ),
        // It ended; there is another one.
        (
            "profile pregnant yes
          profile pregnancy-week 12
          1h answer pregnant no",
            &[("2h side", FREE), ("2h week", "unknown")],
        ),
        (
            "profile pregnant yes
          profile pregnancy-week 12
          1h answer pregnant no
          3h answer pregnant yes",
            &[("4h side", SIDE), ("4h week", "unknown")],
        ),
        (
            "profile pregnant yes
          profile pregnancy-week 12
          1h answer pregnant no
          3h answer pregnant yes
          5h answer pregnancy-week 6",
            &[("6h side", FREE), ("6h week", "6")],
        ),
    ]);
}
