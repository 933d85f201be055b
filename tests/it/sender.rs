//! The sender's domain: keys that come and go, records that are looked up, pages that say what was found.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::settings::Settings;
use samenspraak::store::tables::signing_keys;
use samenspraak::store::tables::states::{KeyState, Role};
use sea_orm::{EntityTrait, QueryOrder};

use crate::house::{Answer, House, Visitor};
use crate::names::{Mood, Names};
use crate::signing::verifiers::{Published, mail_auth_accepts, opendkim_accepts};

const PAGE: &str = "/beheer/afzender";

/// A house that asks a scripted server, and its administrator.
async fn with_names() -> (House, Names, Visitor) {
    let names = Names::start().await;
    let mut house = House::open().await;
    house.change(|app| app.settings = Arc::new(Settings { resolver: Some(names.at), ..(*app.settings).clone() }));
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    (house, names, administrator)
}

async fn check(who: &Visitor) -> String {
    assert_eq!(who.post("/beheer/afzender/controle", &[]).await.location(), "/beheer/afzender?klaar=gecontroleerd");
    let answer = who.get(PAGE).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.body
}

async fn keys(house: &House) -> Vec<signing_keys::Model> {
    let all = signing_keys::Entity::find().order_by_asc(signing_keys::Column::Id);
    all.all(house.app.store.read()).await.unwrap()
}

fn publish(names: &Names, key: &signing_keys::Model) -> Published {
    let published = Published {
        selector: key.selector.clone(),
        domain: "centrum.example".to_owned(),
        record: format!("v=DKIM1; k=rsa; p={}", key.public),
    };
    names.txt(&format!("{}._domainkey.centrum.example", key.selector), &published.record);
    published
}

async fn act(who: &Visitor, key: &signing_keys::Model, act: &str) -> Answer {
    who.post(&format!("/beheer/afzender/sleutels/{}/{act}", key.id), &[]).await
}

/// Sends a mail to a fresh person and gives it as it left.
async fn mail_of(house: &House, who: &Visitor) -> String {
    who.post("/beheer/instellingen/testmail", &[]).await;
    house.mails().await.pop().unwrap().raw
}

#[tokio::test]
async fn d21_a_key_signs_only_after_its_record_was_seen() {
    let (house, names, administrator) = with_names().await;
    assert!(administrator.get(PAGE).await.body.contains("Samenspraak ondertekent uw mail niet"));
    assert_eq!(administrator.post("/beheer/afzender/sleutels", &[]).await.location(), "/beheer/afzender?klaar=gemaakt");
    assert_eq!(administrator.post("/beheer/afzender/sleutels", &[]).await.location(), "/beheer/afzender?klaar=wacht");
    let key = keys(&house).await.remove(0);
    let page = administrator.get(PAGE).await.body;
    assert!(page.contains(&format!("v=DKIM1; k=rsa; p={}", key.public)));
    assert!(page.contains(&format!("{}._domainkey.centrum.example", key.selector)));

    assert_eq!(act(&administrator, &key, "gebruiken").await.location(), "/beheer/afzender?klaar=niet-gevonden");
    names.be(Mood::Failing);
    assert_eq!(act(&administrator, &key, "gebruiken").await.location(), "/beheer/afzender?klaar=niet-bereikt");
    names.be(Mood::Willing);
    assert!(!mail_of(&house, &administrator).await.contains("DKIM-Signature"));

    let published = publish(&names, &key);
    assert_eq!(act(&administrator, &key, "gebruiken").await.location(), "/beheer/afzender?klaar=ondertekent");
    let mail = mail_of(&house, &administrator).await;
    assert!(mail_auth_accepts(&mail, &published).await && opendkim_accepts(&[mail], &published) == [true]);
    assert!(administrator.get(PAGE).await.body.contains("Samenspraak ondertekent alle mail"));
}

