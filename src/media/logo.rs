//! The logo of the centre: an image that stands above its letters.

use super::find::load;
use super::picture::Size;
use super::uses::keep;
use crate::app::App;
use crate::base::id::{MediaId, MemberId};
use crate::centre;

/// Puts an image above the letters of the centre. It never goes: mails show it.
///
/// # Errors
/// The database's.
pub async fn make_logo(app: &App, by: MemberId, id: MediaId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(logo) = load(&tx, id).await?.and_then(|image| image.shown(Size::Wide)) else { return Ok(false) };
    keep(&tx, [id], now).await?;
    centre::set_logo(&tx, by, Some(&logo), now).await?;
    tx.commit().await?;
    Ok(true)
}
