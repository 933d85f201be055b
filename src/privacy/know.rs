//! "What do you know about me": every row that the register leads to, in plain words.
//!
//! Raw SQL: the statements of the register, and one that joins.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryResult};
use serde::Serialize;

use super::texts;
use crate::app::{App, Rooms};
use crate::base::wall_time::{number, short_moment};
use crate::base::{Both, Instant, Language, said_of};
use crate::people::Person;
use crate::room::{Column, Erasing, Form, Personal, Processing, Rows, Table};
use crate::store::sql;
use crate::store::tables::{areas, bodies, consent_texts, organisations, publications, topics};

/// What one table holds about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The table.
    pub table: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The processing it stands in.
    pub processing: &'static Processing,
    /// What erasing does to it.
    pub erasing: Erasing,
    /// What its columns are called and whether a page shows them.
    pub columns: Vec<(&'static str, bool)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The name of its column.
    pub column: &'static str,
    /// As it stands in the database; for something that proves or opens, only that it is there.
    pub raw: Raw,
    /// In words; empty when there is nothing.
    pub words: String,
}

/// A value as it stands in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Raw {
    /// Nothing.
    #[default]
    Nothing,
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

/// Everything that the register knows of a person, table by table; tables without a row are left out.
///
/// # Errors
/// The database's.
pub async fn known(app: &App, person: &Person, language: Language) -> Result<Vec<Known>, DbErr> {
    let on = app.store.read();
    let names = Names::read(app, person, language).await?;
    let mut all = Vec::new();
    for (table, personal) in app.rooms.personal() {
        let rows = rows_of(app, on, person, personal).await?;
        if rows.is_empty() {
            continue;
        }
        let columns: Vec<_> = table.columns.iter().filter(|column| column.form != Form::Nothing).collect();
        let read = |row: &QueryResult| columns.iter().map(|column| names.cell(row, table, column)).collect();
        all.push(Known {
            table: table.name,
            title: table.title.of(language),
            processing: personal.processing,
            erasing: personal.erasing,
            columns: columns
                .iter()
                .map(|column| (column.label.of(language), !matches!(column.form, Form::Key | Form::Code)))
                .collect(),
            rows: rows.iter().map(read).collect::<Result<_, _>>()?,
        });
    }
    Ok(all)
}

/// How many rows of each table a person has, without reading them out.
///
/// # Errors
/// The database's.
pub async fn counts(app: &App, person: &Person) -> Result<Vec<(&'static Table, &'static Personal, usize)>, DbErr> {
    let mut all = Vec::new();
    for (table, personal) in app.rooms.personal() {
        let many = rows_of(app, app.store.read(), person, personal).await?.len();
        if many > 0 {
            all.push((table, personal, many));
        }
    }
    Ok(all)
}

async fn rows_of(
    app: &App,
    on: &impl ConnectionTrait,
    person: &Person,
    personal: &Personal,
) -> Result<Vec<QueryResult>, DbErr> {
    match personal.rows {
        Rows::Of(text) => {
            let id = || person.id.0.into();
            let values: Vec<_> = text.matches('?').map(|_| id()).collect();
            on.query_all_raw(sql(on, text, values)).await
        }
        Rows::OfHash(text) => {
            let hash = app.secrets.suppression_hash(&person.address_key);
            on.query_all_raw(sql(on, text, [hash.into()])).await
        }
        Rows::Unlinked(_) => Ok(Vec::new()),
    }
}

/// What numbers of ours are called.
struct Names {
    language: Language,
    rooms: Rooms,
    publications: BTreeMap<i64, String>,
    topics: BTreeMap<i64, String>,
    areas: BTreeMap<i64, String>,
    organisations: BTreeMap<i64, String>,
    bodies: BTreeMap<i64, String>,
    consents: BTreeMap<String, String>,
    sendings: BTreeMap<i64, String>,
}

impl Names {
    async fn read(app: &App, person: &Person, language: Language) -> Result<Self, DbErr> {
        let on = app.store.read();
        let pick = |dutch: String, english: String| language.pick(dutch, english);
        let publications = publications::Entity::find().all(on).await?;
        let topics = topics::Entity::find().all(on).await?;
        let areas = areas::Entity::find().all(on).await?;
        let organisations = organisations::Entity::find().all(on).await?;
        let bodies = bodies::Entity::find().all(on).await?;
        let consents = consent_texts::Entity::find().all(on).await?;
        Ok(Self {
            language,
            rooms: app.rooms.clone(),
            publications: publications.into_iter().map(|row| (row.id.0, pick(row.name_nl, row.name_en))).collect(),
            topics: topics.into_iter().map(|row| (row.id.0, pick(row.name_nl, row.name_en))).collect(),
            areas: areas.into_iter().map(|row| (row.id.0, pick(row.name_nl, row.name_en))).collect(),
            organisations: organisations.into_iter().map(|row| (row.id.0, row.name)).collect(),
            bodies: bodies.into_iter().map(|row| (row.id.0, row.name)).collect(),
            consents: consents.into_iter().map(|row| (row.hash, row.body)).collect(),
            sendings: sendings_of(app, person, language).await?,
        })
    }

