//! The plan: what the engine answers. Text, JSON and the walk all read this one value.

use uuid::Uuid;

use crate::engine::aside::Aside;
use crate::engine::ask::Ask;
use crate::engine::between::Turn;
use crate::engine::phase::Grown;
use crate::engine::safety::Veto;
use crate::engine::safety::lasting::Lasting;
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Urgency};
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::format::{Avoid, OpenEnd, Phase, Routine, Session, Step};

pub use crate::engine::safety::screening::{PendingCard, Screening};

/// What is to be done now, what comes later, what is not now and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan<'p> {
    /// The moment for which it holds, with the offset of the place.
    pub now: Stamp,
    /// The course. `None`: nothing runs, and the rest is empty.
    pub course: Option<CourseNow<'p>>,
    /// How the screening stands.
    pub screening: Screening<'p>,
    /// A question that waits for its answer. It guards only the steps that need it.
    pub ask: Option<Ask<'p>>,
    /// Where that question stands, seen from the action.
    pub stands: Stands,
    /// The one thing to do now: the best that is free. Only an emergency card takes its place.
    pub action: Option<Action<'p>>,
    /// Whether somebody is on their feet by now is asked: they were on the floor, and were not heard of for hours.
    pub feet: Option<Feet<'p>>,
    /// Somebody to call, whose time has come, while something else is there to do: it stands above that, and stops nothing.
    pub call: Option<Action<'p>>,
    /// Medicines whose time has come. None is ever the action: each stands beside a movement, a posture or an idle line.
    pub beside: Vec<Action<'p>>,
    /// Everything that is due now, in the order in which it will be shown: the action, or the step that waits behind a
    /// question, and what follows it without a pause. Empty where an emergency card stands in front of all of it.
    pub due: Vec<Action<'p>>,
    /// A guided step that was cut off, and can be gone on with.
    pub walking: Option<&'p Step>,
    /// What comes later, soonest first: all of it, or its beginning up to what is next, as it was asked for.
    pub upcoming: Vec<Upcoming<'p>>,
    /// What is not now, and why.
    pub blocked: Vec<Blocked<'p>>,
    /// What to leave alone, those that fit the hour first.
    pub avoid: Vec<&'p Avoid>,
    /// What stands above the action, most urgent first.
    pub alerts: Vec<Alert<'p>>,
    /// What is said when nothing is due.
    pub idle: &'p [String],
    /// What may be said beside it, one at a time.
    pub between: Vec<Turn<'p>>,
    /// It is between bedtime and getting up.
    pub sleeping: bool,
    /// The 42 days are over: nothing is offered any more.
    pub ended: bool,
    /// The dose of which it is asked now whether it helped. It stands in front of nothing.
    pub helped: Option<Uuid>,
    /// What is asked by the way. It stands in front of nothing, and silence answers it.
    pub aside: Option<Aside<'p>>,
    /// The whole week of pregnancy by now, where somebody said one as a number.
    pub week: Option<u16>,
    /// When the answer may change by time alone.
    pub next_change: Option<Moment>,
}

impl<'p> Plan<'p> {
    /// What stands on the page as something to do: the call, the action, and the medicines beside it.
    pub fn on_show(&self) -> impl Iterator<Item = &Action<'p>> {
        self.call.iter().chain(&self.action).chain(&self.beside)
    }

    /// Whether an answer is awaited before anything is asked by the way. A choice that somebody put off, or let lapse, is not.
    pub fn awaits_answer(&self) -> bool {
        match (&self.ask, self.stands) {
            (None, _) | (Some(Ask::Choice(_)), Stands::Later) => false,
            (Some(Ask::Choice(_)), Stands::Below) => self.action.is_some(),
            (Some(_), _) => true,
        }
    }

    /// The question that takes the whole page, as nothing else is to be shown or it stands in front of everything.
    pub fn in_front(&self) -> Option<&Ask<'p>> {
        self.ask.as_ref().filter(|_| match self.stands {
            Stands::Front => true,
            Stands::Turn => self.action.is_none() && self.beside.is_empty(),
            Stands::Below | Stands::Later => false,
        })
    }

    /// Whether something has been on the skin for too long: it comes off before anything else is offered.
    pub fn takes_off_first(&self) -> bool {
        self.alerts.iter().any(|alert| {
            let Cause::TakeOff { by, .. } = alert.cause else { return false };
            by <= self.now.moment
        })
    }

    /// Whether what is on show asks something that yes and no answer, before the question that waits.
    pub fn opens_with_yes_or_no(&self) -> bool {
        let open = self.action.as_ref().is_some_and(|action| action.open.is_some());
        self.in_front().is_none() && (open || self.feet.is_some())
    }

    /// The question that stands below what is on show, as one line.
    pub fn below(&self) -> Option<&Ask<'p>> {
        self.ask.as_ref().filter(|_| self.in_front().is_none())
    }

    /// The question that a guide asks now, before the action: its turn has come, or nothing else is there to do.
    pub fn to_ask(&self) -> Option<&Ask<'p>> {
        self.ask.as_ref().filter(|_| match self.stands {
            Stands::Front | Stands::Turn => true,
            Stands::Below => self.action.is_none(),
            Stands::Later => false,
        })
    }
}

