//! Who a member is and what they may do.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;

use crate::app::App;
use crate::base::Language;
use crate::base::id::{MemberId, PersonId};
use crate::store::tables::states::Role;
use crate::web::layout::MemberBadge;
use crate::web::{Access, Failure, Filled, Frame, Path};

/// A signed-in member of staff. As an extractor it gives what the guard put into the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// The person they are.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

impl Member {
    /// Whether they have a role. An administrator manages members and settings, and has no say over content by that.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// How the staff face shows them.
    #[must_use]
    pub fn badge(&self, language: Language) -> MemberBadge {
        MemberBadge {
            name: self.name.clone(),
            roles: self.roles.iter().map(|role| role_name(*role, language).to_owned()).collect(),
        }
    }
}

/// The name of a role, as the pages say it.
#[must_use]
pub fn role_name(role: Role, language: Language) -> &'static str {
    match role {
        Role::Editor => language.pick("redacteur", "editor"),
        Role::Approver => language.pick("eindredacteur", "approver"),
        Role::Administrator => language.pick("beheerder", "administrator"),
    }
}

/// Whether someone may enter a route. This is the one place that decides; a route without a match is closed.
#[must_use]
pub fn may(member: Option<&Member>, access: Access) -> bool {
    match (access, member) {
        (Access::Anyone | Access::Holder | Access::Key, _) | (Access::Member, Some(_)) => true,
        (_, None) => false,
        // An approver also writes: the rule that nobody approves their own last edit holds them apart.
        (Access::Editor, Some(member)) => member.is(Role::Editor) || member.is(Role::Approver),
        (Access::Approver, Some(member)) => member.is(Role::Approver),
        (Access::Administrator, Some(member)) => member.is(Role::Administrator),
    }
}

/// What most forms of staff are handled with: the house, the face, who posts it, what the path names, and the form.
pub type Posted<P> = (State<App>, Frame, Member, Path<P>, Filled);

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Forbidden)
    }
}
