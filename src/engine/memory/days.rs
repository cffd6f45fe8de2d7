//! A stretch as rows: one a day; where there are many, one a week or one in four weeks.
//!
//! A day is the 24 hours from the begin, as the plan counts them, and its date is that on which it began at the place
//! where its first entry was made. A day without an entry is a row of its own: a gap is shown as a gap.

use crate::engine::memory::{Item, Stretch};
use crate::model::class::Class;
use crate::model::event::{Content, Dose, Event, Slept};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::{Moment, Span, Stamp};

/// So many days are rows of their own; of more, a row is a week.
pub const MOST_DAYS: i64 = 28;

/// So many days are rows of a week; of more, a row is four weeks, so that a year still is half a page.
const MOST_WEEKS: i64 = 7 * 28;

/// The most rows: forty years. Of more, the latest are kept.
const MOST_ROWS: i64 = 520;

/// A day, a week, or four weeks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<'r> {
    /// Its first day: 1 is the first of the stretch, 0 what was before.
    pub day: i64,
    /// How many days it has.
    pub days: i64,
    /// When it began, with the offset of the place of its first entry.
    pub begins: Stamp,
    /// Every level of pain, by time.
    pub levels: Vec<(Moment, u8)>,
    /// Pain down the leg was said.
    pub leg: bool,
    /// How many things of each kind were done. `None`: nobody knows any more what they were.
    pub done: Vec<(Option<Kind>, u32)>,
    /// How many things were passed over.
    pub skipped: u32,
    /// What was taken.
    pub doses: Vec<DaySum>,
    /// The same without alcohol.
    pub medicines: Vec<DaySum>,
    /// How many doses that is: a box with two ingredients is one.
    pub medicine_doses: u32,
    /// The warning signs that were said.
    pub signs: Vec<&'r Id>,
    /// The words of the person's own beside a pain.
    pub notes: Vec<&'r str>,
    /// How the night was.
    pub slept: Option<Slept>,
    /// So many lines cannot be read.
    pub damaged: usize,
}

/// What was taken of one ingredient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DaySum {
    /// Its US name; of a medicine that nobody knows, the name as it was typed.
    pub name: String,
    /// How many doses.
    pub doses: u32,
    /// The sum of the amounts that were said, in milligrams.
    pub mg: u32,
    /// Of so many doses no amount was said.
    pub unsaid: u32,
}

/// What was taken in a row, in one figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Relief {
    /// Nothing was noted.
    #[default]
    Nothing,
    /// So many milligrams of one thing.
    Mg(u32),
    /// So many doses: of several things, or one without its amount.
    Doses(u32),
}

impl Row<'_> {
    /// How many of these kinds were done.
    pub fn done_of(&self, is: impl Fn(Kind) -> bool) -> u32 {
        self.done.iter().filter(|(kind, _)| kind.is_some_and(&is)).map(|(_, n)| n).sum()
    }

    /// The lowest and the highest level.
    pub fn range(&self) -> Option<(u8, u8)> {
        let levels = || self.levels.iter().map(|(_, level)| *level);
        levels().min().zip(levels().max())
    }

    /// The level in the middle; of two in the middle the higher one.
    pub fn middle(&self) -> Option<u8> {
        let mut levels: Vec<u8> = self.levels.iter().map(|(_, level)| *level).collect();
        levels.sort_unstable();
        levels.get(levels.len() / 2).copied()
    }

    /// What was taken, in one figure. Alcohol is none of it.
    pub fn relief(&self) -> Relief {
        match self.medicines.as_slice() {
            [] => Relief::Nothing,
            [one] if one.unsaid == 0 => Relief::Mg(one.mg),
            _ => Relief::Doses(self.medicine_doses),
        }
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
            && !self.leg
            && self.done.is_empty()
            && self.skipped == 0
            && self.doses.is_empty()
            && self.signs.is_empty()
            && self.damaged == 0
    }
}

