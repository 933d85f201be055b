//! Requests for decisions: asked of a body and of people, answered per point by link, told in the dossier.

use axum::http::StatusCode;
use chrono::NaiveDate;
use samenspraak::base::clock::days;
use samenspraak::base::id::{BodyId, DecisionId, PersonId};
use samenspraak::base::{EmailAddress, Instant, Link, Purpose};
use samenspraak::dossiers::{
    self, Agreement, Answered, ByHand, Concluded, Concluding, Decision, DecisionMade, DecisionState, DecisionWanted,
    Given, Met, MoreTime, Opened, Outcome, PointChanged, PointWanted, Tally,
};
use samenspraak::organisations::{self, BodyKind, NewBody, Saved, Seat, Term};
use samenspraak::people;
use samenspraak::privacy::{self, Wish};
use samenspraak::store::tables::states::Role;

use super::Desk;

const ANNA: &str = "anna@voorbeeld.nl";
const BAS: &str = "bas@voorbeeld.nl";
const CEES: &str = "cees@voorbeeld.nl";

/// A dossier with a steering group of two, who are asked with somebody else about three points.
struct Asked {
    desk: Desk,
    body: BodyId,
    id: DecisionId,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn point(title: &str, words: &str) -> PointWanted {
    PointWanted { title: title.to_owned(), words: words.to_owned() }
}

fn given(number: i64, answer: Agreement, words: &str) -> Given {
    Given { number, text: 1, seen: 0, answer, words: words.to_owned() }
}

fn by_hand(name: &str, address: &str) -> ByHand {
    ByHand { name: name.to_owned(), address: EmailAddress::parse(address).unwrap() }
}

impl Asked {
    async fn drafted() -> Self {
        let desk = Desk::furnished().await;
        let new = NewBody { kind: BodyKind::SteeringGroup, name: "Stuurgroep Werk".to_owned(), area: None };
        let Saved::Done(body) = organisations::add_body(desk.app(), desk.editor, &new).await.unwrap() else { panic!() };
        let asked = Self { desk, body, id: DecisionId(0) };
        asked.seat(ANNA, "Anna Vermeer", None).await;
        asked.seat(BAS, "Bas Kuiper", None).await;
        asked.seat("oud@voorbeeld.nl", "Oud Lid", Some(day("2026-10-01"))).await;
        let wanted = asked.wanted();
        let (app, by, once) = (asked.desk.app(), asked.desk.editor, "1".repeat(52));
        let made = dossiers::make_decision(app, by, asked.desk.id, (&wanted, &once)).await.unwrap();
        let DecisionMade::New(id) = made else { panic!() };
        Self { id, ..asked }
    }

    fn wanted(&self) -> DecisionWanted {
        DecisionWanted {
            title: "Plan voor de tweede fase".to_owned(),
            explanation: "Wij vragen u of u instemt.".to_owned(),
            points: vec![
                point("Doel", "Het doel is een handreiking."),
                point("Geld", "Het centrum betaalt in mei."),
                point("Planning", "Klaar in het voorjaar."),
            ],
            body: Some(self.body),
            people: vec![by_hand("Cees de Boer", CEES)],
            until: day("2026-12-18"),
        }
    }

    async fn open() -> Self {
        let asked = Self::drafted().await;
        let seen = dossiers::open_seen(asked.desk.app(), asked.id).await.unwrap();
        let opened = dossiers::open(asked.desk.app(), asked.desk.editor, asked.id, &seen).await.unwrap();
        assert_eq!(opened, Opened::Done(3));
        asked
    }

    async fn seat(&self, address: &str, name: &str, until: Option<NaiveDate>) {
        let seat = Seat {
            address: EmailAddress::parse(address).unwrap(),
            name: name.to_owned(),
            role: "lid".to_owned(),
            organisation: None,
            term: Term { from: day("2026-01-01"), until },
        };
        let taken = organisations::take_seat(self.desk.app(), self.desk.editor, self.body, &seat).await.unwrap();
        assert!(matches!(taken, Saved::Done(_)));
    }

    async fn the(&self) -> Decision {
        dossiers::decision(self.desk.app().store.read(), self.id).await.unwrap().unwrap()
    }

