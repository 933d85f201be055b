//! One search for everything that has a name: the rooms find, the desk gathers.

use crate::app::App;
use crate::base::Language;
use crate::room::{Found, Seek, Sought, Start};
use crate::staff::{Member, may};
use crate::web::layout::Line;

/// What was found of a kind.
pub(super) struct Kind {
    /// The kind.
    pub(super) of: &'static Seek<App>,
    /// Some of its things, the best first.
    pub(super) found: Vec<Found>,
}

/// What a search gives a member.
pub(super) struct Results {
    /// The kinds of which there is something, in the line of the rooms.
    pub(super) kinds: Vec<Kind>,
    /// What they may begin that answers: everything when nothing was asked.
    pub(super) starts: Vec<&'static Start>,
    /// Whether somebody typed the beginning of such a thing, so that it comes before all that was found.
    pub(super) starts_first: bool,
}

/// Looks in every room whose things this member may open.
///
/// # Errors
/// Those of the rooms.
pub(super) async fn search(app: &App, sought: &Sought, member: &Member, language: Language) -> anyhow::Result<Results> {
    let mut kinds = Vec::new();
    if !sought.is_empty() {
        for of in app.rooms.seeks().filter(|seek| may(Some(member), seek.access)) {
            let found = (of.find)(app, sought, language).await?;
            if !found.is_empty() {
                kinds.push(Kind { of, found });
            }
        }
    }
    let starts = app.rooms.starts().filter(|start| may(Some(member), start.access));
    let starts = starts.filter(|start| sought.is_empty() || sought.fits(start.label.of(language)));
    let starts: Vec<_> = starts.collect();
    let starts_first = starts.iter().any(|start| sought.begins(start.label.of(language)));
    let mut results = Results { kinds, starts, starts_first };
    results.kinds.sort_by_key(|kind| place(app, kind.of.list));
    results.starts.sort_by_key(|start| place(app, start.page));
    Ok(results)
}

/// Where a page stands in the menu: what stands higher there is named first here.
fn place(app: &App, page: &str) -> u16 {
    let is_above = |line: &&Line| line.path.starts_with("/beheer/") && page.starts_with(line.path);
    let lines = app.rooms.menu().into_iter().filter(is_above);
    lines.map(|line| line.place).min().unwrap_or(u16::MAX)
}