/// Where a question stands, seen from the action.
///
/// At 09:43 heat is due, and asks about the skin: its turn has come, and as nothing else is free it takes the page. At 10:03
/// nobody has answered: it stands below, and the page is for what else there is. A walk that is free at 10:33 is the action
/// all the while, with the question in one line below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stands {
    /// In front of everything: an emergency card.
    Front,
    /// Its turn has come. Where something else is free, that is shown, and the question below it.
    #[default]
    Turn,
    /// Its step comes after the action, or nobody answered while its turn was.
    Below,
    /// Somebody put it off: it is in the line below, and nobody is asked until its time comes.
    Later,
}

/// The course that runs.
#[derive(Clone, PartialEq, Debug)]
pub struct CourseNow<'p> {
    /// Its id: that of the event that began it.
    pub id: Uuid,
    /// A flare, or prevention.
    pub course: CourseKind,
    /// When it began.
    pub started: Stamp,
    /// 1 plus the whole 24 hours since then.
    pub day: i64,
    /// The phase that holds now.
    pub phase: &'p Phase,
}

/// The one thing to do now.
#[derive(Clone, PartialEq, Debug)]
pub struct Action<'p> {
    /// The step.
    pub step: &'p Step,
    /// Since when it has been due.
    pub due_at: Moment,
    /// The routine that it is part of just now.
    pub routine: Option<&'p Routine>,
    /// The stage of its session that fits now.
    pub session: Option<&'p Session>,
    /// For a medicine, the dose in milligrams that is offered.
    pub dose_mg: Option<u32>,
    /// The larger dose is offered, because the last one did not help.
    pub larger_dose: bool,
    /// The person is pregnant, in a week in which one lies on a side or nobody knows which: lying steps have words of their own.
    pub on_side: bool,
    /// Its open end: the question that stands.
    pub open: Option<Open<'p>>,
    /// How large its moves are by now, where its session grows.
    pub grown: Option<Grown<'p>>,
}

/// Whether somebody is on their feet by now: what is recorded for a yes, and for a no.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Feet<'p> {
    /// The step that they have done, if they are: getting up.
    pub yes: &'p Step,
    /// The step whose open end goes on, if they are not.
    pub no: &'p Step,
}

/// An open end that awaits its answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Open<'p> {
    /// The question, and what to do meanwhile.
    pub end: &'p OpenEnd,
    /// The rounds are done for now; only the question and its words are shown.
    pub waiting: bool,
    /// It has lasted longer than its limit.
    pub past_limit: bool,
}

/// Something that comes later.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Upcoming<'p> {
    /// The step.
    pub step: &'p Step,
    /// When it is due.
    pub due_at: Moment,
}

/// Something that is not now.
#[derive(Clone, PartialEq, Debug)]
pub struct Blocked<'p> {
    /// The step.
    pub step: &'p Step,
    /// Why.
    pub reason: Reason<'p>,
    /// The moment that may change it, where there is one.
    pub until: Option<Moment>,
}

/// Why a step is not now.
#[derive(Clone, PartialEq, Debug)]
pub enum Reason<'p> {
    /// Safety.
    Veto(Veto),
    /// It belongs to other phases.
    Phase(&'p Phase),
    /// It opens so long after the start.
    NotYet(Span),
    /// It closed so long after the start.
    Over(Span),
    /// It keeps a distance from another.
    Apart {
        /// The other: a kind or a step.
        from: &'p str,
        /// How far.
        gap: Span,
    },
    /// It was done as often as the protocol allows.
    Enough {
        /// How often.
        most: u32,
        /// In which span of time.
        per: Per,
    },
    /// The pain is lower than it asks for.
    PainBelow(u8),
    /// The pain is higher than it allows, or not logged.
    PainAbove(u8),
    /// Another step must be done first.
    Needs {
        /// That one.
        step: &'p Step,
        /// It was done, and not often enough.
        again: bool,
    },
    /// It needs somebody to help.
    NeedsHelper,
    /// A leg sign stands.
    Leg,
    /// It is left out in pregnancy.
    Pregnant,
    /// The last two check-ins were not steady.
    Brake,
    /// It stands in for another step, which is not withheld.
    InsteadOf(&'p Step),
    /// It waits for the pace of the phase.
    Pace(Span),
    /// It waits for a routine that holds it.
    Routine(&'p Routine),
    /// Its next time has not come yet.
    NotDue,
    /// It was passed over, and comes again at its next time: no limit of its own.
    PassedOver,
    /// It is for the other half of the day.
    Hours,
    /// A medicine that was passed over twice in a day.
    Rests,
    /// It was put off.
    Snoozed,
    /// It is only done when the person asks.
    OnDemand,
    /// It is done, and does not come again.
    Done,
    /// The person said that they do not like it.
    NotLiked,
    /// The plan is over after 42 days.
    PlanEnded,
    /// No step of the protocol offers it: it is only recorded.
    NotHere,
}

/// A span over which times are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Per {
    /// A civil day.
    Day,
    /// A civil day, of all paced steps together.
    DayInAll,
    /// Any 24 hours.
    Hours24,
    /// Seven civil days.
    Week,
}

/// A limit of a label that was passed, in milligrams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passed {
    /// In 24 hours: how much was taken, and the most.
    Day(u32, u32),
    /// In 12 hours: the most.
    HalfDay(u32),
    /// In one dose: the most.
    Single(u32),
}

