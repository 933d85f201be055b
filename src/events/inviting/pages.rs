//! The pages of inviting, for staff.

use maud::{Markup, html};

use super::choose::Chosen;
use super::find::{Invitation, Listed};
use crate::base::Language;
use crate::base::wall_time::{number, short_moment};
use crate::base::words::capital;
use crate::events::event::Event;
use crate::events::{EventAdmission, InvitationDue, InvitationState};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, ask_form, button, button_with, crumbs, empty_state, error_summary,
    figure_card, file_buttons, link_button, notice, page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";
const STATES: [InvitationState; 4] =
    [InvitationState::Invited, InvitationState::Reminded, InvitationState::Registered, InvitationState::Declined];

/// The word for how somebody stands who was invited.
pub(super) fn stands(of: &Listed, language: Language) -> &'static str {
    if of.is_refused { language.pick("afgewezen", "refused") } else { state(of.row.state, language) }
}

/// The word for how an invitation stands.
fn state(state: InvitationState, language: Language) -> &'static str {
    match state {
        InvitationState::Invited => language.pick("uitgenodigd", "invited"),
        InvitationState::Reminded => language.pick("herinnerd", "reminded"),
        InvitationState::Registered => language.pick("aangemeld", "registered"),
        InvitationState::Declined => language.pick("komt niet", "will not come"),
    }
}

/// What the list is drawn from.
pub(super) struct List<'a> {
    pub(super) event: &'a Event,
    pub(super) all: &'a [Listed],
    pub(super) shown: Vec<&'a Listed>,
    /// How many would be reminded now.
    pub(super) silent: i64,
    pub(super) may_invite: bool,
    pub(super) form: &'a Form,
    pub(super) said: &'a str,
}

fn whole(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn title(language: Language) -> &'static str {
    language.pick("Uitnodigingen", "Invitations")
}

/// Who was invited, and how it stands.
pub(super) fn list(frame: &Frame, the: &List) -> Markup {
    let (language, event) = (frame.language, the.event);
    let here = format!("{LIST}/{}", event.id);
    let invite = the.may_invite.then(|| {
        link_button(
            Action::Primary,
            &format!("{here}/uitnodigingen/nieuw"),
            language.pick("Nodig mensen uit", "Invite people"),
        )
    });
    staff_page(
        frame,
        title(language),
        html! {
            (crumbs(language, &[(LIST, language.pick("Bijeenkomsten", "Events")), (&here, event.title(language))], title(language)))
            (page_head(title(language), Some(event.title(language)), invite.clone()))
            (said(the.said, language))
            @if the.all.is_empty() {
                (empty_state(
                    language.pick("Nog niemand is uitgenodigd", "Nobody is invited yet"),
                    empty_words(the, language),
                    invite,
                ))
            } @else {
                (figures(the, language))
                (reminding(the, &here, language))
                (people_section(the, &here, language))
            }
        },
    )
}

fn empty_words(the: &List, language: Language) -> &'static str {
    if the.may_invite {
        language.pick(
            "Kies een overleggroep, een organisatie of een doelgroep, of plak een lijst met adressen. Iedereen krijgt een eigen link.",
            "Choose a body, an organisation or an audience, or paste a list of addresses. Everybody gets a link of their own.",
        )
    } else {
        language.pick(
            "Uitnodigen kan als de bijeenkomst is gepubliceerd en tot het aanmelden sluit.",
            "You can invite people when the event is published, and until registration closes.",
        )
    }
}

fn figures(the: &List, language: Language) -> Markup {
    let count = |state| whole(the.all.iter().filter(|one| one.row.state == state).count());
    let all = number(whole(the.all.len()), language);
    html! {
        div class="figures" {
            @for state_of in STATES {
                (figure_card(&capital(state(state_of, language)), &number(count(state_of), language), html! {
                    @match state_of {
                        InvitationState::Invited | InvitationState::Reminded => (language.pick("en geen antwoord", "and no answer")),
                        InvitationState::Registered | InvitationState::Declined => { (language.pick("van ", "of ")) (all) },
                    }
                }))
            }
        }
    }
}

