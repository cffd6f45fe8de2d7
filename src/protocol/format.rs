//! The protocol format, version 1: one set of types for the author's file, the checked value and a flare's own copy.
//!
//! Flat, with a `kind`, and strict: an unknown field is an error, because a misspelt `untill` must not mean "for ever".
//! Durations are `"20m"`, ids are kebab-case. There are no expressions. Names follow HL7 FHIR's `PlanDefinition`
//! (action, title, relatedAction) and Timing where a plain word exists there.
//!
//! What is deliberately absent: classes of medicine, age limits, the times of re-screening. Those are safety, and code.

mod day_time;

use serde::{Deserialize, Serialize};

pub use day_time::{Anchor, DayTime};

use crate::model::id::Id;
use crate::model::kind::{Course, Kind, Urgency};
use crate::model::profile::Fact;
use crate::model::time::Span;

/// The version of the format that this program reads.
pub const FORMAT: u32 = 1;

/// A whole protocol.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// The address of a JSON schema, for editors. Ignored.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the format: 1.
    pub format: u32,
    /// The protocol's name; for a built-in one, also its file's.
    pub id: Id,
    /// The author's version, such as `"1.0.0"`.
    pub version: String,
    /// One line for people.
    pub title: String,
    /// A BCP 47 tag, such as `"en"`.
    pub language: String,
    /// A flare (the default) or prevention.
    #[serde(default)]
    pub course: Course,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The clinicians who reviewed it. Empty: the program says "not reviewed by a clinician".
    pub reviewers: Vec<String>,
    /// Where the figures come from.
    pub sources: Vec<Source>,
    /// Signs that somebody must look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// The cards on which the signs are asked, in the order of asking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// What is said when a sign of each urgency is present.
    #[serde(default, skip_serializing_if = "Referrals::is_empty")]
    pub referrals: Referrals,
    /// The stretches of the course. The current one is the last that holds now.
    pub phases: Vec<Phase>,
    /// Reasons to stop, shared by steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// The things to do.
    pub steps: Vec<Step>,
    /// Steps that belong together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routines: Vec<Routine>,
    /// What to leave alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<Avoid>,
    /// When to tell somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalations: Vec<Escalation>,
    /// What is said when nothing is due, by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub idle: Vec<String>,
    /// What is said when nothing is due, in sleeping hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub idle_at_night: Vec<String>,
}

/// Where a figure comes from. The built-in protocols name each fact; an author may name a whole document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name by which steps cite it.
    pub cite: String,
    /// The fact in our own words, such as "15 to 20 minutes, a few times a day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// The document.
    pub title: String,
    /// The year, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The address, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// It is the author's own caution margin and no published fact.
    #[serde(default, skip_serializing_if = "is_false")]
    pub margin: bool,
}

/// A sign (a red flag).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its name.
    pub id: Id,
    /// One line, as it stands on a card.
    pub text: String,
    /// How soon somebody must look at it.
    pub urgency: Urgency,
    /// The facts behind it.
    pub sources: Vec<String>,
    /// It is a sign in the leg (or another limb): `log --leg` asks it, and stretching and massage stop for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leg: bool,
    /// The profile's question that this line answers, so that it is asked only once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
    /// What is said when it is present, instead of the referral of its urgency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<String>,
}

/// A screening card: asked together, answered with one key. Its urgency is that of its most urgent sign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its name.
    pub id: Id,
    /// The heading.
    pub title: String,
    /// The heading when it is asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<String>,
    /// The lines, one letter each.
    pub lines: Vec<CardLine>,
    /// A step after whose first time the card is asked; until then it is pending, and guards, but is not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id>,
    /// How long after the start the card is asked, whatever has been done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// How often it is asked again. Only ever more often than the rules ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Span>,
}

/// A line of a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CardLine {
    /// The words; without them, the text of its sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The signs that a yes to this line covers.
    pub signs: Vec<Id>,
}

/// What is said for each urgency. `{sign}` and `{emergency-number}` are replaced.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Referrals {
    /// Now.
    #[serde(default)]
    pub emergency: Vec<String>,
    /// Today.
    #[serde(default)]
    pub same_day: Vec<String>,
    /// In the next days.
    #[serde(default)]
    pub soon: Vec<String>,
}

impl Referrals {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A stretch of the course. It holds when everything that it names holds; one that names nothing always holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its name.
    pub id: Id,
    /// A few words for people.
    pub title: String,
    /// The person cannot get up: cards come one at a time with something to do between, and small moves are not counted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub floor: bool,
    /// From so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Once this step has been done ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Id>,
    /// ... and this one has not been done since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_since: Option<Id>,
    /// When every pain logged lately was low enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainOver>,
    /// When no leg sign was reported for so long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_leg: Option<Span>,
    /// Only while the last two check-ins show no rise of 2 or more and no leg sign.
    #[serde(default, skip_serializing_if = "is_false")]
    pub steady: bool,
    /// The least time from one paced step to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Span>,
    /// The most paced steps in a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_a_day: Option<u32>,
    /// What is said when nothing is due, instead of the protocol's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub idle: Vec<String>,
}

