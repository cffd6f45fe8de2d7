//! The protocol format, versions 1 and 2: one set of types for the author's file, the checked value and a flare's own copy.
//!
//! Flat, with a `kind`, and strict: an unknown field is an error, because a misspelt `untill` must not mean "for ever".
//! Durations are `"20m"`, ids are kebab-case. There are no expressions. Names follow HL7 FHIR's `PlanDefinition`
//! (action, title, relatedAction) and Timing where a plain word exists there.
//!
//! What is deliberately absent: the limits of medicines, age limits, the times of re-screening. Those are safety, and code.

mod body;
mod card;
mod choice;
mod day_time;
mod session;
mod source;
mod step;

use serde::{Deserialize, Serialize};

pub use body::{Expected, MadeFor, Prescribed};
pub use card::{Card, CardLine, QuestionCard, QuestionLine};
pub use choice::{ChoiceCard, ChoiceOption, OptionRest};
pub use day_time::{Anchor, DayTime};
pub use session::{CHANGE_OF_SIDES, Cue, Growth, Layout, OpenEnd, Piece, Session, Side, Spot};
pub use source::{Source, Sources};
pub use step::{Apart, BodyPosition, DueHours, Fewer, Medicine, MedicineClass, Pace, Step, Timing, TimingKind};

use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind, Urgency};
use crate::model::profile::Fact;
use crate::model::time::Span;

/// The newest version of the format that this program reads.
pub const FORMAT: u32 = 2;

/// The oldest. It has no `for`: it is read as a plan for a low back that expects nothing.
pub const OLDEST_FORMAT: u32 = 1;

/// A whole protocol.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// The address of a JSON schema, for editors. Ignored.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the format: 2. An older file says 1.
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
    pub course: CourseKind,
    /// What it is made for. Format 2 must say it.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub made_for: Option<MadeFor>,
    /// The part of the body, or the operation: "knee", "a new lens in one eye".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What is true of everybody it is made for, so that saying so does not stop it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expects: Vec<Expected>,
    /// The clinician who gave it to one person. It counts once that person has said yes to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescribed: Option<Prescribed>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The clinicians who reviewed it, by their names. The program shows that as the file's word. Empty: it says "not reviewed
    /// by a clinician".
    pub reviewers: Vec<String>,
    /// Where the figures come from.
    pub sources: Sources,
    /// Signs that somebody must look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// The cards on which the signs are asked, in the order of asking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// The questions about the person that come before a step, in groups and in the author's words. What is not here is asked
    /// line by line, in the program's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionCard>,
    /// Offers that come together, from which somebody chooses with one letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceCard>,
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
    /// A clinician may know of it: pain past the knee, an operation or a cancer long ago; never new feeling or weakness. Where it
    /// is old and known, gentle things go on; a plan from a clinician who knows of the leg goes on.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_be_known: bool,
    /// The profile's question that this line answers, so that it is asked only once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
    /// What is said when it is present, instead of the referral of its urgency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<String>,
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
    /// What is said beside it, one line at a time, another every hour.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<Between>,
}

impl Phase {
    /// Whether it holds once its time has come: it waits for nothing that is done, logged or reported.
    pub const fn waits_for_time_alone(&self) -> bool {
        self.done.is_none()
            && self.unless_since.is_none()
            && self.pain.is_none()
            && self.no_leg.is_none()
            && !self.steady
    }
}

/// A small thing to do or to know while nothing is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// The words.
    pub say: String,
    /// Only while the newest level of pain is there and at most so much: nobody is cheered on in bad pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_to: Option<u8>,
    /// Only while this step is the last thing that was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id>,
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

/// Steps that belong together, at a time or on demand: a block of the day. It is one prompt, and its steps flow.
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
    /// The phases in which it comes. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Id>,
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
            course: CourseKind::Flare,
            made_for: None,
            part: None,
            expects: Vec::new(),
            prescribed: None,
            authors: Vec::new(),
            reviewers: Vec::new(),
            sources: Sources::default(),
            signs: Vec::new(),
            cards: Vec::new(),
            questions: Vec::new(),
            choices: Vec::new(),
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

    /// What it is made for; a file that does not say is for a low back.
    pub fn made_for(&self) -> MadeFor {
        self.made_for.unwrap_or_default()
    }

    /// Whether it is made for a low back, so that our own margins of movement bind it.
    pub fn is_for_back(&self) -> bool {
        self.made_for() == MadeFor::LowBack
    }

    /// Whether a yes to this question is what it is made for.
    pub fn expects(&self, fact: Fact) -> bool {
        self.expects.iter().any(|expected| expected.fact() == fact)
    }

    /// Whether it has a phase on the floor: it is for somebody who cannot get up.
    pub fn has_floor(&self) -> bool {
        self.phases.iter().any(|phase| phase.floor)
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

    /// The author's card of the questions that come before a step of that kind.
    pub fn questions_before(&self, kind: Kind) -> Option<&QuestionCard> {
        self.questions.iter().find(|card| card.before == kind)
    }

    /// The steps that are meant by a name on a choice card: that one, and what is offered in its place.
    pub fn meant_by<'a>(&'a self, id: &'a Id) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(move |step| step.is_meant_by(id))
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
