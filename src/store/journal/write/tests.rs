use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::model::time::Span;

const NOW: i64 = 1_790_000_000;

fn stamp(seconds: i64) -> Stamp {
    Stamp { moment: Moment::from_unix(NOW + seconds), offset: 3600 }
}

fn pain(level: u8) -> Event {
    Event::pain(level)
}

fn home() -> (TempDir, Journal) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let journal = Journal::at(folder.path().join("home/deep/journal.jsonl"));
    (folder, journal)
}

/// Waits as the program does.
fn pause(waiting: Waiting<'_>) {
    if let Waiting::Pause(time) = waiting {
        std::thread::sleep(time);
    }
}

fn lock(journal: &Journal) -> Writer<'_> {
    journal.lock(&mut pause).expect("nobody else holds the lock for long")
}

fn content(journal: &Journal) -> String {
    fs::read_to_string(journal.path()).expect("the journal is text")
}

#[test]
fn what_is_written_is_read_back() {
    let (_folder, journal) = home();
    assert_eq!(journal.read(stamp(0), &mut pause).expect("no journal is an empty one"), Tail::default());
    assert!(!private::folder_of(journal.path()).exists(), "reading makes nothing");

    let mut writer = lock(&journal);
    let first = writer.append(stamp(0), None, pain(3)).expect("there is room");
    assert_eq!((first.at, first.rec), (stamp(0), stamp(0)));
    let earlier = stamp(-3600);
    let more = vec![(Some(earlier), pain(4)), (None, Event::Ended { note: Some("a \"line\"\nbreak\0".to_owned()) })];
    let more = writer.append_all(stamp(5), more).expect("there is room");
    assert_eq!((more[0].at, more[0].rec, more[1].at), (earlier, stamp(5), stamp(5)));
    assert!(first.id < more[0].id && more[0].id < more[1].id, "ids sort as they were written");
    assert_eq!(writer.append_all(stamp(9), Vec::new()).expect("nothing to do"), []);
    drop(writer);

    let all = [vec![first], more].concat();
    let tail = journal.read(stamp(5), &mut pause).expect("it can be read");
    assert_eq!(tail, Tail { records: all, ..Tail::default() });
    assert_eq!(content(&journal).matches('\n').count(), 3);
}

#[test]
fn rec_never_goes_backwards() {
    let (_folder, journal) = home();
    lock(&journal).append(stamp(100), None, pain(1)).expect("there is room");
    let mut writer = lock(&journal);
    let behind = Stamp { offset: 0, ..stamp(40) };
    let record = writer.append(behind, None, pain(2)).expect("there is room");
    assert_eq!((record.rec, record.at), (Stamp { offset: 0, ..stamp(100) }, record.rec));
    assert_eq!(writer.append(stamp(30), None, pain(2)).expect("there is room").rec, stamp(100));
    assert_eq!(writer.append(stamp(101), None, pain(2)).expect("there is room").rec, stamp(101));
}

#[test]
fn a_torn_line_stays_and_a_new_one_begins() {
    let (_folder, journal) = home();
    lock(&journal).append(stamp(0), None, pain(1)).expect("there is room");
    let whole = content(&journal);
    for torn in [&whole[..30], whole.trim_end()] {
        fs::write(journal.path(), torn).expect("the test may write");
        let record = lock(&journal).append(stamp(1), None, pain(2)).expect("there is room");
        assert!(content(&journal).starts_with(&format!("{torn}\n{{")), "nothing is rewritten");
        let tail = journal.read(stamp(1), &mut pause).expect("it can be read");
        assert_eq!(tail.records.last(), Some(&record));
        assert_eq!(tail.records.len() + tail.damaged.len(), 2);
    }
}

