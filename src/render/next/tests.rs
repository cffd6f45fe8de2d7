use serde_json::{Value, json};
use uuid::Uuid;

use super::{next_text, no_course_text};
use crate::engine::ask::Ask;
use crate::engine::plan::{
    Action, Alert, Blocked, Cause, CourseNow, Open, PendingCard, Plan, Reason, Screening, Stands, Upcoming,
};
use crate::engine::safety::{Latch, Rule, Veto, Why};
use crate::model::kind::{CourseKind, Urgency};
use crate::model::profile::{CardId, Fact};
use crate::model::time::{Hours, Span, Stamp, Zone};
use crate::protocol::format::{Protocol, Step};
use crate::render::page::tests::plain;
use crate::views::next::Next;
use crate::views::{Place, Shown};

/// A line of exactly 80 letters.
const LONG: &str = "Lean your hands upon a sturdy counter or a table and bend both knees a little..";

pub(crate) fn protocol() -> Protocol {
    let say = [LONG, LONG, LONG, LONG];
    let step = |id: &str, kind: &str| {
        json!({
            "id": id, "kind": kind, "title": "A step with a title of forty-four letters ..", "say": say,
            "why": LONG, "stop": "m", "sources": ["HC-06", "DC-1"], "timing": { "kind": "on-demand" }
        })
    };
    let with = |mut step: Value, key: &str, value: Value| {
        step[key] = value;
        step
    };
    let line = |text: &str| json!({ "text": text, "signs": ["saddle-numb"] });
    let value = json!({
        "format": 1, "id": "test", "version": "1.0.0", "title": "A test", "language": "en",
        "authors": ["Us"], "reviewers": [],
        "sources": [
            { "cite": "HC-06", "publisher": "Healthwise", "title": "Heat or Ice for Low Back Pain", "year": 2024,
              "says": "15 to 20 minutes", "url": "https://example.org/heat" },
            { "cite": "DC-1", "publisher": "backflare", "title": "Caution margins", "margin": true },
        ],
        "signs": [
            { "id": "saddle-numb", "text": "Numb around your genitals or bottom", "urgency": "emergency", "sources": ["RF-01"] },
            { "id": "fever", "text": "A temperature of 38.0 C or more", "urgency": "same-day", "sources": ["RF-18"] },
        ],
        "cards": [
            { "id": "emergency", "title": "Before you move: any of these?", "again": "Is any of these new?",
              "lines": [line(LONG), line(LONG), line(LONG), line(LONG)] },
            { "id": "same-day-now", "title": "Any of these today?", "lines": [{ "signs": ["fever"] }] },
        ],
        "referrals": {
            "emergency": [
                "Please get emergency help now.", "Call {emergency-number}, or ask someone to call.",
                "Say that you have back pain and: {sign}.", "Do not drive yourself. Do not wait for it to pass."
            ],
            "same-day": ["Please be seen today.", "Call your doctor, an urgent care line or a clinic. Say: {sign}."],
            "soon": ["Please ask for an urgent appointment about this."],
        },
        "phases": [{ "id": "stuck", "title": "Stuck", "floor": true }],
        "stops": [{ "id": "m", "say": [LONG, LONG] }],
        "steps": [
            with(with(step("cat-cow-stuck", "exercise"), "title", json!("Five tiny moves")), "say",
                json!(["Stay as you are: hands and knees, on your side, or leaning.",
                       "Round your back a tiny bit. Then let it sink a tiny bit.",
                       "Five of each, only as far as it does not hurt."])),
            step("worst", "exercise"),
            with(step("ibuprofen", "medicine"), "medicine", json!({ "name": "ibuprofen", "dose_mg": 200,
                "option_mg": 400, "option_say": ["One did not help. The label allows 2 (400 mg), if you want."], "spacing": "6h" })),
            with(step("check", "check-in"), "asks_pain", json!(true)),
            with(step("drops", "medicine"), "medicine", json!({ "name": "eye-drops", "amount": "1 drop", "spacing": "6h" })),
            with(step("walk", "walk"), "title", json!("A slow walk")),
        ],
        "routines": [{ "id": "bedtime", "title": "Bedtime", "timing": { "kind": "on-demand" }, "steps": ["walk"] }],
        "avoid": [{ "id": "soft-seats", "say": "No soft chairs\u{1b} or sofas." }],
    });
    let mut protocol: Protocol = serde_json::from_value(value).expect("a protocol");
    protocol.steps[1].sessions = vec![
        serde_json::from_value(json!({
            "rounds": 5, "sides": true, "cues": [{ "say": "round", "length": "2s" }, { "say": "sink", "length": "4s" }],
            "open": { "question": "Can you stand?", "say": say, "every": "5m", "limit": "60m" }
        }))
        .expect("a session"),
    ];
    protocol
}

