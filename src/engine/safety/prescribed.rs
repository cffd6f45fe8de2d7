//! A plan that a clinician gave to this person, once the person said yes to it. Rule 24.

use crate::engine::case::Case;
use crate::model::event::{Event, WherePain};
use crate::model::limits::{FURTHER_RESTS, FURTHER_TWICE};
use crate::model::time::{CivilDay, Moment};
use crate::protocol::format::Step;

/// What was accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// The day on which it was given.
    pub when: CivilDay,
    /// The clinician knows of the pain in the leg.
    pub knows_leg: bool,
    /// Where in the journal it was accepted.
    pub place: usize,
}

/// What the person accepted in this course. `None`: nobody gave this plan, or nobody said yes to it, and every margin of our
/// own binds.
pub fn given(case: &Case<'_>) -> Option<Given> {
    let prescribed = case.protocol.prescribed.as_ref()?;
    let begun = case.history.run()?.place;
    let mut accepted = case.history.entries().filter(|entry| entry.place > begun).filter_map(|entry| {
        let Event::Accepted { who, when, knows_leg, .. } = &entry.event else { return None };
        let this = *who == prescribed.who && *when == prescribed.when;
        this.then_some(Given { when: *when, knows_leg: *knows_leg, place: entry.place })
    });
    accepted.next_back()
}

/// How a step that bends the back backwards stands, by where the pain was after its sets. Rule 24.5.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placing {
    /// Nothing is against the next set.
    Clear,
    /// Nobody said where the pain is since the last set.
    Asked,
    /// It went further down: the step rests until then.
    Rests(Moment),
    /// It went further down twice: not again until the plan is accepted anew.
    Withdrawn,
}

/// How that step stands since the plan was accepted.
pub fn placing(case: &Case<'_>, given: Given, step: &Step) -> Placing {
    let (mut asked, mut further, mut withdrawn) = (false, None::<Moment>, false);
    for entry in case.history.entries().filter(|entry| entry.place > given.place) {
        if let Event::Done { step: done, .. } = &entry.event
            && *done == step.id
        {
            asked = true;
        }
        if let Event::Placed { step: done, answer } = &entry.event
            && *done == step.id
        {
            asked = false;
            if *answer == WherePain::FurtherDown {
                withdrawn |= further.is_some_and(|before| entry.at <= before + FURTHER_TWICE);
                further = Some(entry.at);
            }
        }
    }
    let rests = further.map(|at| at + FURTHER_RESTS).filter(|until| !case.reached(*until));
    match rests {
        _ if withdrawn => Placing::Withdrawn,
        Some(until) => Placing::Rests(until),
        None if asked => Placing::Asked,
        None => Placing::Clear,
    }
}

/// The steps that went further down twice, so that they are not offered any more.
pub fn withdrawn<'p>(case: &Case<'p>) -> Vec<&'p Step> {
    placed(case, Placing::Withdrawn)
}

/// The steps after whose last set nobody said where the pain is, so that they wait for that.
pub fn unplaced<'p>(case: &Case<'p>) -> Vec<&'p Step> {
    placed(case, Placing::Asked)
}

fn placed<'p>(case: &Case<'p>, so: Placing) -> Vec<&'p Step> {
    let Some(given) = given(case) else { return Vec::new() };
    let steps = case.protocol.steps.iter().filter(|step| step.extension);
    steps.filter(|step| placing(case, given, step) == so).collect()
}
