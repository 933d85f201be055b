//! Deciding about who asked for a place, from the page of the event.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::overview::again;
use crate::base::id::{EventId, RegistrationId};
use crate::base::words::one_line;
use crate::events::making::known;
use crate::events::{Decided, approve, refuse};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Path};

const MAX_REASON: usize = 500;

/// `POST …/aanvragen`
pub(super) async fn decide(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
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
