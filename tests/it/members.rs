//! Inviting, joining, shutting out, and one's own account.

use axum::http::StatusCode;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{EmailAddress, Link, Purpose};
use samenspraak::staff::{self, Member, Renewal, Role, Steered};
use samenspraak::store::tables::states::Stage;

use crate::house::{House, Visitor};
use crate::signing_in::{PASSWORD, join, secret_on, way_in};

const SANNE: &str = "sanne@voorbeeld.nl";

async fn administrator(house: &House) -> (Member, Visitor) {
    let visitor = house.signed_in_as(&[Role::Administrator]).await;
    let newest = staff::with_role(house.app.store.read(), Role::Administrator).await.unwrap().pop().unwrap();
    (newest, visitor)
}

async fn member_named(house: &House, name: &str) -> staff::Listed {
    staff::members(&house.app).await.unwrap().into_iter().find(|member| member.name == name).unwrap()
}

#[tokio::test]
async fn t2_only_administrators_see_members() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    let refused = editor.get("/beheer/medewerkers").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("U hebt geen toegang tot deze pagina"));
    assert_eq!(house.get("/beheer/medewerkers").await.location(), "/beheer/aanmelden?naar=%2Fbeheer%2Fmedewerkers");
    let (boss, visitor) = administrator(&house).await;
    assert_eq!(visitor.get("/beheer/medewerkers").await.status, StatusCode::OK);
    for act in ["rollen", "uitnodiging", "uitschakelen", "inschakelen"] {
        let path = format!("/beheer/medewerkers/{}/{act}", boss.id);
        assert_eq!(editor.post(&path, &[("roles", "editor")]).await.status, StatusCode::FORBIDDEN, "{act}");
        assert!(house.post(&path, &[("roles", "editor")]).await.location().starts_with("/beheer/aanmelden"), "{act}");
    }
}

#[tokio::test]
async fn t1_an_invited_member_gets_a_letter_and_joins() {
    let house = House::open().await;
    let (_, boss) = administrator(&house).await;
    let fields = [("name", "Sanne <b>"), ("address", SANNE), ("roles", "editor"), ("roles", "approver")];
    let invited = boss.post("/beheer/medewerkers/uitnodigen", &fields).await;
    assert_eq!(invited.location(), "/beheer/medewerkers?gelukt=uitgenodigd", "{}", invited.body);
    let list = boss.get(invited.location()).await;
    assert!(list.body.contains("Sanne &lt;b&gt;") && list.body.contains("uitgenodigd"), "{}", list.body);
    let again = boss.post("/beheer/medewerkers/uitnodigen", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Dit adres is al van een medewerker") && again.body.contains("Sanne &lt;b&gt;"));
    let mail = house.newest_mail_to(SANNE).await;
    assert_eq!(house.mails().await.len(), 1, "a second click sends nothing");
    let path = mail.link("/beheer/welkom/");
    assert_eq!(house.get(&path).await.status, StatusCode::OK);
    assert_eq!(house.post(&path, &[("password", PASSWORD)]).await.location(), format!("{path}/app"));
}

#[tokio::test]
async fn t1_an_invitation_form_keeps_what_was_typed() {
    let house = House::open().await;
    let (_, boss) = administrator(&house).await;
    let fields = [("name", "Sanne"), ("address", "sanne apenstaart voorbeeld")];
    let answer = boss.post("/beheer/medewerkers/uitnodigen", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["value=\"Sanne\"", "sanne apenstaart voorbeeld", "Vul een e-mailadres in", "Kies minstens één rol"]
    {
        assert!(answer.body.contains(words), "{words}");
    }
    let long = "x".repeat(101);
    let answer =
        boss.post("/beheer/medewerkers/uitnodigen", &[("name", &long), ("address", SANNE), ("roles", "editor")]).await;
    assert!(answer.body.contains("hoogstens 100 tekens"));
    assert_eq!(house.number("SELECT COUNT(*) FROM members").await, 1);
}

#[tokio::test]
async fn t1_without_a_centre_the_terminal_still_lets_one_in() {
    let house = House::without_centre().await;
    let (_, inside) = join(&house, SANNE, &[Role::Administrator]).await;
    assert_eq!(inside.get("/beheer/medewerkers").await.status, StatusCode::OK);
    let fields = [("name", "Piet"), ("address", "piet@voorbeeld.nl"), ("roles", "editor")];
    let answer = inside.post("/beheer/medewerkers/uitnodigen", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("nog geen afzender"));
    assert_eq!(house.number("SELECT COUNT(*) FROM members").await, 1, "nothing half done");
}

#[tokio::test]
async fn t1_the_terminal_says_what_is_wrong() {
    let house = House::open().await;
    let add = async |address: &str, name: &str, role: &str| {
        let refused = staff::add_from_terminal(&house.app, address, name, &[role.to_owned()]).await;
        refused.map_err(|error| error.to_string())
    };
    assert!(add("geen adres", "Sanne", "editor").await.unwrap_err().contains("--address"));
    assert!(add(SANNE, "  ", "editor").await.unwrap_err().contains("--name"));
    assert!(add(SANNE, "Sanne", "baas").await.unwrap_err().contains("no role \"baas\""));
    assert_eq!(house.number("SELECT COUNT(*) FROM members").await, 0);
    add(SANNE, "Sanne", "editor").await.unwrap();
    add(SANNE, "Sanne", "administrator").await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM members").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM member_roles WHERE role = 'administrator'").await, 1);
}

