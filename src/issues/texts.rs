//! The sentences that several pages of writing and planning share, in both languages.

use maud::Markup;

use crate::base::Language;
use crate::base::markdown::{Loss, Remark};
use crate::store::tables::states::IssueState;
use crate::web::components::{Tone, tag};

/// What a state is called, and how it looks.
#[must_use]
pub fn state(language: Language, state: IssueState) -> (Tone, &'static str) {
    let tone = match state {
        IssueState::Draft => Tone::Quiet,
        IssueState::InReview => Tone::Warn,
        IssueState::Approved | IssueState::Sent => Tone::Good,
        IssueState::Scheduled | IssueState::Sending => Tone::Info,
        IssueState::Cancelled => Tone::Bad,
    };
    (tone, state.said().of(language))
}

/// The tag of a state.
#[must_use]
pub(super) fn state_tag(language: Language, of: IssueState) -> Markup {
    let (tone, word) = state(language, of);
    tag(tone, word)
}

/// What became of the last act, after the redirect; `None` for a word that is not ours.
pub(super) fn said(language: Language, word: &str) -> Option<(Tone, &'static str)> {
    let pick = |tone, dutch, english| Some((tone, language.pick(dutch, english)));
    match word {
        "bewaard" => pick(Tone::Good, "Bewaard.", "Saved."),
        "terug-naar-concept" => pick(
            Tone::Warn,
            "Bewaard. Wat was goedgekeurd of ingepland, is weer een concept: de goedkeuring gold voor de oude tekst.",
            "Saved. What was approved or scheduled is a draft again: the approval was for the old text.",
        ),
        "zelfde" => pick(Tone::Info, "Er was niets gewijzigd.", "Nothing had changed."),
        "gemaakt" => pick(
            Tone::Good,
            "Gemaakt en bewaard. U kunt hier verder werken.",
            "Made and saved. You can go on working here.",
        ),
        "teruggezet" => pick(
            Tone::Good,
            "Teruggezet. De versie die hier stond, blijft in de geschiedenis.",
            "Restored. The version that stood here stays in the history.",
        ),
        "volgorde" => pick(Tone::Good, "De volgorde is gewijzigd.", "The order was changed."),
        "erbij" => pick(Tone::Good, "Het artikel staat in dit nummer.", "The article stands in this issue."),
        "eruit" => pick(
            Tone::Good,
            "Het artikel staat niet meer in dit nummer. Het artikel zelf is er nog.",
            "The article is no longer in this issue. The article itself is still there.",
        ),
        "ingehaald" => pick(
            Tone::Warn,
            "Iemand wijzigde dit nummer net voor u. Er is niets verplaatst; hier staat het nummer zoals het nu is.",
            "Somebody changed this issue just before you. Nothing was moved; this is the issue as it is now.",
        ),
        "dicht" => pick(
            Tone::Warn,
            "Dit nummer kan niet meer veranderen. Er is niets gewijzigd.",
            "This issue can no longer change. Nothing was changed.",
        ),
        "onbekend" => pick(
            Tone::Warn,
            "Kies eerst een artikel uit de lijst. Er is niets gewijzigd.",
            "Choose an article from the list first. Nothing was changed.",
        ),
        "gepland" => pick(
            Tone::Good,
            "De planning staat klaar. Open een nummer om de dagen te wijzigen.",
            "The plan is ready. Open an issue to change its days.",
        ),
        "al-gepland" => pick(
            Tone::Info,
            "Alle nummers van dit jaar stonden er al. Er is niets gemaakt.",
            "All issues of this year were there already. Nothing was made.",
        ),
        _ => said_of_agenda(language, word),
    }
}

fn said_of_agenda(language: Language, word: &str) -> Option<(Tone, &'static str)> {
    let pick = |tone, dutch, english| Some((tone, language.pick(dutch, english)));
    match word {
        "agenda" => pick(Tone::Good, "De agenda in dit nummer is gewijzigd.", "The agenda in this issue was changed."),
        "geen-getal" => pick(
            Tone::Bad,
            "Er is niets bewaard. Vul een getal in van 0 tot en met 99.",
            "Nothing was saved. Fill in a number from 0 to 99.",
        ),
        "geen-agenda" => pick(
            Tone::Warn,
            "Er staat geen bijeenkomst gepland, dus er is geen agenda. Publiceer eerst een bijeenkomst.",
            "No event is planned, so there is no agenda. Publish an event first.",
        ),
        _ => None,
    }
}

