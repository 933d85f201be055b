//! Tables of facts.

use maud::{Markup, Render, html};

#[derive(Clone, Debug)]
struct Column {
    label: String,
    is_number: bool,
}

/// A table with a caption, named columns, and the first cell of each row as its header.
///
/// Where there is little room the table scrolls in its own region, which the keyboard reaches; the page does not. A table
/// of people or things, of which one row is read at a time, is better [stacked](Self::stacked) there.
#[derive(Clone, Debug)]
pub struct DataTable {
    caption: String,
    hides_caption: bool,
    stacks: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<Markup>>,
}

impl DataTable {
    /// A table without columns yet; the caption says what its rows are.
    pub fn new(caption: impl Into<String>) -> Self {
        Self { caption: caption.into(), hides_caption: false, stacks: false, columns: Vec::new(), rows: Vec::new() }
    }

    /// Shows the caption to screen readers only, where a heading above says the same.
    #[must_use]
    pub fn hide_caption(mut self) -> Self {
        self.hides_caption = true;
        self
    }

    /// Where there is little room each row becomes a block, with the name of its column before each cell.
    #[must_use]
    pub fn stacked(mut self) -> Self {
        self.stacks = true;
        self
    }

    /// Adds a column of text.
    #[must_use]
    pub fn column(mut self, label: impl Into<String>) -> Self {
        self.columns.push(Column { label: label.into(), is_number: false });
        self
    }

    /// Adds a column of numbers: to the right, in figures of equal width.
    #[must_use]
    pub fn number(mut self, label: impl Into<String>) -> Self {
        self.columns.push(Column { label: label.into(), is_number: true });
        self
    }

    /// Adds a row, with a cell for every column.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Markup>) -> Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    /// Adds many rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Markup>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The role that an element has anyway: Safari forgets it when a row is drawn as a block.
    fn role(&self, role: &'static str) -> Option<&'static str> {
        self.stacks.then_some(role)
    }

    fn head(&self) -> Markup {
        html! {
            thead class="utrecht-table__header" role=[self.role("rowgroup")] {
                tr class="utrecht-table__row" role=[self.role("row")] {
                    @for column in &self.columns {
                        th scope="col" role=[self.role("columnheader")] class=(cell_class(column.is_number, "utrecht-table__header-cell")) { (column.label) }
                    }
                }
            }
        }
    }

    fn draw_row(&self, cells: &[Markup]) -> Markup {
        let is_number = |at: usize| self.columns.get(at).is_some_and(|column| column.is_number);
        let label = |at: usize| self.columns.get(at).map(|column| &column.label);
        html! {
            tr class="utrecht-table__row" role=[self.role("row")] {
                @for (at, cell) in cells.iter().enumerate() {
                    @let class = cell_class(is_number(at), "utrecht-table__cell");
                    @if at == 0 { th scope="row" role=[self.role("rowheader")] class=(class) { (cell) } }
                    @else if self.stacks && !cell.0.is_empty() { td class=(class) role="cell" data-label=[label(at)] { div { (cell) } } }
                    @else { td class=(class) role=[self.role("cell")] { (cell) } }
                }
            }
        }
    }
}

impl Render for DataTable {
    fn render(&self) -> Markup {
        let stacks = if self.stacks { " stacks" } else { "" };
        let hidden = if self.hides_caption { " hidden" } else { "" };
        html! {
            section class={ "utrecht-table-container table-region" (stacks) } tabindex="0" aria-label=(self.caption) {
                table class="utrecht-table" role=[self.role("table")] {
                    caption class={ "utrecht-table__caption" (hidden) } { (self.caption) }
                    (self.head())
                    tbody class="utrecht-table__body" role=[self.role("rowgroup")] { @for row in &self.rows { (self.draw_row(row)) } }
                }
            }
        }
    }
}

fn cell_class(is_number: bool, class: &str) -> String {
    if is_number { format!("{class} {class}--numeric-column num") } else { class.to_owned() }
}
