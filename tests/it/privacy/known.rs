//! What somebody sees and downloads: everything that the register leads to.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use samenspraak::base::Language;
use samenspraak::privacy;
use samenspraak::store::tables::states::Role;
use zip::ZipArchive;

use super::{ANNA, KEY, NAME, enter, subscribe};
use crate::house::House;

/// Gives a reader a row in every table that is about readers.
pub async fn furnish(house: &House, person: i64) {
    house
        .sql("INSERT INTO topics (id, slug, name_nl, name_en, position) VALUES (1, 'energie', 'Energie', 'Energy', 1)")
        .await;
    house
        .sql("INSERT INTO areas (id, slug, name_nl, name_en, position) VALUES (1, 'noord', 'Noord', 'North', 1)")
        .await;
    house.sql(&format!("INSERT INTO person_topics VALUES ({person}, 1)")).await;
    house.sql(&format!("INSERT INTO person_areas VALUES ({person}, 1)")).await;
    house
        .sql(&format!(
            "INSERT INTO feedback (identity, at, door, kind, class, words, person_id, heeded_at)
             VALUES ('x{person}', 1, 'pipe', 'bounce', 'soft', 'mailbox of anna.de.vries busy', {person}, 1)"
        ))
        .await;
    let hash = house.app.secrets.suppression_hash(KEY);
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at, lifted_at, lifted_reason)
             VALUES ('{hash}', 1, {person}, 'soft-bounces', 1, 2, 'belde: {KEY} werkt weer')"
        ))
        .await;
    house.sql("INSERT INTO sign_up_topics SELECT MAX(id), 1 FROM sign_ups").await;
    house.sql("INSERT INTO sign_up_areas SELECT MAX(id), 1 FROM sign_ups").await;
    house
        .sql(&format!(
            "INSERT INTO address_changes (from_id, from_epoch, to_id, asked_at, confirmed_at, settled_at) VALUES (9999, 0, {person}, 1, 2, 3)"
        ))
        .await;
    furnish_a_relation(house, person).await;
    furnish_an_event(house, person).await;
    furnish_a_consultation(house, person).await;
    furnish_a_decision(house, person).await;
    house.sql("UPDATE deliveries SET receipt = '250 anna.de.vries ok'").await;
}

/// Makes a reader somebody who came to an event that ended today.
async fn furnish_an_event(house: &House, person: i64) {
    let member = house.member(&[]).await;
    let ends = 1_795_258_800_000_i64;
    house
        .sql(&format!(
            "INSERT INTO events (id, kind, state, title_nl, title_en, lead_nl, lead_en, about_nl, about_en, starts_wall, starts_at,
               ends_wall, ends_at, place, address, link, opens_wall, opens_at, closes_wall, closes_at, domains, asks_needs,
               offer_hours, reminder_days, sequence, version, made_by, made_at, called_off_reason, needs_gone_at)
             VALUES (1, 'network-day', 'open', 'Netwerkdag', '', '', '', '', '', '', 1, '', {ends}, '', '', '', '', 1, '', 1, '',
               TRUE, 24, 3, 0, 1, {member}, 1, '', 1)"
        ))
        .await;
    house
        .sql(&format!(
            "INSERT INTO event_registrations (id, event_id, person_id, number, epoch, name, name_key, organisation, domain,
               language, state, reason, code, ticket, booking_id, origin, uid, sequence, needs, made_at)
             VALUES (1, 1, {person}, 7, 0, '{NAME}', 'anna', 'Regio Oost', 'voorbeeld.nl', 'nl', 'registered', '', 'AAAABBBB',
               'T', 1, 'form', 'uid', 0, 'vegetarisch', 1)"
        ))
        .await;
    house
        .sql(
            "INSERT INTO event_sessions (id, event_id, round, code, title_nl, title_en, about_nl, about_en, speaker, room,
               starts_wall, starts_at, ends_wall, ends_at) VALUES (1, 1, 1, '1A', 'Kaart', '', '', '', '', '', '', 1, '', 2)",
        )
        .await;
    house
        .sql(
            "INSERT INTO event_pools (id, event_id, capacity, taken, released, waiting, ceiling) VALUES (1, 1, 5, 1, 0, 0, 5)",
        )
        .await;
    house.sql("INSERT INTO event_choices (registration_id, session_id, made_at) VALUES (1, 1, 1)").await;
    house
        .sql(
            "INSERT INTO event_waiting (event_id, pool_id, registration_id, state, priority, joined_at, ended_at)
             VALUES (1, 1, 1, 'taken', 0, 1, 2)",
        )
        .await;
    house.sql("INSERT INTO event_notices (registration_id, kind, about, at) VALUES (1, 'reminder', 1, 1)").await;
    furnish_what_it_asked(house, member.0).await;
    house
        .sql(&format!(
            "INSERT INTO event_scans (event_id, nonce, registration_id, verdict, at, member_id) VALUES (1, 'n', 1, 'in', 1, {member})"
        ))
        .await;
    house
        .sql(&format!(
            "INSERT INTO event_bookings (id, event_id, token_hash, guests, places, language, network, made_at, expires_at, extended,
               ended_at, outcome)
             VALUES (1, 1, 'h', '[{{\"name\":\"{NAME}\",\"address\":\"{ANNA}\",\"organisation\":\"\"}}]', 1, 'nl', 'x', 1, 2, FALSE,
               1795258800000, 'sent')"
        ))
        .await;
}

