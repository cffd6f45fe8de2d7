//! Any text as a time, in a zone with both changes of the clock: what is read never lies ahead.

#![no_main]

use std::sync::LazyLock;

use backflare::model::time::{Clock, Hours, Moment, Span, Stamp, TimeOfDay, Zone};
use backflare::model::when;
use libfuzzer_sys::fuzz_target;

static CLOCKS: LazyLock<[Clock; 3]> = LazyLock::new(|| {
    let moment = |text: &str| Stamp::parse(text).expect("it is a time").moment;
    let changes = vec![(moment("2026-03-29T01:00:00Z"), 7200), (moment("2026-10-25T01:00:00Z"), 3600)];
    let zone = Zone::new(3600, changes);
    // Just after each change, and at the end of time.
    ["2026-03-29T03:30:00+02:00", "2026-10-25T02:30:00+01:00", "9999-12-31T23:59:59Z"]
        .map(|now| Clock { now: moment(now), zone: zone.clone() })
});

fuzz_target!(|text: &str| {
    for clock in CLOCKS.iter() {
        match when::parse(text, clock, &Hours::default()) {
            Ok(stamp) => assert!(stamp.moment <= clock.now, "{text:?} is {stamp}"),
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    }
    if let Some(span) = Span::parse(text) {
        assert_eq!(Span::parse(&span.to_string()), Some(span), "{text:?} is {span}");
    } else if let Some(meant) = Span::suggest(text) {
        assert!(Span::parse(&meant).is_some(), "{text:?} suggests {meant:?}");
    }
    if let Some(stamp) = Stamp::parse(text) {
        assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp), "{text:?} is {stamp}");
        assert!(stamp.moment + Span::days(3660) >= Moment::from_unix(i64::MIN));
    }
    if let Some(time) = TimeOfDay::parse(text) {
        assert_eq!(TimeOfDay::parse(&time.to_string()), Some(time), "{text:?} is {time}");
    }
});
