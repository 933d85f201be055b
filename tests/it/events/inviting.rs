//! Inviting people, and who answered.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::base::id::BodyId;
use samenspraak::events::{
    self, AskedToInvite, EventAdmission, InvitationState, Invited, NewEvent, Reminded, Source, read_pasted,
};
use samenspraak::store::tables::event_invitations;
use samenspraak::store::tables::states::Role;
use samenspraak::{people, returns};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{Attendee, Day, address, guest, mailbox, network_day};
use crate::house::Mail;

pub(super) const LINK: &str = "/bijeenkomsten/uitnodiging/";

pub(super) fn list(names: &[&str]) -> Source {
    let lines: Vec<String> = names.iter().map(|name| format!("{name} <{}>", address(name))).collect();
    Source::List(read_pasted(&lines.join("\n")).unwrap())
}

pub(super) fn asked(source: Source) -> AskedToInvite {
    AskedToInvite { source, words: ["Fijn als u **erbij** bent.".to_owned(), String::new()] }
}

impl Day {
    async fn by_invitation(capacity: i64) -> Self {
        Self::of(NewEvent { admission: EventAdmission::Invited, ..network_day(capacity) }).await
    }

    pub(super) async fn invite(&self, names: &[&str]) {
        let done = events::invite(&self.house.app, self.member, self.event, (&asked(list(names)), names.len())).await;
        assert_eq!(done.unwrap(), Invited::Done(names.len()));
        events::hand_out(&self.house.app).await.unwrap();
    }

    async fn invited(&self, name: &str) -> event_invitations::Model {
        event_invitations::Entity::find()
            .filter(event_invitations::Column::EventId.eq(self.event))
            .filter(event_invitations::Column::Name.eq(name))
            .one(self.house.app.store.read())
            .await
            .unwrap()
            .unwrap()
    }

    pub(super) async fn stands(&self, name: &str) -> InvitationState {
        self.invited(name).await.state
    }

    async fn invitations_to(&self, name: &str) -> Vec<Mail> {
        let mails = self.house.mails().await.into_iter();
        mails.filter(|mail| mail.to == address(name) && mail.text.contains(LINK)).collect()
    }

    pub(super) async fn link(&self, name: &str) -> String {
        self.invitations_to(name).await[0].link(LINK)
    }

    async fn remind(&self, many: i64) -> Reminded {
        let reminded = events::remind(&self.house.app, self.member, self.event, many).await.unwrap();
        events::hand_out(&self.house.app).await.unwrap();
        reminded
    }
}

impl Attendee {
    /// Registers through the page of an invitation, on both screens.
    async fn come(&self, link: &str, name: &str, address: &str) -> StatusCode {
        let fields = [("name", name), ("address", address), ("guests", "1")];
        let page = self.post(&format!("{link}/aanmelden"), &fields).await;
        if page.status != StatusCode::SEE_OTHER || !page.location().contains("/aanmelden/") {
            return StatusCode::GONE;
        }
        self.post(page.location(), &[]).await.status
    }
}

