//! Drafting, approving, opening, reminding.

use axum::http::StatusCode;
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::consultations::{
    self, Approved, Cut, Deadline, Disposition, Extended, Offered, Opened, Published, Saved,
};
use samenspraak::store::tables::states::{Role, SendingState};

use super::reacting::weighing;
use super::{Round, flat, wanted};
use crate::house::House;

#[tokio::test]
async fn k01_a_consultation_is_written_on_one_form_and_saved_from_the_version_that_was_seen() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/consultaties/nieuw").await;
    let (once, contact) = (page.value_after("name=\"once\""), "1");
    let fields = [
        ("once", once.as_str()),
        ("version", ""),
        ("title", "Werk en herstel"),
        ("kenmerk", "2026-0417"),
        ("on_behalf", ""),
        ("summary", "Waar het over gaat."),
        ("source", "## Kop\n\nTekst"),
        ("deadline_day", "18-12-2026"),
        ("deadline_time", ""),
        ("contact", contact),
        ("asked-1", "Wat mist u?"),
        ("choices-1", ""),
        ("asked-3", "Akkoord?"),
        ("choices-3", "Ja\r\nNee"),
    ];
    let made = editor.post("/beheer/consultaties/nieuw", &fields).await;
    assert_eq!(made.location(), "/beheer/consultaties/1?gedaan=bewaard");
    assert_eq!(editor.post("/beheer/consultaties/nieuw", &fields).await.location(), made.location(), "once");
    let shown = editor.get("/beheer/consultaties/1").await.body;
    for words in
        ["Tot en met vrijdag 18 december 2026", "Wat mist u?", "(Ja / Nee)", "<h3", "Kies ten minste één organisatie"]
    {
        assert!(shown.contains(words), "{words} is not on\n{shown}");
    }
    let empty = editor.post("/beheer/consultaties/nieuw", &[("once", &house.app.random.token())]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("href=\"#deadline_day\""));
    let member = samenspraak::base::id::MemberId(1);
    let id = samenspraak::base::id::ConsultationId(1);
    let one = consultations::save(&house.app, member, (id, 1), &wanted(member)).await.unwrap();
    let two = consultations::save(&house.app, member, (id, 1), &wanted(member)).await.unwrap();
    assert_eq!((one, two), (Saved::Done, Saved::Overtaken));
}

#[tokio::test]
async fn k01_a_second_person_approves_exactly_this_and_a_change_voids_it() {
    let round = Round::drafted().await;
    let app = &round.house.app;
    let editor = round.sign_in(&[Role::Editor]).await;
    let page = format!("/beheer/consultaties/{}", round.id);
    assert!(!editor.get(&page).await.body.contains("Keur goed"), "a button that only refuses is no button");
    let approving = [("version", "4"), ("seen", "x")];
    assert_eq!(editor.post(&format!("{page}/goedkeuren"), &approving).await.status, StatusCode::FORBIDDEN);
    // Whoever changed it last does not approve it, and nobody approves what they did not see.
    assert_eq!(consultations::approve(app, round.editor, round.id, (4, "x")).await.unwrap(), Approved::OwnEdit);
    assert_eq!(consultations::approve(app, round.approver, round.id, (4, "x")).await.unwrap(), Approved::TooLate);
    assert_eq!(consultations::approve(app, round.approver, round.id, (3, "x")).await.unwrap(), Approved::TooLate);
    let approver = round.sign_in(&[Role::Approver]).await;
    assert!(round.approve(&approver).await.location().ends_with("gedaan=goedgekeurd"));
    assert_eq!(
        consultations::save(app, round.editor, (round.id, 4), &wanted(round.editor)).await.unwrap(),
        Saved::Done
    );
    assert_eq!(consultations::open(app, round.editor, round.id).await.unwrap(), Opened::TooLate);
    assert!(round.house.mails().await.is_empty());
    // Somebody who can no longer be reached between approving and opening holds it too.
    assert!(round.approve(&approver).await.location().ends_with("gedaan=goedgekeurd"));
    round.house.sql("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) SELECT 'x', 1, person_id, 'hard-bounce', 1 FROM contacts WHERE organisation_id = 3").await;
    assert_eq!(consultations::open(app, round.editor, round.id).await.unwrap(), Opened::Lacking);
    let page = approver.get(&format!("/beheer/consultaties/{}", round.id)).await.body;
    assert!(page.contains("Bij Koepel Gelijk Meedoen is niemand bereikbaar"), "{page}");
}

