//! Two editors met: nothing is overwritten, both texts are on the page, and one of them chooses.

use maud::{Markup, html};

use super::{articles, changed, issues};
use crate::base::Language;
use crate::issues::IssueState;
use crate::issues::{Article, Issue};
use crate::web::components::{Action, Tone, button, copy_button, crumbs, link_button, notice, page_head, post_form};
use crate::web::{Form, Frame, staff_page};

fn nothing_lost(language: Language) -> Markup {
    let about = language.pick(
        "Er is niets overschreven en niets verloren. Eerst staat uw tekst, daarnaast de tekst die nu bewaard is. Neem over wat u nodig hebt en bewaar dan.",
        "Nothing was overwritten and nothing was lost. First comes your text, beside it the text that is saved now. Take over what you need and then save.",
    );
    notice(
        language,
        Tone::Warn,
        language.pick("Uw tekst is nog niet bewaard", "Your text is not saved yet"),
        html! { p { (about) } },
    )
}

/// Two editors of an article met: ours in the form, theirs beside it.
pub(in crate::issues) fn over_article(
    frame: &Frame,
    form: &Form,
    images: &articles::Choice,
    (other, by): (&Article, &str),
) -> Markup {
    let language = frame.language;
    let title = language.pick("Iemand bewaarde dit artikel net voor u", "Somebody saved this article just before you");
    let address = other.address();
    let ours = html! {
        h2 { (language.pick("Uw tekst", "Your text")) }
        (post_form(&address, html! {
            input type="hidden" name="version" value=(form.value("version"));
            (articles::fields(frame, form, images))
            (button(Action::Primary, language.pick("Bewaar mijn tekst als nieuwste", "Save my text as the newest")))
        }))
    };
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/artikelen", language.pick("Artikelen", "Articles")), (&address, &other.row.title)], title))
            (page_head(title, None, None))
            (nothing_lost(language))
            div class="columns" { section class="stack" { (ours) } (their_article(language, other, by)) }
        },
    )
}

fn their_article(language: Language, other: &Article, by: &str) -> Markup {
    let pick = |dutch, english| language.pick(dutch, english);
    html! {
        section class="card stack" {
            h2 { (pick("De tekst die nu bewaard is", "The text that is saved now")) }
            p class="muted" { (changed(language, by, other.row.changed_at)) }
            (theirs(language, "their-title", pick("Titel van de ander", "Their title"), &other.row.title, 2))
            (theirs(language, "their-lead", pick("Inleiding van de ander", "Their lead"), &other.row.lead, 4))
            (theirs(language, "their-source", pick("Tekst van de ander", "Their text"), &other.row.source, 18))
            (theirs(language, "their-author", pick("Auteur volgens de ander", "Their author"), &other.row.author, 1))
            (link_button(Action::Secondary, &other.address(), pick("Houd deze tekst en laat de mijne vallen", "Keep this text and drop mine")))
        }
    }
}

/// That someone changed the days since, and to what.
pub(in crate::issues) fn days_overtaken(language: Language, theirs: &Issue) -> String {
    let row = &theirs.row;
    let days = [&row.copy_due, &row.review_due, &row.planned_on].map(|day| if day.is_empty() { "–" } else { day });
    let days = days.join(", ");
    language.pick(
        format!("Iemand wijzigde de planning net voor u in: {days}. Uw dagen staan er nog; bewaar ze opnieuw als ze moeten gelden"),
        format!("Somebody changed the planning just before you to: {days}. Your days are still there; save them again if they are to hold"),
    )
}

/// Two editors of an issue met: ours in the form, theirs beside it.
pub(in crate::issues) fn over_issue(frame: &Frame, form: &Form, other: &Issue, by: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Iemand bewaarde dit nummer net voor u", "Somebody saved this issue just before you");
    let address = other.address();
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/nummers", language.pick("Nummers", "Issues")), (&address, &other.name(language))], title))
            (page_head(title, None, None))
            (nothing_lost(language))
            div class="columns" {
                section class="stack" {
                    h2 { (language.pick("Uw tekst", "Your text")) }
                    (post_form(&address, html! {
                        @for name in ["seen", "seen_days", "copy_due", "review_due", "planned_on"] {
                            input type="hidden" name=(name) value=(form.value(name));
                        }
                        (issues::word_fields(frame, form))
                        (button(Action::Primary, language.pick("Bewaar mijn tekst als nieuwste", "Save my text as the newest")))
                    }))
                }
                (their_issue(language, other, by))
            }
        },
    )
}

