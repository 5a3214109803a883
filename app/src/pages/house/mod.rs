//! Pages of the house itself: the first page, how escrow works, and what is shown when something is wrong.

mod about_escrow;
mod errors;
mod landing;

pub use about_escrow::AboutEscrow;
pub use errors::{NothingHere, error_page};
pub use landing::Landing;
