//! The websites on which the form may stand.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, Set, TryInsertResult};
use url::Url;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::store::tables::embedding_sites::{ActiveModel, Column, Entity};
use crate::subscribers::acts::Act;

/// A policy that names more than these becomes a header that proxies refuse.
const MOST: usize = 20;

/// A website: the origin of its pages (RFC 6454), always `https`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// Reads what somebody typed: `www.voorbeeld.nl`, or the address of any page there. `None` for what is no website with
    /// https and a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&address).ok()?;
        let name = url.domain()?.trim_end_matches('.');
        // What stands in a header says itself: nothing in it may part one word of the policy from the next.
        let is_plain =
            name.contains('.') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        (url.scheme() == "https" && is_plain && url.username().is_empty())
            .then(|| Self(url.origin().ascii_serialization()))
    }

    /// `https://www.voorbeeld.nl`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }
}

/// What came of naming a website.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is named now, or was.
    Done,
    /// There are as many as a page can name.
    Full,
}

/// The websites, in the order of their names.
///
/// # Errors
/// The database's.
pub async fn sites(on: &impl ConnectionTrait) -> Result<Vec<Site>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Origin).all(on).await?;
    Ok(rows.into_iter().map(|row| Site(row.origin)).collect())
}

/// Lets the form stand on a website.
///
/// # Errors
/// The database's.
pub async fn add_site(app: &App, by: MemberId, site: &Site) -> Result<Added, DbErr> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if sites(&tx).await?.iter().filter(|known| *known != site).count() >= MOST {
        return Ok(Added::Full);
    }
    let row = ActiveModel { origin: Set(site.0.clone()), added_at: Set(now) };
    let taken = OnConflict::column(Column::Origin).do_nothing().to_owned();
    let added = Entity::insert(row).on_conflict(taken).try_insert().exec_without_returning(&tx).await?;
    if let TryInsertResult::Inserted(_) = added {
        let note = Note::of(Act::EmbedAllow, 0).with(site.origin());
        audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    }
    tx.commit().await?;
    Ok(Added::Done)
}

/// Lets it stand there no longer. What was there already says nothing.
///
/// # Errors
/// The database's.
pub async fn remove_site(app: &App, by: MemberId, site: &Site) -> Result<(), DbErr> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if Entity::delete_by_id(site.0.clone()).exec(&tx).await?.rows_affected > 0 {
        let note = Note::of(Act::EmbedRefuse, 0).with(site.origin());
        audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i43_a_website_is_its_origin_and_nothing_that_could_part_a_policy() {
        let read = |text: &str| Site::parse(text).map(|site| site.origin().to_owned());
        for text in ["www.voorbeeld.nl", "https://www.voorbeeld.nl/nieuws?x=1#y", " WWW.Voorbeeld.nl. "] {
            assert!(read(text).is_some_and(|origin| origin.starts_with("https://www.voorbeeld.nl")), "{text}");
        }
        assert_eq!(read("voorbeeld.nl:8443").as_deref(), Some("https://voorbeeld.nl:8443"));
        assert_eq!(read("bücher.example").as_deref(), Some("https://xn--bcher-kva.example"));
        for text in [
            "",
            "*",
            "*.voorbeeld.nl",
            "http://voorbeeld.nl",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "javascript:alert(1)",
            "voorbeeld.nl; script-src *",
            "https://a@voorbeeld.nl",
            "voorbeeld",
            "'self'",
            "data:text/html,x",
            "https://",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
