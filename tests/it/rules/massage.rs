//! Rule 15 for massage: where, for how long, and for whom it is not.

use crate::story::check;

/// Fifteen spots for a minute each.
macro_rules! spots {
    () => {
        concat!(spots!(5), ",", spots!(5), ",", spots!(5))
    };
    (5) => {
        concat!(spots!(1), ",", spots!(1), ",", spots!(1), ",", spots!(1), ",", spots!(1))
    };
    (1) => {
        r#"{"say":"Here","length":"60s"}"#
    };
}

#[test]
fn rule_15_massage() {
    const NO: &[(&str, &str)] = &[("80h gun", "no movement"), ("80h massage-gun", "no movement")];
    const YES: &[(&str, &str)] = &[("80h gun", "yes")];
    check(&[
        (
            "",
            &[
                ("71h59m59s gun", "no movement until 72h"),
                ("72h gun", "yes"),
                ("72h massage-gun", "yes"),
                ("72h massage-ball", "yes"),
            ],
        ),
        ("", &[("41d23h59m59s gun", "yes"), ("42d gun", "no duration")]),
        ("profile clot yes", NO),
        ("profile clot", NO),
        ("profile thinner-steroid yes", NO),
        ("profile pregnant yes", NO),
        ("profile pregnant cleared", NO),
        (
            "profile weak-bones yes
          1h seen",
            NO,
        ),
        ("profile disc-scoliosis yes", NO),
        ("profile disc-scoliosis cleared", YES),
        ("profile disc-scoliosis", NO),
        ("profile device yes", NO),
        ("profile device cleared", YES),
        ("profile nerve yes", NO),
        ("profile nerve cleared", YES),
        ("profile surgery yes", NO),
        ("profile surgery cleared", YES),
        ("79h pain 5 leg", NO),
        ("79h sign leg-above-knee", NO),
        ("79h sign no-ease", NO),
        // Not where little is felt: for 24 h after a relaxer, nor over a rub or a patch.
        ("72h took valium 5mg", &[("95h59m59s gun", "no movement until 96h"), ("96h gun", "yes")]),
        ("72h done menthol", &[("83h59m59s gun", "no topical until 84h"), ("84h gun", "yes")]),
        ("72h on patch", &[("80h gun", "no topical")]),
        // A minute a spot, two a muscle, fifteen a day. The day begins at 92h.
        ("protocol gun.sessions.0.cues.0.length 61s", NO_GUN),
        ("protocol gun.sessions.0.rounds 2", YES),
        ("protocol gun.sessions.0.rounds 3", NO_GUN),
        ("protocol gun.sessions []", NO_GUN),
        (
            "73h done gun
          74h done gun",
            &[("76h gun", "yes")],
        ),
        // One session of fifteen minutes is a day's; of longer, none. One of which nobody knows how long it was counts as that.
        (FIFTEEN, &[("80h gun", "yes")]),
        (FIFTEEN_AND_A_HALF, NO_GUN),
        (
            "protocol gun.sessions.0.sides false
          protocol gun.sessions.0.cues [{\"say\":\"One\",\"length\":\"60s\"}]
          protocol massage-gun.sessions [{\"cues\":[]}]
          73h done massage-gun",
            &[("76h gun", "no movement until 92h"), ("92h gun", "yes")],
        ),
        (
            "73h done gun
          74h done gun
          75h done massage-gun",
            &[("76h gun", "no movement until 92h"), ("76h massage-ball", "no movement until 92h"), ("92h gun", "yes")],
        ),
    ]);
}

/// A massage of fifteen spots for a minute each, and of one half a minute more.
const FIFTEEN: &str = concat!("protocol gun.sessions.0.sides false\nprotocol gun.sessions.0.cues [", spots!(), "]");
const FIFTEEN_AND_A_HALF: &str = concat!(
    "protocol gun.sessions.0.sides false\nprotocol gun.sessions.0.cues [",
    spots!(),
    r#", {"say":"More","length":"30s"}]"#
);

/// Of the gun that a story has changed, and of no other.
const NO_GUN: &[(&str, &str)] = &[("80h gun", "no movement"), ("80h massage-gun", "yes")];
