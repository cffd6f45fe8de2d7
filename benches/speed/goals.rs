//! The goals, with what was measured beside them.

use std::collections::BTreeMap;

use crate::measure::{Entry, Needed};

/// What was measured, by name: of each entry its ratio to the floor and its instructions, and single figures.
#[derive(Default)]
pub(crate) struct Figures {
    ratios: BTreeMap<String, f64>,
    instructions: BTreeMap<String, u64>,
    peaks: BTreeMap<String, u64>,
    single: BTreeMap<&'static str, f64>,
}

impl Figures {
    /// Keeps what these needed. `of`: what stands before their names.
    pub(crate) fn add(&mut self, of: &str, entries: &[Entry], needed: &[Needed]) {
        for (entry, needed) in entries.iter().zip(needed) {
            let name = format!("{of}{}", entry.name);
            self.ratios.insert(name.clone(), needed.ratio);
            self.peaks.extend(needed.peak.map(|peak| (name.clone(), peak)));
            self.instructions.extend(needed.instructions.map(|count| (name, count)));
        }
    }

    /// Keeps one figure.
    pub(crate) fn set(&mut self, name: &'static str, value: f64) {
        self.single.insert(name, value);
    }

    fn ratio(&self, name: &str) -> Option<f64> {
        self.ratios.get(name).copied()
    }

    /// Millions of instructions.
    #[expect(clippy::cast_precision_loss, reason = "a figure of three digits is printed")]
    fn mega(&self, name: &str) -> Option<f64> {
        self.instructions.get(name).map(|count| *count as f64 / 1e6)
    }

    /// How many times the instructions of one another needs.
    fn times(&self, one: &str, other: &str) -> Option<f64> {
        Some(self.mega(one)? / self.mega(other)?)
    }

    #[expect(clippy::cast_precision_loss, reason = "a figure of three digits is printed")]
    fn mebi(&self, name: &str) -> Option<f64> {
        self.peaks.get(name).map(|kibi| *kibi as f64 / 1024.0)
    }

    /// Prints each goal of which something was measured.
    pub(crate) fn print(&self) {
        println!("| goal | at most | measured | |");
        println!("|---|--:|--:|---|");
        for (goal, most, measured) in self.goals() {
            let Some(measured) = measured else { continue };
            println!("| {goal} | {most} | {measured:.2} | {} |", if measured <= most { "yes" } else { "no" });
        }
        if let Some(measured) = self.single.get("recoveries") {
            let kept = if *measured >= 30.0 { "yes" } else { "no" };
            println!("| recoveries of ten days a second, at least | 30 | {measured:.1} | {kept} |");
        }
        println!();
    }

    /// What is measured, the most that it may be, and what it was.
    fn goals(&self) -> Vec<(String, f64, Option<f64>)> {
        let next = "next, 0 before";
        let mut goals = vec![
            ("next on day 3 / floor".to_owned(), 1.7, self.ratio(next)),
            ("next on day 3, million instructions".to_owned(), 3.0, self.mega(next)),
            ("a million events before / none".to_owned(), 1.02, self.times("next, 1,000,000 before", next)),
        ];
        for command in ["next", "today", "status --short", "log 5"] {
            let of = |days: &str| format!("{command}, prevention of {days} days");
            goals.push((
                format!("{command}: prevention of two years / of 60 days"),
                1.1,
                self.times(&of("730"), &of("60")),
            ));
        }
        let of = |events: &str| format!("next, flare of {events} events");
        goals.push(("next: a flare of 1,000 events / of 100".to_owned(), 1.5, self.times(&of("1,000"), &of("100"))));
        for command in ["backflare", "red-flags", "status --short", "--help", "protocol list"] {
            let measured = self.times(&format!("{command}, no flare"), next);
            goals.push((format!("{command}, no flare / next"), 1.0, measured));
        }
        goals.push(("start / next".to_owned(), 2.0, self.times("start, no flare", next)));
        goals.push(("log 5 / appending a line".to_owned(), 1.7, self.ratio("log 5, 0 before")));
        goals.push(("the dearest plan, microseconds".to_owned(), 50.0, self.single.get("plan").copied()));
        goals.push(("history flares, 20,000 events / floor".to_owned(), 15.0, self.ratio("20,000: history flares")));
        for command in ["export", "import"] {
            let measured = self.mebi(&format!("1,000,000: {command}"));
            goals.push((format!("{command} of a million events, MiB"), 64.0, measured));
        }
        goals
    }
}
