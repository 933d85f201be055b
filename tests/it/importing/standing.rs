//! Who is out where a list comes from, whatever program or person made it.

use samenspraak::subscribers::{FileFault, Imported, Role, RowFault, Tally, Wishes};

use super::{import, import_bytes, known, wishes};
use crate::house::House;

/// What of a list with Anna, who is in, and Bas, who is out, must become.
async fn only_anna(text: &str) {
    let house = House::open().await;
    let done = import(&house, text, "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() }), "{text}");
    assert!(known(&house, "anna@voorbeeld.nl").await.is_some(), "{text}");
}

#[tokio::test]
async fn s20_a_status_column_says_who_left_and_they_stay_out() {
    for (case, stays) in [
        (&include_bytes!("../../cases/02-status-column-says-afgemeld.csv")[..], "blijft@ontvangst.example"),
        (&include_bytes!("../../cases/02b-ghost-subscribed-to-emails-false.csv")[..], "gh1@ontvangst.example"),
    ] {
        let house = House::open().await;
        let done = import_bytes(&house, case, &wishes(&house, "nieuwsbrief").await).await;
        assert_eq!(done, Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() }), "{stays}");
        assert!(known(&house, stays).await.is_some());
    }
}

#[tokio::test]
async fn s20_exports_of_programs_without_a_preset_say_who_is_out() {
    for text in [
        // Substack: whoever does not pay reads for free.
        "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\n\
         anna@voorbeeld.nl,false,,other,false,2024-01-02T10:00:00.000Z,\n\
         bas@voorbeeld.nl,true,,yearly,true,2024-01-02T10:00:00.000Z,\n",
        // Brevo, MailerLite, ActiveCampaign.
        "CONTACT ID,EMAIL,FIRSTNAME,EMAIL_MARKETING\n1,anna@voorbeeld.nl,Anna,Subscribed\n2,bas@voorbeeld.nl,Bas,Blocklisted\n",
        "Subscriber,Email,Status,Unsubscribed_at\nAnna,anna@voorbeeld.nl,active,\nBas,bas@voorbeeld.nl,junk,\n",
        "Email,First Name,Status,Date Unsubscribed\nanna@voorbeeld.nl,Anna,Active,\nbas@voorbeeld.nl,Bas,Active,2024-03-04\n",
        // Campaign Monitor: a column of that name is often a part of an address.
        "Email Address,Name,State\nanna@voorbeeld.nl,Anna,Active\nbas@voorbeeld.nl,Bas,Deleted\n",
        // Constant Contact, Mailjet, HubSpot, Salesforce.
        "Email address,First name,Email status\nanna@voorbeeld.nl,Anna,Active\nbas@voorbeeld.nl,Bas,Awaiting Confirmation\n",
        "Email;IsExcludedFromCampaigns;IsSpamComplaining\nanna@voorbeeld.nl;False;False\nbas@voorbeeld.nl;False;True\n",
        "Email,Unsubscribed from all email,Portal Bounce\nanna@voorbeeld.nl,,\nbas@voorbeeld.nl,true,\n",
        "Email Address,Status,HasOptedOutOfEmail\nanna@voorbeeld.nl,Active,0\nbas@voorbeeld.nl,Held,0\n",
        // Copernica, Spotler, Epona.
        "e-mail;newsletter\nanna@voorbeeld.nl;yes\nbas@voorbeeld.nl;no\n",
        "email;OptOut;Undeliverable\nanna@voorbeeld.nl;False;False\nbas@voorbeeld.nl;False;True\n",
        "E-mail;Toestemming nieuwsbrieven\nanna@voorbeeld.nl;Geabonneerd\nbas@voorbeeld.nl;Uitgeschreven\n",
    ] {
        only_anna(text).await;
    }
}