fn stamp(text: &str) -> Stamp {
    Stamp::parse(text).expect("a time")
}

pub(crate) fn now() -> Stamp {
    stamp("2026-11-22T09:07:00+01:00")
}

pub(crate) fn plan(protocol: &Protocol) -> Plan<'_> {
    Plan {
        now: now(),
        course: Some(CourseNow {
            id: Uuid::nil(),
            course: CourseKind::Flare,
            started: stamp("2026-11-22T08:55:00+01:00"),
            day: 1,
            phase: &protocol.phases[0],
        }),
        screening: Screening::default(),
        ask: None,
        stands: Stands::default(),
        action: None,
        feet: None,
        call: None,
        beside: Vec::new(),
        due: Vec::new(),
        walking: None,
        upcoming: vec![Upcoming {
            step: protocol.steps.last().expect("a step"),
            due_at: stamp("2026-11-22T10:51:00+01:00").moment,
        }],
        blocked: Vec::new(),
        avoid: protocol.avoid.iter().collect(),
        alerts: Vec::new(),
        idle: &[],
        between: Vec::new(),
        sleeping: false,
        ended: false,
        helped: None,
        aside: None,
        week: None,
        next_change: None,
    }
}

fn action(step: &Step) -> Action<'_> {
    Action {
        step,
        due_at: now().moment,
        routine: None,
        session: step.sessions.first(),
        dose_mg: step.medicine.as_ref().and_then(|medicine| medicine.dose_mg),
        larger_dose: false,
        on_side: false,
        open: None,
        grown: None,
    }
}

fn text(plan: &Plan<'_>, protocol: &Protocol, width: usize) -> String {
    let zone = Zone::fixed(3600);
    plain(&next_text(&Shown { plan, protocol, place: place(&zone, None) }, width))
}

pub(crate) fn place<'a>(zone: &'a Zone, region: Option<&'a str>) -> Place<'a> {
    Place { zone, hours: Hours::default(), region }
}

fn json_of(plan: &Plan<'_>, protocol: &Protocol) -> Value {
    let zone = Zone::fixed(3600);
    let next = Next::of(&Shown { plan, protocol, place: place(&zone, Some("us")) });
    serde_json::to_value(next).expect("an answer")
}

/// It fits 40 by 20, and says what must be said.
fn fits(text: &str, musts: &[&str]) {
    assert!(text.lines().count() <= 20, "{} rows:\n{text}", text.lines().count());
    for row in text.lines() {
        assert!(textwrap::core::display_width(row) <= 40, "{row:?} is too wide");
    }
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for must in musts {
        assert!(flowing.contains(must), "{must:?} is missing:\n{text}");
    }
}

#[test]
fn the_first_step_reads_well() {
    let protocol = protocol();
    let mut plan = plan(&protocol);
    plan.action = Some(action(&protocol.steps[0]));
    let text = text(&plan, &protocol, 40);
    let expected = "\
Day 1 - Stuck - 09:07

Five tiny moves
Stay as you are: hands and knees, on
  your side, or leaning.
Round your back a tiny bit. Then let it
  sink a tiny bit.
Five of each, only as far as it does not
  hurt.";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("Done?      backflare done\nNot now?   backflare skip\n"), "{text}");
    fits(&text, &[]);
}

