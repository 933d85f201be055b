use super::sheets::*;
use crate::base::Language;
#[test]
fn dump() {
    std::fs::create_dir_all("/tmp/mailshot").unwrap();
    for (name, sheet) in [
        ("issue", issue(Language::Dutch, Language::Dutch)),
        ("issue-en", issue(Language::English, Language::Dutch)),
        ("confirm", confirmation()),
    ] {
        let html = sheet.html();
        println!("{name} {:?}", crate::mail::lint::lint(&html));
        std::fs::write(
            format!("/tmp/mailshot/{name}.html"),
            html.replace("\u{f8f0}salutation\u{f8f1}", "Beste Anna de Vries,"),
        )
        .unwrap();
    }
}
