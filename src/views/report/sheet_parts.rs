//! The parts of the page for a clinician, in their order.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{
    BROKEN, CardAsked, DOSE_DAYS, EARLIER, MEDICINES, MedicineUsed, NAME, NOTES, OVERS, Report, ReportOf, clipped,
    sign_words, slips,
};
use crate::engine::memory::days::{DaySum, take};
use crate::engine::memory::{Item, flares};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::{CivilDay, Span, Stamp};
use crate::protocol::format::Card;
use crate::views::sheet::{SheetLine, SheetPart, SheetTable};
use crate::views::told;
use crate::words::clean::{all, clean};
use crate::words::{history as past_words, report as say, unmarked, within};

pub(super) fn parts(about: &ReportOf<'_, '_>, report: &Report<'_>) -> Vec<SheetPart> {
    let mut parts = vec![sign_part(about, report), medicine_part(report), possible(about, report)];
    parts.push(SheetPart::list(say::EARLIER, earlier(about)).beside());
    if about.notes {
        parts.push(SheetPart::list(say::NOTES, notes(about)));
    }
    parts.push(SheetPart::list(say::QUESTIONS, about.asks.iter().map(|ask| clipped(ask)).collect()).beside());
    parts.retain(|part| !part.is_empty());
    parts
}

fn sign_part(about: &ReportOf<'_, '_>, report: &Report<'_>) -> SheetPart {
    let yes = report.signs.iter().filter(|asked| !asked.yes.is_empty());
    let mut lines: Vec<SheetLine> =
        yes.map(|asked| SheetLine::marked(say::YES, asked.text.clone()).strong_if(true)).collect();
    let (unasked, groups) = without_yes(about, report);
    lines.extend((!unasked.is_empty()).then(|| SheetLine::marked(say::NOT_ASKED, say::all_of(&unasked))));
    lines.extend(groups.iter().map(|group| {
        let last = group.last_at.map(say::timed).unwrap_or_default();
        SheetLine::marked(say::NO, say::none_of(group.times, &last, &group.words.join("; ")))
    }));
    let legs: Vec<String> =
        report.days.iter().filter(|day| day.leg).map(|day| say::day_label(day.day, day.days)).collect();
    lines.extend((!legs.is_empty()).then(|| SheetLine::plain(say::leg(&legs)).strong_if(true)));
    let slips = u32::try_from(slips(about.whole).len()).unwrap_or(u32::MAX);
    lines.extend((slips > 0).then(|| SheetLine::plain(say::slips(slips))));
    let mut known: Vec<String> = Vec::new();
    for item in about.whole.kept() {
        if let Event::Seen { who, .. } = &item.record.event {
            lines.push(SheetLine::plain(say::looked(&say::timed(item.record.at), &clipped(who))));
        }
        if let Event::Screened { known: signs, .. } = &item.record.event {
            known.extend(
                signs.iter().map(|sign| {
                    say::known(&sign_words(about, &sign.sign), sign.who.as_deref().map(clipped).as_deref())
                }),
            );
        }
    }
    known.sort();
    known.dedup();
    lines.extend(known.into_iter().map(SheetLine::plain));
    SheetPart::lines(say::SIGNS, lines)
}

/// Cards that were asked as often, the last time at the same moment, and had no yes: in one line.
struct NoGroup {
    times: u32,
    last_at: Option<Stamp>,
    words: Vec<String>,
}

/// The cards without a yes: what was not asked, and what was. What several cards ask is said once, where it was asked most
/// often.
fn without_yes(about: &ReportOf<'_, '_>, report: &Report<'_>) -> (Vec<String>, Vec<NoGroup>) {
    let cards = about.protocol.map_or(&[][..], |protocol| protocol.cards.as_slice());
    let of = |id: &Id| cards.iter().find(|card| card.id == *id);
    let without = || report.signs.iter().filter(|asked| asked.yes.is_empty());
    let asked_again =
        |id: &Id| without().any(|other| of(other.card).is_some_and(|card| card.stands_in_for.contains(id)));
    let mut shown: Vec<(u32, Option<Stamp>, &CardAsked<'_>)> = Vec::new();
    for asked in without().filter(|asked| !asked_again(asked.card)) {
        let own = of(asked.card);
        // Those that it stands in for were asked before it.
        let before = |other: &&CardAsked<'_>| own.is_some_and(|card| card.stands_in_for.contains(other.card));
        // And those that ask more than it does asked it, too.
        let wider = |other: &&CardAsked<'_>| {
            let asks =
                |card: &Card| own.is_some_and(|own| own.id != card.id && !own.lines.is_empty() && within_it(own, card));
            !before(other) && of(other.card).is_some_and(asks)
        };
        let stood_in = without().filter(before).map(|other| other.times).max().unwrap_or(0);
        let times = asked.times + stood_in + without().filter(wider).map(|other| other.times).sum::<u32>();
        let last_at = without().filter(wider).filter_map(|other| other.last_at).chain(asked.last_at);
        shown.push((times, last_at.max_by_key(|at| at.moment), asked));
    }
    shown.sort_by_key(|(times, ..)| Reverse(*times));
    let (mut unasked, mut groups, mut told) = (Vec::new(), Vec::<NoGroup>::new(), HashSet::new());
    for (times, last_at, asked) in shown {
        let words = match of(asked.card) {
            Some(card) => short(about, card, &mut told),
            None => vec![asked.card.as_str().replace('-', " ")],
        };
        let same = groups.iter_mut().find(|group| group.times == times && group.last_at == last_at);
        match (times, same) {
            _ if words.is_empty() => {}
            (0, _) => unasked.extend(words),
            (_, Some(group)) => group.words.extend(words),
            (_, None) => groups.push(NoGroup { times, last_at, words }),
        }
    }
    (unasked, groups)
}

