//! The handlers of imports. They parse, make one call and draw a page.

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::super::check::{Mapping, map};
use super::super::layout::{Beginning, SAMPLE, is_of_departed, plain};
use super::super::list::{is_answerable, preview};
use super::super::merge::{Started, start};
use super::super::stage::{Stager, beginning_of, choose_sheet, text_of};
use super::super::work::{Pace, cancel};
use super::super::{FileFault, Import, Layout, MAX_FILE, Preset, Role, by_id, layout_of};
use super::pages::{self, MapPage, fields};
use super::report::{self, ReportPage};
use super::{faults, inform, texts};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Language;
use crate::base::id::{ImportId, PublicationId};
use crate::base::wall_time::{date_of, day_fault, parse_date};
use crate::base::work::FILES;
use crate::centre::Publication;
use crate::staff::{Member, may};
use crate::store::tables::imports;
use crate::store::tables::states::ImportState;
use crate::subscribers::import::at_terminal::MAX_BASIS;
use crate::subscribers::import::cells::Broken;
use crate::subscribers::web::publications;
use crate::web::download::{self, Kind};
use crate::web::server::why_broken;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// How many imports are listed, how many rows are shown beforehand, and how many faults on the page.
const LISTED: u64 = 50;
const PREVIEWED: usize = 8;
const SHOWN_FAULTS: u64 = 20;

/// The pages of imports.
pub(in crate::subscribers) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/abonnees/importeren", Access::Editor, home)
        .post("/beheer/abonnees/importeren", Access::Editor, upload)
        .get("/beheer/abonnees/importeren/{id}", Access::Editor, one)
        .machine_get("/beheer/abonnees/importeren/{id}/stand", Access::Editor, standing)
        .post("/beheer/abonnees/importeren/{id}/kolommen", Access::Editor, columns)
        .post("/beheer/abonnees/importeren/{id}/woorden", Access::Editor, words)
        .post("/beheer/abonnees/importeren/{id}/toevoegen", Access::Editor, merge)
        .post("/beheer/abonnees/importeren/{id}/stoppen", Access::Editor, stop)
        .post("/beheer/abonnees/importeren/{id}/fouten", Access::Editor, faults_file)
        .post("/beheer/abonnees/importeren/{id}/inlichten", Access::Approver, tell)
}

async fn known(app: &App, id: ImportId) -> Result<Import, Failure> {
    by_id(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

fn to(import: &Import) -> Response {
    Redirect::to(&pages::at(import)).into_response()
}

/// The imports so far.
async fn home(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    draw_home(&app, &frame, &Form::empty()).await
}

async fn draw_home(app: &App, frame: &Frame, form: &Form) -> Result<Response, Failure> {
    let newest = imports::Entity::find().order_by_desc(imports::Column::Id).limit(LISTED);
    let imports = newest.all(app.store.read()).await?;
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::home(frame, form, &imports, &publications(app).await?)).into_response())
}

/// Takes a file in, part by part as it arrives.
async fn upload(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    mut request: Request,
) -> Result<Response, Failure> {
    let most = usize::try_from(MAX_FILE).unwrap_or(usize::MAX).saturating_add(64 * 1024);
    DefaultBodyLimit::max(most).apply(&mut request);
    let mut parts = Multipart::from_request(request, &app).await.map_err(|error| why_broken(&error))?;
    let mut form = Form::empty();
    while let Some(field) = parts.next_field().await.map_err(|error| why_broken(&error))? {
        if field.name() != Some("file") || field.file_name().is_none_or(str::is_empty) {
            continue;
        }
        match take(&app, &member, field).await? {
            Ok(import) => return Ok(to(&import)),
            Err(fault) => form.fault("file", texts::sentence(&texts::file_fault(&fault, frame.language))),
        }
        return draw_home(&app, &frame, &form).await;
    }
    form.fault("file", texts::file_missing(frame.language));
    draw_home(&app, &frame, &form).await
}

/// The name of a file as its owner knows it. A browser escapes three signs in it (HTML, multipart form data).
fn file_name(field: &Field<'_>) -> String {
    let name = field.file_name().unwrap_or_default();
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

async fn take(app: &App, member: &Member, mut field: Field<'_>) -> Result<Result<Import, FileFault>, Failure> {
    let name = file_name(&field);
    if is_of_departed(&name) {
        return Ok(Err(FileFault::Departed));
    }
    let mut stager = Stager::begin(app, &name, Some(member.id)).await?;
    loop {
        match field.chunk().await {
            Ok(None) => break,
            Ok(Some(bytes)) => {
                if let Err(fault) = stager.take(&bytes).await? {
                    return Ok(Err(fault));
                }
            }
            Err(error) => {
                // Whoever sends stopped, or sent more than fits.
                stager.give_up().await?;
                return Err(why_broken(&error));
            }
        }
    }
    Ok(stager.finish().await?)
}

/// What the address of an import asks for.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    kolommen: String,
}

