//! The handler of deciding.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::decide::{Decided, approve, refuse};
use crate::app::App;
use crate::base::id::{EventId, RegistrationId};
use crate::base::words::one_line;
use crate::events::making::known;
use crate::events::organising::again;
use crate::staff::Posted;
use crate::web::{Access, Failure, Filled, Path, Routes};

const MAX_REASON: usize = 500;

pub(in crate::events) fn routes() -> Routes<App> {
    Routes::default().post("/beheer/bijeenkomsten/{id}/aanvragen", Access::Editor, decide)
}

async fn decide((State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let language = frame.language;
    let these: Vec<RegistrationId> = form.values("request").iter().filter_map(|one| one.parse().ok()).collect();
    if these.is_empty() {
        form.fault("request", language.pick("Kies over wie u beslist", "Choose whom you decide about"));
    }
    let refuses = form.value("do") == "refuse";
    let too_long = language.pick(
        format!("Maak de reden korter: hoogstens {MAX_REASON} tekens"),
        format!("Make the reason shorter: at most {MAX_REASON} characters"),
    );
    let reason = form.up_to("refusal", &too_long, MAX_REASON).map(|text| one_line(&text)).unwrap_or_default();
    if refuses && reason.is_empty() {
        form.fault(
            "refusal",
            language.pick("Vul in waarom; de aanvrager leest dit", "Fill in why; whoever asked reads this"),
        );
    }
    if !form.is_clean() {
        return again(&app, &frame, id, (&form, "aanvragen")).await;
    }
    let decided = if refuses {
        refuse(&app, member.id, event.id, (&these, &reason)).await?
    } else {
        approve(&app, member.id, event.id, &these).await?
    };
    Ok(Redirect::to(&format!("/beheer/bijeenkomsten/{}?{}", event.id, counts(decided))).into_response())
}

/// What became of them, for the page that says it.
fn counts(of: Decided) -> String {
    format!(
        "gedaan=besloten&plaats={}&wacht={}&geweigerd={}&vol={}&laat={}#aanvragen",
        of.places, of.waiting, of.refused, of.full, of.late
    )
}
