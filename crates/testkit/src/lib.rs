//! THE WORKSHOP: what tests are built with. Only ever a dev-dependency.
//!
//! Knows no pages and no web framework: a test of any room may use it.

mod anvil;
mod chain;
mod contracts;
mod desk;
mod feed;
mod given;
mod given_money;
mod hosted;
mod json_rpc;
mod store;
mod tokens;

pub use anvil::Anvil;
pub use chain::PretendChain;
pub use desk::{TestDesk, desk, desk_in, desk_on, desk_with_chain};
pub use fake_trezor::{
    TREZOR_WORDS, TrezorDouble, TrezorModel, TrezorPerson, TrezorScreen, TrezorSetup, UdpTrezor, Unplugged,
};
pub use given::{Given, OrderIds, PRICE_UNITS};
pub use hosted::{
    HostedDelivery, HostedServer, LyingNode, RequestNetworkDouble, ShkeeperDouble, TelegramDouble, telegram_mini_app,
    telegram_widget,
};
pub use store::{TestStore, store};
pub use tokens::{ACCOUNT_XPUB, usdc, usdt};