    async fn token(&self, address: &str) -> String {
        let app = self.desk.app();
        let person = people::by_key(app.store.read(), address).await.unwrap().unwrap();
        let the = self.the().await;
        let one = the.respondents.iter().find(|one| one.person_id == Some(person.id)).unwrap();
        Link::token(&app.secrets, Purpose::Decide, person.id.0, one.id.0, person.epoch)
    }

    async fn page(&self, address: &str) -> String {
        format!("/besluiten/antwoord/{}", self.token(address).await)
    }

    async fn answer(&self, address: &str, given: &[Given]) -> Answered {
        dossiers::answer(self.desk.app(), &self.token(address).await, given, "").await.unwrap()
    }

    async fn all_yes(&self, address: &str) {
        let all = [1, 2, 3].map(|number| given(number, Agreement::Yes, ""));
        assert_eq!(self.answer(address, &all).await, Answered::Done(3));
    }

    async fn change(&self, number: i64, seen: i64, words: &str) -> PointChanged {
        let wanted = point("Geld", words);
        let app = self.desk.app();
        dossiers::change_point(app, self.desk.editor, self.id, ((number, seen), &wanted)).await.unwrap()
    }

    fn tally(the: &Decision, number: i64) -> Tally {
        the.tally(the.point(number).unwrap())
    }

    async fn mails(&self, subject: &str) -> Vec<String> {
        let mails = self.desk.house.mails().await;
        let mut to: Vec<_> =
            mails.into_iter().filter(|mail| mail.subject.starts_with(subject)).map(|mail| mail.to).collect();
        to.sort();
        to
    }

    fn path(&self) -> String {
        format!("/beheer/dossiers/{}/besluiten/{}", self.desk.id, self.id)
    }