/// What the event asked, was answered and was written about it.
async fn furnish_what_it_asked(house: &House, member: i64) {
    for row in [
        "event_questions (id, event_id, place, kind, ask_nl, ask_en, why_nl, why_en, choices_nl, choices_en, required)
           VALUES (1, 1, 1, 'line', 'Eten?', '', 'Lunch', '', '', '', FALSE)"
            .to_owned(),
        "event_question_answers (registration_id, question_id, answer) VALUES (1, 1, 'vegetarisch')".to_owned(),
        format!(
            "event_letters (id, event_id, once, whom, subject, source, made_by, made_at)
             VALUES (1, 1, 'x', 'coming', 'Tot morgen', 'Tot morgen', {member}, 1)"
        ),
        "event_letter_people (letter_id, registration_id, told_at) VALUES (1, 1, 1)".to_owned(),
        format!(
            "event_invitations (event_id, person_id, name, organisation, state, due, reminders, sent_at, registration_id, made_by, made_at)
             SELECT 1, person_id, name, organisation, 'registered', '', 0, 1, 1, {member}, 1 FROM event_registrations WHERE id = 1"
        ),
    ] {
        house.sql(&format!("INSERT INTO {row}")).await;
    }
}

/// Makes a reader somebody who agreed to a point of a request of which the last day was today.
async fn furnish_a_decision(house: &House, person: i64) {
    let member = house.member(&[]).await;
    for row in [
        format!(
            "dossiers (id, language, title, summary, version, revision, once, entries_given, sources_given, actors_given, made_at,
               changed_by, changed_at) VALUES (900, 'nl', 'Werk', '', 1, 1, 'x', 0, 0, 0, 1, {member}, 9000000000000)"
        ),
        format!(
            "decisions (id, dossier_id, title, explanation, body_name, deadline_day, deadline_at, state, version, once, points_given,
               made_at, changed_by, changed_at, opened_by, opened_at)
             VALUES (1, 900, 'Plan', '', 'Kernteam', '2026-11-20', 1795258800000, 'closed', 1, 'x', 1, 1, {member}, 1, {member}, 1)"
        ),
        "decision_points (id, decision_id, number, version, withdrawn_why, outcome_words) VALUES (1, 1, 1, 1, '', '')".to_owned(),
        format!("decision_texts (point_id, version, title, words, changed_by, changed_at) VALUES (1, 1, 'Doel', 'Het doel', {member}, 1)"),
        format!(
            "decision_respondents (id, decision_id, person_id, name, role, by_hand, made_at, sent_at, reminders)
             VALUES (1, 1, {person}, '{NAME}', 'lid', FALSE, 1, 1, 0)"
        ),
        "decision_letters (sending_id, respondent_id, kind, at) VALUES (1, 1, 'request', 1)".to_owned(),
        "decision_answers (point_id, respondent_id, version, text_version, answer, words, on_behalf, at)
           VALUES (1, 1, 1, 1, 'yes-if', 'Met een tolk', 'de directeur', 1)"
            .to_owned(),
    ] {
        house.sql(&format!("INSERT INTO {row}")).await;
    }
}

