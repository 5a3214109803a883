//! What a coin costs, read from Chainlink's contracts on the chain itself. Reading is here, and whether a reading is
//! good enough to quote by; how long a quote holds is decided by its callers. Whole numbers only.

mod feed;
mod judge;
mod quoted;
mod round;
mod table;

pub use feed::Feed;
pub use judge::{Fault, Known, Rules, choose, judge};
pub use quoted::Price;
pub use round::{Round, Uptime};
pub use table::{Pair, feed, sequencer};
