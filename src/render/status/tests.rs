use serde_json::json;

use super::{named, status_line, status_text};
use crate::engine::safety::Standing;
use crate::model::medicine::Ingredient;
use crate::model::time::{Span, Zone};
use crate::protocol::format::Step;
use crate::render::next::tests::{now, place, plan, protocol};
use crate::render::page::tests::plain;
use crate::views::Shown;
use crate::views::learnt::Learnt;
use crate::views::status::{Overview, PainShown, Status};

fn standing(sum_mg: u32) -> Standing {
    Standing {
        ingredient: Ingredient::Ibuprofen,
        doses: 3,
        sum_mg,
        most_mg: Some(1200),
        days: 1,
        last: now().moment - Span::hours(2),
        not_before: Some(now().moment + Span::hours(4)),
        too_soon: false,
        over_single: None,
        over_12h: None,
        beside: None,
        class_until: None,
        one_left: false,
        because: None,
    }
}

#[test]
fn it_tells_pain_doses_what_is_on_and_what_is_next() {
    let protocol = protocol();
    let zone = Zone::fixed(3600);
    let on = [(&protocol.steps[0], now().moment - Span::minutes(10))];
    let standings = [standing(600), standing(1200), standing(1400)];
    let mut plan = plan(&protocol);
    let overview = Overview {
        shown: Shown { plan: &plan, protocol: &protocol, place: place(&zone, None) },
        standings: &standings,
        blocking: &[],
        pain: Some(PainShown { level: 4, leg: true, at: now() }),
        on: &on,
        last_time: None,
        learnt: &Learnt::default(),
        given_by: None,
    };
    let expected = "\
Day 1 - Stuck - 09:07
Pain: 4 of 10, down the leg, 09:07
In 24 hours: ibuprofen, 3 doses, 600 of 1200 mg. Not before 13:07.
In 24 hours: ibuprofen, 3 doses, 1200 of 1200 mg. Label limit reached.
  Not before 13:07.
In 24 hours: ibuprofen, 3 doses, 1400 of 1200 mg. Over the label limit.
  Not before 13:07.
On since 08:57: five tiny moves
Next: a slow walk at 10:55.
";
    assert_eq!(plain(&status_text(&overview, 72)), expected);
    assert_eq!(status_line(&overview), "d1 4/10 10:55 slow walk\n");
    let json = serde_json::to_value(Status::of(&overview)).expect("an answer");
    assert_eq!(json["medicines"][0]["not_before"], "2026-11-22T13:07:00+01:00");
    assert_eq!(json["medicines"][2]["over_limit"], true);
    assert_eq!(json["pain"]["leg"], true);
    assert_eq!(json["upcoming"][0]["step"], "walk");
    assert_eq!(json["on"][0]["title"], "Five tiny moves");
    plan.course = None;
    plan.upcoming.clear();
    let shown = Shown { plan: &plan, protocol: &protocol, place: place(&zone, None) };
    let overview = Overview {
        shown,
        standings: &[],
        blocking: &[],
        pain: None,
        on: &[],
        last_time: None,
        learnt: &Learnt::default(),
        given_by: None,
    };
    assert_eq!(status_line(&overview), "no flare\n");
    assert_eq!(plain(&status_text(&overview, 40)), "Nothing is running.\n");
    assert_eq!(Status::of(&overview).flare, None);
}

#[test]
fn the_short_line_names_what_fits_and_breaks_nothing_off() {
    #[track_caller]
    fn check(line: &str, when: &str, name: &str, also: &[&str], kind: &str, expected: &str) {
        let medicine = (kind == "medicine").then(|| json!({ "name": name, "dose_mg": 200, "spacing": "6h" }));
        let mut step = json!({
            "id": "one", "kind": kind, "title": name, "name": name, "say": [], "also": also, "timing": { "kind": "on-demand" }
        });
        if let Some(medicine) = medicine {
            step["medicine"] = medicine;
        }
        let step: Step = serde_json::from_value(step).expect("a step");
        assert_eq!(named(line, when, &step), expected);
    }
    check("d2 6/10", "now", "heat", &[], "heat", "heat");
    check("d2 6/10", "now", "a walk", &[], "walk", "a walk");
    check("d12 10/10", "10:40", "a walk", &[], "walk", "a walk");
    check("d12 10/10", "Mon 10:40", "a walk", &[], "walk", "walk");
    let lean = &["cat-cows", "lean"];
    check("d2 6/10", "now", "cat-cows at the counter", lean, "exercise", "cat-cows");
    check("d2 10/10", "Mon 07:00", "cat-cows at the counter", lean, "exercise", "lean");
    check("d3 6/10", "now", "knee to chest", &["knee"], "stretch", "knee");
    check("d3 6/10", "now", "the helper stretch", &["leg lift", "helper"], "stretch", "leg lift");
    check("d3 10/10", "Mon 07:00", "ibuprofen", &["advil"], "medicine", "ibuprofen");
}
