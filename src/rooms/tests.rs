use std::collections::BTreeSet;

use super::rooms;
use crate::base::Language;

#[test]
fn t3_every_act_of_the_log_has_words() {
    let rooms = rooms();
    let acts: Vec<_> = rooms.all().flat_map(|room| room.acts).collect();
    let words: BTreeSet<_> = acts.iter().map(|act| act.word).collect();
    assert_eq!((words.len(), acts.len() > 150), (acts.len(), true), "a word stands for one act");
    for act in acts {
        for language in Language::ALL {
            assert!(!act.said.of(language).is_empty() && !act.to.name.of(language).is_empty(), "{}", act.word);
            assert_eq!(rooms.thing(act.to.word, language), act.to.name.of(language), "{} has two names", act.to.word);
        }
    }
}