    /// Closes it and writes down an outcome for each of these points.
    async fn conclude(&self, numbers: &[i64], said: &str) -> Concluded {
        let (app, by) = (self.desk.app(), self.desk.editor);
        assert!(dossiers::close(app, by, self.id).await.unwrap());
        let outcomes = numbers.iter().map(|number| (*number, Outcome::Adopted, said.to_owned())).collect();
        dossiers::conclude(app, by, self.id, &Concluding { outcomes, theme: 2 }).await.unwrap()
    }
}

#[tokio::test]
async fn k42_members_as_of_the_day_get_a_letter_with_a_link_of_their_own() {
    let asked = Asked::drafted().await;
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let page = editor.get(&asked.path()).await;
    assert!(page.body.contains("Vraag akkoord: stuur 3 personen een brief"), "{}", page.body);
    assert!(!page.body.contains("Oud Lid"), "who left is still asked");
    let seen = page.brought_by("/openen", "seen");
    // Somebody takes a seat after the page was drawn: the number on the button is no longer true, so nothing goes out.
    asked.seat("dirk@voorbeeld.nl", "Dirk Smit", None).await;
    let refused = editor.post(&format!("{}/openen", asked.path()), &[("seen", &seen)]).await;
    assert!(refused.location().ends_with("geweigerd=anders"), "{}", refused.location());
    assert!(asked.mails("Uw akkoord gevraagd").await.is_empty());
    let seen = editor.get(&asked.path()).await.brought_by("/openen", "seen");
    let opened = editor.post(&format!("{}/openen", asked.path()), &[("seen", &seen)]).await;
    assert!(opened.location().ends_with("gedaan=gevraagd"), "{}", opened.location());
    assert_eq!(asked.mails("Uw akkoord gevraagd").await, [ANNA, BAS, CEES, "dirk@voorbeeld.nl"]);
    // Twice is once.
    editor.post(&format!("{}/openen", asked.path()), &[("seen", &seen)]).await;
    assert_eq!(asked.mails("Uw akkoord gevraagd").await.len(), 4);
    // Who takes a seat later was not asked, and who leaves the body later still is.
    asked.seat("later@voorbeeld.nl", "Later Lid", None).await;
    let the = asked.the().await;
    assert_eq!(the.respondents.len(), 4);
    let link = asked.desk.house.newest_mail_to(ANNA).await.link("/besluiten/antwoord/");
    assert_eq!(link, asked.page(ANNA).await);
}

#[tokio::test]
async fn k42_a_get_changes_nothing_and_a_link_opens_one_request_of_one_person() {
    let asked = Asked::open().await;
    let page = asked.page(ANNA).await;
    let house = &asked.desk.house;
    let before = house.number("SELECT (SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM decision_answers)").await;
    for _ in 0..2 {
        let shown = house.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK);
        for words in ["Anna Vermeer", "Stuurgroep Werk", "Het centrum betaalt in mei.", "noindex", "18 december 2026"] {
            assert!(shown.body.contains(words), "{words} is not on\n{}", shown.body);
        }
        assert!(!shown.body.contains("Bas Kuiper"), "others are named");
    }
    let after = house.number("SELECT (SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM decision_answers)").await;
    assert_eq!(before, after);
    // Guessed, of another purpose, of the row of somebody else, and of a request that nobody opened.
    let person = people::by_key(asked.desk.app().store.read(), ANNA).await.unwrap().unwrap();
    let the = asked.the().await;
    let bas = the.respondents.iter().find(|one| one.name == "Bas Kuiper").unwrap();
    let anna = the.respondents.iter().find(|one| one.person_id == Some(person.id)).unwrap();
    let secrets = &asked.desk.app().secrets;
    for token in [
        "1".to_owned(),
        Link::token(secrets, Purpose::Answer, person.id.0, anna.id.0, person.epoch),
        Link::token(secrets, Purpose::Decide, person.id.0, bas.id.0, person.epoch),
        Link::token(secrets, Purpose::Decide, person.id.0, 9_999, person.epoch),
    ] {
        assert_eq!(house.get(&format!("/besluiten/antwoord/{token}")).await.status, StatusCode::NOT_FOUND, "{token}");
        let answered = dossiers::answer(asked.desk.app(), &token, &[given(1, Agreement::Yes, "")], "").await.unwrap();
        assert_eq!(answered, Answered::Unknown);
    }
    // Taken back: what somebody was typing is still shown to them, and nothing else.
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    editor.post(&format!("{}/mensen/{}/intrekken", asked.path(), anna.id), &[]).await;
    assert_eq!(house.get(&page).await.status, StatusCode::NOT_FOUND);
    let typed = [("answer-1", "no"), ("text-1", "1"), ("seen-1", "0"), ("words-1", "Wat ik typte")];
    let refused = house.post(&page, &typed).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(refused.body.contains("Wat ik typte") && !refused.body.contains("Het centrum betaalt"), "{}", refused.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM decision_answers").await, 0);
}

#[tokio::test]
async fn k42_an_answer_is_a_version_that_is_never_written_over() {
    let asked = Asked::open().await;
    let (house, page) = (&asked.desk.house, asked.page(ANNA).await);
    // A condition without words, and a choice left out with words, come back with what was typed.
    let fields = [("answer-1", "yes-if"), ("text-1", "1"), ("seen-1", "0"), ("words-1", ""), ("words-2", "Halve zin")];
    let slip = house.post(&page, &fields).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.body.contains("Halve zin") && slip.body.contains("id=\"answer-2-fault\""), "{}", slip.body);
    let slip = house.post(&page, &fields[..4]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.body.contains("id=\"words-1-fault\""), "{}", slip.body);
    // One of three points, with a mandate.
    let first = [
        ("answer-1", "yes-if"),
        ("text-1", "1"),
        ("seen-1", "0"),
        ("words-1", "Met een tolk."),
        ("on_behalf", "de directeur"),
    ];
    assert_eq!(house.post(&page, &first).await.status, StatusCode::SEE_OTHER);
    house.wait(days(1));
    // The same once more is no version; another is.
    assert_eq!(house.post(&page, &first).await.status, StatusCode::SEE_OTHER);
    let second = [("answer-1", "no"), ("text-1", "1"), ("seen-1", "1"), ("words-1", "Toch niet."), ("on_behalf", "")];
    assert_eq!(house.post(&page, &second).await.status, StatusCode::SEE_OTHER);
    let the = asked.the().await;
    let versions: Vec<_> =
        the.answers.iter().map(|row| (row.version, row.answer, row.words.as_str(), row.on_behalf.as_str())).collect();
    assert_eq!(
        versions,
        [(1, Agreement::YesIf, "Met een tolk.", "de directeur"), (2, Agreement::No, "Toch niet.", "")]
    );
    // For whom a point was answered stays, while another point is answered for somebody else.
    let both = [
        ("answer-1", "no"),
        ("text-1", "1"),
        ("seen-1", "2"),
        ("words-1", "Toch niet."),
        ("answer-2", "yes"),
        ("text-2", "1"),
        ("seen-2", "0"),
        ("words-2", ""),
        ("on_behalf", "de raad"),
    ];
    assert_eq!(house.post(&page, &both).await.status, StatusCode::SEE_OTHER);
    let the = asked.the().await;
    let whose = |number| {
        let point = the.point(number).unwrap().row.id;
        let last = the.answers.iter().filter(|row| row.point_id == point).max_by_key(|row| row.version);
        last.map(|row| (row.version, row.on_behalf.clone()))
    };
    assert_eq!((whose(1), whose(2)), (Some((2, String::new())), Some((1, "de raad".to_owned()))));
    let shown = house.get(&page).await.body;
    assert!(shown.contains("Toch niet.") && shown.contains("Met een tolk."), "an earlier answer is gone: {shown}");
}

