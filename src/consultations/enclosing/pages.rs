//! Documents and attachments as people see them.

use maud::{Markup, html};

use super::{Attached, Document, Version};
use crate::base::Language;
use crate::base::wall_time::{date_of, plain_date};
use crate::consultations::answering::Seat;
use crate::consultations::answering::pages::{content_language, head, own_address};
use crate::consultations::{Consultation, ConsultationState};
use crate::media::{PAPER_ENDINGS, paper_remarks, paper_size};
use crate::web::components::{
    Action, Field, PostButton, Tone, crumbs, empty_state, error_summary, link_button, notice, page_head, plain_button,
    tag,
};
use crate::web::upload::upload_form;
use crate::web::{Form, Frame, public_page, staff_page};

fn when(of: &Version, language: Language) -> String {
    plain_date(date_of(of.row.made_at), language)
}

fn size(of: &Version, language: Language) -> String {
    paper_size(&of.paper.form, of.paper.bytes, language)
}

/// Documents to read, each at `base/{document}/{version}`: the current version, that it is new, and the earlier ones.
pub(in crate::consultations) fn to_read(frame: &Frame, documents: &[Document], base: &str) -> Markup {
    let language = frame.language;
    html! {
        ul class="documents" {
            @for document in documents {
                @if let Some((newest, earlier)) = document.versions.split_last() {
                    li {
                        a class="utrecht-link" href={ (base) "/" (document.row.id) "/" (newest.row.number) } download lang=[content_language(frame)] { (document.row.title) }
                        " " span class="muted" { (size(newest, language)) }
                        @if !earlier.is_empty() {
                            " " (tag(Tone::Info, &language.pick(format!("nieuwe versie van {}", when(newest, language)), format!("new version of {}", when(newest, language)))))
                            details { summary { (language.pick("Eerdere versies", "Earlier versions")) span class="hidden" { ": " (document.row.title) } }
                                ul { @for version in earlier.iter().rev() { li {
                                    a class="utrecht-link" href={ (base) "/" (document.row.id) "/" (version.row.number) } download { (language.pick("Versie ", "Version ")) (version.row.number) span class="hidden" { ": " (document.row.title) } }
                                    " " span class="muted" { (when(version, language)) ", " (size(version, language)) }
                                } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The documents on the page of whoever answers; nothing when there are none.
pub(in crate::consultations) fn card(frame: &Frame, seat: &Seat, token: &str) -> Markup {
    html! {
        @if !seat.the.documents.is_empty() {
            section class="card" aria-labelledby="documenten" {
                h2 id="documenten" class="utrecht-heading-2" { (frame.language.pick("Documenten", "Documents")) }
                (to_read(frame, &seat.the.documents, &own_address(frame, token, "/documenten")))
            }
        }
    }
}

/// Released attachments by name and size, each with an address where somebody may have them.
pub(in crate::consultations) fn released(
    frame: &Frame,
    attached: &[Attached],
    address: impl Fn(&Attached) -> String,
) -> Markup {
    html! {
        ul class="documents" {
            @for one in attached { li {
                a class="utrecht-link" href=(address(one)) download lang=[content_language(frame)] { (one.title) }
                " " span class="muted" { (paper_size(&one.form, one.bytes, frame.language)) }
            } }
        }
    }
}

/// The documents of a consultation, for staff.
pub(super) fn manage(frame: &Frame, the: &Consultation, said: Option<(Tone, &'static str)>) -> Markup {
    let language = frame.language;
    let address = the.address();
    let title = language.pick("Documenten", "Documents");
    let may_add = the.row.state != ConsultationState::Published;
    let add = || {
        link_button(
            Action::Primary,
            &format!("{address}/documenten/nieuw"),
            language.pick("Voeg een document toe", "Add a document"),
        )
    };
    let lead = language.pick(
        "Wie u vraagt, leest ze via de eigen link. Niemand anders ziet ze.",
        "Whom you ask reads them by their own link. Nobody else sees them.",
    );
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&address, &the.row.title)], title))
        (page_head(title, Some(lead), may_add.then(add)))
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        @if the.documents.is_empty() {
            (empty_state(language.pick("Nog geen document", "No document yet"), language.pick("Een consultatie kan ook zonder: dan lezen organisaties alleen de achtergrond.", "A consultation can do without: organisations then read the background only."), None))
        }
        @for document in &the.documents { (managed(frame, the, document)) }
    };
    staff_page(frame, title, body)
}

fn managed(frame: &Frame, the: &Consultation, document: &Document) -> Markup {
    let language = frame.language;
    let base = format!("{}/documenten", the.address());
    let own = format!("{base}/{}", document.row.id);
    let remarks = document.versions.last().and_then(|newest| paper_remarks(&newest.paper, language));
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (document.row.title) }
            (to_read(frame, std::slice::from_ref(document), &base))
            @if let Some(said) = remarks {
                (notice(language, Tone::Warn, &said, html! { p { (language.pick("Organisaties kunnen dat lezen. Is dat niet de bedoeling? Haal het eruit en plaats een nieuwe versie.", "Organisations can read that. Is it not meant to be? Take it out and place a new version.")) } }))
            }
            @if the.row.state != ConsultationState::Published {
                div class="row" {
                    (link_button(Action::Secondary, &format!("{own}/nieuw"), language.pick("Plaats een nieuwe versie", "Place a new version")))
                    @if the.row.opened_at.is_none() {
                        (PostButton::new(format!("{own}/weg"), language.pick("Haal weg", "Take out"), Action::Secondary).about(&document.row.title))
                    }
                }
            }
        }
    }
}

fn file_field(language: Language, form: &Form) -> Field<'_> {
    Field::file(language, form, "file", language.pick("Bestand", "File"), PAPER_ENDINGS).hint(language.pick(
        "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx) of een afbeelding, tot 20 MB.",
        "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx) or an image, up to 20 MB.",
    ))
}

fn title_field(language: Language, form: &Form) -> Field<'_> {
    Field::text(language, form, "title", language.pick("Titel", "Title"))
        .hint(language.pick("Leeg: de naam van het bestand", "Empty: the name of the file"))
        .optional()
}

/// The form for a document, or for a newer version of `of`.
pub(super) fn place(frame: &Frame, form: &Form, the: &Consultation, of: Option<&Document>) -> Markup {
    let language = frame.language;
    let base = format!("{}/documenten", the.address());
    let (title, action) = match of {
        Some(document) => (
            language
                .pick(format!("Nieuwe versie: {}", document.row.title), format!("New version: {}", document.row.title)),
            format!("{base}/{}/nieuw", document.row.id),
        ),
        None => (language.pick("Nieuw document", "New document").to_owned(), format!("{base}/nieuw")),
    };
    let body = html! {
        (crumbs(language, &[(&the.address(), &the.row.title), (&base, language.pick("Documenten", "Documents"))], &title))
        (error_summary(language, form))
        (page_head(&title, None, None))
        @if of.is_some() && the.row.opened_at.is_some() {
            p { (language.pick("Op de pagina van elke organisatie komt te staan dat er een nieuwe versie is. De vorige blijft te lezen. Wij sturen er geen mail over.", "The page of every organisation will say that there is a new version. The one before can still be read. We send no mail about it.")) }
        }
        (upload_form(&action, html! {
            (file_field(language, form))
            @if of.is_none() { (title_field(language, form)) }
            (plain_button(Action::Primary, language.pick("Plaats", "Place")))
        }))
    };
    staff_page(frame, (title.as_str(), form), body)
}

/// The attachments of an organisation, for its own people.
pub(super) fn own(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    attachments: &[Document],
    said: Option<(Tone, &'static str)>,
    now: crate::base::Instant,
) -> Markup {
    let language = frame.language;
    let to = |below: &str| own_address(frame, token, below);
    let title =
        language.pick(format!("Bijlagen: {}", seat.the.row.title), format!("Attachments: {}", seat.the.row.title));
    let body = html! {
        (head(frame, seat, Some(&title), now))
        p { a class="utrecht-link" href=(to("")) { (language.pick("Terug naar de vragen", "Back to the questions")) } }
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        section class="card stack" {
            p { (language.pick(
                "Wat u hier toevoegt, gaat mee als iemand het antwoord verstuurt. Tot dan ziet alleen uw organisatie het. Bijlagen worden niet openbaar.",
                "What you add here goes along when somebody sends the answer. Until then only your organisation sees it. Attachments do not become public.",
            )) }
            @if attachments.is_empty() { p class="muted" { (language.pick("Nog geen bijlage.", "No attachment yet.")) } }
            @else {
                ul class="documents" {
                    @for one in attachments { @if let Some(newest) = one.versions.last() { li {
                        a class="utrecht-link" href=(to(&format!("/documenten/{}/{}", one.row.id, newest.row.number))) download lang=[content_language(frame)] { (one.row.title) }
                        " " span class="muted" { (size(newest, language)) }
                        @if let Some(said) = paper_remarks(&newest.paper, language) { p class="remark" { (said) } }
                        @if seat.is_open() { p { (PostButton::new(to(&format!("/bijlagen/{}/weg", one.row.id)), language.pick("Haal weg", "Take away"), Action::Secondary).about(&one.row.title).small()) } }
                    } } }
                }
            }
            @if seat.is_open() { p { (link_button(Action::Primary, &to("/bijlagen/nieuw"), language.pick("Voeg een bijlage toe", "Add an attachment"))) } }
        }
    };
    public_page(frame, title.as_str(), body)
}

/// The form for an attachment.
pub(super) fn attach(frame: &Frame, (seat, token): (&Seat, &str), form: &Form, now: crate::base::Instant) -> Markup {
    let language = frame.language;
    let title = language.pick(
        format!("Bijlage toevoegen: {}", seat.the.row.title),
        format!("Add an attachment: {}", seat.the.row.title),
    );
    let body = html! {
        (head(frame, seat, Some(&title), now))
        (error_summary(language, form))
        section class="card" {
            (upload_form(&own_address(frame, token, "/bijlagen/nieuw"), html! {
                (file_field(language, form))
                (title_field(language, form))
                (plain_button(Action::Primary, language.pick("Voeg toe", "Add")))
                " " a class="utrecht-link" href=(own_address(frame, token, "/bijlagen")) { (language.pick("Terug", "Back")) }
            }))
        }
    };
    public_page(frame, (title.as_str(), form), body)
}
