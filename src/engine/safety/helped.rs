//! Rule 6a: did the last dose help? Only an explicit no opens the larger one. IB-02.

use uuid::Uuid;

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::model::event::Event;
use crate::model::limits::{HELPED_FROM, HELPED_UNTIL, IBUPROFEN};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::Moment;

/// Whether a dose is one that is asked about: a small one of ibuprofen, and nothing else in it.
fn is_small(dose: &Taken) -> bool {
    let alone = !dose.is_unknown() && dose.ingredients().all(|one| *one == Ingredient::Ibuprofen);
    alone && dose.mg(&Ingredient::Ibuprofen).is_some_and(|mg| mg <= IBUPROFEN.small_mg)
}

/// The dose that an answer given now is about: 60 to 180 minutes ago, the newest of several.
pub fn in_question<'c>(case: &'c Case<'_>) -> Option<&'c Taken> {
    case.history.run()?;
    let mut small = case.history.doses().iter().filter(|dose| is_small(dose));
    let dose = small.rfind(|dose| case.reached(dose.at.moment + HELPED_FROM))?;
    (!case.passed(dose.at.moment + HELPED_UNTIL)).then_some(dose)
}

/// The dose of which it is asked now whether it helped. Each is asked about once.
pub fn asked<'c>(case: &'c Case<'_>) -> Option<&'c Taken> {
    let dose = in_question(case)?;
    let passed = case.history.passed_over(Fact::LastDoseHelped.key());
    let passed = passed.is_some_and(|at| at >= dose.at.moment + HELPED_FROM);
    let is_answer = |event: &Event| answer(event).is_some_and(|(_, of)| of == Some(dose.id));
    let answered = || case.history.entries().any(|entry| is_answer(&entry.event));
    (!passed && !answered()).then_some(dose)
}

/// An answer to that question, and the dose that it is about.
fn answer(event: &Event) -> Option<(&Answer, Option<Uuid>)> {
    let Event::Answered { fact: Fact::LastDoseHelped, value, dose, .. } = event else { return None };
    Some((value, *dose))
}

/// Whether the larger dose is open: the newest answer of this flare that counts is a no.
pub fn opens_larger(case: &Case<'_>) -> bool {
    let answers = case.history.entries().filter_map(|entry| {
        let (value, of) = answer(&entry.event)?;
        let counts = match of {
            Some(of) => case.history.doses().iter().any(|dose| dose.id == of && in_time(dose, entry.at)),
            None => of_the_last(case, entry.at),
        };
        counts.then_some((entry.place, value))
    });
    answers.max_by_key(|(place, _)| *place).is_some_and(|(_, value)| *value == Answer::No)
}

/// Whether it was asked in its time. A correction replaces the dose, and its answer goes with it.
fn in_time(dose: &Taken, at: Moment) -> bool {
    is_small(dose) && at >= dose.at.moment + HELPED_FROM && at <= dose.at.moment + HELPED_UNTIL
}

/// What version 1 wrote says nothing of the dose: it was the last of all, and no other was taken since.
fn of_the_last(case: &Case<'_>, at: Moment) -> bool {
    case.history.doses().last().is_some_and(|dose| is_small(dose) && dose.at.moment <= at)
}