#[tokio::test]
async fn k42_two_who_send_at_once_both_count_and_nobody_overwrites() {
    let asked = Asked::open().await;
    let app = asked.desk.app();
    let (anna, bas) = (asked.token(ANNA).await, asked.token(BAS).await);
    let (yes, no) = ([given(1, Agreement::Yes, "")], [given(1, Agreement::No, "Te duur.")]);
    // One person in two windows, from the same page, and somebody else.
    let (one, two, other) = tokio::join!(
        dossiers::answer(app, &anna, &yes, ""),
        dossiers::answer(app, &anna, &no, ""),
        dossiers::answer(app, &bas, &yes, ""),
    );
    let both = [one.unwrap(), two.unwrap()];
    assert!(both.contains(&Answered::Done(1)), "{both:?}");
    assert!(both.contains(&Answered::Met(vec![(1, Met::Elsewhere)])), "{both:?}");
    assert_eq!(other.unwrap(), Answered::Done(1));
    let the = asked.the().await;
    assert_eq!(the.answers.len(), 2);
    // Whoever meets it sees their words, and what they sent elsewhere.
    let fields = [("answer-1", "abstains"), ("text-1", "1"), ("seen-1", "0"), ("words-1", "Derde venster")];
    let met = asked.desk.house.post(&asked.page(ANNA).await, &fields).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.body.contains("Derde venster") && met.body.contains("name=\"seen-1\" value=\"1\""), "{}", met.body);
}

#[tokio::test]
async fn k42_a_changed_point_asks_again_only_who_answered_it_and_shows_the_difference() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    assert_eq!(asked.answer(BAS, &[given(1, Agreement::Yes, "")]).await, Answered::Done(1));
    assert_eq!(asked.change(2, 1, "Het centrum betaalt in mei.").await, PointChanged::Same);
    assert_eq!(asked.change(2, 1, "Het centrum betaalt in juni.").await, PointChanged::Done(1));
    assert_eq!(asked.mails("Punt 2 opnieuw").await, [ANNA]);
    let letter = asked.desk.house.newest_mail_to(ANNA).await.text;
    assert!(letter.contains("in mei") && letter.contains("in juni"), "{letter}");
    // Who wrote from the text before does not write over it.
    assert_eq!(asked.change(2, 1, "Het centrum betaalt in juli.").await, PointChanged::Overtaken);
    let the = asked.the().await;
    assert_eq!(the.answers.len(), 4, "an answer went");
    assert_eq!(Asked::tally(&the, 2), Tally { silent: 3, ..Tally::default() });
    assert_eq!(Asked::tally(&the, 1), Tally { yes: 2, silent: 1, ..Tally::default() });
    let page = asked.desk.house.get(&asked.page(ANNA).await).await.body;
    assert!(
        page.contains("mei") && page.contains("<ins>") && page.contains("Op de vorige tekst antwoordde u"),
        "{page}"
    );
    // An answer to the text before is refused, and what was typed stays on the page.
    let old = [("answer-2", "no"), ("text-2", "1"), ("seen-2", "1"), ("words-2", "Over de oude tekst")];
    let refused = asked.desk.house.post(&asked.page(ANNA).await, &old).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Over de oude tekst") && refused.body.contains("id=\"answer-2-fault\""));
    assert!(!refused.body.contains(" checked"), "a choice about the old text is offered for the new one");
    let again = Given { text: 2, seen: 1, ..given(2, Agreement::YesIf, "Als het op tijd is.") };
    assert_eq!(asked.answer(ANNA, &[again]).await, Answered::Done(1));
    let the = asked.the().await;
    let of_point: Vec<_> = the
        .answers
        .iter()
        .filter(|row| row.point_id == the.point(2).unwrap().row.id)
        .map(|row| (row.version, row.text_version, row.answer))
        .collect();
    assert_eq!(of_point, [(1, 1, Agreement::Yes), (2, 2, Agreement::YesIf)]);
    assert_eq!(Asked::tally(&the, 2), Tally { yes_if: 1, silent: 2, ..Tally::default() });
}

