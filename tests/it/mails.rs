//! Every letter that the house sends, as its reader gets it: sound, complete, and nobody else's.

use samenspraak::base::clock::days;
use samenspraak::issues;
use samenspraak::mail::lint::lint;
use samenspraak::store::tables::states::Role;

use crate::approving::{act, approve, draft, row};
use crate::house::{House, Mail};

/// What holds for every mail, whatever it says.
#[track_caller]
fn sound(mail: &Mail) {
    assert_eq!(lint(&mail.html), Vec::new(), "{}: {}", mail.subject, mail.html);
    let (head, body) = mail.raw.split_once("\r\n\r\n").unwrap();
    assert!(mail.raw.is_ascii() && !mail.raw.replace("\r\n", "").contains(['\r', '\n']));
    assert!(head.lines().all(|line| line.len() <= 998) && body.lines().all(|line| line.len() <= 76));
    for name in ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Content-Type"] {
        assert_eq!(values(mail, name).len(), 1, "{name} in {head}");
    }
    assert!(!values(mail, "Message-ID")[0].contains(&mail.to));
    for mark in ['\u{f8f0}', '\u{f8f1}'] {
        assert!(!mail.html.contains(mark) && !mail.text.contains(mark), "a slot was left open in {}", mail.subject);
    }
    let links = mail.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    for link in links {
        assert!(mail.text.contains(link.trim_start_matches("mailto:")), "{link} is missing in:\n{}", mail.text);
    }
    assert!(mail.text.contains("Voorbeeldlaan 1, 1234 AB Voorbeeldstad"), "{}", mail.text);
}

/// The unfolded values of a header field.
fn values(mail: &Mail, name: &str) -> Vec<String> {
    let head = mail.raw.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let fields = head
        .split("\r\n")
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

#[track_caller]
fn personal(mail: &Mail) {
    sound(mail);
    assert_eq!(values(mail, "Auto-Submitted"), ["auto-generated"]);
    assert!(values(mail, "From")[0].ends_with("<post@centrum.example>"));
    let head = mail.raw.split("\r\n\r\n").next().unwrap().to_lowercase();
    assert!(!head.contains("list-") && !head.contains("feedback-id"), "{head}");
}

/// Signs up and confirms.
async fn subscribe(house: &House, address: &str, name: &str) {
    let fields = [("address", address), ("name", name), ("website", ""), ("publication", "nieuwsbrief")];
    house.post("/aanmelden", &fields).await;
    let link = house.newest_mail_to(address).await.link("/bevestigen/");
    let confirmed = house.post(&link, &[]).await;
    assert!(confirmed.status.is_success(), "{}", confirmed.body);
}

/// An issue of the newsletter, approved, and sent on 8 December.
async fn send_issue(house: &House) -> Vec<Mail> {
    let before = house.mails().await.len();
    let id = draft(house).await;
    let approver = approve(house, id).await;
    let version = row(house, id).await.version.to_string();
    let fields = [("version", version.as_str()), ("date", "8-12-2026"), ("time", "9.30")];
    let answer = act(&approver, id, "verzenden", &fields).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    house.wait(days(18));
    issues::start_due(&house.app).await.unwrap();
    house.mails().await.split_off(before)
}

#[tokio::test]
async fn m01_letters_on_a_persons_own_action_are_sound_and_of_no_list() {
    let house = House::open().await;
    let names = ["Anna de Vries", "<b>\"Anna\"</b> & 👩‍🚒", "=\u{f8f0}unsubscribe\u{f8f1}=0D=0A", ""];
    for (number, name) in names.into_iter().enumerate() {
        subscribe(&house, &format!("lezer{number}@voorbeeld.nl"), name).await;
    }
    // Who signs up again is told so.
    house.post("/aanmelden", &[("address", "lezer0@voorbeeld.nl"), ("name", ""), ("publication", "nieuwsbrief")]).await;
    let boss = house.signed_in_as(&[Role::Administrator]).await;
    let fields = [("name", "Sanne <b>"), ("address", "sanne@voorbeeld.nl"), ("roles", "editor")];
    boss.post("/beheer/medewerkers/uitnodigen", &fields).await;
    let mails = house.mails().await;
    assert!(mails.iter().any(|mail| mail.to == "sanne@voorbeeld.nl"));
    assert!(mails.len() >= 10, "two for each reader, a reminder and an invitation: {}", mails.len());
    mails.iter().for_each(personal);
}

#[tokio::test]
async fn d20_every_reader_of_an_issue_gets_a_sound_mail_with_links_of_their_own() {
    let house = House::open().await;
    subscribe(&house, "anna@voorbeeld.nl", "Anna de Vries").await;
    subscribe(&house, "bram@voorbeeld.nl", "").await;
    let mails = send_issue(&house).await;
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        sound(mail);
        assert!(values(mail, "Auto-Submitted").is_empty());
        assert_eq!(values(mail, "List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
        assert!(values(mail, "From")[0].ends_with("<nieuwsbrief@centrum.example>"));
        assert!(values(mail, "List-Id")[0].ends_with("<nieuwsbrief.centrum.example>"));
        let leave = mail.link("/afmelden/");
        let header = &values(mail, "List-Unsubscribe")[0];
        assert!(header.starts_with(&format!("<http://samenspraak.example{leave}>, <mailto:")), "{header}");
        assert_eq!(header.matches("http").count(), 1);
        for path in [leave, mail.link("/voorkeuren/")] {
            assert!(house.get(&path).await.status.is_success(), "{path}");
        }
    }
    let of = |address: &str| mails.iter().find(|mail| mail.to == address).unwrap();
    let (anna, bram) = (of("anna@voorbeeld.nl"), of("bram@voorbeeld.nl"));
    assert!(anna.text.contains("Beste Anna de Vries,") && bram.text.contains("Beste lezer,"));
    assert_ne!(anna.link("/afmelden/"), bram.link("/afmelden/"));
    assert_ne!(values(anna, "Message-ID"), values(bram, "Message-ID"));
}

#[tokio::test]
async fn p08_the_mails_of_two_readers_differ_only_in_what_is_their_own() {
    let house = House::open().await;
    subscribe(&house, "anna@voorbeeld.nl", "Anna de Vries").await;
    subscribe(&house, "bram@voorbeeld.nl", "").await;
    let neutral = |mail: &Mail| {
        let token = |start: &str| mail.link(start).rsplit('/').next().unwrap().to_owned();
        mail.raw
            .replace(&token("/afmelden/"), "U")
            .replace(&token("/voorkeuren/"), "P")
            .replace(&values(mail, "Message-ID")[0], "M")
            .replace(&mail.to, "T")
            .replace("Beste Anna de Vries,", "S")
            .replace("Beste lezer,", "S")
    };
    let mails = send_issue(&house).await;
    let [one, other] = mails.as_slice() else { panic!("two mails") };
    assert_ne!(one.raw, other.raw);
    assert_eq!(neutral(one), neutral(other));
}
