//! Questions that are asked only of who chose something in an earlier one.

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::base::id::EventQuestionId;
use samenspraak::events::{self, EventQuestionKind, When};
use samenspraak::store::tables::event_question_answers as rows;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Day;
use super::asking::bare;

/// That a choice was made at the question of a field.
fn chose(field: &str, choice: &str) -> When {
    When { question: EventQuestionId(field["p1q".len()..].parse().unwrap()), choice: choice.to_owned() }
}

/// The same field for the second person of a form.
fn of_second(field: &str) -> String {
    field.replacen("p1", "p2", 1)
}

impl Day {
    /// "Do you eat along?", and what, which has to be answered by who does.
    async fn eat(&self) -> (String, String) {
        let along = self.ask(EventQuestionKind::YesNo, "Eet u mee?", "", false).await;
        let what = ("Wat eet u?", "Soep\nSalade", true);
        let what = self.ask_when(EventQuestionKind::Choice, what, Some(chose(&along, "ja"))).await;
        (along, what)
    }

    /// What somebody answered, in the order of the questions.
    async fn answered(&self, name: &str) -> Vec<String> {
        let find = rows::Entity::find().filter(rows::Column::RegistrationId.eq(self.of_name(name).await.id));
        let found = find.order_by_asc(rows::Column::QuestionId).all(self.house.app.store.read()).await.unwrap();
        found.into_iter().map(|row| row.answer).collect()
    }
}

