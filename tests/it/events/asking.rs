//! What an event asks of those who come: on the form, on the page of one's own, for the organiser and the caterer.

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::base::id::EventQuestionId;
use samenspraak::events::{self, EventQuestionKind, NewQuestion, QuestionSaved, When};
use samenspraak::store::tables::states::Role;

use super::{Day, address, guest, mailbox, network_day};
use crate::house::Visitor;

impl Day {
    /// Adds a question. Gives the field of the first person's answer.
    pub(super) async fn ask(&self, kind: EventQuestionKind, ask: &str, choices: &str, required: bool) -> String {
        self.ask_when(kind, (ask, choices, required), None).await
    }

    /// Adds one that is asked only when something was chosen before.
    pub(super) async fn ask_when(
        &self,
        kind: EventQuestionKind,
        (ask, choices, required): (&str, &str, bool),
        when: Option<When>,
    ) -> String {
        let both = |text: &str| [text.to_owned(), String::new()];
        let new = NewQuestion {
            kind,
            ask: both(ask),
            why: both("Zodat wij het weten."),
            choices: both(choices),
            required,
            keep_days: Some(30),
            when,
        };
        let saved = events::save_question(&self.house.app, self.member, self.event, None, &new).await.unwrap();
        assert_eq!(saved, QuestionSaved::Done);
        format!("p1q{}", self.house.number("SELECT MAX(id) FROM event_questions").await)
    }