/// Makes a reader somebody who answered for an organisation in a consultation whose term ended today.
async fn furnish_a_consultation(house: &House, person: i64) {
    let member = house.member(&[]).await;
    for row in [
        format!(
            "consultations (id, kenmerk, title, summary, source, body, on_behalf, deadline_wall, deadline_at, contact_id, state,
               version, once, made_at, changed_by, changed_at, opened_at, given, introduction)
             VALUES (1, 'K-1', 'Werk', '', '', '[]', '', '2026-11-21', 1795258800000, {member}, 'open', 1, 'x', 1, {member}, 1, 1, 0, '')"
        ),
        "consultation_questions (id, consultation_id, number, kind, asked, choices) VALUES (1, 1, 1, 'open', 'Wat?', '')".to_owned(),
        "consultation_invitations (id, consultation_id, organisation_id, made_at, reminders, declined, declined_why, declined_at,
           declined_by) VALUES (1, 1, 1, 1, 0, 'no-advice', 'geen tijd', 1, 1)"
            .to_owned(),
        format!(
            "consultation_invitees (id, invitation_id, person_id, name, role, part, made_at)
             VALUES (1, 1, {person}, '{NAME}', 'voorzitter', 'chair', 1)"
        ),
        "consultation_letters (sending_id, invitee_id, kind, at) VALUES (1, 1, 'request', 1)".to_owned(),
        "consultation_answers (invitation_id, question_id, version, words, saved_by, saved_at) VALUES (1, 1, 1, 'Niets', 1, 1)".to_owned(),
        "consultation_submissions (invitation_id, version, content, hash, openness, late, released_by, released_at)
           VALUES (1, 1, '[]', 'x', 'words', FALSE, 1, 1)"
            .to_owned(),
    ] {
        house.sql(&format!("INSERT INTO {row}")).await;
    }
}

/// Makes a reader a contact with a seat and a task, and somebody who came by a list.
async fn furnish_a_relation(house: &House, person: i64) {
    house
        .sql("INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason) VALUES (1, 'client-council', 'Raad Noord', 'raad noord', 1, 1, '')")
        .await;
    house
        .sql(&format!(
            "INSERT INTO contacts (id, organisation_id, person_id, role, from_on, made_at) VALUES (1, 1, {person}, 'voorzitter', '2026-01-01', 1)"
        ))
        .await;
    house
        .sql(&format!(
            "INSERT INTO tasks (kind, organisation_id, contact_id, person_id, cause, made_at, outcome, note)
             VALUES ('bounced', 1, 1, {person}, 'x', 1, '', 'belde {KEY}')"
        ))
        .await;
    house
        .sql("INSERT INTO bodies (id, kind, name, name_key, version, made_at) VALUES (1, 'core-team', 'Kernteam', 'kernteam', 1, 1)")
        .await;
    house
        .sql(&format!(
            "INSERT INTO body_members (body_id, person_id, organisation_id, role, from_on, made_at) VALUES (1, {person}, 1, 'lid', '2026-01-01', 1)"
        ))
        .await;
    house
        .sql(
            "INSERT INTO imports (id, state, fault, publication_id, file_name, encoding, sha256, bytes, pieces, layout, basis, source,
               obtained_on, skip_wrong, made_at, changed_at, ended_at, read_rows, right_rows, wrong_rows, repeated, contradicting,
               inactive, merged_rows, added, present, left_earlier, suppressed, trouble)
             VALUES (1, 'done', '', 1, 'netwerkdag.csv', 'utf-8', 'x', 1, 1, 'x', 'toestemming op papier', 'netwerkdag', '2026-01-01',
               FALSE, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, '')",
        )
        .await;
    house
        .sql(&format!(
            "INSERT INTO consents (person_id, publication_id, publication_name, act, language, source, basis, import_id, at)
             VALUES ({person}, 1, 'Nieuwsbrief', 'imported', 'nl', 'import', '', 1, 1)"
        ))
        .await;
}

