//! The people of an event: who they are and where they stand, page by page.

use maud::{Markup, html};

use super::{LIST, Overview, done, events_word};
use crate::base::wall_time::{number, short_moment};
use crate::base::{Instant, Language};
use crate::events::event::Event;
use crate::events::find::{Programme, Registration};
use crate::events::organising::narrowed::Narrowed;
use crate::events::organising::order::Order;
use crate::events::organising::stand::Stand;
use crate::events::papers::Row;
use crate::events::{AnsweredQuestions, EventApproval, EventState, RegistrationState};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, ask_form, button, crumbs, empty_state, error_summary, file_buttons,
    link_button, page_head, pager, post_section, tabs, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What the page is drawn from.
pub(in crate::events::organising) struct People<'a> {
    pub(in crate::events::organising) event: &'a Event,
    pub(in crate::events::organising) programme: &'a Programme,
    /// What was asked and answered.
    pub(in crate::events::organising) answered: &'a AnsweredQuestions,
    pub(in crate::events::organising) narrowed: &'a Narrowed,
    /// How many stand where, among those of the search.
    pub(in crate::events::organising) counts: &'a [(Stand, usize)],
    /// Those of this page.
    pub(in crate::events::organising) rows: &'a [Row],
    /// How many people there are, whatever is asked.
    pub(in crate::events::organising) many_in_all: usize,
    /// How many were found.
    pub(in crate::events::organising) found: usize,
    /// How many of those come before this page.
    pub(in crate::events::organising) begin: usize,
    /// Where the pages before and after this one are.
    pub(in crate::events::organising) previous: Option<String>,
    pub(in crate::events::organising) next: Option<String>,
    /// The form of adding somebody that came back.
    pub(in crate::events::organising) form: &'a Form,
    pub(in crate::events::organising) said: &'a str,
    pub(in crate::events::organising) now: Instant,
}

impl People<'_> {
    fn here(&self) -> String {
        format!("{LIST}/{}/mensen", self.event.id)
    }
}

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

fn stands(row: &Registration, language: Language) -> Markup {
    let tone = match row.state {
        RegistrationState::Registered => Tone::Good,
        RegistrationState::Waiting => Tone::Warn,
        RegistrationState::Cancelled | RegistrationState::Replaced => Tone::Quiet,
    };
    tag(tone, state(row, language))
}

fn people_of(many: usize, language: Language) -> String {
    let word = if many == 1 { language.pick("persoon", "person") } else { language.pick("mensen", "people") };
    format!("{} {word}", count(many, language))
}

fn count(many: usize, language: Language) -> String {
    number(i64::try_from(many).unwrap_or(i64::MAX), language)
}

/// "Mensen"
pub(in crate::events::organising) fn page(frame: &Frame, the: &People) -> Markup {
    let language = frame.language;
    let (title, event) = (language.pick("Mensen", "People"), the.event.title(language));
    let up = format!("{LIST}/{}", the.event.id);
    staff_page(
        frame,
        (title, the.form),
        html! {
            (crumbs(language, &[(LIST, events_word(language)), (&up, event)], title))
            (page_head(title, Some(&format!("{event}, {}", the.event.days(language))), Some(actions(the, language))))
            (done(the.said, language))
            (error_summary(language, the.form))
            @if the.many_in_all == 0 {
                (empty_state(
                    language.pick("Nog niemand aangemeld", "Nobody registered yet"),
                    language.pick("Wie zich aanmeldt, staat hier meteen. U kunt ook zelf iemand toevoegen.", "Whoever registers stands here at once. You can also add somebody yourself."),
                    None,
                ))
            } @else { (found(the, language)) }
            (add(the, language))
        },
    )
}

fn actions(the: &People, language: Language) -> Markup {
    let takes = the.event.state == EventState::Open && the.now < the.event.ends_at;
    html! {
        @if takes { (link_button(Action::Secondary, "#toevoegen", language.pick("Voeg iemand toe", "Add somebody"))) }
        @if takes { (link_button(Action::Secondary, &format!("{}/lijst", the.here()), language.pick("Meld een lijst aan", "Register a list"))) }
        (link_button(Action::Secondary, &format!("{LIST}/{}/papier", the.event.id), language.pick("Badges en lijsten", "Badges and lists")))
    }
}

