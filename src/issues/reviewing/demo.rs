//! What the demo shows: a chemist who read the issue that waits for approval along, with a remark that was used and one that is
//! open; and somebody who was asked about one article and has not answered. By the verbs of this room, with the clock set back.

use anyhow::Context as _;
use chrono::Days;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::answer::{Does, answer};
use super::invite::{Wish, invite};
use super::letters::token;
use super::matter::{Matter, Text};
use super::remark::{Typed, remark};
use super::spot::Spot;
use crate::app::App;
use crate::base::clock::{days, minutes};
use crate::base::id::MemberId;
use crate::base::wall_time::date_of;
use crate::base::{Clock, EmailAddress};
use crate::people;
use crate::staff::{self, Role};
use crate::store::tables::states::IssueState;
use crate::store::tables::{issues, review_remarks, reviewers};

/// The blocks of the first article that are remarked on: its first paragraph below a heading, and the list at its end.
const TIMES: i64 = 3;
const FACTS: i64 = 9;

/// Puts it there, when an issue waits for approval.
pub(in crate::issues) async fn demo(app: &App) -> anyhow::Result<()> {
    let on = app.store.read();
    let editor = staff::with_role(on, Role::Editor).await?.first().map(|member| member.id);
    let issue = issues::Entity::find().filter(issues::Column::State.eq(IssueState::InReview)).one(on).await?;
    let (Some(editor), Some(issue)) = (editor, issue) else { return Ok(()) };
    let Some(text) = Text::load(on, Matter::Issue(issue.id)).await? else { return Ok(()) };
    let [Some(first), Some(second)] = [0, 1].map(|at| text.articles.get(at).map(|article| article.row.id)) else {
        return Ok(());
    };
    let matter = Matter::Issue(issue.id);
    let chemist = ("Hanneke Vermeer", "h.vermeer@brandwondencentrum.voorbeeld.nl");
    let token = asked(app, editor, matter, (chemist, "Kloppen de tijden in het stuk over waterstof?")).await?;
    let typed = Typed {
        remarks: vec![
            (Spot::of(first, FACTS), "Zeg erbij hoe ver u weg moet blijven.".to_owned()),
            (Spot::of(first, TIMES), "Bij ons was het ruim vijf minuten, gemeten vanaf de melding.".to_owned()),
        ],
        ..Typed::default()
    };
    remark(&ago(app, 2), &token, &typed).await?;
    if let Some(used) = review_remarks::Entity::find().one(on).await? {
        let words = "Dank u. Het staat nu in het lijstje.";
        answer(&ago(app, 1), editor, (matter, used.id), (used.turn, Does::Close, words)).await?;
    }
    let mayor = ("Pim Aalbers", "pim.aalbers@gemeente.voorbeeld.nl");
    asked(app, editor, Matter::Article(second), (mayor, "")).await?;
    Ok(())
}

/// The house as it was so many days ago.
fn ago(app: &App, many: u64) -> App {
    App { clock: Clock::standing_at(app.clock.now().minus(days(many)).plus(minutes(11))), ..app.clone() }
}

/// Asks somebody, and gives the token of their link.
async fn asked(
    app: &App,
    editor: MemberId,
    matter: Matter,
    ((name, address), note): ((&str, &str), &str),
) -> anyhow::Result<String> {
    let then = ago(app, 3);
    let address = EmailAddress::parse(address).map_err(|_| anyhow::anyhow!("{address} is no address"))?;
    let last_day = date_of(app.clock.now()) + Days::new(4);
    let wish = Wish { name: name.to_owned(), address, last_day, note: note.to_owned() };
    invite(&then, editor, matter, &wish).await?;
    let on = app.store.read();
    let reviewer = reviewers::Entity::find().order_by_desc(reviewers::Column::Id).one(on).await?;
    let reviewer = reviewer.context("somebody was just asked")?;
    let person = people::by_id(on, reviewer.person_id).await?.context("somebody was just asked")?;
    Ok(token(app, &reviewer, &person))
}
