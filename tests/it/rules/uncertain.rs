//! Rule 11: what is not certain counts as the worse of what it may be.

use crate::story::check;

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
        ("5h done heat", &[("4h57m cold", "no cold"), ("4h58m cold", "no cold until 7h")]),
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
