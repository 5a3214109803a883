//! What a buyer wants from several sellers at once: putting in and taking out, an order per line in one commit, and how
//! far the paying of them is.

mod check_out;
mod fill;
mod look;
mod progress;

pub use check_out::check_out_cart;
pub use fill::{add_to_cart, change_cart, remove_from_cart};
pub use look::{CartItem, CartNow, cart_now};
pub use progress::{CheckoutOrder, CheckoutPart, CheckoutProgress, checkout_progress, pay_checkout_from_wallet};
