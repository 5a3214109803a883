//! Pages of money that leaves: asking for it, following it, and the house's list.

mod addresses;
mod break_glass;
mod break_glass_rows;
mod device;
mod device_steps;
mod evidence;
mod glass_open;
mod instruction;
mod instruction_words;
mod instructions;
mod payout;
mod payouts;
mod payouts_deeds;
mod pick;
mod review;
mod signer;
mod signers;
mod sweep;
mod vaults;
mod wallet;
mod way;
mod withdraw;

pub use addresses::PayoutAddresses;
pub use break_glass::BreakGlass;
pub(crate) use evidence::standing;
pub(in crate::pages) use glass_open::GlassOpen;
pub use instruction::Instruction;
pub use instructions::Instructions;
pub use payout::Withdrawal;
pub use payouts::Payouts;
pub(crate) use pick::AddressPick;
pub use signer::Signer;
pub use signers::Signers;
pub use sweep::Sweep;
pub use vaults::Vaults;
pub use withdraw::Withdraw;
