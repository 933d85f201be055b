//! The subscribers of the demo: 1,500 invented people, with the evidence of how they came here.

use sea_orm::{DbErr, EntityTrait, QueryOrder, Set};

use crate::base::clock::days;
use crate::base::id::{ImportId, PersonId, PublicationId};
use crate::base::secrets::sha256_hex;
use crate::base::words::fold;
use crate::base::{EmailAddress, Instant, Language};
use crate::centre::{self, Publication};
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{ConsentAct, ImportState};
use crate::store::tables::{consents, imports, people, subscriptions};

/// How many subscribers there are.
pub(super) const MANY: usize = 1_500;
/// One in this many left.
pub(super) const LEFT_EVERY: usize = 125;
/// Far below what one statement may bind on either engine.
const CHUNK: usize = 500;

const BASIS: &str = "Inschrijflijsten van de netwerkdagen en de oude nieuwsbrief, overgenomen met toestemming";

const FIRST: [&str; 61] = [
    "Anna",
    "Bram",
    "Carla",
    "Daan",
    "Eva",
    "Fatima",
    "Gijs",
    "Hanna",
    "Ibrahim",
    "Julia",
    "Kees",
    "Lotte",
    "Mohammed",
    "Noor",
    "Omar",
    "Petra",
    "Quinten",
    "Roos",
    "Samira",
    "Thijs",
    "Ursula",
    "Vera",
    "Willem",
    "Xander",
    "Yasmin",
    "Zoë",
    "Aisha",
    "Bart",
    "Charlotte",
    "Dirk",
    "Elif",
    "Frank",
    "Greetje",
    "Hendrik",
    "Ingrid",
    "Jeroen",
    "Karin",
    "Lars",
    "Mieke",
    "Nico",
    "Olga",
    "Pieter",
    "Rachid",
    "Saskia",
    "Tom",
    "Ulrich",
    "Vincent",
    "Wendy",
    "Youssef",
    "Annelies",
    "Bas",
    "Chantal",
    "Dennis",
    "Esther",
    "Floor",
    "Gerard",
    "Hatice",
    "Ilse",
    "Joost",
    "Kim",
    "Leo",
];
const LAST: [&str; 83] = [
    "de Vries",
    "Jansen",
    "van den Berg",
    "Bakker",
    "van Dijk",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "de Graaf",
    "van der Meer",
    "Kok",
    "Jacobs",
    "van der Linden",
    "Vermeulen",
    "van den Heuvel",
    "Schouten",
    "van Beek",
    "Willems",
    "Hoekstra",
    "van Vliet",
    "Koster",
    "Prins",
    "Huisman",
    "Postma",
    "Yılmaz",
    "Kaya",
    "El Idrissi",
    "Bouzid",
    "Kuipers",
    "Veenstra",
    "Kramer",
    "van den Brink",
    "Scholten",
    "Sanders",
    "Molenaar",
    "Blom",
    "Hermans",
    "van Wijk",
    "Evers",
    "Gerritsen",
    "Jonker",
    "Schipper",
    "Timmermans",
    "Groen",
    "Kuiper",
    "van der Wal",
    "Martens",
    "Wolters",
    "Bosch",
    "Maas",
    "Verhoeven",
    "van Dam",
    "Driessen",
    "Lammers",
    "Ramdin",
    "Nguyen",
    "Santos",
    "Peeters",
    "de Bruijn",
    "Boersma",
    "Zwart",
    "Haan",
    "Verbeek",
    "Sluiter",
    "Terpstra",
    "Ouali",
    "van Rijn",
    "Aarts",
    "Claassen",
    "Roelofs",
];
const DOMAINS: [&str; 12] = [
    "regio-noord.voorbeeld.nl",
    "regio-oost.voorbeeld.nl",
    "regio-noordwest.voorbeeld.nl",
    "regio-zuidwest.voorbeeld.nl",
    "regio-brabant.voorbeeld.nl",
    "regio-limburg.voorbeeld.nl",
    "omgevingsdienst.voorbeeld.nl",
    "gemeente.voorbeeld.nl",
    "provincie.voorbeeld.nl",
    "chemie.example.org",
    "haven.example.net",
    "adviesbureau.example.org",
];
const ENGLISH_DOMAINS: [&str; 2] = ["port.example.net", "institute.example.org"];

/// One of them, by number: the same number is always the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Invented {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The language of their mails: one in twenty reads English.
    pub language: Language,
}

