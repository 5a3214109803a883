//! Wishes and offers: what buyers post, what sellers answer, and where a request stands.

mod bid;
mod browse;
mod category;
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
mod typed;
mod wish;

pub use bid::{Bid, Choice, MAX_LIVE_OFFERS};
pub use browse::{BrowseFilter, BrowseForm, RequestCard, Sort};
pub use category::{Category, CategoryForm};
pub use error::MarketError;
pub use offer::{DeliveryTime, DeliveryUnit, OfferDeed, OfferStatus, SellerOffer};
pub use offer_form::OfferForm;
pub use request::{
    Budget, Deadlines, DeliveryAddress, DeliveryCodeIssue, DeliveryInfo, DeliveryType, ProductType, PurchaseRequest,
    Specification, Urgency,
};
pub use request_form::{Draft, RequestForm, Step};
pub use request_status::{RequestDeed, RequestStatus, Turn};
pub use review::{Review, ReviewForm};
pub use shelf::Shelf;
pub use wish::{Birth, Wish};

use crate::machine::{Refused, Word};

fn refused(noun: &str, from: impl Word, deed: impl Word) -> Refused {
    Refused { noun: noun.to_owned(), from: from.word().to_owned(), deed: deed.word().to_owned() }
}