#[test]
fn every_step_fits_with_its_longest_words_and_an_alert() {
    let protocol = protocol();
    let soon = ["Please ask for an urgent appointment about this one, today or in the next days.".to_owned()];
    for step in &protocol.steps {
        let mut plan = plan(&protocol);
        plan.alerts = vec![Alert { urgency: Urgency::Soon, cause: Cause::Escalation(&soon) }];
        plan.action = Some(action(step));
        let keys: &[&str] = match step.id.as_str() {
            "ibuprofen" => &["Taken?", "backflare took ibuprofen 200mg", "backflare skip"],
            "drops" => &["Taken?", "backflare took eye-drops", "backflare skip"],
            "check" => &["Pain now, 0 to 10?", "backflare log 5"],
            _ => &["backflare done", "backflare skip"],
        };
        let text = text(&plan, &protocol, 40);
        fits(&text, keys);
        fits(&text, &["NOTE: Please ask for an urgent appointment", step.title.as_str(), step.say[2].as_str()]);
    }
}

#[test]
fn an_open_end_fits_and_asks_its_question() {
    let protocol = protocol();
    let step = &protocol.steps[1];
    let end = step.sessions[0].open.as_ref().expect("an open end");
    for waiting in [false, true] {
        let mut plan = plan(&protocol);
        plan.alerts = vec![Alert { urgency: Urgency::SameDay, cause: Cause::PastLimit(&[]) }];
        plan.action = Some(Action { open: Some(Open { end, waiting, past_limit: true }), ..action(step) });
        let text = text(&plan, &protocol, 40);
        fits(&text, &["Can you stand?", "Yes: backflare answer yes", "Not yet: backflare answer not-yet", "TODAY:"]);
        assert_eq!(json_of(&plan, &protocol)["question"], "Can you stand?");
    }
}

#[test]
fn a_card_fits_and_says_how_to_answer() {
    let protocol = protocol();
    let mut plan = plan(&protocol);
    let card = &protocol.cards[0];
    plan.alerts = vec![Alert { urgency: Urgency::Soon, cause: Cause::FirstFlareOver50 }];
    plan.screening.pending = vec![PendingCard { card, urgency: Urgency::Emergency, again: false, shown: true }];
    plan.ask = Some(Ask::Card { card, urgency: Urgency::Emergency, again: true });
    let shown = text(&plan, &protocol, 40);
    let musts = [
        "Is any of these new?",
        "a) Lean",
        "d) Lean",
        "Not sure? Say yes.",
        "None of these: backflare answer none",
        "One of them: backflare answer a",
    ];
    fits(&shown, &musts);
    let json = json_of(&plan, &protocol);
    assert_eq!(json["screening"], "pending");
    assert_eq!(json["action"], Value::Null);
    assert_eq!(json["card"]["lines"][3]["letter"], "d");
    assert_eq!(json["card"]["lines"][3]["signs"], json!(["saddle-numb"]));
    // A line without words of its own has those of its sign.
    plan.ask = Some(Ask::Card { card: &protocol.cards[1], urgency: Urgency::SameDay, again: true });
    fits(&text(&plan, &protocol, 40), &["Any of these today?", "a) A temperature of 38.0 C or more"]);
}

