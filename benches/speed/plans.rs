//! The plan alone, and whole recoveries.

use std::hint::black_box;
use std::time::{Duration, Instant};

use backflare::engine;
use backflare::engine::history::History;
use backflare::model::time::{Clock, Span};

use crate::goals::Figures;
use crate::measure::median;
use crate::people::{self, PEOPLE};
use crate::{Bench, Result, protocol};

/// How long each person's recoveries are measured.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long each page is.
const PAGE: Duration = Duration::from_millis(60);
/// The last day that is looked at.
const LAST: i64 = 35;
/// The hours after waking at which a day's page is looked at.
const HOURS: [i64; 3] = [0, 4, 10];

/// Every day of both built-in protocols, at three hours.
pub(crate) fn plan(bench: &Bench, figures: &mut Figures) -> Result<()> {
    println!("| `plan()` | pages | median, microseconds | the dearest | its page |");
    println!("|---|--:|--:|--:|---|");
    let world = &bench.world;
    let mut worst: f64 = 0.0;
    for id in ["back-flare", "prevention"] {
        let protocol = protocol(id)?;
        let recovery = people::recover(&PEOPLE[0], &protocol, &world.zone, world.begin, LAST);
        let mut pages: Vec<(f64, String)> = Vec::new();
        for day in (1..=LAST).step_by(if bench.quick { 17 } else { 1 }) {
            for hours in HOURS {
                let now = world.begin + Span::hours((day - 1) * 24 + hours);
                let tail = recovery.until(now);
                let history = History::new(&tail, Clock { now, ..world.clock() });
                let planned = || engine::plan(&protocol, black_box(&recovery.profile), black_box(&history));
                let took = microseconds(PAGE, || drop(black_box(planned())));
                pages.push((took, format!("day {day}, {hours} h, {} events", tail.records.len())));
            }
        }
        let typical = median(pages.iter().map(|(took, _)| *took).collect());
        if let Some((took, page)) = pages.iter().max_by(|one, two| one.0.total_cmp(&two.0)) {
            println!("| {id} | {} | {typical:.1} | {took:.1} | {page} |", pages.len());
            worst = worst.max(*took);
        }
    }
    figures.set("plan", worst);
    println!();
    Ok(())
}

/// The median time of a call, over batches.
fn microseconds(patience: Duration, mut call: impl FnMut()) -> f64 {
    const BATCH: u32 = 20;
    let (begun, mut times) = (Instant::now(), Vec::new());
    while times.is_empty() || begun.elapsed() < patience {
        let begun = Instant::now();
        for _ in 0..BATCH {
            call();
        }
        times.push(begun.elapsed().as_secs_f64() * 1_000_000.0 / f64::from(BATCH));
    }
    median(times)
}

/// Ten days of each scripted person, planned anew at each change.
#[expect(clippy::unnecessary_wraps, reason = "it is called as the other parts are")]
pub(crate) fn recoveries(bench: &Bench, figures: &mut Figures) -> Result<()> {
    println!("| ten days of | events | plans | recoveries a second |");
    println!("|---|--:|--:|--:|");
    let world = &bench.world;
    let mut slowest = f64::INFINITY;
    for person in &PEOPLE {
        let live = || people::recover(person, &world.protocol, &world.zone, world.begin, 10);
        let (begun, mut times) = (Instant::now(), Vec::new());
        while times.is_empty() || (!bench.quick && begun.elapsed() < PATIENCE) {
            let begun = Instant::now();
            black_box(live());
            times.push(begun.elapsed().as_secs_f64());
        }
        let recovery = live();
        let (events, plans) = (recovery.tail.records.len(), recovery.plans);
        let a_second = 1.0 / median(times);
        println!("| {} | {events} | {plans} | {a_second:.1} |", person.name);
        slowest = slowest.min(a_second);
    }
    figures.set("recoveries", slowest);
    println!();
    Ok(())
}