fn reminding(the: &List, here: &str, language: Language) -> Markup {
    let many = number(the.silent, language);
    html! {
        section class="card stack" {
            h2 { (language.pick("Herinneren", "Reminding")) }
            @if the.silent > 0 {
                p { (language.pick(
                    "Alleen wie nog niet antwoordde krijgt een herinnering, en alleen als u op de knop drukt.",
                    "Only who did not answer gets a reminder, and only when you press the button.",
                )) }
                (PostButton::new(format!("{here}/uitnodigingen/herinner"), if the.silent == 1 {
                    language.pick("Herinner 1 persoon".to_owned(), "Remind 1 person".to_owned())
                } else { language.pick(format!("Herinner {many} mensen"), format!("Remind {many} people")) }, Action::Secondary)
                    .hidden("many", the.silent.to_string()))
            } @else {
                p class="muted" { (language.pick(
                    "Nu is er niemand om te herinneren. Dat kan een dag na de vorige mail, zolang aanmelden open is.",
                    "There is nobody to remind now. It is possible a day after the mail before, while registration is open.",
                )) }
            }
        }
    }
}

fn people_section(the: &List, here: &str, language: Language) -> Markup {
    let states = std::iter::once(("", language.pick("alle", "all")));
    let states = states.chain(STATES.map(|one| (one.word(), state(one, language))));
    let many = whole(the.shown.len());
    let page = format!("{here}/uitnodigingen");
    html! {
        section class="card stack" id="mensen" {
            div class="row between" {
                h2 { (language.pick("Wie u uitnodigde", "Whom you invited")) }
                (file_buttons(language, &format!("{page}/bestand"), None, &[]))
            }
            (ask_form(&page, "filters", html! {
                (Field::search(language, the.form, "zoek", language.pick("Naam, adres of organisatie", "Name, address or organisation")))
                (Field::select(language, the.form, "stand", language.pick("Status", "Status"), states))
                (button(Action::Secondary, language.pick("Toon", "Show")))
            }))
            p class="small muted" role="status" {
                (number(many, language)) " " (if many == 1 { language.pick("persoon", "person") } else { language.pick("mensen", "people") })
            }
            @if the.shown.is_empty() {
                p { (language.pick("Niemand gevonden: de keuze hierboven is te nauw.", "Nobody found: the choice above is too narrow.")) }
            } @else { (table(the, language)) }
        }
    }
}

fn table(the: &List, language: Language) -> DataTable {
    let row = |of: &&Listed| {
        let Listed { row, person, .. } = of;
        let tone = match row.state {
            InvitationState::Registered => Tone::Good,
            InvitationState::Invited | InvitationState::Reminded => Tone::Info,
            InvitationState::Declined => Tone::Quiet,
        };
        let address = person.as_ref().map(|person| person.address.as_str());
        let name = if row.name.is_empty() { address.unwrap_or_default() } else { &row.name };
        vec![
            html! { (name) @if let Some(address) = address.filter(|address| *address != name) { br; span class="small muted" { (address) } }
            @if address.is_none() { span class="muted" { (language.pick("gewist", "erased")) } } },
            html! { (row.organisation) },
            html! { (tag(tone, stands(of, language))) },
            html! { (last_mail(row, language)) },
            html! { @if let Some(at) = row.answered_at { (short_moment(at, language)) } },
        ]
    };
    DataTable::new(language.pick("Wie u uitnodigde", "Whom you invited"))
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Organisatie", "Organisation"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Laatste mail", "Last mail"))
        .column(language.pick("Geantwoord", "Answered"))
        .rows(the.shown.iter().map(row))
}

