//! `today`: the day as a timeline.

use serde::Serialize;

use crate::engine;
use crate::engine::today::Occurrence;
use crate::model::time::Stamp;
use crate::protocol::format::Protocol;
use crate::views::next::Outlook;
use crate::views::parts::{Due, Schema};
use crate::views::told::happened;
use crate::views::{Place, Shown};
use crate::words::clean::clean;

/// The answer of `today`: the plan, as `next` tells it, and the day around it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Today<'a> {
    /// `backflare/today/1`.
    pub(crate) schema: Schema,
    /// The plan.
    #[serde(flatten)]
    pub(crate) outlook: Outlook<'a>,
    /// What happened since the day began, by time.
    pub(crate) done: Vec<Happened<'a>>,
    /// What was passed over.
    pub(crate) skipped: Vec<Happened<'a>>,
    /// What was due, is no more, and was neither done nor passed over. It is not owed.
    pub(crate) missed: Vec<Due<'a>>,
    /// What comes before the day ends.
    pub(crate) later: Vec<Due<'a>>,
    /// What comes first, where nothing more comes today.
    pub(crate) then: Option<Due<'a>>,
}

impl<'a> Today<'a> {
    /// A day, as it is told.
    pub(crate) fn of(today: &'a engine::today::Today<'a>, protocol: &'a Protocol, place: Place<'a>) -> Self {
        let (skipped, done): (Vec<_>, Vec<_>) = today
            .happened
            .iter()
            .map(|happened| Happened::of(happened, &place))
            .partition(|happened| happened.what == "skipped");
        let all = |list: &[engine::plan::Upcoming<'a>]| list.iter().map(|next| Due::of(next, &place)).collect();
        Self {
            schema: Schema::of("today"),
            outlook: Outlook::of(&Shown { plan: &today.plan, protocol, place }),
            done,
            skipped,
            missed: all(&today.missed),
            later: all(&today.later),
            then: today.then.as_ref().map(|next| Due::of(next, &place)),
        }
    }

    /// The day where no course runs.
    pub(crate) fn nothing(now: Stamp) -> Self {
        Self {
            schema: Schema::of("today"),
            outlook: Outlook::nothing(now),
            done: Vec::new(),
            skipped: Vec::new(),
            missed: Vec::new(),
            later: Vec::new(),
            then: None,
        }
    }
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Happened<'a> {
    /// When.
    pub(crate) at: Stamp,
    /// What: `done`, `skipped`, `took`, `pain`, `on`, `off`, `signs` or `seen`.
    pub(crate) what: &'static str,
    /// The step, where it was one.
    #[cfg_attr(test, schemars(with = "Option<crate::model::id::Id>"))]
    pub(crate) step: Option<&'a str>,
    /// Why it was passed over, where the person said so.
    pub(crate) because: Option<String>,
    /// All of it in words.
    pub(crate) text: String,
}

impl<'a> Happened<'a> {
    fn of(told: &engine::today::Happened<'a>, place: &Place<'_>) -> Self {
        let (what, step, because) = match &told.what {
            Occurrence::Done { id, .. } => ("done", Some(id.as_str()), None),
            Occurrence::Skipped { id, because, .. } => ("skipped", Some(id.as_str()), *because),
            Occurrence::Took(_) => ("took", None, None),
            Occurrence::Pain { .. } => ("pain", None, None),
            Occurrence::Worn { id, on, .. } => (if *on { "on" } else { "off" }, Some(id.as_str()), None),
            Occurrence::Signs => ("signs", None, None),
            Occurrence::Seen(_) => ("seen", None, None),
        };
        let at = place.stamp(told.at);
        Self { at, what, step, because: because.map(clean), text: happened(&told.what) }
    }
}
