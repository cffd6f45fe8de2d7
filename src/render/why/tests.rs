use super::why_text;
use crate::engine::explain::Explanation;
use crate::engine::plan::Reason;
use crate::engine::safety::{Fine, Rule, Veto, Weighed, Why};
use crate::model::medicine::Ingredient;
use crate::model::time::{Span, Zone};
use crate::render::next::tests::{now, place, protocol};
use crate::render::page::tests::plain;
use crate::views;

#[test]
fn it_reads_as_a_pharmacist_would_say_it() {
    let protocol = protocol();
    let until = Some(now().moment + Span::hours(4));
    let mut step = protocol.steps[2].clone();
    step.why = Some("The label says the smallest dose that works.".to_owned());
    let why = Why::TooSoon {
        ingredient: Ingredient::Ibuprofen,
        gap: Span::hours(6),
        last: Some(now().moment - Span::hours(2)),
    };
    let explanation = Explanation {
        grown: None,
        session: None,
        dose_mg: None,
        larger_dose: false,
        on_side: false,
        step: &step,
        allowed: false,
        not_before: until,
        rules: vec![
            Weighed { rule: Rule::Screening, verdict: Ok(Fine::Screened), facts: &["RF-01", "RF-02"] },
            Weighed {
                rule: Rule::Ibuprofen,
                verdict: Err(Veto { rule: Rule::Ibuprofen, why, until }),
                facts: &["IB-01"],
            },
            Weighed { rule: Rule::UncertainTime, verdict: Ok(Fine::RecordsGood), facts: &[] },
        ],
        reasons: vec![(Reason::Snoozed, until)],
        every: Some(Span::hours(6)),
        sources: protocol.sources.iter().collect(),
    };
    let zone = Zone::fixed(3600);
    let place = place(&zone, None);
    let expected = "\
A step with a title of forty-four letters ..
Not now. Not before 13:07.
The label says the smallest dose that works.
This plan brings it back 6 hours after the last time.

no   The last ibuprofen was at 07:07. Leave 6 hours between doses. Not
     before 13:07. (IB-01)
no   You put it off. Not before 13:07.
yes  The questions are answered, and you told us of none of these signs.
     (RF-01, RF-02)
yes  The clock and every line of your journal can be trusted. (our own
     margin)

Where this comes from
Healthwise, Heat or Ice for Low Back Pain, 2024
  https://example.org/heat
  HC-06: 15 to 20 minutes
This figure is a margin of our own.

This is general information. If your package says less, follow the
package.
";
    assert_eq!(plain(&why_text(&explanation, &place.times(now().moment), true, 72)), expected);
    let short = plain(&why_text(&explanation, &place.times(now().moment), false, 72));
    assert!(short.lines().count() < expected.lines().count(), "{short}");
    let behind = "Where this comes from: Healthwise. This figure is a margin of our own.";
    for line in [behind, "before 13:07.", "(our own\n     margin)", "Each figure and its source: backflare why"] {
        assert!(short.contains(line), "{line}: {short}");
    }
    assert!(!["IB-01", "RF-01", "HC-06", "https"].iter().any(|one| short.contains(one)), "{short}");
    let json = serde_json::to_value(views::why::Why::of(&explanation, now(), &place)).expect("an answer");
    assert_eq!(json["rules"][0]["allows"], true);
    assert_eq!(json["rules"][1]["rule"], "ibuprofen-limits");
    assert_eq!(json["rules"][1]["number"], 6);
    assert_eq!(json["rules"][1]["until"], "2026-11-22T13:07:00+01:00");
    assert_eq!(json["rules"][1]["facts"][0], "IB-01");
    assert_eq!(json["reasons"][0]["rule"], "snoozed");
    assert_eq!(json["sources"][0], "HC-06 Healthwise, Heat or Ice for Low Back Pain, 2024");
    assert_eq!(json["allowed"], false);
}
