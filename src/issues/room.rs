//! What the house must know of this room.

mod tables;

use super::IssueState;
use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::ReviewerId;
use crate::room::{Forget, Kind, Processing, Rule, Seek, Start, Take, Tie, Turn, backed_up, bell};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::routes),
    menu: &[
        Line::at(110, Group::Make, "/beheer/nummers", Both("Nummers", "Issues")),
        Line::at(120, Group::Make, "/beheer/artikelen", Both("Artikelen", "Articles")),
        Line::at(130, Group::Make, "/beheer/jaarplanning", Both("Jaarplanning", "Year plan")),
    ],
    bells: &[
        bell("asked", "*/10 * * * * *", |app| Box::pin(super::sending::tell_asked(app))),
        bell("writers", "30 */10 * * * *", |app| Box::pin(super::forget_writers(app))),
    ],
    tables: tables::TABLES,
    backup: backed_up![
        articles,
        article_versions,
        issues,
        issue_approvals,
        issue_articles,
        issue_explanations,
        issue_sendings,
        reviewers,
        review_remarks
    ],
    kinds: &[&REVIEWERS],
    rules: &[REVIEWS],
    forget: &[Forget {
        turn: Turn::Before,
        call: |_, tx, who| Box::pin(async move { Ok(super::forget(tx, who.id).await?) }),
    }],
    ties: &[Tie::firm("SELECT 1 FROM reviewers WHERE reviewers.person_id = people.id")],
    words: &[
        (super::sending::ASKED, Both("de vraag om goedkeuring", "the question for approval")),
        (super::reviewing::INVITATION, Both("de vraag om mee te lezen", "the question to read along")),
    ],
    vocabulary: &[IssueState::WORDS],
    acts: Act::ALL,
    demo: Some(|app| Box::pin(super::reviewing::demo(app))),
    uses: Some(|app, id, language| Box::pin(super::uses::uses_of(app, id, language))),
    seeks: &[
        Seek {
            name: Both("Nummers", "Issues"),
            access: Access::Editor,
            list: "/beheer/nummers",
            goes_on: false,
            find: |app, sought, language| Box::pin(super::seek::issues(app, sought, language)),
        },
        Seek {
            name: Both("Artikelen", "Articles"),
            access: Access::Editor,
            list: "/beheer/artikelen",
            goes_on: true,
            find: |app, sought, language| Box::pin(super::seek::articles(app, sought, language)),
        },
    ],
    starts: &[
        Start { label: Both("Nieuw nummer", "New issue"), access: Access::Editor, page: "/beheer/nummers/nieuw" },
        Start { label: Both("Nieuw artikel", "New article"), access: Access::Editor, page: "/beheer/artikelen/nieuw" },
    ],
    ..Room::named("issues")
};

/// Publishing articles under their author's name.
pub const PUBLISHING: Processing = Processing {
    word: "publishing",
    turn: 70,
    of_readers: false,
    name: Both("Artikelen en archief", "Articles and archive"),
    whose: Both("schrijvers van artikelen, en medewerkers", "authors of articles, and members of staff"),
    purpose: Both(
        "artikelen onder de naam van hun schrijver uitgeven en als archiefstuk bewaren",
        "publishing articles under their author’s name and keeping them as records",
    ),
    basis: Processing::TASK,
    source: Both("de redactie", "the editors"),
    recipients: Both("iedereen: het archief is openbaar", "everyone: the archive is public"),
};

/// Asking people without an account to read a draft along.
pub(super) const REVIEWING: Processing = Processing {
    word: "reviewing",
    turn: 72,
    of_readers: true,
    name: Both("Meelezen met concepten", "Reading drafts along"),
    whose: Both(
        "wie door een medewerker is gevraagd om mee te lezen",
        "who was asked by a member of staff to read along",
    ),
    purpose: Both(
        "een concept laten lezen door wie er verstand van heeft, en wat zij opmerken verwerken",
        "having a draft read by who knows the subject, and using what they remark",
    ),
    basis: Processing::TASK,
    source: Both("de medewerker die het vroeg, en de persoon zelf", "the member who asked, and the person"),
    recipients: Processing::OURSELVES,
};

/// Who read a draft along.
pub(super) const REVIEWERS: Kind = Kind {
    word: "reviewers",
    turn: 34,
    of_readers: true,
    usual: 180,
    bounds: (30, 730),
    name: Both("Wie met een concept meelas", "Who read a draft along"),
    since: Both("de laatste dag van hun link", "the last day of their link"),
    goes: Both(
        "de naam en de opmerkingen; het adres gaat mee als er verder niets bij hoort",
        "the name and the remarks; the address goes along when nothing else belongs to it",
    ),
};

const REVIEWS: Rule<App> = Rule {
    kind: &REVIEWERS,
    tables: &["reviewers", "review_remarks", "people"],
    over: "SELECT reviewers.id AS id, reviewers.person_id AS person, reviewers.ends_at AS at
           FROM reviewers WHERE reviewers.ends_at <= ?",
    take: Take::AndWhoIsFree(|_, tx, rows| {
        Box::pin(async move {
            let ids: Vec<_> = rows.iter().map(|row| ReviewerId(row.id)).collect();
            Ok(super::reviewing::forget_reviewers(tx, &ids).await?)
        })
    }),
};