/// The page of an import: what its columns are, or how it stands.
async fn one(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Asked(wanted): Asked<Wanted>,
    member: Member,
    frame: Frame,
) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    let may_map =
        import.state == ImportState::Uploaded || (import.state == ImportState::Checked && wanted.kolommen == "ja");
    if may_map {
        let form = as_it_stands(&app, &import).await?;
        return draw_map(&app, &frame, &import, &form).await;
    }
    let publications = publications(&app).await?;
    let publication = publications.iter().find(|one| Some(one.id()) == import.publication_id);
    let layout = if import.layout.is_empty() { Layout::default() } else { layout_of(&import)? };
    let asks = import.state == ImportState::Checked && !layout.asked.is_empty();
    let columns = if asks { beginning(&app, &import).await?.first().to_vec() } else { Vec::new() };
    let page = ReportPage {
        layout: &layout,
        columns: &columns,
        import: &import,
        publication: publication.map_or("", |one| one.name(frame.language)),
        may_inform: may(Some(&member), Access::Approver),
        faults: &faults::first_faults(&app, &import, SHOWN_FAULTS).await?,
    };
    Ok(report::report(&frame, &page).into_response())
}

/// The part that refreshes itself. When no worker is at it any more the whole page is loaded once more, because its
/// buttons change.
async fn standing(State(app): State<App>, Path(id): Path<ImportId>, frame: Frame) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    let mut response = report::standing(&import, frame.language).into_response();
    if Pace::of(&import) != Pace::Moves {
        response.headers_mut().insert(HeaderName::from_static("hx-refresh"), HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// The form as the import has it.
async fn as_it_stands(app: &App, import: &Import) -> Result<Form, Failure> {
    let slug = publications(app).await?.into_iter().find(|one| Some(one.id()) == import.publication_id);
    let slug = slug.map(|one| one.row.slug).unwrap_or_default();
    let mut form = Form::with(&[
        ("publication", slug.as_str()),
        ("basis", import.basis.as_str()),
        ("source", import.source.as_str()),
        ("date", import.obtained_on.as_str()),
    ]);
    if let Some(preset) = beginning(app, import).await?.preset() {
        form.set("preset", preset.word());
    }
    put_layout(&mut form, &layout_of(import)?);
    Ok(form)
}

fn put_layout(form: &mut Form, layout: &Layout) {
    form.set("kop", if layout.has_header { "ja" } else { "nee" });
    form.set("blad", layout.sheet.to_string());
    for (name, role) in fields(layout.roles.len()).iter().zip(&layout.roles) {
        form.set(name, role.word());
    }
}

async fn beginning(app: &App, import: &Import) -> Result<Beginning, Failure> {
    // It was read when it arrived, so only a piece can be gone; within a second the bell says so on the page.
    beginning_of(app, import, SAMPLE).await?.map_err(|_| Failure::NotFound)
}

async fn draw_map(app: &App, frame: &Frame, import: &Import, form: &Form) -> Result<Response, Failure> {
    let beginning = beginning(app, import).await?;
    let layout = read_layout(form, &layout_of(import)?);
    let rows = {
        let (app, import, layout) = (app.clone(), import.clone(), layout.clone());
        FILES.work(move |_| preview(|| text_of(&app, &import), &layout, PREVIEWED)).await
    };
    let rows = match rows? {
        Ok(rows) => rows,
        Err(Broken::Fault(_)) => Vec::new(),
        Err(Broken::Source(error)) => return Err(anyhow::Error::from(error).into()),
    };
    let publications = publications(app).await?;
    let (publications, first) = (&publications, beginning.first());
    let page = MapPage { import, form, publications, first, preview: &rows, layout: &layout };
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::map(frame, &page)).into_response())
}

fn read_layout(form: &Form, known: &Layout) -> Layout {
    let roles =
        fields(known.roles.len()).iter().map(|name| Role::from_word(form.value(name)).unwrap_or_default()).collect();
    Layout { has_header: form.is_ticked("kop", "ja"), roles, asked: Vec::new(), ..known.clone() }
}

