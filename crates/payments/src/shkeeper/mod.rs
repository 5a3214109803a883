//! SHKeeper, a payment processor that a merchant runs: invoices with an address each, callbacks, payouts. Its word is
//! a hint; what credits is the chain itself, read through [`crate::Chain`].

mod access;
mod api;
mod callback;
mod callback_error;
mod coins;
mod wire;

pub use access::ShkeeperAccess;
pub use api::{PayoutAccess, ShkeeperApi};
pub use callback::{ACCEPTED, Callback, CallbackKey, Notice, PaidTransaction, PayoutNotice};
pub use callback_error::CallbackError;
pub use coins::{coin, currency_of};
pub use wire::{
    Asked, Invoice, InvoiceStatus, InvoiceTransaction, NewInvoice, NewPayout, PayoutOutcome, PayoutState, PayoutTask,
    Quoted, TaskState, TransactionStatus,
};
