//! A page that is handed over, as text and as one HTML file that loads nothing, runs nothing, and prints on one sheet.
//!
//! Markup is a type, [`Markup`]: whatever else is put into it is escaped. The style sheet is a file of its own beside this one.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::kind::Urgency;
use crate::render::page::{Page, Role};
use crate::views::sheet::{Sheet, SheetLine, SheetPart, SheetTable};

/// So many rows of a column fill a sheet of paper; of more the letters are smaller. A poster has larger letters.
const FULL: usize = 50;
const FULL_POSTER: usize = 44;
/// About so many letters stand on a row of a column.
const ROW: usize = 58;
const ROW_POSTER: usize = 44;
/// How the style sheet calls a page that is read from some steps away.
pub(crate) const POSTER: &str = "poster";
/// How it looks: dark where the reader likes it dark, black on white on paper.
const STYLE: &str = include_str!("sheet.css");
/// What every page says of itself: among it, that nothing may be loaded, whatever stands in it.
const HEAD: &str = include_str!("sheet.html");

/// A page as text. `chart` stands below the lead, as it is.
pub(crate) fn text(sheet: &Sheet, chart: &str, width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Title, &sheet.title);
    for line in &sheet.warning {
        page.add(Role::Alert(Urgency::Emergency), line);
    }
    for line in &sheet.lead {
        page.hanging(Role::Body, line, 0);
    }
    let mut text = page.whole(width);
    if !chart.is_empty() {
        text.push('\n');
        text.push_str(chart);
    }
    let mut page = Page::new();
    for part in &sheet.parts {
        page.gap();
        page.add(Role::Title, &part.heading);
        for line in &part.lines {
            let role = if line.strong { Role::Title } else { Role::Body };
            if part.listed {
                page.hanging(role, &format!("- {}", line.whole()), 2);
            } else {
                page.hanging(role, &line.whole(), 0);
            }
        }
        if let Some(table) = &part.table {
            table_text(&mut page, table, width);
        }
    }
    page.gap();
    for line in &sheet.footer {
        page.hanging(Role::Detail, line, 0);
    }
    text + "\n" + &page.whole(width)
}

/// A table: as it is where it fits, and otherwise a line for each of its columns.
fn table_text(page: &mut Page, table: &SheetTable, width: usize) {
    let all = || std::iter::once(&table.heads).chain(&table.rows);
    let columns = all().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let wide: Vec<usize> =
        (0..columns).map(|column| all().map(|row| cell(row, column).chars().count()).max().unwrap_or(0)).collect();
    if table.by_column && wide.iter().map(|wide| wide + 2).sum::<usize>() > width {
        for column in 1..columns {
            let told = table.rows.iter().filter(|row| !cell(row, column).is_empty());
            let told: Vec<String> = told.map(|row| format!("{} {}", cell(row, 0), cell(row, column))).collect();
            page.hanging(Role::Body, &format!("- {}: {}", cell(&table.heads, column), told.join(", ")), 2);
        }
        return;
    }
    for row in all() {
        let cells = wide.iter().enumerate().map(|(column, wide)| format!("{:<wide$}", cell(row, column)));
        page.hanging(Role::Body, cells.collect::<Vec<_>>().join("  ").trim_end(), 2);
    }
}

/// A page as HTML. `chart` stands below the lead; `class` is how the style sheet lays it out.
pub(crate) fn html_page(sheet: &Sheet, chart: &Markup, class: &'static str) -> String {
    let (full, row) = if class == POSTER { (FULL_POSTER, ROW_POSTER) } else { (FULL, ROW) };
    let dense = [false, true].into_iter().any(|beside| rows(sheet, beside, row) > full);
    let class = if dense { format!("{class} dense") } else { class.to_owned() };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (PreEscaped(HEAD))
                title { (sheet.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main class=(class) {
                    h1 { (sheet.title) }
                    @if !sheet.warning.is_empty() {
                        div class="warning" { @for line in &sheet.warning { p { strong { (line) } } } }
                    }
                    @if !sheet.lead.is_empty() { p class="lead" { (sheet.lead.join(" ")) } }
                    (chart)
                    div class="parts" {
                        @for beside in [false, true] {
                            div { @for part in sheet.parts.iter().filter(|part| part.beside == beside) { (part_html(part)) } }
                        }
                    }
                }
                footer class=(class) { @for line in &sheet.footer { p { (line) } } }
            }
        }
    };
    page.into_string() + "\n"
}

