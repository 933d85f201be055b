//! Which key signs: what the table says, read when the engine starts and with every heartbeat, so that all nodes follow
//! a change within seconds.

use std::sync::Arc;

use anyhow::Context;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::app::App;
use crate::mail::{Signer, SigningKey};
use crate::store::tables::signing_keys::{Column, Entity};
use crate::store::tables::states::KeyState;

/// Lets the process sign with the key that the table names, or with none. A key of the settings goes before it.
///
/// # Errors
/// The database's, or when the sealed key does not open with this installation's secret file. Whoever signed before
/// goes on signing then.
pub async fn refresh_signing(app: &App) -> anyhow::Result<()> {
    if app.signing.of_settings().is_some() {
        return Ok(());
    }
    let row = Entity::find().filter(Column::State.eq(KeyState::Signing)).one(app.store.read()).await?;
    let Some(row) = row else {
        app.signing.choose(None);
        return Ok(());
    };
    let is_known = |signer: Arc<Signer>| signer.selector() == row.selector && signer.key().public() == row.public;
    if app.signing.signer().is_some_and(is_known) {
        return Ok(());
    }
    let sealed = row.sealed.context("the signing key has no private half")?;
    let key = SigningKey::from_der(&app.secrets.unseal(&sealed)?).context("the signing key")?;
    app.signing.choose(Some(Arc::new(Signer::new(row.selector, key))));
    Ok(())
}