#[tokio::test]
async fn d21_two_selectors_live_while_keys_change() {
    let (house, names, administrator) = with_names().await;
    administrator.post("/beheer/afzender/sleutels", &[]).await;
    let first = keys(&house).await.remove(0);
    let of_first = publish(&names, &first);
    act(&administrator, &first, "gebruiken").await;
    let in_transit = mail_of(&house, &administrator).await;

    administrator.post("/beheer/afzender/sleutels", &[]).await;
    let second = keys(&house).await.remove(1);
    let page = administrator.get(PAGE).await.body;
    assert!(page.contains(&first.public) && page.contains(&second.public), "both records are shown");
    // Made is not used: the first one signs until the second was seen.
    assert!(mail_of(&house, &administrator).await.contains(&format!("s={};", first.selector)));
    let of_second = publish(&names, &second);
    act(&administrator, &second, "gebruiken").await;
    assert!(mail_auth_accepts(&mail_of(&house, &administrator).await, &of_second).await);

    // What the first one signed still has to arrive, so it stays a week.
    assert!(mail_auth_accepts(&in_transit, &of_first).await);
    assert!(administrator.get(PAGE).await.body.contains("Laat het record staan tot"));
    assert_eq!(act(&administrator, &first, "vervallen").await.status, StatusCode::NOT_FOUND);
    assert_eq!(act(&administrator, &second, "vervallen").await.status, StatusCode::NOT_FOUND);
    house.wait(days(7));
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert_eq!(act(&administrator, &first, "vervallen").await.location(), "/beheer/afzender?klaar=vervallen");
    let all = keys(&house).await;
    assert_eq!([all[0].state, all[1].state], [KeyState::Retired, KeyState::Signing]);
    assert!(all[0].sealed.is_none() && all[1].sealed.is_some());
    assert_eq!(act(&administrator, &first, "gebruiken").await.status, StatusCode::NOT_FOUND);
    let page = administrator.get(PAGE).await.body;
    assert!(!page.contains(&first.public) && page.contains("Het record mag weg"));
    let acts = "SELECT count(*) FROM audit WHERE action LIKE 'sender.%' AND actor LIKE 'member:%'";
    assert_eq!(house.number(acts).await, 5);
}

