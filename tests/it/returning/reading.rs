//! What mails mean that were read wrongly once.

use samenspraak::base::clock::days;
use samenspraak::returns::Taken;
use samenspraak::staff::Role;

use super::{in_force, leave_address, mail_to, receives, report, send, take, with_settings};
use crate::house::House;
use crate::leaving::reader;
use crate::sink::Start;

#[tokio::test(flavor = "multi_thread")]
async fn d31_what_nobody_understands_is_kept_for_staff_and_counts_after_five() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    for turn in 1..=5 {
        let (_, arrived) = send(&house, &sink).await;
        assert_eq!(in_force(&house).await, 0, "before the report about mail {turn}");
        let said = "550 anna@voorbeeld.nl: njet, anna";
        take(&house, &report(mail_to(&arrived, &anna), "failed", "5.0.0", said)).await;
        house.wait(days(1));
    }
    assert_eq!(in_force(&house).await, 1);
    // Signed in only now: five days are longer than a session.
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/retour?soort=onbekend").await.body;
    assert!(page.contains("njet") && page.contains("reden onbekend") && !page.contains("anna@"), "{page}");
    let all = house.number("SELECT COUNT(*) FROM feedback WHERE words LIKE '%anna%'").await;
    assert_eq!(all, 0, "without the address");
}

#[tokio::test(flavor = "multi_thread")]
async fn d20_apple_mail_leaves_although_it_marks_its_mail_as_automatic() {
    let mut house = House::open().await;
    let app = with_settings(&house, |settings| {
        settings.bounce_address = Some("bounces+{token}@bounces.example".parse().unwrap());
    });
    house.change(|kept| *kept = app);
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let wish = include_str!("../../mails/apple-mail-unsubscribe.eml");
    let path = wish.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
    let mine = wish.replace(path, &leave_address(mail_to(&arrived, &anna)));
    let absence = mine.replace("Subject: unsubscribe", "Subject: Afwezig").replace("X-Apple-Unsubscribe", "X-Other");
    assert_eq!(take(&house, &absence).await, Taken::Ignored);
    assert_eq!(take(&house, &mine).await, Taken::Kept);
    house.ring_all().await;
    assert_eq!(receives(&house, anna.id).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_complaint_in_hotmails_old_form_is_one() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let old = format!(
        "From: staff@hotmail.com\r\nTo: jmrp@centrum.example\r\nSubject: complaint about message from 192.0.2.10\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
         X-HmXmrOriginalRecipient: anna@voorbeeld.nl\r\n{}\r\n--b--\r\n",
        mail_to(&arrived, &anna).body
    );
    assert_eq!(take(&house, &old).await, Taken::Kept);
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'complaint'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_living_address_is_not_suppressed_by_what_is_about_us_or_passes() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    for (status, said) in [
        (
            "4.4.3",
            "Host or domain name not found. Name service error for name=voorbeeld.nl type=MX: Host not found, try again",
        ),
        ("5.7.26", "550-5.7.26 This message does not have authentication information or fails to pass"),
        ("5.7.1", "554 5.7.1 <anna@voorbeeld.nl>: Recipient address rejected: Mail from your network is refused here"),
        ("5.1.1", "550 5.1.1 <anna@voorbeeld.nl> - 192.0.2.10 has sent to too many recipients this hour"),
        ("5.1.1", "552 5.2.2 Over quota"),
    ] {
        let (_, arrived) = send(&house, &sink).await;
        let bounce = report(mail_to(&arrived, &anna), "failed", status, said);
        assert_eq!(take(&house, &bounce).await, Taken::Kept, "{said}");
        assert_eq!(in_force(&house).await, 0, "{said}");
    }
    let (_, arrived) = send(&house, &sink).await;
    take(&house, &report(mail_to(&arrived, &anna), "failed", "5.0.0", "550 User not found: anna@voorbeeld.nl")).await;
    assert_eq!(in_force(&house).await, 1);
}
