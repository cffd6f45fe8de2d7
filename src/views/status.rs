//! `status`: how things stand.

use serde::Serialize;

use crate::engine::blocks::Blocking;
use crate::engine::safety;
use crate::model::id::Id;
use crate::model::time::{Moment, Stamp};
use crate::protocol::format::Step;
use crate::views::Shown;
use crate::views::blocks::BlockingDose;
use crate::views::history::LastTime;
use crate::views::learnt::Learnt;
use crate::views::parts::{Action, Alert, Due, Flare, Schema, Seen, Standing};
use crate::views::told::announced;
use crate::words::clean::clean;

/// What `status` tells, as values: its text and its JSON are made from this.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overview<'a> {
    /// The plan for now. Without a course, it is that of the default protocol.
    pub(crate) shown: Shown<'a>,
    /// How each medicine of the last 24 hours stands.
    pub(crate) standings: &'a [safety::Standing],
    /// The doses that keep something away.
    pub(crate) blocking: &'a [Blocking<'a>],
    /// The newest pain.
    pub(crate) pain: Option<PainShown>,
    /// What is on, a patch or a pad, and since when.
    pub(crate) on: &'a [(&'a Step, Moment)],
    /// How the flare before this one went.
    pub(crate) last_time: Option<LastTime>,
    /// What was learnt by the way.
    pub(crate) learnt: &'a Learnt,
    /// Who gave the plan, where the person said yes to it.
    pub(crate) given_by: Option<&'a str>,
}

/// A level of pain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PainShown {
    /// 0, no pain, to 10, the worst one can imagine.
    pub(crate) level: u8,
    /// It goes down the leg.
    pub(crate) leg: bool,
    /// When it was so.
    pub(crate) at: Stamp,
}

/// The answer of `status`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Status<'a> {
    /// `backflare/status/1`.
    pub(crate) schema: Schema,
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// The course that runs. `null`: none does.
    pub(crate) flare: Option<Flare<'a>>,
    /// How the warning signs stand: `pending`, `clear`, `same-day` or `emergency`. `null`: no course runs, and nobody was asked.
    pub(crate) screening: Option<&'static str>,
    /// The newest pain.
    pub(crate) pain: Option<PainShown>,
    /// The medicines of the last 24 hours.
    pub(crate) medicines: Vec<Standing>,
    /// The doses that keep something away for a time, by when they were taken.
    pub(crate) blocking: Vec<BlockingDose<'a>>,
    /// What is on: patches and pads.
    pub(crate) on: Vec<Worn<'a>>,
    /// The one thing to do now.
    pub(crate) action: Option<Action<'a>>,
    /// What comes later, soonest first.
    pub(crate) upcoming: Vec<Due<'a>>,
    /// What stands above the action, most urgent first.
    pub(crate) alerts: Vec<Alert>,
    /// The signs that a clinician looked at, until the flare ends.
    pub(crate) seen: Vec<Seen<'a>>,
    /// How the flare before this one went: one flare, not a forecast. `null`: there was none.
    pub(crate) last_time: Option<LastTime>,
    /// What was learnt by the way.
    pub(crate) learnt: Learnt,
    /// Who gave this plan, as the person said. `null`: nobody did.
    pub(crate) given_by: Option<String>,
    /// The whole week of pregnancy by now. `null`: not pregnant, or nobody said a week as a number.
    pub(crate) pregnancy_week: Option<u16>,
}

/// A patch or a pad that is on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Worn<'a> {
    /// Its step.
    pub(crate) step: &'a Id,
    /// The title of its step.
    pub(crate) title: String,
    /// Since when.
    pub(crate) since: Stamp,
}

impl<'a> Status<'a> {
    /// How things stand, as it is told.
    pub(crate) fn of(overview: &Overview<'a>) -> Self {
        let Shown { plan, protocol, place } = overview.shown;
        let worn = |(step, since): &(&'a Step, Moment)| Worn {
            step: &step.id,
            title: clean(&step.title),
            since: place.stamp(*since),
        };
        let times = overview.shown.times();
        let medicine = |standing| Standing::of(standing, &place, plan.now.moment);
        Self {
            schema: Schema::of("status"),
            now: plan.now,
            flare: plan.course.as_ref().map(|course| Flare::of(course, protocol)),
            screening: plan.course.as_ref().map(|_| plan.screening.word()),
            pain: overview.pain,
            medicines: overview.standings.iter().map(medicine).collect(),
            blocking: overview.blocking.iter().map(|one| BlockingDose::of(one, &place, &times)).collect(),
            on: overview.on.iter().map(worn).collect(),
            action: plan.action.as_ref().map(|action| Action::of(action, protocol, &place)),
            upcoming: plan.upcoming.iter().map(|upcoming| Due::of(upcoming, &place)).collect(),
            alerts: Alert::of(overview.shown.every_alert()),
            seen: plan.screening.seen.iter().map(|seen| Seen::of(seen, &place)).collect(),
            last_time: overview.last_time,
            learnt: overview.learnt.clone(),
            given_by: overview.given_by.map(clean),
            pregnancy_week: plan.week,
        }
    }
}

/// What the bar of waybar reads from a program whose `return-type` is `json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Waybar {
    /// What stands in the bar.
    pub(crate) text: String,
    /// What is shown when somebody points at it.
    pub(crate) tooltip: String,
    /// What its style goes by: `sign`, `due`, `wait` or `none`.
    pub(crate) class: &'static str,
}

impl Waybar {
    /// How things stand, from the short line and the long text of it. Both are read as markup there.
    pub(crate) fn of(overview: &Overview<'_>, line: &str, text: &str) -> Self {
        let plan = overview.shown.plan;
        let class = if plan.screening.latched().is_some() {
            "sign"
        } else if plan.course.is_none() {
            "none"
        } else if plan.ask.is_some() || plan.action.is_some() {
            "due"
        } else if announced(plan).is_some() {
            "wait"
        } else {
            "none"
        };
        let marked = |text: &str| text.trim_end().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        Self { text: marked(line), tooltip: marked(text), class }
    }
}
