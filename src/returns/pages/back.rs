//! What came back, newest first.

use maud::{Markup, Render, html};

use super::{moment, person, room_tabs, title};
use crate::base::page::Page;
use crate::base::{Language, said_of};
use crate::returns::feedback::Kind;
use crate::returns::find::Back;
use crate::returns::texts;
use crate::returns::{Class, Door};
use crate::web::components::{Action, DataTable, PostButton, Tone, empty_state, page_head, pager, tabs, tag};
use crate::web::{Frame, staff_page};

/// Which of it a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::returns) enum Filter {
    /// Everything.
    All,
    /// Mail that was not delivered.
    Bounces,
    /// Mail that was not delivered for a reason that we do not understand.
    Unclear,
    /// Complaints.
    Complaints,
    /// Leaving by mail.
    Leaves,
    /// What people answered.
    Replies,
}

/// Where the answers of people stand.
pub(in crate::returns) const REPLIES: &str = "/beheer/retour?soort=antwoord";

impl Filter {
    const ALL: [Self; 6] = [Self::All, Self::Replies, Self::Bounces, Self::Unclear, Self::Complaints, Self::Leaves];

    const fn word(self) -> &'static str {
        match self {
            Self::All => "alles",
            Self::Bounces => "bezorging",
            Self::Unclear => "onbekend",
            Self::Complaints => "klacht",
            Self::Leaves => "afmelding",
            Self::Replies => "antwoord",
        }
    }

    /// The filter of a word in the address; everything when it is none of ours.
    pub(in crate::returns) fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.word() == word).unwrap_or(Self::All)
    }

    /// The kind in the table; `None` for all.
    pub(in crate::returns) const fn kind(self) -> Option<Kind> {
        match self {
            Self::All => None,
            Self::Bounces | Self::Unclear => Some(Kind::Bounce),
            Self::Complaints => Some(Kind::Complaint),
            Self::Leaves => Some(Kind::Leave),
            Self::Replies => Some(Kind::Reply),
        }
    }

    /// The class in the table; `None` for all.
    pub(in crate::returns) const fn class(self) -> Option<Class> {
        match self {
            Self::Unclear => Some(Class::Unknown),
            Self::All | Self::Bounces | Self::Complaints | Self::Leaves | Self::Replies => None,
        }
    }

    const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::All, Language::Dutch) => "Alles",
            (Self::All, Language::English) => "Everything",
            (Self::Bounces, Language::Dutch) => "Niet bezorgd",
            (Self::Bounces, Language::English) => "Not delivered",
            (Self::Unclear, Language::Dutch) => "Reden onbekend",
            (Self::Unclear, Language::English) => "Reason unknown",
            (Self::Complaints, Language::Dutch) => "Klachten",
            (Self::Complaints, Language::English) => "Complaints",
            (Self::Leaves, Language::Dutch) => "Afmeldingen per mail",
            (Self::Leaves, Language::English) => "Left by mail",
            (Self::Replies, Language::Dutch) => "Antwoorden van mensen",
            (Self::Replies, Language::English) => "Answers of people",
        }
    }
}

/// The list.
pub(in crate::returns) fn back(
    frame: &Frame,
    filter: Filter,
    page: &Page<Back>,
    is_first: bool,
    may_settle: bool,
) -> Markup {
    let language = frame.language;
    let sub = language.pick(
        "Mail die niet aankwam, klachten, afmeldingen en antwoorden. Wij bewaren de reden of de woorden, niet de mail.",
        "Mail that did not arrive, complaints, leaves and answers. We keep the reason or the words, not the mail.",
    );
    let address = |one: Filter| format!("/beheer/retour?soort={}", one.word());
    let links: Vec<_> = Filter::ALL.map(|one| (address(one), one.name(language))).into_iter().collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, label)| (href.as_str(), *label)).collect();
    let next = page.next.map(|before| format!("{}&voor={before}", address(filter)));
    let first = (!is_first).then(|| address(filter));
    staff_page(
        frame,
        title(language),
        html! {
            (page_head(title(language), Some(sub), None))
            (room_tabs("/beheer/retour", language))
            section class="card stack" {
                h2 { (language.pick("Wat terugkwam", "What came back")) }
                (tabs(language.pick("Soort", "Kind"), &links, &address(filter)))
                @if page.rows.is_empty() { (nothing(filter, language)) } @else { (table(&page.rows, may_settle, language)) }
                (pager(language, first.as_deref(), next.as_deref()))
            }
        },
    )
}

fn nothing(filter: Filter, language: Language) -> Markup {
    let (title, advice) = if filter == Filter::All {
        language.pick(
            ("Er kwam nog niets terug", "Dat is goed nieuws, of er staat nog geen deur open. Kijk bij Hoe het binnenkomt of teruggekomen mail ons bereikt."),
            ("Nothing came back yet", "That is good news, or no door stands open. Look at How it comes in whether returned mail reaches us."),
        )
    } else {
        language.pick(
            ("Hiervan kwam niets terug", "Kies Alles om te zien wat er wel terugkwam."),
            ("Nothing of this kind came back", "Choose Everything to see what did."),
        )
    };
    empty_state(title, advice, None)
}

/// The table, also for the page of one suppression.
pub(super) fn table(rows: &[Back], may_settle: bool, language: Language) -> Markup {
    DataTable::new(language.pick("Wat terugkwam", "What came back"))
        .stacked()
        .hide_caption()
        .column(language.pick("Adres (afgeschermd)", "Address (masked)"))
        .column(language.pick("Wat", "What"))
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Verzending", "Sending"))
        .column(language.pick("Wat de andere kant zei", "What the other side said"))
        .rows(rows.iter().map(|row| {
            let (tone, word) = texts::kind(&row.kind, &row.class, language);
            vec![
                person(&row.person, language),
                tag(tone, word),
                moment(row.at, language),
                html! {
                    @match &row.sending {
                        Some((id, label)) => { a class="utrecht-link" href={ "/beheer/verzendingen/" (id) } { (label) } }
                        None => { span class="muted" { (language.pick("losse mail", "single letter")) } }
                    }
                },
                html! {
                    @if let Some(enhanced) = row.enhanced.as_ref().filter(|status| !row.words.contains(status.as_str())) { (enhanced) " " }
                    (row.words)
                    @if row.is_open { (open(row, may_settle, language)) }
                    @if row.words.is_empty() && row.enhanced.is_none() { span class="muted" { (said_of(Door::WORDS, &row.door, language)) } }
                },
            ]
        }))
        .render()
}

/// An answer that nobody settled yet.
fn open(row: &Back, may_settle: bool, language: Language) -> Markup {
    if !may_settle {
        return html! { " " (tag(Tone::Warn, language.pick("nog niet afgehandeld", "not settled yet"))) };
    }
    let about = row.person.masked.clone().unwrap_or_default();
    let path = format!("/beheer/retour/antwoorden/{}/afgehandeld", row.id);
    let done = language.pick("Afgehandeld", "Settled");
    html! { " " (PostButton::new(path, done, Action::Secondary).about(about).small()) }
}
