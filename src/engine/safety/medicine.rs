//! Rules 4 to 11 for medicines: who may be offered one at all, how much, how often, for how long.
//!
//! A window of 24 hours is half open: a dose leaves it in the very second in which it is 24 hours old. The dose that is
//! being considered counts. A dose of unknown amount counts as the largest single one; a dose of which nobody knows what
//! it contains counts as every ingredient.

use std::collections::BTreeSet;

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::consent::{
    after_drinks, after_other, after_warfarin, agreed_while_pregnant, before_acetaminophen, before_nsaid,
};
use crate::engine::safety::helped;
use crate::engine::safety::prescribed::given;
use crate::engine::safety::{Fine, Rule, Standing, Subject, Veto, Weighed, Why, first_against, no, yes};
use crate::model::class::Class;
use crate::model::event::{Consent, Content};
use crate::model::id::Id;
use crate::model::limits::{
    ANALGESIC_DAYS, ANALGESIC_WINDOW, ASK_PHARMACIST_FROM, COUNTED_OVER, COUNTED_OVER_HALF, MedicineLimits,
    NSAID_SWITCH, ORAL_APART, PRESCRIBED_ACETAMINOPHEN_GAP, PRESCRIBED_ACETAMINOPHEN_MG, may_be_offered,
    medicine_limits,
};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::format::Medicine;
use crate::protocol::named::{contains, is_oral, needs_a_prescriber};

/// Where naproxen may be offered. Rule 8.
const NAPROXEN_REGION: &str = "us";

/// Weighs rules 4 to 11 for the dose of a step.
pub(super) fn weigh(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    let Some(medicine) = &subject.step.medicine else {
        return vec![no(Rule::Ceiling, Why::NoRule, None, &[])];
    };
    let mut rules = vec![records(case)];
    // Whatever its author called it: each thing in it is weighed by itself. Rule 25.
    for content in contains(medicine) {
        rules.extend(weigh_one(case, subject, medicine, &content));
    }
    rules
}

/// Weighs the rules for one thing that is in the dose of a step.
fn weigh_one(case: &Case<'_>, subject: &Subject<'_>, medicine: &Medicine, content: &Content) -> Vec<Weighed> {
    let ingredient = content.ingredient.clone();
    let class = content.class();
    let mut rules = Vec::new();
    let prescribed = given(case).is_some();
    let asks_for_one = class.is_some_and(needs_a_prescriber);
    if asks_for_one && !prescribed {
        rules.push(no(Rule::Ceiling, Why::OnlyPrescribed(ingredient.clone()), None, &["MR-07"]));
    }
    if !(may_be_offered(&ingredient) || asks_for_one && prescribed) {
        rules.push(no(Rule::Ceiling, Why::NeverOffered(ingredient.clone()), None, &["AS-03", "MR-07", "TP-21"]));
        if class.is_some_and(Class::is_nsaid) {
            rules.push(one_nsaid(case, &ingredient));
        }
        if class.is_some_and(Class::is_analgesic) {
            rules.push(days(case, ANALGESIC_DAYS));
        }
        return rules;
    }
    if ingredient == Ingredient::Naproxen {
        rules.push(region(case));
    }
    rules.extend(class.and_then(|class| questions(case, class)));
    rules.extend(class.into_iter().flat_map(|class| lately(case, class)));
    let limits = limits_of(case, &ingredient);
    let oral = class.is_some_and(is_oral);
    let least = if oral && limits.is_none() { ORAL_APART } else { Span::ZERO };
    let medicine = &Medicine { spacing: medicine.spacing.max(least), ..medicine.clone() };
    rules.extend(amounts(case, &ingredient, medicine, limits, subject.dose_mg));
    if class.is_some_and(Class::is_nsaid) {
        rules.push(one_nsaid(case, &ingredient));
    }
    if class.is_some_and(Class::is_analgesic) {
        rules.push(days(case, medicine.most_days.unwrap_or(ANALGESIC_DAYS).min(ANALGESIC_DAYS)));
    }
    rules
}

