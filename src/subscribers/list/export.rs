//! A selection of subscribers as a file. It is noted who took it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tempfile::NamedTempFile;

use super::Selection;
use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, PersonId};
use crate::base::{Instant, Language};
use crate::centre::{self, Publication};
use crate::people::Person;
use crate::store::tables::people::{Column, Entity};
use crate::subscribers::acts::Act;
use crate::subscribers::find::{self, Subscription};
use crate::web::download::{Kind, TableFile};

/// So many people are read at once.
const SLICE: usize = 2_000;

/// Writes a selection to a file that is gone when it is dropped.
pub(super) async fn export(
    app: &App,
    by: MemberId,
    selection: &Selection,
    kind: Kind,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let (now, on) = (app.clock.now(), app.store.read());
    let publications = centre::publications(on).await?;
    let mut table = TableFile::begin(kind)?;
    table.line(&texts::export_head(language))?;
    let (mut after, mut lines) = (PersonId(0), 0);
    loop {
        let some = selection.after(on, now, after, SLICE).await?;
        let Some(last) = some.last() else { break };
        after = *last;
        let people =
            Entity::find().filter(Column::Id.is_in(some.iter().copied())).order_by_asc(Column::Id).all(on).await?;
        let mut subscriptions: HashMap<PersonId, Vec<Subscription>> = HashMap::new();
        for row in find::subscriptions_of(on, &some).await? {
            subscriptions.entry(row.person_id).or_default().push(row);
        }
        let of = |person: &Person| subscriptions.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let some = people.iter().map(|person| line(person, of(person), &publications, language, now));
        table = table.lines(some.collect()).await?;
        lines += people.len();
    }
    let file = table.whole().await?;
    let tx = app.store.begin_write().await?;
    let note = Note::of(Act::Export, 0).with(format!("people={lines} as={}", kind.ending()));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(file)
}

fn line(
    person: &Person,
    subscriptions: &[Subscription],
    publications: &[Publication],
    language: Language,
    now: Instant,
) -> [String; 7] {
    let names = |is_in: bool| {
        let these = subscriptions.iter().filter(|row| row.withdrawn_at.is_none() == is_in);
        let name = |row: &Subscription| publications.iter().find(|one| one.id() == row.publication_id);
        these.filter_map(name).map(|one| one.name(language)).collect::<Vec<_>>().join(", ")
    };
    let paused = person.paused_until.filter(|until| *until > now).map(Instant::rfc3339);
    [
        person.address.clone(),
        person.name.clone(),
        person.language.tag().to_owned(),
        names(true),
        names(false),
        paused.unwrap_or_default(),
        person.created_at.rfc3339(),
    ]
}
