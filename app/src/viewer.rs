//! Who is looking at the page.

use domain::{
    Currency, Timestamp, UserId,
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
    /// After a recovery nothing leaves and no way in changes before this.
    pub quiet_until: Option<Timestamp>,
    /// They work for the house and came in by a password alone: the powers of their roles wait for a second way.
    pub is_half_trusted: bool,
}

impl Viewer {
    /// The same person, who came in by a password alone: what reaches beyond their own waits.
    #[must_use]
    pub fn by_password_alone(mut self) -> Self {
        let had = self.roles.len();
        self.roles.retain(|role| !role.is_of_the_house());
        self.is_half_trusted = self.roles.len() < had;
        self
    }

    /// True for people of the house who have their powers now.
    pub fn is_of_the_house(&self) -> bool {
        self.roles.iter().any(|role| role.is_of_the_house())
    }

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
            quiet_until: user.quiet_until,
            is_half_trusted: false,
        }
    }
}
