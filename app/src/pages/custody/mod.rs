//! Pages of money that leaves: asking for it, following it, and the house's list.

mod evidence;
mod payout;
mod payouts;
mod payouts_deeds;
mod review;
mod way;
mod withdraw;

pub(crate) use evidence::standing;
pub use payout::Withdrawal;
pub use payouts::Payouts;
pub use withdraw::Withdraw;