#[tokio::test]
async fn s20_lists_that_people_keep_themselves_say_who_is_out() {
    for text in [
        "naam;e-mail;afgemeld\nAnna;anna@voorbeeld.nl;\nBas;bas@voorbeeld.nl;x\n",
        "naam;e-mail;Nieuwsbrief\nAnna;anna@voorbeeld.nl;ja\nBas;bas@voorbeeld.nl;\n",
        "naam;e-mail;actief\nAnna;anna@voorbeeld.nl;Ja\nBas;bas@voorbeeld.nl;Nee\n",
        "naam;e-mail;datum afmelding\nAnna;anna@voorbeeld.nl;0000-00-00\nBas;bas@voorbeeld.nl;3-4-2024\n",
        "naam;e-mail;geblokkeerd;bounces\nAnna;anna@voorbeeld.nl;nee;0\nBas;bas@voorbeeld.nl;ja;0\n",
        "naam;e-mail;Bounced\nAnna;anna@voorbeeld.nl;\nBas;bas@voorbeeld.nl;mailbox bestaat niet\n",
        "naam;e-mail;Status\nAnna;anna@voorbeeld.nl;ingeschreven\nBas;bas@voorbeeld.nl;Uitgeschreven (verhuisd)\n",
        "naam;e-mail;niet mailen\nAnna;anna@voorbeeld.nl;0\nBas;bas@voorbeeld.nl;1\n",
    ] {
        only_anna(text).await;
    }
}

#[tokio::test]
async fn s20_a_column_that_nobody_reads_never_contradicts_in_silence() {
    let house = House::open().await;
    // The second row of Bas does not bring him back when his first is left out.
    let text =
        "e-mail;opmerking\nanna@voorbeeld.nl;vaste lezer\nbas@voorbeeld.nl;afgemeld per mail\nBAS@voorbeeld.nl;\n";
    let stopped = import(&house, text, "nieuwsbrief", false).await;
    assert_eq!(stopped, Imported::WrongRows(vec![(3, RowFault::SeemsOut)], 1));
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    let of = Wishes { skip_wrong: true, ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, text.as_bytes(), &of).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() }));
    assert!(known(&house, "bas@voorbeeld.nl").await.is_none());
    // A list without names of columns, and a word where a name belongs.
    for text in
        ["anna@voorbeeld.nl;x\nbas@voorbeeld.nl;unsubscribed\n", "e-mail;naam\nbas@voorbeeld.nl;Uitgeschreven\n"]
    {
        assert_eq!(
            import(&house, text, "nieuwsbrief", true).await,
            Imported::WrongRows(vec![(2, RowFault::SeemsOut)], 1),
            "{text}"
        );
    }
    // Far down, where no sample looks: the name of the column says enough.
    let rows = (0..300).map(|number| format!("p{number}@voorbeeld.nl;Utrecht\n")).collect::<Vec<_>>().concat();
    let late = format!("e-mail;State\n{rows}bas@voorbeeld.nl;nee\n");
    let stopped = import(&house, &late, "nieuwsbrief", true).await;
    assert_eq!(stopped, Imported::WrongRows(vec![(302, RowFault::SeemsOut)], 1));
    let of = Wishes { columns: vec![(1, Role::Aside)], dry_run: true, ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, late.as_bytes(), &of).await;
    assert_eq!(done, Imported::Done(Tally { added: 301, ..Tally::default() }), "a person says what it is about");
    let of = Wishes { columns: vec![(7, Role::Aside)], ..of };
    let wrong = import_bytes(&house, late.as_bytes(), &of).await;
    assert_eq!(wrong, Imported::WrongFile(FileFault::NoColumn(8)));
}

#[tokio::test]
async fn s20_what_an_empty_cell_means_hangs_on_the_others_of_its_column() {
    let house = House::open().await;
    let nothing = "e-mail;status\nanna@voorbeeld.nl;\nbas@voorbeeld.nl;\n";
    let done = import(&house, nothing, "nieuwsbrief", true).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }), "it says nothing");
    only_anna("e-mail;status\nanna@voorbeeld.nl;actief\nbas@voorbeeld.nl;\n").await;
    let only_out = "e-mail;status\nanna@voorbeeld.nl;\nbas@voorbeeld.nl;afgemeld\n";
    let Imported::Asks(asked) = import(&house, only_out, "nieuwsbrief", false).await else { panic!("it asks") };
    assert_eq!((asked.len(), asked[0].0.as_str(), asked[0].1.word.as_str(), asked[0].1.rows), (1, "status", "", 1));
    assert_eq!(house.number("SELECT COUNT(*) FROM imports").await, 0);
    let of = Wishes { meanings: vec![(String::new(), true)], ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, only_out.as_bytes(), &of).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() }));
}