#[tokio::test]
async fn t1_a_link_that_is_not_ours_opens_nothing() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    let token = path.rsplit('/').next().unwrap();
    let listed = member_named(&house, "Sanne de Vries").await;
    let person = house.person(SANNE).await;
    let other_purpose = Link::token(&house.app.secrets, Purpose::Preferences, person.0, listed.id.0, 0);
    let other_member = Link::token(&house.app.secrets, Purpose::Join, person.0, listed.id.0 + 1, 0);
    let last = if token.ends_with('a') { 'q' } else { 'a' };
    let forged = format!("{}{last}x", &token[..token.len() - 2]);
    for token in [forged.as_str(), other_purpose.as_str(), other_member.as_str(), "x", ""] {
        for page in [format!("/beheer/welkom/{token}"), format!("/beheer/welkom/{token}/app")] {
            assert_eq!(house.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
            let posted = house.post(&page, &[("password", PASSWORD), ("code", "123456")]).await;
            assert_eq!(posted.status, StatusCode::NOT_FOUND, "{page}");
        }
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM members WHERE password_hash IS NOT NULL").await, 0);
    assert_eq!(house.get(&path).await.status, StatusCode::OK, "the true one opens");
}

#[tokio::test]
async fn t1_a_link_works_seven_days_and_once() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    house.wait(days(7));
    assert_eq!(house.get(&path).await.status, StatusCode::OK);
    house.wait(minutes(1));
    let over = house.get(&path).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("Deze uitnodiging is verlopen"));
    assert_eq!(house.post(&path, &[("password", PASSWORD)]).await.status, StatusCode::GONE);
    let (_, inside) = join(&house, SANNE, &[Role::Editor]).await;
    assert_eq!(inside.get("/beheer/mijn").await.status, StatusCode::OK);
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "a newer link replaced it");
}

#[tokio::test]
async fn t1_a_used_link_says_so() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    let browser = house.visitor().with_cookies_of(&house.post(&path, &[("password", PASSWORD)]).await);
    let app = format!("{path}/app");
    let account = crate::signing_in::Account { address: SANNE.to_owned(), secret: secret_on(&browser.get(&app).await) };
    let code = account.code(house.clock().now());
    let wrong = browser.post(&app, &[("code", "abcdef")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(secret_on(&wrong), account.secret, "a mistake does not change the secret");
    assert!(browser.post(&app, &[("code", &code)]).await.body.contains("Uw herstelcodes"));
    assert_eq!(browser.post(&app, &[("code", &code)]).await.status, StatusCode::GONE, "a second click does nothing");
    for page in [&path, &app] {
        let used = house.get(page).await;
        assert_eq!(used.status, StatusCode::GONE);
        assert!(used.body.contains("Deze link is al gebruikt") && !used.body.contains(&account.secret));
    }
}

#[tokio::test]
async fn t1_opening_a_link_changes_nothing() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    for _ in 0..3 {
        assert_eq!(house.get(&path).await.status, StatusCode::OK);
    }
    assert_eq!(house.get(&format!("{path}/app")).await.location(), path, "the second step waits for the first");
    let untouched = "SELECT COUNT(*) FROM members WHERE totp_sealed IS NULL AND joined_at IS NULL";
    assert_eq!(house.number(untouched).await, 1);
}