/// The limits of an ingredient for this person. A clinician may give acetaminophen up to what the label of the region allows,
/// where nothing of the person is against it. Rule 24.6; AC-08, AC-14, AC-27.
fn limits_of(case: &Case<'_>, ingredient: &Ingredient) -> Option<MedicineLimits> {
    let limits = medicine_limits(ingredient)?;
    if *ingredient != Ingredient::Acetaminophen || given(case).is_none() {
        return Some(limits);
    }
    let against = [Fact::Light, Fact::HeartKidney, Fact::Alcohol, Fact::Pregnant];
    if against.iter().any(|fact| case.facts.get(*fact).map(|known| known.value) != Some(Answer::No)) {
        return Some(limits);
    }
    let Some(Answer::Word(region)) = case.facts.get(Fact::Region).map(|known| known.value) else { return Some(limits) };
    let gap = match region.as_str() {
        "uk" => PRESCRIBED_ACETAMINOPHEN_GAP,
        "ca" => limits.gap_large,
        _ => return Some(limits),
    };
    Some(MedicineLimits { in_24h_mg: PRESCRIBED_ACETAMINOPHEN_MG, gap_small: gap, gap_large: gap, ..limits })
}

/// Rule 11: a clock that is behind, or a journal that is not all there, gives no "next".
fn records(case: &Case<'_>) -> Weighed {
    if case.clock_behind().is_some() {
        return no(Rule::UncertainTime, Why::ClockBehind, None, &[]);
    }
    if case.history.has_newer() {
        return no(Rule::UncertainTime, Why::Unreadable, None, &[]);
    }
    // What stood there counts as a dose, which the rules below see to.
    let fine = if case.history.damaged().is_empty() { Fine::RecordsGood } else { Fine::LineLost };
    yes(Rule::UncertainTime, fine, &[])
}

/// Rule 8: naproxen is for where its label is sold over the counter. NX-01.
fn region(case: &Case<'_>) -> Weighed {
    const FACTS: &[&str] = &["NX-01"];
    match case.facts.get(Fact::Region).map(|known| known.value) {
        Some(Answer::Word(region)) if region == NAPROXEN_REGION => yes(Rule::Naproxen, Fine::RegionFits, FACTS),
        Some(Answer::Word(_) | Answer::No | Answer::Yes | Answer::Cleared | Answer::Number(_) | Answer::Time(_)) => {
            no(Rule::Naproxen, Why::NotInRegion(Ingredient::Naproxen), None, FACTS)
        }
        None => no(Rule::Naproxen, Why::Unanswered(Fact::Region), None, FACTS),
    }
}

