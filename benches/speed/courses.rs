//! Inside long courses, and with long protocols: where people live.

use backflare::model::event::{Event, Record};
use backflare::model::time::Span;
use backflare::protocol::format::Protocol;
use backflare::protocol::read::read;
use serde_json::Value;

use crate::goals::Figures;
use crate::homes::{self, Home, World};
use crate::measure::{self, Entry};
use crate::people::{self, PEOPLE, Recovery, id};
use crate::table::{self, grouped};
use crate::{Bench, Result, protocol};

/// So many events in one flare.
const EVENTS: [usize; 4] = [20, 100, 1_000, 10_000];
/// So many days of prevention.
const DAYS: [i64; 2] = [60, 730];
/// So many steps in a protocol.
const STEPS: [usize; 3] = [20, 100, 500];
/// The longest flare that is lived through: what comes above that are levels of pain, one every few minutes.
const LIVED: i64 = 35;
/// How often each command is run.
const ROUNDS: usize = 60;

pub(crate) fn measure(bench: &Bench, figures: &mut Figures) -> Result<()> {
    let mut entries = bench.floors.entries(bench.scratch.path());
    let commands: [&[&str]; 4] = [&["next"], &["today"], &["status", "--short"], &["log", "5"]];
    let mut homes = flares(bench)?;
    homes.extend(prevention(bench)?);
    for (name, world, home) in &homes {
        for arguments in commands {
            let program = homes::backflare_at(bench, world, home, arguments);
            let name = format!("{}, {name}", arguments.join(" "));
            entries.push(if arguments == ["log", "5"] {
                let home = home.clone();
                Entry::recording(name, program, move || home.reset())
            } else {
                Entry::reading(name, program)
            });
        }
    }
    for (name, home) in long_protocols(bench)? {
        entries.push(Entry::reading(format!("next, {name}"), homes::backflare(bench, &home, &["next"])));
    }
    let rounds = bench.rounds(ROUNDS);
    let needed = measure::measure(&entries, rounds, bench.scratch.path())?;
    println!("Inside long courses. {rounds} rounds in turn, medians.");
    println!();
    table::print(&entries, &needed);
    figures.add("", &entries, &needed);
    Ok(())
}

/// Flares of so many events, each looked at just after the last of them.
fn flares(bench: &Bench) -> Result<Vec<(String, World, Home)>> {
    let world = &bench.world;
    let recovery = people::recover(&PEOPLE[0], &world.protocol, &world.zone, world.begin, LIVED);
    let mut homes = Vec::new();
    for events in EVENTS.into_iter().filter(|events| !bench.quick || *events <= 1_000) {
        let mut records: Vec<Record> = recovery.tail.records.iter().take(events).cloned().collect();
        let end = world.begin + Span::days(LIVED);
        let missing = i64::try_from(events - records.len())?;
        for nth in 0..missing {
            let at = world.zone.stamp(end + Span::minutes(nth * 5));
            records.push(Record::new(id(at.moment, records.len()), at, at, Event::pain(4)));
        }
        let last = records.last().map_or(world.begin, |record| record.rec.moment);
        let world = World { now: world.zone.stamp(last + Span::minutes(5)), ..world.clone() };
        let home =
            homes::write(bench.folder(&format!("flare-of-{events}")), &world.protocol, &records, &recovery.profile)?;
        homes.push((format!("flare of {} events", grouped(events)), world, home));
    }
    Ok(homes)
}

/// Prevention that was kept up for so many days.
fn prevention(bench: &Bench) -> Result<Vec<(String, World, Home)>> {
    let protocol = protocol("prevention")?;
    let world = &bench.world;
    let most = if bench.quick { DAYS[0] } else { DAYS[DAYS.len() - 1] };
    let recovery: Recovery = people::recover(&PEOPLE[0], &protocol, &world.zone, world.begin, most);
    let mut homes = Vec::new();
    for days in DAYS.into_iter().filter(|days| *days <= most) {
        let now = world.begin + Span::days(days) + Span::hours(3);
        let records = recovery.until(now).records;
        let world = World { now: world.zone.stamp(now), ..world.clone() };
        let home = homes::write(bench.folder(&format!("prevention-{days}")), &protocol, &records, &recovery.profile)?;
        homes.push((format!("prevention of {days} days"), world, home));
    }
    Ok(homes)
}

/// Day 3 of a flare with a protocol of so many steps.
fn long_protocols(bench: &Bench) -> Result<Vec<(String, Home)>> {
    let mut homes = Vec::new();
    for steps in STEPS {
        let protocol = padded(&bench.world.protocol, steps)?;
        let recovery = people::recover(&PEOPLE[0], &bench.world.protocol, &bench.world.zone, bench.world.begin, 3);
        let records = recovery.until(bench.world.now.moment).records;
        let home = homes::write(bench.folder(&format!("steps-{steps}")), &protocol, &records, &recovery.profile)?;
        homes.push((format!("protocol of {} steps", protocol.steps.len()), home));
    }
    Ok(homes)
}

/// The protocol with copies of a step of its own, until it has so many. One that has more stays as it is.
fn padded(protocol: &Protocol, steps: usize) -> Result<Protocol> {
    let mut value = serde_json::to_value(protocol)?;
    let all = value["steps"].as_array_mut().ok_or("no steps")?;
    // The shortest: a file may not hold too much.
    let postures = all.iter().filter(|step| step["kind"] == "posture");
    let shortest = postures.min_by_key(|step| step.to_string().len()).cloned().ok_or("no posture in the protocol")?;
    for nth in all.len()..steps {
        let mut step = shortest.clone();
        step["id"] = Value::from(format!("posture-{nth}"));
        if let Some(step) = step.as_object_mut() {
            // A name and the other words of a step belong to one step.
            step.retain(|field, _| field != "name" && field != "also");
        }
        all.push(step);
    }
    let text = serde_json::to_string(&value)?;
    let read = read(&text).map_err(|problems| format!("{steps} steps: {problems:?}"))?;
    Ok(read.into_protocol())
}