#[tokio::test]
async fn k42_a_number_is_never_given_twice() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    let (app, by) = (asked.desk.app(), asked.desk.editor);
    assert!(dossiers::withdraw_point(app, by, asked.id, (3, "Dit is al geregeld.")).await.unwrap());
    assert!(!dossiers::withdraw_point(app, by, asked.id, (3, "Nog eens.")).await.unwrap());
    let more = point("Website", "De tekst komt op de website.");
    // The same form sent twice at once adds one.
    let (one, two) = tokio::join!(
        dossiers::add_point(app, by, asked.id, (3, &more)),
        dossiers::add_point(app, by, asked.id, (3, &more)),
    );
    let both = [one.unwrap(), two.unwrap()];
    assert!(both.contains(&PointChanged::Done(3)) && both.contains(&PointChanged::Overtaken), "{both:?}");
    let the = asked.the().await;
    assert_eq!(the.points.iter().map(|point| point.row.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let page = asked.desk.house.get(&asked.page(ANNA).await).await.body;
    assert!(page.contains("vervallen") && page.contains("Dit is al geregeld."), "{page}");
    // What was answered to it stays, and it is answered no more.
    assert_eq!(the.answers.len(), 3);
    let late = Given { seen: 1, ..given(3, Agreement::No, "Te laat.") };
    assert_eq!(asked.answer(ANNA, &[late]).await, Answered::Met(vec![(3, Met::Withdrawn)]));
    assert!(matches!(asked.conclude(&[1, 2, 4], "Zo gaan wij het doen.").await, Concluded::Done(_)));
}

#[tokio::test]
async fn k42_silence_is_no_consent_and_who_was_not_reached_is_not_silent() {
    let asked = Asked::drafted().await;
    let person = people::by_key(asked.desk.app().store.read(), CEES).await.unwrap().unwrap().id;
    block(&asked, person, CEES).await;
    let seen = dossiers::open_seen(asked.desk.app(), asked.id).await.unwrap();
    let opened = dossiers::open(asked.desk.app(), asked.desk.editor, asked.id, &seen).await.unwrap();
    assert_eq!(opened, Opened::Done(2));
    assert_eq!(asked.answer(ANNA, &[given(1, Agreement::Abstains, "")]).await, Answered::Done(1));
    let the = asked.the().await;
    assert_eq!(Asked::tally(&the, 1), Tally { abstains: 1, silent: 1, unreached: 1, ..Tally::default() });
    assert_eq!(Asked::tally(&the, 2), Tally { silent: 2, unreached: 1, ..Tally::default() });
    // An outcome for every point, or none; and who is silent is silent in it.
    let app = asked.desk.app();
    assert!(dossiers::close(app, asked.desk.editor, asked.id).await.unwrap());
    let few = Concluding { outcomes: vec![(1, Outcome::Held, "Later.".to_owned())], theme: 1 };
    assert_eq!(dossiers::conclude(app, asked.desk.editor, asked.id, &few).await.unwrap(), Concluded::Lacking);
    let outcomes = (1..=3).map(|number| (number, Outcome::Held, "Later.".to_owned())).collect();
    let all = Concluding { outcomes, theme: 1 };
    let (one, two) = tokio::join!(
        dossiers::conclude(app, asked.desk.editor, asked.id, &all),
        dossiers::conclude(app, asked.desk.editor, asked.id, &all),
    );
    let both = [one.unwrap(), two.unwrap()];
    assert!(both.iter().any(|done| matches!(done, Concluded::Done(_))), "{both:?}");
    assert!(both.contains(&Concluded::Overtaken), "{both:?}");
    let house = &asked.desk.house;
    assert_eq!(house.number("SELECT COUNT(*) FROM dossier_entries WHERE title LIKE 'Besluit: %'").await, 1);
    let told = house
        .number("SELECT COUNT(*) FROM dossier_entries WHERE source LIKE '%Akkoord 0, akkoord mits 0, niet akkoord 0, onthouding 1, geen antwoord 1, niet bereikbaar 1.%'")
        .await;
    assert_eq!(told, 1);
}

/// The mailbox of somebody is dead.
async fn block(asked: &Asked, person: PersonId, address: &str) {
    let hash = asked.desk.app().secrets.suppression_hash(address);
    asked
        .desk
        .house
        .sql(&format!("INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('{hash}', 1, {person}, 'hard-bounce', 1)"))
        .await;
}

#[tokio::test]
async fn k42_after_the_last_day_nothing_is_taken_and_the_text_is_still_there() {
    let asked = Asked::open().await;
    let (house, page) = (&asked.desk.house, asked.page(ANNA).await);
    let end = asked.the().await.row.deadline_at;
    assert_eq!(end.rfc3339(), "2026-12-18T23:00:00Z");
    asked.desk.app().clock.set(Instant(end.0 - 1));
    assert_eq!(asked.answer(BAS, &[given(1, Agreement::Yes, "")]).await, Answered::Done(1));
    asked.desk.app().clock.set(end);
    // Before the bell rings already.
    let fields = [("answer-1", "no"), ("text-1", "1"), ("seen-1", "0"), ("words-1", "Net te laat")];
    let late = house.post(&page, &fields).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("Net te laat") && late.body.contains("Dit is niet bewaard"), "{}", late.body);
    assert_eq!(asked.change(1, 1, "Later gewijzigd.").await, PointChanged::Closed);
    assert_eq!(dossiers::remind(asked.desk.app(), asked.desk.editor, asked.id).await.unwrap(), 0);
    house.ring_all().await;
    let the = asked.the().await;
    assert_eq!((the.row.state, the.row.closed_at), (DecisionState::Closed, Some(end)));
    assert_eq!(house.post(&page, &fields).await.status, StatusCode::GONE);
    assert_eq!(the.answers.len(), 1);
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    assert!(
        editor.get("/beheer").await.body.contains("Schrijf op wat er kwam van"),
        "the desk does not say what waits"
    );
}