#[tokio::test]
async fn k03_opening_sends_each_contact_a_letter_with_a_link_of_their_own() {
    let round = Round::open().await;
    let mails = round.house.mails().await;
    assert_eq!(mails.len(), 5);
    for address in [
        "fatima@voorbeeld.nl",
        "joost@voorbeeld.nl",
        "deboer@voorbeeld.nl",
        "federatie@voorbeeld.nl",
        "koepel@voorbeeld.nl",
    ] {
        let mail = round.house.newest_mail_to(address).await;
        assert_eq!(mail.subject, "Uw advies gevraagd: Werk en herstel");
        assert_eq!(mail.link("/consultaties/antwoord/"), round.page_of(address).await);
        assert!(
            flat(&mail.text).contains("17.00 uur") && flat(&mail.text).contains("mede namens het ministerie"),
            "{}",
            mail.text
        );
    }
    assert_eq!(consultations::open(&round.house.app, round.editor, round.id).await.unwrap(), Opened::TooLate, "once");
    // The register tells how often an organisation was asked, and its timeline tells what happened.
    let editor = round.sign_in(&[Role::Editor]).await;
    let page = editor.get("/beheer/organisaties/1").await.body;
    assert!(page.contains("Gevraagd: Werk en herstel"), "{page}");
    let other = consultations::make(
        &round.house.app,
        round.editor,
        &consultations::Wanted { kenmerk: "2026-2".to_owned(), ..wanted(round.editor) },
        "andere",
    )
    .await
    .unwrap();
    assert_eq!(other, consultations::Made::New(samenspraak::base::id::ConsultationId(2)));
    assert!(editor.get("/beheer/consultaties/2/organisaties").await.body.contains("dit jaar 1 keer gevraagd"));
    // The proof of asking: every letter with what became of it.
    let proof = editor.get("/beheer/consultaties/1/uitnodigingen/1").await.body;
    assert!(proof.contains("Verzoek") && proof.matches("<tr").count() >= 4, "{proof}");
}

#[tokio::test]
async fn c05_reminders_reach_only_the_silent_at_most_three_times_and_never_who_answered() {
    let round = Round::open().await;
    let app = &round.house.app;
    let remind = async || consultations::remind(app, round.editor, round.id).await.unwrap();
    assert_eq!(remind().await, 0, "the request went out just now");
    round.house.wait(days(2));
    round.write("fatima@voorbeeld.nl", 1, "Iets.").await;
    round.release("deboer@voorbeeld.nl", "named").await;
    let federation = round.page_of("federatie@voorbeeld.nl").await;
    round.house.post(&format!("{federation}/anders"), &[("how", "no-advice"), ("why", "")]).await;
    let reminded = async || {
        round
            .house
            .mails()
            .await
            .into_iter()
            .filter(|mail| mail.subject.starts_with("Herinnering"))
            .map(|mail| mail.to)
            .collect::<Vec<_>>()
    };
    for many in 1..=3 {
        assert_eq!(remind().await, 1);
        assert_eq!(remind().await, 0, "not twice a day");
        assert_eq!(reminded().await, vec!["koepel@voorbeeld.nl"; many]);
        round.house.wait(days(1));
    }
    assert_eq!(remind().await, 0, "three times at most");
}

#[tokio::test]
async fn c05_a_release_stops_a_reminder_that_has_not_left() {
    let round = Round::open().await;
    round.house.mails().await;
    round.house.wait(days(2));
    round.write("koepel@voorbeeld.nl", 1, "Wij zijn het eens.").await;
    assert_eq!(consultations::remind(&round.house.app, round.editor, round.id).await.unwrap(), 3);
    // The reminders stand in the ledger and nothing has left; the umbrella releases now.
    round.release("koepel@voorbeeld.nl", "named").await;
    let mails = round.house.mails().await;
    let of = |address: &str| {
        mails.iter().filter(|mail| mail.to == address && mail.subject.starts_with("Herinnering")).count()
    };
    assert_eq!((of("koepel@voorbeeld.nl"), of("federatie@voorbeeld.nl")), (0, 1));
}

#[tokio::test]
async fn c13_who_cannot_be_reached_is_never_called_silent() {
    let round = Round::open().await;
    round.house.sql("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) SELECT 'x', 1, person_id, 'hard-bounce', 1 FROM contacts WHERE organisation_id = 3").await;
    round.house.wait(days(2));
    let editor = round.sign_in(&[Role::Editor]).await;
    let page = editor.get("/beheer/consultaties/1").await.body;
    assert!(page.contains("niet bereikbaar, telt niet als zwijgen <b>1</b>"), "{page}");
    assert!(page.contains("zwijgt <b>2</b>"), "{page}");
    assert_eq!(consultations::remind(&round.house.app, round.editor, round.id).await.unwrap(), 2);
}