/// Rules 5 and 9: the questions that must be answered first.
fn questions(case: &Case<'_>, class: Class) -> Option<Weighed> {
    const NSAID: &[&str] = &["IB-10", "IB-11", "IB-12", "IB-14", "IB-15", "IB-16", "IB-17", "IB-18", "IB-30", "EX-02"];
    const ACETAMINOPHEN: &[&str] = &["AC-05", "AC-09", "AC-11", "EX-10"];
    if class.is_nsaid() {
        // Pregnancy first: where it is so, no other answer can matter, and none is asked for. Rule 22.4.
        let asked = [
            (Fact::Pregnant, false),
            (Fact::Allergy, false),
            (Fact::Bleeding, false),
            (Fact::ThinnerSteroid, false),
            (Fact::HeartKidney, false),
            (Fact::DiureticAsthma, false),
            (Fact::Alcohol, false),
            (Fact::TryingFeeding, false),
            (Fact::UnderCare, false),
            (Fact::Chickenpox, false),
        ];
        let why = first_against(case, &asked).map(|why| (why, None));
        let daily = || before_nsaid(case).map(|why| (why, None));
        let why = why.or_else(daily).or_else(|| recent(case)).or_else(|| age(case));
        return Some(match why {
            Some((why, until)) => no(Rule::NsaidQuestions, why, until, NSAID),
            None => yes(Rule::NsaidQuestions, Fine::QuestionsClear, NSAID),
        });
    }
    if class == Class::Acetaminophen {
        let mut asked = vec![
            (Fact::Allergy, false),
            (Fact::HeartKidney, false),
            (Fact::ThinnerSteroid, false),
            (Fact::Alcohol, false),
            (Fact::Light, false),
            (Fact::Pregnant, false),
            (Fact::TryingFeeding, false),
        ];
        if case.facts.is(Fact::Pregnant) == Some(true) {
            if !agreed_while_pregnant(case) {
                return Some(no(Rule::Acetaminophen, Why::NeedsYes(Consent::Acetaminophen), None, ACETAMINOPHEN));
            }
            asked.retain(|(fact, _)| *fact != Fact::Pregnant && *fact != Fact::TryingFeeding);
        }
        // A yes to these two opens one more question, and only its answer counts.
        for (opens, follow) in [(Fact::HeartKidney, Fact::Liver), (Fact::ThinnerSteroid, Fact::Warfarin)] {
            if case.facts.is(opens) == Some(true) {
                asked.retain(|(fact, _)| *fact != opens);
                asked.push((follow, false));
            }
        }
        let why = first_against(case, &asked).map(|why| (why, None));
        let daily = || before_acetaminophen(case).map(|why| (why, None));
        let why = why.or_else(daily).or_else(|| recent(case));
        return Some(match why {
            Some((why, until)) => no(Rule::Acetaminophen, why, until, ACETAMINOPHEN),
            None => yes(Rule::Acetaminophen, Fine::QuestionsClear, ACETAMINOPHEN),
        });
    }
    if is_oral(class) {
        // Whatever it is: nobody takes it by this program while pregnant, or without saying how old they are. Rule 25.4.
        let why = first_against(case, &[(Fact::Pregnant, false)]);
        let why = why.or_else(|| case.facts.age().is_none().then_some(Why::Unanswered(Fact::Age)));
        return Some(match why {
            Some(why) => no(Rule::Ceiling, why, None, &[]),
            None => yes(Rule::Ceiling, Fine::QuestionsClear, &[]),
        });
    }
    None
}

/// Rules 5a and 19.9: what was taken lately and keeps a pain reliever away for a time.
fn lately(case: &Case<'_>, class: Class) -> Vec<Weighed> {
    const DAILY: &[&str] = &["IB-30", "AC-09"];
    let (rule, other) = if class.is_nsaid() {
        (Rule::NsaidQuestions, after_other(case))
    } else if class == Class::Acetaminophen {
        (Rule::Acetaminophen, after_warfarin(case))
    } else {
        return Vec::new();
    };
    let other = other.map(|(why, until)| no(rule, why, Some(until), DAILY));
    let drinks = after_drinks(case).map(|(why, until)| no(rule, why, Some(until), &[]));
    other.into_iter().chain(drinks).collect()
}

/// An empty journal is not "no doses": the last 24 hours are asked about.
fn recent(case: &Case<'_>) -> Option<(Why, Option<Moment>)> {
    let Some(known) = case.facts.get(Fact::RecentMedicine) else {
        return Some((Why::Unanswered(Fact::RecentMedicine), None));
    };
    (known.value != Answer::No).then(|| (Why::UnknownMedicine, Some(known.at + COUNTED_OVER)))
}

fn age(case: &Case<'_>) -> Option<(Why, Option<Moment>)> {
    let Some(age) = case.facts.age() else { return Some((Why::Unanswered(Fact::Age), None)) };
    if age < ASK_PHARMACIST_FROM {
        return None;
    }
    match case.facts.get(Fact::Pharmacist).map(|known| known.value) {
        Some(Answer::Cleared) => None,
        Some(Answer::No | Answer::Yes | Answer::Number(_) | Answer::Time(_) | Answer::Word(_)) => {
            Some((Why::AskPharmacist, None))
        }
        None => Some((Why::Unanswered(Fact::Pharmacist), None)),
    }
}

