//! What is alive in the browser, and nothing else. Compiled for the server and for the browser.
//!
//! An island shows what the server has put into words: no formatting of dates, no plural forms, no rules here.

mod browser;
#[cfg(any(not(feature = "hydrate"), feature = "conversation"))]
mod chat;
mod checkout;
mod copy;
mod countdown;
mod injected;
mod news;

#[cfg(any(not(feature = "hydrate"), feature = "conversation"))]
pub use chat::ChatLive;
pub use checkout::CheckoutStatus;
pub use copy::CopyButton;
pub use countdown::Countdown;
pub use injected::{Allowance, InjectedWallets, WalletCall};
pub use news::OrderNews;
