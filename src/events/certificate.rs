//! The certificate of attendance, for whoever was there.

use axum::extract::State;
use axum::response::Response;

use super::find::{self, Scene};
use super::papers::{Logo, Stack};
use super::presence::{Earned, earned};
use super::visiting::{back_to, holder};
use crate::app::App;
use crate::base::blocks::Shown;
use crate::base::paper;
use crate::base::secrets::sha256_hex;
use crate::base::work::SHELF;
use crate::store;
use crate::web::download;
use crate::web::{Access, Failure, Frame, Path, Routes};

/// How often somebody may have one made in an hour.
const AN_HOUR: i64 = 20;

/// Its button.
pub(super) fn public_routes() -> Routes<App> {
    Routes::default().post("/bijeenkomsten/aanmelding/{token}/bewijs", Access::Holder, take)
}

/// `POST /bijeenkomsten/aanmelding/{token}/bewijs`
async fn take(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let (scene, row) = holder(&app, &token).await?;
    let (on, now, language) = (app.store.read(), app.clock.now(), frame.language);
    let had = earned(on, (&scene.event, &scene.programme.sessions), &row, now).await?;
    let (Earned::Yes(days), true) = (had, paper::ARE_MADE) else { return Ok(back_to(&frame, &token, "geen-bewijs")) };
    let key = sha256_hex(format!("certificate {}", row.number).as_bytes());
    if let Some(wait) = store::take(&app.store, &key, AN_HOUR, std::time::Duration::from_hours(1), now).await? {
        return Err(Failure::TooMany(wait));
    }
    let chosen = find::choices(on, row.id).await?;
    let logo = logo(&app, &scene).await?;
    let stack = Stack { centre: &scene.centre, event: &scene.event, programme: &scene.programme, language, now };
    let file = paper::make(stack.certificate(&(row, chosen), &days, logo)).await?;
    let name = language.pick("bewijs-van-deelname", "certificate-of-attendance");
    Ok(download::pdf(file, &format!("{name}-{}", scene.event.id)))
}

/// The logo of the centre, when it has one and its file is there.
async fn logo(app: &App, scene: &Scene) -> anyhow::Result<Option<Logo>> {
    let Ok(shown) = serde_json::from_str::<Shown>(&scene.centre.row.logo) else { return Ok(None) };
    let (shelf, alt) = (app.shelf(), shown.alt.clone());
    let found = SHELF.work(move |_| shelf.read(&shown.file)).await??;
    let alt = if alt.is_empty() { scene.centre.name(crate::base::Language::Dutch).to_owned() } else { alt };
    Ok(found.map(|(file, _)| Logo { file, alt }))
}
