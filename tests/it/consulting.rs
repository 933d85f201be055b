//! Consultations: from the draft to the reaction, by everybody who has a part in it.

mod answering;
mod asking;
mod enclosing;
mod entering;
mod merging;
mod papers;
mod reacting;
mod typing;

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::base::id::{ConsultationId, MemberId};
use samenspraak::base::{Link, Purpose};
use samenspraak::consultations::{self, Asked, Deadline, LateBy, Made, Opened, Wanted};
use samenspraak::people;
use samenspraak::store::tables::states::Role;

use crate::house::{Answer, House, Visitor};

/// The first words of the council: two paragraphs.
pub const WORDS: &str =
    "Een vast moment dat mensen vooraf weten, en iemand die naast hen zit.\n\nZet dat in alinea 4.2. 🙂 Dank u wel.";

/// A text of a mail as one line: it is broken after 72 characters.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A consultation with three organisations: a council with a secretary and a chair, a federation, and an umbrella.
pub struct Round {
    pub house: House,
    pub editor: MemberId,
    pub approver: MemberId,
    pub id: ConsultationId,
}

pub fn wanted(contact: MemberId) -> Wanted {
    let question = |asked: &str, choices: &[&str]| Asked {
        asked: asked.to_owned(),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    };
    Wanted {
        title: "Werk en herstel".to_owned(),
        kenmerk: "2026-0417".to_owned(),
        on_behalf: "het ministerie van Veilig Werk".to_owned(),
        summary: "Wij schrijven een handreiking over terugkeren naar werk.".to_owned(),
        source: "## Eerste gesprek\n\nIn alinea 4.2 staat wat werkgever en werknemer bespreken.".to_owned(),
        deadline: Deadline::parse("18-12-2026", "17.00").unwrap(),
        contact,
        late_by: LateBy::Received,
        questions: vec![
            question("Wat hebben mensen nodig in het eerste gesprek?", &[]),
            question("Herkent u de drie situaties?", &["Ja", "Deels", "Nee"]),
        ],
    }
}

impl Round {
    /// Three organisations in the register, and a consultation that asks them, not approved yet.
    pub async fn drafted() -> Self {
        Self::drafted_with(0).await
    }

    /// The same with so many more members of the council.
    pub async fn drafted_with(members: usize) -> Self {
        let house = House::open().await;
        let (editor, approver) = (house.member(&[Role::Editor]).await, house.member(&[Role::Approver]).await);
        for (id, name) in [(1, "Cliëntenraad Werk"), (2, "Federatie Patiënten"), (3, "Koepel Gelijk Meedoen")] {
            house.sql(&format!("INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason) VALUES ({id}, 'client-council', '{name}', '{}', 1, 1, '')", name.to_lowercase())).await;
        }
        let contacts = [
            (1, "fatima@voorbeeld.nl", "secretaris"),
            (1, "joost@voorbeeld.nl", "lid"),
            (1, "deboer@voorbeeld.nl", "voorzitter"),
            (2, "federatie@voorbeeld.nl", "beleidsadviseur"),
            (3, "koepel@voorbeeld.nl", "voorzitter"),
        ];
        let contacts = contacts.map(|(organisation, address, role)| (organisation, address.to_owned(), role));
        let more = (0..members).map(|number| (1, format!("lid{number}@voorbeeld.nl"), "lid"));
        for (organisation, address, role) in contacts.into_iter().chain(more) {
            let person = house.person(&address).await;
            house.sql(&format!("INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at) VALUES ({organisation}, {person}, '{role}', '2026-01-01', 1)")).await;
        }
        let app = &house.app;
        let made = consultations::make(app, editor, &wanted(editor), &app.random.token()).await.unwrap();
        let Made::New(id) = made else { panic!("{made:?}") };
        for (version, organisation) in [(1, 1), (2, 2), (3, 3)] {
            consultations::invite(app, editor, (id, version), samenspraak::base::id::OrganisationId(organisation))
                .await
                .unwrap();
        }
        Self { house, editor, approver, id }
    }

    /// The same, approved through the page and open; its five letters have arrived.
    pub async fn open() -> Self {
        Self::open_with(0).await
    }

    /// The same with so many more members of the council.
    pub async fn open_with(members: usize) -> Self {
        let round = Self::drafted_with(members).await;
        let approver = round.sign_in(&[Role::Approver]).await;
        let approved = round.approve(&approver).await;
        assert!(approved.location().ends_with("gedaan=goedgekeurd"), "{}", approved.location());
        let opened = consultations::open(&round.house.app, round.editor, round.id).await.unwrap();
        assert_eq!(opened, Opened::Done(5 + members));
        round
    }

    pub async fn sign_in(&self, roles: &[Role]) -> Visitor {
        self.house.signed_in_as(roles).await
    }

    /// Presses "Keur goed" on the page.
    pub async fn approve(&self, who: &Visitor) -> Answer {
        let path = format!("/beheer/consultaties/{}", self.id);
        let page = who.get(&path).await;
        let form = "/goedkeuren\"";
        let (version, seen) = (
            page.value_after(&format!("{form} class=\"form-inline\"><input type=\"hidden\" name=\"version\"")),
            page.value_after("name=\"seen\""),
        );
        who.post(&format!("{path}/goedkeuren"), &[("version", &version), ("seen", &seen)]).await
    }

    /// The token of somebody's link, as their letter has it.
    pub async fn token(&self, address: &str) -> String {
        let person = people::by_key(self.house.app.store.read(), address).await.unwrap().unwrap();
        let query = format!("SELECT id FROM consultation_invitees WHERE person_id = {}", person.id);
        let invitee = self.house.number(Box::leak(query.into_boxed_str())).await;
        Link::token(&self.house.app.secrets, Purpose::Answer, person.id.0, invitee, person.epoch)
    }

    /// The own page of somebody.
    pub async fn page_of(&self, address: &str) -> String {
        format!("/consultaties/antwoord/{}", self.token(address).await)
    }

    /// Writes an answer through the page, from what is there now.
    pub async fn write(&self, address: &str, number: i64, words: &str) -> Answer {
        let path = format!("{}/vraag/{number}", self.page_of(address).await);
        let version = self.house.get(&path).await.value_after("name=\"version\"");
        self.house.post(&path, &[("version", &version), ("words", words)]).await
    }

    /// Releases through the page, as somebody who just read everything.
    pub async fn release(&self, address: &str, openness: &str) -> Answer {
        let path = format!("{}/alles", self.page_of(address).await);
        let seen = self.house.get(&path).await.value_after("name=\"seen\"");
        self.house.post(&path, &[("seen", &seen), ("openness", openness)]).await
    }

    /// The council and the federation have answered, the umbrella is silent, and the term is over.
    pub async fn answered() -> Self {
        let round = Self::open().await;
        round.write("joost@voorbeeld.nl", 1, WORDS).await;
        round.write("fatima@voorbeeld.nl", 2, "Deels").await;
        round.write("federatie@voorbeeld.nl", 1, "Een tolk moet altijd betaald worden.").await;
        assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
        assert_eq!(round.release("federatie@voorbeeld.nl", "summary").await.status, StatusCode::SEE_OTHER);
        round.house.wait(days(30));
        round
    }

    pub async fn count(&self, query: &'static str) -> i64 {
        self.house.number(query).await
    }
}