#[tokio::test]
async fn c06_an_extension_moves_pages_letters_and_lateness_together() {
    let round = Round::open().await;
    let app = &round.house.app;
    let page = format!("/beheer/consultaties/{}", round.id);
    round.write("joost@voorbeeld.nl", 1, "Een tolk.").await;
    let umbrella = round.page_of("koepel@voorbeeld.nl").await;
    round
        .house
        .post(&format!("{umbrella}/anders"), &[("how", "more-time"), ("why", "Onze raad komt in januari")])
        .await;
    // Too late by the first end, and in time by the second.
    round.house.wait(days(29));
    let editor = round.sign_in(&[Role::Editor]).await;
    assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_submissions WHERE late").await, 1);
    assert!(editor.get(&page).await.body.contains("1 organisatie vroeg om meer tijd."));
    let sent = round.house.mails().await.len();
    let longer = |day: &'static str| [("before", "2026-12-18T17:00"), ("deadline_day", day), ("deadline_time", "")];
    let path = format!("{page}/verlengen");
    for wrong in ["1-12-2026", "gisteren", "15-1-2072"] {
        let refused = editor.post(&path, &longer(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&format!("value=\"{wrong}\"")), "{}", refused.body);
    }
    assert!(editor.post(&path, &longer("15-1-2027")).await.location().ends_with("gedaan=verlengd"));
    assert!(
        editor.post(&path, &longer("20-1-2027")).await.location().ends_with("geweigerd=ingehaald"),
        "a second window"
    );
    let letters = round.house.mails().await;
    assert_eq!(letters.len() - sent, 5, "one to each");
    let letter = round.house.newest_mail_to("koepel@voorbeeld.nl").await;
    assert_eq!(letter.subject, "Meer tijd: Werk en herstel");
    assert!(flat(&letter.text).contains("tot en met vrijdag 15 januari 2027"), "{}", letter.text);
    assert_eq!(letter.link("/consultaties/antwoord/"), umbrella, "the link stays the same");
    let own = round.house.get(&umbrella).await.body;
    assert!(own.contains("15 januari 2027") && !own.contains("18 december") && !own.contains("De termijn is voorbij"));
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_submissions WHERE late").await, 0);
    assert!(
        editor.get(&format!("{page}/uitnodigingen/3")).await.body.contains("Onze raad komt in januari"),
        "why stays"
    );
    // Who asked for more time has it, and is reminded again like the others.
    assert_eq!(consultations::remind(app, round.editor, round.id).await.unwrap(), 2);
}

#[tokio::test]
async fn c06_a_request_that_did_not_leave_yet_goes_with_the_new_date_only() {
    let round = Round::drafted().await;
    let (app, approver) = (&round.house.app, round.sign_in(&[Role::Approver]).await);
    round.approve(&approver).await;
    consultations::open(app, round.editor, round.id).await.unwrap();
    // Nobody delivered anything yet.
    let longer = Deadline::parse("15-1-2027", "").unwrap();
    assert_eq!(
        consultations::extend(app, round.editor, round.id, ("2026-12-18T17:00", longer)).await.unwrap(),
        Extended::Done(5)
    );
    let letters = round.house.mails().await;
    assert_eq!(letters.len(), 5, "nobody gets a date that no longer holds");
    assert!(letters.iter().all(|letter| flat(&letter.text).contains("15 januari 2027")));
    assert!(letters.iter().all(|letter| letter.subject == "Uw advies gevraagd: Werk en herstel"));
    let proof = round.sign_in(&[Role::Editor]).await.get("/beheer/consultaties/1/uitnodigingen/3").await.body;
    assert!(
        proof.contains(SendingState::Cancelled.said().of(Language::Dutch)),
        "the stopped letter is called stopped: {proof}"
    );
}

#[tokio::test]
async fn k02_an_audience_is_made_of_who_was_asked_and_whose_organisation_answered() {
    use samenspraak::audiences::{self, Asking, Condition, Filter, Node};
    let round = Round::open().await;
    let house = &round.house;
    for address in ["fatima@voorbeeld.nl", "koepel@voorbeeld.nl", "lezer@voorbeeld.nl"] {
        let person = house.person(address).await;
        house.sql(&format!("INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) VALUES ({person}, 1, 'form', 1)")).await;
    }
    round.write("joost@voorbeeld.nl", 1, "Ja.").await;
    assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    let count = async |word: &str, not| {
        let condition = Condition::Mark { word: word.to_owned(), id: round.id.0 };
        let filter = Filter { who: Node::all(vec![Node { not, ..Node::one(condition) }]), ..Filter::default() };
        let of = samenspraak::base::id::PublicationId(1);
        audiences::count(house.app.store.read(), &filter, of, &Asking::of(&house.app)).await.unwrap()
    };
    assert_eq!((count("consultation-asked", false).await, count("consultation-asked", true).await), (2, 1));
    assert_eq!((count("consultation-answered", false).await, count("consultation-answered", true).await), (1, 2));
    let editor = round.sign_in(&[Role::Editor]).await;
    let fields = [("kind", "consultation-answered"), ("value", "1"), ("to", "w"), ("step", "erbij w")];
    let page = editor.post("/beheer/doelgroepen/nieuw", &fields).await.body;
    assert!(page.contains("hoort bij een organisatie die antwoordde in “Werk en herstel (2026-0417)”"), "{page}");
}

