//! Rule 4: the figures of the rules, written down a second time, and a file that goes past one.

use backflare::model::limits::{self, MedicineLimits};
use backflare::model::time::Span;

use crate::story::check;

/// The figures of the specification, written down a second time: none changes by a slip of the hand.
#[test]
fn the_ceilings_are_those_of_the_rules() {
    let medicine = |limits: MedicineLimits| {
        let MedicineLimits { single_mg, in_24h_mg, in_12h_mg, small_mg, gap_small, gap_large, days, .. } = limits;
        let half = in_12h_mg.map(|mg| format!(", {mg} in 12h")).unwrap_or_default();
        format!(
            "{single_mg} mg at once, {in_24h_mg} in 24h{half}; {gap_small} after {small_mg}, {gap_large} after more; {days} days"
        )
    };
    assert_eq!(medicine(limits::IBUPROFEN), "400 mg at once, 1200 in 24h; 4h after 200, 6h after more; 10 days");
    assert_eq!(
        medicine(limits::NAPROXEN),
        "440 mg at once, 660 in 24h, 440 in 12h; 8h after 220, 8h after more; 10 days"
    );
    assert_eq!(medicine(limits::ACETAMINOPHEN), "1000 mg at once, 3000 in 24h; 4h after 650, 6h after more; 10 days");
    let spans: [(Span, &str); 26] = [
        (limits::ANALGESIC_WINDOW, "30d"),
        (limits::NSAID_SWITCH, "24h"),
        (limits::HEAT_SESSION, "20m"),
        (limits::HEAT_GAP, "2h"),
        (limits::COLD_SESSION, "20m"),
        (limits::COLD_GAP, "2h"),
        (limits::HEAT_COLD_GAP, "2h"),
        (limits::TOPICAL_BEFORE_HEAT, "12h"),
        (limits::HEAT_BEFORE_TOPICAL, "1h"),
        (limits::PATCH_ON, "8h"),
        (limits::PATCH_OFF, "12h"),
        (limits::PATCH_BEFORE_BED, "30m"),
        (limits::PATCH_REMINDER, "30m"),
        (limits::STRETCH_FROM, "48h"),
        (limits::HELPER_FROM, "72h"),
        (limits::MASSAGE_FROM, "72h"),
        (limits::MASSAGE_SPOT, "1m"),
        (limits::MASSAGE_MUSCLE, "2m"),
        (limits::MASSAGE_A_DAY, "15m"),
        (limits::SEDATED, "24h"),
        (limits::MICRO_HOLD, "2s"),
        (limits::WALK_EARLY, "5m"),
        (limits::RESCREEN_EARLY, "12h"),
        (limits::RESCREEN_EARLY_UNTIL, "72h"),
        (limits::RESCREEN, "24h"),
        (limits::SILENCE, "24h"),
    ];
    for (place, (limit, expected)) in spans.into_iter().enumerate() {
        assert_eq!(limit, Span::parse(expected).unwrap(), "number {place} of the list, {expected}");
    }
    assert_eq!([limits::RESCREEN_PREVENTION, limits::PLAN_ENDS], [Span::days(7), Span::days(42)]);
    assert_eq!([limits::ANALGESIC_DAYS, limits::TOPICAL_DAYS], [10, 7]);
    assert_eq!([limits::HEAT_IN_24H, limits::COLD_IN_24H, limits::RUB_IN_24H], [6, 4, 4]);
    assert_eq!([limits::MICRO_ROUNDS, limits::MICRO_SETS_A_DAY], [5, 3]);
}

#[test]
fn rule_4_a_file_past_a_ceiling_is_held() {
    check(&[
        ("protocol ibuprofen.medicine.dose_mg 600", &[("1h ibuprofen", "no ibuprofen-limits")]),
        (
            "protocol ibuprofen.medicine.spacing 1h
          1h took ibuprofen 200mg",
            &[("4h59m59s ibuprofen", "no ibuprofen-limits until 5h"), ("5h ibuprofen", "yes")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 1h
          protocol ibuprofen.medicine.most_mg_in_24h 5000
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        (
            "protocol ibuprofen.medicine.spacing 1h
          protocol ibuprofen.medicine.most_mg_in_24h null
          0h took ibuprofen 400mg
          6h took ibuprofen 400mg
          12h took ibuprofen 400mg",
            &[("18h ibuprofen", "no ibuprofen-limits until 24h")],
        ),
        ("protocol naproxen.medicine.dose_mg 500", &[("1h naproxen", "no naproxen-limits")]),
        (
            "protocol naproxen.medicine.spacing 1h
          0h took naproxen 220mg",
            &[("7h59m59s naproxen", "no naproxen-limits until 8h")],
        ),
        (
            "protocol naproxen.medicine.dose_mg 110
          protocol naproxen.medicine.spacing 1h
          1h took naproxen 300mg",
            &[("8h59m59s naproxen", "no naproxen-limits until 9h"), ("9h naproxen", "yes")],
        ),
        (
            "protocol acetaminophen.medicine.spacing 1h
          1h took acetaminophen 651mg",
            &[("6h59m59s acetaminophen", "no acetaminophen-limits until 7h"), ("7h acetaminophen", "yes")],
        ),
        ("protocol acetaminophen.medicine.dose_mg 1300", &[("1h acetaminophen", "no acetaminophen-limits")]),
        (
            "protocol acetaminophen.medicine.spacing 1h
          protocol acetaminophen.medicine.most_mg_in_24h 4000
          0h took acetaminophen 1000mg
          6h took acetaminophen 1000mg
          12h took acetaminophen 1000mg",
            &[("18h acetaminophen", "no acetaminophen-limits until 24h")],
        ),
        (
            "protocol ibuprofen.medicine.most_days 99
          1h took ibuprofen 200mg
          25h took ibuprofen 200mg
          49h took ibuprofen 200mg
          73h took ibuprofen 200mg
          97h took ibuprofen 200mg
          121h took ibuprofen 200mg
          145h took ibuprofen 200mg
          169h took ibuprofen 200mg
          193h took ibuprofen 200mg
          217h took ibuprofen 200mg",
            &[("241h ibuprofen", "no duration")],
        ),
        ("protocol heat.sessions.0.length 21m", &[("1h heat", "no heat")]),
        ("protocol heat.sessions.0.length 20m", &[("1h heat", "yes")]),
        ("protocol heat.sessions []", &[("1h heat", "no heat")]),
        (
            r#"protocol heat.sessions [{"length":"15m","cues":[{"say":"On","length":"21m"}]}]"#,
            &[("1h heat", "no heat")],
        ),
        (
            r#"protocol cold.sessions [{"length":"10m","rounds":3,"cues":[{"say":"On","length":"7m"}]}]"#,
            &[("1h cold", "no cold")],
        ),
        (r#"protocol heat.sessions [{"cues":[{"say":"On","length":"20m"}]}]"#, &[("1h heat", "yes")]),
        ("protocol cold.sessions []", &[("1h cold", "no cold")]),
        ("protocol cold.sessions.0.length 21m", &[("1h cold", "no cold")]),
        ("protocol cold.sessions.0.length 20m", &[("1h cold", "yes")]),
        ("", &[("1h aspirin", "no ceiling")]),
    ]);
}