/// Rules 6, 8 and 9: single dose, gap and sum. The stricter of the ceiling and the protocol counts.
fn amounts(
    case: &Case<'_>,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    dose_mg: Option<u32>,
) -> Vec<Weighed> {
    let (rule, facts): (Rule, &'static [&'static str]) = match ingredient {
        Ingredient::Ibuprofen => (Rule::Ibuprofen, &["IB-01", "IB-02", "IB-03", "IB-07"]),
        Ingredient::Naproxen => (Rule::Naproxen, &["NX-01", "NX-02", "NX-03", "NX-04"]),
        Ingredient::Acetaminophen => (Rule::Acetaminophen, &["AC-01", "AC-02", "AC-03"]),
        Ingredient::Aspirin
        | Ingredient::Diclofenac
        | Ingredient::MethylSalicylate
        | Ingredient::OtherNsaid
        | Ingredient::Sedating
        | Ingredient::Other(_) => (Rule::Ceiling, &[]),
    };
    let mut rules = Vec::new();
    if let (Some(limits), Some(dose)) = (limits, dose_mg) {
        if dose > limits.single_mg {
            rules.push(no(rule, Why::OverSingle { most_mg: limits.single_mg }, None, facts));
        }
        if *ingredient == Ingredient::Ibuprofen && dose > limits.small_mg && !helped::opens_larger(case) {
            rules.push(no(rule, Why::SmallerFirst { dose_mg: limits.small_mg }, None, facts));
        }
        // The larger dose of naproxen is a first dose alone. Rule 8; NX-02.
        let last = recent_doses(case, ingredient, COUNTED_OVER).last().map(|last| last.at.moment);
        if let Some(last) = last.filter(|_| *ingredient == Ingredient::Naproxen && dose > limits.small_mg) {
            rules.push(no(rule, Why::OverSingle { most_mg: limits.small_mg }, Some(last + COUNTED_OVER), facts));
        }
    } else if limits.is_some() {
        // A dose that nobody stated cannot be added up.
        rules.push(no(rule, Why::NoRule, None, facts));
    }
    rules.push(gap(case, rule, ingredient, medicine, limits, facts));
    rules.extend(sums(case, rule, ingredient, medicine, limits, dose_mg, facts));
    if let Some(most) = medicine.most_doses_in_24h {
        let taken: Vec<Moment> = recent_doses(case, ingredient, COUNTED_OVER).map(|dose| dose.at.moment).collect();
        if let Some(over) = (taken.len() + 1).checked_sub(most as usize).filter(|over| *over > 0) {
            let until = taken.get(over - 1).map(|at| *at + COUNTED_OVER);
            let taken = u32::try_from(taken.len()).unwrap_or(u32::MAX);
            rules.push(no(rule, Why::TooManyDoses { taken, most }, until, facts));
        }
    }
    rules
}

/// The doses of an ingredient in the last `window`, oldest first.
fn recent_doses<'c>(
    case: &'c Case<'_>,
    ingredient: &'c Ingredient,
    window: Span,
) -> impl DoubleEndedIterator<Item = &'c Taken> {
    let within = move |dose: &&Taken| dose.may_contain(ingredient) && !case.reached(dose.at.moment + window);
    case.history.doses().iter().filter(within)
}

/// What a dose counts as, in milligrams of an ingredient.
fn counted(dose: &Taken, ingredient: &Ingredient, limits: Option<MedicineLimits>) -> u32 {
    let largest = limits.map_or(0, |limits| limits.single_mg);
    match dose.mg(ingredient) {
        // Nobody knows what was in it, so the amount that was said says nothing about this ingredient.
        Some(mg) if dose.is_unknown() => mg.max(largest),
        Some(mg) => mg,
        None => largest,
    }
}