#[tokio::test]
async fn k42_a_later_last_day_moves_the_page_the_link_and_one_letter() {
    let asked = Asked::open().await;
    let (app, by) = (asked.desk.app(), asked.desk.editor);
    let end = asked.the().await.row.deadline_at;
    asked.all_yes(ANNA).await;
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let page = format!("{}/langer", asked.path());
    assert_eq!(editor.get(&page).await.status, StatusCode::OK);
    let seen = ("seen", "2026-12-18");
    for refused in ["", "18-12-2026", "1-12-2026", "18-12-2062", "31-2-2027"] {
        let answer = editor.post(&page, &[seen, ("until", refused)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
        assert!(answer.body.contains(&format!("value=\"{refused}\"")), "{refused:?} is not on the page any more");
    }
    assert_eq!((asked.the().await.row.deadline_at, asked.mails("Langer").await), (end, Vec::new()));
    let given_day = editor.post(&page, &[seen, ("until", "8-1-2027")]).await;
    assert_eq!(
        (given_day.status, given_day.location()),
        (StatusCode::SEE_OTHER, &*format!("{}?gedaan=langer", asked.path()))
    );
    // The same page once more, and a colleague who had it open too, change nothing and send nothing.
    for until in ["8-1-2027", "15-1-2027"] {
        let again = editor.post(&page, &[seen, ("until", until)]).await;
        assert_eq!(again.location(), &*format!("{}?geweigerd=ingehaald", asked.path()));
    }
    assert_eq!(asked.the().await.day(), day("2027-01-08"));
    assert_eq!(asked.mails("Langer de tijd").await, [BAS, CEES], "only who has still to answer");
    let letter = asked.desk.house.mails().await.into_iter().find(|mail| mail.subject.starts_with("Langer")).unwrap();
    assert!(letter.text.contains("8 januari 2027"), "{}", letter.text);
    // The link that they had goes on after the first day, until the new one.
    app.clock.set(Instant(end.0 + 1));
    asked.desk.house.ring_all().await;
    assert_eq!(asked.answer(BAS, &[given(1, Agreement::Yes, "")]).await, Answered::Done(1));
    app.clock.set(asked.the().await.row.deadline_at);
    let over = dossiers::give_more_time(app, by, asked.id, (day("2027-01-08"), day("2027-02-01"))).await.unwrap();
    assert_eq!(over, MoreTime::Overtaken, "what is over does not begin again");
}

#[tokio::test]
async fn k42_closing_says_who_is_still_to_answer_and_asks_first() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let page = format!("{}/sluiten", asked.path());
    let shown = editor.get(&page).await;
    assert!(shown.body.contains("2 van 3"), "{}", shown.body);
    assert_eq!(asked.the().await.row.state, DecisionState::Open);
    let closed = editor.post(&page, &[]).await;
    assert_eq!(closed.location(), &*format!("{}?gedaan=gesloten", asked.path()));
    assert_eq!(asked.the().await.row.state, DecisionState::Closed);
    // Neither page is of any use now, and says why.
    for page in [page, format!("{}/langer", asked.path())] {
        let pressed = editor.post(&page, &[("seen", "2026-12-18"), ("until", "8-1-2027")]).await;
        assert_eq!(pressed.location(), &*format!("{}?geweigerd=gesloten", asked.path()));
        assert_eq!(editor.get(&page).await.location(), &*format!("{}?geweigerd=gesloten", asked.path()));
    }
}

#[tokio::test]
async fn k42_a_reminder_goes_only_to_who_has_not_answered_everything() {
    let asked = Asked::open().await;
    let (app, by) = (asked.desk.app(), asked.desk.editor);
    assert_eq!(dossiers::remind(app, by, asked.id).await.unwrap(), 0, "within a day of the request");
    asked.desk.house.wait(days(2));
    asked.all_yes(ANNA).await;
    assert_eq!(asked.answer(BAS, &[given(1, Agreement::Yes, "")]).await, Answered::Done(1));
    let (one, two) = tokio::join!(dossiers::remind(app, by, asked.id), dossiers::remind(app, by, asked.id));
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    assert_eq!(asked.mails("Herinnering").await, [BAS, CEES]);
    // One who answers before the reminder left does not get it.
    asked.desk.house.wait(days(2));
    assert_eq!(dossiers::remind(app, by, asked.id).await.unwrap(), 2);
    let rest = [2, 3].map(|number| given(number, Agreement::Yes, ""));
    assert_eq!(asked.answer(BAS, &rest).await, Answered::Done(2));
    assert_eq!(asked.mails("Herinnering").await, [BAS, CEES, CEES]);
}

#[tokio::test]
async fn k42_what_was_agreed_stands_in_the_dossier_and_the_public_page_names_nobody() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    assert_eq!(
        asked.answer(BAS, &[given(1, Agreement::No, "Ik, Bas Kuiper, vind dit te duur.")]).await,
        Answered::Done(1)
    );
    let Concluded::Done(entry) = asked.conclude(&[1, 2, 3], "Zo *gaan* wij het doen.").await else { panic!() };
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let staff = editor.get(&format!("/beheer/dossiers/{}", asked.desk.id)).await.body;
    assert!(staff.contains("Besluit: Plan voor de tweede fase") && staff.contains(&asked.path()), "{staff}");
    assert!(asked.desk.publish().await.ends_with("gedaan=openbaar"));
    let whole = [
        asked.desk.public("").await,
        asked.desk.public(&format!("/{entry}")).await,
        asked.desk.public("/tijdlijn.csv").await,
        asked.desk.public("/tijdlijn.json").await,
    ];
    for page in &whole {
        assert!(page.contains("Stuurgroep Werk") && page.contains("Zo *gaan* wij het doen."), "{page}");
        for name in ["Vermeer", "Kuiper", "de Boer", ANNA, "te duur"] {
            assert!(!page.contains(name), "{name} is public:\n{page}");
        }
    }
    // The respondent reads the outcome behind the same link.
    let own = asked.desk.house.get(&asked.page(ANNA).await).await.body;
    assert!(own.contains("Zo *gaan* wij het doen.") && own.contains("vastgesteld"), "{own}");
}

