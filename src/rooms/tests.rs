use super::rooms;
use crate::base::Language;

/// The words of the acts that the rooms record, out of their sources.
fn acts_in(text: &str) -> impl Iterator<Item = &str> {
    let starts = ["Note::done(\"", "note(&tx, \"", "note(tx, \""];
    let after = starts.into_iter().flat_map(|start| text.split(start).skip(1));
    after.filter_map(|rest| rest.split('"').next()).filter(|word| word.contains('.'))
}

#[test]
fn t3_every_act_of_the_log_has_words() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let rooms = rooms();
    let (mut many, mut missing) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name() != Some("tests.rs".as_ref()) && path.extension() == Some("rs".as_ref()) {
                let text = std::fs::read_to_string(&path).unwrap();
                many += acts_in(&text).count();
                missing
                    .extend(acts_in(&text).filter(|word| rooms.act(word, Language::Dutch) == *word).map(str::to_owned));
            }
        }
    }
    assert!(many > 80, "this test sees only {many} acts");
    assert_eq!(missing, Vec::<String>::new());
}
