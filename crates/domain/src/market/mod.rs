//! Wishes and offers: what buyers post, what sellers answer, and where a request stands.

mod category;
mod offer;
mod request;
mod request_status;
mod review;

pub use category::Category;
pub use offer::{DeliveryTime, DeliveryUnit, OfferDeed, OfferStatus, SellerOffer};
pub use request::{
    Budget, Deadlines, DeliveryAddress, DeliveryCodeIssue, DeliveryInfo, DeliveryType, ProductType, PurchaseRequest,
    Specification, Urgency,
};
pub use request_status::{RequestDeed, RequestStatus};
pub use review::Review;
