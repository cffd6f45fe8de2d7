//! Rule 10: ten days of pain relievers, and six weeks of a plan.

use crate::story::check;

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
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
        // Ten days in full: the tenth has its second and third dose, the eleventh not its first.
        (
            "1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took acetaminophen 500mg
          97h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg",
            &[("241h ibuprofen", "yes")],
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
            // The date ends at midnight, 16 hours after the start of the day.
            &[("248h ibuprofen", "yes"), ("255h59m59s ibuprofen", "yes"), ("256h ibuprofen", "no duration")],
        ),
        (
            "protocol ibuprofen.medicine.most_days 3
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg",
            &[("49h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.most_days 3
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg",
            &[("55h ibuprofen", "yes"), ("63h59m59s ibuprofen", "yes"), ("64h ibuprofen", "no duration")],
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
            &[("41d ask", "card new"), ("42d ask", "nothing"), ("42d action", "nothing")],
        ),
        (
            "0h pain 6
          10d pain 4",
            &[("14d alerts", "none"), ("28d alerts", "none"), ("42d walk", "no duration")],
        ),
    ]);
}
