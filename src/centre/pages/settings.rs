//! The settings: particulars, publications, a test mail.

use maud::{Markup, html};

use super::fields;
use crate::base::Language;
use crate::centre::Publication;
use crate::web::components::{
    Action, DataTable, PostButton, Tone, button, button_row, crumbs, error_summary, link_button, notice, page_form,
    page_head, post_form, split, summary_list,
};
use crate::web::{Form, Frame, staff_page};

/// A field of which two people made something different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The label of the field.
    pub label: String,
    /// What stands there now.
    pub theirs: String,
    /// What this member typed.
    pub ours: String,
}

/// What the settings page shows.
pub struct Settings<'a> {
    /// The particulars, with the version that was seen.
    pub form: &'a Form,
    /// All publications.
    pub publications: &'a [Publication],
    /// What was done just now; empty for nothing.
    pub done: &'a str,
    /// What someone else changed meanwhile.
    pub differences: &'a [Difference],
}

/// The settings page.
pub fn settings(frame: &Frame, the: &Settings<'_>) -> Markup {
    let (language, form) = (frame.language, the.form);
    let title = language.pick("Instellingen", "Settings");
    staff_page(
        frame,
        (title, form),
        html! {
            (page_head(title, Some(language.pick("Wie u bent, en waarvan uw mails komen.", "Who you are, and where your mails come from.")), None))
            (done_notice(language, the.done))
            (conflict(language, the.differences))
            (error_summary(language, form))
            (split(
                page_form("/beheer/instellingen", html! {
                    section class="card stack" {
                        h2 { (language.pick("Uw centrum", "Your centre")) }
                        input type="hidden" name="version" value=(form.value("version"));
                        (fields::names(language, form))
                    }
                    section class="card stack" {
                        h2 { (language.pick("Afzenders", "Senders")) }
                        (fields::senders(language, form))
                    }
                    section class="card stack" {
                        h2 { (language.pick("Kleuren en kantoor", "Colours and office")) }
                        (fields::colours(language, form))
                        (fields::office(language, form))
                    }
                    (button(Action::Primary, language.pick("Bewaar de instellingen", "Save the settings")))
                }),
                html! {
                    (publication_list(language, the.publications))
                    (choices(language))
                    (statement(language))
                    (test_mail(language))
                    (sender_domain(language))
                },
            ))
        },
    )
}

fn done_notice(language: Language, done: &str) -> Markup {
    let said = match done {
        "bewaard" => language.pick("De instellingen zijn bewaard", "The settings were saved"),
        "uitgave" => language.pick("De uitgave is bewaard", "The publication was saved"),
        "testmail" => {
            language.pick("De testmail is onderweg naar uw mailbox", "The test mail is on its way to your mailbox")
        }
        _ => return html! {},
    };
    let next = html! {
        @if done == "testmail" {
            p { (language.pick(
                "Kijk in uw mailbox, ook bij ongewenste mail. Komt er niets? Vraag uw ICT-dienst dan wat de mailserver ermee deed.",
                "Look in your mailbox, also among unwanted mail. Does nothing come? Then ask your IT department what the mail server did with it.",
            )) }
            p { a class="utrecht-link" href="/beheer" { (language.pick("Terug naar Vandaag", "Back to Today")) } }
        }
    };
    notice(language, Tone::Good, said, next)
}

fn conflict(language: Language, differences: &[Difference]) -> Markup {
    let title = language.pick("Iemand anders wijzigde dit ook", "Someone else changed this too");
    let said = language.pick(
        "Er is niets bewaard. Hieronder ziet u wat er nu staat en wat u invulde. Pas het formulier aan waar nodig en bewaar opnieuw.",
        "Nothing was saved. Below you see what stands there now and what you filled in. Change the form where needed and save again.",
    );
    let table = DataTable::new(language.pick("Verschillen", "Differences"))
        .column(language.pick("Wat", "What"))
        .column(language.pick("Staat er nu", "Stands there now"))
        .column(language.pick("Vulde u in", "You filled in"))
        .rows(differences.iter().map(|the| vec![html! { (the.label) }, html! { (the.theirs) }, html! { (the.ours) }]));
    html! {
        @if !differences.is_empty() { (notice(language, Tone::Warn, title, html! { p { (said) } (table) })) }
    }
}

fn publication_list(language: Language, publications: &[Publication]) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Uitgaven", "Publications")) }
            ul class="todo" {
                @for publication in publications {
                    li {
                        div {
                            strong { (publication.name(language)) }
                            p { (rhythm(language, publication.row.per_year)) }
                        }
                        a class="utrecht-link" href={ "/beheer/instellingen/uitgaven/" (publication.id()) } {
                            (language.pick("Wijzig", "Change")) span class="hidden" { " " (publication.name(language)) }
                        }
                    }
                }
            }
            (link_button(Action::Secondary, "/beheer/instellingen/uitgaven/nieuw", language.pick("Voeg een uitgave toe", "Add a publication")))
        }
    }
}

