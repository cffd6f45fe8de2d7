//! The things that stand in several answers, each with one shape.

use serde::Serialize;
use uuid::Uuid;

use crate::engine;
use crate::engine::ask::Ask;
use crate::engine::plan::{CourseNow, Reason, Upcoming};
use crate::engine::safety::followed::SeenFor;
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind, Urgency};
use crate::model::profile::{self, Answer, CardId, Scope};
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::format::{self, Protocol};
use crate::views::reason::reason as words_of;
use crate::views::told::{Told, card_lines, say_of, source_lines, stop_of};
use crate::views::{Place, Shown, standing};
use crate::words::clean::{all, clean};
use crate::words::sign::how_is_it;
use crate::words::{unmarked, within};

/// The command that answers, and the version of the shape of its answer: `backflare/next/1`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Schema(String);

impl Schema {
    /// The first version of a command's answer: `Schema::of("next")` is `backflare/next/1`.
    pub(crate) fn of(command: &str) -> Self {
        Self(format!("backflare/{command}/1"))
    }
}

/// The course that runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Flare<'a> {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// A flare, or prevention.
    pub(crate) course: CourseKind,
    /// The id of the protocol that it follows.
    pub(crate) protocol: &'a Id,
    /// The version of that protocol.
    pub(crate) version: String,
    /// When it began.
    pub(crate) started_at: Stamp,
    /// 1 plus the whole 24 hours since then.
    pub(crate) day: i64,
    /// The phase that holds now.
    pub(crate) phase: &'a Id,
}

impl<'a> Flare<'a> {
    /// The course of a plan.
    pub(crate) fn of(course: &CourseNow<'a>, protocol: &'a Protocol) -> Self {
        Self {
            id: course.id,
            course: course.course,
            protocol: &protocol.id,
            version: clean(&protocol.version),
            started_at: course.started,
            day: course.day,
            phase: &course.phase.id,
        }
    }
}

/// A step with its moment: to come, or missed.
#[expect(clippy::struct_field_names, reason = "the fields are the names of the JSON")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Due<'a> {
    /// The step.
    pub(crate) step: &'a Id,
    /// Its title.
    pub(crate) title: String,
    /// When it is due, or was.
    pub(crate) due_at: Stamp,
    /// It is for those who like it: left out, it is not missed.
    pub(crate) optional: bool,
}

impl<'a> Due<'a> {
    /// Something that comes later.
    pub(crate) fn of(upcoming: &Upcoming<'a>, place: &Place<'_>) -> Self {
        Self {
            step: &upcoming.step.id,
            title: clean(&upcoming.step.title),
            due_at: place.stamp(upcoming.due_at),
            optional: upcoming.step.kind.is_optional(),
        }
    }
}

/// A medicine that stands beside what is to be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Alongside<'a> {
    /// The step that offers it.
    pub(crate) step: &'a Id,
    /// The medicine and its dose.
    pub(crate) medicine: Medicine<'a>,
}

impl<'a> Alongside<'a> {
    /// A medicine of a plan. `None`: the step names none.
    pub(crate) fn of(action: &engine::plan::Action<'a>) -> Option<Self> {
        let medicine = action.step.medicine.as_ref()?;
        let amount = medicine.amount.as_deref().map(clean);
        let medicine = Medicine { name: &medicine.name, dose_mg: action.dose_mg, amount };
        Some(Self { step: &action.step.id, medicine })
    }
}

/// The one thing to do now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Action<'a> {
    /// The step.
    pub(crate) step: &'a Id,
    /// What sort of thing it is.
    pub(crate) kind: Kind,
    /// Its title.
    pub(crate) title: String,
    /// What to do, a sentence or two each.
    pub(crate) say: Vec<String>,
    /// Why it helps. Empty: the protocol does not say.
    pub(crate) why: String,
    /// When to stop.
    pub(crate) stop: Vec<String>,
    /// Where it comes from.
    pub(crate) sources: Vec<String>,
    /// Since when it has been due.
    pub(crate) due_at: Stamp,
    /// The medicine, where it is one.
    pub(crate) medicine: Option<Medicine<'a>>,
    /// How long its session lasts, in seconds. `null`: until the person says so.
    pub(crate) session_seconds: Option<i64>,
    /// The routine that it is part of just now.
    pub(crate) routine: Option<&'a Id>,
}

impl<'a> Action<'a> {
    /// The action of a plan.
    pub(crate) fn of(action: &engine::plan::Action<'a>, protocol: &Protocol, place: &Place<'_>) -> Self {
        let step = action.step;
        let medicine = step.medicine.as_ref().filter(|_| step.kind == Kind::Medicine);
        Self {
            step: &step.id,
            kind: step.kind,
            title: clean(&step.title),
            say: say_of(action),
            why: step.why.as_deref().map(clean).unwrap_or_default(),
            stop: all(stop_of(step, protocol)),
            sources: source_lines(&step.sources, protocol),
            due_at: place.stamp(action.due_at),
            medicine: medicine.map(|medicine| Medicine {
                name: &medicine.name,
                dose_mg: action.dose_mg,
                amount: medicine.amount.as_deref().map(clean),
            }),
            session_seconds: action.session.and_then(|session| session.layout().work()).map(Span::as_seconds),
            routine: action.routine.map(|routine| &routine.id),
        }
    }
}

