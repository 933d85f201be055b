//! An event for some kinds of organisations: who is not seen to belong there asks for a place.

use axum::http::StatusCode;
use samenspraak::events::{self, EventApproval, NewEvent, RegistrationState};
use samenspraak::organisations::OrganisationKind;
use samenspraak::store::tables::states::Role;

use super::{Day, network_day};

impl Day {
    /// For client councils and ministries. The register knows a council of which one contact writes from its own domain and one from
    /// that of a mail provider, a municipality, and two organisations that share a domain.
    async fn for_councils(domains: &str) -> Self {
        let kinds = vec![OrganisationKind::ClientCouncil, OrganisationKind::Ministry];
        let day = Self::of(NewEvent { kinds, domains: domains.to_owned(), ..network_day(9) }).await;
        for (id, kind) in [(1, "client-council"), (2, "municipality"), (3, "ministry"), (4, "company")] {
            let row = format!(
                "INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason)
                 VALUES ({id}, '{kind}', 'Organisatie {id}', 'organisatie {id}', 1, 0, '')"
            );
            day.house.sql(&row).await;
        }
        for (organisation, address) in [
            (1, "voorzitter@raad.example"),
            (1, "bram@gmail.com"),
            (2, "cees@gemeente.example"),
            (2, "dora@gmail.com"),
            (3, "emma@samen.example"),
            (4, "finn@samen.example"),
        ] {
            let person = day.house.person(address).await;
            let row = format!(
                "INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at)
                 VALUES ({organisation}, {person}, '', '2020-01-01', 0)"
            );
            day.house.sql(&row).await;
        }
        day
    }

    /// Somebody registers on both screens. Gives the second screen and the page after it.
    async fn fill_in(&self, name: &str, address: &str) -> (String, String) {
        let guest = self.guest(7);
        let first = guest.begin(name, address).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let second = guest.get(first.location()).await.body;
        let sent = guest.post(first.location(), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        (second, guest.get(sent.location()).await.body)
    }

    async fn standing_of(&self, name: &str) -> (RegistrationState, EventApproval) {
        let row = self.of_name(name).await;
        (row.state, row.approval)
    }
}

const PLACE: (RegistrationState, EventApproval) = (RegistrationState::Registered, EventApproval::None);
const ASKS: (RegistrationState, EventApproval) = (RegistrationState::Waiting, EventApproval::Asked);

#[tokio::test]
async fn e01_who_is_of_the_kind_registers_and_others_ask() {
    let day = Day::for_councils("").await;
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    for words in ["cliëntenraad, ministerie", "Dan vraagt u een plaats aan"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    for (name, address, stands) in [
        ("Anna", "secretaris@raad.example", PLACE),
        ("Voorzitter", "voorzitter@raad.example", PLACE),
        // What only looks like the domain, ends like it or begins like it is another.
        ("Gijs", "gijs@nepraad.example", ASKS),
        ("Hans", "hans@raad.example.org", ASKS),
        ("Iris", "iris@mail.raad.example", ASKS),
        ("Cees", "cees@gemeente.example", ASKS),
        // Of a domain that several organisations share nobody knows whose it is.
        ("Joost", "joost@samen.example", ASKS),
        ("Kim", "kim@gmail.com", ASKS),
        ("Dora", "dora@gmail.com", ASKS),
    ] {
        let (second, _) = day.fill_in(name, address).await;
        assert_eq!(day.standing_of(name).await, stands, "{address}");
        assert_eq!(second.contains("Aan dit mailadres zien wij niet"), stands == ASKS, "{address}: {second}");
    }
    // Staff decide, as about every request.
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}", day.event);
    let kim = day.of_name("Kim").await.id.to_string();
    editor.post(&format!("{here}/aanvragen"), &[("request", kim.as_str()), ("do", "approve")]).await;
    assert_eq!(day.of_name("Kim").await.state, RegistrationState::Registered);
    day.assert_ledger().await;
}

/// Whoever types an address must not read on a page for whom its holder works.
#[tokio::test]
async fn e01_a_mailbox_that_the_register_knows_is_let_in_and_no_page_says_so() {
    let day = Day::for_councils("").await;
    let of = async |name: &str, address: &str| {
        let (second, after) = day.fill_in(name, address).await;
        [second, after].map(|page| page.replace(name, "NAAM").replace(address, "ADRES"))
    };
    let plain = |page: &str| {
        let words = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        words.split("/aanmelden/").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest)).collect::<String>()
    };
    let known = of("Bram", "bram@gmail.com").await;
    let unknown = of("Kees", "kees@gmail.com").await;
    for (one, other) in known.iter().zip(&unknown) {
        assert_eq!(plain(one), plain(other));
    }
    assert_eq!(day.standing_of("Bram").await.0, RegistrationState::Registered, "their mail brings the ticket");
    assert_eq!(day.standing_of("Kees").await, ASKS);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_a_mail_domain_stands_beside_the_kinds_and_a_quota_above_them() {
    let day = Day::for_councils("gemeente.example").await;
    day.fill_in("Cees", "cees@gemeente.example").await;
    assert_eq!(day.standing_of("Cees").await, PLACE);
    // Nobody is refused by the domain alone any more: they ask.
    day.fill_in("Kim", "kim@elders.example").await;
    assert_eq!(day.standing_of("Kim").await, ASKS);
    // Whom the register knows is not let in above the number of their organisation.
    day.house.sql("UPDATE events SET quota = 1").await;
    day.fill_in("Voorzitter", "voorzitter@raad.example").await;
    day.fill_in("Bram", "bram@gmail.com").await;
    assert_eq!((day.standing_of("Voorzitter").await, day.standing_of("Bram").await), (PLACE, ASKS));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_kinds_are_chosen_on_the_form_and_come_along_with_a_copy() {
    let day = Day::for_councils("").await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}", day.event);
    let form = editor.get(&format!("{here}/wijzigen")).await.body;
    for kind in ["client-council", "ministry"] {
        assert!(form.contains(&format!("value=\"{kind}\" checked")), "{form}");
    }
    assert!(!form.contains("value=\"company\" checked"), "{form}");
    let copy = events::copy(&day.house.app, day.member, day.event, 364).await.unwrap().unwrap();
    assert_eq!(
        day.house.number("SELECT COUNT(*) FROM events WHERE id = 2 AND kinds = 'client-council ministry'").await,
        1,
        "{copy}"
    );
}