fn last_mail(row: &Invitation, language: Language) -> String {
    match (row.due, row.reminded_at.or(row.sent_at)) {
        (InvitationDue::Invitation | InvitationDue::Reminder, _) => {
            language.pick("gaat nu uit", "goes out now").to_owned()
        }
        (InvitationDue::Nothing, Some(at)) => short_moment(at, language),
        // Whoever answered before it went gets none.
        (InvitationDue::Nothing, None) if row.answered_at.is_some() => {
            language.pick("geantwoord zonder mail", "answered without a mail").to_owned()
        }
        (InvitationDue::Nothing, None) => language
            .pick("niet verstuurd: dit adres mag niet worden gemaild", "not sent: this address may not be written to")
            .to_owned(),
    }
}

fn said(word: &str, language: Language) -> Markup {
    let (tone, words) = match word {
        "uitgenodigd" => (Tone::Good, language.pick("De uitnodigingen gaan nu uit", "The invitations go out now")),
        "herinnerd" => (Tone::Good, language.pick("De herinneringen gaan nu uit", "The reminders go out now")),
        "ander-aantal" => (
            Tone::Warn,
            language.pick(
                "Nog niet verstuurd: het aantal is intussen veranderd. Kijk nog eens",
                "Not sent yet: the number has changed meanwhile. Look again",
            ),
        ),
        "niemand" => (
            Tone::Info,
            language.pick(
                "Er is nu niemand meer om te herinneren: de herinneringen zijn al verstuurd, of iedereen antwoordde",
                "There is nobody left to remind now: the reminders were sent already, or everybody answered",
            ),
        ),
        "te-laat" => (
            Tone::Warn,
            language.pick("Dit kan niet: aanmelden is niet open", "Not possible: registration is not open"),
        ),
        _ => return html! {},
    };
    html! { div role="status" { (notice(language, tone, words, html! {})) } }
}

/// What the page of inviting is drawn from.
pub(super) struct Inviting<'a> {
    pub(super) event: &'a Event,
    pub(super) sources: &'a [(String, String)],
    pub(super) form: &'a Form,
    /// Who would be invited, and whether that is another number than the button said.
    pub(super) preview: Option<(Chosen, bool)>,
    pub(super) is_open: bool,
}

/// Choosing whom to invite.
pub(super) fn new(frame: &Frame, the: &Inviting) -> Markup {
    let (language, form) = (frame.language, the.form);
    let title_here = language.pick("Nodig mensen uit", "Invite people");
    let here = format!("{LIST}/{}", the.event.id);
    let invitations = format!("{here}/uitnodigingen");
    let above = [
        (LIST, language.pick("Bijeenkomsten", "Events")),
        (here.as_str(), the.event.title(language)),
        (invitations.as_str(), title(language)),
    ];
    let sources = the.sources.iter().map(|(value, label)| (value.as_str(), label.as_str()));
    staff_page(
        frame,
        (title_here, form),
        html! {
            (crumbs(language, &above, title_here))
            (error_summary(language, form))
            (page_head(title_here, Some(the.event.title(language)), None))
            @if !the.is_open {
                (notice(language, Tone::Info, language.pick("Uitnodigen kan nu niet", "You cannot invite people now"), html! {
                    (language.pick("Dat kan als de bijeenkomst is gepubliceerd, tot het aanmelden sluit.", "It is possible when the event is published, until registration closes."))
                }))
            }
            (post_form(&format!("{invitations}/nieuw"), html! {
                input type="hidden" name="seen" value=(form.value("seen"));
                @if let Some(preview) = the.preview { (shown(the, preview, language)) }
                (Field::select(language, form, "source", language.pick("Wie u uitnodigt", "Whom you invite"), std::iter::once(("", "")).chain(sources))
                    .hint(language.pick("Van een doelgroep: wie een abonnement heeft. Wie al is uitgenodigd of aangemeld krijgt niets", "Of an audience: who has a subscription. Who is invited or registered already gets nothing")))
                (Field::textarea(language, form, "list", language.pick("De lijst, als u die plakt", "The list, if you paste one"), 6)
                    .hint(language.pick("Op elke regel één persoon: adres, naam, organisatie. Of zo uit Excel of Outlook", "One person on each line: address, name, organisation. Or straight from Excel or Outlook")).optional())
                (Field::textarea(language, form, "words_nl", language.pick("Wat u erbij wilt zeggen", "What else you want to say, in Dutch"), 5).optional())
                (Field::textarea(language, form, "words_en", language.pick("Wat u erbij wilt zeggen, in het Engels", "What else you want to say, in English"), 3).optional())
                p class="small muted" { (language.pick(
                    "De mail noemt zelf al wat, waar en wanneer, met een knop naar een eigen pagina om zich aan te melden of te zeggen dat men niet komt. Wie niet gemaild mag worden, krijgt niets. Wie zich voor de nieuwsbrief afmeldde, krijgt hem wel: nodig alleen mensen uit voor wie dit bedoeld is.",
                    "The mail says itself what, where and when, with a button to a page of their own to register or say that they will not come. Who may not be written to gets nothing. Who left the newsletter does get it: invite only people for whom this is meant.",
                )) }
                (button_with(if the.preview.is_some() { Action::Secondary } else { Action::Primary }, language.pick("Bekijk wie een uitnodiging krijgt", "See who gets an invitation"), ("do", "look")))
            }))
        },
    )
}

