//! Rule 12: rubs and patches, and nothing warm on them.

use crate::story::check;

#[test]
fn rule_12_nothing_warm_on_a_cream() {
    const TWELVE: &[(&str, &str)] = &[("12h59m59s heat", "no topical until 13h"), ("13h heat", "yes")];
    check(&[
        ("1h done menthol", TWELVE),
        ("1h took wintergreen", TWELVE),
        ("1h took voltaren", TWELVE),
        (
            "0h on patch
          1h off patch",
            TWELVE,
        ),
        // What is swallowed is not on the skin.
        ("1h took acetaminophen 500mg", &[("2h heat", "yes"), ("2h menthol", "yes"), ("2h patch", "yes")]),
        // It is still on: 12 h after it came off is not known yet.
        ("1h on patch", &[("2h heat", "no topical"), ("50h heat", "no topical")]),
        // One that comes off says nothing of another that is still on.
        (
            "1h on patch
          2h on lidocaine-patch
          3h off lidocaine-patch",
            &[("50h heat", "no topical")],
        ),
        ("1h took biofreeze 10mg contains menthol", TWELVE),
        // Under a name that this protocol does not know it may be anything that is put on.
        (
            "1h on my-patch",
            &[
                ("2h heat", "no heat"),
                ("2h patch", "no topical"),
                ("2h menthol", "no topical"),
                ("2h cold", "no cold"),
                ("2h gun", "no movement"),
            ],
        ),
        (
            "0h on my-patch
          1h off my-patch",
            TWELVE,
        ),
        // Nor for somebody who has begun another flare since.
        (
            "-1h start
          1h done menthol
          2h end
          2h30m start
          2h31m answer fall-or-blow no",
            TWELVE,
        ),
        (
            "-1h start
          1h on patch
          2h end
          2h30m start
          2h31m answer fall-or-blow no",
            &[("5h heat", "no topical")],
        ),
    ]);
}

