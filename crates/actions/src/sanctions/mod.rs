//! Screening: before money is credited, and before any is sent, the other side is looked up in a list. Without the list
//! that was asked for nothing moves.

mod rule;
mod watchlist;

pub use rule::{keep_withheld, let_in};
pub use watchlist::{Standing, Watchlist};

use crate::{ActionError, Desk, admin::must_be};
use domain::{
    UserId,
    escrow::{ChainAddress, ChainEvent},
    identity::KEEP_BOOKS,
    sanctions::{ListFault, ListStamp, Screened, ScreenedAs},
};

/// What looking an address up says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screening {
    /// The operator uses no list.
    NoList,
    /// Not on it.
    Clear(ListStamp),
    /// On it, in this row.
    Hit(ListStamp, String),
    /// There should be a list and it cannot be asked: take nothing, send nothing, ask again later.
    Unavailable(ListFault),
}

/// Looks an address up. To be asked of everybody money comes from, and of everybody it is sent to.
pub fn screen(desk: &Desk, address: &ChainAddress) -> Screening {
    desk.sanctions.screen(address, desk.now())
}

/// How the list stands, for its page; nothing when no list is used.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn standing(desk: &Desk, keeper: UserId) -> Result<Option<Standing>, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    Ok(desk.sanctions.standing(desk.now()))
}

/// What the screening of a final transfer's sender says, to be kept with it; nothing when no list is used.
pub(crate) fn screened(desk: &Desk, event: &ChainEvent) -> Option<Screened> {
    let (verdict, list, entry) = match screen(desk, &event.from) {
        Screening::NoList => return None,
        Screening::Clear(list) => (ScreenedAs::Clear, Some(list), None),
        Screening::Hit(list, entry) => (ScreenedAs::Hit, Some(list), Some(entry)),
        Screening::Unavailable(_) => (ScreenedAs::Waiting, None, None),
    };
    Some(Screened { verdict, list, entry, at: desk.now(), ruling: None })
}
