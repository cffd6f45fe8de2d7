//! The closed sets that safety reasons about. There is no "other": a new word here makes every match ask for a decision.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::limits;
use crate::model::time::Span;

/// What sort of thing a step is. Safety looks at this, never at a step's name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An active move, such as a cat-cow.
    Exercise,
    /// A pull that is held.
    Stretch,
    /// Getting from one place to another: standing up, out of bed.
    Movement,
    /// Walking.
    Walk,
    /// A way to lie, sit or stand.
    Posture,
    /// A heating pad, a hot-water bottle, a wrap.
    Heat,
    /// A cold pack.
    Cold,
    /// Something to swallow, or another dosed medicine.
    Medicine,
    /// A cream or gel rubbed in.
    Rub,
    /// A patch that stays on.
    Patch,
    /// A massage ball or gun.
    Massage,
    /// A question about how it is.
    CheckIn,
    /// Calling somebody.
    Contact,
}

impl Kind {
    /// Every kind, in the order of the format's documentation.
    pub const ALL: [Self; 13] = [
        Self::Exercise,
        Self::Stretch,
        Self::Movement,
        Self::Walk,
        Self::Posture,
        Self::Heat,
        Self::Cold,
        Self::Medicine,
        Self::Rub,
        Self::Patch,
        Self::Massage,
        Self::CheckIn,
        Self::Contact,
    ];

