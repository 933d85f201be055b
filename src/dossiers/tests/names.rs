use crate::dossiers::names::{Name, find};

fn people() -> Vec<Name> {
    [
        (1, "Karin Postma"),
        (2, "De heer De Wit"),
        (3, "drs. Ahmed Salah"),
        (4, "Els van der Maas"),
        (5, "Zoë Smit-Jansen"),
    ]
    .map(|(number, name)| Name::of(number, name))
    .to_vec()
}

/// What would be found of somebody who is called so.
fn of(name: &str, text: &str) -> Vec<String> {
    find(text, &[Name::of(1, name)]).into_iter().map(|hit| text[hit.at].to_owned()).collect()
}

#[test]
fn k40_however_a_name_was_entered_it_is_found() {
    for (name, text, words) in [
        ("Piet de Heer", "Volgens De Heer niet.", "De Heer"),
        ("Karin Postma, drs.", "Postma belt.", "Postma"),
        ("Postma, Karin", "brief-postma-2025.pdf", "postma"),
        ("Karin Postma (VWS)", "brief-postma-2025.pdf", "postma"),
        ("Ben Postma", "Volgens Ben niet.", "Ben"),
        ("Ben Postma", "brief-postma-2025.pdf", "postma"),
        ("Jan Xu", "Vraag het Xu.", "Xu"),
    ] {
        assert_eq!(of(name, text), [words], "{name} in {text}");
    }
}

fn found(text: &str) -> Vec<(i64, &str)> {
    find(text, &people()).into_iter().map(|hit| (hit.actor, &text[hit.at])).collect()
}

#[test]
fn k40_names_are_found_whole_inflected_and_by_initials() {
    for (text, actor, words) in [
        ("Dan belt Karin Postma later.", 1, "Karin Postma"),
        ("Dan belt karin postma later.", 1, "karin postma"),
        ("Mevrouw Postma belt later.", 1, "Mevrouw Postma"),
        ("De nota van mw. K. Postma ligt er.", 1, "mw. K. Postma"),
        ("Postma’s brief", 1, "Postma’s"),
        ("Postma's brief", 1, "Postma's"),
        ("de brief van POSTMA", 1, "POSTMA"),
        ("Volgens Karin niet.", 1, "Karin"),
        ("K.P. belt later", 1, "K.P."),
        ("K. P. belt later", 1, "K. P."),
        ("akkoord (KP)", 1, "KP"),
        ("brief-postma-2025.pdf", 1, "postma"),
        ("20250114kpostmadef.pdf", 1, "20250114kpostmadef"),
        ("de Postmabrief", 1, "Postmabrief"),
        ("Post\u{ad}ma belt", 1, "Post\u{ad}ma"),
        ("De Wits brief", 2, "De Wits"),
        ("de heer De Wit zei", 2, "de heer De Wit"),
        ("volgens Wit kan het", 2, "Wit"),
        ("Salahs voorstel", 3, "Salahs"),
        ("dr. A. Salah", 3, "dr. A. Salah"),
        ("Els van der Maas stemt in", 4, "Els van der Maas"),
        ("mevrouw Van der Maas", 4, "mevrouw Van der Maas"),
        ("E.v.d.M. stemt in", 4, "E.v.d.M."),
        ("E.M. stemt in", 4, "E.M."),
        ("zoe smit belt", 5, "zoe smit"),
        ("Zoe\u{308} Smit", 5, "Zoe\u{308} Smit"),
        ("volgens mevrouw Jansen", 5, "mevrouw Jansen"),
    ] {
        assert!(found(text).contains(&(actor, words)), "{text}: {:?}", found(text));
    }
    assert_eq!(found("Karin Postma en De Wit; later Postma."), [(1, "Karin Postma"), (2, "De Wit"), (1, "Postma")]);
}

#[test]
fn k40_what_is_no_name_is_left_alone() {
    for text in [
        "",
        "Een witte brief over wit en zwart papier",
        "Zij staat op het witte doek.",
        "kp en k.p. zonder hoofdletters is een maat",
        "De stuurgroep besluit. Elsevier schrijft erover.",
        "de post, maar later",
        "@1 belt later",
        "een karinaal woord",
        "de heer en mevrouw",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert!(
        find("Iedereen", &[Name::of(1, ""), Name::of(2, "–"), Name::of(3, "de"), Name::of(4, "De heer")]).is_empty()
    );
}
