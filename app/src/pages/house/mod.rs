//! Pages of the house itself: the first page, how escrow works, what will change, and what is shown when something is wrong.

mod about_escrow;
mod changes;
#[cfg(feature = "demo-wallet")]
mod design;
mod errors;
mod landing;
mod needs;
mod offline;
#[cfg(feature = "demo-wallet")]
mod outbox;
mod permissions;

pub use about_escrow::AboutEscrow;
pub(in crate::pages) use about_escrow::percent;
pub use changes::Changes;
#[cfg(feature = "demo-wallet")]
pub use design::Design;
pub use errors::{NothingHere, error_page};
pub use landing::Landing;
pub use offline::Offline;
#[cfg(feature = "demo-wallet")]
pub use outbox::Outbox;
pub use permissions::Permissions;