#[tokio::test]
async fn e14_each_gets_a_link_of_their_own_and_opening_it_changes_nothing() {
    let day = Day::by_invitation(5).await;
    day.invite(&["Anna de Vries", "Bram Jansen"]).await;
    day.house.deliver_all().await;
    let mail = &day.invitations_to("Anna de Vries").await[0];
    for words in ["Beste Anna de Vries,", "Wij nodigen u uit: Netwerkdag voorjaar 2027", "Fijn als u", "22 april 2027"]
    {
        assert!(mail.text.contains(words), "{words} is not in\n{}", mail.text);
    }
    assert!(!mail.raw.contains("List-Unsubscribe"), "a letter to one person, not a newsletter");
    let (anna, bram) = (day.link("Anna de Vries").await, day.link("Bram Jansen").await);
    assert_ne!(anna, bram);
    // R27: a scanner opens every link, the form too.
    for _ in 0..2 {
        let page = day.guest(1).get(&anna).await;
        assert!(page.body.contains("Anna de Vries, komt u?") && page.body.contains("Ja, ik kom"), "{}", page.body);
        let form = day.guest(1).get(&format!("{anna}/aanmelden")).await.body;
        assert!(form.contains("value=\"Anna de Vries\"") && !form.contains("Nog een collega erbij"), "{form}");
    }
    assert_eq!(day.stands("Anna de Vries").await, InvitationState::Invited);
    assert_eq!(day.guest(1).come(&anna, "Anna de Vries", &address("Anna de Vries")).await, StatusCode::SEE_OTHER);
    assert_eq!(day.stands("Anna de Vries").await, InvitationState::Registered);
    let again = day.guest(1).get(&anna).await.body;
    assert!(again.contains("U hebt al geantwoord") && !again.contains("/bijeenkomsten/mijn/"), "{again}");
    day.guest(1).post(&format!("{bram}/nee"), &[]).await;
    assert_eq!(day.stands("Bram Jansen").await, InvitationState::Declined);
    let after = day.guest(1).get(&bram).await.body;
    assert!(after.contains("U komt niet") && after.contains("Ik kom toch"), "{after}");
    // Who registered does not decline by the old page; that is cancelling, and it has a page.
    day.guest(1).post(&format!("{anna}/nee"), &[]).await;
    assert_eq!(day.stands("Anna de Vries").await, InvitationState::Registered);
    assert_eq!(day.guest(1).get(&format!("{}x", &anna[..anna.len() - 1])).await.status, StatusCode::NOT_FOUND);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_by_invitation_only_nobody_else_gets_in() {
    let day = Day::by_invitation(5).await;
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    assert!(page.contains("Op uitnodiging") && !page.contains("Meld u aan"), "{page}");
    let form = day.guest(1).get(&format!("/bijeenkomsten/{}/aanmelden", day.event)).await;
    assert_eq!(form.status, StatusCode::SEE_OTHER);
    let sent = day.guest(1).begin("Anna de Vries", &address("Anna de Vries")).await;
    assert!(!sent.location().contains("/aanmelden/"), "{}", sent.location());
    day.invite(&["Anna de Vries"]).await;
    let sent = day.guest(1).begin("Anna de Vries", &address("Anna de Vries")).await;
    assert!(!sent.location().contains("/aanmelden/"), "an address is no proof of an invitation");
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_bookings").await, 0);
}

/// A link that was passed on lets one person in, and they do not get at each other's place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e14_an_invitation_is_used_once_however_many_try() {
    let day = Day::by_invitation(50).await;
    day.invite(&["Anna de Vries"]).await;
    let link = day.link("Anna de Vries").await;
    let all = (0..10_u8).map(|number| {
        let (attendee, link) = (day.guest(usize::from(number)), link.clone());
        tokio::spawn(async move {
            let name = format!("Vreemde {}", char::from(b'a' + number));
            attendee.come(&link, &name, &address(&name)).await
        })
    });
    let came: Vec<StatusCode> = join_all(all).await.into_iter().map(Result::unwrap).collect();
    let let_in = came.iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
    assert!(let_in > 0 && came.iter().all(|status| !status.is_server_error()), "{came:?}");
    assert_eq!(day.count("registered").await, 1, "one invitation, one place");
    let page = day.guest(1).get(&link).await.body;
    assert!(page.contains("al iemand aangemeld") && !page.contains("/aanmelding/"), "{page}");
    // Forms that came too late keep nothing when their time is over.
    day.house.wait(std::time::Duration::from_mins(16));
    events::sweep(&day.house.app).await.unwrap();
    day.assert_ledger().await;
    assert_eq!(day.house.number("SELECT taken FROM event_pools WHERE session_id IS NULL").await, 1);
    // When they cancel it can be used again.
    let id = samenspraak::base::id::RegistrationId(
        day.house.number("SELECT id FROM event_registrations WHERE state = 'registered'").await,
    );
    events::cancel(&day.house.app, id, Actor::Reader, "self").await.unwrap();
    assert_eq!(day.stands("Anna de Vries").await, InvitationState::Declined);
    assert_eq!(day.guest(1).come(&link, "Anna de Vries", &address("Anna de Vries")).await, StatusCode::SEE_OTHER);
    assert_eq!(day.stands("Anna de Vries").await, InvitationState::Registered);
}

