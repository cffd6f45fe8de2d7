//! Tables of what programs needed.

use crate::measure::{Entry, Needed};

/// Prints what each entry needed.
pub(crate) fn print(entries: &[Entry], needed: &[Needed]) {
    println!("| command | wall / floor | wall | instructions | page faults | peak memory | system calls |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (entry, needed) in entries.iter().zip(needed) {
        println!("{}", row(entry, needed));
    }
    println!();
}

fn row(entry: &Entry, needed: &Needed) -> String {
    let or_dash = |value: Option<String>| value.unwrap_or("-".to_owned());
    let mebi = |kibi: u64| format!("{}.{} MiB", kibi / 1024, kibi % 1024 * 10 / 1024);
    format!(
        "| {} | {:.2} | {:.2} ms | {} | {} | {} | {} |",
        entry.name,
        needed.ratio,
        needed.wall.as_secs_f64() * 1000.0,
        or_dash(needed.instructions.map(mega)),
        or_dash(needed.faults.map(|count| count.to_string())),
        or_dash(needed.peak.map(mebi)),
        or_dash(needed.calls.map(|count| count.to_string())),
    )
}

/// `2984000` as `2.98 M`.
pub(crate) fn mega(count: u64) -> String {
    format!("{}.{:02} M", count / 1_000_000, count / 10_000 % 100)
}

/// `1000000` as `1,000,000`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let group = |(place, digit): (usize, char)| {
        let comma = place > 0 && (digits.len() - place).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}
