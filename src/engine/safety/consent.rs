//! Rules 5a, 19.9 and 22: what a clinician or a pharmacist agreed to in this flare, what they are asked about, and drinks.

use crate::engine::case::Case;
use crate::engine::history::{Entry, Taken, WARFARIN};
use crate::engine::safety::Why;
use crate::model::class::Class;
use crate::model::event::{Consent, Content, Event};
use crate::model::limits::{COUNTED_OVER, DRINKS_TOO_MANY, PREGNANT_AGREED};
use crate::model::profile::{Answer, Fact};
use crate::model::time::{CivilDay, Moment};

/// Against an anti-inflammatory: any other daily medicine, until somebody agreed. Rule 5a; IB-30, IB-32 to IB-37.
pub(super) fn before_nsaid(case: &Case<'_>) -> Option<Why> {
    let Some(daily) = case.facts.get(Fact::DailyMedicine) else { return Some(Why::Unanswered(Fact::DailyMedicine)) };
    let open = daily.value == Answer::No || agreed(case, Consent::Nsaid).is_some();
    (!open).then(|| Why::Answered(case.facts.said(Fact::DailyMedicine)))
}

/// Against acetaminophen: a strong painkiller or warfarin every day, until somebody agreed. Rule 5a.
pub(super) fn before_acetaminophen(case: &Case<'_>) -> Option<Why> {
    let Some(daily) = case.facts.get(Fact::DailyMedicine) else { return Some(Why::Unanswered(Fact::DailyMedicine)) };
    if daily.value == Answer::No {
        return None;
    }
    let Some(strong) = case.facts.get(Fact::StrongPainkiller) else {
        return Some(Why::Unanswered(Fact::StrongPainkiller));
    };
    let open = strong.value == Answer::No || agreed(case, Consent::Acetaminophen).is_some();
    (!open).then_some(Why::Answered(Fact::StrongPainkiller))
}

/// Whether somebody agreed to acetaminophen so lately that it still counts for somebody who is pregnant. Rule 22.2; AC-22 to
/// AC-25.
pub(super) fn agreed_while_pregnant(case: &Case<'_>) -> bool {
    agreed(case, Consent::Acetaminophen).is_some_and(|entry| !case.reached(entry.at + PREGNANT_AGREED))
}

/// Whoever has just taken a medicine that a pharmacist must hear of before an anti-inflammatory, whatever was answered:
/// what it is, and when 24 hours are over.
pub(super) fn after_other(case: &Case<'_>) -> Option<(Why, Moment)> {
    // No agreement clears a blood thinner or a steroid. Rule 5a.4.
    let never = taken(case, |content| content.class().is_some_and(Class::thins_or_is_steroid));
    let such = |content: &Content| content.class().is_some_and(Class::interacts);
    never.or_else(|| taken(case, such).filter(|_| agreed(case, Consent::Nsaid).is_none()))
}

/// The same of acetaminophen: warfarin. AC-09.
pub(super) fn after_warfarin(case: &Case<'_>) -> Option<(Why, Moment)> {
    taken(case, |content| content.ingredient.as_str() == WARFARIN)
}

/// Three drinks or more within 24 hours, and when 24 hours are over since the last. Rule 19.9.
pub(super) fn after_drinks(case: &Case<'_>) -> Option<(Why, Moment)> {
    let drinks: Vec<(Moment, u32)> =
        case.history.doses().iter().filter_map(|dose| Some((dose.at.moment, dose.drinks()?))).collect();
    let within = |last: Moment| drinks.iter().filter(move |(at, _)| *at <= last && last - *at < COUNTED_OVER);
    let many = |last: &Moment| within(*last).fold(0_u32, |sum, (_, n)| sum.saturating_add(*n)) >= DRINKS_TOO_MANY;
    let last = drinks.iter().map(|(at, _)| *at).filter(many).max()?;
    let until = last + COUNTED_OVER;
    (!case.reached(until)).then_some((Why::Drinks, until))
}

/// Such a medicine in the last 24 hours, and when that is over.
fn taken(case: &Case<'_>, such: impl Fn(&Content) -> bool) -> Option<(Why, Moment)> {
    let doses = case.history.doses().iter().rev();
    let (at, content) = doses
        .flat_map(|dose| dose.contents().map(|content| (dose.at.moment, content)))
        .find(|(_, content)| such(content))?;
    let until = at + COUNTED_OVER;
    (!case.reached(until)).then(|| (Why::AskAbout(content.ingredient.clone()), until))
}

/// When somebody last agreed to it in this flare, where that still counts: not before the flare, not on a day to come, and
/// no daily medicine was told of since, be it by taking one that was never taken before. Rule 5a.3.
pub(super) fn agreed<'c>(case: &'c Case<'_>, to: Consent) -> Option<&'c Entry> {
    let run = case.history.run()?;
    let first = run.started.date().min(case.day_of(run.started.moment));
    let counts = |on: CivilDay| on >= first && on <= case.date();
    let newest = case.history.entries().filter(|entry| {
        let Event::Agreed { to: other, on, .. } = &entry.event else { return false };
        *other == to && counts(*on)
    });
    let newest = newest.max_by_key(|entry| entry.place)?;
    let told_since = case.history.entries().any(|entry| {
        let Event::Answered { fact, value, .. } = &entry.event else { return false };
        entry.place > newest.place
            && matches!(fact, Fact::DailyMedicine | Fact::StrongPainkiller)
            && matches!(value, Answer::Yes | Answer::Cleared)
    });
    let new = |dose: &&Taken| {
        let known: Vec<_> = case.history.doses().iter().filter(|other| other.place < newest.place).collect();
        let such = |content: &&Content| content.class().is_some_and(Class::interacts);
        dose.place > newest.place
            && dose.contents().filter(such).any(|own| !known.iter().any(|other| other.has(&own.ingredient)))
    };
    (!told_since && !case.history.doses().iter().any(|dose| new(&dose))).then_some(newest)
}