#[test]
fn rule_12_rubs_and_patches() {
    const NO: &[(&str, &str)] = &[("1h menthol", "no topical"), ("1h patch", "no topical")];
    check(&[
        (
            "",
            &[
                ("1h menthol", "yes"),
                ("1h menthol-rub", "yes"),
                ("1h patch", "yes"),
                ("1h lidocaine-patch", "yes"),
                // Bed is at 14h30m: a patch is off half an hour before, so it does not go on later than that.
                ("14h patch", "yes"),
                ("14h1s patch", "no topical until 23h"),
                ("15h patch", "no topical until 23h"),
                ("14h1s menthol", "yes"),
            ],
        ),
        ("0h answer broken-skin yes", NO),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", NO),
        (
            "bare
          0h none
          0h answer recent-medicine no",
            NO,
        ),
        // Not on warm skin: an hour after heat.
        (
            "1h done heat",
            &[
                ("1h59m59s menthol", "no topical until 2h"),
                ("2h menthol", "yes"),
                ("1h59m59s patch", "no topical until 2h"),
                ("2h patch", "yes"),
            ],
        ),
        ("1h on heat", &[("3h menthol", "no topical"), ("3h patch", "no topical")]),
        // Never two on one site.
        (
            "1h done menthol-rub",
            &[
                ("2h menthol-rub", "yes"),
                ("12h59m59s menthol", "no topical until 13h"),
                ("13h menthol", "yes"),
                ("12h59m59s patch", "no topical until 13h"),
                ("13h patch", "yes"),
            ],
        ),
        ("1h took voltaren", &[("12h59m59s menthol", "no topical until 13h"), ("13h menthol", "yes")]),
        ("1h took mystery", &[("12h59m59s patch", "no topical until 13h"), ("13h patch", "yes")]),
        // Four rubs in 24 hours.
        (
            "0h done menthol
          1h done menthol
          2h done menthol",
            &[("3h menthol", "yes")],
        ),
        (
            "0h done menthol
          1h done menthol
          2h done menthol
          3h done menthol",
            &[
                ("4h menthol", "no topical until 24h"),
                ("23h59m59s menthol", "no topical until 24h"),
                ("24h menthol", "yes"),
            ],
        ),
        (
            "0h took biofreeze 10mg contains menthol
          12h done menthol
          13h done menthol
          14h done menthol",
            &[("15h menthol", "no topical until 24h")],
        ),
        // One patch, eight hours at most, then twelve without.
        (
            "0h on patch
          1h off patch",
            &[
                ("12h59m59s patch", "no topical until 13h"),
                ("13h patch", "yes"),
                ("12h59m59s menthol", "no topical until 13h"),
                ("13h menthol", "yes"),
            ],
        ),
        ("1h on patch", &[("2h patch", "no topical"), ("2h menthol", "no topical"), ("30h patch", "no topical")]),
        (
            "1h on patch
          2h off patch
          10h on patch",
            &[("11h why patch", "PatchIsOn PatchIsOn")],
        ),
        ("6h on patch", &[("13h29m59s alerts", "none"), ("13h30m alerts", "TakeOff")]),
        (r#"protocol patch.sessions [{"length":"8h"}]"#, &[("1h patch", "yes")]),
        (r#"protocol patch.sessions [{"length":"8h1m"}]"#, &[("1h patch", "no topical")]),
        (
            r#"protocol patch.sessions [{"length":"1h","cues":[{"say":"On","length":"8h1m"}]}]"#,
            &[("1h patch", "no topical")],
        ),
    ]);
}

#[test]
fn rule_12_a_patch_comes_off_in_time() {
    check(&[
        // It is said half an hour before it must come off, be that for its hours or for bed.
        ("1h on patch", &[("8h29m59s alerts", "none"), ("8h30m alerts", "TakeOff"), ("9h alerts", "TakeOff")]),
        ("10h on patch", &[("13h29m59s alerts", "none"), ("13h30m alerts", "TakeOff")]),
        ("1h on heat", &[("1h19m59s alerts", "none"), ("1h20m alerts", "TakeOff")]),
        (
            "1h on patch
          2h off patch",
            &[("9h alerts", "none")],
        ),
        // Twelve hours without one follow, counted from when it came off, which is when it was done where that was said.
        (
            "1h on patch
          9h done patch",
            &[("20h59m59s patch", "no topical until 23h"), ("23h patch", "yes")],
        ),
        (
            "1h on patch
          2h off patch",
            &[
                ("13h59m59s patch", "no topical until 14h"),
                ("14h patch", "yes"),
                ("14h1s patch", "no topical until 23h"),
            ],
        ),
    ]);
}

#[test]
fn rule_12_seven_days() {
    check(&[
        (
            "1h done menthol
          25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          98h done menthol
          121h done menthol",
            &[("145h menthol", "yes")],
        ),
        (
            "1h done menthol
          25h done menthol
          49h done menthol
          73h done menthol
          97h done menthol
          121h done menthol
          145h done menthol",
            &[("169h menthol", "no topical"), ("169h patch", "no topical"), ("35d menthol", "no topical")],
        ),
        // Days before the flare count too, for thirty days.
        (
            "-719h done menthol
          -122h done menthol
          -98h done menthol
          -74h done menthol
          -50h done menthol
          -26h done menthol
          0h done menthol",
            &[("1h menthol", "no topical"), ("1h patch", "no topical")],
        ),
        (
            "-719h1s done menthol
          -122h done menthol
          -98h done menthol
          -74h done menthol
          -50h done menthol
          -26h done menthol
          0h done menthol",
            &[("1h menthol", "yes")],
        ),
        // Whatever a file says is in it.
        (r#"protocol menthol.medicine {"name":"methyl-salicylate","spacing":"4h"}"#, &[("1h menthol", "no ceiling")]),
    ]);
}
