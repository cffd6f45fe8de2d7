//! Rule 10: ten days of pain relievers, and six weeks of a plan.

use backflare::model::event::Event;
use backflare::model::time::Span;

use crate::story::{Story, after_start, check};

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_10_ten_days_and_six_weeks() {
    check(&[
        // Ten different days, not only in a row, of any of them; twice on a day is one day.
        (
            "# 10 (4), (5)
          1h took ibuprofen 200mg
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
            "# 10 (1), the first dose
          1h took ibuprofen 200mg
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
            "# 10 (1), the third dose
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took acetaminophen 500mg
          97h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg
          241h took ibuprofen 200mg
          247h took ibuprofen 200mg",
            &[("253h ibuprofen", "yes")],
        ),
        (
            "# 10 (2)
          1h took ibuprofen 200mg
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
            "# 10 (3)
          protocol ibuprofen.medicine.most_days 3
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg",
            &[("55h ibuprofen", "yes"), ("63h59m59s ibuprofen", "yes"), ("64h ibuprofen", "no duration")],
        ),
        // A line that cannot be read is a day of its own where one is free between its neighbours, and none where none is.
        (
            "1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took ibuprofen 200mg
          97h took ibuprofen 200mg
          122h damaged between
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg",
            &[("241h ibuprofen", "no duration")],
        ),
        (
            "1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took ibuprofen 200mg
          97h took ibuprofen 200mg
          145h took ibuprofen 200mg
          146h damaged between
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg",
            &[("241h ibuprofen", "yes")],
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
            "# 10 (8)
          0h pain 6
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

/// 10 (6): the day of a dose is that of the place where it was taken. Whoever flies west lives one date longer; the dates are
/// neither joined nor parted by where somebody is when they are counted.
#[test]
fn rule_10_a_journey_makes_no_day_shorter() {
    let doses = "-200h took ibuprofen 200mg
        -176h took ibuprofen 200mg
        -152h took ibuprofen 200mg
        -128h took ibuprofen 200mg
        -104h took ibuprofen 200mg
        -80h took ibuprofen 200mg
        -56h took ibuprofen 200mg
        -32h took ibuprofen 200mg
        1h took ibuprofen 200mg
        17h took ibuprofen 200mg";
    for (hours_west, expected) in [
        // 17 hours after 08:00 it is 01:00 of the next date: the tenth; at 26 hours it is that date still.
        (0, "yes"),
        // Six hours west the same dose was taken on the ninth date, so today is the tenth.
        (6, "yes"),
    ] {
        let now = after_start(Span::hours(26));
        let mut story = Story::read(doses, now);
        for record in story.tail.records.iter_mut().filter(|record| matches!(record.event, Event::Took(_))) {
            if record.at.moment == after_start(Span::hours(17)) {
                record.at.offset -= hours_west * 3600;
            }
        }
        assert_eq!(story.answer(now, "ibuprofen"), expected, "{hours_west}");
        // On the date after it there are ten without this one only where the dose counted as a date of its own.
        let later = after_start(Span::hours(41));
        let mut story = Story::read(doses, later);
        for record in story.tail.records.iter_mut().filter(|record| matches!(record.event, Event::Took(_))) {
            if record.at.moment == after_start(Span::hours(17)) {
                record.at.offset -= hours_west * 3600;
            }
        }
        let expected = if hours_west == 0 { "no duration" } else { "yes" };
        assert_eq!(story.answer(later, "ibuprofen"), expected, "{hours_west}, the next date");
    }
}
