//! What administrators see and set: the register, periods, the dry run, what went, holds.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tempfile::NamedTempFile;

use crate::app::App;
use crate::base::wall_time::{WallTime, day_fault, parse_date};
use crate::base::{EmailAddress, Language};
use crate::centre;
use crate::people;
use crate::privacy::holds::{self, Held};
use crate::privacy::pages::{self, holds::HoldRow};
use crate::privacy::register::{Entry, entries};
use crate::privacy::retention;
use crate::staff::{self, Member};
use crate::web::download::{self, TableFile};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// The longest reason, in characters.
const MAX_REASON: usize = 300;

/// What the address says about what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    gelukt: String,
}

impl Done {
    pub(super) fn word(&self) -> &str {
        &self.gelukt
    }
}

/// `GET /beheer/privacy`
pub(super) async fn register(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let entries = entries(&app.rooms, frame.language, &retention::periods(app.store.read(), &app.rooms).await?);
    Ok(pages::register::register(&frame, &entries).into_response())
}

/// `GET /beheer/privacy/register/{form}`: `json`, `csv` or `xlsx`.
pub(super) async fn register_file(
    State(app): State<App>,
    Path(form): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let entries = entries(&app.rooms, frame.language, &retention::periods(app.store.read(), &app.rooms).await?);
    let name = frame.language.pick("verwerkingsregister", "register-of-processing");
    if let Some(kind) = download::Kind::of_word(&form) {
        return Ok(download::answer(&as_table(&entries, kind, frame.language)?, kind, name)?);
    }
    if form != "json" {
        return Err(Failure::NotFound);
    }
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.json\"")),
    ];
    Ok((headers, serde_json::to_vec_pretty(&entries).map_err(anyhow::Error::from)?).into_response())
}

/// One line for each table of each processing.
fn as_table(entries: &[Entry], kind: download::Kind, language: Language) -> anyhow::Result<NamedTempFile> {
    let mut file = TableFile::begin(kind)?;
    file.line(&pages::register::heads(language))?;
    for entry in entries {
        for holding in &entry.holdings {
            let data = holding.data.join(", ");
            file.line(&[
                entry.name,
                entry.whose,
                entry.purpose,
                entry.basis,
                entry.source,
                entry.recipients,
                holding.what,
                &data,
                &holding.keeps,
                &holding.erasing,
                holding.table,
            ])?;
        }
    }
    file.finish()
}

/// `GET /beheer/privacy/termijnen`
pub(super) async fn periods(
    State(app): State<App>,
    frame: Frame,
    Asked(done): Asked<Done>,
) -> Result<Response, Failure> {
    let present = retention::periods(app.store.read(), &app.rooms).await?;
    let mut form = Form::empty();
    for (kind, days) in &present {
        form.set(kind.word, days.to_string());
    }
    Ok(pages::periods::periods(&frame, &app.rooms, &form, done.word() == "ja").into_response())
}

