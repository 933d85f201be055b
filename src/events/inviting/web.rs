//! The handlers of inviting, for staff.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::Deserialize;

use super::choose::{Chosen, Source};
use super::find::{Listed, everybody};
use super::invite::{Asked as AskedToInvite, Invited, can_invite, invite, would_invite};
use super::pages::{self, Inviting, List, stands};
use super::paste;
use super::remind::{Reminded, remind, to_remind};
use crate::app::App;
use crate::audiences;
use crate::base::Language;
use crate::base::id::{AudienceId, BodyId, EventId, OrganisationId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::short_moment;
use crate::base::words::{fold, plain_lines};
use crate::events::InvitationState;
use crate::events::event::{Event, Window};
use crate::events::making::known;
use crate::events::take_along::take_along;
use crate::staff::{Member, Posted};
use crate::store::tables::{bodies, organisations};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

const MAX_LIST: usize = 100_000;
const MAX_WORDS: usize = 4_000;

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten/{id}/uitnodigingen", editor, list)
        .get("/beheer/bijeenkomsten/{id}/uitnodigingen/nieuw", editor, new)
        .post("/beheer/bijeenkomsten/{id}/uitnodigingen/nieuw", editor, look_or_send)
        .post("/beheer/bijeenkomsten/{id}/uitnodigingen/herinner", editor, remind_them)
        .post("/beheer/bijeenkomsten/{id}/uitnodigingen/bestand", editor, export)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
    zoek: String,
    stand: String,
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    let (on, now) = (app.store.read(), app.clock.now());
    let all = everybody(on, event.id).await?;
    let words = fold(question.zoek.trim());
    let wanted = InvitationState::from_word(&question.stand);
    let shown = all.iter().filter(|Listed { row, person, .. }| {
        let address = person.as_ref().map(|person| person.address.as_str()).unwrap_or_default();
        let found =
            [row.name.as_str(), row.organisation.as_str(), address].into_iter().any(|text| fold(text).contains(&words));
        wanted.is_none_or(|state| row.state == state) && (words.is_empty() || found)
    });
    let form = Form::with(&[("zoek", &question.zoek), ("stand", &question.stand)]);
    let silent = if event.window(now) == Window::Open { to_remind(&app, event.id).await? } else { 0 };
    let list = List {
        event: &event,
        all: &all,
        shown: shown.collect(),
        silent,
        may_invite: can_invite(event.window(now)),
        form: &form,
        said: &question.gedaan,
    };
    Ok(pages::list(&frame, &list))
}

async fn new(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    let form = Form::with(&[("words_nl", &event.invite_nl), ("words_en", &event.invite_en)]);
    draw(&app, &frame, &event, (&form, None)).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    event: &Event,
    (form, preview): (&Form, Option<(Chosen, bool)>),
) -> Result<Markup, Failure> {
    let sources = sources(app, frame.language).await?;
    let is_open = can_invite(event.window(app.clock.now()));
    Ok(pages::new(frame, &Inviting { event, sources: &sources, form, preview, is_open }))
}

/// What one can choose from, each with its word.
async fn sources(app: &App, language: Language) -> Result<Vec<(String, String)>, Failure> {
    let on = app.store.read();
    let mut all = vec![("list".to_owned(), language.pick("Een lijst die ik plak", "A list that I paste").to_owned())];
    let bodies = bodies::Entity::find()
        .filter(bodies::Column::EndedAt.is_null())
        .order_by_asc(bodies::Column::NameKey)
        .all(on)
        .await?;
    let of_body = language.pick("Overleggroep", "Body");
    all.extend(bodies.into_iter().map(|one| (format!("body-{}", one.id), format!("{of_body}: {}", one.name))));
    for one in audiences::all(on).await? {
        all.push((
            format!("audience-{}", one.row.id),
            format!("{}: {}", language.pick("Doelgroep", "Audience"), one.row.name),
        ));
    }
    let organisations = organisations::Entity::find()
        .filter(organisations::Column::EndedAt.is_null())
        .order_by_asc(organisations::Column::NameKey)
        .all(on)
        .await?;
    let of_organisation = language.pick("Organisatie", "Organisation");
    all.extend(
        organisations
            .into_iter()
            .map(|one| (format!("organisation-{}", one.id), format!("{of_organisation}: {}", one.name))),
    );
    Ok(all)
}

fn read(form: &mut Form, language: Language) -> Option<AskedToInvite> {
    let source = form.read("source", |text| {
        let wanted = language.pick("Kies wie u uitnodigt", "Choose whom you invite");
        source_of(text).ok_or_else(|| wanted.to_owned())
    });
    let too_long = language
        .pick("Maak deze tekst korter: hoogstens 4.000 tekens", "Make this text shorter: at most 4,000 characters");
    let words_nl = form.up_to("words_nl", too_long, MAX_WORDS).map(|text| plain_lines(&text));
    let words_en = form.up_to("words_en", too_long, MAX_WORDS).map(|text| plain_lines(&text));
    let source = match source? {
        Source::List(_) => Source::List(pasted(form, language)?),
        other => other,
    };
    form.is_clean().then_some(AskedToInvite { source, words: [words_nl?, words_en?] })
}

