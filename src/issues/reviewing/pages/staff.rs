//! What the editors see of reading along: who was asked, what was remarked, and what is still open where one decides.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{last_day, was};
use crate::base::id::{MemberId, RemarkId};
use crate::base::{Instant, Language};
use crate::issues::reviewing::answer::Does;
use crate::issues::reviewing::find::{Open, Reviewer, Said, is_over};
use crate::issues::reviewing::matter::{Matter, Text};
use crate::issues::reviewing::spot::Spot;
use crate::people::Person;
use crate::web::components::{
    Action, Field, PostButton, Tone, button, button_with, crumbs, error_summary, link_button, moment, notice,
    page_head, post_form, split, tag,
};
use crate::web::{Form, Frame, staff_page};

/// The field of the answer to a remark.
pub(in crate::issues::reviewing) fn answer_field(id: RemarkId) -> String {
    format!("antwoord-{id}")
}

/// The page of who reads a text along.
pub(in crate::issues::reviewing) struct Sheet<'a> {
    pub text: &'a Text,
    pub readers: &'a [(Reviewer, Option<Person>)],
    pub remarks: &'a [Said],
    pub names: &'a BTreeMap<MemberId, String>,
    pub form: &'a Form,
    /// What was just done.
    pub said: &'a str,
    pub now: Instant,
}

/// Draws it.
pub(in crate::issues::reviewing) fn page(frame: &Frame, sheet: &Sheet) -> Markup {
    let language = frame.language;
    let name = sheet.text.name(language);
    let title = language.pick("Meelezen", "Reading along");
    let (list, lists) = match sheet.text.matter {
        Matter::Issue(_) => ("/beheer/nummers", language.pick("Nummers", "Issues")),
        Matter::Article(_) => ("/beheer/artikelen", language.pick("Artikelen", "Articles")),
    };
    let address = sheet.text.matter.address();
    staff_page(
        frame,
        (title, sheet.form),
        html! {
            (crumbs(language, &[(list, lists), (&address, &name)], title))
            (error_summary(language, sheet.form))
            (page_head(title, Some(&name), None))
            @if let Some((tone, words)) = said(sheet.said, language) { div role="status" { (notice(language, tone, words, "")) } }
            (split(remarks(sheet, language), html! { (readers(sheet, language)) (ask(sheet, language)) }))
        },
    )
}

fn said(word: &str, language: Language) -> Option<(Tone, &'static str)> {
    let pick = |tone, dutch, english| Some((tone, language.pick(dutch, english)));
    match word {
        "gevraagd" => pick(
            Tone::Good,
            "Gevraagd. De mail met de link is onderweg.",
            "Asked. The mail with the link is on its way.",
        ),
        "opnieuw" => pick(
            Tone::Good,
            "Deze persoon las al mee. De link geldt nu tot de gekozen dag, en de mail gaat nog eens uit.",
            "This person read along already. The link now works until the chosen day, and the mail goes out once more.",
        ),
        "dicht" => pick(
            Tone::Warn,
            "Dit nummer gaat uit of is uitgegaan. Er is niemand gevraagd.",
            "This issue goes or went out. Nobody was asked.",
        ),
        "ingetrokken" => pick(
            Tone::Good,
            "De link is ingetrokken. De opmerkingen blijven staan.",
            "The link was revoked. The remarks stay.",
        ),
        "niets" => pick(Tone::Info, "Er was niets gewijzigd.", "Nothing had changed."),
        "beantwoord" => pick(
            Tone::Good,
            "Het antwoord staat op de link van de meelezer.",
            "The answer stands on the reviewer’s link.",
        ),
        "verwerkt" => pick(Tone::Good, "De opmerking is gesloten.", "The remark was closed."),
        "heropend" => pick(Tone::Good, "De opmerking staat weer open.", "The remark is open again."),
        _ => None,
    }
}

/// All remarks: first those of the issue itself, then by article in their order; what is open before what was closed.
fn remarks(sheet: &Sheet, language: Language) -> Markup {
    let of = |article| {
        let mut some: Vec<&Said> = sheet.remarks.iter().filter(|said| said.row.article_id == article).collect();
        some.sort_by_key(|said| (!said.is_open(), said.row.part, said.row.id));
        some
    };
    let whole = of(None);
    html! {
        @if sheet.remarks.is_empty() {
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Nog geen opmerkingen", "No remarks yet")) }
                p { (language.pick(
                    "Vraag iemand met verstand van zaken om mee te lezen. Een account is niet nodig: de mail heeft een link die op een dag eindigt. Wat zij opmerken, staat daarna hier en bij het artikel.",
                    "Ask somebody who knows the subject to read along. No account is needed: the mail has a link that ends on a day. What they remark then stands here and at the article.",
                )) }
            }
        }
        @if !whole.is_empty() {
            section class="card stack" aria-labelledby="over-nummer" {
                h2 id="over-nummer" class="utrecht-heading-2" { (language.pick("Het nummer zelf", "The issue itself")) }
                @for said in whole { (remark(sheet, said, language)) }
            }
        }
        @for article in &sheet.text.articles {
            @let some = of(Some(article.row.id));
            @if !some.is_empty() {
                section class="card stack" aria-labelledby={ "over-" (article.row.id) } {
                    h2 id={ "over-" (article.row.id) } class="utrecht-heading-2" { a class="utrecht-link" href=(article.address()) { (article.row.title) } }
                    @for said in some { (remark(sheet, said, language)) }
                }
            }
        }
    }
}

