//! The letter that tells people that they were added, from where we have their address, and how to leave (GDPR,
//! article 14). It goes to those who are still subscribed, once for each import, when a person chooses so.

use anyhow::Context as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

use super::super::{Import, by_id};
use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ImportId, MemberId, PublicationId};
use crate::base::{Instant, Language, wall_time};
use crate::centre::{self, Centre, Publication};
use crate::delivery::{self, Opening};
use crate::mail::{Frozen, Letter, PREFERENCES, Part, Sheet, UNSUBSCRIBE, without_slots};
use crate::store::tables::states::{ConsentAct, ImportState};
use crate::store::tables::{consents, imports};
use crate::subscribers::acts::Act;
use crate::subscribers::find::reachable;

/// What came of asking to inform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Informed {
    /// The letter goes out.
    Yes,
    /// It went out before, or the import added nobody or has not ended.
    No,
}

/// Opens the sending of the information letter of an import.
pub(super) async fn inform(app: &App, by: MemberId, id: ImportId) -> anyhow::Result<Informed> {
    let tx = app.store.begin_write().await?;
    let Some(import) = by_id(&tx, id).await? else { return Ok(Informed::No) };
    let is_over = matches!(import.state, ImportState::Done | ImportState::Cancelled | ImportState::Failed);
    if !is_over || import.added == 0 || import.sending_id.is_some() {
        return Ok(Informed::No);
    }
    let centre = centre::current(&tx).await?.context("there is no centre")?;
    let publications = centre::publications(&tx).await?;
    let publication = publications.into_iter().find(|one| Some(one.id()) == import.publication_id);
    let publication = publication.context("an import has a publication")?;
    let opening = Opening {
        label: format!("{}, informatie na import {id}", publication.name(Language::Dutch)),
        publication: Some(publication.id()),
        letters: letters(app, &centre, &publication, &import)?,
        on_uncertain: publication.row.on_uncertain,
        not_after: None,
    };
    let sending = delivery::open(&tx, app, &opening, added_by(id, publication.id(), app.clock.now())).await?;
    let first = imports::Entity::update_many()
        .set(imports::ActiveModel { sending_id: Set(Some(sending)), ..Default::default() })
        .filter(imports::Column::Id.eq(id))
        .filter(imports::Column::SendingId.is_null());
    if first.exec(&tx).await?.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(Informed::No);
    }
    let note = Note::of(Act::Inform, id.0).with(format!("sending={sending}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Informed::Yes)
}

/// Those whom an import added and who can still be reached.
fn added_by(id: ImportId, publication: PublicationId, now: Instant) -> SelectStatement {
    let added = Query::select()
        .column(consents::Column::PersonId)
        .from(consents::Entity)
        .and_where(Expr::col(consents::Column::ImportId).eq(id))
        .and_where(Expr::col(consents::Column::Act).eq(ConsentAct::Imported.word()))
        .to_owned();
    let person = crate::store::tables::subscriptions::Column::PersonId;
    reachable(publication, now).and_where(Expr::col(person).in_subquery(added)).to_owned()
}

fn letters(app: &App, centre: &Centre, publication: &Publication, import: &Import) -> anyhow::Result<Vec<Frozen>> {
    let letter = |language: Language| {
        let letter = Letter {
            from: centre.sender()?,
            reply_to: Some(centre.reply_to()?),
            subject: texts::inform_subject(publication.name(language), language),
            sheet: sheet(app, centre, publication, import, language),
            list: Some(centre.list(publication, language, &app.base_url(), &format!("import-{}", import.id))?),
            automatic: false,
        };
        Ok(letter.freeze()?)
    };
    Language::ALL.into_iter().map(letter).collect()
}

fn sheet(app: &App, centre: &Centre, publication: &Publication, import: &Import, language: Language) -> Sheet {
    let (site, name) = (app.base_url(), publication.name(language));
    let at = |path: &str| format!("{site}{}{path}", language.prefix());
    let linked = |(before, label, after): (&str, &str, &str), href: String| Part::Linked {
        before: before.to_owned(),
        label: label.to_owned(),
        href,
        after: after.to_owned(),
    };
    // What staff typed stands in the letter as it is, but never as one of its slots.
    let source = without_slots(if import.source.is_empty() { &import.basis } else { &import.source });
    let day = wall_time::parse_date(&import.obtained_on).map(|date| wall_time::plain_date(date, language));
    let mut parts = vec![
        Part::Salutation,
        Part::Text(texts::inform_lead(centre.name(language), name, language)),
        Part::Heading(texts::inform_whence(language).to_owned()),
        Part::Text(texts::inform_source(&source, day.as_deref(), language)),
        Part::Heading(texts::inform_why(language).to_owned()),
        Part::Text(texts::inform_use(name, publication.description(language), language)),
    ];
    if !import.source.is_empty() {
        parts.push(Part::Text(texts::inform_basis(&without_slots(&import.basis), language)));
    }
    parts.push(Part::Heading(texts::inform_choice(language).to_owned()));
    parts.push(Part::Button {
        label: texts::inform_leave(name, language),
        href: at(&format!("/afmelden/{UNSUBSCRIBE}")),
    });
    parts.push(linked(texts::inform_preferences(language), at(&format!("/voorkeuren/{PREFERENCES}"))));
    Sheet {
        language,
        content_language: language,
        title: texts::inform_subject(name, language),
        preheader: String::new(),
        dress: centre.dress(language),
        parts,
        footer: vec![linked(texts::inform_rights(language), at("/privacy"))],
    }
}
