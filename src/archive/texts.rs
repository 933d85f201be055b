//! The sentences of this room in both languages.

use crate::base::Language;

/// Everything that the pages of this room say; sentences with a number or name in them stand below as functions.
pub(super) struct Texts {
    pub hero: &'static str,
    pub hero_lead: &'static str,
    pub all_issues: &'static str,
    pub nothing_yet: &'static str,
    pub nothing_yet_advice: &'static str,
    pub subscribe_title: &'static str,
    pub subscribe_lead: &'static str,
    pub subscribe: &'static str,
    pub no_tracking: &'static str,
    pub archive: &'static str,
    pub archive_lead: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_button: &'static str,
    pub year: &'static str,
    pub every_year: &'static str,
    pub found_none: &'static str,
    pub found_none_advice: &'static str,
    pub search_too_long: &'static str,
    pub search_no_words: &'static str,
    pub search_no_words_advice: &'static str,
    pub whole_archive: &'static str,
    pub first_results: &'static str,
    pub issue: &'static str,
    pub article: &'static str,
    pub in_this_issue: &'static str,
    pub withdrawn_article: &'static str,
    pub stood_in: &'static str,
    pub earlier_version: &'static str,
    pub issue_corrected_on: &'static str,
    pub read_corrected: &'static str,
    pub corrected_on: &'static str,
    pub some_got_earlier: &'static str,
    pub read_earlier: &'static str,
    pub feed: &'static str,
    pub feed_title: &'static str,
    pub withdraw: &'static str,
    pub withdraw_issue: &'static str,
    pub withdraw_article: &'static str,
    pub withdraw_what: &'static str,
    pub withdraw_issue_lead: &'static str,
    pub withdraw_article_lead: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub reason_missing: &'static str,
    pub reason_too_long: &'static str,
    pub back: &'static str,
    pub already_withdrawn: &'static str,
    pub withdrawn_reason_label: &'static str,
}

/// The texts of a language.
pub(super) fn texts(language: Language) -> &'static Texts {
    language.pick(&DUTCH, &ENGLISH)
}

const DUTCH: Texts = Texts {
    hero: "Op de hoogte van wat werkt in de praktijk",
    hero_lead: "Het nieuws uit het netwerk, geschreven door de mensen die het werk doen.",
    all_issues: "Alle nummers",
    nothing_yet: "Er is nog niets verschenen",
    nothing_yet_advice: "Zodra het eerste nummer uitkomt, leest u het hier. Abonneer u, dan krijgt u het ook per mail.",
    subscribe_title: "Ontvang het per mail",
    subscribe_lead: "Kies zelf wat u wilt ontvangen. U kunt altijd met één klik stoppen.",
    subscribe: "Abonneer u",
    no_tracking: "U krijgt eerst een mail om te bevestigen. Wij meten niet of u mails opent.",
    archive: "Archief",
    archive_lead: "Alles wat wij verstuurden, precies zoals het toen was.",
    search: "Zoek in het archief",
    search_hint: "Bijvoorbeeld: oefening waterstof",
    search_button: "Zoek",
    year: "Jaar",
    every_year: "Alle jaren",
    found_none: "Niets gevonden",
    found_none_advice: "Probeer een ander woord, minder woorden of alle jaren.",
    search_too_long: "Uw zoekvraag is te lang. Gebruik niet meer dan 200 tekens.",
    search_no_words: "Typ een woord om te zoeken",
    search_no_words_advice: "Uw zoekvraag had geen letters of cijfers.",
    whole_archive: "Bekijk het hele archief",
    first_results: "Naar het begin",
    issue: "Nummer",
    article: "Artikel",
    in_this_issue: "In dit nummer",
    withdrawn_article: "Hier stond een artikel dat is ingetrokken.",
    stood_in: "Dit artikel stond in",
    earlier_version: "Dit is een eerdere versie",
    issue_corrected_on: "Dit nummer is gecorrigeerd op",
    read_corrected: "Lees het gecorrigeerde nummer",
    corrected_on: "Gecorrigeerd op",
    some_got_earlier: "Een deel van de lezers kreeg een eerdere versie.",
    read_earlier: "Lees de eerdere versie",
    feed: "Volg het nieuws in uw nieuwslezer (Atom)",
    feed_title: "Nieuws",
    withdraw: "Trek in",
    withdraw_issue: "Trek dit nummer in",
    withdraw_article: "Trek dit artikel in",
    withdraw_what: "Wat u intrekt",
    withdraw_issue_lead: "Het nummer en al zijn artikelen zijn daarna niet meer te lezen. Op hun adres staat dan uw reden. U kunt dit niet terugdraaien.",
    withdraw_article_lead: "Het artikel is daarna niet meer te lezen. Op zijn adres staat dan uw reden. U kunt dit niet terugdraaien.",
    reason: "Waarom trekt u dit in?",
    reason_hint: "Iedereen kan dit lezen. Noem geen namen van mensen.",
    reason_missing: "Schrijf waarom u dit intrekt",
    reason_too_long: "Maak de reden korter: hoogstens 500 tekens",
    back: "Terug",
    already_withdrawn: "Dit is al ingetrokken",
    withdrawn_reason_label: "Reden",
};