/// What a remark is about, in words.
fn about(said: &Said, language: Language) -> &'static str {
    match (said.row.article_id, said.row.part) {
        (None, Spot::OPENING) => language.pick("bij het onderwerp of voorwoord", "on the subject or editorial"),
        (None, _) => language.pick("in het algemeen", "in general"),
        (Some(_), Spot::WHOLE) => language.pick("bij het hele artikel", "on the whole article"),
        (Some(_), Spot::OPENING) => language.pick("bij de inleiding", "on the introduction"),
        (Some(_), _) => language.pick("bij een alinea", "on a paragraph"),
    }
}

/// A remark as it was made.
fn told(text: &Text, said: &Said, language: Language) -> Markup {
    let row = &said.row;
    let is_there = text.place_of(row).is_some();
    html! {
        p class="muted" { b { (said.by) } ", " (about(said, language)) ", " (moment(row.made_at, language)) }
        @if !is_there { (was(row, language)) }
        @else if row.part > Spot::OPENING { blockquote class="review-was words" { (row.passage) } }
        p class="words" { (row.words) }
    }
}

fn remark(sheet: &Sheet, said: &Said, language: Language) -> Markup {
    let row = &said.row;
    let by = row.answered_by.and_then(|by| sheet.names.get(&by)).map_or("", String::as_str);
    let field = answer_field(row.id);
    let is_overtaken = sheet.form.fault_of(&field).is_some();
    let typed = sheet.form.names().any(|name| name == field);
    let filled = if typed { sheet.form.clone() } else { Form::with(&[(&field, &row.answer)]) };
    let address = format!("{}/opmerkingen/{}", sheet.text.matter.reviewing(), row.id);
    let press = |action, words: &str, does: Does| button_with(action, words, ("does", does.word()));
    html! {
        div class={ "review-note" @if !said.is_open() { " review-note--done" } } id={ "opmerking-" (row.id) } {
            (told(sheet.text, said, language))
            @if let Some(at) = row.answered_at.filter(|_| !said.is_open() || is_overtaken) {
                div class="review-answer" { p class="muted" { b { (by) } ", " (moment(at, language)) } @if !row.answer.is_empty() { p class="words" { (row.answer) } } }
            }
            @if !said.is_open() { p { (tag(Tone::Good, language.pick("verwerkt", "used"))) } }
            (post_form(&address, html! {
                input type="hidden" name="turn" value=(row.turn);
                @if said.is_open() || is_overtaken {
                    (Field::textarea(language, &filled, &field, language.pick("Antwoord", "Answer"), 2).optional()
                        .hint(language.pick("De meelezer leest het op de eigen link.", "The reviewer reads it on their own link.")))
                }
                div class="utrecht-button-group" {
                    @if said.is_open() {
                        (press(Action::Secondary, language.pick("Verwerkt, sluit", "Used, close"), Does::Close))
                        (press(Action::Secondary, language.pick("Bewaar het antwoord", "Save the answer"), Does::Answer))
                    } @else { (press(Action::Secondary, language.pick("Heropen", "Reopen"), Does::Reopen)) }
                }
            }))
        }
    }
}

fn readers(sheet: &Sheet, language: Language) -> Markup {
    html! {
        section class="card stack" aria-labelledby="wie" {
            h2 id="wie" class="utrecht-heading-2" { (language.pick("Wie meelezen", "Who reads along")) }
            @if sheet.readers.is_empty() { p { (language.pick("Nog niemand.", "Nobody yet.")) } }
            ul class="review-who" {
                @for (reader, person) in sheet.readers {
                    li {
                        b { (reader.name) } " " (standing(sheet, reader, language))
                        p class="muted" { (person.as_ref().map_or("", |person| person.address.as_str())) }
                        p class="muted" { (language.pick("Link tot en met ", "Link until and including ")) (last_day(reader, language)) }
                        (PostButton::new(format!("{}/{}/intrekken", sheet.text.matter.reviewing(), reader.id), language.pick("Trek de link in", "Revoke the link"), Action::Secondary).about(&reader.name).small())
                    }
                }
            }
        }
    }
}