/// Those who were found, with the ways to narrow them and to go on.
fn found(the: &People, language: Language) -> Markup {
    let (here, narrowed) = (the.here(), the.narrowed);
    html! {
        (where_they_stand(the.counts, (narrowed, &here), Some(narrowed.stand), language))
        (filter(the, language))
        div class="row between" {
            p class="small muted" role="status" { (people_of(the.found, language)) @if the.rows.len() < the.found && !the.rows.is_empty() {
                (language.pick(", hier ", ", here ")) (count(the.begin + 1, language)) (language.pick(" tot en met ", " to ")) (count(the.begin + the.rows.len(), language))
            } }
            (write_to(the, language))
        }
        @if the.rows.is_empty() {
            (empty_state(
                language.pick("Niemand gevonden", "Nobody found"),
                language.pick("Zoek op een ander woord, of kies iets anders.", "Search for another word, or choose otherwise."),
                Some(link_button(Action::Secondary, &here, language.pick("Wis het filter en toon iedereen", "Clear the filter and show everybody"))),
            ))
        } @else {
            (table(the, language))
            (pager(language, the.previous.as_deref(), the.next.as_deref()))
        }
        section class="stack" aria-label=(language.pick("Als bestand", "As a file")) {
            (file_buttons(language, &format!("{here}/bestand"), Some(the.many_in_all), &[]))
            p class="small muted" {
                (language.pick("In het bestand staat iedereen, met e-mailadressen. Het logboek vermeldt dat u het meenam.", "The file holds everybody, with e-mail addresses. The log says that you took it along."))
            }
        }
    }
}

/// Where they stand, each with how many do. Where nobody stands is left out.
fn where_they_stand(
    counts: &[(Stand, usize)],
    (narrowed, here): (&Narrowed, &str),
    current: Option<Stand>,
    language: Language,
) -> Markup {
    let is_shown = |stand, many| many > 0 || stand == Stand::All || Some(stand) == current;
    let links = counts.iter().filter(|(stand, many)| is_shown(*stand, *many)).map(|(stand, many)| {
        (narrowed.address(here, *stand, &[]), format!("{} {}", stand.label(language), count(*many, language)))
    });
    let links: Vec<(String, String)> = links.collect();
    let links: Vec<_> = links.iter().map(|(href, text)| (href.as_str(), text.as_str())).collect();
    let current = current.map(|stand| narrowed.address(here, stand, &[])).unwrap_or_default();
    tabs(language.pick("Status", "State"), &links, &current)
}

fn filter(the: &People, language: Language) -> Markup {
    let form = &the.narrowed.form;
    let workshops: Vec<_> = the.programme.sessions.iter().filter(|session| session.round > 0).collect();
    let all = std::iter::once((String::new(), language.pick("alle workshops", "all workshops").to_owned()));
    let options = all.chain(workshops.iter().map(|session| (session.id.to_string(), session.label(language))));
    let orders = [
        (Order::Name.word(), language.pick("op achternaam", "by surname")),
        (Order::Newest.word(), language.pick("nieuwste eerst", "newest first")),
    ];
    html! {
        (ask_form(&the.here(), "filters", html! {
            @if the.narrowed.stand != Stand::All { input type="hidden" name="stand" value=(the.narrowed.stand.word()); }
            (Field::search(language, form, "zoek", language.pick("Naam of organisatie", "Name or organisation")))
            @if !workshops.is_empty() { (Field::select(language, form, "workshop", language.pick("Workshop", "Workshop"), options)) }
            (Field::select(language, form, "volgorde", language.pick("Volgorde", "Order"), orders))
            (button(Action::Secondary, language.pick("Toon", "Show")))
        }))
    }
}

/// The way to a mail to those who are shown, where that is a mail one can write.
fn write_to(the: &People, language: Language) -> Markup {
    let whom = the.narrowed.stand.whom().filter(|_| the.narrowed.words.is_empty() && the.found > 0);
    let Some(whom) = whom.filter(|_| the.event.state != EventState::Draft) else { return html! {} };
    let session = the.narrowed.workshop.map(|id| id.to_string()).unwrap_or_default();
    let asked = Form::with(&[("voor", whom.word()), ("workshop", &session)]);
    let at = asked.address(&format!("{LIST}/{}/mails/nieuw", the.event.id), &[]);
    html! { p class="small" { a class="utrecht-link" href=(at) { (language.pick("Schrijf deze mensen een mail", "Write these people a mail")) } } }
}

fn table(the: &People, language: Language) -> DataTable {
    DataTable::new(language.pick("Mensen", "People"))
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Workshops", "Workshops"))
        .column(language.pick("Antwoorden", "Answers"))
        .column(language.pick("Aangemeld", "Registered"))
        .column(language.pick("Doen", "Do"))
        .rows(the.rows.iter().map(|row| cells(the, row, language)))
}

