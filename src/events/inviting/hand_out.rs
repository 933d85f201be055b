//! Handing invitations and reminders to the ledger, a few people in one transaction.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::choose::barred;
use crate::app::App;
use crate::base::id::EventId;
use crate::base::{Blocks, Language, markdown};
use crate::delivery;
use crate::events::event::{Event, Window};
use crate::events::find::{self, Scene};
use crate::events::{InvitationDue, InvitationState};
use crate::people;
use crate::store::again;
use crate::store::tables::event_invitations::{ActiveModel, Column, Entity};

/// How many people one transaction writes to.
const AT_ONCE: u64 = 5;

/// Hands over what is due. Who answered meanwhile has nothing due; who may not be written to any more is left out.
///
/// # Errors
/// The database's.
pub async fn hand_out(app: &App) -> anyhow::Result<()> {
    let on = app.store.read();
    let open = Entity::find().select_only().column(Column::EventId).distinct();
    let open = open.filter(Column::Due.ne(InvitationDue::Nothing)).into_tuple::<EventId>();
    for id in open.all(on).await? {
        let Some(event) = find::event(on, id).await? else { continue };
        // Read before a transaction begins: a long text takes a while.
        let words = Words::of(&event).await?;
        while again(|| some(app, id, &words)).await? {}
    }
    Ok(())
}

/// What invitations say besides in each language: the text, and what it was read into.
struct Words([(String, Blocks); 2]);

impl Words {
    async fn of(event: &Event) -> anyhow::Result<Self> {
        let read = async |language| -> anyhow::Result<(String, Blocks)> {
            let text = event.invite(language).0.to_owned();
            let blocks = markdown::kept_without_images(&text).await?;
            Ok((text, blocks))
        };
        Ok(Self([read(Language::Dutch).await?, read(Language::English).await?]))
    }

    fn in_language(&self, language: Language) -> &(String, Blocks) {
        language.pick(&self.0[0], &self.0[1])
    }
}

async fn some(app: &App, event: EventId, words: &Words) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(scene) = Scene::of(&tx, event, now).await? else { return Ok(false) };
    if Language::ALL.into_iter().any(|language| scene.event.invite(language).0 != words.in_language(language).0) {
        // Changed at this very moment: the next ring reads it anew.
        return Ok(false);
    }
    let due = Entity::find().filter(Column::EventId.eq(event)).filter(Column::Due.ne(InvitationDue::Nothing));
    let rows = due.order_by_asc(Column::Id).limit(AT_ONCE).all(&tx).await?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.person_id).map(|id| id.0).collect();
    let barred = barred(&tx, app, &ids).await?;
    // Called off or closed meanwhile: there is nothing to come to.
    let goes_on = matches!(scene.event.window(now), Window::Soon | Window::Open);
    for row in &rows {
        let done = ActiveModel { due: Set(InvitationDue::Nothing), ..Default::default() };
        let told = match row.due {
            InvitationDue::Invitation => ActiveModel { sent_at: Set(Some(now)), ..done.clone() },
            InvitationDue::Reminder => ActiveModel {
                state: Set(InvitationState::Reminded),
                reminders: Set(row.reminders + 1),
                reminded_at: Set(Some(now)),
                ..done.clone()
            },
            InvitationDue::Nothing => continue,
        };
        // Two processes may ring at once, and somebody may answer at this moment.
        let is_due = Column::Id.eq(row.id).and(Column::Due.eq(row.due));
        let person = match row.person_id {
            Some(id) if goes_on && !barred.contains(&id.0) => people::by_id(&tx, id).await?,
            _ => None,
        };
        let Some(person) = person else {
            // Whom nobody wrote to because one could not register any more was not invited, and can be when one can.
            if !goes_on && row.due == InvitationDue::Invitation {
                Entity::delete_many().filter(is_due).exec(&tx).await?;
            } else {
                Entity::update_many().set(done).filter(is_due).exec(&tx).await?;
            }
            continue;
        };
        if Entity::update_many().set(told).filter(is_due).exec(&tx).await?.rows_affected == 0 {
            continue;
        }
        let (label, letter) =
            scene.desk(app).asks_to_come(row, (person.language, &words.in_language(person.language).1))?;
        tx.renders();
        let sent = delivery::post_frozen(&tx, app, person.id, label, letter).await?;
        let keep = ActiveModel { id: Set(row.id), sending_id: Set(Some(sent)), ..Default::default() };
        Entity::update(keep).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(rows.len() as u64 == AT_ONCE)
}
