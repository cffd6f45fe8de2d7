//! `report`: the page for a clinician, as text and as HTML with its chart.
//!
//! The chart is a drawing of lines and dots: time goes to the right, the pain goes up. Every level is a dot at its own time. The
//! line goes through the middle of each day and breaks over a day that has none. Below it each medicine has a row of
//! triangles. What it shows is said in words, too, and nothing in it depends on colour.

use maud::{Markup, html};

use crate::model::time::{Moment, Span};
use crate::render::history::{Drawing, days_text};
use crate::render::sheet;
use crate::views::history::Day;
use crate::views::report::{DoseMark, Report};
use crate::words::report as say;

/// The page as text.
pub(crate) fn report_text(report: &Report<'_>, drawing: Drawing) -> String {
    let mut page = report.page.clone();
    // The rows of the days say the sums already where one thing was taken.
    let summed = report.days.iter().flat_map(|day| &day.doses).all(|dose| dose.amount_unsaid == 0);
    for part in page.parts.iter_mut().filter(|_| report.medicines.len() == 1 && summed) {
        part.table = None;
    }
    sheet::text(&page, &days_text(&report.days, drawing), drawing.width)
}

/// The page as one HTML file.
pub(crate) fn report_html(report: &Report<'_>) -> String {
    sheet::html_page(&report.page, &chart(report), "report")
}

/// The units of the drawing: its width, the left and right edges of the plot, the height of a level.
const WIDTH: i64 = 720;
const LEFT: i64 = 96;
const RIGHT: i64 = WIDTH - 8;
const TOP: i64 = 10;
const LEVEL: i64 = 13;
const BOTTOM: i64 = TOP + 10 * LEVEL;
/// The height of a row of doses, and of the row of dates.
const LANE: i64 = 14;
/// The most rows of doses: the medicines that were taken most often.
const LANES: usize = 4;
/// The most letters of a name beside its row.
const NAME: usize = 13;
/// About so many dates stand below the plot.
const DATES: usize = 11;
/// The width of a date.
const DATE: i64 = 38;
/// A hundredth is the smallest part of a unit.
const PARTS: i64 = 100;

/// What the plot covers.
struct Scale {
    from: Moment,
    length: i64,
}

impl Scale {
    fn of(report: &Report<'_>) -> Self {
        let days: i64 = report.days.iter().map(|day| day.days).sum();
        let from = report.days.first().map_or(report.flare.started_at.moment, |day| day.begins().moment);
        Self { from, length: Span::days(days.max(1)).as_seconds() }
    }

    /// How far to the right a moment is, in hundredths of a unit.
    fn x(&self, at: Moment) -> i64 {
        let since = (at - self.from).as_seconds().clamp(0, self.length);
        LEFT * PARTS + (RIGHT - LEFT) * PARTS * since / self.length
    }
}

/// A number of hundredths as SVG has it: `12.05`.
fn units(parts: i64) -> String {
    format!("{}.{:02}", parts / PARTS, parts % PARTS)
}

fn y(level: u8) -> i64 {
    BOTTOM - i64::from(level) * LEVEL
}

fn chart(report: &Report<'_>) -> Markup {
    let scale = Scale::of(report);
    let lanes = lanes(&report.doses);
    let below = BOTTOM + 6 + LANE * i64::try_from(lanes.len()).unwrap_or(0);
    let view = format!("0 0 {WIDTH} {}", below + LANE + 4);
    html! {
        figure {
            svg role="img" aria-labelledby="chart words" viewBox=(view) {
                title id="chart" { (say::CHART) }
                desc id="words" { (report.chart.join(" ")) }
                @for level in [0_u8, 2, 4, 6, 8, 10] {
                    line class="grid" x1=(LEFT) x2=(RIGHT) y1=(y(level)) y2=(y(level)) {}
                    text x=(LEFT - 6) y=(y(level) + 4) text-anchor="end" { (level) }
                }
                (dates(report, &scale, below))
                @for part in lines(report, &scale) { polyline class="middle" points=(part) {} }
                @for one in &report.levels {
                    circle class="entry" cx=(units(scale.x(one.at.moment))) cy=(y(one.level)) r="2.6" {}
                }
                @for (place, (name, marks)) in lanes.iter().enumerate() {
                    (lane(name, marks, BOTTOM + 6 + LANE * i64::try_from(place).unwrap_or(0), &scale))
                }
            }
            figcaption { (say::CHART) ". " (say::legend(!report.doses.is_empty(), report.days.iter().map(|day| day.days).max().unwrap_or(1))) }
        }
    }
}

