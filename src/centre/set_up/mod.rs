//! The first set-up: centre, publications, the first administrator, all in one transaction.

pub(super) mod link;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::centre::acts::Act;
use crate::centre::filled::FirstAdministrator;
use crate::centre::founding::{Founded, Founding, found};
use crate::staff;
use link::mark_used;

/// What came of a set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// The centre is there, and the first administrator is invited.
    Done,
    /// Someone was first, perhaps the same person pressing twice; nothing was changed.
    AlreadyDone,
}

/// Sets the installation up with a one-time link.
///
/// # Errors
/// The database's; nothing was changed then.
pub async fn set_up(app: &App, token: &str, founding: &Founding, first: &FirstAdministrator) -> anyhow::Result<SetUp> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    if !mark_used(&tx, token, now).await? || found(&tx, app, founding).await? == Founded::AlreadyThere {
        return Ok(SetUp::AlreadyDone);
    }
    // Whoever holds the link read it at the terminal.
    let note = Note::of(Act::CentreSetUp, 1).with(format!("office of {}", first.office.word()));
    audit::record(&tx, now, Actor::Terminal, note, "web").await?;
    let roles = first.office.roles_of_first();
    staff::invite_within(&tx, app, Actor::Terminal, (&first.address, &first.name), roles).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(SetUp::Done)
}
