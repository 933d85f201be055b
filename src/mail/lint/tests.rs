//! Each rule twice: a mail that keeps it and one that breaks it.

use super::{Fault, lint, lint_with_images_of};

/// A mail that is fine around whatever stands in it.
fn mail(inside: &str) -> String {
    format!(
        "<!doctype html><html lang=\"nl\" dir=\"ltr\"><head><title>Nieuws</title></head><body>\
         <div lang=\"nl\" dir=\"ltr\" style=\"font-size:17px;line-height:1.5;color:#13232c;background-color:#ffffff\">\
         <h1>Nieuws</h1>{inside}</div></body></html>"
    )
}

fn rules(html: &str) -> Vec<&'static str> {
    let mut rules: Vec<_> = lint(html).into_iter().map(|fault: Fault| fault.rule).collect();
    rules.dedup();
    rules
}

#[track_caller]
fn keeps(inside: &str) {
    assert_eq!(lint(&mail(inside)), Vec::new(), "{inside}");
}

#[track_caller]
fn breaks(rule: &'static str, inside: &str) {
    assert_eq!(rules(&mail(inside)), [rule], "{inside}");
}

#[test]
fn m44_a_large_mail_is_cut_off() {
    keeps(&format!("<p>{}</p>", "a ".repeat(40_000)));
    breaks("M44", &format!("<p>{}</p>", "a ".repeat(45_000)));
    breaks("M44", &format!("<style>{}</style>", "p{margin:0}".repeat(1_600)));
}

#[test]
fn m45_nothing_runs_asks_or_embeds() {
    keeps("<style>p{margin:0}</style><p>Tekst</p>");
    for inside in [
        "<script>1</script>",
        "<form action=\"https://voorbeeld.nl\"></form>",
        "<iframe></iframe>",
        "<link rel=\"stylesheet\" href=\"https://voorbeeld.nl/a.css\">",
        "<style>@import 'a.css';</style>",
        "<style>@font-face{font-family:x}</style>",
        "<p style=\"background-image:url(https://voorbeeld.nl/a.png)\">Tekst</p>",
        "<p onclick=\"x()\">Tekst</p>",
        "<a href=\"java\nscript:x()\">Een leuke link</a>",
        "<img alt=\"\" src=\"data:image/png;base64,AAAA\">",
        "<!--[if mso]><img src=\"https://voorbeeld.nl/a.png\"><![endif]-->",
    ] {
        breaks("M45", inside);
    }
}

#[test]
fn m60_language_and_direction_stand_on_html_and_within_the_body() {
    keeps("<p>Tekst</p>");
    let fine = mail("<p>Tekst</p>");
    assert_eq!(rules(&fine.replacen(" lang=\"nl\"", "", 1)), ["M60"]);
    assert_eq!(rules(&fine.replacen(" dir=\"ltr\"", "", 1)), ["M60"]);
    assert_eq!(rules(&fine.replace("<div lang=\"nl\" dir=\"ltr\"", "<div lang=\"nl\"")), ["M60"]);
    let outside = fine.replace("<body>", "<body><p style=\"line-height:1.5\">Erbuiten</p>");
    assert_eq!(lint(&outside), [Fault::new("M60", "Erbuiten")]);
}

#[test]
fn m61_layout_tables_say_so_and_tables_of_facts_have_headers() {
    keeps("<table role=\"presentation\"><tr><td>Tekst</td></tr></table>");
    keeps("<table><tr><th scope=\"col\">Dag</th></tr><tr><td>3 mei</td></tr></table>");
    keeps("<table role=\"presentation\"><tr><td><table><tr><th scope=\"col\">Dag</th></tr></table></td></tr></table>");
    keeps("<!--[if mso]><table role=\"presentation\" border=\"0\"><![endif]-->");
    breaks("M61", "<table><tr><td>Tekst</td></tr></table>");
    breaks("M61", "<table><tr><th>Dag</th></tr></table>");
    breaks("M61", "<table role=\"presentation\"><tr><th scope=\"col\">Dag</th></tr></table>");
    breaks("M61", "<!--[if mso]><table border=\"0\"><![endif]-->");
}

#[test]
fn m62_images_have_a_description() {
    let site = "https://nieuws.voorbeeld.nl";
    let of_site =
        |inside: &str| lint_with_images_of(&mail(inside), site).into_iter().map(|one| one.rule).collect::<Vec<_>>();
    assert!(of_site("<img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"Een tankput\">").is_empty());
    assert!(of_site("<img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"\">").is_empty());
    assert_eq!(of_site("<img src=\"https://nieuws.voorbeeld.nl/a.png\">"), ["M62"]);
    let linked = "<a href=\"https://voorbeeld.nl\"><img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"\"></a>";
    assert_eq!(of_site(linked), ["M64", "M62"]);
}