#[tokio::test]
async fn d21_signing_can_stop_when_the_relay_takes_over() {
    let (house, names, administrator) = with_names().await;
    administrator.post("/beheer/afzender/sleutels", &[]).await;
    let key = keys(&house).await.remove(0);
    publish(&names, &key);
    act(&administrator, &key, "gebruiken").await;
    assert!(mail_of(&house, &administrator).await.starts_with("DKIM-Signature: "));
    assert_eq!(administrator.post("/beheer/afzender/stoppen", &[]).await.location(), "/beheer/afzender?klaar=gestopt");
    assert!(!mail_of(&house, &administrator).await.contains("DKIM-Signature"));
    assert_eq!(administrator.post("/beheer/afzender/stoppen", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(act(&administrator, &key, "gebruiken").await.location(), "/beheer/afzender?klaar=ondertekent");
}

#[tokio::test]
async fn d21_the_private_key_is_sealed_and_no_page_or_log_shows_it() {
    let (house, _, administrator) = with_names().await;
    administrator.post("/beheer/afzender/sleutels", &[]).await;
    let sealed = keys(&house).await.remove(0).sealed.unwrap();
    let opened = house.app.secrets.unseal(&sealed).unwrap();
    let key = samenspraak::mail::SigningKey::from_der(&opened).unwrap();
    assert_eq!(key.public(), keys(&house).await[0].public);
    assert!(!sealed.windows(32).any(|part| part == &opened[100..132]));
    let other = samenspraak::base::Secrets::make(&house.app.random);
    assert!(other.unseal(&sealed).is_err(), "it opens with this installation's secret file only");
}

#[tokio::test]
async fn d21_a_key_of_the_settings_goes_before_those_of_the_pages() {
    let (mut house, _, _) = with_names().await;
    house.change(|app| app.signing = samenspraak::mail::Signing::from_file(crate::signing::signer()));
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let page = administrator.get(PAGE).await.body;
    assert!(page.contains("SAMENSPRAAK_DKIM_KEY_FILE") && page.contains("zomer2026._domainkey.centrum.example"));
    assert_eq!(administrator.post("/beheer/afzender/sleutels", &[]).await.status, StatusCode::NOT_FOUND);
    assert!(mail_of(&house, &administrator).await.contains("s=zomer2026;"));
}

/// Everything as it should be.
fn publish_all(names: &Names) {
    names
        .txt("centrum.example", "v=spf1 include:spf.provider.example ~all")
        .txt("centrum.example", "verificatie=abc")
        .txt("spf.provider.example", "v=spf1 ip4:192.0.2.0/24 -all")
        .txt("_dmarc.centrum.example", "v=DMARC1; p=reject; rua=mailto:dmarc@centrum.example")
        .mx("centrum.example", 10, "mx.centrum.example.")
        .txt("_mta-sts.centrum.example", "v=STSv1; id=1")
        .a("mta-sts.centrum.example")
        .txt("_smtp._tls.centrum.example", "v=TLSRPTv1; rua=mailto:tls@centrum.example")
        .tlsa("_25._tcp.mx.centrum.example")
        .vouch(true);
}

#[tokio::test]
async fn m15_a_sound_domain_is_found_sound() {
    let (_house, names, administrator) = with_names().await;
    assert!(administrator.get(PAGE).await.body.contains("De DNS is nog niet gecontroleerd"));
    let done = async || {
        let desk = administrator.get("/beheer").await.body;
        let (before, _) = desk.split_once(" gedaan. Elke stap").unwrap();
        before.rsplit('>').next().unwrap().split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let so_far = done().await;
    publish_all(&names);
    let page = check(&administrator).await;
    assert_eq!(done().await, so_far + 1, "the step of the domain ticks itself off");
    // The policy of MTA-STS is not fetched from here: the host has an address that is not on the internet.
    assert!(page.contains("5 van 6 records zijn in orde") && page.contains("niet op internet ligt"), "{page}");
    for said in ["het eindigt op ~all en vraagt 1 van de hoogstens 10", "(p=reject)", "bevestigt dat DNSSEC klopt"] {
        assert!(page.contains(said), "{said}");
    }
    // What was found stays on the page until the next check, with its moment.
    assert!(administrator.get(PAGE).await.body.contains("Gecontroleerd op 21 november 2026"));
    names.vouch(false);
    assert!(check(&administrator).await.contains("de DNS-server bevestigt geen DNSSEC"));
}

#[tokio::test]
async fn m15_what_is_wrong_is_said_with_what_to_do() {
    let (_house, names, administrator) = with_names().await;
    let page = check(&administrator).await;
    assert!(page.contains("0 van 6 records zijn in orde") && page.contains("Er is geen record gevonden"), "{page}");

    publish_all(&names);
    for (name, record, said) in [
        ("centrum.example", "v=spf1 +all", "iedereen mag namens u versturen"),
        ("centrum.example", "v=spf1 include:leeg.example ~all", "verwijst naar leeg.example"),
        (
            "centrum.example",
            "v=spf1 a mx a:1.example a:2.example a:3.example a:4.example a:5.example a:6.example a:7.example a:8.example a:9.example ~all",
            "vraagt 11 keer iets op",
        ),
        ("_dmarc.centrum.example", "v=DMARC1; p=none; pct=10; rua=mailto:a@b.example", "p=none"),
        (
            "_dmarc.centrum.example",
            "v=DMARC1; p=none; pct=10; rua=mailto:a@b.example",
            "betekenen sinds RFC 9989 niets meer",
        ),
        ("_smtp._tls.centrum.example", "v=TLSRPTv1; rua=nergens", "niet te lezen bij “rua=”"),
        ("_mta-sts.centrum.example", "v=STSv1", "niet te lezen bij “id=”"),
    ] {
        names.forget(name).txt(name, record);
        if name == "centrum.example" {
            names.mx(name, 10, "mx.centrum.example.");
        }
        let page = check(&administrator).await;
        assert!(page.contains(said), "{record}: {said}");
    }
    names.txt("_dmarc.centrum.example", "v=DMARC1; p=reject").forget("mta-sts.centrum.example");
    names.forget("_mta-sts.centrum.example").txt("_mta-sts.centrum.example", "v=STSv1; id=2");
    let page = check(&administrator).await;
    assert!(
        page.contains("Er staan 2 records waar er één mag staan")
            && page.contains("mta-sts.centrum.example bestaat niet")
    );
}

#[tokio::test]
async fn m13_a_chain_of_includes_ends_after_ten() {
    let (_house, names, administrator) = with_names().await;
    names.txt("centrum.example", "v=spf1 include:n1.example ~all");
    for number in 1..40 {
        names.txt(&format!("n{number}.example"), &format!("v=spf1 include:n{}.example ~all", number + 1));
    }
    let page = check(&administrator).await;
    assert!(page.contains("vraagt 11 keer iets op"));
    assert!(!names.asked().contains(&"n12.example".to_owned()), "nothing is asked once there are too many");
    // A loop is no more than another chain.
    names.forget("n3.example").txt("n3.example", "v=spf1 include:n1.example ~all");
    assert!(check(&administrator).await.contains("vraagt 11 keer iets op"));
}

#[tokio::test]
async fn m14_a_domain_below_another_has_its_policy() {
    let (house, names, administrator) = with_names().await;
    house.sql("UPDATE centre SET sender_address = 'nieuws@post.centrum.example', letter_address = 'brief@post.centrum.example'").await;
    names.txt("_dmarc.centrum.example", "v=DMARC1; p=none; sp=reject; rua=mailto:a@centrum.example");
    let page = check(&administrator).await;
    assert!(page.contains("dat van centrum.example geldt") && page.contains("(p=reject)"), "{page}");
    // A registry's own record is not that of the centre.
    names.txt("_dmarc.example", "v=DMARC1; p=none; psd=y; rua=mailto:a@registry.example");
    assert!(check(&administrator).await.contains("dat van centrum.example geldt"));
}

#[tokio::test]
async fn m15_a_resolver_that_fails_is_a_state_and_not_a_fault() {
    let (_house, names, administrator) = with_names().await;
    publish_all(&names);
    for (mood, said) in [(Mood::Failing, "kon het niet uitzoeken"), (Mood::Silent, "antwoordde niet op tijd")] {
        names.be(mood);
        let page = check(&administrator).await;
        assert!(page.contains("De DNS-server antwoordt niet") && page.contains(said), "{mood:?}: {page}");
        assert!(!page.contains("Er is geen record gevonden"), "silence is not absence");
    }
}

#[tokio::test]
async fn m15_nobody_answers_on_the_port_of_the_resolver() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert!(check(&administrator).await.contains("De DNS-server antwoordt niet"));
}

#[tokio::test]
async fn m15_checks_have_a_limit() {
    let (house, _, administrator) = with_names().await;
    for _ in 0..10 {
        check(&administrator).await;
    }
    let answer = administrator.post("/beheer/afzender/controle", &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    house.wait(Duration::from_mins(2));
    check(&administrator).await;
}

#[tokio::test]
async fn d21_keys_survive_a_backup() {
    let (house, names, administrator) = with_names().await;
    administrator.post("/beheer/afzender/sleutels", &[]).await;
    let key = keys(&house).await.remove(0);
    publish(&names, &key);
    act(&administrator, &key, "gebruiken").await;
    check(&administrator).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    samenspraak::store::back_up(&house.app.whole(), b"{}", house.clock().now(), &file).await.unwrap();
    let fresh = House::without_centre().await;
    samenspraak::store::restore(&fresh.app.whole(), &file).await.unwrap();
    assert_eq!(keys(&fresh).await, keys(&house).await);
    let checks = "SELECT count(*) FROM domain_checks";
    assert_eq!(fresh.number(checks).await, 1);
    // With the same secret file the restored house signs as before; with another it says so and sends nothing unsigned.
    let same = samenspraak::app::App { secrets: house.app.secrets.clone(), ..fresh.app.clone() };
    samenspraak::sender::refresh_signing(&same).await.unwrap();
    assert_eq!(same.signing.signer().unwrap().selector(), key.selector);
    let wrong = samenspraak::app::App {
        signing: samenspraak::mail::Signing::default(),
        secrets: Arc::new(samenspraak::base::Secrets::make(&house.app.random)),
        ..fresh.app.clone()
    };
    assert!(samenspraak::sender::refresh_signing(&wrong).await.is_err());
    assert!(samenspraak::delivery::work_off(&wrong).await.is_err());
}
