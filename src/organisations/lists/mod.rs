//! The lists of this room.

mod bodies;
mod organisations;

use crate::app::App;
use crate::base::Both;
use crate::base::id::AreaId;
use crate::organisations::find;
use crate::organisations::organisation::Named;
use crate::staff::list_routes;
use crate::web::list::{Cell, Filter, Reading, options};
use crate::web::{Access, Frame, Routes};

/// Where organisations and bodies work, in the order of forms.
type Areas = Vec<Named<AreaId>>;

/// The routes of the lists.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    list_routes(&organisations::ORGANISATIONS, editor, editor).merge(list_routes(&bodies::BODIES, editor, editor))
}

fn areas<'a>(app: &'a App, frame: &'a Frame) -> Reading<'a, Areas> {
    Box::pin(async move { Ok(find::areas(app.store.read(), frame.language).await?) })
}

/// Narrows to what works in an area or in one of its regions.
const AREA: Filter<Areas> =
    Filter::Choice("gebied", Both("Gebied", "Area"), Both("alle gebieden", "all areas"), |_, areas| {
        options(areas.iter().map(|(id, name)| (id.to_string(), name.as_str())))
    });

fn area(of: Option<AreaId>, areas: &Areas) -> Cell {
    Cell::text(areas.iter().find(|(id, _)| Some(*id) == of).map_or("", |(_, name)| name))
}
