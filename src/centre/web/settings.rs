//! The settings.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::base::id::PublicationId;
use crate::base::secrets::sha256_hex;
use crate::base::{EmailAddress, Language};
use crate::centre::change::{Changed, change};
use crate::centre::publish::{self, Added};
use crate::centre::{Centre, Publication, current, filled, pages, publications, test_mail, texts};
use crate::staff::Member;
use crate::store;
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// What stands behind the question mark of the settings.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    klaar: String,
}

/// `GET /beheer/instellingen`
pub(super) async fn page(
    State(app): State<App>,
    frame: Frame,
    Asked(done): Asked<Done>,
) -> Result<impl IntoResponse, Failure> {
    let centre = centre_of(&app).await?;
    draw(&app, &frame, &form_of(&centre), &done.klaar, &[]).await
}

/// `POST /beheer/instellingen`
pub(super) async fn save(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let Some(the) = filled::particulars(&mut form, frame.language) else {
        let page = draw(&app, &frame, &form, "", &[]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let seen = form.trimmed("version").parse().map_err(|_| Failure::Unreadable)?;
    match change(&app, member.id, seen, &the).await? {
        Changed::Done => Ok(Redirect::to("/beheer/instellingen?klaar=bewaard").into_response()),
        Changed::Conflict => {
            let now = centre_of(&app).await?;
            let differences = differences(&form, &form_of(&now), frame.language);
            if differences.is_empty() {
                // The same form sent twice: it is already as they want it.
                return Ok(Redirect::to("/beheer/instellingen?klaar=bewaard").into_response());
            }
            form.set("version", now.row.version.to_string());
            let page = draw(&app, &frame, &form, "", &differences).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// `POST /beheer/instellingen/testmail`
pub(super) async fn test_mail(State(app): State<App>, member: Member) -> Result<impl IntoResponse, Failure> {
    let key = sha256_hex(format!("testmail:{}", member.id).as_bytes());
    let window = Duration::from_mins(10);
    if let Some(wait) = store::take(&app.store, &key, 5, window, app.clock.now()).await? {
        return Err(Failure::TooMany(wait));
    }
    if test_mail::post_test_mail(&app, &member).await? {
        return Ok(Redirect::to("/beheer/instellingen?klaar=testmail"));
    }
    Err(Failure::NotFound)
}

/// `GET /beheer/instellingen/uitgaven/nieuw`
pub(super) async fn new_publication(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    let domain = domain_of(&centre_of(&app).await?);
    Ok(pages::publication_form(&frame, &Form::empty(), None, &domain, false))
}

/// `POST /beheer/instellingen/uitgaven/nieuw`
pub(super) async fn add_publication(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let domain = domain_of(&centre_of(&app).await?);
    if let Some(new) = filled::new_publication(&mut form, frame.language, Some(&domain)) {
        match publish::add_publication(&app, member.id, &new).await? {
            Added::Done(_) => return Ok(Redirect::to("/beheer/instellingen?klaar=uitgave").into_response()),
            Added::Taken => form.fault("slug", texts::slug_taken(frame.language)),
        }
    }
    let page = pages::publication_form(&frame, &form, None, &domain, false);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /beheer/instellingen/uitgaven/{id}`
pub(super) async fn publication(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<PublicationId>,
) -> Result<impl IntoResponse, Failure> {
    let known = publication_of(&app, id).await?;
    Ok(pages::publication_form(&frame, &publication_form_of(&known), Some(&known), "", false))
}

/// `POST /beheer/instellingen/uitgaven/{id}`
pub(super) async fn save_publication(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<PublicationId>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let known = publication_of(&app, id).await?;
    let done = || Redirect::to("/beheer/instellingen?klaar=uitgave").into_response();
    let Some(about) = filled::about(&mut form, frame.language) else {
        let page = pages::publication_form(&frame, &form, Some(&known), "", false);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let was = form.trimmed("seen").to_owned();
    match publish::change_publication(&app, member.id, known.id(), &was, &about).await? {
        None => Err(Failure::NotFound),
        Some(Changed::Done) => Ok(done()),
        Some(Changed::Conflict) => {
            let known = publication_of(&app, id).await?;
            if about.is_as(&known.row) {
                return Ok(done());
            }
            form.set("seen", publish::seen(&known.row));
            let page = pages::publication_form(&frame, &form, Some(&known), "", true);
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

async fn draw(
    app: &App,
    frame: &Frame,
    form: &Form,
    done: &str,
    differences: &[pages::Difference],
) -> Result<impl IntoResponse + use<>, Failure> {
    let publications = publications(app.store.read()).await?;
    Ok(pages::settings(frame, &pages::Settings { form, publications: &publications, done, differences }))
}

async fn centre_of(app: &App) -> Result<Centre, Failure> {
    current(app.store.read()).await?.ok_or(Failure::NotFound)
}

async fn publication_of(app: &App, id: PublicationId) -> Result<Publication, Failure> {
    crate::centre::publication(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// The domain of the sender of publications, which completes a list id.
fn domain_of(centre: &Centre) -> String {
    EmailAddress::parse(&centre.row.sender_address).map(|address| address.domain().to_owned()).unwrap_or_default()
}

fn form_of(centre: &Centre) -> Form {
    let row = &centre.row;
    let version = row.version.to_string();
    Form::with(&[
        ("version", &version),
        ("name_nl", &row.name_nl),
        ("name_en", &row.name_en),
        ("postal_address", &row.postal_address),
        ("contact_address", &row.contact_address),
        ("sender_name", &row.sender_name),
        ("sender_address", &row.sender_address),
        ("letter_address", &row.letter_address),
        ("reply_address", &row.reply_address),
        ("brand", &row.brand),
        ("accent", &row.accent),
        ("one_person_office", if row.one_person_office { "yes" } else { "" }),
    ])
}

fn publication_form_of(known: &Publication) -> Form {
    let row = &known.row;
    let (per_year, seen) = (row.per_year.to_string(), publish::seen(row));
    Form::with(&[
        ("seen", &seen),
        ("publication_nl", &row.name_nl),
        ("publication_en", &row.name_en),
        ("description_nl", &row.description_nl),
        ("description_en", &row.description_en),
        ("per_year", &per_year),
        ("on_uncertain", row.on_uncertain.word()),
    ])
}

/// The fields in which what was typed differs from what is.
fn differences(ours: &Form, theirs: &Form, language: Language) -> Vec<pages::Difference> {
    let labels = [
        ("name_nl", language.pick("Naam in het Nederlands", "Name in Dutch")),
        ("name_en", language.pick("Naam in het Engels", "Name in English")),
        ("postal_address", language.pick("Postadres", "Postal address")),
        ("contact_address", language.pick("Contactadres", "Contact address")),
        ("sender_name", language.pick("Naam van de afzender", "Name of the sender")),
        ("sender_address", language.pick("Adres van uitgaven", "Address of publications")),
        ("letter_address", language.pick("Adres van brieven", "Address of letters")),
        ("reply_address", language.pick("Adres voor antwoorden", "Address for answers")),
        ("brand", language.pick("Huiskleur", "Brand colour")),
        ("accent", language.pick("Accentkleur", "Accent colour")),
        ("one_person_office", language.pick("Eenpersoonskantoor", "One-person office")),
    ];
    let shown = |form: &Form, field: &str| {
        let text = form.trimmed(field).replace("\r\n", "\n");
        match (field, text.as_str()) {
            ("one_person_office", "yes") => language.pick("ja", "yes").to_owned(),
            ("one_person_office", _) => language.pick("nee", "no").to_owned(),
            _ => text,
        }
    };
    labels
        .into_iter()
        .map(|(field, label)| (label.to_owned(), shown(theirs, field), shown(ours, field)))
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(label, theirs, ours)| pages::Difference { label, theirs, ours })
        .collect()
}