#[tokio::test]
async fn e01_a_question_is_asked_only_of_who_chose_what_it_depends_on() {
    let day = bare(9).await;
    let (along, what) = day.eat().await;
    let screen = day.second_screen("Anna de Vries").await;
    let shown = day.guest(5).get(&screen).await.body;
    // Without a script it says when it is asked; a script is told what to look at.
    for words in ["Alleen als u bij ‘Eet u mee?’ dit koos: ja.", &format!("data-when=\"{along}\" data-is=\"ja\"")] {
        assert!(shown.contains(words), "{words} is not on\n{shown}");
    }
    // Who eats along has to say what.
    let told = day.guest(5).post(&screen, &[(&along, "ja")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Kies een antwoord: Wat eet u?"), "{}", told.body);
    assert_eq!(day.count("registered").await, 0);
    day.guest(5).post(&screen, &[(&along, "ja"), (&what, "Soep")]).await;
    assert_eq!(day.answered("Anna de Vries").await, ["ja", "Soep"]);
    // Who does not, or says nothing, has not; what was typed there all the same is not kept.
    for (name, fields, kept) in [
        ("Bram Jansen", &[(along.as_str(), "nee"), (what.as_str(), "Soep")][..], &["nee"][..]),
        ("Cees Smit", &[(what.as_str(), "Salade")], &[]),
        ("Dirk Eerste", &[(along.as_str(), "nee")], &["nee"]),
    ] {
        let screen = day.second_screen(name).await;
        let sent = day.guest(5).post(&screen, fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}: {}", sent.body);
        assert_eq!(day.answered(name).await, kept, "{name}");
    }
}

#[tokio::test]
async fn e02_answers_to_questions_that_became_hidden_go_at_saving() {
    let day = bare(9).await;
    let (along, what) = day.eat().await;
    // A question may depend on one that depends on another.
    let broth = ("Welke bouillon?", "Groente\nKip", false);
    let broth = day.ask_when(EventQuestionKind::Choices, broth, Some(chose(&what, "Soep"))).await;
    let screen = day.second_screen("Anna de Vries").await;
    day.guest(5).post(&screen, &[(&along, "ja"), (&what, "Soep"), (&broth, "Kip"), (&broth, "Groente")]).await;
    assert_eq!(day.answered("Anna de Vries").await, ["ja", "Soep", "Groente\nKip"]);
    let own = day.own_page("Anna de Vries").await;
    let page = format!("{own}/antwoorden");
    // The middle one changes: what depends on it goes, the rest stays.
    day.guest(5).post(&page, &[(&along, "ja"), (&what, "Salade"), (&broth, "Kip")]).await;
    assert_eq!(day.answered("Anna de Vries").await, ["ja", "Salade"]);
    day.guest(5).post(&page, &[(&along, "ja"), (&what, "Soep"), (&broth, "Kip")]).await;
    assert_eq!(day.answered("Anna de Vries").await, ["ja", "Soep", "Kip"]);
    // The first one changes: all that hangs on it goes, although the form still held it.
    let saved = day.guest(5).post(&page, &[(&along, "nee"), (&what, "Soep"), (&broth, "Kip")]).await;
    assert!(saved.location().ends_with("beantwoord"), "{}", saved.body);
    assert_eq!(day.answered("Anna de Vries").await, ["nee"]);
    // What is not asked is not open; what is asked and has to be answered is.
    let is_open = async || day.guest(5).get(&own).await.body.contains("er staat nog een vraag open");
    assert!(!is_open().await);
    let told = day.guest(5).post(&page, &[(&along, "ja")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(day.answered("Anna de Vries").await, ["nee"], "nothing changes while something is wrong");
    day.house.sql("UPDATE event_question_answers SET answer = 'ja'").await;
    assert!(is_open().await);
}

#[tokio::test]
async fn e02_each_colleague_is_asked_by_their_own_answers() {
    let day = bare(9).await;
    let (along, what) = day.eat().await;
    let path = format!("/bijeenkomsten/{}/aanmelden", day.event);
    let people = [
        ("guests", "2"),
        ("name", "Anna de Vries"),
        ("address", "anna.de.vries@voorbeeld.nl"),
        ("name2", "Bram Jansen"),
        ("address2", "bram.jansen@voorbeeld.nl"),
    ];
    let screen = day.guest(5).post(&path, &people).await.location().to_owned();
    let shown = day.guest(5).get(&screen).await.body;
    assert!(shown.contains(&format!("data-when=\"{}\"", of_second(&along))), "{shown}");
    // The booker does not eat along and the colleague does: neither answers for the other.
    let fields =
        [(along.clone(), "nee"), (what.clone(), "Soep"), (of_second(&along), "ja"), (of_second(&what), "Salade")];
    let fields: Vec<_> = fields.iter().map(|(field, answer)| (field.as_str(), *answer)).collect();
    let sent = day.guest(5).post(&screen, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(day.answered("Anna de Vries").await, ["nee"]);
    assert_eq!(day.answered("Bram Jansen").await, ["ja", "Salade"]);
}

#[tokio::test]
async fn e01_what_a_question_depends_on_is_not_taken_away_in_silence() {
    let day = bare(9).await;
    let (along, what) = day.eat().await;
    let (editor, here) = day.editor().await;
    let address = |field: &str| format!("{here}/vragen/{}", &field["p1q".len()..]);
    let first = |kind, when| {
        [("kind", kind), ("ask_nl", "Eet u mee?"), ("why_nl", "Voor de lunch."), ("keep", "30"), ("when", when)]
    };
    let second = |choices, when| {
        [
            ("kind", "choice"),
            ("ask_nl", "Wat eet u?"),
            ("why_nl", "Voor de lunch."),
            ("choices_nl", choices),
            ("keep", "30"),
            ("when", when),
        ]
    };
    // Neither away, nor behind it, nor answered in another way: each says so.
    assert!(editor.post(&format!("{}/weg", address(&along)), &[]).await.location().ends_with("nodig"));
    assert!(editor.post(&format!("{}/omhoog", address(&what)), &[]).await.location().ends_with("nodig"));
    let told = editor.post(&address(&along), &first("line", "")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Laat hier ‘ja’ staan: alleen dan wordt ‘Wat eet u?’ gevraagd"), "{}", told.body);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_questions WHERE kind = 'yes-no'").await, 1);
    let listed = editor.get(&format!("{here}/vragen?gedaan=nodig")).await.body;
    for words in ["alleen bij ‘Eet u mee?’: ja", "een andere vraag hangt ervan af"] {
        assert!(listed.contains(words), "{words} is not on\n{listed}");
    }
    // A choice that another question needs stays; others may go.
    let broth = ("Welke bouillon?", "", false);
    let broth = day.ask_when(EventQuestionKind::Line, broth, Some(chose(&what, "Soep"))).await;
    let when = format!("{}=ja", &along["p1q".len()..]);
    let told = editor.post(&address(&what), &second("Salade\nBrood", &when)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Laat hier ‘Soep’ staan"), "{}", told.body);
    assert!(editor.post(&address(&what), &second("Soep\nBrood", &when)).await.location().ends_with("bewaard"));
    // What is no choice of an earlier question is none: a later one, itself, one of another event, or something made up.
    let other = format!("{}=Soep", &what["p1q".len()..]);
    for when in [other.as_str(), "99=ja", &format!("{}=misschien", &along["p1q".len()..]), "ja"] {
        let told = editor.post(&address(&along), &first("yes-no", when)).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
        assert!(told.body.contains("Deze keuze is er niet meer"), "{}", told.body);
    }
    let saved =
        events::save_question(&day.house.app, day.member, day.event, None, &later(Some(chose(&along, "misschien"))))
            .await;
    assert_eq!(saved.unwrap(), events::QuestionSaved::NoSuchChoice);
    // Without what depends on it, it is a question as any other.
    assert!(editor.post(&format!("{}/weg", address(&broth)), &[]).await.location().ends_with("bewaard"));
    assert!(editor.post(&address(&what), &second("Soep\nBrood", "")).await.location().ends_with("bewaard"));
    assert!(editor.post(&format!("{}/weg", address(&along)), &[]).await.location().ends_with("bewaard"));
    // And what depends on nothing that is there, however that came, is asked of everybody.
    day.house.sql("UPDATE event_questions SET when_question_id = 999, when_choice = 'ja'").await;
    let screen = day.second_screen("Anna de Vries").await;
    let shown = day.guest(5).get(&screen).await.body;
    assert!(shown.contains("Wat eet u?") && !shown.contains("data-when"), "{shown}");
    day.guest(5).post(&screen, &[(&what, "Brood")]).await;
    assert_eq!(day.answered("Anna de Vries").await, ["Brood"]);
}

/// A question that depends on something.
fn later(when: Option<When>) -> events::NewQuestion {
    let both = |text: &str| [text.to_owned(), String::new()];
    let kind = EventQuestionKind::Line;
    let (ask, why) = (both("Nog iets?"), both("Zodat wij het weten."));
    events::NewQuestion { kind, ask, why, choices: both(""), required: false, keep_days: None, when }
}

#[tokio::test]
async fn e01_a_copy_takes_along_on_what_its_questions_depend() {
    let day = bare(9).await;
    // The one that is depended on was made later and moved before it.
    let what = day.ask(EventQuestionKind::Choice, "Wat eet u?", "Soep\nSalade", false).await;
    let along = day.ask(EventQuestionKind::YesNo, "Eet u mee?", "", false).await;
    let (editor, here) = day.editor().await;
    editor.post(&format!("{here}/vragen/{}/omhoog", &along["p1q".len()..]), &[]).await;
    let when = format!("{}=ja", &along["p1q".len()..]);
    let fields = [
        ("kind", "choice"),
        ("ask_nl", "Wat eet u?"),
        ("why_nl", "Voor de lunch."),
        ("choices_nl", "Soep\nSalade"),
        ("keep", "30"),
        ("when", when.as_str()),
    ];
    let form = editor.get(&format!("{here}/vragen/{}", &what["p1q".len()..])).await.body;
    assert!(form.contains("bij ‘Eet u mee?’: ja") && form.contains("bij elke aanmelding"), "{form}");
    let saved = editor.post(&format!("{here}/vragen/{}", &what["p1q".len()..]), &fields).await;
    assert!(saved.location().ends_with("bewaard"), "{}", saved.body);
    editor.post(&format!("{here}/kopie"), &[("day", "20 april 2028")]).await;
    let copied = "SELECT COUNT(*) FROM event_questions q JOIN event_questions o ON o.id = q.when_question_id
                  WHERE q.event_id = 2 AND o.event_id = 2 AND q.ask_nl = 'Wat eet u?' AND o.ask_nl = 'Eet u mee?'
                    AND q.when_choice = 'ja' AND o.place < q.place";
    assert_eq!(day.house.number(copied).await, 1);
}

#[tokio::test]
async fn e01_the_caterer_counts_who_was_asked() {
    let day = bare(9).await;
    let (along, what) = day.eat().await;
    for (name, fields) in [
        ("Anna de Vries", &[(along.as_str(), "ja"), (what.as_str(), "Soep")][..]),
        ("Bram Jansen", &[(along.as_str(), "nee")]),
        ("Cees Smit", &[(along.as_str(), "nee")]),
    ] {
        let screen = day.second_screen(name).await;
        day.guest(5).post(&screen, fields).await;
    }
    let (editor, here) = day.editor().await;
    let counts = editor.get(&here).await.body;
    let of_what = counts.split_once("id=\"antwoorden\"").unwrap().1.split_once("Wat eet u?</h3>").unwrap().1;
    for words in ["Alleen gevraagd bij ‘Eet u mee?’: ja.", "0 zonder antwoord"] {
        assert!(of_what.contains(words), "{words} is not on\n{of_what}");
    }
    // A column for each, and nothing in it of who was not asked.
    let file = editor.post(&format!("{here}/mensen/bestand"), &[("kind", "csv")]).await.body;
    assert!(file.lines().next().unwrap().ends_with("Eet u mee?;Wat eet u?"), "{file}");
    let line = |name: &str| file.lines().find(|line| line.starts_with(name)).unwrap().trim_end().to_owned();
    assert!(line("Anna de Vries").ends_with("ja;Soep") && line("Bram Jansen").ends_with("nee;"), "{file}");
    // Who cancels is neither counted nor asked.
    events::cancel(&day.house.app, day.of_name("Anna de Vries").await.id, Actor::Reader, "self").await.unwrap();
    assert_eq!(day.answers().await, 2);
}
