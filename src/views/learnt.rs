//! What was learnt by the way of a course: what it began with, the one thing that matters, and the pain after things.

use serde::Serialize;

use crate::engine::memory::sum::Sum;
use crate::views::history::{After, Goal, began_word};
use crate::words::aside;
use crate::words::clean::clean;
use crate::words::history::began;

/// What was learnt by the way.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Learnt {
    /// What was going on when it began. `null`: not said.
    pub(crate) began: Option<&'static str>,
    /// The one thing that matters to the person. `null`: not said.
    pub(crate) goal: Option<Goal>,
    /// What the pain was after each kind of thing, from five pairs of levels on.
    pub(crate) after: Vec<After>,
    /// It in words, a line each.
    pub(crate) lines: Vec<String>,
}

impl Learnt {
    /// Of a course in figures.
    pub(crate) fn of(sum: &Sum) -> Self {
        let goal = sum.goal.as_ref().map(|(text, levels)| Goal {
            text: clean(text),
            first: levels.map(|(first, _)| first),
            last: levels.map(|(_, last)| last),
        });
        let after: Vec<After> = sum.after.iter().map(After::of).collect();
        let mut lines: Vec<String> = sum.began.map(began).into_iter().collect();
        lines.extend(sum.goal.as_ref().map(|(text, levels)| aside::goal(text, *levels)));
        lines.extend(after.iter().map(|after| aside::after(&after.name, after.lower, after.same, after.higher)));
        lines.extend(
            Some(sum.doses_helped).filter(|said| *said != (0, 0)).map(|(yes, no)| aside::doses_helped(yes, no)),
        );
        Self { began: sum.began.map(began_word), goal, after, lines }
    }
}
