//! Rules 5a, 6a, 10a, 19.8, 19.9 and 20: pain that lasts, other medicines, drinks, what is on the skin, and two things that make drowsy.

use crate::story::check;

#[test]
fn rule_10a_severe_pain_that_lasts() {
    const NONE: &str = "none";
    const SOON: &str = "LastingPain";
    // Said once a day; `status` keeps it.
    const SAID: &str = "LastingPainSaid";
    check(&[
        (
            "0h pain 9
          5h59m pain 9",
            &[("6h alerts", NONE)],
        ),
        (
            "0h pain 9
          6h pain 9",
            &[("6h alerts", SOON), ("30h alerts", SOON), ("7h walk", "yes")],
        ),
        (
            "0h pain 9
          3h pain 8
          7h pain 9",
            &[("7h alerts", NONE)],
        ),
        (
            "0h pain 9
          48h pain 9",
            &[("48h alerts", SOON)],
        ),
        (
            "0h pain 9
          2881m pain 9",
            &[("49h alerts", NONE)],
        ),
        // One lower log leaves it, two end it.
        (
            "0h pain 10
          6h pain 10
          8h pain 8",
            &[("9h alerts", SAID), ("24h alerts", SOON)],
        ),
        (
            "0h pain 10
          6h pain 10
          8h pain 8
          9h pain 8",
            &[("9h alerts", NONE)],
        ),
        // Two bad nights with much pain on both mornings; a night without an answer breaks them.
        (
            "0h pain 7
          0h slept bad
          24h pain 7
          24h slept bad",
            &[("24h alerts", SOON)],
        ),
        (
            "0h pain 7
          0h slept bad
          24h pain 6
          24h slept bad",
            &[("24h alerts", NONE)],
        ),
        (
            "0h pain 7
          0h slept bad
          24h pain 7
          48h pain 7
          48h slept bad",
            &[("48h alerts", NONE)],
        ),
        (
            "0h pain 7
          0h slept so-so
          24h pain 7
          24h slept bad",
            &[("24h alerts", NONE)],
        ),
    ]);
}

