//! Pages of disputes: the room where both sides argue, and what an order's page says of it. What may be done when is
//! decided by the deeds; these pages only show the forms that make sense now.

mod clock;
mod forms;
mod ledger;
mod notice;
mod open;
mod preview;
mod room;
mod said;

pub use notice::DisputeNotice;
pub use open::open_form;
pub use room::Room;
