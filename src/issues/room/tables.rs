//! Every column of the tables that this room writes.

use super::{PUBLISHING, REVIEWERS, REVIEWING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const fn published(rows: Rows) -> About {
    About::People(Personal { processing: &PUBLISHING, rows, keeps: RECORDS, erasing: IN_OFFICE })
}
const fn reviewed(rows: &'static str) -> About {
    let keeps = Keeps::For(&REVIEWERS);
    About::People(Personal { processing: &REVIEWING, rows: Rows::Of(rows), keeps, erasing: Erasing::Deleted })
}
const RECORDS: Keeps = Keeps::AsLongAs(Both(
    "zolang het stuk bestaat; wat is uitgegeven, is een archiefstuk",
    "as long as the piece exists; what was published is a record",
));
const IN_OFFICE: Erasing = Erasing::Kept(Both(
    "wie een stuk schreef of goedkeurde, hoort bij het stuk (Archiefwet; AVG, artikel 17, lid 3, onder d)",
    "who wrote or approved a piece belongs to the piece (public records law; GDPR, article 17(3)(d))",
));

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "articles",
        title: Both("Artikelen die u het laatst wijzigde", "Articles that you changed last"),
        about: published(Rows::Of(
            "SELECT * FROM articles WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
        )),
        columns: &[
            no("id"),
            say("title", Form::Text, "Titel", "Title"),
            no("lead"),
            no("source"),
            no("body"),
            no("language"),
            say("author", Form::Text, "Schrijver", "Author"),
            no("version"),
            no("once"),
            no("made_at"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            no("picture_id"),
            no("picture"),
        ],
    },
    Table {
        name: "article_versions",
        title: Both("Versies van artikelen die u bewaarde", "Versions of articles that you saved"),
        about: published(Rows::Of(
            "SELECT * FROM article_versions WHERE saved_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
             ORDER BY article_id, version",
        )),
        columns: &[
            no("article_id"),
            no("version"),
            say("title", Form::Text, "Titel", "Title"),
            no("lead"),
            no("source"),
            say("author", Form::Text, "Schrijver", "Author"),
            key("saved_by"),
            say("saved_at", Form::Moment, "Bewaard", "Saved"),
            no("picture_id"),
            no("begun_at"),
        ],
    },
    Table {
        name: "writers",
        title: Both("Wat u open hebt om te schrijven", "What you have open to write"),
        about: About::People(Personal {
            processing: &PUBLISHING,
            rows: Rows::Of(
                "SELECT * FROM writers WHERE member_id IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY kind, about",
            ),
            keeps: Keeps::AsLongAs(Both(
                "zolang de bladzijde open staat, en ten hoogste anderhalf uur daarna",
                "as long as the page stands open, and at most an hour and a half after",
            )),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            no("kind"),
            no("about"),
            key("member_id"),
            say("seen_at", Form::Moment, "Laatst gezien", "Last seen"),
        ],
    },
    Table {
        name: "issues",
        title: Both("Nummers waaraan u werkte", "Issues that you worked on"),
        about: published(Rows::Of(
            "SELECT * FROM issues WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR asked_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR approved_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR scheduled_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
        )),
        columns: &[
            no("id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            no("year"),
            no("number"),
            say("subject", Form::Text, "Onderwerp", "Subject"),
            no("preheader"),
            no("source"),
            no("editorial"),
            no("language"),
            no("state"),
            no("version"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            no("copy_due"),
            no("review_due"),
            no("planned_on"),
            key("asked_by"),
            say("asked_at", Form::Moment, "Goedkeuring gevraagd", "Review asked"),
            key("approved_by"),
            say("approved_at", Form::Moment, "Goedgekeurd", "Approved"),
            no("approved_hash"),
            no("send_wall"),
            no("send_at"),
            no("not_after_wall"),
            no("not_after"),
            key("scheduled_by"),
            no("sending_id"),
            no("started_at"),
            no("sent_at"),
            no("audience_id"),
            no("agenda"),
            no("asked_told_at"),
        ],
    },
    nobody("issue_approvals", Both("Nummers", "Issues"), &[no("issue_id"), no("approved_at"), no("said")]),
    Table {
        name: "issue_explanations",
        title: Both("Wat u bij een controle uitlegde", "What you explained at a check"),
        about: published(Rows::Of(
            "SELECT * FROM issue_explanations WHERE explained_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
             ORDER BY issue_id, finding",
        )),
        columns: &[
            no("issue_id"),
            no("finding"),
            say("why", Form::Text, "Uitleg", "Explanation"),
            key("explained_by"),
            say("explained_at", Form::Moment, "Wanneer", "When"),
            no("approved_hash"),
        ],
    },
    nobody("issue_articles", Both("Nummers", "Issues"), &[no("issue_id"), no("article_id"), no("position")]),
    nobody("issue_sendings", Both("Nummers", "Issues"), &[no("issue_id"), no("round"), no("filter"), no("sending_id")]),
    Table {
        name: "reviewers",
        title: Both("Concepten die u meelas", "Drafts that you read along"),
        about: reviewed("SELECT * FROM reviewers WHERE person_id = ? ORDER BY id"),
        columns: &[
            key("id"),
            no("issue_id"),
            no("article_id"),
            key("person_id"),
            say("name", Form::Text, "Naam", "Name"),
            say("note", Form::Text, "Wat u werd gevraagd", "What you were asked"),
            say("ends_at", Form::Moment, "Link tot", "Link until"),
            no("invited_by"),
            say("invited_at", Form::Moment, "Gevraagd", "Asked"),
            no("sending_id"),
            say("revoked_at", Form::Moment, "Link ingetrokken", "Link revoked"),
            say("done_at", Form::Moment, "Klaar", "Ready"),
        ],
    },
    Table {
        name: "review_remarks",
        title: Both("Wat u bij een concept opmerkte", "What you remarked on a draft"),
        about: reviewed(
            "SELECT * FROM review_remarks WHERE reviewer_id IN (SELECT reviewers.id FROM reviewers WHERE reviewers.person_id = ?)
             ORDER BY id",
        ),
        columns: &[
            no("id"),
            key("reviewer_id"),
            no("issue_id"),
            no("article_id"),
            no("part"),
            no("version"),
            no("passage"),
            say("words", Form::Text, "Opmerking", "Remark"),
            say("made_at", Form::Moment, "Wanneer", "When"),
            no("turn"),
            say("answer", Form::Text, "Antwoord", "Answer"),
            no("answered_by"),
            say("answered_at", Form::Moment, "Beantwoord", "Answered"),
            no("closed_by"),
            say("closed_at", Form::Moment, "Gesloten", "Closed"),
        ],
    },
];