impl Reason<'_> {
    /// The word in JSON: the name of the rule that says no.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Veto(veto) => veto.rule.as_str(),
            Self::Phase(_) => "phase",
            Self::NotYet(_) | Self::Over(_) => "window",
            Self::Apart { .. } => "apart",
            Self::Enough { .. } => "most",
            Self::PainBelow(_) | Self::PainAbove(_) => "pain",
            Self::Needs { .. } => "needs",
            Self::NeedsHelper => "helper",
            Self::Leg => "leg",
            Self::Pregnant => "pregnant",
            Self::Brake => "brake",
            Self::InsteadOf(_) => "instead-of",
            Self::Pace(_) => "pace",
            Self::Routine(_) => "routine",
            Self::PassedOver => "passed-over",
            Self::NotDue => "timing",
            Self::Hours => "hours",
            Self::Rests => "rests",
            Self::Snoozed => "snoozed",
            Self::OnDemand => "on-demand",
            Self::Done => "done",
            Self::NotLiked => "not-liked",
            Self::PlanEnded => "plan-ended",
            Self::NotHere => "not-offered",
        }
    }
}

/// Something that stands above the action.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert<'p> {
    /// How urgent it is.
    pub urgency: Urgency,
    /// What it is about.
    pub cause: Cause<'p>,
}

/// What an alert is about. The words are in `words`, or come from the protocol.
#[derive(Clone, PartialEq, Debug)]
pub enum Cause<'p> {
    /// A sign is present. The lines are the referral; `{sign}` stands for its text.
    Sign {
        /// Its words.
        text: String,
        /// What is said.
        say: &'p [String],
    },
    /// The person is younger than 18.
    TooYoung,
    /// An escalation of the protocol.
    Escalation(&'p [String]),
    /// The open end has lasted longer than its limit.
    PastLimit(&'p [String]),
    /// Pregnant, alone and unable to get up.
    CallSomebody,
    /// Pregnant, and down for too long.
    DownPregnant,
    /// A first flare over the age of 50.
    FirstFlareOver50,
    /// A pain reliever on ten days.
    TenDays,
    /// More was taken than the label allows.
    OverLimit {
        /// The ingredient.
        ingredient: String,
        /// Which limit of the label.
        passed: Passed,
        /// It is the one for which a poison line is called at once.
        poison: bool,
        /// Why it was taken, where that was said.
        because: Option<String>,
    },
    /// The computer's clock is behind the newest entry.
    ClockBehind {
        /// When the newest entry was written.
        newest: Stamp,
    },
    /// A line of the journal cannot be read.
    Unreadable {
        /// Its number.
        line: u64,
    },
    /// Another program has made a copy of the journal or the profile.
    CopyBeside {
        /// The name of its file.
        name: String,
    },
    /// The computer's own time zone cannot be read.
    ZoneLost {
        /// Its file.
        file: String,
    },
    /// The computer's clock came to another zone.
    ZoneMoved {
        /// Seconds east of UTC before.
        from: i32,
        /// Seconds east of UTC now.
        to: i32,
        /// The person said that this one is wrong.
        wrong: bool,
    },
    /// A program that joined two copies of the journal has left its marks in it.
    MergeMarks {
        /// The number of the first.
        first: u64,
        /// How many they are.
        lines: usize,
    },
    /// A patch or a pad is on, and must come off by then.
    TakeOff {
        /// Its step.
        step: &'p Id,
        /// Its title.
        title: &'p str,
        /// By when.
        by: Moment,
    },
    /// Severe pain that lasts, or bad nights with it.
    LastingPain(Lasting),
    /// Two different things that make drowsy are in the person together.
    TwoSedatives {
        /// Until when both count.
        until: Moment,
    },
    /// Something that makes drowsy was taken.
    Sedated {
        /// Until when it counts.
        until: Moment,
    },
    /// After a step of a clinician's plan the pain went further down the leg twice.
    Withdrawn {
        /// Who gave the plan.
        who: &'p str,
        /// The step's title.
        title: &'p str,
    },
    /// After the last set of a step of a clinician's plan nobody said where the pain is. Rule 24.5.
    WhereIsThePain {
        /// The step.
        step: &'p Id,
        /// Its title.
        title: &'p str,
    },
    /// 42 days are over.
    PlanEnded,
}