    /// Somebody on the second screen, with the path of it.
    pub(super) async fn second_screen(&self, name: &str) -> String {
        let page = self.guest(5).begin(name, &address(name)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        page.location().to_owned()
    }

    pub(super) async fn answers(&self) -> i64 {
        self.house.number("SELECT COUNT(*) FROM event_question_answers").await
    }

    pub(super) async fn editor(&self) -> (Visitor, String) {
        (self.house.signed_in_as(&[Role::Editor]).await, format!("/beheer/bijeenkomsten/{}", self.event))
    }
}

/// A day that asks nothing of itself.
pub(super) async fn bare(capacity: i64) -> Day {
    Day::of(events::NewEvent { asks_needs: false, ..network_day(capacity) }).await
}

#[tokio::test]
async fn e01_food_and_access_are_asked_counted_and_gone_two_weeks_after() {
    let day = Day::with(5).await;
    let food = format!("p1q{}", day.house.number("SELECT id FROM event_questions WHERE kind = 'choices'").await);
    for (name, choices) in
        [("Anna de Vries", &["Vegetarisch", "Geen noten"][..]), ("Bram Jansen", &["Vegetarisch", "Onzin"])]
    {
        let screen = day.second_screen(name).await;
        let shown = day.guest(5).get(&screen).await.body;
        for words in ["Wat wilt u liever niet of juist wel eten?", "Wij wissen het op 6 mei 2027", "cateraar"] {
            assert!(shown.contains(words), "{words} is not on\n{shown}");
        }
        let fields: Vec<_> = choices.iter().map(|choice| (food.as_str(), *choice)).collect();
        assert_eq!(day.guest(5).post(&screen, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let (editor, here) = day.editor().await;
    let people = editor.get(&format!("{here}/mensen")).await.body;
    assert!(people.contains("Vegetarisch, Geen noten") && !people.contains("Onzin"), "{people}");
    let page = editor.get(&here).await.body;
    let counts = page.split("id=\"antwoorden\"").nth(1).unwrap().split("id=\"mensen\"").next().unwrap();
    let row = |choice: &str| counts.split(choice).nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
    assert!(
        row("Vegetarisch").contains('2') && row("Geen noten").contains('1') && row("Veganistisch").contains('0'),
        "{counts}"
    );
    // A file has a column for each question.
    let file = editor.post(&format!("{here}/mensen/bestand"), &[("kind", "csv")]).await.body;
    assert!(file.lines().next().unwrap().contains("Wat wilt u liever niet of juist wel eten?"), "{file}");
    assert!(file.contains("Vegetarisch, Geen noten"), "{file}");
    // Who cancels takes the answer along; what is over goes when it was said.
    events::cancel(&day.house.app, day.of_name("Bram Jansen").await.id, Actor::Reader, "self").await.unwrap();
    assert_eq!(day.answers().await, 1);
    day.set_clock("2027-05-06T16:29");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.answers().await, 1);
    day.set_clock("2027-05-06T16:30");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.answers().await, 0);
}

#[tokio::test]
async fn e01_a_required_question_is_asked_for_at_its_field_and_nothing_typed_is_lost() {
    let day = bare(5).await;
    let role = day.ask(EventQuestionKind::Choice, "Wat is uw rol?", "Adviseur\nBestuurder", true).await;
    let wish = day.ask(EventQuestionKind::Line, "Wat wilt u horen?", "", false).await;
    let screen = day.second_screen("Anna de Vries").await;
    let long = "x".repeat(201);
    let told = day.guest(5).post(&screen, &[(&wish, long.as_str())]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Kies een antwoord: Wat is uw rol?", "hoogstens 200 tekens", &long, &format!("href=\"#{role}\"")] {
        assert!(told.body.contains(words), "{words} is not on\n{}", told.body);
    }
    assert_eq!(day.count("registered").await, 0);
    let sent = day.guest(5).post(&screen, &[(&role, "Adviseur"), (&wish, "Meer over de kaart")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(day.answers().await, 2);
}

/// Nobody fills in for a colleague and reads it afterwards; a colleague is never stopped by what the booker did not know.
#[tokio::test]
async fn e02_a_colleague_s_answers_are_the_colleague_s() {
    let day = bare(5).await;
    let role = day.ask(EventQuestionKind::YesNo, "Was u er eerder?", "", true).await;
    let path = format!("/bijeenkomsten/{}/aanmelden", day.event);
    let people = [
        ("guests", "2"),
        ("name", "Anna de Vries"),
        ("address", "anna.de.vries@voorbeeld.nl"),
        ("name2", "Bram Jansen"),
        ("address2", "bram.jansen@voorbeeld.nl"),
    ];
    let screen = day.guest(5).post(&path, &people).await.location().to_owned();
    assert!(day.guest(5).get(&screen).await.body.contains("uw collega krijgt een eigen mail"));
    // Nothing for the colleague: that is fine.
    let sent = day.guest(5).post(&screen, &[(&role, "ja")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let confirmed = day.guest(5).get(&screen).await.body;
    assert!(!confirmed.contains("Was u er eerder?"), "{confirmed}");
    let bram = day.own_page("Bram Jansen").await;
    let own = day.guest(6).get(&bram).await.body;
    assert!(own.contains("er staat nog een vraag open") && own.contains("Was u er eerder?"), "{own}");
    let told = day.guest(6).post(&format!("{bram}/antwoorden"), &[]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = day.guest(6).post(&format!("{bram}/antwoorden"), &[(&role, "nee")]).await;
    assert!(saved.location().ends_with("beantwoord"), "{}", saved.body);
    // The page of the booker shows their own answer only.
    let anna = day.guest(5).get(&day.own_page("Anna de Vries").await).await.body;
    let ticked = anna.split("checked").next().unwrap();
    assert!(ticked.ends_with("value=\"ja\" ") && anna.matches("checked").count() == 1, "{anna}");
}

#[tokio::test]
async fn e01_a_new_required_question_stands_in_nobody_s_way() {
    let day = bare(5).await;
    let one = day.session("1A", 1, ["10:45", "11:45"], 5).await;
    for name in ["Anna de Vries", "Bram Jansen", "Cees Smit"] {
        day.register(name).await;
    }
    day.ask(EventQuestionKind::Line, "Uw kenteken?", "", true).await;
    let anna = day.own_page("Anna de Vries").await;
    let changed = day.guest(1).post(&format!("{anna}/workshops"), &[("p1r1", &one.to_string())]).await;
    assert!(changed.location().ends_with("gewijzigd"), "{}", changed.body);
    let bram = day.own_page("Bram Jansen").await;
    assert!(day.guest(1).post(&format!("{bram}/afmelden"), &[]).await.location().ends_with("afgemeld"));
    let cees = day.own_page("Cees Smit").await;
    let sent = day
        .guest(1)
        .post(&format!("{cees}/collega"), &[("name", "Dirk Eerste"), ("address", "dirk@voorbeeld.nl")])
        .await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_a_changed_question_keeps_its_answers_and_its_column() {
    let day = bare(5).await;
    let field = day.ask(EventQuestionKind::Choices, "Waar komt u voor?", "De kaart\nDe lunch", false).await;
    let question = EventQuestionId(field["p1q".len()..].parse().unwrap());
    let screen = day.second_screen("Anna de Vries").await;
    day.guest(5).post(&screen, &[(&field, "De kaart"), (&field, "De lunch")]).await;
    let (editor, here) = day.editor().await;
    let edit = format!("{here}/vragen/{question}");
    let fields = |kind, keep| {
        [
            ("kind", kind),
            ("ask_nl", "Waarvoor komt u?"),
            ("why_nl", "Voor de zalen."),
            ("choices_nl", "De kaart\r\nDe collega’s"),
            ("keep", keep),
        ]
    };
    // Another kind would make nonsense of what was answered.
    let told = editor.post(&edit, &fields("line", "14")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("al beantwoord") && told.body.contains("Waarvoor komt u?"), "{}", told.body);
    assert!(editor.post(&edit, &fields("choices", "14")).await.location().ends_with("bewaard"));
    // Who answered was promised a fortnight.
    let longer = editor.post(&edit, &fields("choices", "90")).await;
    assert_eq!(longer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(longer.body.contains("een kortere tijd beloofd"), "{}", longer.body);
    let (page, people) = (editor.get(&here).await.body, editor.get(&format!("{here}/mensen")).await.body);
    assert!(people.contains("De kaart, De lunch") && page.contains("De collega’s"), "{people}");
    // On the own page what was chosen and is not offered any more may stay.
    let anna = day.own_page("Anna de Vries").await;
    day.guest(5).post(&format!("{anna}/antwoorden"), &[(&field, "De lunch"), (&field, "De collega’s")]).await;
    let kept = editor.post(&format!("{here}/mensen/bestand"), &[("kind", "csv")]).await.body;
    assert!(kept.contains("De collega’s, De lunch") && kept.contains("Waarvoor komt u?"), "{kept}");
    // Taken away, it is asked no longer; the column and the answer stay.
    editor.post(&format!("{edit}/weg"), &[]).await;
    let kept = editor.post(&format!("{here}/mensen/bestand"), &[("kind", "csv")]).await.body;
    assert!(kept.contains("De collega’s, De lunch") && kept.contains("Waarvoor komt u?"), "{kept}");
    assert!(!day.guest(5).get(&day.second_screen("Bram Jansen").await).await.body.contains("Waarvoor komt u?"));
    // What nobody answered goes altogether.
    day.ask(EventQuestionKind::Line, "Nog iets?", "", false).await;
    let last = day.house.number("SELECT MAX(id) FROM event_questions").await;
    editor.post(&format!("{here}/vragen/{last}/weg"), &[]).await;
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_questions").await, 1);
}

#[tokio::test]
async fn e01_an_organiser_makes_questions_and_is_told_what_is_wrong() {
    let day = bare(5).await;
    let (editor, here) = day.editor().await;
    assert!(editor.get(&format!("{here}/vragen")).await.body.contains("U vraagt nog niets"));
    let path = format!("{here}/vragen/nieuw");
    let told = editor
        .post(&path, &[("kind", "choice"), ("ask_nl", "Wat is uw rol?"), ("choices_nl", "Eén"), ("keep", "7")])
        .await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Vul 2 tot 15", "Zeg waarom u dit vraagt", "Kies hoe lang", "Wat is uw rol?"] {
        assert!(told.body.contains(words), "{words} is not on\n{}", told.body);
    }
    let fields = [
        ("kind", "choice"),
        ("ask_nl", "Wat is uw rol?"),
        ("why_nl", "Voor de indeling."),
        ("choices_nl", "Adviseur\nBestuurder"),
        ("choices_en", "Adviser\nDirector"),
        ("keep", ""),
    ];
    assert!(editor.post(&path, &fields).await.location().ends_with("bewaard"));
    editor.post(&format!("{here}/vragen/klaar"), &[("which", "eten")]).await;
    let second = day.house.number("SELECT MAX(id) FROM event_questions").await;
    editor.post(&format!("{here}/vragen/{second}/omhoog"), &[]).await;
    let list = editor.get(&format!("{here}/vragen")).await.body;
    assert!(list.find("liever niet").unwrap() < list.find("uw rol").unwrap(), "{list}");
    for _ in 0..6 {
        editor.post(&path, &fields).await;
    }
    assert!(editor.post(&path, &fields).await.location().ends_with("te-veel"));
    // In English the choices are called otherwise and kept the same.
    let page = day
        .guest(5)
        .post(
            &format!("/en/bijeenkomsten/{}/aanmelden", day.event),
            &[("name", "Ann Lee"), ("address", "ann@voorbeeld.nl"), ("guests", "1")],
        )
        .await;
    let shown = day.guest(5).get(page.location()).await.body;
    assert!(shown.contains("Adviser") && shown.contains("value=\"Adviseur\""), "{shown}");
    // A copy asks the same, and brings no answers.
    day.register("Anna de Vries").await;
    editor.post(&format!("{here}/kopie"), &[("day", "20 april 2028")]).await;
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_questions WHERE event_id = 2").await, 8);
}

#[tokio::test]
async fn e02_what_was_answered_goes_with_the_place_and_with_the_person() {
    let day = bare(5).await;
    let field = day.ask(EventQuestionKind::Words, "Wat wilt u kwijt?", "", false).await;
    for name in ["Anna de Vries", "Bram Jansen"] {
        let screen = day.second_screen(name).await;
        day.guest(5).post(&screen, &[(&field, "Ik ben quist")]).await;
    }
    let anna = day.of_name("Anna de Vries").await.id;
    events::substitute(&day.house.app, anna, Actor::Reader, (&guest("Cees Smit"), &mailbox("Cees Smit")))
        .await
        .unwrap();
    assert_eq!(day.answers().await, 1, "the colleague answers anew");
    let tx = day.house.app.store.begin_write().await.unwrap();
    events::forget_attendees(&tx, &[day.of_name("Bram Jansen").await.id]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(day.answers().await, 0);
}
