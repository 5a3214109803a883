//! Who may, and whose a thing is: the words of the table of pages and deeds.

use domain::identity::{DECIDE_DISPUTES, KEEP_BOOKS, MODERATE, READ_PAYMENTS, Role};

/// Who may see a page or ask for a deed. What belongs to whom is decided by the deed or the page's own load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Everybody.
    Anyone,
    /// A signed-in person.
    SignedIn,
    /// A signed-in person with this role.
    Has(Role),
    /// A signed-in person with one of these roles.
    HasOneOf(&'static [Role]),
    /// Nobody through the front door: it stands on the operator's own listener.
    Operator,
}

/// People who read what came of every payment.
pub(super) const READERS: May = May::HasOneOf(&READ_PAYMENTS);
/// People who keep the books.
pub(super) const KEEPERS: May = May::HasOneOf(&KEEP_BOOKS);
/// People who decide disputes.
pub(super) const RESOLVERS: May = May::HasOneOf(&DECIDE_DISPUTES);
/// People who look at what is reported.
pub(super) const MODERATORS: May = May::HasOneOf(&MODERATE);

/// Whose the object of a page or a deed is, seen from who asks. The deed or the page's own load decides it; the table
/// says what it must decide, and the walk over every role, route and object holds both together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Acts on nothing but the person who asks, or makes something new.
    Oneself,
    /// The object belongs to one person, who is the only one that may.
    Owner,
    /// The buyer of the request or order, nobody else.
    Buyer,
    /// The seller of the offer or order, nobody else.
    Seller,
    /// Buyer and seller of the order, nobody else.
    Party,
    /// Buyer and seller of the order, and people of the house.
    PartyOrHouse,
    /// Anybody's: what is public, or what the role looks after.
    Anybody,
}