fn choices(language: Language) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Onderwerpen en gebieden", "Topics and areas")) }
            p { (language.pick("Daarmee zeggen lezers waarover zij bericht willen.", "With these, readers say what they would like to hear about.")) }
            (button_row(&[
                link_button(Action::Secondary, "/beheer/instellingen/keuzes/onderwerpen", language.pick("Onderwerpen", "Topics")),
                link_button(Action::Secondary, "/beheer/instellingen/keuzes/gebieden", language.pick("Gebieden", "Areas")),
            ]))
        }
    }
}

fn rhythm(language: Language, per_year: i32) -> String {
    match per_year {
        0 => language.pick("geen vast aantal per jaar", "no fixed number a year").to_owned(),
        1 => language.pick("1 nummer per jaar", "1 issue a year").to_owned(),
        many => language.pick(format!("{many} nummers per jaar"), format!("{many} issues a year")),
    }
}

fn statement(language: Language) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Toegankelijkheid", "Accessibility")) }
            p { (language.pick("Uw website heeft een pagina die zegt hoe toegankelijk zij is. De status, de datum en het register vult u zelf in.", "Your website has a page that says how accessible it is. You fill in the status, the date and the register.")) }
            (link_button(Action::Secondary, "/beheer/instellingen/toegankelijkheid", language.pick("Wijzig de verklaring", "Change the statement")))
        }
    }
}

fn test_mail(language: Language) -> Markup {
    html! {
        section class="card" id="testmail" {
            h2 { (language.pick("Komt uw mail aan?", "Does your mail arrive?")) }
            p { (language.pick("Wij sturen een korte mail naar uw eigen adres.", "We send a short mail to your own address.")) }
            (PostButton::new("/beheer/instellingen/testmail", language.pick("Stuur een testmail naar mijzelf", "Send a test mail to myself"), Action::Secondary))
        }
    }
}

fn sender_domain(language: Language) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Herkennen ontvangers uw mail?", "Do receivers recognise your mail?")) }
            p { (language.pick("De ondertekening en de records van uw domein staan op een eigen pagina.", "Signing and the records of your domain have a page of their own.")) }
            (link_button(Action::Secondary, "/beheer/afzender", language.pick("Naar afzender en domein", "To sender and domain")))
        }
    }
}

/// The form of a publication: a new one, or one that is there.
pub fn publication_form(frame: &Frame, form: &Form, known: Option<&Publication>, domain: &str, clash: bool) -> Markup {
    let language = frame.language;
    let name = known.map(|publication| publication.name(language).to_owned());
    let title = name.unwrap_or_else(|| language.pick("Nieuwe uitgave", "New publication").to_owned());
    let action = match known {
        Some(publication) => format!("/beheer/instellingen/uitgaven/{}", publication.id()),
        None => "/beheer/instellingen/uitgaven/nieuw".to_owned(),
    };
    let save = match known {
        Some(_) => language.pick("Bewaar de uitgave", "Save the publication"),
        None => language.pick("Maak de uitgave", "Make the publication"),
    };
    staff_page(
        frame,
        (title.as_str(), form),
        html! {
            (crumbs(language, &[("/beheer/instellingen", language.pick("Instellingen", "Settings"))], &title))
            (page_head(&title, None, None))
            @if clash { (stale(language, known)) }
            (error_summary(language, form))
            section class="card" {
                (post_form(&action, html! {
                    input type="hidden" name="seen" value=(form.value("seen"));
                    (fields::publication(language, form))
                    @match known {
                        Some(publication) => (fixed(language, publication)),
                        None => (fields::publication_names(language, form, Some(domain))),
                    }
                    (fields::uncertain(language, form))
                    (button(Action::Primary, save))
                }))
            }
        },
    )
}

fn fixed(language: Language, publication: &Publication) -> Markup {
    summary_list(&[
        (language.pick("Korte naam (ligt vast)", "Short name (fixed)"), html! { (publication.row.slug) }),
        (language.pick("Kenmerk van de lijst (ligt vast)", "List id (fixed)"), html! { (publication.row.list_id) }),
    ])
}

fn stale(language: Language, known: Option<&Publication>) -> Markup {
    let Some(row) = known.map(|publication| &publication.row) else { return html! {} };
    let title = language.pick("Iemand anders wijzigde deze uitgave ook", "Someone else changed this publication too");
    notice(
        language,
        Tone::Warn,
        title,
        html! {
            p { (language.pick("Er is niets bewaard. Dit staat er nu; uw eigen tekst staat nog in het formulier.", "Nothing was saved. This stands there now; your own text is still in the form.")) }
            (summary_list(&[
                (language.pick("Naam", "Name"), html! { (row.name_nl) " / " (row.name_en) }),
                (language.pick("In het Nederlands", "In Dutch"), html! { (row.description_nl) }),
                (language.pick("In het Engels", "In English"), html! { (row.description_en) }),
                (language.pick("Aantal", "Number"), html! { (rhythm(language, row.per_year)) }),
            ]))
        },
    )
}
