//! Rules 13 and 14: heat and cold.

use crate::story::check;

#[test]
fn rule_13_heat() {
    const NO: &[(&str, &str)] = &[("1h heat", "no heat")];
    const YES: &[(&str, &str)] = &[("1h heat", "yes")];
    check(&[
        ("", YES),
        ("1h done heat", &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes")]),
        (
            "1h done heat
          3h done heat
          5h done heat
          7h done heat
          9h done heat
          11h done heat",
            &[("13h heat", "no heat until 25h"), ("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")],
        ),
        // Not confirmed as off: it is on.
        ("1h on heat", &[("9h heat", "no heat"), ("9h cold", "no cold")]),
        // Nothing is rubbed on skin that it has warmed, for an hour.
        ("1h done heat", &[("1h59m59s menthol-rub", "no topical until 2h"), ("2h menthol-rub", "yes")]),
        // Bed is at 22:30, which is 14h30m: 15 minutes of heat, off 15 minutes before.
        (
            "",
            &[
                ("14h heat", "yes"),
                ("14h1s heat", "no heat until 23h"),
                ("22h59m59s heat", "no heat until 23h"),
                ("23h heat", "yes"),
            ],
        ),
        // Hours without a night, as they could once be stored: from 23:00 on it is one all the same.
        ("profile sleeps 07:00", &[("14h30m heat", "yes"), ("15h30m heat", "no heat until 23h")]),
        ("profile sleeps 06:30", &[("15h30m heat", "no heat until 23h"), ("22h heat", "no heat until 23h")]),
        (
            "12h done lie-down",
            &[
                ("13h heat", "no heat until 23h"),
                ("13h cold", "no cold until 23h"),
                ("23h heat", "yes"),
                ("23h cold", "yes"),
            ],
        ),
        // Drowsy for 8 h; after a medicine that does it, for 24 h.
        ("1h answer drowsy yes", &[("8h59m59s heat", "no heat until 9h")]),
        (
            "1h answer drowsy yes
          9h answer drowsy no",
            &[("9h heat", "yes")],
        ),
        // In the last two hours before bed, "nothing drowsy" must have been said within eight hours.
        ("2h answer drowsy no", &[("12h29m59s heat", "yes"), ("12h30m heat", "no heat")]),
        ("4h30m answer drowsy no", &[("12h30m heat", "no heat")]),
        ("4h30m1s answer drowsy no", &[("12h30m heat", "yes")]),
        ("1h took valium 5mg", &[("24h59m59s heat", "no heat until 25h"), ("25h heat", "yes")]),
        // What was taken, and what was said since: whichever holds longer.
        (
            "1h took valium 5mg
          20h answer drowsy yes",
            &[
                ("21h heat", "no heat until 28h"),
                ("24h59m59s heat", "no heat until 28h"),
                ("25h heat", "no heat until 28h"),
            ],
        ),
        ("1h took valium 5mg", &[("24h59m59s alerts", "Sedated"), ("25h alerts", "none")]),
        // A flare that is over keeps nobody cool.
        (
            "-1h start
          1h done heat
          90m end
          100m start
          101m answer fall-or-blow no",
            &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes"), ("2h cold", "no cold until 3h")],
        ),
        ("1h took alcohol", &[("8h59m heat", "no heat until 9h"), ("9h heat", "yes")]),
        ("1h took mystery", &[("2h heat", "no heat until 25h")]),
        // A bruise for 48 h.
        ("1h answer bruise yes", &[("48h59m59s heat", "no heat until 49h"), ("49h heat", "yes")]),
        (
            "bare
          0h none
          0h answer broken-skin no
          0h answer drowsy no",
            NO,
        ),
        ("0h answer broken-skin yes", NO),
        ("profile less-feeling yes", NO),
        ("profile less-feeling cleared", YES),
        ("profile less-feeling", NO),
        ("profile circulation yes", NO),
        ("profile circulation cleared", YES),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", YES),
        // From 65 only while somebody is there.
        ("profile age 64", YES),
        ("profile age 65", NO),
        (
            "profile age 65
          0h answer helper-here no",
            NO,
        ),
        (
            "profile age 65
          0h answer helper-here yes",
            &[("1h59m59s heat", "yes"), ("2h heat", "no heat")],
        ),
    ]);
}

#[test]
fn rule_14_cold() {
    const NO: &[(&str, &str)] = &[("1h cold", "no cold")];
    check(&[
        ("", &[("1h cold", "yes")]),
        ("1h on cold", &[("1h19m59s alerts", "none"), ("1h20m alerts", "TakeOff")]),
        ("1h done cold", &[("2h59m59s cold", "no cold until 3h"), ("3h cold", "yes")]),
        (
            "1h done cold
          3h done cold
          5h done cold
          7h done cold",
            &[("9h cold", "no cold until 25h"), ("25h cold", "yes")],
        ),
        // Two hours from heat, both ways.
        ("1h done heat", &[("2h59m59s cold", "no cold until 3h"), ("3h cold", "yes")]),
        ("1h done cold", &[("2h59m59s heat", "no heat until 3h"), ("3h heat", "yes")]),
        // Never asleep: ten minutes end before bed.
        ("", &[("14h20m cold", "yes"), ("14h20m1s cold", "no cold until 23h"), ("15h cold", "no cold until 23h")]),
        ("profile less-feeling yes", NO),
        ("profile circulation yes", NO),
        ("profile raynaud yes", NO),
        ("profile high-pressure yes", NO),
        ("profile raynaud", NO),
        ("0h answer broken-skin yes", NO),
    ]);
}