fn standing(sheet: &Sheet, reader: &Reviewer, language: Language) -> Markup {
    let many = sheet.remarks.iter().filter(|said| said.row.reviewer_id == reader.id).count();
    let counted = match many {
        1 => language.pick("1 opmerking".to_owned(), "1 remark".to_owned()),
        many => language.pick(format!("{many} opmerkingen"), format!("{many} remarks")),
    };
    html! {
        @if reader.done_at.is_some() { (tag(Tone::Good, language.pick("klaar", "ready"))) " " }
        @else if is_over(reader, sheet.now) { (tag(Tone::Warn, language.pick("link verlopen", "link ended"))) " " }
        @else if many == 0 { (tag(Tone::Quiet, language.pick("nog niets geplaatst", "nothing yet"))) " " }
        @if many > 0 { (tag(Tone::Info, &counted)) }
    }
}

fn ask(sheet: &Sheet, language: Language) -> Markup {
    let form = sheet.form;
    html! {
        section class="card" aria-labelledby="vraag" {
            h2 id="vraag" class="utrecht-heading-2" { (language.pick("Vraag iemand om mee te lezen", "Ask somebody to read along")) }
            @if sheet.text.is_open() {
                (post_form(&sheet.text.matter.reviewing(), html! {
                    (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off"))
                    (Field::email(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
                    (Field::date(language, form, "last_day", language.pick("Laatste dag van de link", "Last day of the link")))
                    (Field::textarea(language, form, "note", language.pick("Uw vraag", "Your question"), 2).optional()
                        .hint(language.pick("Bijvoorbeeld: klopt de tabel?", "For example: is the table right?")))
                    (button(Action::Primary, language.pick("Stuur de mail", "Send the mail")))
                }))
                p class="muted" { (language.pick(
                    "Wie meeleest, ziet het concept zoals het dan is en alleen de eigen opmerkingen.",
                    "Whoever reads along sees the draft as it is then, and only their own remarks.",
                )) }
            } @else {
                p { (language.pick("Dit nummer kan niet meer veranderen. Meelezen heeft geen zin meer.", "This issue can no longer change. Reading along is of no use any more.")) }
            }
        }
    }
}

/// "3 opmerkingen van meelezers staan open", where somebody asks for approval or approves. Nothing when there are none.
pub(in crate::issues) fn warning(open: &Open, matter: Matter, language: Language) -> Markup {
    let title = match open.remarks.len() {
        0 => return html! {},
        1 => language.pick(
            "1 opmerking van een meelezer staat nog open".to_owned(),
            "1 remark of a reviewer is still open".to_owned(),
        ),
        many => language.pick(
            format!("{many} opmerkingen van meelezers staan nog open"),
            format!("{many} remarks of reviewers are still open"),
        ),
    };
    notice(
        language,
        Tone::Warn,
        &title,
        html! { p { (language.pick("U kunt verder. Lees ze eerst, of sluit wat verwerkt is. ", "You can go on. Read them first, or close what was used. "))
        a class="utrecht-link" href=(matter.reviewing()) { (language.pick("Naar de opmerkingen", "To the remarks")) } } },
    )
}

/// How reading along stands, beside the text: who reads and what is open.
pub(in crate::issues) fn beside(open: &Open, text: &Text, language: Language) -> Markup {
    let address = text.matter.reviewing();
    let readers = match (open.readers, open.ready) {
        (0, _) => language.pick("Er leest nu niemand mee.".to_owned(), "Nobody reads along now.".to_owned()),
        (1, ready) => language.pick(
            format!("Er leest 1 persoon mee, {}.", if ready == 1 { "die klaar is" } else { "nog niet klaar" }),
            format!("1 person reads along, {}.", if ready == 1 { "and is ready" } else { "not ready yet" }),
        ),
        (many, ready) => language.pick(
            format!("Er lezen {many} mensen mee; {ready} klaar."),
            format!("{many} people read along; {ready} ready."),
        ),
    };
    html! {
        section class="card stack" aria-labelledby="meelezen" {
            h2 id="meelezen" class="utrecht-heading-2" { (language.pick("Meelezen", "Reading along")) }
            p { (readers) }
            (opened(open, text, language))
            p { (link_button(Action::Secondary, &address, if open.remarks.is_empty() { language.pick("Vraag iemand om mee te lezen", "Ask somebody to read along") } else { language.pick("Beantwoord de opmerkingen", "Answer the remarks") })) }
        }
    }
}

/// The open remarks, each with a link to where it is answered.
fn opened(open: &Open, text: &Text, language: Language) -> Markup {
    let reviewing = text.matter.reviewing();
    html! {
        @for said in &open.remarks {
            div class="review-note" {
                (told(text, said, language))
                p { a class="utrecht-link" href={ (reviewing) "#opmerking-" (said.row.id) } { (language.pick("Beantwoord of sluit", "Answer or close")) span class="hidden" { (language.pick(": opmerking van ", ": remark of ")) (said.by) ", " (moment(said.row.made_at, language)) } } }
            }
        }
    }
}
