//! Wishes and offers: what buyers post, what sellers answer, and where a request stands.

mod bid;
mod browse;
mod buy_form;
mod cart;
mod category;
mod counter;
mod deposit;
#[cfg(test)]
mod diagram;
mod error;
mod offer;
mod offer_form;
mod order;
mod request;
mod request_form;
mod request_reading;
mod request_status;
mod review;
pub mod search;
mod shelf;
mod shop_settings;
mod template;
mod template_form;
mod template_sale;
mod template_slug;
mod template_status;
mod typed;
mod wish;

pub use bid::{Bid, Choice, MAX_LIVE_OFFERS};
pub use browse::{BrowseFilter, BrowseForm, RequestCard, Sort};
pub use buy_form::{BuyForm, OTHER_ADDRESS, Purchase};
pub use cart::{Cart, CartCheckout, CartLine, MAX_CART_LINES, cart_seen};
pub use category::{Category, CategoryForm};
pub use counter::CounterForm;
pub use deposit::{OfferDeposit, SeenOffer};
pub use error::MarketError;
pub use offer::{DeliveryTime, DeliveryUnit, OfferDeed, OfferStatus, SellerOffer};
pub use offer_form::OfferForm;
pub use request::{
    Budget, Deadlines, DeliveryAddress, DeliveryCodeIssue, DeliveryInfo, DeliveryType, ProductType, PurchaseRequest,
    Specification, Urgency,
};
pub use request_form::{Draft, RequestForm, Step};
pub use request_status::{RequestDeed, RequestStatus, Turn};
pub use review::{Review, ReviewForm, ReviewReply, ReviewSubject};
pub use shelf::Shelf;
pub use shop_settings::ShopSettings;
pub use template::{RequestTemplate, TemplateTerms, TemplateUses};
pub use template_form::{MAX_QUANTITY, TemplateForm};
pub use template_status::{TemplateDeed, TemplateStatus};
pub use wish::{Birth, Wish};

use crate::machine::{Refused, Word};

fn refused(noun: &str, from: impl Word, deed: impl Word) -> Refused {
    Refused { noun: noun.to_owned(), from: from.word().to_owned(), deed: deed.word().to_owned() }
}