#[tokio::test]
async fn e14_only_who_did_not_answer_is_reminded_as_often_as_the_button_is_pressed() {
    let day = Day::with(10).await;
    let names = ["Anna", "Bram", "Cees", "Dirk", "Elif"];
    day.invite(&names).await;
    assert_eq!(day.remind(5).await, Reminded::OtherNumber(0), "not within a day of the invitation");
    day.house.wait(std::time::Duration::from_hours(25));
    // Answers by every way: the link, the public page, by staff, a colleague's place, and no.
    day.guest(1).come(&day.link("Anna").await, "Anna", &address("Anna")).await;
    day.register("Bram").await;
    let who = (&guest("Cees"), &mailbox("Cees"), Language::Dutch);
    events::add_by_hand(&day.house.app, day.member, day.event, who).await.unwrap();
    day.guest(1).post(&format!("{}/nee", day.link("Dirk").await), &[]).await;
    for name in ["Anna", "Bram", "Cees"] {
        assert_eq!(day.stands(name).await, InvitationState::Registered, "{name}");
    }
    assert_eq!(day.remind(2).await, Reminded::OtherNumber(1));
    assert_eq!(day.remind(1).await, Reminded::Done(1));
    assert_eq!(day.remind(1).await, Reminded::OtherNumber(0), "pressed twice, it goes once");
    day.house.deliver_all().await;
    for (name, many) in names.into_iter().zip([1, 1, 1, 1, 2]) {
        assert_eq!(day.invitations_to(name).await.len(), many, "{name}");
    }
    assert_eq!(day.stands("Elif").await, InvitationState::Reminded);
    assert!(day.invitations_to("Elif").await[1].subject.starts_with("Komt u?"));
}

/// Between the button and the bell somebody answers: the answer comes first.
#[tokio::test]
async fn e14_an_answer_stops_a_reminder_that_is_due() {
    let day = Day::with(10).await;
    day.invite(&["Anna", "Bram"]).await;
    day.house.wait(std::time::Duration::from_hours(25));
    let done = events::remind(&day.house.app, day.member, day.event, 2).await.unwrap();
    assert_eq!(done, Reminded::Done(2));
    day.guest(1).post(&format!("{}/nee", day.link("Anna").await), &[]).await;
    day.house.sql("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) SELECT 'x', 1, person_id, 'hard-bounce', 1 FROM event_invitations WHERE name = 'Bram'").await;
    for _ in 0..2 {
        events::hand_out(&day.house.app).await.unwrap();
    }
    assert_eq!(day.invitations_to("Anna").await.len(), 1);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM sendings WHERE label = 'events.invitation-reminder'").await, 0);
}