fn gap(
    case: &Case<'_>,
    rule: Rule,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    facts: &'static [&'static str],
) -> Weighed {
    let after = |dose: &Taken| {
        let ceiling = limits.map_or(Span::ZERO, |limits| limits.gap_after(counted(dose, ingredient, Some(limits))));
        ceiling.max(medicine.spacing)
    };
    let doses = || case.history.doses().iter().filter(|dose| dose.may_contain(ingredient));
    let last = doses().map(|dose| dose.at.moment).max();
    let longest = doses().max_by_key(|dose| dose.at.moment + after(dose));
    if let Some((last, gap)) =
        longest.map(|dose| (dose.at.moment, after(dose))).filter(|(at, gap)| !case.reached(*at + *gap))
    {
        let why = Why::TooSoon { ingredient: ingredient.clone(), gap, last };
        no(rule, why, Some(last + gap), facts)
    } else {
        let gap = longest.map_or(medicine.spacing, after);
        yes(rule, Fine::GapKept { ingredient: ingredient.clone(), last, gap }, facts)
    }
}

fn sums(
    case: &Case<'_>,
    rule: Rule,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    dose_mg: Option<u32>,
    facts: &'static [&'static str],
) -> Vec<Weighed> {
    let Some(dose_mg) = dose_mg else { return Vec::new() };
    let most_24h = match (limits.map(|limits| limits.in_24h_mg), medicine.most_mg_in_24h) {
        (Some(ceiling), Some(file)) => Some(ceiling.min(file)),
        (ceiling, file) => ceiling.or(file),
    };
    let most_12h = limits.and_then(|limits| limits.in_12h_mg);
    [(most_24h, COUNTED_OVER), (most_12h, COUNTED_OVER_HALF)]
        .into_iter()
        .filter_map(|(most, window)| most.map(|most| (most, window)))
        .map(|(most_mg, window)| {
            let doses: Vec<(Moment, u32)> = recent_doses(case, ingredient, window)
                .map(|dose| (dose.at.moment, counted(dose, ingredient, limits)))
                .collect();
            let taken_mg = doses.iter().fold(0_u32, |sum, (_, mg)| sum.saturating_add(*mg));
            let ingredient = ingredient.clone();
            if taken_mg.saturating_add(dose_mg) <= most_mg {
                return yes(rule, Fine::SumKept { ingredient, taken_mg, dose_mg, most_mg }, facts);
            }
            let until = fits_at(&doses, taken_mg, dose_mg, most_mg).map(|at| at + window);
            no(rule, Why::OverSum { ingredient, taken_mg, dose_mg, most_mg }, until, facts)
        })
        .collect()
}

/// The dose whose leaving the window makes room. `None`: the dose alone is too much.
fn fits_at(doses: &[(Moment, u32)], taken_mg: u32, dose_mg: u32, most_mg: u32) -> Option<Moment> {
    let mut left = taken_mg;
    doses.iter().find_map(|(at, mg)| {
        left = left.saturating_sub(*mg);
        (left.saturating_add(dose_mg) <= most_mg).then_some(*at)
    })
}

/// Rule 7: no other anti-inflammatory in the last 24 hours, and nothing that may have been one.
fn one_nsaid(case: &Case<'_>, ingredient: &Ingredient) -> Weighed {
    const FACTS: &[&str] = &["IB-13", "TP-11"];
    let is_other = |content: &&Content| content.is_nsaid() && content.ingredient != *ingredient;
    let other = |dose: &&Taken| dose.is_unknown() || dose.contents().any(|content| is_other(&content));
    let last = case.history.doses().iter().rev().find(other);
    match last.filter(|dose| !case.reached(dose.at.moment + NSAID_SWITCH)) {
        Some(dose) => {
            let named = dose.contents().find(is_other);
            let why = named.map_or(Why::UnknownMedicine, |other| Why::OtherNsaid(other.ingredient.clone()));
            no(Rule::OneNsaid, why, Some(dose.at.moment + NSAID_SWITCH), FACTS)
        }
        None => yes(Rule::OneNsaid, Fine::NoOtherNsaid, FACTS),
    }
}

