//! The pages of images, and the files themselves.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;

use super::describe::ALT;
use super::take::NAME;
use super::{
    Described, Focus, Image, LARGEST, Refusal, Removed, Said, Size, Taken, describe, load, make_logo, pages, remove,
    take, texts,
};
use crate::app::App;
use crate::base::Language;
use crate::base::id::MediaId;
use crate::base::work::SHELF;
use crate::staff::{self, Member, Posted};
use crate::web::upload::upload as receive;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The pages of this room.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/beelden", editor, library)
        .get("/beheer/beelden/nieuw", editor, new)
        .post("/beheer/beelden/nieuw", editor, upload)
        .get("/beheer/beelden/{id}", editor, show)
        .post("/beheer/beelden/{id}", editor, save)
        .post("/beheer/beelden/{id}/weg", editor, take_away)
        .post("/beheer/beelden/{id}/logo", Access::Administrator, logo)
        .machine_get("/beheer/beelden/{id}/bestand", editor, its_file)
        .machine_get("/beeld/{name}", Access::Anyone, file)
}

/// What may stand behind the question mark. Everything is read leniently.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    zoek: String,
    zonder: String,
    na: String,
    gedaan: String,
}

async fn known(app: &App, id: MediaId) -> Result<Image, Failure> {
    load(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

fn to(id: MediaId, said: &str) -> Response {
    Redirect::to(&format!("/beheer/beelden/{id}?gedaan={said}")).into_response()
}

/// `GET /beheer/beelden`
async fn library(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let undecided = !question.zonder.is_empty();
    let asked = (question.zoek.as_str(), undecided);
    let page = super::library(app.store.read(), asked, question.na.parse().ok()).await?;
    let form = Form::with(&[("zoek", &question.zoek), ("zonder", if undecided { "ja" } else { "" })]);
    Ok(pages::library(&frame, &form, &page, texts::said(&question.gedaan, frame.language)))
}

/// `GET /beheer/beelden/nieuw`
async fn new(frame: Frame) -> impl IntoResponse {
    pages::new(&frame, &Form::empty())
}

/// Takes a file in. A script that asks for JSON is told in JSON.
async fn upload(State(app): State<App>, member: Member, frame: Frame, request: Request) -> Result<Response, Failure> {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let is_script = accepts.is_some_and(|accept| accept.contains("application/json"));
    let language = frame.language;
    let fault = match receive(request, LARGEST).await?.file {
        None => language.pick("Kies een bestand.", "Choose a file.").to_owned(),
        Some((name, bytes)) => match take(&app, member.id, &name, bytes).await? {
            Taken::New { id, .. } | Taken::Known(id) if is_script => return told(&app, id, language).await,
            Taken::New { id, moved } => return Ok(to(id, if moved { "eerste-beeld" } else { "geplaatst" })),
            Taken::Known(id) => return Ok(to(id, "bekend")),
            Taken::Refused(refusal) => texts::refusal(refusal, language),
            Taken::NoRoom => texts::no_room(language).to_owned(),
        },
    };
    if is_script {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, as_json(&json!({ "fault": fault }))).into_response());
    }
    let mut form = Form::empty();
    form.fault("file", fault);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::new(&frame, &form)).into_response())
}

async fn told(app: &App, id: MediaId, language: Language) -> Result<Response, Failure> {
    let image = load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let shown = image.shown(Size::Wide).ok_or(Failure::NotFound)?;
    let told = json!({
        "id": id, "alt": shown.alt, "decided": shown.decided, "address": shown.address(""),
        "width": shown.width, "height": shown.height, "name": image.row.name, "language": language.tag(),
    });
    Ok(as_json(&told).into_response())
}

fn as_json(told: &serde_json::Value) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], told.to_string())
}

/// `GET /beheer/beelden/{id}`
async fn show(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MediaId>,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let image = known(&app, id).await?;
    let form = form_of(&image);
    drawn(&app, &frame, &member, (&image, &form), texts::said(&question.gedaan, frame.language)).await
}

