//! The list of staff.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::base::id::MemberId;
use crate::base::wall_time::short_moment;
use crate::dossiers::find::Listed;
use crate::web::components::{Action, DataTable, Tone, empty_state, link_button, page_head, tag};
use crate::web::{Frame, staff_page};

/// The list, what was changed last first.
pub(in crate::dossiers) fn list(frame: &Frame, all: &[Listed], members: &BTreeMap<MemberId, String>) -> Markup {
    let language = frame.language;
    let title = language.pick("Dossiers", "Dossiers");
    let new = || link_button(Action::Primary, "/beheer/dossiers/nieuw", language.pick("Nieuw dossier", "New dossier"));
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Dossier", "Dossier"))
        .number(language.pick("Gebeurtenissen", "Entries"))
        .column(language.pick("Gewijzigd", "Changed"))
        .column(language.pick("Status", "Status"));
    let rows = all.iter().map(|one| {
        let by = members.get(&one.row.changed_by).map_or("", String::as_str);
        vec![
            html! { a class="utrecht-link" href={ "/beheer/dossiers/" (one.row.id) } { (one.row.title) } },
            html! { (one.entries) },
            html! { (short_moment(one.row.changed_at, language)) ", " (by) },
            match one.public {
                None => tag(Tone::Quiet, language.pick("Concept", "Draft")),
                Some(revision) if revision == one.row.revision => tag(Tone::Good, language.pick("Openbaar", "Public")),
                Some(_) => html! { (tag(Tone::Good, language.pick("Openbaar", "Public"))) " " (tag(Tone::Warn, language.pick("daarna gewijzigd", "changed since"))) },
            },
        ]
    });
    let body = html! {
        (page_head(title, Some(language.pick("Wat er gebeurde, op volgorde van tijd, met waar het staat.", "What happened, in the order of time, with where it is written.")), Some(new())))
        @if all.is_empty() {
            (empty_state(language.pick("Nog geen dossier", "No dossier yet"), language.pick("Begin met een titel, een korte samenvatting en de thema’s.", "Begin with a title, a short summary and the themes."), Some(new())))
        } @else { (table.rows(rows)) }
    };
    staff_page(frame, title, body)
}
