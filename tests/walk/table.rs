//! What the table says must happen to somebody.

use crate::world::Who;
use app::routes::{May, Whose};

/// What must happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// It is theirs to see or to do.
    Pass,
    /// Nobody: sign in first.
    SignIn,
    /// Not with their roles.
    Forbidden,
    /// With their roles, but it is somebody else's: forbidden, or as if it were not there.
    NotTheirs,
    /// Not through the front door.
    NotHere,
}

pub fn must(may: May, whose: Whose, who: Who) -> Must {
    match may {
        May::Operator => return Must::NotHere,
        May::SignedIn | May::Has(_) | May::HasOneOf(_) if !who.is_in() => return Must::SignIn,
        May::Has(role) if !who.has(role) => return Must::Forbidden,
        May::HasOneOf(roles) if !roles.iter().any(|role| who.has(*role)) => return Must::Forbidden,
        May::Anyone | May::SignedIn | May::Has(_) | May::HasOneOf(_) => {}
    }
    let is_theirs = match whose {
        Whose::Oneself | Whose::Anybody => true,
        Whose::Owner | Whose::Buyer => who == Who::Buyer,
        Whose::Seller => who == Who::Seller,
        Whose::Party => matches!(who, Who::Buyer | Who::Seller),
        Whose::PartyOrHouse => {
            matches!(who, Who::Buyer | Who::Seller) || who.role().is_some_and(|role| role.is_of_the_house())
        }
    };
    if is_theirs { Must::Pass } else { Must::NotTheirs }
}

/// What must happen, as the statuses of an answer that is no page.
pub fn is_right(must: Must, status: u16) -> bool {
    match must {
        // Done, or refused for a reason of its own: the state it is in, a field.
        Must::Pass => matches!(status, 200..=399 | 409 | 422),
        Must::SignIn => status == 401,
        Must::Forbidden => status == 403,
        Must::NotTheirs => matches!(status, 403 | 404),
        Must::NotHere => status == 404,
    }
}
