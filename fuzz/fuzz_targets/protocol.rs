//! Any text as a protocol: every problem has words, and what is good can be copied, read back, and planned with.

#![no_main]

use backflare::engine;
use backflare::engine::history::History;
use backflare::model::event::Tail;
use backflare::model::profile::Profile;
use backflare::model::time::{Clock, Moment, Zone};
use backflare::protocol::Protocol;
use backflare::protocol::read::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match read(text) {
        Ok(protocol) => {
            let copy = serde_json::to_string(&protocol).expect("it can be written");
            assert_eq!(serde_json::from_str::<Protocol>(&copy).ok().as_ref(), Some(&*protocol));
            let clock = Clock { now: Moment::from_unix(1_795_000_000), zone: Zone::fixed(3600) };
            let history = History::new(&Tail::default(), clock);
            let profile = Profile::default();
            assert!(engine::plan(&protocol, &profile, &history).course.is_none());
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(!problem.to_string().is_empty());
            }
        }
    }
});
