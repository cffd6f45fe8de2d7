//! Rule 24.7 as a property: whatever a clinician's plan says, and whoever accepted it, nothing of that rule is lifted. Each
//! moment of a random life is asked twice: under the accepted plan, and under the same plan of nobody.

use backflare::engine::safety::Veto;
use backflare::model::kind::{Kind, Urgency};
use backflare::model::profile::Answered;
use backflare::model::time::CivilDay;
use backflare::protocol::format::{Prescribed, Step};

use super::*;

/// What a person may have told of themselves, that no clinician's plan lifts.
const ABOUT: [(Fact, &str); 9] = [
    (Fact::Region, "uk"),
    (Fact::Region, "ca"),
    (Fact::Age, "17"),
    (Fact::Age, "62"),
    (Fact::Pregnant, "yes"),
    (Fact::Allergy, "yes"),
    (Fact::Bleeding, "yes"),
    (Fact::ThinnerSteroid, "yes"),
    (Fact::DailyMedicine, "yes"),
];

/// Signs of each urgency, with the card that asks them.
const SIGNS: [(&str, &str); 4] =
    [("emergency", "saddle-numb"), ("same-day-now", "fever"), ("leg", "leg-numb-weak"), ("leg", "leg-below-knee")];

/// The plan of that variant as somebody gave it, with steps that bend the back, and with heat that goes past the rules.
fn given(variant: usize, bends: bool) -> Protocol {
    let mut protocol = built(variant).clone();
    let when = CivilDay::parse("2026-11-20").unwrap();
    protocol.prescribed = Some(Prescribed { who: "Anna".to_owned(), when });
    for step in &mut protocol.steps {
        step.extension = bends && step.kind == Kind::Exercise;
        if step.kind == Kind::Heat && variant % 2 == 1 {
            for session in &mut step.sessions {
                session.length = Some(Span::minutes(30));
            }
        }
    }
    protocol
}

/// The life in which each beginning of a flare is followed by a yes to the plan.
fn accepted(mut life: Life, knows_leg: bool) -> Life {
    let mut lines = Vec::new();
    for (minute, line) in life.lines.drain(..) {
        let begins = matches!(&line, Line::Readable(record) if matches!(record.event, Event::Started { .. }));
        lines.push((minute, line));
        if begins {
            let when = CivilDay::parse("2026-11-20").unwrap();
            let event = Event::Accepted { who: "Anna".to_owned(), when, sha256: "0".to_owned(), knows_leg };
            let stamp = life.zone.stamp(at(minute));
            let record = Record::new(uuid(1_000_000 + lines.len()), stamp, stamp, event);
            lines.push((minute, Line::Readable(Box::new(record))));
        }
    }
    Life { lines, ..life }
}

/// Whether rule 24.7 keeps what stands against such a step.
fn is_kept(step: &Step) -> bool {
    match step.kind {
        Kind::Medicine => step.medicine.as_ref().is_some_and(|medicine| medicine.name.as_str() != "acetaminophen"),
        Kind::Heat | Kind::Cold | Kind::Rub | Kind::Patch => true,
        Kind::Exercise
        | Kind::Stretch
        | Kind::Movement
        | Kind::Walk
        | Kind::Posture
        | Kind::Massage
        | Kind::CheckIn
        | Kind::Contact => false,
    }
}

/// Of acetaminophen, the figures that a clinician may go past (rule 24.6); and all that they may not.
fn is_figure(veto: &Veto) -> bool {
    matches!(veto.why, Why::TooSoon { .. } | Why::OverSum { .. } | Why::OverSingle { .. })
}

fn against(protocol: &Protocol, profile: &Profile, history: &History, step: &Step) -> Vec<Veto> {
    explain(protocol, profile, history, step).rules.into_iter().filter_map(|rule| rule.verdict.err()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_prescription_lifts_nothing_of_what_it_may_not(
        deeds in deeds(), variant in 0..VARIANTS.len(), zone in 0..3_usize, bends: bool, knows_leg: bool,
        about in prop::option::of(prop::sample::select(ABOUT.to_vec())),
        sign in prop::option::of((0_i64..2_000, prop::sample::select(SIGNS.to_vec()))),
        slip in prop::sample::select(vec![0_i64, 0, 0, 3, 60]), first in 0_i64..397,
    ) {
        let plan = given(variant, bends);
        let nobodys = Protocol { prescribed: None, ..plan.clone() };
        let mut profile = profile();
        if let Some((fact, text)) = about {
            let value = fact.question().choices.parse(text).unwrap();
            let at = profile.answers.values().next().unwrap().at;
            profile.answers.insert(fact, Answered { value, at });
        }
        let lived = |yes: bool| {
            let mut life = Life::new(&plan, zones()[zone].clone(), &deeds);
            if let Some((minute, (card, sign))) = sign {
                let (minute, event) = (life.end.max(minute), Event::screened(id(card), vec![id(sign)]));
                life.write(minute, minute, event);
                life.end = minute;
            }
            if yes { accepted(life, knows_leg) } else { life }
        };
        let (with, without) = (lived(true), lived(false));
        let leg = knows_leg && sign.is_some_and(|(_, (_, sign))| sign == "leg-below-knee");
        for minute in (first..with.end + DAY).step_by(397) {
            let history = |life: &Life| {
                History::new(&life.until(minute), Clock { now: at(minute - slip), zone: life.zone.clone() })
            };
            let (with, without) = (history(&with), history(&without));
            for step in &plan.steps {
                let mut mine = against(&plan, &profile, &with, step);
                let mut theirs = against(&nobodys, &profile, &without, step);
                // A leg that the clinician knows of latches nothing: rule 24.4.
                if leg {
                    let latched = |veto: &Veto| matches!(veto.why, Why::Latched(Urgency::SameDay | Urgency::Soon));
                    mine.retain(|veto| !latched(veto));
                    theirs.retain(|veto| !latched(veto));
                }
                if is_kept(step) {
                    prop_assert_eq!(mine, theirs, "minute {}, {}", minute, step.id);
                } else if step.kind == Kind::Medicine {
                    mine.retain(|veto| !is_figure(veto));
                    theirs.retain(|veto| !is_figure(veto));
                    prop_assert_eq!(mine, theirs, "minute {}, {}", minute, step.id);
                } else {
                    // What moves may be lifted; a sign, an age and the records may not.
                    let firm = |veto: &&Veto| matches!(veto.why,
                        Why::Latched(_) | Why::CardPending(_) | Why::TooYoung | Why::ClockBehind | Why::Unreadable);
                    let (mine, theirs): (Vec<_>, Vec<_>) =
                        (mine.iter().filter(firm).collect(), theirs.iter().filter(firm).collect());
                    prop_assert_eq!(mine, theirs, "minute {}, {}", minute, step.id);
                }
            }
            let latches = |protocol, history| {
                let plan = backflare::engine::plan(protocol, &profile, history);
                let stands = plan.screening.latches.iter().map(|latch| (latch.urgency, latch.text.clone()));
                stands.filter(|(urgency, _)| !leg || *urgency == Urgency::Emergency).collect::<Vec<_>>()
            };
            prop_assert_eq!(latches(&plan, &with), latches(&nobodys, &without), "minute {}", minute);
        }
    }
}