fn their_issue(language: Language, other: &Issue, by: &str) -> Markup {
    let pick = |dutch, english| language.pick(dutch, english);
    html! {
        section class="card stack" {
            h2 { (pick("De tekst die nu bewaard is", "The text that is saved now")) }
            p class="muted" { (changed(language, by, other.row.changed_at)) }
            (theirs(language, "their-subject", pick("Onderwerp van de ander", "Their subject"), &other.row.subject, 2))
            (theirs(language, "their-preheader", pick("Voorbeeldregel van de ander", "Their preview line"), &other.row.preheader, 2))
            (theirs(language, "their-source", pick("Voorwoord van de ander", "Their editorial"), &other.row.source, 8))
            (link_button(Action::Secondary, &other.address(), pick("Houd deze tekst en laat de mijne vallen", "Keep this text and drop mine")))
        }
    }
}

/// What was typed into an issue that can no longer change, so that it can be kept elsewhere.
pub(in crate::issues) fn closed(frame: &Frame, form: &Form, issue: &Issue) -> Markup {
    let language = frame.language;
    let title = language.pick("Dit nummer kan niet meer veranderen", "This issue can no longer change");
    let pick = |dutch, english| language.pick(dutch, english);
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/nummers", language.pick("Nummers", "Issues")), (&issue.address(), &issue.name(language))], title))
            (page_head(title, None, None))
            p { (why_closed(issue, language)) }
            p { (pick("Er is niets gewijzigd. Uw tekst staat hieronder, zodat u die kunt bewaren.", "Nothing was changed. Your text stands below, so that you can keep it.")) }
            (theirs(language, "my-subject", pick("Uw onderwerp", "Your subject"), form.value("subject"), 2))
            (theirs(language, "my-preheader", pick("Uw voorbeeldregel", "Your preview line"), form.value("preheader"), 2))
            (theirs(language, "my-source", pick("Uw voorwoord", "Your editorial"), form.value("source"), 12))
            (link_button(Action::Primary, &issue.address(), pick("Terug naar het nummer", "Back to the issue")))
        },
    )
}

/// Why an issue can no longer change, and what can be done instead.
fn why_closed(issue: &Issue, language: Language) -> &'static str {
    match issue.row.state {
        IssueState::Sending => language.pick(
            "Het wordt nu verstuurd. Staat er een fout in? Stop de verzending; daarna kunt u het nummer corrigeren voor wie het nog niet heeft.",
            "It is being sent. Is there an error in it? Stop the sending; after that you can correct the issue for whoever does not have it yet.",
        ),
        IssueState::Cancelled if issue.row.sending_id.is_some() => language.pick(
            "De verzending is gestopt. Kies bij de verzending voor corrigeren; daarna kunt u de tekst wijzigen.",
            "Its sending was stopped. Choose to correct it on the page of the sending; after that you can change the text.",
        ),
        IssueState::Cancelled => language.pick("Het is geannuleerd.", "It was cancelled."),
        IssueState::InReview | IssueState::Approved | IssueState::Scheduled => language.pick(
            "Een collega maakte er zojuist weer een nummer in bewerking van. Neem uw tekst over, open het nummer en kijk hoe het ervoor staat.",
            "A colleague just took the issue up again. Take your text over, open the issue and see where it stands.",
        ),
        IssueState::Draft => language.pick(
            "Een collega maakte er zojuist weer een concept van. Neem uw tekst over en bewaar die nog eens.",
            "A colleague just made it a draft again. Take your text over and save it once more.",
        ),
        IssueState::Sent => language.pick(
            "Het is verstuurd. Maak voor een rectificatie een nieuw nummer.",
            "It was sent. Make a new issue for a correction.",
        ),
    }
}

/// A text of somebody else, to read and to copy from.
fn theirs(language: Language, id: &str, label: &str, text: &str, rows: u8) -> Markup {
    html! {
        div {
            div class="utrecht-form-field field" {
                div class="utrecht-form-field__label" { label class="utrecht-form-label" for=(id) { (label) } }
                textarea id=(id) class="utrecht-textarea utrecht-form-field__input" rows=(rows) readonly { "\n" (text) }
            }
            (copy_button(language, id, label))
        }
    }
}
