use super::*;
use crate::model::time::Stamp;

const ID: &str = "01900000-0000-7000-8000-000000000001";
const OTHER: &str = "01900000-0000-7000-8000-000000000002";
const AT: &str = "2026-11-22T09:05:00+01:00";

/// A line of that version with these fields beside it.
fn line(v: u32, beside: &str, event: &str) -> String {
    let event = event.replace("$OTHER", OTHER).replace("$AT", AT);
    format!(r#"{{"v":{v},"id":"{ID}","at":"{AT}","rec":"{AT}"{beside},"event":{event}}}"#)
}

fn read(text: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str(text)
}

/// Every event with every field that it may have.
const EVENTS: &[&str] = &[
    r#"{"started":{"protocol":"mine","version":"1","course":"flare","pauses":{"id":"$OTHER","progress":"3h"},"progress":"1h"}}"#,
    r#"{"ended":{"note":"well"}}"#,
    r#"{"screened":{"card":"now","signs":["fever"],"unsure":true,"known":[{"sign":"leg","checks":["old"],"who":"Dr Osei","looked_on":"2026-11-21"}],"by":"helper","place":"lower-back","was":{"cancer":{"value":"no","at":"$AT"}}}}"#,
    r#"{"withdrawn":{"of":"$OTHER"}}"#,
    r#"{"seen":{"who":"Dr Osei, City Hospital","confirmed":true}}"#,
    r#"{"followed":{"sign":"fever","answer":"gone"}}"#,
    r#"{"followed":{"sign":"fever","answer":"still-there"}}"#,
    r#"{"followed":{"sign":"fever","answer":"worse"}}"#,
    r#"{"followed":{"sign":"fever","answer":"unsure"}}"#,
    r#"{"answered":{"fact":"allergy","value":"cleared","was":{"value":"yes","at":"$AT"},"who":"Dr Osei","on":"2026-11-20","dose":"$OTHER"}}"#,
    r#"{"agreed":{"to":"nsaid","who":"Dr Osei","on":"2026-11-20"}}"#,
    r#"{"agreed":{"to":"acetaminophen","who":"Dr Osei","on":"2026-11-20"}}"#,
    r#"{"agreed":{"to":"heat","who":"Dr Osei","on":"2026-11-20"}}"#,
    r#"{"accepted":{"who":"Anna","when":"2026-11-20","sha256":"00ff","knows_leg":true}}"#,
    r#"{"placed":{"step":"press-up","answer":"higher"}}"#,
    r#"{"placed":{"step":"press-up","answer":"same"}}"#,
    r#"{"placed":{"step":"press-up","answer":"further-down"}}"#,
    r#"{"reacted":{"ingredient":"ibuprofen","answer":false}}"#,
    r#"{"pain":{"level":5,"leg":true,"note":"stairs","after":"heat"}}"#,
    r#"{"pain":{"leg":true}}"#,
    r#"{"began":{"what":"lifting","when":"at-once"}}"#,
    r#"{"began":{"what":"bending","when":"hours-before"}}"#,
    r#"{"began":{"what":"awkward","when":"on-waking"}}"#,
    r#"{"began":{"what":"tired"}}"#,
    r#"{"began":{"what":"distracted"}}"#,
    r#"{"began":{"what":"nothing"}}"#,
    r#"{"goal":{"text":"carry my daughter"}}"#,
    r#"{"goal-level":{"level":0}}"#,
    r#"{"passed":{"question":"slept"}}"#,
    r#"{"done":{"step":"heat","answer":false,"partial":{"done":"3m","of":"20m"},"place":"lower-back"}}"#,
    r#"{"walked":{"step":"walk","reached":"3m","paused":true}}"#,
    r#"{"stopped":{"step":"walk","why":"leg"}}"#,
    r#"{"stopped":{"step":"walk","why":"tingling"}}"#,
    r#"{"stopped":{"step":"walk","why":"sharp"}}"#,
    r#"{"stopped":{"step":"walk","why":"sore"}}"#,
    r#"{"stopped":{"step":"walk","why":"unsaid"}}"#,
    r#"{"skipped":{"step":"cold","because":"not now","always":true}}"#,
    r#"{"snoozed":{"step":"cold","span":"40m"}}"#,
    r#"{"asked":{"step":"massage"}}"#,
    r#"{"chose":{"card":"night","letter":"b"}}"#,
    r#"{"rested":{"what":"medicine","until":"wake"}}"#,
    r#"{"rested":{"what":"cold","until":"flare"}}"#,
    r#"{"rested":{"what":"cold","until":"never"}}"#,
    r#"{"helper":{"tonight":"yes"}}"#,
    r#"{"helper":{"tonight":"no"}}"#,
    r#"{"helper":{"tonight":"alone"}}"#,
    r#"{"slept":{"answer":"good"}}"#,
    r#"{"slept":{"answer":"so-so"}}"#,
    r#"{"slept":{"answer":"bad"}}"#,
    r#"{"took":{"medicine":"percocet","product":"Percocet","units":2,"contains":[{"ingredient":"oxycodone","class":"opioid","mg":10},{"ingredient":"acetaminophen","mg":650}],"corrects":"$OTHER","because":"two"}}"#,
    r#"{"took":{"medicine":"something","amount_mg":40}}"#,
    r#"{"on":{"step":"patch","place":"lower-back"}}"#,
    r#"{"off":{"step":"patch"}}"#,
    r#"{"told":{"alert":"ten-days","who":"my doctor"}}"#,
    r#"{"zone":{"from":"Europe/Berlin","to":"Asia/Tokyo","answer":"known"}}"#,
    r#"{"zone":{"from":"Europe/Berlin","to":"Asia/Tokyo","answer":"wrong"}}"#,
    r#"{"retracted":{"of":"$OTHER"}}"#,
];

#[test]
fn every_event_is_read_and_written_as_it_stands() {
    let beside = format!(r#","act":"{OTHER}","replaces":"{OTHER}","made":"{AT}""#);
    let mut names = std::collections::BTreeSet::new();
    for event in EVENTS {
        for beside in ["", &beside] {
            let text = line(LINE_VERSION, beside, event);
            let record = read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(serde_json::to_string(&record).expect("it is JSON"), text);
            assert_eq!(record.fault(), None, "{text}");
            assert!(text.contains(&format!("\"event\":{{\"{}\":", record.event.name())), "{text}");
            names.insert(record.event.name());
        }
    }
    // As many as the page of the journal's events has.
    assert_eq!(names.len(), 32, "{names:?}");
}

/// Whatever becomes of a line: where the short way reads it, it reads what the long way reads.
#[test]
fn both_ways_read_a_line_alike() {
    let beside = format!(r#","act":"{OTHER}","replaces":"{OTHER}","made":"{AT}""#);
    for (number, event) in EVENTS.iter().enumerate() {
        for (v, beside) in [(1, ""), (2, ""), (2, &*beside), (2, &beside[..45])] {
            let text = line(v, beside, event);
            assert_eq!(Record::plain(&text), Some(read(&text).expect("it is read")), "{text}");
            let places = (0..text.len()).filter(|place| text.is_char_boundary(*place)).skip(number % 3).step_by(3);
            for place in places {
                let cut = [text[..place].to_owned(), text[..place].to_owned() + &text[place + 1..]];
                let changed = ["0", "9", "\"", "}", ",", " ", "\\", "x"].map(|letter| {
                    let mut changed = text.clone();
                    changed.replace_range(place..=place, letter);
                    changed
                });
                for other in cut.iter().chain(&changed) {
                    let plain = Record::plain(other);
                    assert!(plain.is_none() || plain == read(other).ok(), "{other}");
                }
            }
        }
    }
    // A field twice, in another order or unknown, more behind it, a newer version: all are left to the long way.
    let text = line(2, "", r#"{"ended":{}}"#);
    for other in [
        text.replace("{\"ended\":{}}", "{\"ended\":{}},\"v\":2"),
        text.replace("\"v\":2", "\"v\":3"),
        text.replace("\"v\":2", "\"v\":22"),
        text.replace("{\"v\"", "{ \"v\""),
        text.clone() + "}",
        text.clone() + " ",
        text.replace("\"event\"", "\"more\":1,\"event\""),
        text.replace(ID, &ID.replace('-', "")),
    ] {
        assert_eq!(Record::plain(&other), None, "{other}");
    }
}

#[test]
fn an_unknown_field_is_refused_in_every_event() {
    for event in EVENTS {
        let inner = event.rfind("}}").expect("it ends");
        let more = format!("{},\"more\":1{}", &event[..inner], &event[inner..]);
        assert!(read(&line(2, "", &more)).is_err(), "{more}");
    }
    assert!(read(&line(2, r#","more":1"#, r#"{"ended":{}}"#)).is_err());
    assert!(read(&line(2, "", r#"{"new-event":{}}"#)).is_err());
    assert!(read(&line(2, "", r#"{"slept":{"answer":"badly"}}"#)).is_err());
    let content = r#"{"took":{"medicine":"a","contains":[{"ingredient":"ibuprofen","more":1}]}}"#;
    assert!(read(&line(2, "", content)).is_err());
}

#[test]
fn a_pain_has_a_level_or_a_leg_and_a_level_is_on_the_scale() {
    let pain = |fields: &str| read(&line(2, "", &format!(r#"{{"pain":{{{fields}}}}}"#)));
    assert_eq!(pain(r#""leg":true"#).expect("it is read").fault(), None);
    assert!(pain("").expect("it is read").fault().is_some());
    assert!(pain(r#""note":"a""#).expect("it is read").fault().is_some());
    assert!(pain(r#""level":11"#).is_err() && pain(r#""level":null"#).is_err());
    assert!(read(&line(2, "", r#"{"goal-level":{"level":11}}"#)).is_err());
}

#[test]
fn version_1_keeps_its_meaning() {
    let event = |text: &str| read(&line(1, "", text)).unwrap_or_else(|error| panic!("{error}: {text}")).event;
    assert_eq!(event(r#"{"seen":{"note":"fine"}}"#), Event::seen("fine"));
    let dose = |text: &str| {
        let Event::Took(dose) = event(text) else { panic!("{text}") };
        dose
    };
    let both = dose(r#"{"took":{"medicine":"mix","contains":["ibuprofen","acetaminophen"],"amount_mg":200}}"#);
    assert_eq!(both, Dose::new("mix", vec![Ingredient::Ibuprofen, Ingredient::Acetaminophen], Some(200)));
    assert_eq!((both.amount_mg(), both.contains[1].mg), (Some(200), Some(200)));
    let none = dose(r#"{"took":{"medicine":"advil","contains":["ibuprofen"],"amount_mg":0}}"#);
    assert!(none.is_nothing());
    let unknown = dose(r#"{"took":{"medicine":"syrup","amount_mg":40}}"#);
    assert_eq!((unknown.contains.len(), unknown.amount_mg()), (0, Some(40)));
    let unsaid = dose(r#"{"took":{"medicine":"advil","contains":["ibuprofen"]}}"#);
    assert_eq!((unsaid.amount_mg(), unsaid.is_nothing()), (None, false));
}

#[test]
fn a_correction_counts_only_with_its_reason() {
    let corrects = Uuid::parse_str(OTHER).ok();
    let dose = |because: Option<&str>| Dose { corrects, because: because.map(str::to_owned), ..Dose::default() };
    assert_eq!(dose(Some("two")).replaces(), corrects);
    assert_eq!(dose(Some(" ")).replaces(), None);
    assert_eq!(dose(None).replaces(), None);
}

/// Lines by number, and which of them are taken back. `<` amends, `x` retracts, `!` is a sign, `s` a start.
fn check(lines: &[&str], expected: &[usize]) {
    let id = |number: usize| Uuid::from_u128(number as u128);
    let at = |number: usize| Stamp {
        moment: crate::model::time::Moment::from_unix(60 * i64::try_from(number).expect("a few lines")),
        offset: 0,
    };
    let name = |text: &str| Id::parse(text).expect("a name");
    let records: Vec<Record> = lines
        .iter()
        .enumerate()
        .map(|(place, said)| {
            let of = |said: &str| id(said[1..].parse().expect("a number"));
            let event = match said.as_bytes()[0] {
                b'x' => Event::Retracted { of: of(said) },
                b'!' => Event::screened(name("card"), vec![name("sign")]),
                b'?' => Event::seen("Dr Osei"),
                b's' => Event::Started {
                    protocol: name("mine"),
                    version: String::new(),
                    course: CourseKind::Flare,
                    pauses: None,
                    progress: None,
                },
                b'd' => Event::Took(Dose::new("advil", Vec::new(), None)),
                _ => Event::pain(5),
            };
            let mut record = Record::new(id(place + 1), at(place + 1), at(place + 1), event);
            record.replaces = said.contains('<').then(|| of(said));
            record
        })
        .collect();
    let back = taken_back(&records);
    let places: Vec<usize> = (1..=records.len()).filter(|number| back.contains(&id(*number))).collect();
    assert_eq!(places, expected, "{lines:?}");
}

#[test]
fn what_is_taken_back_has_one_rule() {
    check(&["p", "p", "x1"], &[1]);
    check(&["p", "x1", "x2"], &[1]);
    check(&["s", "p", "x1"], &[1]);
    // The table of the page.
    check(&["s", "p", "<2", "p", "!", "x4", "x1"], &[2, 4]);
    // An amendment that is taken back, once or with what it amends.
    check(&["p", "<1", "x2"], &[2]);
    check(&["p", "<1", "x2", "x1"], &[1, 2]);
    check(&["p", "<1", "<2"], &[1, 2]);
    check(&["p", "<1", "<2", "x3"], &[1, 3]);
    check(&["p", "<1", "<2", "x2"], &[1, 2]);
    // A clinician looked after the sign, or before it, or is taken back.
    check(&["s", "!", "?", "x1"], &[1]);
    check(&["s", "?", "!", "x1"], &[]);
    check(&["s", "!", "?", "x3", "x1"], &[3]);
    // A sign that is taken back stands; one of another course holds nothing.
    check(&["s", "!", "x2", "x1"], &[2]);
    check(&["s", "s", "!", "x1"], &[1]);
}
