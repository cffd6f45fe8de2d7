//! Offers that fade, and what somebody dropped: the table of `engine::fade`, a civil day at a time.

use backflare::engine::case::Case;
use backflare::engine::fade::{Faded, dropped, faded};
use backflare::engine::history::History;
use backflare::model::event::{Event, Touch};
use backflare::model::profile::{Answer, Fact};
use backflare::model::time::Span;

use crate::asides::{Days, at};
use crate::story::{after_start, clock, id};

fn look<R>(
    days: &Days,
    step: &str,
    now: Span,
    ask: impl FnOnce(&Case<'_>, &backflare::protocol::format::Step) -> R,
) -> R {
    let history = History::new(&days.tail, clock(after_start(now)));
    let case = Case::new(&days.protocol, &days.profile, &history);
    ask(&case, days.protocol.step(&id(step)).unwrap())
}

#[test]
fn what_nobody_touches_comes_at_its_best_hours_then_when_asked_and_a_walk_goes_on() {
    use Faded::{Asked, BestHours, Not};
    let heat = [Not, BestHours, BestHours, Asked, Asked, Asked];
    let walk = [Not, BestHours, BestHours, BestHours, BestHours, BestHours];
    for (step, expected) in [("heat", heat), ("walk", walk)] {
        for touch in [Event::done(id(step)), Event::skipped(id(step)), Event::Asked { step: id(step) }] {
            let mut days = Days::new();
            days.writes(at(2, 10, 0), touch.clone());
            for (n, expected) in (3_i64..).zip(expected) {
                // A day is let go once it is over: on the first after the touch nothing has faded yet.
                let found = look(&days, step, at(n, 12, 0), faded);
                assert_eq!(found, expected, "{step}, {touch:?}, day {n}");
            }
            days.writes(at(8, 12, 30), Event::Asked { step: id(step) });
            assert_eq!(look(&days, step, at(8, 12, 31), faded), Not, "{step}: asked for, it is back");
            assert_eq!(look(&days, step, at(10, 12, 0), faded), BestHours, "{step}: and fades anew");
        }
    }
}

/// An hour of one's own is no offer of the protocol: it stays, however long nobody touches it. Without it, heat rests.
#[test]
fn what_somebody_put_at_an_hour_of_their_own_does_not_fade() {
    for (hours, expected) in [("nothing", Faded::Asked), ("heat=15:00", Faded::Not), ("walk=15:00", Faded::Asked)] {
        let mut days = Days::new();
        days.writes(at(2, 10, 0), Event::done(id("heat")));
        days.writes(at(2, 10, 1), Event::answered(Fact::Hours, Answer::Word(hours.to_owned())));
        for n in [6, 7, 9] {
            assert_eq!(look(&days, "heat", at(n, 12, 0), faded), expected, "{hours}, day {n}");
        }
    }
}

#[test]
fn what_is_dropped_for_the_flare_comes_back_by_its_name_and_what_is_left_out_for_good_does_not() {
    let always = |always| Event::Skipped { step: id("heat"), because: None, always };
    let after = |events: &[Event], step: &str| {
        let mut days = Days::new();
        for (minute, event) in (0..).zip(events) {
            days.writes(at(2, 10, minute), event.clone());
        }
        look(&days, step, at(2, 11, 0), dropped)
    };
    let asked = Event::Asked { step: id("heat") };
    assert_eq!(asked.touched().map(|(_, touch)| touch), Some(Touch::Asked));
    for (events, expected) in [
        (vec![], false),
        (vec![always(false)], false),
        (vec![always(true)], true),
        (vec![always(true), asked.clone()], false),
        (vec![always(true), Event::done(id("heat"))], false),
        (vec![always(true), Event::done(id("walk"))], true),
        (vec![always(true), asked.clone(), always(true)], true),
    ] {
        assert_eq!(after(&events, "heat"), expected, "{events:?}");
        assert!(!after(&events, "walk"), "{events:?}");
    }
    let without = |word: &str| Event::answered(Fact::Without, Answer::Word(word.to_owned()));
    for (events, heat, cold) in [
        (vec![without("heat")], true, false),
        (vec![without("heat,cold")], true, true),
        (vec![without("heat"), asked], true, false),
        (vec![without("heat"), without("nothing")], false, false),
    ] {
        assert_eq!((after(&events, "heat"), after(&events, "cold")), (heat, cold), "{events:?}");
    }
}