#[tokio::test]
async fn k42_a_draft_that_two_change_at_once_loses_nothing() {
    let asked = Asked::drafted().await;
    let (app, by) = (asked.desk.app(), asked.desk.editor);
    let other = DecisionWanted { title: "Iets anders".to_owned(), ..asked.wanted() };
    let saved = dossiers::save_decision(app, by, (asked.id, 1), &other).await.unwrap();
    assert_eq!(saved, dossiers::DecisionSaved::Done);
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let fields = [
        ("version", "1"),
        ("title", "Mijn titel"),
        ("explanation", "Mijn uitleg"),
        ("until", "18-12-2026"),
        ("point-title-1", "Punt"),
        ("point-words-1", "Mijn tekst"),
        ("people", "Cees de Boer, cees@voorbeeld.nl"),
    ];
    let met = editor.post(&format!("{}/wijzigen", asked.path()), &fields).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.body.contains("Iets anders") && met.body.contains("Mijn tekst"), "{}", met.body);
    // A line without an address says which, and nothing typed goes.
    let mut wrong = fields;
    wrong[6] = ("people", "Cees de Boer");
    let fault = editor.post(&format!("{}/wijzigen", asked.path()), &wrong).await;
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fault.body.contains("Regel 1:") && fault.body.contains("Mijn tekst"), "{}", fault.body);
}

