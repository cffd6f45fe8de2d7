//! Rule 15 for a massage gun or ball: late, short, on bare skin, and not for everybody.

use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::safety::body::bare_skin;
use crate::engine::safety::movement::asks_of_a_leg;
use crate::engine::safety::screening::Screened;
use crate::engine::safety::sedation::sedated;
use crate::engine::safety::{Fine, Rule, Subject, Weighed, Why, first_against, no, yes};
use crate::model::event::Event;
use crate::model::kind::{CourseKind, Kind};
use crate::model::limits::{MASSAGE_A_DAY, MASSAGE_FROM, MASSAGE_MUSCLE, MASSAGE_SPOT};
use crate::model::profile::Fact;
use crate::model::time::Span;
use crate::protocol::format::{Session, Step};

/// Weighs rule 15 for massage.
pub(super) fn weigh(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const WHEN: &[&str] = &["MG-01", "MG-02"];
    const WHO: &[&str] = &["MG-01", "MG-02", "EX-11"];
    let questions = [
        (Fact::ThinnerSteroid, false),
        (Fact::Clot, false),
        (Fact::Pregnant, false),
        (Fact::WeakBones, false),
        (Fact::DiscScoliosis, true),
        (Fact::Device, true),
        (Fact::Nerve, true),
        (Fact::Surgery, true),
    ];
    let mut rules = Vec::new();
    let flare = case.history.run().is_some_and(|run| run.course == CourseKind::Flare);
    // Our own margin is that of a low back. Rule 23.4.
    if flare && case.protocol.is_for_back() {
        rules.push(if case.has_run(MASSAGE_FROM) {
            yes(Rule::Movement, Fine::LateEnough { from: MASSAGE_FROM }, WHEN)
        } else {
            let until = Some(case.started() + MASSAGE_FROM);
            no(Rule::Movement, Why::TooEarly { from: MASSAGE_FROM }, until, WHEN)
        });
    }
    if screened.gentle && !screened.soon {
        rules.push(no(Rule::Movement, Why::OldSign, None, &[]));
    } else if screened.leg || screened.soon {
        rules.push(no(Rule::Movement, Why::LegSign, None, &["MG-01"]));
    } else if asks_of_a_leg(case) {
        rules.push(yes(Rule::Movement, Fine::NoLegSign, &["MG-01"]));
    }
    rules.push(match first_against(case, &questions) {
        Some(why) => no(Rule::Movement, why, None, WHO),
        None => yes(Rule::Movement, Fine::QuestionsClear, WHO),
    });
    rules.push(sedated(case, Rule::Movement, &["MG-02"]).unwrap_or_else(|| {
        // Drugs that alter what is felt.
        yes(Rule::Movement, Fine::NothingDrowsy, &["MG-02"])
    }));
    rules.push(bare_skin(case, Rule::Topical, &[]));
    rules.push(spots(subject.session));
    rules.push(a_day(case, subject));
    rules
}

/// How long each spot and each muscle is massaged. Without a time for them nobody knows, so it is too long.
fn spots(session: Option<&Session>) -> Weighed {
    const FACTS: &[&str] = &[];
    let (most, muscle) = (MASSAGE_SPOT, MASSAGE_MUSCLE);
    let mut spots = session.into_iter().flat_map(|session| session.layout().spots()).peekable();
    if spots.peek().is_none() || spots.any(|spot| spot.at_once > most || spot.in_all > muscle) {
        return no(Rule::Movement, Why::SpotTooLong { most }, None, FACTS);
    }
    yes(Rule::Movement, Fine::LengthKept { most }, FACTS)
}

/// All sessions of this civil day together, with the one that is considered.
fn a_day(case: &Case<'_>, subject: &Subject<'_>) -> Weighed {
    const FACTS: &[&str] = &[];
    let most = MASSAGE_A_DAY;
    let own = subject.session.and_then(|session| session.layout().total()).unwrap_or(most);
    if own > most {
        return no(Rule::Movement, Why::SessionTooLong { most }, None, FACTS);
    }
    let today = case.today();
    let ended = |entry: &&Entry| matches!(entry.event, Event::Done { .. } | Event::Off { .. });
    let of_today = |entry: &&Entry| case.day_of(entry.at) == today;
    let done =
        case.protocol.steps.iter().filter(|step| step.kind == Kind::Massage).flat_map(|step| {
            case.history.sessions_of(&step.id).filter(ended).filter(of_today).map(|_| length_of(step))
        });
    let so_far = done.fold(Span::ZERO, |sum, length| sum + length);
    if so_far + own > most {
        let tomorrow = case.hours.start_of(today.plus(1), case.zone);
        return no(Rule::Movement, Why::EnoughMassage { most }, Some(tomorrow), FACTS);
    }
    yes(Rule::Movement, Fine::MassageKept { most }, FACTS)
}

/// How long a massage that was done lasted: its longest session.
fn length_of(step: &Step) -> Span {
    step.sessions.iter().filter_map(|session| session.layout().total()).max().unwrap_or(MASSAGE_A_DAY)
}