/// Whether a card asks after nothing that another one does not ask after.
fn within_it(card: &Card, other: &Card) -> bool {
    let signs = |card: &'_ Card| card.lines.iter().flat_map(|line| &line.signs).cloned().collect::<HashSet<Id>>();
    signs(card).is_subset(&signs(other))
}

/// The lines of a card in the fewest words: those of the page that asks them again, where there is one. What is `told`
/// already is left out.
fn short<'p>(about: &ReportOf<'p, 'p>, card: &'p Card, told: &mut HashSet<&'p Id>) -> Vec<String> {
    let Some(protocol) = about.protocol else { return Vec::new() };
    let again = protocol.cards.iter().find(|other| other.stands_in_for.contains(&card.id));
    let own: HashSet<&Id> = card.lines.iter().flat_map(|line| &line.signs).collect();
    let shown = again.unwrap_or(card);
    let mut words = Vec::new();
    for ((_, text, _), line) in told::card_lines(shown, protocol).into_iter().zip(&shown.lines) {
        if !line.signs.iter().any(|sign| own.contains(sign)) {
            continue;
        }
        let new: Vec<&Id> = line.signs.iter().filter(|sign| told.insert(sign)).collect();
        if new.len() == line.signs.len() {
            words.push(within(unmarked(&text)));
        } else {
            words.extend(new.iter().map(|sign| sign_words(about, sign)));
        }
    }
    words
}

fn medicine_part(report: &Report<'_>) -> SheetPart {
    if report.medicines.is_empty() {
        return SheetPart::new(say::MEDICINES, vec![say::NO_DOSE.to_owned()]).beside();
    }
    let over = report.over_label.len().saturating_sub(OVERS);
    let mut lines: Vec<SheetLine> =
        report.over_label[over..].iter().map(|over| SheetLine::marked(say::OVER, &over.text).strong_if(true)).collect();
    lines.extend((over > 0).then(|| SheetLine::plain(say::more_over(over))));
    lines.extend(report.medicines.iter().take(MEDICINES).map(used_line));
    let others = report.medicines.len().saturating_sub(MEDICINES);
    lines.extend((others > 0).then(|| SheetLine::plain(say::more(others))));
    SheetPart { table: Some(dose_table(report)), ..SheetPart::lines(say::MEDICINES, lines).beside() }
}

fn used_line(used: &MedicineUsed) -> SheetLine {
    let over = used.label_in_24h_mg.is_some_and(|label| used.most_in_24h_mg > label);
    SheetLine::marked(format!("{}:", used.name), &used.text).strong_if(over)
}

/// The sums of each day that has a dose.
fn dose_table(report: &Report<'_>) -> SheetTable {
    let shown = &report.medicines[..report.medicines.len().min(MEDICINES)];
    let mut days = dose_days(report);
    days.retain(|(_, sums)| sums.iter().any(|sum| shown.iter().any(|used| used.name == sum.name)));
    let days = &days[days.len().saturating_sub(DOSE_DAYS)..];
    let row = |used: &MedicineUsed| {
        let cells = days.iter().map(|(_, sums)| {
            let sum = sums.iter().find(|sum| sum.name == used.name);
            sum.map(|sum| say::cell(sum.mg, sum.doses, sum.unsaid)).unwrap_or_default()
        });
        std::iter::once(used.name.chars().take(NAME).collect()).chain(cells).collect()
    };
    SheetTable {
        heads: std::iter::once(String::new()).chain(days.iter().map(|(date, _)| date.clone())).collect(),
        rows: shown.iter().map(row).collect(),
        by_column: true,
    }
}