#[tokio::test]
async fn k42_who_is_erased_leaves_the_answers_and_no_name() {
    let asked = Asked::open().await;
    let app = asked.desk.app();
    let (anna, token) = (asked.page(ANNA).await, asked.token(ANNA).await);
    let all = [given(1, Agreement::YesIf, "Met een tolk.")];
    assert_eq!(dossiers::answer(app, &token, &all, "Directeur De Wit").await.unwrap(), Answered::Done(1));
    let person = people::by_key(app.store.read(), ANNA).await.unwrap().unwrap();
    let administrator = asked.desk.house.member(&[Role::Administrator]).await;
    privacy::erase(app, person.id, &Wish::Asked(administrator)).await.unwrap();
    assert_eq!(asked.desk.house.get(&anna).await.status, StatusCode::NOT_FOUND);
    let the = asked.the().await;
    assert_eq!(Asked::tally(&the, 1), Tally { yes_if: 1, silent: 2, ..Tally::default() });
    let one = the.respondents.iter().find(|one| one.person_id.is_none()).unwrap();
    assert_eq!((one.name.as_str(), one.role.as_str()), ("", ""));
    assert!(the.answers.iter().all(|row| row.on_behalf.is_empty()), "the mandate names somebody still");
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let page = editor.get(&asked.path()).await.body;
    assert!(page.contains("naam gewist") && !page.contains("Vermeer"), "{page}");
    // The rest go when their period is over: five years after the last day.
    asked.desk.house.wait(days(1_900));
    asked.desk.house.sql("DELETE FROM body_members").await;
    asked.desk.house.ring_all().await;
    privacy::purge(app).await.unwrap();
    assert!(asked.the().await.respondents.iter().all(|one| one.person_id.is_none() && one.name.is_empty()));
}

#[tokio::test]
async fn k42_a_backup_brings_back_versions_answers_and_links() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    assert_eq!(asked.change(2, 1, "Het centrum betaalt in juni.").await, PointChanged::Done(1));
    asked.desk.house.deliver_all().await;
    let (before, page) = (asked.the().await, asked.page(ANNA).await);
    let folder = tempfile::tempdir().unwrap();
    let (app, file) = (asked.desk.app(), folder.path().join("all.tar"));
    samenspraak::store::back_up(&app.whole(), b"{}", app.clock.now(), &file).await.unwrap();
    let other = crate::house::House::without_centre().await;
    samenspraak::store::restore(&other.app.whole(), &file).await.unwrap();
    let after = dossiers::decision(other.app.store.read(), asked.id).await.unwrap().unwrap();
    assert_eq!(before, after);
    // The links are derived, so they work wherever the secrets are.
    let shown = asked.desk.house.get(&page).await;
    assert_eq!(shown.status, StatusCode::OK);
}

#[tokio::test]
async fn k42_the_check_of_names_finds_who_was_asked() {
    let asked = Asked::open().await;
    asked.all_yes(ANNA).await;
    let said = "Kuipers voorwaarde is overgenomen.";
    assert!(matches!(asked.conclude(&[1, 2, 3], said).await, Concluded::Done(_)));
    assert!(!asked.desk.publish().await.ends_with("gedaan=openbaar"));
    assert_eq!(asked.desk.house.get(&format!("/dossiers/{}", asked.desk.id)).await.status, StatusCode::NOT_FOUND);
    let editor = asked.desk.sign_in(&[Role::Editor]).await;
    let names = editor.get(&format!("/beheer/dossiers/{}/namen", asked.desk.id)).await.body;
    assert!(names.contains("Bas Kuiper") && names.contains("die om een besluit is gevraagd"), "{names}");
}
