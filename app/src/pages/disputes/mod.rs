//! Pages of disputes: the room where both sides argue, the console of who decides, and what an order's page says of it. What may be done when is
//! decided by the deeds; these pages only show the forms that make sense now.

mod clock;
mod console;
mod decide;
mod decided;
mod evidence;
mod forms;
mod ledger;
mod notice;
mod open;
mod paper;
mod paper_parts;
mod preview;
mod resolver;
mod room;
mod said;
mod sides;
mod signatures;
mod statistics;

pub use clock::silence_said;
pub use console::Console;
pub use notice::DisputeNotice;
pub use open::open_form;
pub use paper::Paper;
pub use room::Room;
pub use statistics::AboutDisputes;