#[test]
fn a_newer_journal_is_left_alone() {
    let (_folder, journal) = home();
    lock(&journal).append(stamp(0), None, pain(1)).expect("there is room");
    let newer = content(&journal).replace(r#"{"v":2"#, r#"{"v":3"#);
    fs::write(journal.path(), &newer).expect("the test may write");
    let refused = lock(&journal).append(stamp(1), None, pain(2)).expect_err("a newer version is not written to");
    assert_eq!(refused.kind, FailureKind::Untrusted);
    assert_eq!(content(&journal), newer);
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let (_folder, journal) = home();
    let mut writer = lock(&journal);
    let long = Event::Ended { note: Some("x".repeat(LONGEST_LINE)) };
    let refused = writer.append_all(stamp(0), vec![(None, pain(1)), (None, long)]).expect_err("it is too long");
    assert_eq!(refused.kind, FailureKind::Usage);
    let nowhere = Stamp { offset: 30, ..stamp(0) };
    let refused = writer.append(stamp(0), Some(nowhere), pain(1)).expect_err("an offset has whole minutes");
    assert_eq!(refused.kind, FailureKind::Failed);
    assert_eq!(content(&journal), "");
}

#[test]
fn eight_at_once_lose_nothing() {
    let (_folder, journal) = home();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let journal = &journal;
            scope.spawn(move || {
                for n in 0..50 {
                    lock(journal).append(stamp(n), None, pain(thread)).expect("there is room");
                    let tail = journal.read(stamp(n), &mut pause).expect("it can be read");
                    assert_eq!(tail.damaged, [], "a reader never meets half a line");
                }
            });
        }
    });
    let tail = journal.read(stamp(50), &mut pause).expect("it can be read");
    for thread in 0..8 {
        let mine = tail.records.iter().filter(|record| record.event == pain(thread)).count();
        assert_eq!(mine, 50);
    }
    assert!(tail.records.is_sorted_by_key(|record| record.rec.moment));
}

#[test]
fn waiting_is_said_once_and_ends() {
    let (_folder, journal) = home();
    let _held = lock(&journal);
    let (mut said, mut paused) = (Vec::new(), Duration::ZERO);
    let gave_up = journal.lock(&mut |waiting| match waiting {
        Waiting::Pause(time) => paused += time,
        Waiting::Say(words) => said.push((words.to_owned(), paused)),
    });
    assert_eq!(gave_up.expect_err("it is held").kind, FailureKind::Failed);
    assert_eq!(said, [("Waiting for another backflare to finish ...".to_owned(), Duration::from_secs(1))]);
    assert_eq!(paused, Duration::from_secs(30));
    assert_eq!(content(&journal), "");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, journal) = home();
    drop(lock(&journal));
    let mode = |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(folder.path().join("home")), 0o700);
    assert_eq!(mode(folder.path().join("home/deep")), 0o700);
    assert_eq!(mode(journal.path().to_owned()), 0o600);
    assert_eq!(mode(journal.lock_path()), 0o600);
}

#[test]
fn something_else_in_the_way_is_named() {
    let (folder, journal) = home();
    fs::write(folder.path().join("home"), "").expect("the test may write");
    let failure = journal.lock(&mut |_| {}).expect_err("a file is no folder");
    assert_eq!(failure.kind, FailureKind::Failed);
    assert!(failure.message.contains("home is not a folder"), "{failure}");
    let failure = journal.read(stamp(0), &mut pause).expect_err("a file is no folder");
    assert_eq!(failure.kind, FailureKind::Untrusted, "nobody knows what would be there");

    let journal = Journal::at(folder.path().join("journal.jsonl"));
    fs::create_dir(journal.path()).expect("the test may write");
    let failure = journal.lock(&mut |_| {}).expect_err("a folder is no file");
    assert!(failure.message.contains("a folder stands in its place"), "{failure}");
    let failure = journal.read(stamp(0), &mut pause).expect_err("a folder is no file");
    assert!(failure.message.contains("a folder stands in its place"), "{failure}");
}

#[test]
fn a_decision_is_made_on_what_is_there_under_the_lock() {
    let (_folder, journal) = home();
    lock(&journal).append(stamp(0), None, pain(1)).expect("there is room");
    let mut writer = lock(&journal);
    assert_eq!(writer.tail(stamp(0)).expect("it can be read").records.len(), 1);
    writer.append(stamp(0), None, pain(2)).expect("there is room");
    let later = Stamp { moment: stamp(0).moment + Span::days(1), offset: 0 };
    assert_eq!(writer.tail(later).expect("it can be read").records.len(), 2);
}
