//! A course that is looked back at, and how it went the last time.

use serde::Serialize;
use uuid::Uuid;

use crate::engine::courses::Course;
use crate::engine::memory::{Stretch, flares};
use crate::model::event::Began;
use crate::model::id::Id;
use crate::model::kind;
use crate::model::time::{Span, Stamp};
use crate::protocol::format::Protocol;
use crate::words::history as say;

/// A course that is looked back at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PastFlare"))]
pub(crate) struct Flare<'a> {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// A flare, or prevention.
    pub(crate) course: kind::CourseKind,
    /// The id of its protocol.
    pub(crate) protocol: &'a Id,
    /// When it began.
    pub(crate) started_at: Stamp,
    /// When it was ended. `null`: nobody did.
    pub(crate) ended_at: Option<Stamp>,
    /// How many days of 24 hours it has, the first and the last among them.
    pub(crate) days: i64,
    /// What was going on when it began, as the person said. A note, never a cause. `null`: not said.
    pub(crate) began: Option<&'static str>,
    #[serde(skip)]
    pub(super) began_what: Option<Began>,
}

impl<'a> Flare<'a> {
    /// What was going on when it began, in a sentence.
    pub(crate) fn began_words(&self) -> Option<String> {
        self.began_what.map(say::began)
    }

    /// A course, and its lines.
    pub(crate) fn of(course: &Course<'a>, stretch: &Stretch<'a>) -> Self {
        let began = stretch.began();
        Self {
            id: course.id,
            course: course.kind,
            protocol: course.protocol,
            started_at: course.started,
            ended_at: course.ended(),
            days: stretch.days(),
            began: began.map(began_word),
            began_what: began,
        }
    }
}

/// The word of the journal for what a flare began with.
pub(crate) fn began_word(what: Began) -> &'static str {
    match what {
        Began::Lifting => "lifting",
        Began::Bending => "bending",
        Began::Awkward => "awkward",
        Began::Tired => "tired",
        Began::Distracted => "distracted",
        Began::Nothing => "nothing",
    }
}

/// How it went the last time. One flare, not a forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LastTime {
    /// The id of that flare.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// How long after its begin the person stood. `null`: not known.
    pub(crate) stood_after_seconds: Option<i64>,
    /// The day from which every level was 3 or less. `null`: not known.
    pub(crate) low_from_day: Option<i64>,
    /// How many days it had, where it was ended.
    pub(crate) days: Option<i64>,
}

impl LastTime {
    /// A flare that is over. `None`: nothing is known of it.
    pub(crate) fn of(flare: &flares::Flare<'_, '_>, protocol: Option<&Protocol>) -> Option<Self> {
        let last = Self {
            id: flare.course.id,
            stood_after_seconds: protocol
                .and_then(|protocol| flare.stretch.stood_after(protocol))
                .map(Span::as_seconds),
            low_from_day: flare.stretch.low_from(),
            days: flare.over.then(|| flare.days()),
        };
        last.words().map(|_| last)
    }

    /// In one line.
    pub(crate) fn words(&self) -> Option<String> {
        say::last_time(self.stood_after_seconds.map(Span::seconds), self.low_from_day, self.days)
    }
}
