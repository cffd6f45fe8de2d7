use std::io::Cursor;

use super::*;

const FIRST: i64 = 1_790_000_000;

fn stamp(minutes: i64) -> Stamp {
    Stamp { moment: Moment::from_unix(FIRST + minutes * 60), offset: 3600 }
}

/// A line that was written `minutes` after the first.
fn line(id: u128, minutes: i64, event: &str) -> String {
    let (id, at) = (Uuid::from_u128(id), stamp(minutes));
    format!(r#"{{"v":1,"id":"{id}","at":"{at}","rec":"{at}","event":{event}}}"#)
}

fn pain(id: u128, minutes: i64) -> String {
    line(id, minutes, r#"{"pain":{"level":5}}"#)
}

fn started(id: u128, minutes: i64) -> String {
    line(id, minutes, r#"{"started":{"protocol":"back-flare","version":"1","course":"flare"}}"#)
}

fn ended(id: u128, minutes: i64) -> String {
    line(id, minutes, r#"{"ended":{}}"#)
}

fn retracted(id: u128, minutes: i64, of: u128) -> String {
    line(id, minutes, &format!(r#"{{"retracted":{{"of":"{}"}}}}"#, Uuid::from_u128(of)))
}

fn read(bytes: &[u8], now: i64) -> Scan {
    scan(&mut Cursor::new(bytes), stamp(now)).expect("memory can be read")
}

/// The ids of what was read, then each damage as `line@place` and the minute by which it was written.
fn shown(scan: &Scan) -> String {
    let mut shown: Vec<String> = scan.tail.records.iter().map(|record| record.id.as_u128().to_string()).collect();
    for damage in &scan.tail.damaged {
        let by = damage.by.map_or("now".to_owned(), |by| ((by.moment.unix() - FIRST) / 60).to_string());
        shown.push(format!("!{}@{} by {by}", damage.line, damage.place));
    }
    shown.join(", ")
}

#[test]
fn damage_is_reported_where_it_is() {
    let check = |bytes: &[u8], expected: &str| assert_eq!(shown(&read(bytes, 100)), expected);
    let lines = |lines: &[&str]| lines.iter().fold(String::new(), |all, line| all + line + "\n").into_bytes();
    let (one, two, three) = (started(1, 0), pain(2, 10), pain(3, 20));

    check(b"", "");
    check(b"\n", "");
    check(&lines(&[&one, &two, &three]), "1, 2, 3");
    check(&lines(&[&one, "", "  \r", &two]), "1, 2");
    check(&lines(&[&one, &two]).repeat(2), "1, 2");
    // The middle, twice in a row, the beginning, and the end.
    check(&lines(&[&one, "{oops", &two]), "1, 2, !2@1 by 10");
    check(&lines(&[&one, "", "{oops", "null", &two, "[]", &three]), "1, 2, 3, !3@1 by 10, !4@1 by 10, !6@2 by 20");
    check(&lines(&["", "x", &one]), "1, !2@0 by 0");
    check(&lines(&[&one, &two, "x"]), "1, 2, !3@2 by now");
    // Torn, and whole without its newline.
    check(&[lines(&[&one]), two.as_bytes()[..40].to_vec()].concat(), "1, !2@1 by now");
    check(&[lines(&[&one]), two.clone().into_bytes()].concat(), "1, 2");
    // Not UTF-8, zeros, an unknown event, an unknown field, a wrong field, two entries glued together.
    check(&[lines(&[&one]), b"{\"v\":\xff}\n".to_vec(), lines(&[&two])].concat(), "1, 2, !2@1 by 10");
    check(&[lines(&[&one]), vec![0; 300]].concat(), "1, !2@1 by now");
    check(&lines(&[&one, &line(9, 5, r#"{"danced":{}}"#), &two]), "1, 2, !2@1 by 10");
    check(&lines(&[&one, &line(9, 5, r#"{"pain":{"level":5,"mood":1}}"#), &two]), "1, 2, !2@1 by 10");
    check(&lines(&[&one, &line(9, 5, r#"{"pain":{"level":"5"}}"#), &two]), "1, 2, !2@1 by 10");
    check(&lines(&[&one, &two.replace(r#""v":1"#, r#""v":0"#)]), "1, !2@1 by now");
    check(&lines(&[&one, &format!("{two}{three}")]), "1, !2@1 by now");
    // Another entry under a known id; it is not the next readable line of anything either.
    check(&lines(&[&one, &two, "x", &pain(2, 15), &three]), "1, 2, 3, !3@2 by 20, !4@2 by 20");
}

#[test]
fn prevention_is_read_back_to_the_pain_before_it() {
    let prevention = line(4, 30, r#"{"started":{"protocol":"prevention","version":"1","course":"prevention"}}"#);
    let check = |lines: &[String], expected: &str| {
        let text = lines.iter().fold(String::new(), |all, line| all + line + "\n");
        assert_eq!(shown(&read(text.as_bytes(), 40 * 24 * 60)), expected);
    };
    let after = [line(5, 31, r#"{"done":{"step":"a"}}"#), line(6, 32, r#"{"done":{"step":"a"}}"#)];
    let all = |before: &[String]| [before, std::slice::from_ref(&prevention), &after].concat();
    check(&all(&[started(1, 0), pain(2, 10), ended(3, 20)]), "2, 3, 4, 5, 6");
    // A pain that was taken back is none; where there is none, all is read.
    check(&all(&[started(1, 0), pain(2, 10), pain(3, 11), retracted(7, 12, 3)]), "2, 3, 7, 4, 5, 6");
    check(&all(&[started(1, 0), ended(3, 20)]), "1, 3, 4, 5, 6");
}

#[test]
fn only_a_last_line_without_its_newline_is_torn() {
    let check = |text: &str, torn: bool| assert_eq!(read(text.as_bytes(), 0).torn, torn, "{text}");
    let one = started(1, 0);
    check(&format!("{one}\n{{\"v\":"), true);
    check(&format!("{one}\n{one}"), false);
    check(&format!("{one}\nx\n"), false);
    check(&format!("x\n{one}\n"), false);
    check("", false);
}

#[test]
fn reasons_do_not_quote_the_line() {
    let lines = [line(1, 0, r#"{"secret":{}}"#), "{\"secret".to_owned(), "secret".to_owned(), pain(1, 0) + "secret"];
    for damage in read(lines.join("\n").as_bytes(), 0).tail.damaged {
        assert!(!damage.why.contains("secret"), "{}", damage.why);
    }
}

#[test]
fn a_long_line_is_damage_and_is_never_held_whole() {
    let note = |length: usize| line(2, 5, &format!(r#"{{"ended":{{"note":"{}"}}}}"#, "x".repeat(length)));
    let room = LONGEST_LINE - note(0).len();
    for (length, expected) in [
        (room, "1, 2, 3"),
        (room + 1, "1, 3, !2@1 by 10"),
        (LONGEST_LINE * 2, "1, 3, !2@1 by 10"),
        (LONGEST_LINE * 9 + 7, "1, 3, !2@1 by 10"),
    ] {
        let text = [started(1, 0), note(length), pain(3, 10)].join("\n");
        assert_eq!(shown(&read(text.as_bytes(), 20)), expected, "{length}");
        assert_eq!(shown(&read((text + "\n").as_bytes(), 20)), expected, "{length} with a newline");
    }
    let zeros = [started(1, 0).into_bytes(), b"\n".to_vec(), vec![0; LONGEST_LINE * 5]].concat();
    let mut source = CountedReads { inner: Cursor::new(zeros), largest: 0, bytes: 0 };
    assert_eq!(shown(&scan(&mut source, stamp(0)).expect("memory can be read")), "1, !2@1 by now");
    assert!(source.largest <= BLOCK);
}

/// Lines of every length meet block boundaries in every way.
#[test]
fn blocks_do_not_show() {
    for length in (0..400).step_by(7) {
        let mut text = String::new();
        for n in 0..900_u32 {
            let note = "y".repeat(length + n as usize % 13);
            text += &line(u128::from(n) + 1, n.into(), &format!(r#"{{"seen":{{"note":"{note}"}}}}"#));
            text.push('\n');
        }
        let scan = read(text.as_bytes(), 900);
        let ids: Vec<u128> = scan.tail.records.iter().map(|record| record.id.as_u128()).collect();
        assert_eq!(ids, (1..=900).collect::<Vec<u128>>(), "{length}");
        assert_eq!(scan.tail.damaged, []);
    }
}

#[test]
fn a_newer_version_is_noticed_whether_or_not_it_can_be_read() {
    let check = |line: &str, expected: Option<u32>, read_as: &str| {
        let scan = read(format!("{}\n{line}\n", started(1, 0)).as_bytes(), 0);
        assert_eq!((scan.tail.newer, shown(&scan).as_str()), (expected, read_as), "{line}");
    };
    let version = |v: &str| pain(2, 5).replace(r#""v":1"#, &format!(r#""v":{v}"#));
    check(&pain(2, 5), None, "1, 2");
    check(&version("2"), None, "1, 2");
    check(&version("3"), Some(3), "1, 2");
    check(r#"{"v":4,"what":"a new shape"}"#, Some(4), "1, !2@1 by now");
    check(&version("99999999999"), Some(u32::MAX), "1, !2@1 by now");
    check(&version("-2"), None, "1, !2@1 by now");
}

const DAY: i64 = 24 * 60;

/// The stop rule, seen through the first entry that was still read.
#[test]
fn reading_stops_where_nothing_before_can_matter() {
    let check = |lines: &[String], now: i64, first: u128| {
        let scan = read(lines.join("\n").as_bytes(), now);
        assert_eq!(scan.tail.records[0].id.as_u128(), first, "{lines:#?}");
        let last = scan.tail.records.len() as u128;
        assert_eq!(first + last - 1, lines.len() as u128, "nothing was left out");
    };
    let old = [started(1, 0), pain(2, 1), ended(3, 2), started(4, 3)];
    let then = |more: &[String]| [&old[..], more].concat();

    // A running course is read back to its start, however old; then the window is full, too. It takes two old entries.
    check(&then(&[pain(5, 90 * DAY)]), 90 * DAY, 3);
    check(&then(&[pain(5, 4), pain(6, 90 * DAY)]), 90 * DAY, 4);
    // Its end is enough, once the window is full.
    check(&then(&[ended(5, 4), pain(6, 90 * DAY)]), 90 * DAY, 4);
    check(&then(&[pain(5, 5), ended(6, 80 * DAY), pain(7, 90 * DAY)]), 90 * DAY, 4);
    // An end or a start that was taken back does not count.
    check(&then(&[ended(5, 4), retracted(6, 5, 5), pain(7, 90 * DAY)]), 90 * DAY, 4);
    check(&then(&[retracted(5, 5, 4), pain(6, 90 * DAY)]), 90 * DAY, 3);
    check(&then(&[retracted(5, 5, 4), retracted(6, 6, 3), pain(7, 90 * DAY)]), 90 * DAY, 1);
    // Exactly 35 days are inside the window; a second clock behind the journal reads more, never less.
    check(&[started(1, 0), ended(2, 0), ended(3, 35 * DAY)], 35 * DAY, 1);
    let ends = [started(1, 0), ended(2, 0), ended(3, 0), ended(4, 35 * DAY)];
    check(&ends, 35 * DAY, 1);
    check(&ends, 35 * DAY + 1, 2);
    // One entry whose time has become an old one hides nothing.
    let new = |id| pain(id, 80 * DAY);
    check(&[new(1), started(2, 80 * DAY), new(3), pain(4, 1), new(5)], 90 * DAY, 1);
    check(&[new(1), new(2), started(3, 80 * DAY), pain(4, 1)], 90 * DAY, 1);
    check(&[started(1, 0), ended(2, 0), ended(3, 90 * DAY)], 0, 1);
}

/// Counts what is read.
struct CountedReads {
    inner: Cursor<Vec<u8>>,
    largest: usize,
    bytes: usize,
}

impl Read for CountedReads {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.largest = self.largest.max(buffer.len());
        self.bytes += count;
        Ok(count)
    }
}

impl Seek for CountedReads {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[test]
fn a_long_history_costs_no_more_than_a_short_one() {
    let mut text = String::new();
    for n in 0..40_000 {
        text += &pain(n, i64::try_from(n).unwrap_or(0));
        text.push('\n');
    }
    let now = 90 * DAY;
    text = [text, started(90_001, now - 50 * DAY), pain(90_002, now - 40 * DAY), pain(90_003, now)].join("\n");
    let mut source = CountedReads { inner: Cursor::new(text.into_bytes()), largest: 0, bytes: 0 };
    let scan = scan(&mut source, stamp(now)).expect("memory can be read");
    assert_eq!(shown(&scan), "90001, 90002, 90003");
    assert_eq!(source.bytes, BLOCK);
}