/// Pain over a span: every level logged in the last `within` is at most `at_most`, there is one, and the low logs in a
/// row lie at least `span` apart from first to last. No logs: it does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PainOver {
    /// 0 to 10.
    pub at_most: u8,
    /// How far back.
    pub within: Span,
    /// How much of it the logs must cover.
    pub span: Span,
}

/// A reason to stop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Its name.
    pub id: Id,
    /// The words.
    pub say: Vec<String>,
}

/// One thing to do.
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the file, which an author sets by name")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub id: Id,
    /// What sort of thing it is.
    pub kind: Kind,
    /// A few words.
    pub title: String,
    /// What to do: at most four lines of at most 80 letters.
    pub say: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The reason to stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Id>,
    /// The facts behind its times and doses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// When it is due.
    pub timing: Timing,
    /// The phases in which it may be done. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Id>,
    /// Not before so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Not from so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Span>,
    /// The most times in a civil day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_a_day: Option<u32>,
    /// The most times in any 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_in_24h: Option<u32>,
    /// The most times in seven civil days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_a_week: Option<u32>,
    /// Not when the newest log says less pain than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_from: Option<u8>,
    /// Only when the newest log says at most this; without a log it is not known, so not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_to: Option<u8>,
    /// Steps that must have been done in this course. A name that stands twice must have been done twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Id>,
    /// It needs a helper who is there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub helper: bool,
    /// A move so small that it may be done before the same-day card is answered: at most five rounds, held two seconds.
    #[serde(default, skip_serializing_if = "is_false")]
    pub micro: bool,
    /// It waits until two check-ins in a row show no rise of 2 and no leg sign.
    #[serde(default, skip_serializing_if = "is_false")]
    pub brake: bool,
    /// It stays while a leg sign stands.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leg_ok: bool,
    /// It stays in pregnancy.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pregnant_ok: bool,
    /// It stays under an emergency, too (posture and contact only). Under a same-day sign all postures and movements do.
    #[serde(default, skip_serializing_if = "is_false")]
    pub latch_ok: bool,
    /// How far it keeps from others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// How long and how often, by stages; the last whose `from` and `phase` fit counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// What may be done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Id>,
    /// It is offered only while that step is withheld for this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Id>,
    /// The medicine and its dose, for the kind `medicine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medicine: Option<Medicine>,
    /// A check-in asks for the pain, and `log` does it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub asks_pain: bool,
    /// Cards that are asked with this check-in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Id>,
    /// They are asked only until so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_until: Option<Span>,
    /// Doing it begins sleep: no heat or cold until getting up.
    #[serde(default, skip_serializing_if = "is_false")]
    pub begins_sleep: bool,
    /// Where it stands among things that are due at once: lower comes first.
    #[serde(default)]
    pub priority: u32,
    /// Whether it keeps, and sets, the pace of its phase.
    #[serde(default)]
    pub pace: Pace,
    /// An offer that is not taken is gone after so long, and comes back at its next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Span>,
    /// Passed over, it comes back after so long; without it, at its next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_skip: Option<Span>,
    /// A drawing: at most 8 lines of at most 32 printable ASCII characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawing: Vec<String>,
}

/// Whether a step keeps the pace of its phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// It neither waits for the pace nor restarts it.
    #[default]
    Free,
    /// It waits for the pace and restarts it.
    Paced,
    /// Its first time does not wait, but restarts it.
    PacedAfterFirst,
}

/// When a step is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// How the rest is read.
    pub kind: TimingKind,
    /// `every`: from one time to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Span>,
    /// `every`: counted from the beginning of the last time instead of its end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub from_start: bool,
    /// `once`, `every`: what the first time is counted from: the newest of these steps, done; `"start"` is the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Id>,
    /// `once`, `every`: how long after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Span>,
    /// `at`: the times of day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<DayTime>,
    /// `at`: only on every so many days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    /// Not begun later in the day than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<DayTime>,
    /// The hours in which it is due.
    #[serde(default)]
    pub hours: DueHours,
}

/// How a [`Timing`] is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimingKind {
    /// Once, `first` after the newest of `after`.
    Once,
    /// Again and again, `every` since the last time.
    Every,
    /// At times of the day.
    At,
    /// Only when the person asks.
    OnDemand,
}

/// The hours in which something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DueHours {
    /// Between getting up and bedtime.
    #[default]
    Waking,
    /// Between bedtime and getting up.
    Sleeping,
    /// Day and night.
    Any,
}

