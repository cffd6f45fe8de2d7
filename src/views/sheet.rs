//! A page that is handed over: headings with lines below them. Text and HTML are made from these values alike.

use serde::Serialize;

use crate::views::parts::Schema;

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Sheet {
    /// The command that answers: `backflare/page/1`.
    pub(crate) schema: Schema,
    /// Its title.
    pub(crate) title: String,
    /// What stands first because it may not wait. Empty: nothing does.
    pub(crate) warning: Vec<String>,
    /// What stands below the title.
    pub(crate) lead: Vec<String>,
    /// Its parts, in their order.
    pub(crate) parts: Vec<SheetPart>,
    /// What stands last, small.
    pub(crate) footer: Vec<String>,
}

/// A part of a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SheetPart {
    /// Its heading. Empty: it has none.
    pub(crate) heading: String,
    /// Its lines.
    pub(crate) lines: Vec<SheetLine>,
    /// They are things one below the other, and not sentences that follow each other.
    #[serde(skip)]
    pub(crate) listed: bool,
    /// A table below them. `null`: there is none.
    pub(crate) table: Option<SheetTable>,
    /// It stands in the second column, where there are two.
    #[serde(skip)]
    pub(crate) beside: bool,
}

/// A line of a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SheetLine {
    /// What it is about, in a word or two: `YES`, `ibuprofen`. Empty: the text says it.
    pub(crate) mark: String,
    /// What it says.
    pub(crate) text: String,
    /// It matters more than the others. Its words say so, too.
    pub(crate) strong: bool,
}

impl SheetLine {
    /// A line like the others.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { mark: String::new(), text: text.into(), strong: false }
    }

    /// One that begins with what it is about.
    pub(crate) fn marked(mark: impl Into<String>, text: impl Into<String>) -> Self {
        Self { mark: mark.into(), text: text.into(), strong: false }
    }

    /// The same line, where it matters more than the others.
    pub(crate) fn strong_if(self, strong: bool) -> Self {
        Self { strong, ..self }
    }

    /// All of it.
    pub(crate) fn whole(&self) -> String {
        if self.mark.is_empty() { self.text.clone() } else { format!("{} {}", self.mark, self.text) }
    }
}

/// A table: the first cell of a row is its name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SheetTable {
    /// The head of each column.
    pub(crate) heads: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Vec<String>>,
    /// It is told by column where a row does not fit: `Sun 22 Nov: ibuprofen 400 mg`.
    #[serde(skip)]
    pub(crate) by_column: bool,
}

impl SheetPart {
    /// Sentences.
    pub(crate) fn new(heading: &str, lines: Vec<String>) -> Self {
        Self { listed: false, ..Self::lines(heading, lines.into_iter().map(SheetLine::plain).collect()) }
    }

    /// Things, one below the other.
    pub(crate) fn list(heading: &str, lines: Vec<String>) -> Self {
        Self { listed: true, ..Self::new(heading, lines) }
    }

    /// Things, some of which matter more.
    pub(crate) fn lines(heading: &str, lines: Vec<SheetLine>) -> Self {
        Self { heading: heading.to_owned(), lines, listed: true, table: None, beside: false }
    }

    /// The same part in the second column.
    pub(crate) fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    /// Nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.table.is_none()
    }
}