    fn cell(&self, row: &QueryResult, table: &Table, column: &Column) -> Result<Cell, DbErr> {
        let name = column.name;
        let number_of = || row.try_get::<Option<i64>>("", name);
        let text_of = || row.try_get::<Option<String>>("", name);
        let (raw, words) = match column.form {
            Form::Nothing => (Raw::Nothing, String::new()),
            Form::Key => of_number(number_of()?, |many| many.to_string()),
            Form::Number => of_number(number_of()?, |many| number(many, self.language)),
            Form::Small => {
                of_number(row.try_get::<Option<i32>>("", name)?.map(i64::from), |many| number(many, self.language))
            }
            Form::Moment => of_number(number_of()?, |at| short_moment(Instant(at), self.language)),
            Form::Publication => of_number(number_of()?, |id| named(&self.publications, id)),
            Form::Topic => of_number(number_of()?, |id| named(&self.topics, id)),
            Form::Area => of_number(number_of()?, |id| named(&self.areas, id)),
            Form::Organisation => of_number(number_of()?, |id| named(&self.organisations, id)),
            Form::Body => of_number(number_of()?, |id| named(&self.bodies, id)),
            Form::Sending => of_number(number_of()?, |id| named(&self.sendings, id)),
            Form::Text | Form::Code => of_text(text_of()?, str::to_owned),
            Form::Word => {
                of_text(text_of()?, |word| self.rooms.word_of_table(table.name, word, self.language).to_owned())
            }
            Form::Of(words) => of_text(text_of()?, |word| said_of(words, word, self.language).to_owned()),
            Form::Act => of_text(text_of()?, |word| self.said(word, self.rooms.act(word).map(|act| act.said))),
            Form::Thing => of_text(text_of()?, |word| self.rooms.thing(word, self.language).to_owned()),
            Form::Kind => of_text(text_of()?, |word| self.said(word, self.rooms.kind(word).map(|kind| kind.name))),
            Form::Language => of_text(text_of()?, |tag| {
                Language::from_tag(tag).map_or(tag, |of| of.name_in(self.language)).to_owned()
            }),
            Form::Consent => {
                of_text(text_of()?, |hash| self.consents.get(hash).cloned().unwrap_or_else(|| hash.to_owned()))
            }
            Form::Secret => self.hidden(row, name)?,
        };
        Ok(Cell { column: name, raw, words })
    }

    /// What something is called; a word that is none of ours stays as it is.
    fn said(&self, word: &str, both: Option<Both>) -> String {
        both.map_or(word, |both| both.of(self.language)).to_owned()
    }

    /// That it is there, and not what it is. It may be text or bytes.
    fn hidden(&self, row: &QueryResult, name: &str) -> Result<(Raw, String), DbErr> {
        let is_there = match row.try_get::<Option<String>>("", name) {
            Ok(text) => text.is_some(),
            Err(_) => row.try_get::<Option<Vec<u8>>>("", name)?.is_some(),
        };
        let words = texts::not_shown(self.language);
        Ok(if is_there { (Raw::Text(words.to_owned()), words.to_owned()) } else { (Raw::Nothing, String::new()) })
    }
}

fn of_number(number: Option<i64>, words: impl Fn(i64) -> String) -> (Raw, String) {
    number.map_or((Raw::Nothing, String::new()), |number| (Raw::Number(number), words(number)))
}

fn of_text(text: Option<String>, words: impl Fn(&str) -> String) -> (Raw, String) {
    text.map_or((Raw::Nothing, String::new()), |text| {
        let words = words(&text);
        (Raw::Text(text), words)
    })
}

fn named(names: &BTreeMap<i64, String>, id: i64) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

/// What the mails to a person were called: a sending to many by its title, a letter by what it was for.
async fn sendings_of(app: &App, person: &Person, language: Language) -> Result<BTreeMap<i64, String>, DbErr> {
    let on = app.store.read();
    let found = sql(
        on,
        "SELECT sendings.id AS id, sendings.label AS label, sendings.lane AS lane FROM sendings
         JOIN deliveries ON deliveries.sending_id = sendings.id AND deliveries.person_id = ?",
        [person.id.0.into()],
    );
    let rows = on.query_all_raw(found).await?;
    let read = |row: &QueryResult| {
        let (label, lane): (String, String) = (row.try_get("", "label")?, row.try_get("", "lane")?);
        let words = if lane == "waiting" { app.rooms.word(&label, language).to_owned() } else { label };
        Ok((row.try_get("", "id")?, words))
    };
    rows.iter().map(read).collect()
}