#[tokio::test]
async fn s12_everything_is_shown_in_plain_words() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    subscribe(&house, "bas@voorbeeld.nl", "Bas Bakker").await;
    furnish(&house, anna.id.0).await;
    let view = house.get(&enter(&house, &anna).await).await.body;
    for words in [
        NAME,
        ANNA,
        "Nieuwsbrief",
        "Energie",
        "Noord",
        "bevestigd",
        "het formulier op onze website",
        "de welkomstmail",
        "Wat de mailserver ermee deed",
        "mailbox of anna.de.vries busy",
        "21 november 2026",
        "Tekst die u zag",
        "Vroeg een abonnement aan",
        "aanwezig, wordt niet getoond",
        "Raad Noord",
        "voorzitter",
        "Kernteam",
        "toestemming op papier",
        "netwerkdag.csv",
    ] {
        assert!(view.contains(words), "{words}: {view}");
    }
    assert!(!view.contains("Bas Bakker") && !view.contains("bas@"), "nobody else's");
    let english = house.get(&format!("/en{}", enter(&house, &anna).await)).await.body;
    assert!(english.contains("What for: ") && english.contains("Newsletter") && !english.contains("Waarvoor"));
}

fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |at: usize| {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    let many = ZipArchive::new(Cursor::new(bytes)).unwrap().len();
    (0..many).map(read).collect()
}

/// Every table that holds something about a reader who did everything.
pub const HELD: [&str; 38] = [
    "audit",
    "people",
    "sendings",
    "letters",
    "deliveries",
    "event_bookings",
    "event_choices",
    "event_invitations",
    "event_letter_people",
    "event_notices",
    "event_question_answers",
    "event_registrations",
    "event_scans",
    "event_waiting",
    "suppressions",
    "feedback",
    "sign_ups",
    "sign_up_publications",
    "subscriptions",
    "consents",
    "person_topics",
    "person_areas",
    "sign_up_topics",
    "sign_up_areas",
    "address_changes",
    "imports",
    "contacts",
    "body_members",
    "tasks",
    "consultation_invitations",
    "consultation_invitees",
    "consultation_letters",
    "consultation_answers",
    "consultation_submissions",
    "decision_respondents",
    "decision_letters",
    "decision_answers",
    "privacy_codes",
];

#[tokio::test]
async fn s12_the_download_holds_every_table_that_has_something() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    furnish(&house, anna.id.0).await;
    house.sql("UPDATE people SET name = '=1+1'").await;
    let path = format!("{}/bestand", enter(&house, &anna).await);
    let file = house.get(&path).await;
    assert_eq!(file.headers["content-type"], "application/zip");
    let files = unzip(&file.bytes);
    let json = &files.iter().find(|(name, _)| name == "gegevens.json").unwrap().1;
    let read: serde_json::Value = serde_json::from_str(json).unwrap();
    let in_json: BTreeSet<String> = read["tables"].as_object().unwrap().keys().cloned().collect();
    let expected: BTreeSet<String> = HELD.map(str::to_owned).into();
    assert_eq!(in_json, expected);
    let in_csv: BTreeSet<String> =
        files.iter().filter_map(|(name, _)| name.strip_suffix(".csv")).map(str::to_owned).collect();
    assert_eq!(in_csv, expected);
    assert_eq!(read["tables"]["people"]["rows"][0]["address"]["value"], ANNA);
    assert_eq!(read["tables"]["subscriptions"]["rows"].as_array().unwrap().len(), 2);
    let people = &files.iter().find(|(name, _)| name == "people.csv").unwrap().1;
    assert!(people.contains("'=1+1") && people.starts_with('\u{feff}'), "{people}");
    let code = &read["tables"]["privacy_codes"]["rows"][0]["hash"]["value"];
    assert_eq!(code, "aanwezig, wordt niet getoond", "what opens is not told");
}

#[tokio::test]
async fn s12_a_member_sees_what_is_kept_about_them_at_work() {
    let house = House::open().await;
    let id = crate::approving::draft(&house).await;
    let member = house.number("SELECT changed_by FROM issues").await;
    assert!(id.0 > 0);
    let all = samenspraak::people::by_id(
        house.app.store.read(),
        samenspraak::base::id::PersonId(
            house.number("SELECT person_id FROM members WHERE id = (SELECT changed_by FROM issues)").await,
        ),
    );
    let person = all.await.unwrap().unwrap();
    let known = privacy::known(&house.app, &person, Language::Dutch).await.unwrap();
    let tables: BTreeSet<&str> = known.iter().map(|known| known.table).collect();
    for table in ["people", "members", "member_roles", "issues", "articles"] {
        assert!(tables.contains(table), "{table}: {tables:?}, member {member}");
    }
    house.signed_in_as(&[Role::Editor]).await;
    let everything = format!("{known:?}");
    assert!(!everything.contains("argon2"), "no hash of a password");
}
