//! Dossiers: what staff write, what everybody reads, and who is never named.

mod deciding;
mod naming;
mod publishing;
mod reading;

use axum::http::StatusCode;
use samenspraak::app::App;
use samenspraak::base::Language;
use samenspraak::base::id::{DossierId, MemberId};
use samenspraak::dossiers::{
    self, Added, EntryWanted, Made, Role as Part, SourceWanted, Theme, ThemeColour, Wanted, When,
};
use samenspraak::store::tables::states::Role;

use crate::house::{House, Visitor};

/// A dossier in two themes, with three people and two sources, of which one is not public.
pub struct Desk {
    pub house: House,
    pub editor: MemberId,
    pub approver: MemberId,
    pub id: DossierId,
}

pub fn wanted(title: &str) -> Wanted {
    let theme = |number, name: &str, colour| Theme { number, name: name.to_owned(), colour };
    Wanted {
        language: Language::Dutch,
        title: title.to_owned(),
        summary: "Van de eerste brief tot het besluit.".to_owned(),
        themes: vec![theme(1, "Samenspraak", ThemeColour::Brand), theme(2, "Besluiten", ThemeColour::Warn)],
    }
}

pub fn entry(said: &str, title: &str, text: &str) -> EntryWanted {
    EntryWanted {
        when: When::parse(said).unwrap(),
        theme: 1,
        is_turn: false,
        title: title.to_owned(),
        source: text.to_owned(),
        sources: Vec::new(),
    }
}

pub fn source(title: &str, is_public: bool) -> SourceWanted {
    SourceWanted {
        title: title.to_owned(),
        said_on: "14 januari 2025".to_owned(),
        origin: "Cliëntenraad Werk".to_owned(),
        is_public,
        address: format!("https://stukken.example/{}.pdf", if is_public { "open" } else { "geheim" }),
        why_closed: if is_public { String::new() } else { "Om mensen te beschermen.".to_owned() },
    }
}

impl Desk {
    pub async fn empty() -> Self {
        let house = House::open().await;
        let (editor, approver) = (house.member(&[Role::Editor]).await, house.member(&[Role::Approver]).await);
        let made =
            dossiers::make(&house.app, editor, &wanted("Werk en herstel"), &house.app.random.token()).await.unwrap();
        let Made::New(id) = made else { panic!("{made:?}") };
        Self { house, editor, approver, id }
    }

    /// With people, sources and two entries in which nobody is named.
    pub async fn furnished() -> Self {
        let desk = Self::empty().await;
        for (role, name) in [
            ("ambtelijk Veilig Werk", "Karin Postma"),
            ("functionaris inspectie", "De heer De Wit"),
            ("onderzoeker", "Ahmed Salah"),
        ] {
            desk.cast(role, name).await;
        }
        desk.cite(&source("Brief", true)).await;
        desk.cite(&source("Hele tekst", false)).await;
        let letter =
            EntryWanted { sources: vec![1], ..entry("14 januari 2025", "Een brief", "De raad schrijft aan @1.") };
        desk.write(&letter).await;
        let turn = entry("eind 2025", "Een besluit van @2", "Wat @1 en @3 vroegen, gebeurt.");
        desk.write(&EntryWanted { is_turn: true, theme: 2, sources: vec![1, 2], ..turn }).await;
        desk
    }

    pub fn app(&self) -> &App {
        &self.house.app
    }

    pub async fn cast(&self, role: &str, name: &str) -> i64 {
        let part = Part { role: role.to_owned(), name: name.to_owned() };
        let cast = dossiers::cast(self.app(), self.editor, self.id, (&part, &self.app().random.token())).await.unwrap();
        let Added::New(number) = cast else { panic!("{cast:?}") };
        number
    }

    pub async fn cite(&self, wanted: &SourceWanted) -> i64 {
        let cited =
            dossiers::cite(self.app(), self.editor, self.id, (wanted, &self.app().random.token())).await.unwrap();
        let Added::New(number) = cited else { panic!("{cited:?}") };
        number
    }

    pub async fn write(&self, wanted: &EntryWanted) -> i64 {
        let written =
            dossiers::write(self.app(), self.editor, self.id, (wanted, &self.app().random.token())).await.unwrap();
        let Added::New(number) = written else { panic!("{written:?}") };
        number
    }

    pub async fn sign_in(&self, roles: &[Role]) -> Visitor {
        self.house.signed_in_as(roles).await
    }

    /// Presses "Maak dit openbaar" on the page that shows it; gives where that leads.
    pub async fn publish(&self) -> String {
        let approver = self.sign_in(&[Role::Approver]).await;
        let path = format!("/beheer/dossiers/{}", self.id);
        let seen = fingerprint(&approver.get(&format!("{path}/lezen")).await.body);
        let answer = approver.post(&format!("{path}/openbaar"), &[("seen", &seen)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        answer.location().to_owned()
    }

    /// The public page, read without signing in.
    pub async fn public(&self, rest: &str) -> String {
        let answer = self.house.get(&format!("/dossiers/{}{rest}", self.id)).await;
        assert_eq!(answer.status, StatusCode::OK, "{rest}");
        answer.body
    }
}

/// What the button that publishes brings along.
pub fn fingerprint(page: &str) -> String {
    let hexadecimal = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    page.split(|letter: char| !letter.is_ascii_alphanumeric()).find(hexadecimal).unwrap_or_default().to_owned()
}