/// `POST /beheer/privacy/termijnen`
pub(super) async fn change_periods(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let mut chosen = BTreeMap::new();
    for kind in app.rooms.kinds() {
        let (least, most) = kind.bounds;
        let fault = pages::periods::out_of_bounds(kind, frame.language);
        let days = form.read(kind.word, |text| {
            text.parse::<i64>().ok().filter(|days| (least..=most).contains(days)).ok_or_else(|| fault.clone())
        });
        if let Some(days) = days {
            chosen.insert(kind, days);
        }
    }
    if !form.is_clean() {
        let page = pages::periods::periods(&frame, &app.rooms, &form, false);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    retention::change_periods(&app, member.id, &chosen).await?;
    Ok(Redirect::to("/beheer/privacy/termijnen?gelukt=ja").into_response())
}

/// `GET /beheer/privacy/proef`
pub(super) async fn dry_run(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let (due, leapt) = (retention::due(&app).await?, centre::leapt(&app).await?);
    Ok(pages::runs::dry_run(&frame, &due, leapt).into_response())
}

/// `POST /beheer/privacy/proef/klok`
pub(super) async fn clock_is_right(State(app): State<App>, member: Member) -> Result<Redirect, Failure> {
    retention::clock_is_right(&app, member.id).await?;
    Ok(Redirect::to("/beheer/privacy/proef"))
}

/// `GET /beheer/privacy/vasthouden`
pub(super) async fn holds(State(app): State<App>, frame: Frame, Asked(done): Asked<Done>) -> Result<Response, Failure> {
    draw_holds(&app, &frame, &Form::empty(), done.word()).await
}

async fn draw_holds(app: &App, frame: &Frame, form: &Form, done: &str) -> Result<Response, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let names = staff::names(on).await?;
    let mut rows = Vec::new();
    for hold in holds::holds(on).await? {
        let person = match hold.person_id {
            Some(id) => people::by_id(on, id).await?.map(|person| (id.0, person.address)),
            None => None,
        };
        rows.push(HoldRow {
            id: hold.id,
            person,
            kind: hold.kind.as_deref().and_then(|word| app.rooms.kind(word)),
            reason: hold.reason,
            by: names.get(&hold.made_by).cloned().unwrap_or_default(),
            made_at: hold.made_at,
            until: hold.until_at,
            is_over: hold.ended_at.is_some() || hold.until_at <= now,
        });
    }
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::holds::holds(frame, &app.rooms, &rows, form, done)).into_response())
}

/// `POST /beheer/privacy/vasthouden`
pub(super) async fn make_hold(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let language = frame.language;
    let now = app.clock.now();
    let held = read_held(&app, &mut form, language).await?;
    let reason = form.required("reason", pages::holds::reason_missing(language), MAX_REASON);
    let missing = pages::holds::until_missing(language);
    let until = form.read("until", |text| {
        let day = parse_date(text).and_then(|day| day.succ_opt());
        let end = day.map(|day| WallTime(day.and_time(chrono::NaiveTime::MIN)).resolve().instant());
        end.filter(|end| *end > now).ok_or_else(|| day_fault(text, missing, language))
    });
    let (Some(held), Some(reason), Some(until)) = (held, reason, until) else {
        return draw_holds(&app, &frame, &form, "").await;
    };
    if holds::make(&app, member.id, held, &reason, until).await?.is_none() {
        form.fault("address", pages::holds::nobody(language));
        return draw_holds(&app, &frame, &form, "").await;
    }
    Ok(Redirect::to("/beheer/privacy/vasthouden?gelukt=gemaakt").into_response())
}

/// What is to be held: a kind, or the person of an address.
async fn read_held(app: &App, form: &mut Form, language: Language) -> Result<Option<Held>, Failure> {
    let what = form.trimmed("what").to_owned();
    let is_address_empty = form.trimmed("address").is_empty();
    if let Some(kind) = app.rooms.kind(&what) {
        if !is_address_empty {
            form.fault("address", pages::holds::address_is_too_much(language));
            return Ok(None);
        }
        return Ok(Some(Held::Kind(kind)));
    }
    if what != "person" {
        form.fault("what", pages::holds::what_missing(language));
        return Ok(None);
    }
    if is_address_empty {
        form.fault("address", pages::holds::address_missing(language));
        return Ok(None);
    }
    let person = match EmailAddress::parse(form.value("address")) {
        Ok(address) => people::by_key(app.store.read(), address.key()).await?,
        Err(_) => None,
    };
    if person.is_none() {
        form.fault("address", pages::holds::nobody(language));
    }
    Ok(person.map(|person| Held::Person(person.id)))
}

/// `POST /beheer/privacy/vasthouden/{id}/beeindigen`
pub(super) async fn end_hold(State(app): State<App>, Path(id): Path<i64>, member: Member) -> Result<Response, Failure> {
    let done = if holds::end(&app, member.id, id).await? { "beeindigd" } else { "voorbij" };
    Ok(Redirect::to(&format!("/beheer/privacy/vasthouden?gelukt={done}")).into_response())
}
