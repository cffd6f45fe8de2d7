//! Rule 20: what makes drowsy, for how long, and two such things at once.

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Rule, Weighed, Why, no};
use crate::model::class::Class;
use crate::model::event::Content;
use crate::model::limits::SEDATED;
use crate::model::medicine::Ingredient;
use crate::model::time::{Moment, Span};

/// Nothing warm and no device for people who took something that makes drowsy, until all of it is over. MR-06, HC-13.
pub(super) fn sedated(case: &Case<'_>, rule: Rule, facts: &'static [&'static str]) -> Option<Weighed> {
    let (until, gap) = sedated_until(case)?;
    Some(no(rule, Why::Drowsy { gap }, Some(until), facts))
}

/// Until when somebody is drowsy by what they took, and how long the last of it lasts.
pub(super) fn sedated_until(case: &Case<'_>) -> Option<(Moment, Span)> {
    let spans = case.history.doses().iter().filter_map(|dose| {
        // What nobody knows may make drowsy.
        let until = if dose.is_unknown() { Some(dose.at.moment + SEDATED) } else { dose.drowsy_until() };
        until.map(|until| (until, until - dose.at.moment))
    });
    spans.max().filter(|(until, _)| !case.reached(*until))
}

/// No second thing that makes drowsy while a different one is in the person, or something that nobody knows: until all of it
/// is over. Rules 20.2, 25.4; MR-08 to MR-12.
pub(super) fn beside_another(case: &Case<'_>, ingredient: &Ingredient) -> Option<Weighed> {
    let other = |dose: &Taken| {
        let others = dose.contents().filter(|own| own.ingredient != *ingredient).filter_map(Content::drowsy).max();
        let span = if dose.is_unknown() { Some(SEDATED) } else { others };
        span.map(|span| (dose.at.moment + span, span))
    };
    let (until, gap) = case.history.doses().iter().filter_map(other).max()?;
    (!case.reached(until)).then(|| no(Rule::Ceiling, Why::Drowsy { gap }, Some(until), &["MR-08", "MR-12"]))
}

/// Until when nobody drives after what makes drowsy: 24 hours after the last of it, after alcohol alone 8 hours. Rule 20.3.
/// What nobody knows is not told as one.
pub fn driving_from(case: &Case<'_>) -> Option<Moment> {
    let waits = |dose: &Taken| {
        let mut drowsy = dose.contents().filter(|content| content.drowsy().is_some()).peekable();
        drowsy.peek()?;
        let alcohol = drowsy.all(|content| content.class() == Some(Class::Alcohol));
        Some(dose.at.moment + if alcohol { Class::Alcohol.drowsy().unwrap_or(SEDATED) } else { SEDATED })
    };
    case.history.doses().iter().filter_map(waits).max().filter(|until| !case.reached(*until))
}

/// Until when two different things that make drowsy are in the person together: the earlier of the two spans. MR-08 to
/// MR-12.
///
/// Tramadol at 08:00 and diazepam at 08:01: until 08:00 the next day, though driving waits until 08:01. One box that holds
/// two of them counts as one thing.
pub fn two_until(case: &Case<'_>) -> Option<Moment> {
    let parts = |dose| contents(dose).filter(|(_, _, until)| !case.reached(*until)).collect::<Vec<_>>();
    let doses: Vec<Vec<_>> = case.history.doses().iter().map(parts).collect();
    let pairs = doses.iter().enumerate().flat_map(|(place, dose)| {
        let later = doses.iter().skip(place + 1).flatten();
        later.flat_map(move |two| dose.iter().map(move |one| (one, two)))
    });
    pairs.filter(|(one, two)| differ(one, two)).map(|((.., one), (.., two))| *one.min(two)).max()
}

/// One thing that makes drowsy: its dose, itself, and until when it does.
type Drowsing<'c> = (&'c Taken, &'c Content, Moment);

fn contents(dose: &Taken) -> impl Iterator<Item = Drowsing<'_>> {
    dose.contents().filter_map(move |content| Some((dose, content, dose.at.moment + content.drowsy()?)))
}

/// Whether they are two different things. Of what has no name but that it makes drowsy, the name that was typed counts.
fn differ((first, one, _): &Drowsing<'_>, (second, two, _): &Drowsing<'_>) -> bool {
    if one.ingredient != two.ingredient {
        return true;
    }
    one.ingredient == Ingredient::Sedating && !first.dose.medicine.eq_ignore_ascii_case(&second.dose.medicine)
}
