//! Any text as a profile: what is read is written in a form that is read back as the same, and has waking hours.

#![no_main]

use backflare::model::profile::{Fact, Profile};
use backflare::model::time::{Moment, Zone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(profile) = serde_json::from_str::<Profile>(text) {
        let written = serde_json::to_string(&profile).expect("it can be written");
        assert_eq!(serde_json::from_str::<Profile>(&written).ok().as_ref(), Some(&profile), "{written}");
        let (now, zone) = (Moment::from_unix(1_795_000_000), Zone::fixed(3600));
        let hours = profile.hours();
        assert!(hours.next(hours.wakes, now, &zone) > now);
    }
    // An answer as it is typed: what a question takes, it shows in a form that it takes.
    if let Some((key, answer)) = text.split_once(' ')
        && let Some(fact) = Fact::parse(key)
        && let Some(value) = fact.question().choices.parse(answer)
    {
        assert_eq!(fact.question().choices.parse(&value.to_string()), Some(value));
    }
});
