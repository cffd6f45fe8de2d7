//! Any bytes after the start of a flare: the journal is read, and whatever it says has a plan.

#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use backflare::engine;
use backflare::engine::history::History;
use backflare::model::profile::Profile;
use backflare::model::time::{Clock, Stamp, Zone};
use backflare::protocol::Protocol;
use backflare::protocol::library::{DEFAULT, builtin};
use backflare::protocol::read::read;
use backflare::store::journal;
use libfuzzer_sys::fuzz_target;

const STARTED: &[u8] = br#"{"v":1,"id":"01900000-0000-7000-8000-000000000000","at":"2026-11-22T09:05:00+01:00","rec":"2026-11-22T09:05:00+01:00","event":{"started":{"protocol":"back-flare","version":"1","course":"flare"}}}
"#;

static PROTOCOL: LazyLock<Protocol> =
    LazyLock::new(|| read(builtin(DEFAULT).expect("it is built in")).expect("it is good").into_protocol());

fuzz_target!(|bytes: &[u8]| {
    let now = Stamp::parse("2026-11-24T09:05:00+01:00").expect("it is a time");
    let journal = [STARTED, bytes].concat();
    let tail = journal::read_tail(&mut Cursor::new(journal), now).expect("memory can be read");
    for record in &tail.records {
        let line = serde_json::to_string(record).expect("it can be written");
        assert_eq!(serde_json::from_str(&line).ok().as_ref(), Some(record), "{line}");
    }
    let clock = Clock { now: now.moment, zone: Zone::fixed(3600) };
    let history = History::new(&tail, clock);
    let profile = Profile::default();
    let plan = engine::plan(&PROTOCOL, &profile, &history);
    assert!(plan.next_change.is_none_or(|at| at > now.moment));
});