#[tokio::test]
async fn t1_the_secret_is_shown_only_to_who_chose_the_password() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    let kept = house.post(&path, &[("password", PASSWORD)]).await;
    let browser = house.visitor().with_cookies_of(&kept);
    let app = format!("{path}/app");
    let page = browser.get(&app).await;
    assert!(page.body.contains("<svg viewBox=\"-4 -4 ") && !page.body.contains("style="));
    assert_eq!(house.get(&app).await.location(), path, "another browser with the link");
    let (_, colleague) = join(&house, "piet@voorbeeld.nl", &[Role::Editor]).await;
    assert_eq!(colleague.get(&app).await.location(), path, "another member with the link");
    let secret = secret_on(&page);
    assert_eq!(secret.len(), 32);
    let shown = page.body.replace(' ', "").matches(&secret).count();
    assert_eq!(shown, 1, "it is shown once, and travels in no field");
    let plain = "SELECT COUNT(*) FROM members WHERE length(totp_sealed) = 20";
    assert_eq!(house.number(plain).await, 0, "the table holds it sealed");
}

#[tokio::test]
async fn t1_a_weak_password_is_refused_with_advice() {
    let house = House::open().await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    let tries = [("kort", "minstens 12 tekens"), ("wachtwoord123", "makkelijk te raden"), (SANNE, "e-mailadres niet")];
    for (password, advice) in tries {
        let answer = house.post(&path, &[("password", password)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(advice), "{advice}:\n{}", answer.body);
    }
    let long = "lang ".repeat(50);
    assert!(house.post(&path, &[("password", &long)]).await.body.contains("hoogstens 200 tekens"));
}

#[tokio::test]
async fn t1_a_lost_factor_is_restored_by_a_second_administrator() {
    let house = House::open().await;
    let (_, boss) = administrator(&house).await;
    let (_, sanne) = join(&house, SANNE, &[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    let sent = boss.post(&format!("/beheer/medewerkers/{id}/uitnodiging"), &[]).await;
    assert_eq!(sent.location(), format!("/beheer/medewerkers/{id}?gelukt=uitgenodigd"));
    assert_eq!(sanne.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER, "sessions end");
    let old = house.post("/beheer/aanmelden", &[("address", SANNE), ("password", PASSWORD)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "the old password is gone");
    let path = house.newest_mail_to(SANNE).await.link("/beheer/welkom/");
    assert_eq!(house.post(&path, &[("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_disabling_shuts_out_at_once() {
    let house = House::open().await;
    let (_, boss) = administrator(&house).await;
    let (_, sanne) = join(&house, SANNE, &[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    assert_eq!(sanne.get("/beheer/mijn").await.status, StatusCode::OK);
    let done = boss.post(&format!("/beheer/medewerkers/{id}/uitschakelen"), &[]).await;
    assert_eq!(done.location(), format!("/beheer/medewerkers/{id}?gelukt=uitgeschakeld"));
    assert_eq!(sanne.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 1, "only the administrator's is left");
    let fields = [("address", SANNE), ("password", PASSWORD)];
    assert_eq!(house.post("/beheer/aanmelden", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = boss.get(&format!("/beheer/medewerkers/{id}")).await;
    assert!(page.body.contains("Schakel weer in") && !page.body.contains("Stuur een nieuwe uitnodiging"));
    boss.post(&format!("/beheer/medewerkers/{id}/uitschakelen"), &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'member.disable'").await, 1, "once is enough");
    boss.post(&format!("/beheer/medewerkers/{id}/inschakelen"), &[]).await;
    assert_eq!(house.post("/beheer/aanmelden", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_disabling_closes_an_open_invitation() {
    let house = House::open().await;
    let (boss, _) = administrator(&house).await;
    let path = way_in(&house, SANNE, &[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    assert_eq!(staff::disable(&house.app, &boss, id).await.unwrap(), Steered::Done);
    assert_eq!(house.post(&path, &[("password", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(staff::enable(&house.app, &boss, id).await.unwrap(), Steered::Done);
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "enabling does not revive an old link");
}

#[tokio::test]
async fn t2_the_last_administrator_stays() {
    let house = House::open().await;
    let (first, visitor) = administrator(&house).await;
    let (second, _) = administrator(&house).await;
    let own = format!("/beheer/medewerkers/{}", first.id);
    for act in ["rollen", "uitschakelen", "uitnodiging"] {
        let answer = visitor.post(&format!("{own}/{act}"), &[("roles", "editor")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        assert!(answer.body.contains("Dit kunt u niet bij uzelf doen"), "{act}");
    }
    assert_eq!(staff::disable(&house.app, &first, second.id).await.unwrap(), Steered::Done);
    // The second is out, but a request of theirs may have been let in a moment before.
    let app = &house.app;
    assert_eq!(staff::disable(app, &second, first.id).await.unwrap(), Steered::LastAdministrator);
    let demoted = staff::change_roles(app, &second, first.id, &[Role::Editor]).await.unwrap();
    assert_eq!(demoted, Steered::LastAdministrator);
    assert_eq!(staff::renew(app, &second, first.id).await.unwrap(), Renewal::LastAdministrator);
    assert_eq!(visitor.get("/beheer/medewerkers").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t2_two_administrators_cannot_remove_each_other() {
    let house = House::open().await;
    let (first, _) = administrator(&house).await;
    let (second, _) = administrator(&house).await;
    let (one, other) = tokio::join!(
        staff::disable(&house.app, &first, second.id),
        staff::change_roles(&house.app, &second, first.id, &[Role::Editor]),
    );
    let done = [one, other].into_iter().filter(|steered| matches!(steered, Ok(Steered::Done))).count();
    assert_eq!(done, 1);
    assert_eq!(staff::with_role(house.app.store.read(), Role::Administrator).await.unwrap().len(), 1);
}

#[tokio::test]
async fn t2_changed_roles_hold_at_once() {
    let house = House::open().await;
    let (_, boss) = administrator(&house).await;
    let (_, sanne) = join(&house, SANNE, &[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    let path = format!("/beheer/medewerkers/{id}/rollen");
    assert_eq!(sanne.get("/beheer/medewerkers").await.status, StatusCode::FORBIDDEN);
    let changed =
        boss.post(&path, &[("roles", "administrator"), ("roles", "administrator"), ("roles", "koning")]).await;
    assert_eq!(changed.location(), format!("/beheer/medewerkers/{id}?gelukt=rollen"));
    assert_eq!(sanne.get("/beheer/medewerkers").await.status, StatusCode::OK);
    let none = boss.post(&path, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Kies minstens één rol"));
    let detail = "SELECT COUNT(*) FROM audit WHERE action = 'member.change-roles'
        AND detail = 'from editor to administrator'";
    assert_eq!(house.number(detail).await, 1);
}

#[tokio::test]
async fn t1_a_new_password_ends_other_sessions() {
    let house = House::open().await;
    let (account, here) = join(&house, SANNE, &[Role::Editor]).await;
    house.wait(minutes(1));
    let first = house.post("/beheer/aanmelden", &[("address", SANNE), ("password", PASSWORD)]).await;
    let there = house.visitor().with_cookies_of(&first);
    let code = account.code(house.clock().now());
    let there = there.with_cookies_of(&there.post("/beheer/aanmelden/code", &[("code", &code)]).await);
    assert_eq!(there.get("/beheer/mijn").await.status, StatusCode::OK);
    let wrong = here.post("/beheer/mijn/wachtwoord", &[("current", "mis"), ("password", "vier nieuwe losse woorden")]);
    assert!(wrong.await.body.contains("Dit is niet uw huidige wachtwoord"));
    let weak = here.post("/beheer/mijn/wachtwoord", &[("current", PASSWORD), ("password", "kort")]).await;
    assert!(weak.body.contains("minstens 12 tekens") && weak.body.contains("value=\"Sanne de Vries\""));
    let fields = [("current", PASSWORD), ("password", "vier nieuwe losse woorden")];
    let changed = here.post("/beheer/mijn/wachtwoord", &fields).await;
    assert_eq!(changed.location(), "/beheer/mijn?gelukt=wachtwoord");
    assert_eq!(here.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER, "the old token is worth nothing");
    assert_eq!(
        here.with_cookies_of(&changed).get("/beheer/mijn").await.status,
        StatusCode::OK,
        "and this browser goes on"
    );
    assert_eq!(there.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER);
    let again = house.post("/beheer/aanmelden", &[("address", SANNE), ("password", fields[1].1)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_members_end_their_own_sessions_and_no_others() {
    let house = House::open().await;
    let (_, sanne) = join(&house, SANNE, &[Role::Editor]).await;
    let piet = house.signed_in_as(&[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    for _ in 0..2 {
        let tx = house.app.store.begin_write().await.unwrap();
        staff::open_session(&tx, &house.app, id, Stage::Full).await.unwrap();
        tx.commit().await.unwrap();
    }
    let hash = sanne.get("/beheer/mijn").await.value_after("name=\"session\"");
    assert_eq!(hash.len(), 64);
    let sessions = async || house.number("SELECT COUNT(*) FROM sessions").await;
    piet.post("/beheer/mijn/sessies", &[("session", &hash)]).await;
    piet.post("/beheer/mijn/sessies", &[("session", "others")]).await;
    assert_eq!(sessions().await, 4, "a stranger's click ends nothing");
    sanne.post("/beheer/mijn/sessies", &[("session", &hash)]).await;
    assert_eq!(sessions().await, 3);
    sanne.post("/beheer/mijn/sessies", &[("session", "others")]).await;
    assert_eq!(sessions().await, 2);
    assert_eq!(sanne.get("/beheer/mijn").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t1_a_name_is_changed_by_its_owner() {
    let house = House::open().await;
    let (_, sanne) = join(&house, SANNE, &[Role::Editor]).await;
    let empty = sanne.post("/beheer/mijn/naam", &[("name", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = sanne.post("/beheer/mijn/naam", &[("name", "Sanne \"<i>\" Jansen")]).await;
    assert_eq!(changed.location(), "/beheer/mijn?gelukt=naam");
    assert!(sanne.get("/beheer/mijn").await.body.contains("Sanne &quot;&lt;i&gt;&quot; Jansen"));
}

#[tokio::test]
async fn t3_the_audit_holds_no_addresses_and_no_names() {
    let house = House::open().await;
    let (boss, visitor) = administrator(&house).await;
    join(&house, SANNE, &[Role::Editor]).await;
    let id = member_named(&house, "Sanne de Vries").await.id;
    staff::disable(&house.app, &boss, id).await.unwrap();
    staff::enable(&house.app, &boss, id).await.unwrap();
    visitor.post(&format!("/beheer/medewerkers/{id}/uitnodiging"), &[]).await;
    let rows = samenspraak::audit::newest(house.app.store.read(), ("", ""), None, 50).await.unwrap().rows;
    let acts: Vec<_> = rows.iter().rev().map(|row| row.action.as_str()).collect();
    assert_eq!(acts, ["member.invite", "member.join", "member.disable", "member.enable", "member.renew"]);
    let all = format!("{rows:?}");
    assert!(!all.contains("sanne") && !all.contains("Sanne") && !all.contains('@'), "{all}");
}

#[tokio::test]
async fn t1_the_demo_signs_in_by_a_link_and_nothing_else_does() {
    let mut house = House::open().await;
    let tx = house.app.store.begin_write().await.unwrap();
    let address = EmailAddress::parse(SANNE).unwrap();
    let roles = [Role::Editor, Role::Administrator];
    let id = staff::seed_member(&tx, &house.app, &address, "Sanne de Vries", &roles).await.unwrap();
    tx.commit().await.unwrap();
    let link = staff::sign_in_link(&house.app, id).await.unwrap();
    let path = link.strip_prefix(&house.app.base_url()).unwrap().to_owned();
    let page = house.get(&path).await;
    assert!(page.body.contains("Inloggen als Sanne de Vries"), "{}", page.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 0, "looking signs nobody in");
    let entered = house.post(&path, &[]).await;
    assert_eq!(entered.location(), "/beheer");
    let inside = house.visitor().with_cookies_of(&entered);
    assert_eq!(inside.get("/beheer/medewerkers").await.status, StatusCode::OK);
    assert!(inside.get("/beheer/mijn").await.body.contains("geen wachtwoord"));
    house.change(|app| app.demo = false);
    assert_eq!(house.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "outside the demo there is no such door");
}