#[tokio::test]
async fn e14_a_mailbox_is_invited_once_and_never_when_it_may_not_be_written_to() {
    let day = Day::with(10).await;
    day.register("Cees").await;
    day.house.person("dicht@voorbeeld.nl").await;
    day.house.sql("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) SELECT 'x', 1, id, 'hard-bounce', 1 FROM people WHERE address = 'dicht@voorbeeld.nl'").await;
    day.invite(&["Anna"]).await;
    let text = "Anna <anna@voorbeeld.nl>\nBram; bram@voorbeeld.nl; Regio Oost\nBRAM@voorbeeld.nl\ncees@voorbeeld.nl\ndicht@voorbeeld.nl";
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/bijeenkomsten/{}/uitnodigingen/nieuw", day.event);
    let fields = [("source", "list"), ("list", text), ("words_nl", "Graag tot dan"), ("words_en", "")];
    let look: Vec<_> = fields.into_iter().chain([("do", "look")]).collect();
    let page = editor.post(&path, &look).await;
    for words in ["4 gekozen", "1 al uitgenodigd", "1 al aangemeld", "1 mag niet worden gemaild", "Nodig 1 persoon uit"]
    {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    assert_eq!(
        day.house.number("SELECT COUNT(*) FROM people WHERE address LIKE 'bram%'").await,
        0,
        "looking keeps nobody"
    );
    let seen = page.value_after("name=\"seen\"");
    let send: Vec<_> = fields.into_iter().chain([("seen", seen.as_str()), ("do", "send")]).collect();
    assert_eq!(editor.post(&path, &send).await.status, StatusCode::SEE_OTHER);
    let again = editor.post(&path, &send).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "sent twice it is sent once");
    assert!(again.body.contains("Al verstuurd") && !again.body.contains("Nog niet verstuurd"), "{}", again.body);
    let other: Vec<_> = [("source", "list"), ("list", "cees@voorbeeld.nl"), ("words_nl", ""), ("words_en", "")]
        .into_iter()
        .chain([("seen", seen.as_str()), ("do", "send")])
        .collect();
    let nobody = editor.post(&path, &other).await;
    assert!(nobody.body.contains("Niet verstuurd: ") && !nobody.body.contains("Al verstuurd"), "{}", nobody.body);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_invitations").await, 2);
    assert_eq!(day.invited("Bram").await.organisation, "Regio Oost");
    let wrong = editor.post(&path, &[("source", "list"), ("list", "anna@voorbeeld.nl\nniets"), ("do", "look")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("geen goed e-mailadres: 2") && wrong.body.contains("niets"), "{}", wrong.body);
    let nothing = editor.post(&path, &[("source", ""), ("list", ""), ("do", "look")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn e14_a_body_an_organisation_and_an_audience_are_invited_as_they_are_now() {
    let day = Day::with(10).await;
    let person = day.house.person("voorzitter@voorbeeld.nl").await;
    let former = day.house.person("vroeger@voorbeeld.nl").await;
    for statement in [
        "INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason) VALUES (1, 'ministry', 'Regio Oost', 'regio oost', 1, 0, '')".to_owned(),
        "INSERT INTO bodies (id, kind, name, name_key, version, made_at) VALUES (1, 'other', 'Stuurgroep', 'stuurgroep', 1, 0)".to_owned(),
        format!("INSERT INTO body_members (body_id, person_id, organisation_id, role, from_on, made_at) VALUES (1, {person}, 1, '', '2020-01-01', 0)"),
        format!("INSERT INTO body_members (body_id, person_id, role, from_on, until_on, made_at) VALUES (1, {former}, '', '2020-01-01', '2021-01-01', 0)"),
        format!("INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at) VALUES (1, {person}, '', '2020-01-01', 0)"),
    ] {
        day.house.sql(&statement).await;
    }
    let would = async |source| events::would_invite(&day.house.app, day.event, &source).await.unwrap();
    let organisation = Source::Organisation(samenspraak::base::id::OrganisationId(1));
    assert_eq!(would(organisation).await.new, 1);
    let body = asked(Source::Body(BodyId(1)));
    let done = events::invite(&day.house.app, day.member, day.event, (&body, 1)).await.unwrap();
    assert_eq!(done, Invited::Done(1));
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_invitations WHERE organisation = 'Regio Oost'").await, 1);
    let other = events::invite(&day.house.app, day.member, day.event, (&body, 1)).await.unwrap();
    assert!(matches!(other, Invited::Other(chosen) if chosen.invited == 1), "{other:?}");
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/bijeenkomsten/{}/uitnodigingen/nieuw", day.event)).await.body;
    assert!(page.contains("Overleggroep: Stuurgroep") && page.contains("Organisatie: Regio Oost"), "{page}");
}

#[tokio::test]
async fn e14_the_list_counts_each_state_filters_and_is_taken_along() {
    let day = Day::with(10).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/uitnodigingen", day.event);
    let empty = editor.get(&here).await.body;
    assert!(empty.contains("Nog niemand is uitgenodigd") && empty.contains("Nodig mensen uit"), "{empty}");
    day.invite(&["Anna", "Bram", "Cees"]).await;
    day.house.wait(std::time::Duration::from_hours(25));
    day.guest(1).post(&format!("{}/nee", day.link("Cees").await), &[]).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&here).await.body;
    assert!(page.contains("Herinner 2 mensen") && page.contains("3 mensen"), "{page}");
    let filtered = editor.get(&format!("{here}?stand=declined")).await.body;
    assert!(filtered.contains("Cees") && !filtered.contains("bram@voorbeeld.nl"), "{filtered}");
    let csv = editor.post(&format!("{here}/bestand"), &[("kind", "csv")]).await.body;
    assert!(csv.contains("cees@voorbeeld.nl") && csv.contains("komt niet") && csv.contains("uitgenodigd"), "{csv}");
    let other = editor.post(&format!("{here}/herinner"), &[("many", "3")]).await;
    assert!(other.location().contains("ander-aantal"));
    let done = editor.post(&format!("{here}/herinner"), &[("many", "2")]).await;
    assert!(done.location().contains("herinnerd"));
    let twice = editor.post(&format!("{here}/herinner"), &[("many", "2")]).await;
    let said = editor.get(twice.location()).await.body;
    assert!(said.contains("de herinneringen zijn al verstuurd") && !said.contains("Nog niet verstuurd"), "{said}");
}

#[tokio::test]
async fn e14_only_a_published_event_invites_and_an_invitation_needs_no_approval() {
    let house = crate::house::House::open().await;
    let member = house.member(&[Role::Editor]).await;
    let draft = events::add(&house.app, member, &network_day(5)).await.unwrap();
    let done = events::invite(&house.app, member, draft, (&asked(list(&["Anna"])), 1)).await.unwrap();
    assert_eq!(done, Invited::NotNow);
    let day = Day::with_approval(1).await;
    day.invite(&["Anna", "Bram"]).await;
    // Of another domain and without approval: who was invited was chosen.
    day.house.sql("UPDATE events SET domains = 'elders.example'").await;
    assert_eq!(day.guest(1).come(&day.link("Anna").await, "Anna", &address("Anna")).await, StatusCode::SEE_OTHER);
    assert_eq!(day.of_name("Anna").await.approval, events::EventApproval::None);
    assert_eq!(day.count("registered").await, 1);
    // Full is full, also for who was invited: onto the list, and never one too many.
    let link = day.link("Bram").await;
    let fields = [("name", "Bram"), ("address", "bram@voorbeeld.nl"), ("guests", "1"), ("waits", "yes")];
    let page = day.guest(2).post(&format!("{link}/aanmelden"), &fields).await;
    day.guest(2).post(page.location(), &[]).await;
    assert_eq!(day.count("waiting").await, 1);
    assert_eq!(day.stands("Bram").await, InvitationState::Registered);
    day.assert_ledger().await;
}

/// A colleague who comes instead keeps the invitation answered; who is erased is not known any more and is not written to.
#[tokio::test]
async fn e14_a_colleague_keeps_the_answer_and_who_is_erased_is_gone() {
    let day = Day::with(10).await;
    day.invite(&["Anna", "Bram", "Cees"]).await;
    let anna = day.register("Anna").await;
    let bram = (&guest("Bram"), &mailbox("Bram"));
    events::substitute(&day.house.app, anna, Actor::Reader, bram).await.unwrap();
    assert_eq!(day.stands("Anna").await, InvitationState::Registered);
    assert_eq!(day.stands("Bram").await, InvitationState::Registered);
    let id = day.of_name("Bram").await.id;
    events::cancel(&day.house.app, id, Actor::Reader, "self").await.unwrap();
    assert_eq!(day.stands("Anna").await, InvitationState::Declined);
    let tx = day.house.app.store.begin_write().await.unwrap();
    let cees = day.invited("Cees").await.person_id.unwrap();
    let person = samenspraak::people::by_id(&tx, cees).await.unwrap().unwrap();
    events::forget(&tx, &day.house.app, &samenspraak::people::leaving(&person)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        day.house
            .number("SELECT COUNT(*) FROM event_invitations WHERE name = 'Cees' OR person_id IS NULL AND name <> ''")
            .await,
        0
    );
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_invitations").await, 3, "the row still counts");
}

#[tokio::test]
async fn e14_a_list_brings_back_nobody_who_was_erased() {
    let day = Day::by_invitation(5).await;
    let app = &day.house.app;
    let tx = app.store.begin_write().await.unwrap();
    returns::keep_out(&tx, app, mailbox("Anna de Vries").key(), app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let both = asked(list(&["Anna de Vries", "Bram Jansen"]));
    let chosen = events::would_invite(app, day.event, &both.source).await.unwrap();
    assert_eq!((chosen.all, chosen.new, chosen.barred), (2, 1, 1));
    assert_eq!(events::invite(app, day.member, day.event, (&both, 1)).await.unwrap(), Invited::Done(1));
    let anna = people::by_key(app.store.read(), mailbox("Anna de Vries").key()).await.unwrap();
    assert!(anna.is_none(), "nobody is known again because they stand on a list");
}

#[tokio::test]
async fn e14_who_was_invited_first_gets_the_words_of_then() {
    let day = Day::by_invitation(5).await;
    let app = &day.house.app;
    let with =
        |name: &str, words: &str| AskedToInvite { words: [words.to_owned(), String::new()], ..asked(list(&[name])) };
    let invite = async |asked: &AskedToInvite| events::invite(app, day.member, day.event, (asked, 1)).await.unwrap();
    assert_eq!(invite(&with("Anna de Vries", "De eerste woorden.")).await, Invited::Done(1));
    assert_eq!(invite(&with("Bram Jansen", "Andere woorden.")).await, Invited::OthersFirst);
    events::hand_out(app).await.unwrap();
    assert!(day.invitations_to("Anna de Vries").await[0].text.contains("De eerste woorden."));
    assert_eq!(invite(&with("Bram Jansen", "Andere woorden.")).await, Invited::Done(1));
}

#[tokio::test]
async fn e14_whom_nobody_wrote_to_because_it_closed_can_be_invited_when_it_opens() {
    let day = Day::by_invitation(5).await;
    let app = &day.house.app;
    let anna = asked(list(&["Anna de Vries"]));
    let invite = async || events::invite(app, day.member, day.event, (&anna, 1)).await.unwrap();
    assert_eq!(invite().await, Invited::Done(1));
    let closes = day.house.number("SELECT closes_at FROM events").await;
    day.house.sql(&format!("UPDATE events SET closes_at = {}", app.clock.now().0)).await;
    events::hand_out(app).await.unwrap();
    assert!(day.invitations_to("Anna de Vries").await.is_empty());
    day.house.sql(&format!("UPDATE events SET closes_at = {closes}")).await;
    assert_eq!(invite().await, Invited::Done(1));
    events::hand_out(app).await.unwrap();
    assert_eq!(day.invitations_to("Anna de Vries").await.len(), 1);
}

#[tokio::test]
async fn e14_the_number_on_the_button_counts_nobody_who_may_not_be_written_to() {
    let day = Day::by_invitation(5).await;
    day.invite(&["Anna de Vries", "Bram Jansen"]).await;
    day.house.wait(std::time::Duration::from_hours(25));
    assert_eq!(events::to_remind(&day.house.app, day.event).await.unwrap(), 2);
    let anna = day.invited("Anna de Vries").await.person_id.unwrap();
    day.house
        .sql(&format!("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('x', 1, {anna}, 'complaint', 1)"))
        .await;
    assert_eq!(events::to_remind(&day.house.app, day.event).await.unwrap(), 1);
    assert_eq!(day.remind(1).await, Reminded::Done(1));
    assert_eq!(day.invitations_to("Anna de Vries").await.len(), 1);
}
