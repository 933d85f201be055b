//! Who registered for an event, for organisers.

use maud::{Markup, html};

use super::{LIST, Overview};
use crate::base::Language;
use crate::base::wall_time::{number, short_moment};
use crate::events::find::Registration;
use crate::events::papers::Row;
use crate::events::{EventApproval, EventState, RegistrationState};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, ask_form, button, file_buttons, post_section, tag,
};

/// The word for where somebody stands.
pub(in crate::events::organising) fn state(row: &Registration, language: Language) -> &'static str {
    match row.state {
        RegistrationState::Registered if row.in_at.is_some() => language.pick("binnen", "in"),
        RegistrationState::Registered => language.pick("aangemeld", "registered"),
        RegistrationState::Waiting if row.approval == EventApproval::Asked => {
            language.pick("vraagt een plaats aan", "asks for a place")
        }
        RegistrationState::Waiting => language.pick("wacht", "waits"),
        RegistrationState::Cancelled if row.approval == EventApproval::Refused => language.pick("afgewezen", "refused"),
        RegistrationState::Cancelled => language.pick("afgemeld", "cancelled"),
        RegistrationState::Replaced => language.pick("stuurde een collega", "sent a colleague"),
    }
}

/// Who registered, and adding somebody.
pub(super) fn section(the: &Overview, language: Language) -> Markup {
    let here = format!("{LIST}/{}", the.event.id);
    let many = i64::try_from(the.shown.len()).unwrap_or(i64::MAX);
    html! {
        section class="card stack" id="mensen" {
            div class="row between" {
                h2 { (language.pick("Mensen", "People")) }
                p class="small" { a href={ (here) "/papier" } { (language.pick("Badges en lijsten", "Badges and lists")) } }
            }
            (filter(the, &here, language))
            p class="small muted" role="status" {
                (number(many, language)) " " (if many == 1 { language.pick("persoon", "person") } else { language.pick("mensen", "people") })
            }
            @if the.shown.is_empty() {
                p { (language.pick("Niemand gevonden. Nog niemand aangemeld, of de keuze hierboven is te nauw.", "Nobody found. Nobody registered yet, or the choice above is too narrow.")) }
            } @else { (table(the, &here, language)) }
            @if !the.everybody.is_empty() {
                (file_buttons(language, &format!("{here}/mensen/bestand"), Some(the.everybody.len()), &[]))
                p class="small muted" {
                    (language.pick("In het bestand staat iedereen, met e-mailadressen. Het logboek vermeldt dat u het meenam.", "The file holds everybody, with e-mail addresses. The log says that you took it along."))
                }
            }
            (add(the, &here, language))
            @if the.event.state == EventState::Open && the.now < the.event.ends_at {
                p { a class="utrecht-link" href={ (here) "/mensen/lijst" } { (language.pick("Meld een lijst aan", "Register a list")) } }
            }
        }
    }
}

fn filter(the: &Overview, here: &str, language: Language) -> Markup {
    let states = [
        ("", language.pick("alle", "all")),
        ("registered", language.pick("aangemeld", "registered")),
        ("in", language.pick("binnen", "in")),
        ("uit", language.pick("nog niet binnen", "not in yet")),
        ("vraagt", language.pick("vraagt een plaats aan", "asks for a place")),
        ("waiting", language.pick("wacht", "waits")),
        ("cancelled", language.pick("afgemeld", "cancelled")),
        ("replaced", language.pick("stuurde een collega", "sent a colleague")),
    ];
    let workshops = the.programme.sessions.iter().filter(|session| session.round > 0);
    let all = std::iter::once((String::new(), language.pick("alle workshops", "all workshops").to_owned()));
    let workshops = all.chain(workshops.map(|session| (session.id.to_string(), session.label(language))));
    html! {
        (ask_form(here, "filters", html! {
            (Field::search(language, the.form, "zoek", language.pick("Naam of organisatie", "Name or organisation")))
            (Field::select(language, the.form, "stand", language.pick("Status", "Status"), states))
            (Field::select(language, the.form, "workshop", language.pick("Workshop", "Workshop"), workshops))
            (button(Action::Secondary, language.pick("Toon", "Show")))
        }))
    }
}

fn table(the: &Overview, here: &str, language: Language) -> DataTable {
    let row = |(row, chosen): &&Row| {
        let codes = chosen.iter().filter_map(|id| the.programme.session(*id));
        let codes: Vec<&str> = codes
            .map(|session| if session.code.is_empty() { session.title(language) } else { &session.code })
            .collect();
        let is_live = matches!(row.state, RegistrationState::Registered | RegistrationState::Waiting);
        let tone = match row.state {
            RegistrationState::Registered => Tone::Good,
            RegistrationState::Waiting => Tone::Warn,
            RegistrationState::Cancelled | RegistrationState::Replaced => Tone::Quiet,
        };
        let address = format!("{here}/mensen/{}/afmelden", row.id);
        vec![
            html! { (row.name) @if !row.organisation.is_empty() { br; span class="small muted" { (row.organisation) } } },
            html! { (tag(tone, state(row, language)))
            @if row.declined_at.is_some() && row.state == RegistrationState::Registered { " " (tag(Tone::Warn, language.pick("agenda zegt nee", "calendar says no"))) }
            @if let Some(at) = row.in_at { " " span class="small" { (short_moment(at, language)) } } },
            html! { (codes.join(", ")) },
            html! {
                @for question in &the.answered.questions {
                    @let answer = the.answered.answer(row.id, question.id);
                    @if !answer.is_empty() { div { span class="small muted" { (question.ask(language)) } br; (question.shown(answer, language)) } }
                }
                (row.needs)
            },
            html! { @if is_live && the.now < the.event.ends_at {
                (PostButton::new(address, language.pick("Meld af", "Cancel"), Action::Secondary).about(&row.name).small())
            } },
        ]
    };
    DataTable::new(language.pick("Mensen", "People"))
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Workshops", "Workshops"))
        .column(language.pick("Antwoorden", "Answers"))
        .column(language.pick("Doen", "Do"))
        .rows(the.shown.iter().map(row))
}

fn add(the: &Overview, here: &str, language: Language) -> Markup {
    html! {
        details class="more" open[the.open == "toevoegen"] {
            summary { (language.pick("Voeg iemand toe", "Add somebody")) }
            (post_section(&format!("{here}/mensen/nieuw"), "form", html! {
                (Field::text(language, the.form, "name", language.pick("Naam", "Name")).autocomplete("off"))
                (Field::text(language, the.form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
                (Field::text(language, the.form, "organisation", language.pick("Organisatie", "Organisation")).optional().autocomplete("off"))
                p class="small muted" { (language.pick("Diegene krijgt dezelfde mails als wie zich zelf aanmeldt. Is alles vol, dan komt diegene op de wachtlijst.", "They get the same mails as whoever registers. When all is full, they join the waiting list.")) }
                (button(Action::Secondary, language.pick("Voeg toe", "Add")))
            }))
        }
    }
}