/// On how many different dates a pain reliever was taken: in this flare or in the last 30 days, whichever is longer. Second,
/// how many with the date of the present moment. A date is that of the place where the dose was taken.
fn analgesic_days(case: &Case<'_>) -> (u32, u32) {
    let counts = |dose: &&Taken| dose.is_unknown() || dose.contents().any(Content::is_analgesic);
    let doses = || {
        case.history.doses().iter().filter(counts).filter(|dose| case.counts_within(dose.at.moment, ANALGESIC_WINDOW))
    };
    let mut dates: BTreeSet<_> = doses().filter(|dose| !dose.unreadable).map(|dose| Stamp::date(dose.at)).collect();
    // A line that cannot be read may have been a dose on a day of its own: on one of those between its neighbours.
    let counted = case
        .history
        .damaged()
        .iter()
        .filter(|damage| case.counts_within(damage.by.map_or(case.now(), |by| by.moment), ANALGESIC_WINDOW));
    let mut unbounded = 0;
    for damage in counted {
        let until = damage.by.unwrap_or_else(|| case.zone.stamp(case.now())).date();
        let Some(from) = damage.since.map(Stamp::date) else {
            unbounded += 1;
            continue;
        };
        // Two copies that were joined need not stand in order.
        let (from, until) = (from.min(until), from.max(until));
        let mut between = (0..).map(|n| from.plus(n)).take_while(|date| *date <= until);
        dates.extend(between.find(|date| !dates.contains(date)));
    }
    let count = |dates: &BTreeSet<_>| u32::try_from(dates.len() + unbounded).unwrap_or(u32::MAX);
    let so_far = count(&dates);
    dates.insert(case.date());
    (so_far, count(&dates))
}

/// Rule 10: ten different days at most, each of them in full. Doses on ten dates: on the tenth one more is within it, on
/// the next day it is not.
fn days(case: &Case<'_>, most: u32) -> Weighed {
    const FACTS: &[&str] = &["IB-04", "NX-05", "AC-04"];
    let (days, with_this) = analgesic_days(case);
    if with_this > most {
        return no(Rule::Duration, Why::TooManyDays { days, most }, None, FACTS);
    }
    yes(Rule::Duration, Fine::DaysKept { days, most }, FACTS)
}

/// On how many different dates a pain reliever was taken.
pub fn analgesic_dates(case: &Case<'_>) -> u32 {
    analgesic_days(case).0
}

/// Whether ten days of pain relievers are over.
pub fn days_are_over(case: &Case<'_>) -> bool {
    analgesic_days(case).0 >= ANALGESIC_DAYS
}

/// How each ingredient that was taken lately stands by the ceilings. The next time is the protocol's where it is later.
pub fn standings(case: &Case<'_>) -> Vec<Standing> {
    let known = Ingredient::KNOWN.into_iter().filter(|ingredient| *ingredient != Ingredient::Sedating);
    let taken = case.history.doses().iter().flat_map(Taken::contents).filter(|content| content.is_analgesic());
    // What is acetaminophen under another name stands with it.
    let others = taken.filter(|content| !Ingredient::KNOWN.iter().any(|known| content.counts_as(known)));
    let others: BTreeSet<Ingredient> = others.map(|content| content.ingredient.clone()).collect();
    known.chain(others).filter_map(|ingredient| standing(case, ingredient)).collect()
}