fn pasted(form: &mut Form, language: Language) -> Option<Vec<super::Pasted>> {
    let missing = language.pick("Plak de adressen, op elke regel één", "Paste the addresses, one on each line");
    let too_long =
        language.pick("Deze lijst is te lang: hoogstens 1.000 mensen", "This list is too long: at most 1,000 people");
    let text = form.words("list", MAX_LIST, missing, too_long)?;
    match paste::read(&text) {
        Ok(people) if people.len() > paste::MOST => form.fault("list", too_long),
        Ok(people) if people.is_empty() => form.fault("list", missing),
        Ok(people) => return Some(people),
        Err(lines) => {
            let some = lines.iter().take(10).map(usize::to_string).collect::<Vec<_>>().join(", ");
            form.fault(
                "list",
                language.pick(
                    format!("Op deze regels staat geen goed e-mailadres: {some}"),
                    format!("There is no good e-mail address on these lines: {some}"),
                ),
            );
        }
    }
    None
}

fn source_of(text: &str) -> Option<Source> {
    if text == "list" {
        return Some(Source::List(Vec::new()));
    }
    let (kind, id) = text.split_once('-')?;
    let id = id.parse().ok()?;
    match kind {
        "body" => Some(Source::Body(BodyId(id))),
        "audience" => Some(Source::Audience(AudienceId(id))),
        "organisation" => Some(Source::Organisation(OrganisationId(id))),
        _ => None,
    }
}

/// What was looked at: when it is another by the time of sending, it is shown again.
fn seen(form: &Form, chosen: Chosen) -> String {
    let fields = ["source", "list", "words_nl", "words_en"].map(|field| form.trimmed(field)).join("\n");
    sha256_hex(format!("{}\n{fields}", chosen.new).as_bytes())
}

async fn look_or_send(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let Some(asked) = read(&mut form, frame.language) else {
        let page = draw(&app, &frame, &event, (&form, None)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let here = format!("/beheer/bijeenkomsten/{}/uitnodigingen", event.id);
    let wants_to_send = form.value("do") == "send";
    let mut chosen = would_invite(&app, event.id, &asked.source).await?;
    if wants_to_send && form.value("seen") == seen(&form, chosen) {
        match invite(&app, member.id, event.id, (&asked, chosen.new)).await? {
            Invited::Done(_) => return Ok(Redirect::to(&format!("{here}?gedaan=uitgenodigd")).into_response()),
            Invited::NotNow => return Ok(Redirect::to(&format!("{here}?gedaan=te-laat")).into_response()),
            Invited::OthersFirst => form.fault(
                "words_nl",
                frame.language.pick(
                    "De vorige uitnodigingen gaan nu uit, met hun eigen tekst. Probeer het over een minuut opnieuw",
                    "The invitations before are going out, with their own text. Try again in a minute",
                ),
            ),
            Invited::Other(others) => chosen = others,
        }
    }
    form.set("seen", seen(&form, chosen));
    let is_other = wants_to_send && form.is_clean();
    let page = draw(&app, &frame, &event, (&form, Some((chosen, is_other)))).await?;
    let status = if wants_to_send { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, page).into_response())
}

async fn remind_them(
    State(app): State<App>,
    member: Member,
    Path(id): Path<EventId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let many = form.trimmed("many").parse().map_err(|_| Failure::Unreadable)?;
    let said = match remind(&app, member.id, event.id, many).await? {
        Reminded::Done(_) => "herinnerd",
        Reminded::OtherNumber(0) => "niemand",
        Reminded::OtherNumber(_) => "ander-aantal",
        Reminded::NotNow => "te-laat",
    };
    Ok(Redirect::to(&format!("/beheer/bijeenkomsten/{}/uitnodigingen?gedaan={said}", event.id)).into_response())
}

/// `POST …/uitnodigingen/bestand`
async fn export((State(app), frame, member, Path(id), Filled(form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let language = frame.language;
    let dutch = ["Naam", "E-mailadres", "Organisatie", "Status", "Uitgenodigd op", "Herinnerd op", "Geantwoord op"];
    let english = ["Name", "E-mail address", "Organisation", "State", "Invited on", "Reminded on", "Answered on"];
    let mut lines = vec![language.pick(dutch, english).map(str::to_owned).to_vec()];
    for listed in everybody(app.store.read(), event.id).await? {
        let Listed { row, person, .. } = &listed;
        let at = |moment: Option<_>| moment.map(|at| short_moment(at, language)).unwrap_or_default();
        lines.push(vec![
            row.name.clone(),
            person.as_ref().map(|person| person.address.clone()).unwrap_or_default(),
            row.organisation.clone(),
            stands(&listed, language).to_owned(),
            at(row.sent_at),
            at(row.reminded_at),
            at(row.answered_at),
        ]);
    }
    take_along(&app, member.id, event.id, ("uitnodigingen", form.trimmed("kind"), lines)).await
}