fn cells(the: &People, (row, chosen): &Row, language: Language) -> Vec<Markup> {
    let codes = chosen.iter().filter_map(|id| the.programme.session(*id));
    let codes: Vec<&str> =
        codes.map(|session| if session.code.is_empty() { session.title(language) } else { &session.code }).collect();
    let is_live = matches!(row.state, RegistrationState::Registered | RegistrationState::Waiting);
    vec![
        html! { (row.name) @if !row.organisation.is_empty() { br; span class="small muted" { (row.organisation) } } },
        html! { (stands(row, language))
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
        html! { span class="small" { (short_moment(row.made_at, language)) } },
        html! { @if is_live && the.now < the.event.ends_at { (take_off(the, row, language)) } },
    ]
}

/// Takes the list along, so that one goes on where one was.
fn take_off(the: &People, row: &Registration, language: Language) -> PostButton {
    let narrowed = the.narrowed;
    let address = format!("{}/{}/afmelden", the.here(), row.id);
    let off = PostButton::new(address, language.pick("Meld af", "Cancel"), Action::Secondary).about(&row.name).small();
    let fields = narrowed.form.names().map(|name| (name, narrowed.form.value(name)));
    let fields = fields
        .chain([("stand", narrowed.stand.word()), ("na", narrowed.after.as_str())])
        .filter(|(_, value)| !value.is_empty());
    fields.fold(off, |off, (name, value)| off.hidden(name, value))
}

fn add(the: &People, language: Language) -> Markup {
    html! {
        details class="more" id="toevoegen" open[!the.form.is_clean() || the.many_in_all == 0] {
            summary { (language.pick("Voeg iemand toe", "Add somebody")) }
            (post_section(&format!("{}/nieuw", the.here()), "form", html! {
                (Field::text(language, the.form, "name", language.pick("Naam", "Name")).autocomplete("off"))
                (Field::text(language, the.form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
                (Field::text(language, the.form, "organisation", language.pick("Organisatie", "Organisation")).optional().autocomplete("off"))
                p class="small muted" { (language.pick("Diegene krijgt dezelfde mails als wie zich zelf aanmeldt. Is alles vol, dan komt diegene op de wachtlijst.", "They get the same mails as whoever registers. When all is full, they join the waiting list.")) }
                (button(Action::Secondary, language.pick("Voeg toe", "Add")))
            }))
        }
    }
}

/// How many the page of the event shows of those who registered last.
const LAST: usize = 5;

/// Who registered, in short, on the page of the event.
pub(super) fn section(the: &Overview, language: Language) -> Markup {
    let here = format!("{LIST}/{}/mensen", the.event.id);
    let many = |stand: Stand| the.everybody.iter().filter(|(row, _)| stand.holds(row)).count();
    let counts = Stand::ALL.map(|stand| (stand, many(stand)));
    let mut last: Vec<&Registration> = the.everybody.iter().map(|(row, _)| row).collect();
    last.sort_by_key(|row| std::cmp::Reverse((row.made_at, row.id)));
    last.truncate(LAST);
    let table = DataTable::new(language.pick("Laatst aangemeld", "Registered last"))
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Aangemeld", "Registered"))
        .rows(last.iter().map(|row| {
            vec![
                html! { (row.name) @if !row.organisation.is_empty() { br; span class="small muted" { (row.organisation) } } },
                stands(row, language),
                html! { (short_moment(row.made_at, language)) },
            ]
        }));
    html! {
        section class="card stack" id="mensen" {
            div class="row between" {
                h2 { (language.pick("Mensen", "People")) }
                p class="small" { a href={ (LIST) "/" (the.event.id) "/papier" } { (language.pick("Badges en lijsten", "Badges and lists")) } }
            }
            (where_they_stand(&counts, (&Narrowed::default(), &here), None, language))
            (ask_form(&here, "filters", html! {
                (Field::search(language, &Form::empty(), "zoek", language.pick("Naam of organisatie", "Name or organisation")))
                (button(Action::Secondary, language.pick("Zoek", "Search")))
            }))
            @if !last.is_empty() {
                h3 { (language.pick("Laatst aangemeld", "Registered last")) }
                (table)
            }
            div class="row" {
                (link_button(Action::Secondary, &here, &language.pick(format!("Toon {}", people_of(the.everybody.len(), language)), format!("Show {}", people_of(the.everybody.len(), language)))))
                @if the.event.state == EventState::Open && the.now < the.event.ends_at {
                    (link_button(Action::Secondary, &format!("{here}#toevoegen"), language.pick("Voeg iemand toe", "Add somebody")))
                    (link_button(Action::Secondary, &format!("{here}/lijst"), language.pick("Meld een lijst aan", "Register a list")))
                }
            }
        }
    }
}