#[test]
fn m63_there_is_one_first_heading_and_no_level_is_skipped() {
    keeps("<h2>Een</h2><h3>Twee</h3><h2>Drie</h2>");
    breaks("M63", "<h3>Te diep</h3>");
    breaks("M63", "<h1>Nog een</h1>");
    breaks("M63", "<h2> </h2>");
    assert_eq!(rules(&mail("").replace("<h1>Nieuws</h1>", "")), ["M63"]);
}

#[test]
fn m64_links_say_where_they_lead_and_look_like_links() {
    keeps("<a href=\"https://voorbeeld.nl\" style=\"text-decoration:underline\">Lees over de netwerkdag</a>");
    keeps(
        "<a href=\"https://voorbeeld.nl\" style=\"background:#0a5c5a;color:#ffffff;text-decoration:none\">Meld u aan</a>",
    );
    for inside in [
        "<a href=\"https://voorbeeld.nl\">Klik hier!</a>",
        "<a href=\"https://voorbeeld.nl\">Read more</a>",
        "<a href=\"https://voorbeeld.nl\"> </a>",
        "<a href=\"#\">De agenda</a>",
        "<a>De agenda</a>",
        "<a href=\"https://voorbeeld.nl\" style=\"text-decoration:none\">De agenda</a>",
    ] {
        breaks("M64", inside);
    }
}

#[test]
fn m65_contrast_is_computed_along_the_elements_around_the_words() {
    keeps("<p style=\"color:#595959\">Tekst</p>");
    keeps("<p style=\"color:#949494;font-size:24px\">Groot</p>");
    keeps("<div style=\"background:#0a5c5a\"><p style=\"color:#ffffff\">Wit</p></div>");
    keeps("<div style=\"display:none\"><p style=\"color:#ffffff\">Verborgen</p></div>");
    breaks("M65", "<p style=\"color:#949494\">Tekst</p>");
    breaks("M65", "<p style=\"color:#ffffff\">Wit</p>");
    breaks("M65", "<div style=\"background:#0a5c5a\"><p>Donker</p></div>");
    breaks("M65", "<table role=\"presentation\"><tr><td bgcolor=\"#13232c\">Donker</td></tr></table>");
    breaks("M65", "<p style=\"color:rgba(0,0,0,.5)\">Onbekend</p>");
}

#[test]
fn m66_there_is_a_title_and_what_is_hidden_is_hidden_for_all() {
    keeps("<div style=\"display:none;max-height:0\">Vooraf</div>");
    breaks("M66", "<div style=\"max-height:0\">Vooraf</div>");
    breaks("M66", "<div style=\"opacity:0\">Vooraf</div>");
    assert_eq!(rules(&mail("").replace("<title>Nieuws</title>", "<title> </title>")), ["M66"]);
}

#[test]
fn m67_text_is_large_enough_and_has_room() {
    keeps("<p>Tekst</p><div class=\"small-print\" style=\"font-size:14px\"><p>Klein</p></div>");
    breaks("M67", "<p style=\"font-size:15px\">Tekst</p>");
    breaks("M67", "<p style=\"font-size:1rem\">Onbekende maat</p>");
    breaks("M67", "<div class=\"small-print\" style=\"font-size:13px\"><p>Klein</p></div>");
    breaks("M67", "<p style=\"line-height:1.2\">Tekst</p>");
    breaks("M67", "<p style=\"line-height:20px\">Tekst</p>");
    breaks("M67", "<p style=\"text-align:justify\">Tekst</p>");
}

#[test]
fn p08_nothing_is_fetched_from_elsewhere_and_no_image_is_a_pixel() {
    let site = "https://nieuws.voorbeeld.nl";
    let of_site = |inside: &str| lint_with_images_of(&mail(inside), site);
    assert!(of_site("<img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"\" width=\"600\">").is_empty());
    let rule = |faults: Vec<Fault>| faults.into_iter().map(|one| one.rule).collect::<Vec<_>>();
    assert_eq!(rule(of_site("<img src=\"https://nieuws.voorbeeld.nl.elders.example/a.png\" alt=\"\">")), ["P08"]);
    assert_eq!(
        rule(of_site("<img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"\" width=\"1\" height=\"1\">")),
        ["P08"]
    );
    breaks("P08", "<img src=\"https://nieuws.voorbeeld.nl/a.png\" alt=\"\">");
    breaks("P08", "<table role=\"presentation\" background=\"https://elders.example/a.png\"></table>");
}

#[test]
fn every_rule_has_sentences_in_both_languages() {
    use crate::base::Language;
    let rules = ["M44", "M45", "M60", "M61", "M62", "M63", "M64", "M65", "M66", "M67", "P08"];
    for language in Language::ALL {
        let sentences: std::collections::BTreeSet<_> = rules.map(|rule| Fault::new(rule, "").sentence(language)).into();
        assert_eq!(sentences.len(), rules.len());
    }
}
