//! Rules 5, 5a and 9: what is asked of the person before a medicine, and what was taken lately that keeps one away.

use crate::engine::case::Case;
use crate::engine::safety::consent::{
    after_drinks, after_other, after_warfarin, agreed_while_pregnant, before_acetaminophen, before_nsaid,
};
use crate::engine::safety::{Fine, Rule, Weighed, Why, first_against, no, yes};
use crate::model::class::Class;
use crate::model::event::Consent;
use crate::model::limits::{ASK_PHARMACIST_FROM, COUNTED_OVER};
use crate::model::profile::{Answer, Fact};
use crate::model::time::Moment;

/// Rules 5 and 9: the questions that must be answered first. `oral`: it is swallowed.
pub(super) fn questions(case: &Case<'_>, class: Class, oral: bool) -> Option<Weighed> {
    const NSAID: &[&str] = &["IB-10", "IB-11", "IB-12", "IB-14", "IB-15", "IB-16", "IB-17", "IB-18", "IB-30", "EX-02"];
    const ACETAMINOPHEN: &[&str] = &["AC-05", "AC-09", "AC-11", "AC-15"];
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
        ];
        if case.facts.is(Fact::Pregnant) == Some(true) {
            if !agreed_while_pregnant(case) {
                return Some(no(Rule::Acetaminophen, Why::NeedsYes(Consent::Acetaminophen), None, ACETAMINOPHEN));
            }
            asked.retain(|(fact, _)| *fact != Fact::Pregnant);
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
    if oral {
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
pub(super) fn lately(case: &Case<'_>, class: Class) -> Vec<Weighed> {
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