const ENGLISH: Texts = Texts {
    hero: "Keeping up with what works in practice",
    hero_lead: "News from the network, written by the people who do the work.",
    all_issues: "All issues",
    nothing_yet: "Nothing has been published yet",
    nothing_yet_advice: "As soon as the first issue is out you can read it here. Subscribe to get it by mail as well.",
    subscribe_title: "Get it by mail",
    subscribe_lead: "Choose what you want to receive. You can always stop with one click.",
    subscribe: "Subscribe",
    no_tracking: "You first get a mail to confirm. We do not measure whether you open mails.",
    archive: "Archive",
    archive_lead: "Everything that we sent, exactly as it was. Most of it is in Dutch.",
    search: "Search the archive",
    search_hint: "For instance: exercise hydrogen",
    search_button: "Search",
    year: "Year",
    every_year: "All years",
    found_none: "Nothing found",
    found_none_advice: "Try another word, fewer words or all years.",
    search_too_long: "Your search is too long. Use at most 200 characters.",
    search_no_words: "Type a word to search for",
    search_no_words_advice: "Your search had no letters or digits.",
    whole_archive: "See the whole archive",
    first_results: "To the beginning",
    issue: "Issue",
    article: "Article",
    in_this_issue: "In this issue",
    withdrawn_article: "An article that stood here was withdrawn.",
    stood_in: "This article stood in",
    earlier_version: "This is an earlier version",
    issue_corrected_on: "This issue was corrected on",
    read_corrected: "Read the corrected issue",
    corrected_on: "Corrected on",
    some_got_earlier: "Some of the readers got an earlier version.",
    read_earlier: "Read the earlier version",
    feed: "Follow the news in your feed reader (Atom)",
    feed_title: "News",
    withdraw: "Withdraw",
    withdraw_issue: "Withdraw this issue",
    withdraw_article: "Withdraw this article",
    withdraw_what: "What you withdraw",
    withdraw_issue_lead: "After this the issue and all its articles can no longer be read. Their addresses then show your reason. You cannot undo this.",
    withdraw_article_lead: "After this the article can no longer be read. Its address then shows your reason. You cannot undo this.",
    reason: "Why do you withdraw this?",
    reason_hint: "Everyone can read this. Do not name people.",
    reason_missing: "Write why you withdraw this",
    reason_too_long: "Make the reason shorter: at most 500 characters",
    back: "Back",
    already_withdrawn: "This was withdrawn already",
    withdrawn_reason_label: "Reason",
};

/// "Nieuwsbrief, nummer 3 van 2026".
pub(super) fn issue_name(publication: &str, year: i32, number: i32, language: Language) -> String {
    language
        .pick(format!("{publication}, nummer {number} van {year}"), format!("{publication}, issue {number} of {year}"))
}

/// "Nummer 3, oktober 2026".
pub(super) fn issue_and_month(number: i32, month: &str, year: i32, language: Language) -> String {
    language.pick(format!("Nummer {number}, {month} {year}"), format!("Issue {number}, {month} {year}"))
}

/// "Gevonden voor “waterstof”".
pub(super) fn results_for(words: &str, language: Language) -> String {
    language.pick(format!("Gevonden voor “{words}”"), format!("Found for “{words}”"))
}

/// "Door Anna de Vries".
pub(super) fn by(author: &str, language: Language) -> String {
    language.pick(format!("Door {author}"), format!("By {author}"))
}
