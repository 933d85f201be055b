//! The register of processing.

use maud::{Markup, html};

use super::ways;
use crate::base::Language;
use crate::privacy::register::Entry;
use crate::web::components::{Action, DataTable, button_row, link_button, page_head, summary_list};
use crate::web::{Frame, staff_page};

/// The heads of the columns of the download.
pub(in crate::privacy) fn heads(language: Language) -> [&'static str; 11] {
    language.pick(
        [
            "Verwerking",
            "Betrokkenen",
            "Doel",
            "Grondslag",
            "Bron",
            "Ontvangers",
            "Wat",
            "Gegevens",
            "Bewaartermijn",
            "Bij wissen",
            "Tabel",
        ],
        [
            "Processing",
            "Data subjects",
            "Purpose",
            "Basis",
            "Source",
            "Recipients",
            "What",
            "Data",
            "Retention",
            "On erasure",
            "Table",
        ],
    )
}

/// The page.
pub(in crate::privacy) fn register(frame: &Frame, entries: &[Entry]) -> Markup {
    let language = frame.language;
    let title = language.pick("Verwerkingsregister", "Register of processing");
    let sub = language.pick(
        "Wat deze installatie van mensen bewaart (AVG, artikel 30). Het volgt uit de database zelf: een kolom die hier ontbreekt, kan niet bestaan.",
        "What this installation keeps about people (GDPR, article 30). It follows from the database itself: a column that is missing here cannot exist.",
    );
    let downloads = button_row(&[
        link_button(
            Action::Secondary,
            "/beheer/privacy/register/csv",
            language.pick("Download als CSV", "Download as CSV"),
        ),
        link_button(
            Action::Secondary,
            "/beheer/privacy/register/xlsx",
            language.pick("Download voor Excel", "Download for Excel"),
        ),
        link_button(
            Action::Secondary,
            "/beheer/privacy/register/json",
            language.pick("Download als JSON", "Download as JSON"),
        ),
    ]);
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), Some(downloads)))
            (ways(frame))
            @for entry in entries { (of_entry(entry, language)) }
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Wat voor alles geldt", "What holds for all of it")) }
                ul {
                    li { (language.pick(
                        "Doorgifte buiten de Europese Unie: geen door dit programma. Kijk het na voor de server en de mailserver die u gebruikt.",
                        "Transfers outside the European Union: none by this program. Check it for the server and the mail server that you use.",
                    )) }
                    li { (language.pick(
                        "Beveiliging: toegang met wachtwoord en code, per rol; verzoeken en toegang worden vastgelegd; codes, sessies en wachtwoorden alleen als kenmerk; wat gewist is, wordt op schijf overschreven.",
                        "Security: access by password and code, by role; requests and access are recorded; codes, sessions and passwords only as a hash; what was erased is overwritten on disk.",
                    )) }
                    li { (language.pick(
                        "Wij meten niet wie een mail opent of waarop iemand klikt.",
                        "We do not measure who opens a mail or what somebody clicks.",
                    )) }
                }
            }
        },
    )
}

fn of_entry(entry: &Entry, language: Language) -> Markup {
    let heads = heads(language);
    let plain = |text: &str| html! { (text) };
    html! {
        section class="card stack" aria-labelledby=(entry.id) {
            h2 id=(entry.id) class="utrecht-heading-2" { (entry.name) }
            (summary_list(&[
                (heads[1], plain(entry.whose)),
                (heads[2], plain(entry.purpose)),
                (heads[3], plain(entry.basis)),
                (heads[4], plain(entry.source)),
                (heads[5], plain(entry.recipients)),
            ]))
            @if !entry.holdings.is_empty() {
                (DataTable::new(format!("{}: {}", entry.name, heads[7]))
                    .hide_caption()
                    .column(heads[6])
                    .column(heads[7])
                    .column(heads[8])
                    .column(heads[9])
                    .rows(entry.holdings.iter().map(|holding| vec![
                        html! { (holding.what) },
                        html! { (holding.data.join(", ")) },
                        html! { (holding.keeps) },
                        html! { (holding.erasing) },
                    ])))
            }
        }
    }
}