/// What was taken on each day of the calendar that has a dose.
fn dose_days(report: &Report<'_>) -> Vec<(String, Vec<DaySum>)> {
    let mut days: Vec<(CivilDay, Vec<DaySum>)> = Vec::new();
    for dose in &report.doses {
        let date = dose.at.date();
        if days.last().is_none_or(|(last, _)| *last != date) {
            days.push((date, Vec::new()));
        }
        if let Some((_, sums)) = days.last_mut() {
            take(sums, dose.name.clone(), dose.mg);
        }
    }
    days.into_iter().map(|(date, sums)| (date.to_string(), sums)).collect()
}

fn possible(about: &ReportOf<'_, '_>, report: &Report<'_>) -> SheetPart {
    let totals = &report.totals;
    let mut lines: Vec<SheetLine> = Vec::new();
    if let Some(goal) = totals.goal.as_ref().filter(|_| about.notes) {
        lines.push(SheetLine::marked(say::MATTERS, say::matters(&clipped(&goal.text), goal.first.zip(goal.last))));
    }
    lines.extend(totals.stood_after_seconds.map(|seconds| SheetLine::plain(past_words::stood(Span::seconds(seconds)))));
    let done = |is: fn(Kind) -> bool| about.rows.iter().map(|row| row.done_of(is)).sum::<u32>();
    lines.push(SheetLine::plain(say::done(
        done(|kind| kind == Kind::Walk),
        done(|kind| kind.moves() && kind != Kind::Walk),
        done(Kind::warms_or_cools),
        done(|kind| kind == Kind::Massage),
    )));
    let mut broken: Vec<String> = Vec::new();
    for item in about.stretch.kept() {
        if let Event::Stopped { step, why } = &item.record.event {
            let step = about
                .protocol
                .and_then(|protocol| protocol.step(step))
                .map_or_else(|| step.as_str().replace('-', " "), |step| crate::words::within(&step.title));
            broken.push(say::broken_off(&step, &say::timed(item.record.at), *why));
        }
    }
    lines.extend(broken.split_off(broken.len().saturating_sub(BROKEN)).into_iter().map(SheetLine::plain));
    let (bad, noted) = about.stretch.nights();
    lines.extend((noted > 0).then(|| SheetLine::plain(say::nights(bad, noted))));
    SheetPart::lines(say::COULD_DO, lines)
}

fn earlier(about: &ReportOf<'_, '_>) -> Vec<String> {
    let all = flares::flares(about.past, about.now.moment);
    let own = all.iter().position(|flare| flare.course.id == about.course.id);
    let until = own.unwrap_or_else(|| all.iter().filter(|flare| flare.course.place < about.course.place).count());
    let one = |place: usize| {
        let flare = &all[place];
        let same = all.get(place + 1).is_some_and(|next| next.same);
        let began = flare.began().map(past_words::beginning);
        say::earlier(&say::dated(flare.started()), flare.days(), flare.ends(), began, same)
    };
    let mut lines: Vec<String> = (0..until).rev().take(EARLIER).map(one).collect();
    lines.extend((until > EARLIER).then(|| say::more(until - EARLIER)));
    let in_a_year = flares::in_a_year(&all, about.now.moment);
    lines.extend((!lines.is_empty() && in_a_year > 1).then(|| past_words::flares_in_a_year(in_a_year)));
    lines
}

fn notes(about: &ReportOf<'_, '_>) -> Vec<String> {
    let note = |item: &Item<'_>| {
        let Event::Pain { note: Some(note), .. } = &item.record.event else { return None };
        Some(format!("{}: {}", say::timed(item.record.at), clipped(note)))
    };
    let mut notes: Vec<String> = about.stretch.kept().filter_map(note).collect();
    let left = notes.len().saturating_sub(NOTES);
    let mut notes = notes.split_off(left);
    notes.extend((left > 0).then(|| say::more(left)));
    notes
}

pub(super) fn footer(about: &ReportOf<'_, '_>) -> Vec<String> {
    let title = about.protocol.map(|protocol| clean(&protocol.title));
    let plan = say::plan(title.as_deref(), about.course.protocol);
    let reviewers = about.protocol.map(|protocol| all(&protocol.reviewers)).unwrap_or_default();
    let made = format!("{} {}", say::dated(about.now), about.now.wall().time());
    say::footer(&made, env!("CARGO_PKG_VERSION"), &plan, &clean(about.course.version), &reviewers)
}