#[test]
fn questions_fit_one_by_one_or_all_together() {
    let protocol = protocol();
    for card in CardId::ALL {
        let mut facts: Vec<Fact> = Fact::on_card(card).collect();
        let mut plan = plan(&protocol);
        let step = protocol.steps.last();
        plan.ask = Ask::of(&facts, step);
        fits(&text(&plan, &protocol, 40), &["backflare "]);
        facts.retain(|fact| {
            !matches!(
                fact,
                Fact::Age | Fact::StillSo | Fact::Warfarin | Fact::Liver | Fact::StrongPainkiller | Fact::Pharmacist
            )
        });
        plan.ask = Ask::of(&facts, step);
        fits(&text(&plan, &protocol, 40), &["backflare "]);
        let json = json_of(&plan, &protocol);
        assert_eq!(json["questions"]["card"], card.as_str());
        let shown = plan.ask.as_ref().map(|ask| ask.facts().len());
        assert_eq!(json["questions"]["keys"].as_array().map(Vec::len), shown);
        for fact in facts {
            plan.ask = Ask::of(&[fact], step);
            fits(&text(&plan, &protocol, 40), &[fact.question().ask(), "backflare answer "]);
        }
    }
    let mut plan = plan(&protocol);
    plan.ask = Ask::of(&[Fact::Age, Fact::Cancer], None);
    fits(&text(&plan, &protocol, 40), &["How old are you?", "backflare answer 35"]);
    plan.ask = Ask::of(&[Fact::StillSo], None);
    fits(&text(&plan, &protocol, 40), &["Yes: backflare answer yes", "No: backflare answer no"]);
    let medicine: Vec<Fact> = Fact::on_card(CardId::Medicine).collect();
    plan.ask = Ask::of(&medicine, None);
    // What is not answered with "none of these" is asked before the card, by itself.
    fits(&text(&plan, &protocol, 40), &["has a pharmacist agreed", "Yes: backflare answer yes"]);
    let medicine: Vec<Fact> = Fact::on_card(CardId::Medicine).filter(|fact| *fact != Fact::Pharmacist).collect();
    plan.ask = Ask::of(&medicine, None);
    let wide = text(&plan, &protocol, 100);
    assert!(wide.contains("\na) A bad reaction") && wide.contains("backflare answer a"), "{wide}");
}

#[test]
fn a_latched_sign_is_said_big_once_and_with_the_way_on() {
    let protocol = protocol();
    for (urgency, say, word) in [
        (Urgency::Emergency, &protocol.referrals.emergency, "EMERGENCY"),
        (Urgency::SameDay, &protocol.referrals.same_day, "BE SEEN TODAY"),
    ] {
        let mut plan = plan(&protocol);
        let sign = |text: &str| Cause::Sign { text: text.to_owned(), say };
        plan.alerts = vec![
            Alert { urgency, cause: sign("Pain down both legs") },
            Alert { urgency, cause: sign("Weakness or numbness in both legs") },
        ];
        plan.screening.latches = vec![Latch {
            urgency,
            text: "Pain down both legs".to_owned(),
            say,
            since: now().moment,
            liftable: true,
            names_seen: true,
            holds_back: true,
            may_be_known: None,
            known_by: None,
        }];
        plan.action = Some(action(&protocol.steps[1]));
        let shown = text(&plan, &protocol, 40);
        fits(&shown, &[word, "pain down both legs; weakness or numbness in both legs."]);
        fits(&shown, &["Seen by a clinician? backflare screen --seen \"who, where\""]);
        assert_eq!(shown.matches(word).count(), 1, "{shown}");
        let json = json_of(&plan, &protocol);
        assert_eq!(json["screening"], urgency.as_str());
        assert_eq!(json["alerts"].as_array().map(Vec::len), Some(1));
        // Nothing that stops the plan goes unsaid, even if no alert stands for it.
        plan.alerts.clear();
        fits(&text(&plan, &protocol, 40), &[word, "pain down both legs"]);
        // A sign for today beside it is told too, after it.
        let say = &protocol.referrals.same_day;
        let other = Cause::Sign { text: "A temperature of 38.0 C or more".to_owned(), say };
        plan.alerts = vec![
            Alert { urgency: Urgency::SameDay, cause: other },
            Alert { urgency, cause: Cause::Sign { text: "Pain down both legs".to_owned(), say: &[] } },
        ];
        fits(&text(&plan, &protocol, 40), &[word, "lease be seen today.", "backflare screen --seen"]);
        plan.alerts.clear();
        let numbers = text(&plan, &protocol, 40).contains("911 US, 999 UK");
        assert_eq!(numbers, urgency == Urgency::Emergency);
    }
}