#[tokio::test]
async fn s20_other_ways_of_quoting_and_mac_roman_are_read() {
    let texts: [&[u8]; 5] = [
        b"email,naam,plaats\n\"zoe@voorbeeld.nl\",\"Zo\xc3\xab \\\"Zo\\\" de Wit\",\"Delft\"\n",
        b"'email';'naam'\n'zoe@voorbeeld.nl';'Zo\xc3\xab \"Zo\" de Wit'\n",
        b"email|naam\nzoe@voorbeeld.nl|Zo\xc3\xab \"Zo\" de Wit\n",
        b"email;naam\rzoe@voorbeeld.nl;Zo\x91 \"Zo\" de Wit\r",
        b"email;naam;map\nzoe@voorbeeld.nl;\"Zo\xc3\xab \"\"Zo\"\" de Wit\";\"C:\\lijst\\\"\n",
    ];
    for text in texts {
        let house = House::open().await;
        let done = import_bytes(&house, text, &wishes(&house, "nieuwsbrief").await).await;
        let shown = String::from_utf8_lossy(text);
        assert_eq!(done, Imported::Done(Tally { added: 1, ..Tally::default() }), "{shown}");
        assert_eq!(known(&house, "zoe@voorbeeld.nl").await.unwrap().name, "Zoë \"Zo\" de Wit", "{shown}");
    }
}

#[tokio::test]
async fn s20_topics_and_areas_of_new_people_are_taken_over() {
    let house = House::open().await;
    for insert in [
        "INSERT INTO topics (slug, name_nl, name_en, position) VALUES ('incidentbestrijding', 'Incidentbestrijding', 'Incident response', 1)",
        "INSERT INTO topics (slug, name_nl, name_en, position) VALUES ('wet-en-regelgeving', 'Wet- en regelgeving', 'Law and regulation', 2)",
        "INSERT INTO areas (id, slug, name_nl, name_en, position) VALUES (1, 'noord', 'Noord', 'North', 1), (2, 'oost', 'Oost', 'East', 2)",
        "INSERT INTO areas (id, parent_id, slug, name_nl, name_en, position) VALUES (3, 1, 'groningen', 'Groningen', 'Groningen', 1), (4, 1, 'drenthe', 'Drenthe', 'Drenthe', 2), (5, 2, 'twente', 'Twente', 'Twente', 1)",
    ] {
        house.sql(insert).await;
    }
    import(&house, "e-mail\nbas@voorbeeld.nl\n", "waarschuwingen", false).await;
    house.wait(samenspraak::base::clock::minutes(1));
    let text = "e-mail;Onderwerpen;Regio\nanna@voorbeeld.nl;incidentbestrijding, Law and regulation;Groningen|Twente\n\
                bas@voorbeeld.nl;Incidentbestrijding;Noord\ncor@voorbeeld.nl;Tuinieren;\ndirk@voorbeeld.nl;;Noord;\n";
    let text = text.replace("Noord;\n", "\"Noord;Drenthe\"\n");
    let done = import(&house, &text, "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 4, ..Tally::default() }));
    let chose = |who: &str, table: &str, slug: &str| -> &'static str {
        format!(
            "SELECT COUNT(*) FROM person_{table}s t JOIN people p ON p.id = t.person_id JOIN {table}s c ON c.id = t.{table}_id
             WHERE p.address = '{who}@voorbeeld.nl' AND c.slug LIKE '{slug}'"
        )
        .leak()
    };
    assert_eq!(house.number(chose("anna", "topic", "%")).await, 2);
    assert_eq!(house.number(chose("anna", "topic", "wet-en-regelgeving")).await, 1);
    assert_eq!(house.number(chose("anna", "area", "%")).await, 2);
    assert_eq!(house.number(chose("dirk", "area", "%")).await, 1, "an area holds its regions");
    assert_eq!(house.number(chose("dirk", "area", "noord")).await, 1);
    assert_eq!(house.number(chose("bas", "topic", "%")).await, 0, "what others chose is theirs");
    assert_eq!(house.number("SELECT line FROM import_faults WHERE fault = 'choice' AND place = 2").await, 4);
}

#[tokio::test]
async fn s24_a_domain_in_the_form_of_the_wire_is_found_by_its_own_letters() {
    let house = House::open().await;
    let text = "e-mail\nanna@xn--mller-kva.example\nbas@müller.example\n";
    import(&house, text, "nieuwsbrief", false).await;
    let who = house.signed_in_as(&[samenspraak::store::tables::states::Role::Editor]).await;
    for query in ["m%C3%BCller", "xn--mller-kva", "%40xn--mller-kva.example"] {
        let page = who.get(&format!("/beheer/abonnees?zoek={query}")).await.body;
        assert!(page.contains("anna@müller.example") && page.contains("bas@müller.example"), "{query}: {page}");
    }
}
