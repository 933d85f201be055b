//! The sentences of the postbox in both languages.

use crate::base::Language;

/// What the postbox says.
pub(super) struct Texts {
    pub title: &'static str,
    pub lead: &'static str,
    pub empty: &'static str,
    pub empty_advice: &'static str,
    pub subscribe: &'static str,
    pub none_found: &'static str,
    pub none_found_advice: &'static str,
    pub all: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_button: &'static str,
    pub mails: &'static str,
    pub to: &'static str,
    pub from: &'static str,
    pub subject: &'static str,
    pub date: &'static str,
    pub no_subject: &'static str,
    pub views: &'static str,
    pub as_mail: &'static str,
    pub as_text: &'static str,
    pub as_source: &'static str,
    pub frame_title: &'static str,
    pub headers: &'static str,
    pub body: &'static str,
}

/// The texts of a language.
pub(super) fn texts(language: Language) -> &'static Texts {
    language.pick(&DUTCH, &ENGLISH)
}

const DUTCH: Texts = Texts {
    title: "Postbus",
    lead: "Alle mails die deze demonstratie “verstuurde”. In het echt krijgt iedereen alleen de eigen mail.",
    empty: "Er is nog geen mail",
    empty_advice: "Meld u aan met een adres dat u verzint. De mail om te bevestigen staat binnen een paar seconden hier.",
    subscribe: "Abonneer u met een verzonnen adres",
    none_found: "Geen mail gevonden",
    none_found_advice: "Zoek op een deel van het adres of van het onderwerp.",
    all: "Bekijk alle mails",
    search: "Zoek op adres of onderwerp",
    search_hint: "Bijvoorbeeld: anna.devries",
    search_button: "Zoek",
    mails: "Mails, de nieuwste eerst",
    to: "Aan",
    from: "Van",
    subject: "Onderwerp",
    date: "Verstuurd",
    no_subject: "(geen onderwerp)",
    views: "Weergave",
    as_mail: "Mail",
    as_text: "Platte tekst",
    as_source: "Bron",
    frame_title: "De mail zoals de ontvanger haar ziet",
    headers: "Kopregels",
    body: "Inhoud zoals verstuurd",
};

const ENGLISH: Texts = Texts {
    title: "Postbox",
    lead: "All mails that this demonstration “sent”. In reality everyone only gets their own mail.",
    empty: "There is no mail yet",
    empty_advice: "Subscribe with an address that you make up. The mail to confirm is here within a few seconds.",
    subscribe: "Subscribe at /aanmelden",
    none_found: "No mail found",
    none_found_advice: "Search for a part of the address or of the subject.",
    all: "See all mails",
    search: "Search by address or subject",
    search_hint: "For instance: anna.devries",
    search_button: "Search",
    mails: "Mails, newest first",
    to: "To",
    from: "From",
    subject: "Subject",
    date: "Sent",
    no_subject: "(no subject)",
    views: "View",
    as_mail: "Mail",
    as_text: "Plain text",
    as_source: "Source",
    frame_title: "The mail as its recipient sees it",
    headers: "Headers",
    body: "Body as sent",
};