/// The rows of a stretch, by day. `from`: those before this moment are left out.
pub fn rows<'r>(stretch: &Stretch<'r>, from: Option<Moment>) -> Vec<Row<'r>> {
    let (last, first) = (stretch.days(), from.map_or(1, |from| stretch.day_of(from).max(1)));
    let shown = last - first + 1;
    let weeks = if shown <= MOST_WEEKS { 1 } else { 4 };
    let length = if shown <= MOST_DAYS { 1 } else { 7 * weeks };
    let number = |day: i64| if day < 1 { -1 } else { (day - 1) / length };
    let (lowest, highest) = (number(first).max(number(last) - MOST_ROWS + 1), number(last));
    let mut rows: Vec<Row<'r>> = (lowest..=highest)
        .map(|number| empty(stretch, 1 + number * length, length.min(last - number * length)))
        .collect();
    let place = |rows: &mut Vec<Row<'r>>, moment: Moment| -> Option<usize> {
        let number = number(stretch.day_of(moment));
        if number < 0 && from.is_none() {
            if rows.first().is_none_or(|row| row.day != 0) {
                rows.insert(0, empty(stretch, 0, 1));
            }
            return Some(0);
        }
        let before = usize::from(rows.first().is_some_and(|row| row.day == 0));
        usize::try_from(number - lowest).ok().map(|place| place + before).filter(|place| *place < rows.len())
    };
    for item in stretch.kept().chain(stretch.items.iter().filter(|item| item.taken_back && item.dose)) {
        if let Some(place) = place(&mut rows, item.at()) {
            note(&mut rows[place], item);
        }
    }
    for moment in &stretch.damaged {
        if let Some(place) = place(&mut rows, *moment) {
            rows[place].damaged += 1;
        }
    }
    for row in &mut rows {
        row.done.sort_unstable();
        row.levels.sort_by_key(|(at, _)| *at);
    }
    dated(stretch, &mut rows);
    rows
}

/// A row of which nothing is known yet.
fn empty<'r>(stretch: &Stretch<'_>, day: i64, days: i64) -> Row<'r> {
    Row {
        day,
        days,
        begins: on(stretch, day, stretch.begins.offset),
        levels: Vec::new(),
        leg: false,
        done: Vec::new(),
        skipped: 0,
        doses: Vec::new(),
        medicines: Vec::new(),
        medicine_doses: 0,
        signs: Vec::new(),
        notes: Vec::new(),
        slept: None,
        damaged: 0,
    }
}

/// When a day began, at a place with that offset.
fn on(stretch: &Stretch<'_>, day: i64, offset: i32) -> Stamp {
    Stamp { moment: stretch.begins.moment + Span::days(day - 1), offset }
}

/// Puts the dates to those of the places where the first entries were made: somebody may have travelled.
fn dated(stretch: &Stretch<'_>, rows: &mut [Row<'_>]) {
    // Both stand in the order of time.
    let mut items = stretch.kept().map(|item| (stretch.day_of(item.at()), item.record.at.offset)).peekable();
    for row in rows {
        while items.next_if(|(day, _)| *day < row.day).is_some() {}
        if let Some((_, offset)) = items.peek().filter(|(day, _)| *day < row.day + row.days) {
            row.begins = on(stretch, row.day, *offset);
        }
    }
}

fn note<'r>(row: &mut Row<'r>, item: &Item<'r>) {
    if let Some(dose) = item.as_dose() {
        for (name, mg) in contents(dose) {
            take(&mut row.doses, name, mg);
        }
        let medicines = without_alcohol(dose);
        row.medicine_doses += u32::from(!medicines.is_empty());
        for (name, mg) in medicines {
            take(&mut row.medicines, name, mg);
        }
        return;
    }
    let event = &item.record.event;
    if let Event::Pain { level, leg, note, .. } = event {
        row.levels.extend(level.map(|level| (item.at(), level)));
        row.leg |= leg;
        row.notes.extend(note.as_deref());
    } else if event.as_done().is_some() {
        match row.done.iter_mut().find(|(kind, _)| *kind == item.kind) {
            Some((_, n)) => *n += 1,
            None => row.done.push((item.kind, 1)),
        }
    } else if let Event::Skipped { .. } = event {
        row.skipped += 1;
    } else if let Event::Screened { signs, .. } = event {
        row.signs.extend(signs);
    } else if let Event::Slept { answer } = event {
        row.slept = Some(*answer);
    }
}

/// What is in a dose, each with its amount. Of a medicine that nobody knows, its name as it was typed.
pub fn contents(dose: &Dose) -> Vec<(String, Option<u32>)> {
    if dose.contains.is_empty() {
        return vec![(dose.medicine.clone(), dose.amount_mg)];
    }
    dose.contains.iter().map(|content| (content.ingredient.to_string(), content.mg)).collect()
}

/// The same without alcohol. Empty: it was nothing else.
fn without_alcohol(dose: &Dose) -> Vec<(String, Option<u32>)> {
    let medicine = |content: &Content| content.class() != Some(Class::Alcohol);
    let kept = dose.contains.iter().map(medicine).chain(dose.contains.is_empty().then_some(true));
    contents(dose).into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(content, _)| content).collect()
}

/// Adds a dose to a sum.
pub fn take(sums: &mut Vec<DaySum>, name: String, mg: Option<u32>) {
    let place = sums.iter().position(|sum| sum.name == name).unwrap_or_else(|| {
        sums.push(DaySum { name, doses: 0, mg: 0, unsaid: 0 });
        sums.len() - 1
    });
    let sum = &mut sums[place];
    sum.doses += 1;
    sum.mg = sum.mg.saturating_add(mg.unwrap_or(0));
    sum.unsaid += u32::from(mg.is_none());
}
