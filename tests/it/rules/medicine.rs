//! Rules 5 to 9: the questions before a pain reliever, its dose, its distance and its sums.

use crate::story::check;

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
          0h answer chickenpox no
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
            &[("15h ibuprofen", "yes")],
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
          0h answer chickenpox no
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
        // Whether it helped is asked of ibuprofen alone: the usual dose of this one is offered.
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
          2h answer last-dose-helped no",
            &[("9h dose acetaminophen", "500 mg")],
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