/// What a person says about the columns and the list: shown again as a preview, or taken over.
async fn columns(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    if !matches!(import.state, ImportState::Uploaded | ImportState::Checked) {
        return Ok(to(&import));
    }
    let known = layout_of(&import)?;
    let sheet = form.value("blad").parse().unwrap_or(known.sheet);
    // Whoever chose another sheet and pressed another button has not seen that sheet yet.
    if sheet != known.sheet {
        if !choose_sheet(&app, &import, sheet).await? {
            form.fault("blad", texts::sheet_refused(frame.language));
        }
        let import = self::known(&app, id).await?;
        put_layout(&mut form, &layout_of(&import)?);
        return draw_map(&app, &frame, &import, &form).await;
    }
    match form.value("doe") {
        "voorinstelling" => {
            let layout = beginning(&app, &import).await?.layout(Preset::from_word(form.value("preset")));
            put_layout(&mut form, &layout);
            draw_map(&app, &frame, &import, &form).await
        }
        "controleer" => {
            let publications = publications(&app).await?;
            let layout = read_layout(&form, &known);
            match read(&mut form, (&app, layout), &publications, frame.language) {
                Some(said) => {
                    map(&app, import.id, &said).await?;
                    Ok(to(&import))
                }
                None => draw_map(&app, &frame, &import, &form).await,
            }
        }
        _ => draw_map(&app, &frame, &import, &form).await,
    }
}

fn read(
    form: &mut Form,
    (app, layout): (&App, Layout),
    publications: &[Publication],
    language: Language,
) -> Option<Mapping> {
    let once = |role: Role| layout.roles.iter().filter(|known| **known == role).count();
    if once(Role::Address) != 1 {
        form.fault("kolom-0", texts::no_address(language));
    }
    let alone = [
        Role::Name,
        Role::First,
        Role::Infix,
        Role::Last,
        Role::Language,
        Role::Topics,
        Role::Areas,
        Role::Organisation,
    ];
    if alone.into_iter().any(|role| once(role) > 1) {
        form.fault("kolom-0", texts::twice(language));
    }
    let missing = texts::publication_missing(language).to_owned();
    let publication: Option<PublicationId> = form.read("publication", |slug| {
        publications.iter().find(|one| one.row.slug == slug).map(Publication::id).ok_or(missing)
    });
    let missing = texts::basis_missing(language);
    let basis = form.words("basis", MAX_BASIS, missing, missing).map(|words| words.replace('\n', " "));
    let missing = texts::source_missing(language);
    let source = form.words("source", MAX_BASIS, missing, missing).map(|words| words.replace('\n', " "));
    let today = date_of(app.clock.now());
    let missing = texts::date_missing(language);
    let obtained_on = form.read("date", |text| match parse_date(text) {
        _ if text.is_empty() => Ok(String::new()),
        Some(date) if date <= today => Ok(date.format("%Y-%m-%d").to_string()),
        _ => Err(day_fault(text, missing, language)),
    });
    let said = Mapping { publication: publication?, basis: basis?, source: source?, obtained_on: obtained_on?, layout };
    form.is_clean().then_some(said)
}

/// What words of the list mean; then it is checked again.
async fn words(State(app): State<App>, Path(id): Path<ImportId>, Filled(form): Filled) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    let (ImportState::Checked, Some(publication)) = (import.state, import.publication_id) else {
        return Ok(to(&import));
    };
    let mut layout = layout_of(&import)?;
    let asked = std::mem::take(&mut layout.asked);
    for (at, asked) in asked.iter().enumerate().filter(|(_, asked)| is_answerable(asked)) {
        if let answer @ ("in" | "out") = form.value(&format!("woord-{at}")) {
            layout.meanings.insert(plain(&asked.word), answer == "in");
        }
    }
    let (basis, source, obtained_on) = (import.basis.clone(), import.source.clone(), import.obtained_on.clone());
    map(&app, import.id, &Mapping { publication, basis, source, obtained_on, layout }).await?;
    Ok(to(&import))
}

/// Decides that the list is merged; without its wrong rows only when the page said how many those are.
async fn merge(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    member: Member,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    let skip_wrong = import.wrong_rows > 0 && form.value("zonder") == import.wrong_rows.to_string();
    // Whatever comes of it, the page says how it stands.
    match start(&app, import.id, skip_wrong, Actor::Member(member.id)).await? {
        Started::Yes | Started::WrongRows(_) | Started::No => Ok(to(&import)),
    }
}

/// Stops an import.
async fn stop(State(app): State<App>, Path(id): Path<ImportId>, member: Member) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    cancel(&app, import.id, Actor::Member(member.id)).await?;
    Ok(to(&import))
}

/// Gives the faults as a file: a post, because it goes on record who took the rows.
async fn faults_file(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    member: Member,
    frame: Frame,
) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    let file = faults::export(&app, member.id, &import, frame.language).await?;
    let name = frame.language.pick("fouten-import", "faults-import");
    Ok(download::answer(&file, Kind::Csv, &format!("{name}-{}", import.id))?)
}

/// Sends the information letter.
async fn tell(State(app): State<App>, Path(id): Path<ImportId>, member: Member) -> Result<Response, Failure> {
    let import = known(&app, id).await?;
    match inform::inform(&app, member.id, import.id).await? {
        inform::Informed::Yes | inform::Informed::No => Ok(to(&import)),
    }
}