/// A medicine that is offered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Medicine<'a> {
    /// Its name in the United States.
    pub(crate) name: &'a Id,
    /// The dose in milligrams, where it has one.
    pub(crate) dose_mg: Option<u32>,
    /// How much in other words: `1 drop`.
    pub(crate) amount: Option<String>,
}

/// A step that is not now, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Blocked<'a> {
    /// The step.
    pub(crate) step: &'a Id,
    /// Its title.
    pub(crate) title: String,
    /// Why it is not now.
    #[serde(flatten)]
    pub(crate) against: Against,
}

impl<'a> Blocked<'a> {
    /// A step that a plan holds back.
    pub(crate) fn of(blocked: &engine::plan::Blocked<'a>, shown: &Shown<'_>) -> Self {
        Self {
            step: &blocked.step.id,
            title: clean(&blocked.step.title),
            against: Against::of(&blocked.reason, blocked.until, &shown.place, shown.plan.now.moment),
        }
    }
}

/// What speaks against a step now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Against {
    /// The name of the rule that says no.
    pub(crate) rule: &'static str,
    /// What it says, in words.
    pub(crate) reason: String,
    /// The moment that may change it. `null`: time alone does not.
    pub(crate) until: Option<Stamp>,
}

impl Against {
    /// A reason of the engine, told as of `now`.
    pub(crate) fn of(reason: &Reason<'_>, until: Option<Moment>, place: &Place<'_>, now: Moment) -> Self {
        Self {
            rule: reason.rule(),
            reason: words_of(reason, until, &place.times(now)),
            until: until.map(|until| place.stamp(until)),
        }
    }
}

/// What stands above everything else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Alert {
    /// How soon somebody must look.
    pub(crate) urgency: Urgency,
    /// What it says, the most important sentence first.
    pub(crate) text: String,
}

impl Alert {
    /// The alerts of a plan, the most urgent first.
    pub(crate) fn all(shown: &Shown<'_>) -> Vec<Self> {
        Self::of(shown.alerts())
    }

    /// Alerts in words.
    pub(crate) fn of(told: Vec<Told>) -> Vec<Self> {
        told.into_iter().map(|told| Self { urgency: told.urgency, text: told.lines.join(" ") }).collect()
    }
}

/// How a sign is by now: asked of one that a clinician looked at, or that is old and known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Follow<'a> {
    /// The signs that are asked of together.
    pub(crate) signs: Vec<&'a Id>,
    /// The question.
    pub(crate) ask: String,
    /// The answers, which `screen --now` takes.
    pub(crate) answers: Vec<&'static str>,
}

impl<'a> Follow<'a> {
    /// What is asked, where that is how a sign is by now.
    pub(crate) fn of(ask: &Ask<'a>) -> Option<Self> {
        let Ask::Follow(follow) = ask else { return None };
        let answers = if follow.known {
            &["as-usual", "different", "unsure"][..]
        } else {
            &["gone", "still-there", "worse", "unsure"]
        };
        let ask = how_is_it(&within(unmarked(&clean(&follow.text))), follow.known);
        Some(Self { signs: follow.signs.clone(), ask, answers: answers.to_vec() })
    }
}

/// A sign that a clinician looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Seen<'a> {
    /// What it is, in words.
    pub(crate) sign: String,
    /// Who looked, and where.
    pub(crate) who: &'a str,
    /// When.
    pub(crate) at: Stamp,
}

impl<'a> Seen<'a> {
    /// A sign that was looked at, as it is told.
    pub(crate) fn of(seen: &SeenFor<'a>, place: &Place<'_>) -> Self {
        Self { sign: clean(&seen.text), who: seen.who, at: place.stamp(seen.at) }
    }
}

/// A card of warning signs: asked together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Card<'a> {
    /// Its id, which `screen --clear` takes.
    pub(crate) id: &'a Id,
    /// As urgent as its most urgent sign.
    pub(crate) urgency: Urgency,
    /// Its heading.
    pub(crate) title: String,
    /// Its signs.
    pub(crate) signs: Vec<Sign<'a>>,
    /// Its lines, as they are asked.
    pub(crate) lines: Vec<Line<'a>>,
}

/// A warning sign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Sign<'a> {
    /// Its id, which `screen --sign` takes.
    pub(crate) id: &'a Id,
    /// What it is, in words.
    pub(crate) text: String,
    /// How soon somebody must look.
    pub(crate) urgency: Urgency,
}

/// A line of a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Line<'a> {
    /// The letter that answers it, which `screen --sign` takes.
    pub(crate) letter: char,
    /// What it says.
    pub(crate) text: String,
    /// The signs that it names.
    #[cfg_attr(test, schemars(with = "Vec<Id>"))]
    pub(crate) signs: Vec<&'a str>,
}