async fn drawn(
    app: &App,
    frame: &Frame,
    member: &Member,
    (image, form): (&Image, &Form),
    said: Option<(crate::web::components::Tone, &'static str)>,
) -> Result<maud::Markup, Failure> {
    let names = staff::names(app.store.read()).await?;
    let around = pages::Around {
        by: names.get(&image.row.made_by).map_or("", String::as_str),
        may_be_logo: staff::may(Some(member), Access::Administrator),
        said,
    };
    Ok(pages::one(frame, form, image, &around))
}

fn form_of(image: &Image) -> Form {
    let row = &image.row;
    Form::with(&[
        ("name", &row.name),
        ("alt", &row.alt),
        ("decorates", if row.decorative_at.is_some() { "ja" } else { "" }),
        ("focus", &format!("{}-{}", row.focus_x, row.focus_y)),
        ("version", &row.version.to_string()),
    ])
}

/// Saves what there is to see, and what stays in view.
async fn save((State(app), frame, member, Path(id), Filled(mut form)): Posted<MediaId>) -> Result<Response, Failure> {
    let image = known(&app, id).await?;
    let (id, language) = (image.row.id, frame.language);
    let from = form.version()?;
    let name = form.words(
        "name",
        NAME,
        language.pick("Geef het beeld een naam.", "Give the image a name."),
        language.pick("De naam is te lang.", "The name is too long."),
    );
    let alt = form.up_to(
        "alt",
        language.pick(
            "Houd de beschrijving onder de 300 tekens: een zin of twee.",
            "Keep the description below 300 characters: a sentence or two.",
        ),
        ALT,
    );
    let decorates = form.is_ticked("decorates", "ja");
    if decorates && alt.as_deref().is_some_and(|alt| !alt.trim().is_empty()) {
        form.fault(
            "alt",
            language
                .pick("Kies: een beschrijving, of alleen versiering.", "Choose: a description, or only decoration."),
        );
    }
    let (Some(name), Some(alt), true) = (name, alt, form.is_clean()) else {
        let page = drawn(&app, &frame, &member, (&image, &form), None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let said = Said { name: &name, alt: &alt, decorates, focus: focus_of(form.trimmed("focus")) };
    match describe(&app, member.id, (id, from), said).await? {
        Described::Done => Ok(to(id, "bewaard")),
        Described::Overtaken => Ok(to(id, "ingehaald")),
        refused => {
            let is_full = refused == Described::NoRoom;
            let slow = texts::refusal(Refusal::TooSlow, language);
            form.fault("focus", if is_full { texts::no_room_for_cut(language).to_owned() } else { slow });
            let page = drawn(&app, &frame, &member, (&image, &form), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// A point such as `50-20`.
fn focus_of(text: &str) -> Option<Focus> {
    let (x, y) = text.split_once('-')?;
    let part = |text: &str| text.parse::<u8>().ok().filter(|part| *part <= 100);
    Some(Focus(part(x)?, part(y)?))
}

/// `POST /beheer/beelden/{id}/weg`
async fn take_away(State(app): State<App>, member: Member, Path(id): Path<MediaId>) -> Result<Response, Failure> {
    let image = known(&app, id).await?;
    Ok(match remove(&app, member.id, image.row.id).await? {
        Removed::Done => Redirect::to("/beheer/beelden?gedaan=weg").into_response(),
        Removed::Used => to(image.row.id, "gebruikt"),
    })
}

/// `POST /beheer/beelden/{id}/logo`
async fn logo(State(app): State<App>, member: Member, Path(id): Path<MediaId>) -> Result<Response, Failure> {
    let image = known(&app, id).await?;
    if make_logo(&app, member.id, image.row.id).await? { Ok(to(image.row.id, "logo")) } else { Err(Failure::NotFound) }
}

/// Leads to what is shown of an image, for who knows its number only: the editor of texts.
async fn its_file(State(app): State<App>, Path(id): Path<MediaId>) -> Result<Response, Failure> {
    let shown = known(&app, id).await?.shown(Size::Wide).ok_or(Failure::NotFound)?;
    Ok(Redirect::to(&shown.address("")).into_response())
}

/// A file, for everyone and every mail program. Its address is the hash of its bytes, so it may be kept for ever.
async fn file(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    let shelf = app.shelf();
    let found = SHELF.work(move |_| shelf.read(&name)).await?.map_err(|error| {
        tracing::error!(error = %error, "a file cannot be read");
        Failure::Unavailable
    })?;
    let (bytes, kind) = found.ok_or(Failure::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, bytes).into_response())
}
