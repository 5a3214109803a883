//! What a seller offers again and again: writing it, stopping it, and buying from it.

mod buy;
mod sale;
mod write;

pub use buy::buy_template;
pub use sale::{Offered, offered};
pub(super) use sale::{Sale, offered_by_id, sell};
pub use write::{create_template, edit_template, move_template, own_template};