impl<'a> Card<'a> {
    /// A card of a protocol, under that heading.
    pub(crate) fn of(card: &'a format::Card, protocol: &'a Protocol, title: String) -> Self {
        let sign = |sign: &'a format::Sign| Sign { id: &sign.id, text: clean(&sign.text), urgency: sign.urgency };
        let line = |(letter, text, signs)| Line { letter, text, signs };
        Self {
            id: &card.id,
            urgency: protocol.urgency_of(card),
            title,
            signs: protocol.signs_of(card).map(sign).collect(),
            lines: card_lines(card, protocol).into_iter().map(line).collect(),
        }
    }
}

/// A question about the person, or about this flare.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct QuestionShown {
    /// Its key, which `profile set` takes.
    pub(crate) key: &'static str,
    /// The card that it stands on.
    pub(crate) card: CardId,
    /// Whether its answer outlives the flare.
    pub(crate) scope: Scope,
    /// What is asked.
    pub(crate) ask: &'static str,
    /// What may be answered; for a number or a time, what it looks like.
    pub(crate) choices: Vec<String>,
}

impl QuestionShown {
    /// A question of the profile.
    pub(crate) fn of(question: &'static profile::Question) -> Self {
        let profile::Question { fact: _, key, card, scope, choices } = *question;
        let ask = question.ask();
        Self { key, card, scope, ask, choices: choices.words() }
    }
}

/// An answer to a question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum Value {
    /// A number.
    Number(u16),
    /// A word (`no`, `yes`, `cleared`, ..) or a time of the day.
    Word(String),
}

impl Value {
    /// An answer as it is kept.
    pub(crate) fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Number(number) => Self::Number(*number),
            Answer::No | Answer::Yes | Answer::Cleared | Answer::Time(_) | Answer::Word(_) => {
                Self::Word(answer.to_string())
            }
        }
    }
}

/// How a medicine stands: what was taken in the last 24 hours, and when the next may be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Standing {
    /// The ingredient, by its name in the United States.
    pub(crate) name: String,
    /// How many doses in the last 24 hours.
    pub doses_in_24h: u32,
    /// Their sum in milligrams; a dose whose amount is unknown counts as the largest single one.
    pub(crate) sum_mg: u32,
    /// The most in 24 hours, in milligrams, where there is a limit.
    pub(crate) most_mg: Option<u32>,
    /// On how many different days it was taken.
    pub(crate) days: u32,
    /// When the newest dose was taken.
    pub(crate) last_at: Stamp,
    /// Before this no other dose is offered. `null`: nothing is known to allow one.
    pub(crate) not_before: Option<Stamp>,
    /// More was taken than a label allows: in 24 hours, in 12, or at once.
    pub(crate) over_limit: bool,
    /// The newest dose came sooner after the one before than the label says.
    pub(crate) too_soon: bool,
    /// Another anti-inflammatory that was taken within 24 hours of this one.
    pub(crate) beside: Option<String>,
    /// Before this no other anti-inflammatory is offered.
    pub(crate) no_other_nsaid_before: Option<Stamp>,
    /// Why more was taken than a label allows, as it was said. `null`: it was not, or nobody said why.
    pub(crate) because: Option<String>,
    /// All of it in a sentence.
    pub(crate) text: String,
}

impl Standing {
    /// How an ingredient stands, told as of `now`.
    pub(crate) fn of(standing: &engine::safety::Standing, place: &Place<'_>, now: Moment) -> Self {
        Self {
            name: standing.ingredient.to_string(),
            doses_in_24h: standing.doses,
            sum_mg: standing.sum_mg,
            most_mg: standing.most_mg,
            days: standing.days,
            last_at: place.stamp(standing.last),
            not_before: standing.not_before.map(|at| place.stamp(at)),
            over_limit: standing.over(),
            too_soon: standing.too_soon,
            beside: standing.beside.as_ref().map(ToString::to_string),
            no_other_nsaid_before: standing.class_until.map(|at| place.stamp(at)),
            because: standing.because.as_deref().filter(|_| standing.over()).map(clean),
            text: standing::line(standing, &place.times(now)),
        }
    }
}

/// What a protocol is called, what it is for, and who looked at it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Head<'a> {
    /// Its id.
    pub(crate) id: &'a Id,
    /// Its version.
    pub(crate) version: String,
    /// Its title.
    pub(crate) title: String,
    /// For a flare, or for prevention.
    pub(crate) course: CourseKind,
    /// Whom its file names as reviewers. Anybody can write that into a file.
    pub(crate) reviewers: Vec<String>,
    /// Whether it is known here that a clinician has reviewed it: of no protocol is it, whatever its file says.
    pub(crate) reviewed: bool,
}

impl<'a> Head<'a> {
    /// The head of a protocol.
    pub(crate) fn of(protocol: &'a Protocol) -> Self {
        Self {
            id: &protocol.id,
            version: clean(&protocol.version),
            title: clean(&protocol.title),
            course: protocol.course,
            reviewers: all(&protocol.reviewers),
            reviewed: false,
        }
    }
}
