//! Who is looking at the page.

use domain::{
    Currency, UserId,
    identity::{Language, Role, Theme, User},
};
use serde::{Deserialize, Serialize};

/// A signed-in person, as far as pages need to know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Identity.
    pub id: UserId,
    /// Shown to others.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// None for a passkey-only account that gave none.
    pub email: Option<String>,
    /// The language they chose for pages and letters.
    pub language: Language,
    /// The colours they chose.
    pub theme: Theme,
    /// Hints beside amounts are said in this.
    pub display_currency: Currency,
}

impl Viewer {
    /// True when the person has this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl From<User> for Viewer {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            name: user.display_name,
            roles: user.roles,
            email: user.email,
            language: user.language,
            theme: user.theme,
            display_currency: user.display_currency,
        }
    }
}