/// No chart.
pub(crate) fn no_chart() -> Markup {
    html! {}
}

/// About how many rows of paper a column takes, where so many letters stand on a row.
fn rows(sheet: &Sheet, beside: bool, letters: usize) -> usize {
    let row = |line: &SheetLine| line.whole().chars().count() / letters + 1;
    let part = |part: &SheetPart| {
        let table = part.table.as_ref().map_or(0, |table| table.rows.len().max(table.heads.len()));
        2 + table + part.lines.iter().map(row).sum::<usize>()
    };
    let above: usize = sheet.warning.iter().map(|line| line.chars().count() / (2 * letters) + 1).sum();
    above + sheet.parts.iter().filter(|one| one.beside == beside).map(part).sum::<usize>()
}

fn part_html(part: &SheetPart) -> Markup {
    html! {
        section {
            @if !part.heading.is_empty() { h2 { (part.heading) } }
            @if part.listed {
                @if !part.lines.is_empty() { ul { @for line in &part.lines { li { (line_html(line)) } } } }
            } @else {
                @for line in &part.lines { p { (line_html(line)) } }
            }
            @if let Some(table) = &part.table { (table_html(table)) }
        }
    }
}

fn line_html(line: &SheetLine) -> Markup {
    html! {
        @if !line.mark.is_empty() { strong { (line.mark) } " " }
        (line.text)
    }
}

/// A table. One that is told by column in a narrow text has its columns as rows here, too: a day is a row.
fn table_html(table: &SheetTable) -> Markup {
    let turned = table.by_column.then(|| turned(table));
    let (heads, rows) = turned.as_ref().map_or((&table.heads, &table.rows), |(heads, rows)| (heads, rows));
    html! {
        table {
            thead { tr { @for head in heads { @if head.is_empty() { td {} } @else { th scope="col" { (head) } } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for (place, cell) in row.iter().enumerate() {
                            @if place == 0 && !cell.is_empty() { th scope="row" { (cell) } } @else { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

/// The same cells with columns as rows.
fn turned(table: &SheetTable) -> (Vec<String>, Vec<Vec<String>>) {
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let heads = std::iter::once(String::new()).chain(table.rows.iter().map(|row| cell(row, 0))).collect();
    let rows = (1..table.heads.len()).map(|column| {
        let cells = table.rows.iter().map(|row| cell(row, column));
        std::iter::once(cell(&table.heads, column)).chain(cells).collect()
    });
    (heads, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::parts::Schema;

    const EVIL: &str = "</style><script>alert(\"1\")</script>&amp;'\"><img src=x onerror=alert(1)>";

    #[test]
    fn no_text_becomes_markup() {
        let sheet = Sheet {
            schema: Schema::of("page"),
            title: EVIL.to_owned(),
            warning: vec![EVIL.to_owned()],
            lead: vec![EVIL.to_owned()],
            parts: vec![
                SheetPart::new(EVIL, vec![EVIL.to_owned()]),
                SheetPart {
                    table: Some(SheetTable {
                        heads: vec![EVIL.to_owned(); 2],
                        rows: vec![vec![EVIL.to_owned(); 2]],
                        by_column: true,
                    }),
                    ..SheetPart::list(EVIL, vec![EVIL.to_owned()])
                },
            ],
            footer: vec![EVIL.to_owned()],
        };
        let page = html_page(&sheet, &no_chart(), "report");
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert_eq!(page.matches("</style>").count(), 1, "{page}");
        // The title stands twice; the corner of a turned table holds nothing.
        assert_eq!(page.matches("&lt;script&gt;").count(), 12, "{page}");
    }

    #[test]
    fn a_table_that_does_not_fit_is_told_by_column() {
        let table = |by_column| SheetTable {
            heads: ["", "Sun 22 Nov", "Mon 23 Nov"].map(str::to_owned).to_vec(),
            rows: vec![
                ["ibuprofen", "400 mg", ""].map(str::to_owned).to_vec(),
                ["acetaminophen", "", "500 mg"].map(str::to_owned).to_vec(),
            ],
            by_column,
        };
        let check = |width, expected: &str| {
            let mut page = Page::new();
            table_text(&mut page, &table(true), width);
            assert_eq!(page.whole(width), expected);
        };
        check(30, "- Sun 22 Nov: ibuprofen 400 mg\n- Mon 23 Nov: acetaminophen\n  500 mg\n");
        check(60, "               Sun 22 Nov  Mon 23 Nov\nibuprofen      400 mg\nacetaminophen              500 mg\n");
    }
}
