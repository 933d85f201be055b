//! The pages: parse, one call, match the outcome to a page.

mod ending;
mod own;
mod points;
mod read;
mod staff;

use serde::Deserialize;

use super::{Decision, decision, texts};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{DecisionId, DossierId};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::reply::{again, dossier, met, once, refuse, to};
use crate::web::components::Tone;
use crate::web::{Access, Failure, Routes};

/// The page of who answers.
pub(in crate::dossiers) fn public_routes() -> Routes<App> {
    Routes::default().get("/besluiten/antwoord/{token}", Access::Holder, own::page).post(
        "/besluiten/antwoord/{token}",
        Access::Holder,
        own::send,
    )
}

/// The pages for staff.
pub(in crate::dossiers) fn staff_routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/dossiers/{id}/besluiten/nieuw", editor, staff::new)
        .post("/beheer/dossiers/{id}/besluiten/nieuw", editor, staff::add)
        .get("/beheer/dossiers/{id}/besluiten/{decision}", editor, staff::overview)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/wijzigen", editor, staff::edit)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/wijzigen", editor, staff::change)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/openen", editor, staff::open_it)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/herinneren", editor, staff::remind_them)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/langer", editor, ending::ask_more_time)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/langer", editor, ending::more_time)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/sluiten", editor, ending::ask_close)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/sluiten", editor, ending::close_it)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/mensen/{respondent}/intrekken", editor, staff::revoke_it)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/punten/nieuw", editor, points::new)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/punten/nieuw", editor, points::add)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/punten/{number}", editor, points::edit)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/punten/{number}", editor, points::change)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/punten/{number}/vervalt", editor, points::withdraw)
        .get("/beheer/dossiers/{id}/besluiten/{decision}/uitkomst", editor, points::ask_outcome)
        .post("/beheer/dossiers/{id}/besluiten/{decision}/uitkomst", editor, points::conclude_it)
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
    geweigerd: String,
}

/// The dossier and the request of a path.
async fn both(app: &App, (id, asked): (DossierId, DecisionId)) -> Result<(Dossier, Decision), Failure> {
    let the = decision(app.store.read(), asked).await?.filter(|the| the.row.dossier_id == id);
    Ok((dossier(app, id).await?, the.ok_or(Failure::NotFound)?))
}

/// What was just done or refused.
fn said(question: &Question, language: Language) -> Option<(Tone, &'static str)> {
    let good = texts::done(&question.gedaan, language).map(|said| (Tone::Good, said));
    good.or_else(|| texts::refused(&question.geweigerd, language).map(|said| (Tone::Warn, said)))
}