#[test]
fn rule_10a_severe_pain_is_spoken_of_once_a_day() {
    const NONE: &str = "none";
    const SOON: &str = "LastingPain";
    // Said once a day; `status` keeps it.
    const SAID: &str = "LastingPainSaid";
    check(&[
        // (13): beside the first log of a day.
        (
            "0h pain 10
          4h pain 10",
            &[("4h alerts", NONE)],
        ),
        (
            "0h pain 10
          4h pain 10
          8h pain 10",
            &[("8h alerts", SOON)],
        ),
        (
            "0h pain 10
          4h pain 10
          8h pain 10
          12h pain 10",
            &[("13h alerts", SAID)],
        ),
        (
            "0h pain 10
          4h pain 10
          8h pain 10
          12h pain 10
          24h pain 10",
            &[("25h alerts", SOON)],
        ),
        (
            "0h pain 10
          4h pain 10
          8h pain 10
          12h pain 10
          24h pain 10
          28h pain 10",
            &[("29h alerts", SAID)],
        ),
        (
            "0h pain 10
          4h pain 10
          8h pain 10
          12h pain 10
          24h pain 10
          28h pain 10
          48h pain 10",
            &[("49h alerts", SOON)],
        ),
        // Somebody was told.
        (
            "0h pain 9
          6h pain 9
          7h told
          8h pain 10",
            &[("9h alerts", "LastingPainTold"), ("30h alerts", "LastingPainTold")],
        ),
        // A fever has its own words.
        (
            "0h pain 9
          6h pain 9
          7h sign fever",
            &[("8h alerts", "Sign"), ("8h screening", "same-day")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_5a_any_other_daily_medicine() {
    const BOTH: &[(&str, &str)] =
        &[("2h ibuprofen", "no nsaid-questions"), ("2h acetaminophen", "no acetaminophen-limits")];
    const NSAID: &[(&str, &str)] = &[("2h ibuprofen", "no nsaid-questions"), ("2h acetaminophen", "yes")];
    check(&[
        (
            "# 5a (1)
          profile daily-medicine",
            BOTH,
        ),
        ("# 5a (2)", &[("1h ibuprofen", "yes"), ("1h acetaminophen", "yes")]),
        (
            "# 5a (3)
          profile daily-medicine yes",
            NSAID,
        ),
        ("profile daily-medicine yes", &[("1h why ibuprofen", "Answered(DailyMedicine)")]),
        (
            "# 5a (4)
          profile daily-medicine yes
          profile strong-painkiller yes",
            BOTH,
        ),
        // Not sure is a yes to the first, and leaves the second open.
        (
            "# 5a (5)
          profile daily-medicine yes
          profile strong-painkiller",
            BOTH,
        ),
        (
            "# 5a (6)
          profile daily-medicine yes
          1h agreed nsaid",
            &[("1h ibuprofen", "yes")],
        ),
        // Dated tomorrow; before the flare.
        (
            "# 5a (7)
          profile daily-medicine yes
          1h agreed nsaid 1",
            NSAID,
        ),
        (
            "# 5a (7), the day before
          profile daily-medicine yes
          1h agreed nsaid -1",
            NSAID,
        ),
        // The other questions stay.
        (
            "# 5a (8)
          profile daily-medicine yes
          profile bleeding yes
          1h agreed nsaid",
            NSAID,
        ),
        (
            "# 5a (9)
          profile daily-medicine yes
          profile thinner-steroid yes
          1h agreed nsaid",
            NSAID,
        ),
        (
            "# 5a (10)
          profile daily-medicine yes
          profile age 62
          profile pharmacist
          1h agreed nsaid",
            NSAID,
        ),
        // In the last flare only.
        (
            "# 5a (11)
          profile daily-medicine yes
          -3d start
          -3d agreed nsaid
          -1d end
          -1m start",
            &[("2h ibuprofen", "no nsaid-questions")],
        ),
        // A new one was told of since.
        (
            "# 5a (12)
          profile daily-medicine yes
          1h agreed nsaid
          2h answer daily-medicine yes",
            &[("2h ibuprofen", "no nsaid-questions")],
        ),
        (
            "# 5a (13)
          profile daily-medicine yes
          1h answer chickenpox yes
          1h agreed nsaid",
            NSAID,
        ),
        (
            "# 5a (14)
          profile daily-medicine yes
          1h agreed acetaminophen",
            NSAID,
        ),
        (
            "profile daily-medicine yes
          profile strong-painkiller yes
          1h agreed acetaminophen",
            NSAID,
        ),
        // Taken back, nobody agreed.
        (
            "profile daily-medicine yes
          1h agreed nsaid
          2h undo agreed",
            NSAID,
        ),
        // Whoever said no and takes one, takes one: longer than 24 hours, until it is asked again.
        (
            "1h took zoloft contains sertraline=antidepressant:50",
            &[
                ("2h ibuprofen", "no nsaid-questions"),
                ("2h acetaminophen", "yes"),
                ("25h ibuprofen", "no nsaid-questions"),
            ],
        ),
        (
            "1h took zoloft contains sertraline=antidepressant:50
          26h answer daily-medicine no",
            &[("27h ibuprofen", "yes")],
        ),
        (
            "1h took lithium contains lithium=interaction
          2h agreed nsaid",
            &[("2h ibuprofen", "yes"), ("26h ibuprofen", "yes")],
        ),
        (
            "1h took coumadin contains warfarin=anticoagulant
          2h agreed nsaid",
            &[("2h acetaminophen", "no acetaminophen-limits"), ("25h acetaminophen", "no acetaminophen-limits")],
        ),
    ]);
}

/// A yes to what is asked below a question is a yes to it, whatever was said above; and what was taken says more than a no.
#[test]
fn rules_5_and_9_a_yes_below_a_no_and_a_dose_after_a_no() {
    const NONE: &[(&str, &str)] =
        &[("1h ibuprofen", "no nsaid-questions"), ("1h acetaminophen", "no acetaminophen-limits")];
    const NO_NSAID: &[(&str, &str)] = &[("30h ibuprofen", "no nsaid-questions"), ("30h acetaminophen", "yes")];
    check(&[
        ("profile warfarin yes", NONE),
        ("profile warfarin yes", &[("1h why ibuprofen", "Answered(Warfarin)"), ("75h gun", "no movement")]),
        ("profile liver yes", NONE),
        ("profile strong-painkiller yes", NONE),
        ("profile bleeding yes\nprofile liver yes", NONE),
        ("profile thinner-steroid\nprofile warfarin yes", NONE),
        ("0h answer warfarin yes\n0h answer thinner-steroid no", NONE),
        (
            "profile thinner-steroid yes\nprofile warfarin no",
            &[("1h ibuprofen", "no nsaid-questions"), ("1h acetaminophen", "yes")],
        ),
        // It is the same answer that a pharmacist may clear.
        (
            "profile strong-painkiller yes\n0h agreed nsaid",
            &[("1h ibuprofen", "yes"), ("1h acetaminophen", "no acetaminophen-limits")],
        ),
        // What was taken, and written down after the no: whenever it was taken.
        ("-23h@30m took eliquis contains apixaban=anticoagulant", NO_NSAID),
        ("-40h@30m took pred contains prednisolone=steroid:5", NO_NSAID),
        ("-24h@30m took ass contains aspirin:100\n1h took ass contains aspirin:100", NO_NSAID),
        ("1h took ass contains aspirin:100", &[("30h ibuprofen", "yes")]),
        ("1h took ass contains aspirin:500", &[("30h ibuprofen", "yes"), ("30h acetaminophen", "yes")]),
        ("1h took clop contains clopidogrel=antiplatelet:75", &[("30h why ibuprofen", "Answered(ThinnerSteroid)")]),
        (
            "1h took coumadin contains warfarin=anticoagulant",
            &[("30h ibuprofen", "no nsaid-questions"), ("30h acetaminophen", "no acetaminophen-limits")],
        ),
        // Asked again, and answered: it is over. A dose that was corrected to nothing was none.
        ("1h took pred contains prednisolone=steroid:5\n29h answer thinner-steroid no", &[("30h ibuprofen", "yes")]),
        (
            "1h took pred contains prednisolone=steroid:5\n2h correct pred 0mg because never",
            &[("3h ibuprofen", "yes"), ("30h ibuprofen", "yes")],
        ),
    ]);
}

/// Where the anti-inflammatory is kept away by another medicine, or until a pharmacist was asked, the other pain reliever is
/// open. Rules 9, 19 (8).
#[test]
fn rule_9_acetaminophen_is_not_hidden_behind_what_is_closed() {
    const OPEN: &[(&str, &str)] = &[("2h acetaminophen", "yes"), ("2h behind acetaminophen", "nothing")];
    check(&[
        ("1h took aspirin 500mg", OPEN),
        ("1h took naproxen 220mg", OPEN),
        ("1h took lithium contains lithium=interaction", OPEN),
        ("profile age 60\nprofile pharmacist", OPEN),
        ("profile trying-feeding yes", OPEN),
        // The one that only keeps its own wait is open again in time, and the other does not come between.
        ("1h took ibuprofen 200mg", &[("2h behind acetaminophen", "ibuprofen")]),
    ]);
}

/// No second thing that makes drowsy, and no longer drive because of a drink. Rules 20.2, 20.3, 25.4.
#[test]
fn rule_20_a_second_one_is_not_offered() {
    let mut plan: serde_json::Value =
        serde_json::from_str(include_str!("../../protocols/valid/back-extension.json")).unwrap();
    for (id, name) in [("first", "oxycodone"), ("second", "diazepam")] {
        plan["steps"].as_array_mut().unwrap().push(serde_json::json!({
            "id": id, "kind": "medicine", "title": "Tried", "say": ["As it is."], "sources": ["margin"],
            "timing": { "kind": "on-demand" },
            "medicine": { "name": name, "dose_mg": 5, "spacing": "4h", "most_doses_in_24h": 4 }
        }));
    }
    let plan: backflare::protocol::format::Protocol = serde_json::from_value(plan).unwrap();
    let ask = |story: &str, question: &str| {
        let facts = ["fall-or-blow", "first-flare", "recent-medicine", "bruise", "broken-skin", "drowsy", "chickenpox"];
        let calm: Vec<String> = (0..=24)
            .step_by(6)
            .flat_map(|hour| {
                let facts = facts.map(|fact| format!("{hour}h answer {fact} no"));
                std::iter::once(format!("{hour}h none")).chain(facts)
            })
            .collect();
        let (when, subject) = question.split_once(' ').unwrap();
        let now = crate::story::after_start(backflare::model::time::Span::parse(when).unwrap());
        let story = format!("bare\n0h accepted\n{}\n{story}", calm.join("\n"));
        crate::story::Story::read_on(&story, now, Some(&plan)).answer(now, subject)
    };
    for (story, question, expected) in [
        ("", "1h second", "yes"),
        ("1h took oxycodone contains oxycodone=opioid:10", "2h second", "no ceiling until 25h"),
        ("1h took oxycodone contains oxycodone=opioid:10", "6h first", "yes"),
        ("1h took diazepam contains diazepam=benzodiazepine:5", "6h first", "no ceiling until 25h"),
        ("1h took wine units 1 contains alcohol=alcohol", "2h second", "no ceiling until 9h"),
        ("1h took pm contains diphenhydramine=sedating-antihistamine:25", "2h second", "no ceiling until 13h"),
        ("1h took mystery 5mg", "6h second", "no ceiling until 25h"),
    ] {
        assert_eq!(ask(story, question), expected, "{story}: {question}");
    }
}

/// What a pharmacist agreed to says nothing of what is new since, and clears no blood thinner and no steroid. Rule 5a.3, 5a.4.
#[test]
fn rule_5a_what_is_new_withdraws_an_agreement() {
    const NONE: &[(&str, &str)] = &[("2h ibuprofen", "no nsaid-questions"), ("30h ibuprofen", "no nsaid-questions")];
    const AGREED: &str = "profile daily-medicine yes\n0h agreed nsaid\n";
    let rows = [
        ("1h took eliquis contains apixaban=anticoagulant", NONE),
        ("1h took pred contains prednisolone=steroid:5", NONE),
        ("1h took lithium contains lithium=interaction", NONE),
        ("1h took zoloft contains sertraline=antidepressant", NONE),
        ("1h took tums contains antacid=acid-reducer", &[("2h ibuprofen", "yes")][..]),
        // The same one again is not new; nobody agreed to a thinner, however long it was known.
        (
            "-2h took lithium contains lithium=interaction\n1h took lithium contains lithium=interaction",
            &[("2h ibuprofen", "yes")],
        ),
        ("-2h took eliquis contains apixaban=anticoagulant", &[("1h ibuprofen", "no nsaid-questions until 22h")]),
        (
            "1h took lithium contains lithium=interaction\n2h agreed nsaid",
            &[("3h ibuprofen", "yes"), ("30h ibuprofen", "yes")],
        ),
        // Told of before it, or of something else, or that there is none: what was agreed to stands.
        ("-1h answer daily-medicine yes", &[("2h ibuprofen", "yes")]),
        ("1h answer bruise yes", &[("2h ibuprofen", "yes")]),
        ("1h answer strong-painkiller no", &[("2h ibuprofen", "yes")]),
        ("1h answer strong-painkiller yes", &[("2h ibuprofen", "no nsaid-questions")]),
    ];
    for (more, expected) in rows {
        let story: &'static str = format!("{AGREED}{more}").leak();
        check(&[(story, expected)]);
    }
}

#[test]
fn rule_19_drinks_and_what_is_on_the_skin() {
    check(&[
        // No figure counts as three.
        (
            "0h took wine contains alcohol=alcohol",
            &[
                ("1h ibuprofen", "no nsaid-questions until 24h"),
                ("1h acetaminophen", "no acetaminophen-limits until 24h"),
                ("24h ibuprofen", "yes"),
            ],
        ),
        ("0h took wine units 2 contains alcohol=alcohol", &[("1h ibuprofen", "yes"), ("1h acetaminophen", "yes")]),
        (
            "0h took wine units 2 contains alcohol=alcohol
          5h took wine units 1 contains alcohol=alcohol",
            &[("6h ibuprofen", "no nsaid-questions until 29h"), ("29h ibuprofen", "yes")],
        ),
        (
            "0h took wine units 2 contains alcohol=alcohol
          24h took wine units 1 contains alcohol=alcohol",
            &[("25h ibuprofen", "yes")],
        ),
        // On two days running, the question is asked again.
        (
            "1h took wine units 3 contains alcohol=alcohol
          25h took wine units 3 contains alcohol=alcohol",
            &[("50h ibuprofen", "no nsaid-questions"), ("50h why ibuprofen", "Unanswered(Alcohol)")],
        ),
        (
            "1h took wine units 3 contains alcohol=alcohol
          49h took wine units 3 contains alcohol=alcohol",
            &[("74h ibuprofen", "yes")],
        ),
        // A cream without any pain reliever: heat waits an hour, and no medicine is blocked.
        (
            "1h took cbd-cream contains cannabidiol=cannabidiol",
            &[("1h ibuprofen", "yes"), ("1h59m59s heat", "no topical until 2h"), ("2h heat", "yes")],
        ),
        (
            "1h took balm contains herbal-rub=skin",
            &[("1h ibuprofen", "yes"), ("1h30m heat", "no topical until 2h"), ("2h heat", "yes")],
        ),
        // What is swallowed makes drowsy instead.
        ("1h took cbd-oil contains cannabidiol-oral=cannabidiol", &[("2h heat", "no heat until 25h")]),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_20_two_things_that_make_drowsy() {
    check(&[
        (
            "# 20 (1), (8), (10)
          0h took tramadol contains tramadol=opioid:50
          1m took valium contains diazepam=benzodiazepine:5",
            &[
                ("1m two", "until 24h"),
                ("5h two", "until 24h"),
                ("23h59m59s two", "until 24h"),
                ("24h two", "no"),
                ("5h driving", "until 24h1m"),
                ("24h1m driving", "no"),
                ("12h heat", "no heat until 24h1m"),
                ("20h heat", "no heat until 24h1m"),
            ],
        ),
        (
            "# 20 (9)
          profile sleeps 23:59
          70h took tramadol contains tramadol=opioid:50
          73h took valium contains diazepam=benzodiazepine:5",
            &[("73h gun", "no movement until 97h"), ("97h gun", "yes")],
        ),
        (
            "# 20 (2)
          0h took tramadol contains tramadol=opioid:50
          6h took tramadol contains tramadol=opioid:50",
            &[("7h two", "no"), ("7h driving", "until 30h")],
        ),
        (
            "# 20 (3)
          0h took tramadol contains tramadol=opioid:50
          23h59m took valium contains diazepam=benzodiazepine:5",
            &[("23h59m two", "until 24h")],
        ),
        (
            "# 20 (3), a minute later
          0h took tramadol contains tramadol=opioid:50
          24h took valium contains diazepam=benzodiazepine:5",
            &[("24h two", "no")],
        ),
        (
            "# 20 (4)
          0h took benadryl contains diphenhydramine=sedating-antihistamine:25
          11h59m took tramadol contains tramadol=opioid:50",
            &[("11h59m two", "until 12h")],
        ),
        (
            "# 20 (4), a minute later
          0h took benadryl contains diphenhydramine=sedating-antihistamine:25
          12h took tramadol contains tramadol=opioid:50",
            &[("12h two", "no")],
        ),
        (
            "# 20 (5)
          0h took wine contains alcohol=alcohol
          7h59m took valium contains diazepam=benzodiazepine:5",
            &[("7h59m two", "until 8h")],
        ),
        (
            "# 20 (5), a minute later
          0h took wine contains alcohol=alcohol
          8h took valium contains diazepam=benzodiazepine:5",
            &[("8h two", "no")],
        ),
        (
            "# 20 (6)
          0h took valium contains diazepam=benzodiazepine:5
          1h took wine contains alcohol=alcohol",
            &[("1h two", "until 9h")],
        ),
        (
            "# 20 (7)
          0h took lyrica contains pregabalin=gabapentinoid
          1h took co-codamol contains codeine=opioid:30,acetaminophen:500",
            &[("1h two", "until 24h")],
        ),
        // Something of which only that is known, and an opioid.
        (
            "# 20 (11)
          0h took relaxer contains sedating
          20h took tramadol contains tramadol=opioid:50",
            &[("20h two", "until 24h")],
        ),
        // Of version 1, which knew no names: two names are two things, one name is one.
        (
            "0h took tramadol contains sedating
          1h took diazepam contains sedating",
            &[("1h two", "until 24h")],
        ),
        (
            "0h took tramadol contains sedating
          1h took tramadol contains sedating",
            &[("1h two", "no")],
        ),
        // One box with two of them is one thing; any further dose is another.
        ("0h took nyquil contains doxylamine=sedating-antihistamine,alcohol=alcohol", &[("1h two", "no")]),
        (
            "0h took nyquil contains doxylamine=sedating-antihistamine,alcohol=alcohol
          1h took nyquil contains doxylamine=sedating-antihistamine,alcohol=alcohol",
            &[("1h two", "until 9h")],
        ),
        // A dose that was not taken goes, and no wait of the other gets shorter.
        (
            "# 20 (13)
          0h took tramadol contains tramadol=opioid:50
          1h took valium contains diazepam=benzodiazepine:5
          2h correct valium 0mg contains diazepam=benzodiazepine because it was not taken",
            &[("2h two", "no"), ("2h driving", "until 24h")],
        ),
        // Alcohol alone holds driving for 8 hours, an antihistamine for 24.
        ("0h took wine contains alcohol=alcohol", &[("1h driving", "until 8h")]),
        (
            "0h took benadryl contains diphenhydramine=sedating-antihistamine:25",
            &[("1h driving", "until 24h"), ("1h heat", "no heat until 12h")],
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_6a_did_the_last_dose_help() {
    check(&[
        (
            "# 6a (1), (2)
          0h took ibuprofen 200mg",
            &[
                ("59m59s helped", "not asked"),
                ("60m helped", "asked of 0h"),
                ("180m helped", "asked of 0h"),
                ("3h1s helped", "not asked"),
            ],
        ),
        // Asked once, and left: not again.
        (
            "# 6a (3)
          0h took ibuprofen 200mg
          1h passed last-dose-helped",
            &[("90m helped", "not asked")],
        ),
        (
            "# 6a (4)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answer last-dose-helped no",
            &[("90m helped", "not asked"), ("4h dose ibuprofen", "400 mg, larger"), ("4h ibuprofen", "yes")],
        ),
        (
            "# 6a (5)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answer last-dose-helped yes",
            &[("4h dose ibuprofen", "200 mg")],
        ),
        (
            "# 6a (6)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg",
            &[("4h dose ibuprofen", "200 mg")],
        ),
        // A yes closes it again.
        (
            "# 6a (7)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answer last-dose-helped no
          4h took ibuprofen 200mg
          5h answer last-dose-helped yes",
            &[("4h dose ibuprofen", "200 mg"), ("8h dose ibuprofen", "200 mg")],
        ),
        // The larger dose keeps its six hours, and the sum.
        (
            "# 6a (8)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answer last-dose-helped no
          4h took ibuprofen 400mg",
            &[
                ("9h59m59s ibuprofen", "no ibuprofen-limits until 10h"),
                ("10h dose ibuprofen", "400 mg, larger"),
                ("10h ibuprofen", "yes"),
            ],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          -5h took ibuprofen 200mg
          0h took ibuprofen 200mg
          1h answer last-dose-helped no
          4h took ibuprofen 400mg
          10h took ibuprofen 400mg",
            // With 400 mg more it would be over: the smaller one fits.
            &[("16h ibuprofen", "no ibuprofen-limits until 19h"), ("19h dose ibuprofen", "200 mg")],
        ),
        (
            "# 6a (9)
          protocol ibuprofen.medicine.spacing 4h
          -5h took ibuprofen 200mg
          -4h answer last-dose-helped no
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[
                ("18h ibuprofen", "no ibuprofen-limits until 24h"),
                ("23h59m59s ibuprofen", "no ibuprofen-limits until 24h"),
                ("24h ibuprofen", "yes"),
            ],
        ),
        (
            "# 6a (10)
          0h took acetaminophen 500mg",
            &[("1h helped", "not asked")],
        ),
        ("0h took ibuprofen 400mg", &[("1h helped", "not asked")]),
        // Corrected to nothing: not asked, and its answer goes with it.
        (
            "# 6a (11)
          protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answer last-dose-helped no
          2h correct ibuprofen 0mg because it was not taken",
            &[("2h helped", "not asked"), ("4h dose ibuprofen", "200 mg")],
        ),
        // Two in the window: the newest.
        (
            "# 6a (12)
          0h took ibuprofen 200mg
          2h took ibuprofen 200mg",
            &[("2h30m helped", "asked of 0h"), ("3h helped", "asked of 2h")],
        ),
        // Out of its time an answer says nothing.
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          181m answer last-dose-helped no",
            &[("4h dose ibuprofen", "200 mg")],
        ),
        // What version 1 wrote names no dose: it is about the last of all, as long as no other was taken since.
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answered last-dose-helped no",
            &[("4h dose ibuprofen", "400 mg, larger")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 4h
          0h took ibuprofen 200mg
          1h answered last-dose-helped no
          4h took ibuprofen 200mg",
            &[("8h dose ibuprofen", "200 mg")],
        ),
        (
            "0h took ibuprofen 400mg
          1h answered last-dose-helped no",
            &[("6h dose ibuprofen", "200 mg")],
        ),
        // Another flare: closed.
        (
            "# 6a (14)
          protocol ibuprofen.medicine.spacing 4h
          -1d start
          -5h took ibuprofen 200mg
          -4h answer last-dose-helped no
          -1h end
          0h start",
            &[("1h dose ibuprofen", "200 mg")],
        ),
    ]);
}