#[tokio::test]
async fn c09_letters_to_many_are_rendered_before_anybody_waits_for_them() {
    // Each verb would be stopped at the thirteenth letter that it renders within its transaction.
    let round = Round::open_with(14).await;
    let app = &round.house.app;
    round.house.wait(days(2));
    assert_eq!(consultations::remind(app, round.editor, round.id).await.unwrap(), 3);
    let later = Deadline::parse("19-12-2026", "").unwrap();
    let extended = consultations::extend(app, round.editor, round.id, ("2026-12-18T17:00", later)).await.unwrap();
    assert_eq!(extended, Extended::Done(19));
    // Fourteen more who may release get a receipt, and the reaction.
    round.house.sql("UPDATE consultation_invitees SET part = 'chair' WHERE part = 'member'").await;
    round.write("joost@voorbeeld.nl", 1, "Een tolk.").await;
    assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_letters WHERE kind = 'receipt'").await, 17);
    round.house.wait(days(40));
    round.split(1, 1, Cut::Whole).await;
    round.weigh(1, 1, &weighing("Een tolk", "", Disposition::Adopted)).await;
    let seen = round.seen(&round.sign_in(&[Role::Approver]).await).await;
    assert_eq!(consultations::offer(app, round.editor, round.id, &seen).await.unwrap(), Offered::Done);
    let published = consultations::publish(app, round.approver, round.id, &seen).await.unwrap();
    assert_eq!(published, Published::Done(17));
    let tx = app.store.begin_write().await.unwrap();
    (0..12).for_each(|_| tx.renders());
    let thirteenth = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tx.renders()));
    assert!(thirteenth.is_err(), "nothing counts them");
}

#[tokio::test]
async fn a_consultation_stands_in_the_plan_of_the_year_in_which_its_term_ends() {
    let round = Round::open().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let plan = editor.get("/beheer/jaarplanning?jaar=2026").await.body;
    for words in ["Werk en herstel, laatste dag", "18 december 2026", "href=\"/beheer/consultaties/1\""] {
        assert!(plan.contains(words), "{words} is not on\n{plan}");
    }
    assert!(!editor.get("/beheer/jaarplanning?jaar=2027").await.body.contains("Werk en herstel"));
}

#[tokio::test]
async fn k02_who_drafts_and_who_approves_read_what_speaks_against_asking_now() {
    let round = Round::open().await;
    let app = &round.house.app;
    let more =
        consultations::Wanted { title: "Nazorg".to_owned(), kenmerk: "2026-0600".to_owned(), ..wanted(round.editor) };
    let made = consultations::make(app, round.editor, &more, &app.random.token()).await.unwrap();
    let consultations::Made::New(id) = made else { panic!("{made:?}") };
    consultations::invite(app, round.editor, (id, 1), samenspraak::base::id::OrganisationId(1)).await.unwrap();
    let path = format!("/beheer/consultaties/{id}");
    for role in [Role::Editor, Role::Approver] {
        let page = round.sign_in(&[role]).await.get(&path).await.body;
        for words in [
            "Let op",
            "zes weken is gebruikelijk",
            "Cliëntenraad Werk antwoordt ook nog op “Werk en herstel”, tot en met 18 december 2026.",
        ] {
            assert!(page.contains(words), "{words} is not on\n{page}");
        }
    }
    // Who answered there is free.
    round.write("joost@voorbeeld.nl", 1, "Iets.").await;
    round.release("deboer@voorbeeld.nl", "named").await;
    let page = round.sign_in(&[Role::Editor]).await.get(&path).await.body;
    assert!(!page.contains("antwoordt ook nog"), "{page}");
    let open = round.sign_in(&[Role::Editor]).await.get("/beheer/consultaties/1").await.body;
    assert!(!open.contains("Let op"), "nobody can heed it any more");
}