/// How the protocol offers an ingredient; where it does not, the ceilings alone.
fn offered(case: &Case<'_>, ingredient: &Ingredient) -> Option<Medicine> {
    let limits = limits_of(case, ingredient)?;
    let own = case.protocol.steps.iter().filter_map(|step| step.medicine.as_ref());
    let own = own.into_iter().find(|medicine| contains(medicine).iter().any(|own| own.ingredient == *ingredient));
    own.cloned().or_else(|| {
        Some(Medicine {
            name: Id::parse(ingredient.as_str())?,
            class: None,
            dose_mg: Some(limits.small_mg),
            amount: None,
            option_mg: None,
            option_say: Vec::new(),
            spacing: limits.gap_small,
            most_mg_in_24h: None,
            most_doses_in_24h: None,
            most_days: None,
        })
    })
}

/// How one ingredient stands. `None`: it was not taken in the last 24 hours.
fn standing(case: &Case<'_>, ingredient: Ingredient) -> Option<Standing> {
    let limits = limits_of(case, &ingredient);
    let doses: Vec<&Taken> =
        recent_doses(case, &ingredient, COUNTED_OVER).filter(|dose| dose.has(&ingredient)).collect();
    let last = doses.last()?.at.moment;
    let sum_mg = doses.iter().fold(0_u32, |sum, dose| sum.saturating_add(counted(dose, &ingredient, limits)));
    let usual = limits.map_or(0, |limits| limits.small_mg);
    let pairs = doses.windows(2);
    let gap =
        |dose: &Taken| limits.map_or(Span::ZERO, |limits| limits.gap_after(counted(dose, &ingredient, Some(limits))));
    let too_soon = pairs.last().is_some_and(|pair| pair[1].at.moment - pair[0].at.moment < gap(pair[0]));
    let not_before = limits.and_then(|limits| {
        let medicine = offered(case, &ingredient)?;
        let usual = medicine.dose_mg.unwrap_or(usual);
        let rules = amounts(case, &ingredient, &medicine, Some(limits), Some(usual));
        let vetoes: Vec<&Veto> = rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).collect();
        let until = vetoes.iter().map(|veto| veto.until).collect::<Option<Vec<_>>>()?;
        Some(until.into_iter().max().unwrap_or(case.now()))
    });
    let counted_on = case.clock_behind().is_none() && !case.history.torn();
    let not_before = not_before.filter(|_| counted_on);
    let newest = doses.last().map_or(0, |dose| counted(dose, &ingredient, limits));
    let over_single = limits.map(|limits| limits.single_mg).filter(|most| newest > *most);
    let over_12h = limits.and_then(|limits| limits.in_12h_mg).filter(|most| {
        let half = recent_doses(case, &ingredient, COUNTED_OVER_HALF).filter(|dose| dose.has(&ingredient));
        half.fold(0_u32, |sum, dose| sum.saturating_add(counted(dose, &ingredient, limits))) > *most
    });
    let nsaid = doses.iter().flat_map(|dose| dose.contents()).any(|one| one.ingredient == ingredient && one.is_nsaid());
    let beside = Some(&ingredient).filter(|_| nsaid).and_then(|own| {
        let near = |dose: &&Taken| (last - dose.at.moment).as_seconds().abs() < NSAID_SWITCH.as_seconds();
        let others = case.history.doses().iter().rev().filter(near).flat_map(Taken::contents);
        others
            .filter(|other| other.is_nsaid() && other.ingredient != *own)
            .map(|other| &other.ingredient)
            .max()
            .cloned()
    });
    let class_until = (nsaid && counted_on).then_some(last + NSAID_SWITCH);
    let most_mg = limits.map(|limits| limits.in_24h_mg);
    let room = most_mg.map(|most| most.saturating_sub(sum_mg));
    let one_left = limits.is_some() && room.is_some_and(|room| room >= usual && room < usual.saturating_mul(2));
    let doses = u32::try_from(doses.len()).unwrap_or(u32::MAX);
    Some(Standing {
        days: analgesic_days(case).0,
        ingredient,
        doses,
        sum_mg,
        most_mg,
        last,
        not_before,
        too_soon,
        over_single,
        over_12h,
        beside,
        class_until,
        one_left,
    })
}