#[test]
fn nothing_due_ended_and_no_course() {
    let protocol = protocol();
    let mut plan = plan(&protocol);
    let idle = ["Nothing now. Change position now and then.".to_owned()];
    plan.idle = &idle;
    let shown = text(&plan, &protocol, 40);
    fits(&shown, &["Nothing now.", "Next: a slow walk at 10:55.", "No soft chairs\u{fffd} or sofas."]);
    plan.ended = true;
    plan.alerts = vec![Alert { urgency: Urgency::Soon, cause: Cause::PlanEnded }];
    fits(&text(&plan, &protocol, 40), &["Please see a doctor.", "backflare end"]);
    plan.ended = false;
    plan.alerts = vec![Alert { urgency: Urgency::SameDay, cause: Cause::TooYoung }];
    fits(&text(&plan, &protocol, 40), &["BE SEEN TODAY", "Tell a parent or carer now.", "backflare red-flags"]);
    plan.course = None;
    assert_eq!(text(&plan, &protocol, 40), plain(&no_course_text(40)));
    assert!(no_course_text(40).contains("Nothing is running.") && no_course_text(40).contains("backflare start"));
    assert_eq!(json_of(&plan, &protocol), serde_json::to_value(Next::nothing(now())).expect("an answer"));
}

#[test]
fn the_json_keeps_its_contract() {
    let protocol = protocol();
    let mut plan = plan(&protocol);
    let step = &protocol.steps[2];
    plan.action = Some(Action { dose_mg: Some(400), larger_dose: true, ..action(step) });
    let veto = Veto { rule: Rule::Heat, why: Why::Bruise, until: None };
    let until = Some(now().moment + Span::hours(20));
    plan.blocked = vec![
        Blocked { step, reason: Reason::Veto(veto), until: None },
        Blocked { step, reason: Reason::Snoozed, until },
    ];
    let json = json_of(&plan, &protocol);
    let action = &json["action"];
    assert_eq!(json["schema"], "backflare/next/1");
    assert_eq!(json["now"], "2026-11-22T09:07:00+01:00");
    assert_eq!(
        json["flare"],
        json!({ "id": Uuid::nil(), "course": "flare", "protocol": "test", "version": "1.0.0",
                "started_at": "2026-11-22T08:55:00+01:00", "day": 1, "phase": "stuck" })
    );
    assert_eq!(json["screening"], "clear");
    assert_eq!(action["kind"], "medicine");
    assert_eq!(action["medicine"]["name"], "ibuprofen");
    assert_eq!(action["medicine"]["dose_mg"], 400);
    assert_eq!(action["say"][0], "One did not help. The label allows 2 (400 mg), if you want.");
    assert_eq!(action["say"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        action["sources"],
        json!(["HC-06 Healthwise, Heat or Ice for Low Back Pain, 2024", "This figure is a margin of our own."])
    );
    assert_eq!(action["due_at"], "2026-11-22T09:07:00+01:00");
    assert_eq!(action["session_seconds"], Value::Null);
    assert_eq!(
        json["upcoming"],
        json!([{ "step": "walk", "title": "A slow walk", "due_at": "2026-11-22T10:51:00+01:00", "optional": false }])
    );
    assert_eq!(json["blocked"][0]["rule"], "heat");
    assert_eq!(json["blocked"][0]["until"], Value::Null);
    assert_eq!(json["blocked"][1]["reason"], "You put it off. Not before Mon 05:07.");
    assert_eq!(json["blocked"][1]["until"], "2026-11-23T05:07:00+01:00");
    assert_eq!(json["avoid"], json!(["No soft chairs\u{fffd} or sofas."]));
    for key in ["card", "questions", "question"] {
        assert_eq!(json[key], Value::Null);
    }
    plan.action = Some(super::tests::action(&protocol.steps[4]));
    let drops = &json_of(&plan, &protocol)["action"]["medicine"];
    assert_eq!(*drops, json!({ "name": "eye-drops", "dose_mg": null, "amount": "1 drop" }));
    plan.action = Some(super::tests::action(&protocol.steps[1]));
    assert_eq!(json_of(&plan, &protocol)["action"]["session_seconds"], 60);
}

#[test]
fn no_width_is_too_narrow_or_too_wide() {
    let protocol = protocol();
    let mut plan = plan(&protocol);
    for width in (0..=120).chain([usize::MAX]) {
        for step in &protocol.steps {
            plan.ask = None;
            plan.action = Some(action(step));
            assert!(text(&plan, &protocol, width).contains("backflare"));
        }
        for card in CardId::ALL {
            plan.ask = Ask::of(&Fact::on_card(card).collect::<Vec<_>>(), None);
            assert!(text(&plan, &protocol, width).contains("backflare"));
        }
    }
}
