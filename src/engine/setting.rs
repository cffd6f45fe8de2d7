//! A case with what follows from it before any step is looked at: the phase, the cards, the routines, the pace.

use std::cell::OnceCell;

use crate::engine::cards::{asked, show_cards};
use crate::engine::case::Case;
use crate::engine::due::{self, Due, Query};
use crate::engine::phase::phase_now;
use crate::engine::safety::screening::{Screened, screened};
use crate::model::kind::Kind;
use crate::model::time::Moment;
use crate::protocol::format::{Pace, Phase, Routine};

/// A routine of the phase, and when it is due: worked out for the first of its steps that is judged, as most moments ahead
/// are looked at for one step alone.
#[derive(Clone, Debug)]
pub struct RoutineNow<'p> {
    /// The routine.
    pub routine: &'p Routine,
    due: OnceCell<Due>,
}

impl RoutineNow<'_> {
    /// Since when it runs. `None`: it does not.
    pub(super) fn begun(&self, case: &Case<'_>) -> Option<Moment> {
        if let Due::Now(since, _) = self.due(case) { Some(since) } else { None }
    }

    /// When it is due.
    pub(super) fn due(&self, case: &Case<'_>) -> Due {
        *self.due.get_or_init(|| due::due(case, &Query::routine(case, self.routine)))
    }
}

/// A case with what follows from it before any step is looked at.
#[derive(Clone, Debug)]
pub struct Setting<'p> {
    /// The case.
    pub case: Case<'p>,
    /// How the screening stands.
    pub screened: Screened<'p>,
    /// The phase that holds now.
    pub phase: &'p Phase,
    /// The routines that run or will run.
    pub routines: Vec<RoutineNow<'p>>,
    paced: OnceCell<Paced>,
}

impl<'p> Setting<'p> {
    /// Works out the phase, the cards and the routines of a case.
    pub fn at(case: Case<'p>) -> Self {
        let phase = phase_now(&case);
        let asked = asked(&case, phase);
        let mut screened = screened(&case, &asked);
        show_cards(&case, phase, &mut screened);
        let here = |routine: &&Routine| routine.phases.is_empty() || routine.phases.contains(&phase.id);
        let routines = case.protocol.routines.iter().filter(here);
        let routines = routines.map(|routine| RoutineNow { routine, due: OnceCell::new() }).collect();
        Self { case, screened, phase, routines, paced: OnceCell::new() }
    }

    /// What was done of the paced steps: worked out for the first that keeps a pace.
    pub(super) fn paced(&self) -> Paced {
        *self.paced.get_or_init(|| Paced::new(&self.case))
    }
}

/// What was done and passed over of the steps that keep a pace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paced {
    /// The last time.
    pub(super) last: Option<Moment>,
    /// How many since the civil day began.
    pub(super) today: usize,
    /// When the next one begins.
    pub(super) tomorrow: Moment,
}

impl Paced {
    /// Works it out once for all steps.
    fn new(case: &Case<'_>) -> Self {
        let today = case.today();
        let begun = case.hours.start_of(today, case.zone);
        let mut paced = Self { last: None, today: 0, tomorrow: case.hours.start_of(today.plus(1), case.zone) };
        for step in case.protocol.steps.iter().filter(|step| step.pace != Pace::Free) {
            let done = || case.history.done(&step.id).rev().map(|(entry, _)| entry.at);
            // A medicine that is passed over uses up nobody's pace.
            let passed = step.kind != Kind::Medicine;
            let skipped = || case.history.skipped(&step.id).rev().filter(move |_| passed);
            paced.last = paced.last.max(done().next()).max(skipped().next());
            paced.today +=
                done().take_while(|at| *at >= begun).count() + skipped().take_while(|at| *at >= begun).count();
        }
        paced
    }
}