    /// What a kind is: the one table. What safety decides for each kind stands in `engine::safety`, as a rule.
    const fn traits(self) -> Traits {
        match self {
            Self::Exercise => Traits { moves: true, pulls: true, measured: true, ..Traits::of("exercise") },
            Self::Stretch => Traits { moves: true, pulls: true, measured: true, ..Traits::of("stretch") },
            Self::Movement => Traits { moves: true, pregnancy: true, ..Traits::of("movement") },
            Self::Walk => Traits { moves: true, pulls: true, measured: true, ..Traits::of("walk") },
            Self::Posture => Traits { rests: true, pregnancy: true, ..Traits::of("posture") },
            Self::Heat => {
                let worn = Some(WornKind { warmth: true, longest: limits::HEAT_SESSION });
                // Rule 13 judges it in pregnancy.
                Traits { worn, optional: true, needs_hand: true, pregnancy: true, measured: true, ..Traits::of("heat") }
            }
            Self::Cold => {
                let worn = Some(WornKind { warmth: true, longest: limits::COLD_SESSION });
                Traits { worn, optional: true, needs_hand: true, measured: true, ..Traits::of("cold") }
            }
            Self::Medicine => {
                Traits { optional: true, needs_hand: true, pregnancy: true, remedy: true, ..Traits::of("medicine") }
            }
            Self::Rub => Traits { optional: true, needs_hand: true, remedy: true, ..Traits::of("rub") },
            Self::Patch => {
                let worn = Some(WornKind { warmth: false, longest: limits::PATCH_ON });
                Traits { worn, optional: true, needs_hand: true, remedy: true, ..Traits::of("patch") }
            }
            // It is counted by the day, and a walk without hands records only at its end.
            Self::Massage => {
                Traits { moves: true, pulls: true, optional: true, needs_hand: true, ..Traits::of("massage") }
            }
            Self::CheckIn => Traits { needs_hand: true, asks: true, pregnancy: true, ..Traits::of("check-in") },
            Self::Contact => Traits { rests: true, pregnancy: true, ..Traits::of("contact") },
        }
    }

    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        self.traits().word
    }

    /// It is put on and comes off again: something warm or cold, or a patch.
    pub fn is_worn(self) -> bool {
        self.traits().worn.is_some()
    }

    /// It is done to the skin, so that other things there wait for it: heat, cold, a rub, a patch, a massage.
    pub fn is_on_skin(self) -> bool {
        self.is_optional() && self != Self::Medicine
    }

    /// The longest that something of this kind may be on. `None`: it is not put on.
    pub fn longest_on(self) -> Option<Span> {
        self.traits().worn.map(|worn| worn.longest)
    }

    /// It warms or cools: it is felt all the time, and asked about at its end.
    pub fn warms_or_cools(self) -> bool {
        self.traits().worn.is_some_and(|worn| worn.warmth)
    }

    /// The body moves or is worked: the pain may be asked before and after it.
    pub fn moves(self) -> bool {
        self.traits().moves
    }

    /// A leg sign stops it, unless its step says `leg_ok`.
    pub fn pulls(self) -> bool {
        self.traits().pulls
    }

    /// It is offered for those who like it. Left out, nothing is missed.
    pub fn is_optional(self) -> bool {
        self.traits().optional
    }

    /// It cannot be done by somebody who has no hand free for a key.
    pub fn needs_a_hand(self) -> bool {
        self.traits().needs_hand
    }

    /// It stays in pregnancy, even where its step does not say so.
    pub fn is_spared_in_pregnancy(self) -> bool {
        self.traits().pregnancy
    }

    /// It is rest or help, and may stay under an emergency.
    pub fn is_rest_or_help(self) -> bool {
        self.traits().rests
    }

    /// How long and how often is what a page for the day tells of it: what is done with the body, and warmth.
    pub fn is_measured(self) -> bool {
        self.traits().measured
    }

    /// It holds something against the pain: taken, rubbed in or stuck on. Its name says more of the person than a walk does,
    /// and only a clinician gives some of it.
    pub fn is_remedy(self) -> bool {
        self.traits().remedy
    }

    /// Where it is timed or dosed, its figures need no source: nothing is done to the body.
    pub fn needs_no_source(self) -> bool {
        self.traits().rests || self.traits().asks
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a kind is.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table: each column is yes or no")]
#[derive(Clone, Copy)]
struct Traits {
    /// The word in files and JSON.
    word: &'static str,
    /// What is put on.
    worn: Option<WornKind>,
    moves: bool,
    pulls: bool,
    optional: bool,
    needs_hand: bool,
    /// It stays in pregnancy.
    pregnancy: bool,
    /// It is rest or help.
    rests: bool,
    /// It only asks.
    asks: bool,
    /// Its length and how often it comes are what a page for the day tells of it.
    measured: bool,
    /// It holds something against the pain: taken, rubbed in or stuck on.
    remedy: bool,
}

/// Something that is put on.
#[derive(Clone, Copy)]
struct WornKind {
    /// It warms or cools.
    warmth: bool,
    /// The longest that it may be on.
    longest: Span,
}

impl Traits {
    /// A kind of which nothing is true yet: each row says what is.
    const fn of(word: &'static str) -> Self {
        Self {
            word,
            worn: None,
            moves: false,
            pulls: false,
            optional: false,
            needs_hand: false,
            pregnancy: false,
            rests: false,
            asks: false,
            measured: false,
            remedy: false,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How soon somebody must look at a sign. Greater is more urgent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// In the next days. Does not stop the plan, but stretching and massage are left out.
    Soon,
    /// Today. Latches: nothing but posture, movement and help until a clinician has looked.
    SameDay,
    /// Now. Latches: nothing but help.
    Emergency,
}

impl Urgency {
    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::SameDay => "same-day",
            Self::Emergency => "emergency",
        }
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a protocol is for, and so which rules of time hold for its course.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CourseKind {
    /// An episode with a beginning and an end.
    #[default]
    Flare,
    /// What comes after, for as long as it pleases.
    Prevention,
}

impl CourseKind {
    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flare => "flare",
            Self::Prevention => "prevention",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    /// The table as it is read: a word, and a letter for each thing that is true of the kind.
    #[test]
    fn each_kind_is_what_it_is() {
        let letters = |kind: Kind| {
            let row = [
                ('w', kind.is_worn()),
                ('t', kind.warms_or_cools()),
                ('m', kind.moves()),
                ('p', kind.pulls()),
                ('o', kind.is_optional()),
                ('h', kind.needs_a_hand()),
                ('s', kind.is_spared_in_pregnancy()),
                ('r', kind.is_rest_or_help()),
                ('n', kind.needs_no_source()),
            ];
            let letters: String = row.into_iter().filter(|(_, is)| *is).map(|(letter, _)| letter).collect();
            format!("{kind} {letters}")
        };
        assert_eq!(
            Kind::ALL.map(letters),
            [
                "exercise mp",
                "stretch mp",
                "movement ms",
                "walk mp",
                "posture srn",
                "heat wtohs",
                "cold wtoh",
                "medicine ohs",
                "rub oh",
                "patch woh",
                "massage mpoh",
                "check-in hsn",
                "contact srn",
            ]
        );
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(kind.is_worn(), kind.longest_on().is_some());
        }
    }
}