/// The person of a number. 61 and 83 have no common factor, so the first 5,063 have different names.
pub(super) fn invented(number: usize) -> Invented {
    let pick = |list: &[&'static str]| list.get(number % list.len()).copied().unwrap_or_default();
    let (first, last) = (pick(&FIRST), pick(&LAST));
    let is_english = number % 20 == 7;
    let domain = if is_english { pick(&ENGLISH_DOMAINS) } else { pick(&DOMAINS) };
    let local: String = format!("{first}.{last}").chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let local: String = fold(&local).replace('ı', "i");
    Invented {
        name: format!("{first} {last}"),
        address: format!("{local}@{domain}"),
        language: if is_english { Language::English } else { Language::Dutch },
    }
}

/// At whose domain the person of a number reads: the first six are the collaboration areas.
pub(super) const fn reads_at(number: usize) -> usize {
    if number % 20 == 7 { DOMAINS.len() } else { number % DOMAINS.len() }
}

/// When someone subscribed: over two years, the first ones first, all before the first issue of the demo.
fn subscribed_at(number: usize, now: Instant) -> Instant {
    now.minus(days(800 - u64::try_from(number / 3).unwrap_or(0)))
}

/// Adds all of them as subscribers of the first publication, and one in three of the second. Gives their ids in order.
pub(super) async fn subscribe_all(
    tx: &DatabaseTransaction,
    publications: &[PublicationId],
    left_at: Instant,
    now: Instant,
) -> anyhow::Result<Vec<PersonId>> {
    let everyone: Vec<_> = (0..MANY).map(invented).collect();
    for (at, chunk) in everyone.chunks(CHUNK).enumerate() {
        let rows =
            chunk.iter().enumerate().map(|(index, person)| row_of(person, subscribed_at(at * CHUNK + index, now)));
        let rows: Vec<_> = rows.collect::<anyhow::Result<_>>()?;
        people::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let rows = people::Entity::find().order_by_asc(people::Column::Id).all(tx).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    for (which, publication) in publications.iter().enumerate() {
        let step = if which == 0 { 1 } else { 3 };
        let readers: Vec<_> = rows.iter().enumerate().step_by(step).collect();
        add_subscriptions(tx, &readers, *publication, left_at, now).await?;
    }
    Ok(ids)
}

fn row_of(person: &Invented, at: Instant) -> anyhow::Result<people::ActiveModel> {
    let address = EmailAddress::parse(&person.address)
        .map_err(|fault| anyhow::anyhow!("the demo's address {} is none: {fault:?}", person.address))?;
    Ok(people::ActiveModel {
        address: Set(address.as_typed().to_owned()),
        address_key: Set(address.key().to_owned()),
        name: Set(person.name.clone()),
        language: Set(person.language),
        epoch: Set(0),
        created_at: Set(at),
        ..Default::default()
    })
}

async fn add_subscriptions(
    tx: &DatabaseTransaction,
    readers: &[(usize, &people::Model)],
    publication: PublicationId,
    left_at: Instant,
    now: Instant,
) -> Result<(), DbErr> {
    let publication = centre::publication(tx, publication).await?;
    let publication = &publication.ok_or_else(|| DbErr::RecordNotFound("the publication of the demo".to_owned()))?;
    let id = publication.id();
    let import = imports::Entity::insert(imported(id, readers.len(), now)).exec(tx).await?.last_insert_id;
    for chunk in readers.chunks(CHUNK) {
        let rows = chunk.iter().map(|(number, person)| {
            let has_left = has_left(*number);
            subscriptions::ActiveModel {
                person_id: Set(person.id),
                publication_id: Set(id),
                source: Set("import".to_owned()),
                confirmed_at: Set(subscribed_at(*number, now)),
                withdrawn_at: Set(has_left.then_some(left_at)),
                withdrawn_through: Set(has_left.then(|| "page".to_owned())),
            }
        });
        subscriptions::Entity::insert_many(rows).exec_without_returning(tx).await?;
        let came = chunk
            .iter()
            .map(|(number, person)| evidence(person, (publication, Some(import)), subscribed_at(*number, now)));
        let left = chunk
            .iter()
            .filter(|(number, _)| has_left(*number))
            .map(|(_, person)| evidence(person, (publication, None), left_at));
        consents::Entity::insert_many(came.chain(left)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whether the person of a number left between the two issues that were sent.
pub(super) const fn has_left(number: usize) -> bool {
    number % LEFT_EVERY == LEFT_EVERY - 1
}

/// The list by which they came, and what became of its rows.
fn imported(publication: PublicationId, rows: usize, now: Instant) -> imports::ActiveModel {
    let (text, at) = (|words: &str| Set(words.to_owned()), now.minus(days(801)));
    let rows = i64::try_from(rows).unwrap_or_default();
    imports::ActiveModel {
        state: Set(ImportState::Done),
        fault: text(""),
        publication_id: Set(Some(publication)),
        file_name: text("oude-nieuwsbrief.csv"),
        encoding: text("utf-8"),
        sha256: Set(sha256_hex(format!("oude-nieuwsbrief {publication}").as_bytes())),
        bytes: Set(rows * 48),
        pieces: Set(0),
        layout: text(r#"{"separator":59,"has_header":true,"roles":["address","name","language"]}"#),
        basis: text(BASIS),
        source: text("inschrijflijsten van de netwerkdagen"),
        obtained_on: Set(at.rfc3339().chars().take(10).collect()),
        skip_wrong: Set(false),
        made_by: Set(None),
        made_at: Set(at),
        changed_at: Set(at),
        ended_at: Set(Some(at)),
        read_rows: Set(rows + 3),
        right_rows: Set(rows),
        wrong_rows: Set(0),
        repeated: Set(3),
        contradicting: Set(0),
        inactive: Set(0),
        merged_rows: Set(rows),
        added: Set(rows),
        present: Set(0),
        left_earlier: Set(0),
        suppressed: Set(0),
        trouble: Set(String::new()),
        troubled_at: Set(None),
        sending_id: Set(None),
        ..Default::default()
    }
}

/// Evidence of having come by an import, or of having left.
fn evidence(
    person: &people::Model,
    (publication, import): (&Publication, Option<ImportId>),
    at: Instant,
) -> consents::ActiveModel {
    let (act, source) =
        if import.is_some() { (ConsentAct::Imported, "import") } else { (ConsentAct::Withdrawn, "page") };
    consents::ActiveModel {
        person_id: Set(person.id),
        publication_id: Set(publication.id()),
        publication_name: Set(publication.name(person.language).to_owned()),
        act: Set(act),
        consent_hash: Set(None),
        language: Set(person.language),
        source: Set(source.to_owned()),
        basis: Set(String::new()),
        message_id: Set(None),
        import_id: Set(import),
        at: Set(at),
        ..Default::default()
    }
}
