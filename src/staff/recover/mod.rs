//! The ways back in: a forgotten password by a link in a mail, a lost phone by a code from paper, a new phone by the
//! password. Each replaces one factor and asks for the other; whoever lost both is invited again by an administrator.

pub(super) mod codes;
pub(super) mod new_app;
pub(super) mod password;