/// The doses by medicine: those that were taken most often, and the others together.
fn lanes(doses: &[DoseMark]) -> Vec<(String, Vec<&DoseMark>)> {
    let mut lanes: Vec<(String, Vec<&DoseMark>)> = Vec::new();
    for dose in doses {
        match lanes.iter_mut().find(|(name, _)| *name == dose.name) {
            Some((_, marks)) => marks.push(dose),
            None => lanes.push((dose.name.clone(), vec![dose])),
        }
    }
    lanes.sort_by_key(|(_, marks)| std::cmp::Reverse(marks.len()));
    if lanes.len() > LANES {
        let others = lanes.split_off(LANES - 1).into_iter().flat_map(|(_, marks)| marks).collect();
        lanes.push((say::OTHERS.to_owned(), others));
    }
    lanes
}

fn lane(name: &str, marks: &[&DoseMark], top: i64, scale: &Scale) -> Markup {
    let (low, high) = ((top + 12) * PARTS, (top + 4) * PARTS);
    let corners = |mark: &DoseMark| {
        let x = scale.x(mark.at.moment);
        let corner = |across: i64, down: i64| format!("{},{}", units(x + across), units(down));
        [corner(-4 * PARTS, low), corner(4 * PARTS, low), corner(0, high)].join(" ")
    };
    let short: String = name.chars().take(NAME).collect();
    html! {
        text x=(LEFT - 6) y=(top + 12) text-anchor="end" { (short) }
        @for mark in marks { polygon class="dose" points=(corners(mark)) {} }
    }
}

/// A line where a day begins, and its date below: of many days only some.
fn dates(report: &Report<'_>, scale: &Scale, below: i64) -> Markup {
    let every = report.days.len().div_ceil(DATES).max(1);
    html! {
        @for (place, day) in report.days.iter().enumerate() {
            @let x = units(scale.x(day.begins().moment));
            line class="day" x1=(x) x2=(x) y1=(TOP) y2=(below) {}
            @if place % every == 0 && scale.x(day.begins().moment) < (RIGHT - DATE) * PARTS {
                text x=(x) y=(below + LANE - 2) { (short(day)) }
            }
        }
    }
}

/// A date without its weekday: `22 Nov`.
fn short(day: &Day<'_>) -> String {
    let date = day.date.to_string();
    date.split_once(' ').map_or(date.clone(), |(_, rest)| rest.to_owned())
}

/// How high the middle of some levels stands, in hundredths of a unit: of two in the middle, between them.
fn height(levels: &[u8]) -> i64 {
    let mut levels: Vec<i64> = levels.iter().map(|level| y(*level) * PARTS).collect();
    levels.sort_unstable();
    let middle = |place: usize| levels.get(place).copied().unwrap_or(BOTTOM * PARTS);
    i64::midpoint(middle(levels.len() / 2), middle(levels.len().saturating_sub(1) / 2))
}

/// The lines through the middles of the days: one for each run of days that have one.
fn lines(report: &Report<'_>, scale: &Scale) -> Vec<String> {
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    for day in &report.days {
        let middle = day.begins().moment + Span::seconds(Span::days(day.days).as_seconds() / 2);
        match (&day.pain, runs.last_mut()) {
            (Some(pain), Some(run)) => run.push(format!("{},{}", units(scale.x(middle)), units(height(&pain.levels)))),
            (Some(_) | None, _) => runs.push(Vec::new()),
        }
    }
    runs.into_iter().filter(|run| run.len() > 1).map(|run| run.join(" ")).collect()
}