/// Why an article is not saved by itself.
pub(super) fn article_waits(language: Language) -> &'static str {
    language.pick(
        "Dit artikel staat in een nummer dat ter goedkeuring ligt, goedgekeurd of ingepland is. Daarom bewaart het zich niet vanzelf. Bewaart u het, dan wordt dat nummer weer een concept.",
        "This article stands in an issue that waits for approval, is approved or is scheduled. So it does not save itself. If you save it, that issue becomes a draft again.",
    )
}

/// Why an issue is not saved by itself.
pub(super) fn issue_waits(language: Language) -> &'static str {
    language.pick(
        "Dit nummer ligt ter goedkeuring, of is goedgekeurd of ingepland. Daarom bewaart het zich niet vanzelf. Bewaart u het, dan wordt het weer een concept.",
        "This issue waits for approval, or is approved or scheduled. So it does not save itself. If you save it, it becomes a draft again.",
    )
}

/// That an issue can no longer change.
pub(super) fn issue_closed(language: Language) -> &'static str {
    language.pick(
        "Niet bewaard: dit nummer kan niet meer veranderen. Uw tekst blijft hier staan, zodat u die kunt overnemen.",
        "Not saved: this issue can no longer change. Your text stays here, so that you can take it over.",
    )
}

/// What of the Markdown did not fit, and what became of it.
pub(super) fn remark(language: Language, remark: &Remark) -> String {
    let what = match remark.what {
        Loss::Html => language.pick(
            "HTML-codes zijn weggelaten; de tekst ertussen staat er nog.",
            "HTML tags were left out; the text between them is still there.",
        ),
        Loss::Image => language.pick(
            "Een beeld van een andere site, of in een lijst, citaat, kop of tabel, kan niet; de omschrijving staat er als tekst. Plaats het bij Beeld en zet het tussen twee alinea’s.",
            "An image of another site, or within a list, quote, heading or table, is not possible; its description stands there as text. Place it under Images and put it between two paragraphs.",
        ),
        Loss::NoImage => language.pick(
            "Dit beeld staat niet bij Beeld; het is weggelaten.",
            "This image is not among the images; it was left out.",
        ),
        Loss::Link => language.pick(
            "Dit adres werkt niet als link. Gebruik een volledig adres dat begint met https://, of een e-mailadres.",
            "This address does not work as a link. Use a full address that starts with https://, or an e-mail address.",
        ),
        Loss::Number => language.pick(
            "De nummers van deze lijst lopen niet door; wij tellen door vanaf het eerste nummer.",
            "The numbers of this list do not run on; we count on from the first number.",
        ),
        Loss::Inside => language.pick(
            "Een kop, lijst, tabel of lijn kan niet in een lijst of citaat staan; dit staat er nu los van of als gewone tekst.",
            "A heading, list, table or line cannot stand in a list or quote; this now stands apart from it or as plain text.",
        ),
        Loss::HeadingLevel => language.pick(
            "Een kop begint met twee, drie of vier hekjes; het niveau is aangepast.",
            "A heading starts with two, three or four hash signs; its level was adjusted.",
        ),
        Loss::NestedList => language.pick(
            "Een lijst in een lijst kan niet; de punten staan nu onder elkaar.",
            "A list within a list is not possible; its items now stand below each other.",
        ),
    };
    language.pick(format!("Regel {}: {what}", remark.line), format!("Line {}: {what}", remark.line))
}

/// That a text must be there and not be too long.
pub(super) fn needed(language: Language, what: (&str, &str), most: usize) -> String {
    let (dutch, english) = what;
    language.pick(
        format!("Vul {dutch} in, van ten hoogste {most} tekens"),
        format!("Fill in {english} of at most {most} characters"),
    )
}

/// That a text is too long, and how much.
pub(super) fn too_long(language: Language, what: (&str, &str), count: usize, most: usize) -> String {
    let (dutch, english) = what;
    let over = count.saturating_sub(most);
    let unit = if over == 1 { language.pick("teken", "character") } else { language.pick("tekens", "characters") };
    language.pick(
        format!("Maak {dutch} {over} {unit} korter; er passen er {most}"),
        format!("Make {english} {over} {unit} shorter; {most} fit"),
    )
}

/// That a text stands on one line.
pub(super) fn on_one_line(language: Language, what: (&str, &str)) -> String {
    let (dutch, english) = what;
    language.pick(format!("Zet {dutch} op één regel"), format!("Put {english} on one line"))
}

/// That a day cannot be read.
pub(super) fn no_day(language: Language) -> &'static str {
    language.pick(
        "Vul een datum in die bestaat, zoals 8-12-2026, of laat het veld leeg",
        "Fill in a date that exists, such as 8-12-2026, or leave the field empty",
    )
}
