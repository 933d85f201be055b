//! Whoever was invited and comes by another door than their letter, and what is said of an invitation afterwards.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::events::{self, Decided, EventApproval, InvitationState, RegistrationState};
use samenspraak::store::tables::states::Role;

use super::inviting::{LINK, asked, list};
use super::{Attendee, Day, address};

impl Attendee {
    /// Registers on the public page, on both screens; gives what it says then, without what is of this one form.
    async fn ask(&self, name: &str) -> String {
        let first = self.begin(name, &address(name)).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let second = self.get(first.location()).await.body;
        let sent = self.post(first.location(), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let token = first.location().rsplit('/').next().unwrap_or_default();
        let all = second + &self.get(sent.location()).await.body;
        all.replace(token, "").replace(&address(name), "").replace(name, "")
    }
}

impl Day {
    async fn stands_as(&self, name: &str) -> (RegistrationState, EventApproval) {
        let row = self.of_name(name).await;
        (row.state, row.approval)
    }
}

/// Staff chose them: they need not be chosen again. The page says nothing of it: whoever types somebody's address would read it.
#[tokio::test]
async fn e14_who_was_invited_needs_no_approval_on_the_public_page_either() {
    let day = Day::with_approval(1).await;
    day.invite(&["Anna", "Bram", "Dirk"]).await;
    let invited = day.guest(1).ask("Anna").await;
    assert_eq!(day.stands_as("Anna").await, (RegistrationState::Registered, EventApproval::Given));
    assert_eq!(day.stands("Anna").await, InvitationState::Registered);
    let mails = day.subjects_to("Anna").await;
    assert_eq!(mails.iter().filter(|subject| subject.starts_with("Uw bewijs")).count(), 1, "{mails:?}");
    assert!(mails.iter().all(|subject| !subject.starts_with("Uw aanvraag")), "{mails:?}");
    assert_eq!(day.acts(day.of_name("Anna").await.id).await, 1, "one line for one act");
    let stranger = day.guest(2).ask("Cees").await;
    assert_eq!(day.stands_as("Cees").await, (RegistrationState::Waiting, EventApproval::Asked));
    assert_eq!(invited, stranger, "the page does not tell who was invited");
    // Full is full: onto the list, before whoever still has to be approved. Who said no may change their mind.
    day.guest(3).post(&format!("{}/nee", day.link("Bram").await), &[]).await;
    day.guest(3).ask("Bram").await;
    assert_eq!(day.stands_as("Bram").await, (RegistrationState::Waiting, EventApproval::Given));
    assert_eq!(day.house.number("SELECT waiting FROM event_pools").await, 1);
    assert!(day.subjects_to("Bram").await.iter().any(|subject| subject.contains("wachtlijst")));
    // A second person of the same mailbox was not invited.
    day.guest(4).begin("Iemand Anders", &address("Anna")).await;
    let other = day.guest(4).begin("Iemand Anders", &address("Anna")).await;
    day.guest(4).post(other.location(), &[]).await;
    assert_eq!(day.stands_as("Iemand Anders").await, (RegistrationState::Waiting, EventApproval::Asked));
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r01_e14_invited_people_at_once_on_the_public_page_are_never_too_many() {
    let day = Day::with_approval(5).await;
    let names: Vec<String> = (0..20_u8).map(|number| format!("Gast {}", char::from(b'a' + number))).collect();
    day.invite(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let all = names.iter().enumerate().map(|(at, name)| {
        let (attendee, name) = (day.guest(at), name.clone());
        tokio::spawn(async move { attendee.ask(&name).await })
    });
    join_all(all).await.into_iter().for_each(|one| drop(one.unwrap()));
    assert_eq!((day.count("registered").await, day.count("waiting").await), (5, 15));
    let waiting = "SELECT COUNT(*) FROM event_waiting WHERE state = 'waiting'";
    assert_eq!(day.house.number(waiting).await, 15, "each of them has a turn");
    day.assert_ledger().await;
}

/// All is taken and the list is closed by the time that they send the form: they ask, as everybody does. When that is refused, their
/// invitation does not say that they said no, and is no way round it.
#[tokio::test]
async fn e14_who_was_refused_is_not_said_to_have_declined() {
    let day = Day::with_approval(1).await;
    day.invite(&["Anna"]).await;
    day.set_clock("2027-04-08T16:55");
    let first = day.guest(1).begin("Anna", &address("Anna")).await;
    let bram = (&super::guest("Bram"), &super::mailbox("Bram"), samenspraak::base::Language::Dutch);
    events::add_by_hand(&day.house.app, day.member, day.event, bram).await.unwrap();
    day.set_clock("2027-04-08T17:01");
    day.guest(1).post(first.location(), &[]).await;
    assert_eq!(day.stands_as("Anna").await, (RegistrationState::Waiting, EventApproval::Asked));
    assert!(day.subjects_to("Anna").await.iter().any(|subject| subject.starts_with("Uw aanvraag")));
    let id = day.of_name("Anna").await.id;
    let refused = events::refuse(&day.house.app, day.member, day.event, (&[id], "Alleen voor regio’s")).await.unwrap();
    assert_eq!(refused, Decided { refused: 1, ..Decided::default() });
    let link = day.link("Anna").await;
    day.set_clock("2027-04-08T16:58");
    let page = day.guest(1).get(&link).await.body;
    assert!(page.contains("U hebt geen plaats gekregen") && page.contains("Alleen voor regio’s"), "{page}");
    assert!(!page.contains("U komt niet") && !page.contains("Ik kom toch"), "{page}");
    let form = day.guest(1).get(&format!("{link}/aanmelden")).await;
    assert_eq!(form.status, StatusCode::SEE_OTHER, "a refusal is not passed by with the letter of before");
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/uitnodigingen", day.event);
    let listed = editor.get(&here).await.body;
    assert!(listed.contains("afgewezen"), "{listed}");
    let csv = editor.post(&format!("{here}/bestand"), &[("kind", "csv")]).await.body;
    assert!(csv.contains("afgewezen") && !csv.contains("komt niet"), "{csv}");
    // Nor by the public page, where they ask again.
    events::cancel(&day.house.app, day.of_name("Bram").await.id, Actor::Member(day.member), "staff").await.unwrap();
    day.guest(1).ask("Anna").await;
    assert_eq!(day.stands_as("Anna").await, (RegistrationState::Waiting, EventApproval::Asked));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e14_who_answered_before_their_letter_went_is_not_said_to_be_barred() {
    let day = Day::with(5).await;
    let done = events::invite(&day.house.app, day.member, day.event, (&asked(list(&["Anna"])), 1)).await.unwrap();
    assert_eq!(done, events::Invited::Done(1));
    day.register("Anna").await;
    events::hand_out(&day.house.app).await.unwrap();
    let mails = day.house.mails().await;
    assert!(mails.iter().all(|mail| !mail.text.contains(LINK)), "who answered gets no invitation");
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/bijeenkomsten/{}/uitnodigingen", day.event)).await.body;
    assert!(page.contains("geantwoord zonder mail") && !page.contains("mag niet worden gemaild"), "{page}");
}

/// Looking at a list stops nobody who writes: here somebody does, from before it until after it.
#[tokio::test]
async fn e14_looking_at_a_list_needs_no_writer() {
    let day = Day::with(5).await;
    day.register("Anna").await;
    let names: Vec<String> = (0..1_000_u32)
        .map(|number| format!("Gast {}", number.to_string().bytes().map(|at| char::from(at + 49)).collect::<String>()))
        .chain(["Anna".to_owned()])
        .collect();
    let source = list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let writer = day.house.app.store.begin_write().await.unwrap();
    let chosen = events::would_invite(&day.house.app, day.event, &source).await.unwrap();
    writer.rollback().await.unwrap();
    assert_eq!((chosen.all, chosen.new, chosen.registered), (1_001, 1_000, 1));
    let done = events::invite(&day.house.app, day.member, day.event, (&asked(source), 1_000)).await.unwrap();
    assert_eq!(done, events::Invited::Done(1_000));
    assert_eq!(day.house.number("SELECT COUNT(DISTINCT person_id) FROM event_invitations").await, 1_000);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM people WHERE name <> '' AND address LIKE 'gast%'").await, 0);
}