/// Why the button sent nothing: it was pressed before, or something changed since it was shown.
fn not_sent(chosen: Chosen, language: Language) -> Markup {
    let (tone, words) = match (chosen.new, chosen.invited) {
        (0, 1..) => (
            Tone::Info,
            language
                .pick("Al verstuurd: wie u koos, is al uitgenodigd", "Sent already: whom you chose is invited already"),
        ),
        (0, 0) => (
            Tone::Warn,
            language.pick(
                "Niet verstuurd: van wie u koos, krijgt nu niemand een uitnodiging",
                "Not sent: of those whom you chose nobody gets an invitation now",
            ),
        ),
        _ => (
            Tone::Warn,
            language.pick(
                "Nog niet verstuurd: de tekst of het aantal is veranderd. Kijk nog eens",
                "Not sent yet: the text or the number has changed. Look again",
            ),
        ),
    };
    notice(language, tone, words, html! {})
}

/// Who would be invited, with the button that does it.
fn shown(the: &Inviting, (chosen, is_other): (Chosen, bool), language: Language) -> Markup {
    let of = |many: usize| number(whole(many), language);
    let left_out = [
        (chosen.invited, language.pick("al uitgenodigd", "invited already")),
        (chosen.registered, language.pick("al aangemeld", "registered already")),
        (chosen.barred, language.pick("mag niet worden gemaild", "may not be written to")),
    ];
    html! {
        section class="card stack" aria-labelledby="preview" {
            h2 id="preview" tabindex="-1" data-focus { (language.pick("Wie een uitnodiging krijgt", "Who gets an invitation")) }
            @if is_other {
                div role="status" { (not_sent(chosen, language)) }
            }
            p { (language.pick(format!("{} gekozen.", of(chosen.all)), format!("{} chosen.", of(chosen.all)))) " "
                @for (many, why) in left_out.into_iter().filter(|(many, _)| *many > 0) { (of(many)) " " (why) ". " } }
            @if the.event.admission == EventAdmission::Approval {
                p { (language.pick("Wie u uitnodigt heeft uw goedkeuring: die krijgt meteen een plaats, zolang er plaats is.", "Whoever you invite has your approval: they get a place at once, while there is one.")) }
            }
            @if chosen.new > 0 && the.is_open {
                p { (button_with(Action::Primary, if chosen.new == 1 {
                    language.pick("Nodig 1 persoon uit".to_owned(), "Invite 1 person".to_owned())
                } else {
                    language.pick(format!("Nodig {} mensen uit", of(chosen.new)), format!("Invite {} people", of(chosen.new)))
                }, ("do", "send"))) }
            } @else if chosen.new == 0 {
                p role="status" { (language.pick("Er is niemand die nu een uitnodiging zou krijgen. Kies hieronder anderen.", "Nobody would get an invitation now. Choose others below.")) }
            }
        }
    }
}