/// How far a step keeps from another: it begins no sooner than `gap` after that one ended. For both orders, both say it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// A kind, or a step.
    pub from: Id,
    /// How long.
    pub gap: Span,
}

/// One stage of a session.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// From so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Only in this phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Id>,
    /// A counted length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Span>,
    /// How many times the cues are gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<u32>,
    /// Each side in turn.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sides: bool,
    /// What one round says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// Asked at the end before it counts as done: "Is the pad off?".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_with: Option<String>,
    /// After the rounds, an open end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenEnd>,
}

/// A cue: a word and how long it lasts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The word.
    pub say: String,
    /// How long.
    pub length: Span,
    /// It is a rest, not a hold.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rest: bool,
}

/// An open end: it lasts until a question is answered with yes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenEnd {
    /// The question: "Can you stand?".
    pub question: String,
    /// What to do meanwhile.
    pub say: Vec<String>,
    /// How often it is asked.
    pub every: Span,
    /// How long it may last, counted from the step's own first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Span>,
    /// The sign that a "no" past the limit latches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<Id>,
    /// What is said past the limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_limit: Vec<String>,
    /// The step that a yes leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Id>,
}

/// A medicine. The ceilings of `engine::safety` hold whatever stands here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Medicine {
    /// The active ingredient, by its US name, or a name that only this protocol knows.
    pub name: Id,
    /// The dose, in milligrams. Without it, `amount` says the dose in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_mg: Option<u32>,
    /// The dose in words: "1 drop in each eye".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// A larger dose, offered only when the last `dose_mg` was said not to have helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_mg: Option<u32>,
    /// What is said when the larger dose is offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub option_say: Vec<String>,
    /// The least time between two doses.
    pub spacing: Span,
    /// The most in any 24 hours, the dose in question included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_mg_in_24h: Option<u32>,
    /// The most doses in any 24 hours, the dose in question included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_doses_in_24h: Option<u32>,
    /// The most different days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_days: Option<u32>,
}

/// Steps that belong together, at a time or on demand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// Its name.
    pub id: Id,
    /// A few words.
    pub title: String,
    /// When it is due.
    pub timing: Timing,
    /// The steps, in order.
    pub steps: Vec<Id>,
    /// A step that comes due within so long before it waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Span>,
    /// It is over so long after it was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Span>,
    /// What is said at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// Something to leave alone. Shown, never "done".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// Its name.
    pub id: Id,
    /// The words.
    pub say: String,
    /// The facts behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// From so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Until so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Span>,
    /// When it comes first: by day, by night, or always.
    #[serde(default)]
    pub hours: DueHours,
}

/// When to tell somebody: an alert above every action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Its name.
    pub id: Id,
    /// How soon.
    pub urgency: Urgency,
    /// The words.
    pub say: Vec<String>,
    /// From so long after the start.
    pub from: Span,
    /// Until so long after the start; without it, to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Span>,
    /// Only while the pain is not at least so much lower than at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_better_by: Option<u8>,
    /// The facts behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Protocol {
    /// A protocol that says nothing: for what is asked of the journal while no course runs.
    pub fn none() -> Self {
        Self {
            schema: None,
            format: FORMAT,
            id: Id::parse("none").unwrap_or_else(|| unreachable!("it is in kebab-case")),
            version: String::new(),
            title: String::new(),
            language: String::new(),
            course: Course::Flare,
            authors: Vec::new(),
            reviewers: Vec::new(),
            sources: Vec::new(),
            signs: Vec::new(),
            cards: Vec::new(),
            referrals: Referrals::default(),
            phases: Vec::new(),
            stops: Vec::new(),
            steps: Vec::new(),
            routines: Vec::new(),
            avoid: Vec::new(),
            escalations: Vec::new(),
            idle: Vec::new(),
            idle_at_night: Vec::new(),
        }
    }

    /// The step of that name.
    pub fn step(&self, id: &Id) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The sign of that name.
    pub fn sign(&self, id: &Id) -> Option<&Sign> {
        self.signs.iter().find(|sign| sign.id == *id)
    }

    /// The card of that name.
    pub fn card(&self, id: &Id) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == *id)
    }

    /// The signs of a card, in order.
    pub fn signs_of<'a>(&'a self, card: &'a Card) -> impl Iterator<Item = &'a Sign> {
        card.lines.iter().flat_map(|line| &line.signs).filter_map(|id| self.sign(id))
    }

    /// How urgent a card is: as its most urgent sign.
    pub fn urgency_of(&self, card: &Card) -> Urgency {
        self.signs_of(card).map(|sign| sign.urgency).max().unwrap_or(Urgency::Soon)
    }
}
