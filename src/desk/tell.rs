//! Telling staff by mail that a sending holds itself: nobody should have to look at a page to find out.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::app::App;
use crate::base::{Language, said_of};
use crate::delivery;
use crate::mail::Part;
use crate::staff::{self, Role};
use crate::store::tables::sendings::{Column, Entity, Model};
use crate::store::tables::states::{HaltReason, Lane, SendingState};

/// Writes to the approvers about every sending that is held by itself and was not told yet. Once for each time that it
/// is held: whoever lets it go on and it is held again, hears of it again.
///
/// # Errors
/// The database's.
pub async fn tell_of_paused(app: &App) -> anyhow::Result<()> {
    let held = Entity::find()
        .filter(Column::Lane.eq(Lane::Bulk))
        .filter(Column::State.eq(SendingState::Paused))
        // What a person did needs no letter to the same people.
        .filter(Column::Reason.ne(HaltReason::ByHand.word()))
        .filter(Column::ToldAt.is_null())
        .all(app.store.read())
        .await?;
    for sending in held {
        tell(app, &sending).await?;
    }
    Ok(())
}

async fn tell(app: &App, sending: &Model) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    if delivery::tell_once(&tx, sending.id, app.clock.now()).await? {
        let page = format!("{}/beheer/verzendingen/{}", app.base_url(), sending.id);
        staff::write_to(&tx, app, Role::Approver, "sending held", |language| says(sending, &page, language)).await?;
        tx.commit().await?;
        app.mail_waits.notify_one();
    }
    Ok(())
}

fn says(sending: &Model, page: &str, language: Language) -> (String, Vec<Part>) {
    let label = crate::mail::without_slots(&sending.label);
    let subject = language.pick(format!("{label} is stilgezet"), format!("{label} is paused"));
    let reason = said_of(HaltReason::WORDS, &sending.reason, language);
    let parts = vec![
        Part::Text(language.pick(
            format!("De verzending {label} staat stil: {reason}. Er gaat nu niets de deur uit en niemand wordt overgeslagen."),
            format!("The sending {label} is paused: {reason}. Nothing goes out now, and nobody is skipped."),
        )),
        Part::Text(language.pick(
            "Kijk wat er aan de hand is. Daarna laat u haar doorgaan of stopt u haar.",
            "See what is the matter. Then let it go on, or stop it.",
        ).to_owned()),
        Part::Button {
            label: language.pick("Bekijk de verzending", "See the sending").to_owned(),
            href: page.to_owned(),
        },
    ];
    (subject, parts)
}
