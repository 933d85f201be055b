//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::issues;
use crate::room::{backed_up, bell};
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::routes),
    menu: &[
        Line::at(10, Group::Site, "/", Both("Nieuws", "News")),
        Line::at(20, Group::Site, "/archief", Both("Archief", "Archive")),
    ],
    bells: &[bell("issues", "* * * * * *", |app| Box::pin(move_issues(app))).first()],
    tables: tables::TABLES,
    backup: backed_up![records],
    acts: Act::ALL,
    has_kept: Some("SELECT 1 FROM records WHERE issue_id = ? AND version = ? LIMIT 1"),
    ..Room::named("archive")
};

/// Voids what was changed, starts what is due, archives what was started, and closes what was sent.
async fn move_issues(app: &App) -> anyhow::Result<()> {
    issues::void_changed(app).await?;
    issues::start_due(app).await?;
    super::keep_started(app).await?;
    issues::close_sent(app).await
}
