//! Posting wishes, answering them with offers, choosing one, and saying afterwards how it was.

mod accept_offer;
mod cancel_request;
mod cart;
mod categories;
mod check_wish;
mod deposit;
mod drafts;
mod edit_request;
mod history;
mod leave_review;
mod make_offer;
mod open_order;
mod post_request;
mod shop_settings;
mod starting_tree;
mod templates;
mod withdraw_offer;

pub use accept_offer::{accept_offer, accept_offer_at};
pub use cancel_request::cancel_request;
pub use cart::{
    CartItem, CartNow, CheckoutOrder, CheckoutPart, CheckoutProgress, add_to_cart, cart_now, change_cart,
    check_out_cart, checkout_progress, pay_checkout_from_wallet, remove_from_cart,
};
pub use categories::{create_category, delete_category, move_category};
pub use drafts::{discard_draft, draft_for, keep_draft, publish_draft, save_draft};
pub use edit_request::edit_request;
pub(crate) use history::request_moved;
pub use leave_review::{leave_review, may_review, reply_to_review};
pub use make_offer::{edit_offer, make_offer};
pub use post_request::post_request;
pub use shop_settings::{change_shop, shop_settings};
pub use starting_tree::plant_starting_tree;
pub use templates::{Offered, buy_template, create_template, edit_template, move_template, offered, own_template};
pub use withdraw_offer::{expire_offer, withdraw_offer};

use crate::ActionError;
use domain::market::MarketError;

impl From<MarketError> for ActionError {
    fn from(error: MarketError) -> Self {
        match error {
            MarketError::Move(refused) => Self::IllegalMove(refused),
            MarketError::TemplateChanged(price) => {
                let detail = Some(format!("{} {}", price.amount_text(), price.currency));
                Self::Refused { status: error.status(), code: error.code(), detail }
            }
            other => Self::Refused { status: other.status(), code: other.code(), detail: None },
        }
    }
}
