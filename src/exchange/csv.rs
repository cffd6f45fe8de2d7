//! Three flat tables: the pains, the doses, the steps. RFC 4180, with a guard: a cell that a spreadsheet would run as a
//! formula begins with an apostrophe.

use crate::engine::memory::{Item, step_of};
use crate::model::class::Class;
use crate::model::event::Event;

/// A table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CsvTable {
    /// A row a pain.
    Pain,
    /// A row an ingredient of a dose.
    Doses,
    /// A row a step that was done, passed over, broken off, put on or taken off.
    Steps,
}

impl CsvTable {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pain, Self::Doses, Self::Steps];

    /// Its name, without an ending.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pain => "pain",
            Self::Doses => "doses",
            Self::Steps => "steps",
        }
    }

    /// Its first line.
    pub fn head(self) -> &'static str {
        match self {
            Self::Pain => "id,at,flare,level,leg,after,note,taken_back\r\n",
            Self::Doses => "id,at,flare,medicine,product,ingredient,class,mg,units,counts,corrects,because\r\n",
            Self::Steps => "id,at,flare,step,kind,what,answer,done_seconds,of_seconds,note,taken_back\r\n",
        }
    }

    /// The rows of an entry: none where it is of another table.
    pub fn rows(self, item: &Item<'_>, flare: Option<uuid::Uuid>) -> String {
        let record = item.record;
        let first = [record.id.to_string(), record.at.to_string(), flare.map(|id| id.to_string()).unwrap_or_default()];
        match (self, &record.event) {
            (Self::Pain, Event::Pain { level, leg, note, after }) => row(first.into_iter().chain([
                level.map(|level| level.to_string()).unwrap_or_default(),
                leg.to_string(),
                text(after.as_ref().map(crate::model::id::Id::as_str)),
                text(note.as_deref()),
                item.taken_back.to_string(),
            ])),
            (Self::Doses, Event::Took(_)) => doses(item, &first),
            (Self::Steps, event) => steps(item, event, &first).unwrap_or_default(),
            (Self::Pain | Self::Doses, _) => String::new(),
        }
    }
}

fn doses(item: &Item<'_>, first: &[String; 3]) -> String {
    let Some(dose) = item.record.event.as_dose() else { return String::new() };
    let one = |ingredient: String, class: Option<&Class>, mg: Option<u32>| {
        row(first.iter().cloned().chain([
            text(Some(&dose.medicine)),
            text(dose.product.as_deref()),
            text(Some(&ingredient)),
            class.and_then(|class| serde_json::to_value(class).ok()?.as_str().map(str::to_owned)).unwrap_or_default(),
            mg.map(|mg| mg.to_string()).unwrap_or_default(),
            dose.units.map(|units| units.to_string()).unwrap_or_default(),
            item.dose.to_string(),
            dose.corrects.map(|id| id.to_string()).unwrap_or_default(),
            text(dose.because.as_deref()),
        ]))
    };
    if dose.contains.is_empty() {
        return one(String::new(), None, dose.amount_mg);
    }
    dose.contains
        .iter()
        .map(|content| one(content.ingredient.to_string(), content.class.as_ref(), content.mg))
        .collect()
}

fn steps(item: &Item<'_>, event: &Event, first: &[String; 3]) -> Option<String> {
    let step = step_of(event)?;
    let (mut what, mut answer, mut part, mut note) = (event.name(), None, None, None);
    if let Event::Done { answer: said, partial, .. } = event {
        (answer, part) = (*said, *partial);
        what = if *said == Some(false) { "not-yet" } else { what };
    }
    if let Event::Skipped { because, .. } = event {
        note = because.as_deref();
    }
    Some(row(first.iter().cloned().chain([
        text(Some(step.as_str())),
        item.kind.map(|kind| kind.to_string()).unwrap_or_default(),
        what.to_owned(),
        answer.map(|answer| answer.to_string()).unwrap_or_default(),
        part.map(|part| part.done.as_seconds().to_string()).unwrap_or_default(),
        part.map(|part| part.of.as_seconds().to_string()).unwrap_or_default(),
        text(note),
        item.taken_back.to_string(),
    ])))
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = cells.into_iter().map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// What somebody has typed: never a formula.
fn text(cell: Option<&str>) -> String {
    let cell = cell.unwrap_or_default();
    // Spaces before it are no shelter: some programs take them away first.
    let runs = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, text};

    #[test]
    fn nothing_that_was_typed_is_run() {
        for (typed, cell) in [
            ("fine", "fine"),
            ("=1+1", "'=1+1"),
            ("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\""),
            ("+49 30", "'+49 30"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("a,b", "\"a,b\""),
            ("two\nlines", "\"two\nlines\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("6=7", "6=7"),
        ] {
            assert_eq!(quoted(&text(Some(typed))), cell, "{typed:?}");
        }
    }
}
