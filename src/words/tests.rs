use super::call::{emergency_number, fill};
use super::{Times, length, within};
use crate::model::medicine::Ingredient;
use crate::model::time::{Hours, Moment, Span, Stamp, Zone};

fn moment(text: &str) -> Moment {
    Stamp::parse(text).expect("a time").moment
}

fn now() -> Moment {
    moment("2026-11-22T21:00:00+01:00")
}

#[test]
fn times_are_told_as_seen_from_now() {
    let (zone, hours) = (Zone::fixed(3600), Hours::default());
    let times = Times { now: now(), zone: &zone, hours: &hours };
    assert_eq!(times.at(moment("2026-11-22T15:20:00+01:00")), "15:20");
    // The day lasts until four in the morning.
    assert_eq!(times.at(moment("2026-11-23T03:50:00+01:00")), "03:50");
    assert_eq!(times.at(moment("2026-11-23T09:20:00+01:00")), "Mon 09:20");
    assert_eq!(times.at(moment("2026-11-24T03:50:00+01:00")), "Tue 03:50");
    assert_eq!(times.at(moment("2026-11-30T09:20:00+01:00")), "Mon 30 Nov 09:20");
    // In the morning the night after it has its weekday, and the night before it has it by its civil day.
    let times = Times { now: moment("2026-11-22T07:00:00+01:00"), ..times };
    for (at, told) in [("23T02:40", "Mon 02:40"), ("22T22:30", "22:30"), ("22T02:40", "Sun 02:40")] {
        assert_eq!(times.at(moment(&format!("2026-11-{at}:00+01:00"))), told);
    }
    assert_eq!(times.at(moment("2036-11-30T09:20:00+01:00")), "2036-11-30 09:20");
}

#[test]
fn lengths_and_titles_in_words() {
    assert_eq!(length(Span::minutes(90)), "1 hour 30 minutes");
    assert_eq!(length(Span::hours(48)), "48 hours");
    assert_eq!(length(Span::days(14)), "14 days");
    assert_eq!(length(Span::seconds(1)), "1 second");
    assert_eq!(within("A slow walk"), "a slow walk");
    assert_eq!(within("Heat, 15 minutes"), "heat, 15 minutes");
    assert_eq!(within("I am stuck again"), "I am stuck again");
    assert_eq!(within("TENS unit"), "TENS unit");
}

#[test]
fn numbers_and_signs_are_filled_in() {
    assert_eq!(emergency_number(Some("au")), "000");
    assert_eq!(emergency_number(Some("xx")), emergency_number(None));
    for number in ["911", "999", "112", "000"] {
        assert!(emergency_number(None).contains(number));
    }
    let filled = fill("Say: {sign}. Call {emergency-number}.", "Numb {emergency-number}\u{1b}", "112");
    assert_eq!(filled, "Say: Numb {emergency-number}\u{fffd}. Call 112.");
}

#[test]
fn when_the_last_dose_was_noted_is_told_with_its_day() {
    let own = [Ingredient::Ibuprofen];
    for (last, said) in [
        (None, "No ibuprofen noted in 24 h."),
        (Some("07:10"), "The last was noted at 07:10."),
        (Some("Sun 22:10"), "The last was noted on Sun at 22:10."),
    ] {
        assert_eq!(super::dose::noted_in_a_day(&own, last), said);
    }
}
