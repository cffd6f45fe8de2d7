//! Safety: the fifteen rules as code, readable and trusted on their own. Knows nothing of scheduling.
//!
//! A rule answers with a [`Veto`]: which rule, why, until when where that is known, and the facts behind it. Missing or
//! unreadable data is itself a veto. There is no `_` arm over our own enums: a new kind does not compile until somebody
//! has decided. The ceilings themselves stand in `model::limits`; a protocol may only be stricter.
//!
//! A veto guards advice, never the recording of what has already happened.

mod body;
mod consent;
pub mod followed;
pub mod helped;
pub mod known;
pub mod lasting;
pub mod latch;
mod leg;
mod massage;
pub mod medicine;
pub mod movement;
pub mod prescribed;
pub mod reaction;
pub mod screening;
pub mod sedation;
mod topical;
pub mod unknown;
mod verdict;
pub mod warmth;

use crate::engine::case::Case;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::{CivilDay, Moment};
use crate::protocol::format::{Session, Step};
use body::small;
use screening::{Guard, Screened};
use verdict::{no, yes};

pub use verdict::{Fine, Rule, Veto, Weighed, Why, veto};

/// How one ingredient stands: what `took`, `status` and `why` say of the last 24 hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The ingredient.
    pub ingredient: Ingredient,
    /// How many doses in the last 24 hours.
    pub doses: u32,
    /// Their sum in milligrams; a dose whose amount is unknown counts as the largest single one.
    pub sum_mg: u32,
    /// The ceiling in 24 hours, where there is one.
    pub most_mg: Option<u32>,
    /// On how many different days, and the most.
    pub days: u32,
    /// The newest dose.
    pub last: Moment,
    /// The first moment at which neither gap nor sum is against the usual dose. `None`: nothing is known to allow it.
    pub not_before: Option<Moment>,
    /// The last dose came sooner after the one before than the gap allows.
    pub too_soon: bool,
    /// The last dose was larger than the largest single one, which is so many milligrams.
    pub over_single: Option<u32>,
    /// More than so many milligrams were taken in 12 hours, where a label limits them.
    pub over_12h: Option<u32>,
    /// Of the anti-inflammatory class: another of them that was taken within 24 hours before or after.
    pub beside: Option<Ingredient>,
    /// Of the anti-inflammatory class: until when no other of it is offered.
    pub class_until: Option<Moment>,
    /// One more usual dose would be the last within the ceiling.
    pub one_left: bool,
    /// Why the newest of those doses of which it was said was taken: shown where more was taken than a label allows.
    pub because: Option<String>,
}

impl Standing {
    /// More was taken than a label allows: in 24 hours, in 12, or at once.
    pub fn over(&self) -> bool {
        self.most_mg.is_some_and(|most| self.sum_mg > most) || self.over_12h.is_some() || self.over_single.is_some()
    }
}

/// A sign that is present and has not been seen by a clinician.
#[derive(Clone, PartialEq, Debug)]
pub struct Latch<'p> {
    /// How urgent it is.
    pub urgency: Urgency,
    /// What it is, in the words in which it was asked.
    pub text: String,
    /// What is said for it.
    pub say: &'p [String],
    /// When it was reported.
    pub since: Moment,
    /// It can be lifted by `screen --seen`.
    pub liftable: bool,
    /// Whether the page that tells of it names how: of an emergency not at first. Rule 17.1.
    pub names_seen: bool,
    /// Stretching and massage are left out while it stands.
    pub holds_back: bool,
    /// The sign that it is, where it may be said to be old and known. Rule 18.
    pub may_be_known: Option<&'p Id>,
    /// The day on which the plan was given by somebody who knows of such a pain: one that was there by then is no new one.
    /// Rule 24.4.
    pub known_by: Option<CivilDay>,
}

/// What is judged: a step as it would be done now.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The step.
    pub step: &'a Step,
    /// The stage of its session that would be used.
    pub session: Option<&'a Session>,
    /// For a medicine, the dose considered, in milligrams.
    pub dose_mg: Option<u32>,
    /// The person is stuck on the floor.
    pub floor: bool,
}

/// Weighs every rule that concerns the step. All say yes: it may be offered.
pub fn weigh(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    let mut rules = screening::weigh(case, screened, guard(subject));
    match subject.step.kind {
        Kind::Medicine => rules.extend(medicine::weigh(case, subject)),
        Kind::Heat => {
            rules.extend(warmth::weigh_heat(case, subject));
            rules.extend(reaction::against_skin(case, Rule::Heat));
        }
        Kind::Cold => {
            rules.extend(warmth::weigh_cold(case, subject));
            rules.extend(reaction::against_skin(case, Rule::Cold));
        }
        Kind::Walk => rules.extend(movement::weigh_walk(case, subject)),
        Kind::Exercise => rules.extend(movement::weigh_exercise(case, screened, subject)),
        Kind::Stretch => rules.extend(movement::weigh_pull(case, screened, subject)),
        Kind::Rub => {
            rules.extend(topical::weigh_rub(case, subject));
            rules.extend(reaction::against_skin(case, Rule::Topical));
        }
        Kind::Patch => {
            rules.extend(topical::weigh_patch(case, subject));
            rules.extend(reaction::against_skin(case, Rule::Topical));
        }
        Kind::Massage => rules.extend(massage::weigh(case, screened, subject)),
        Kind::Movement | Kind::Posture | Kind::CheckIn | Kind::Contact => {}
    }
    // Rule 11: a clock that is behind, and a last line that cannot be read, leave nothing to count from.
    if case.history.torn() || case.clock_behind().is_some() {
        for veto in rules.iter_mut().filter_map(|weighed| weighed.verdict.as_mut().err()) {
            veto.until = None;
        }
    }
    rules
}

/// Which cards a step waits for.
fn guard(subject: &Subject<'_>) -> Guard {
    match subject.step.kind {
        Kind::Contact => Guard::Never,
        Kind::Posture if subject.step.latch_ok => Guard::Never,
        Kind::Posture | Kind::Movement => Guard::Emergency,
        Kind::CheckIn => Guard::Micro,
        Kind::Exercise if subject.step.micro && small(subject.session) => Guard::Micro,
        Kind::Exercise
        | Kind::Stretch
        | Kind::Walk
        | Kind::Heat
        | Kind::Cold
        | Kind::Medicine
        | Kind::Rub
        | Kind::Patch
        | Kind::Massage => Guard::All,
    }
}

/// Looks through questions of which each must be answered with no (or with one of `also`): the first that is not.
fn first_against(case: &Case<'_>, questions: &[(Fact, bool)]) -> Option<Why> {
    questions.iter().find_map(|(fact, cleared_counts)| match case.facts.get(*fact).map(|known| known.value) {
        Some(Answer::No) => None,
        Some(Answer::Cleared) if *cleared_counts => None,
        Some(Answer::Yes | Answer::Cleared) => Some(Why::Answered(case.facts.said(*fact))),
        Some(Answer::Number(_) | Answer::Time(_) | Answer::Word(_)) | None => Some(Why::Unanswered(*fact)),
    })
}
