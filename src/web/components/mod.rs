//! Small pieces of page that every room draws with.
//!
//! Class names are those of NL Design System (`utrecht-…`) where it has the component, so that a centre's
//! theme fits, and plain words where it has none. A piece takes plain arguments and escapes what it is
//! given; only [`maud::Markup`] is drawn as it is. No piece writes a `style` or `on…` attribute, because
//! the content security policy refuses them. Every form field keeps what was typed ([`super::form::Form`]).

mod action;
mod changed_words;
mod chart;
mod choices;
mod editor;
mod faults;
mod field;
mod icon;
mod lists;
mod notice;
mod page;
mod table;
#[cfg(test)]
mod tests;

pub use action::{
    Action, PostButton, ask_form, button, button_row, button_with, copy_button, file_buttons, link_button, page_form,
    plain_button, post_form, post_section,
};
pub use changed_words::changed_words;
pub use chart::BarChart;
pub use choices::{Choices, tick_box};
pub use editor::rich_text;
pub use faults::error_summary;
pub use field::Field;
pub use icon::mark;
pub use lists::{empty_state, figure_card, progress, summary_list};
pub use notice::{Tone, notice, tag};
pub use page::{crumbs, hero, moment, page_head, pager, split, tabs};
pub use table::DataTable;
