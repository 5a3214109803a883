//! Why the market says no.

use crate::{Money, machine::Refused};

/// A rule of the market that was broken. Codes are stable and translated by the face.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketError {
    /// Only the buyer may do this.
    #[error("only the buyer of this request may do that")]
    NotTheBuyer,
    /// Only the offer's seller may do this.
    #[error("only the seller of this offer may do that")]
    NotTheSeller,
    /// The person was never made a buyer, or may not come in.
    #[error("only buyers may post requests")]
    NotABuyer,
    /// The person was not approved as a seller.
    #[error("only approved sellers may make offers")]
    NotASeller,
    /// Nobody sells to themselves.
    #[error("nobody makes an offer on a request of their own")]
    OwnRequest,
    /// One live offer per seller and request.
    #[error("this seller has a live offer on this request")]
    OfferAlreadyLive,
    /// A request takes so many live offers and no more: one commit turns all of them down.
    #[error("the request has as many live offers as it takes")]
    OffersFull,
    /// The offer's time has passed.
    #[error("the offer has expired")]
    OfferExpired,
    /// The price is not the one that the buyer saw.
    #[error("the price has changed")]
    PriceChanged,
    /// What stands behind the offer is not what the buyer saw.
    #[error("the seller's security has changed")]
    DepositChanged,
    /// Only the two sides of an order may do this.
    #[error("only the two sides of this order may do that")]
    NotAParty,
    /// Reviews come after the end.
    #[error("the order is not completed")]
    ReviewTooEarly,
    /// One review per reviewer and order.
    #[error("this person has reviewed this order")]
    ReviewedAlready,
    /// The seller takes no such reviews.
    #[error("this shop takes no such reviews")]
    ReviewsOff,
    /// Only who was reviewed answers.
    #[error("only the reviewed person may answer")]
    NotTheReviewed,
    /// One answer per review.
    #[error("this review has an answer")]
    RepliedAlready,
    /// The branch would hang on itself.
    #[error("a category cannot hang on itself or on its own branch")]
    CategoryCycle,
    /// Live requests or branches hang on it.
    #[error("the category is in use")]
    CategoryInUse,
    /// Two categories cannot have one address.
    #[error("there is a category with this slug")]
    SlugTaken,
    /// Somebody (another tab) changed the draft after it was shown.
    #[error("the draft has changed")]
    DraftChanged,
    /// There is nothing to publish.
    #[error("there is no draft")]
    NoDraft,
    /// Nobody buys from themselves.
    #[error("nobody buys from a template of their own")]
    OwnTemplate,
    /// Its seller does not sell it for now.
    #[error("the template is paused")]
    TemplatePaused,
    /// Its seller has taken it away.
    #[error("the template is gone")]
    TemplateGone,
    /// Its seller may not sell now.
    #[error("the seller does not sell now")]
    SellerAway,
    /// Not so many pieces are left.
    #[error("not so many are left")]
    SoldOut,
    /// The terms are not those that the buyer saw; one piece costs this now.
    #[error("the template has changed, one costs {0} now")]
    TemplateChanged(Money),
    /// The cart is not the one that the buyer saw.
    #[error("the cart has changed")]
    CartChanged,
    /// There is nothing to check out.
    #[error("the cart is empty")]
    CartEmpty,
    /// A cart takes so many lines and no more.
    #[error("the cart is full")]
    CartFull,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl MarketError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotTheBuyer => "market-not-the-buyer",
            Self::NotTheSeller => "market-not-the-seller",
            Self::NotABuyer => "market-not-a-buyer",
            Self::NotASeller => "market-not-a-seller",
            Self::OwnRequest => "market-own-request",
            Self::OfferAlreadyLive => "market-offer-already-live",
            Self::OffersFull => "market-offers-full",
            Self::OfferExpired => "market-offer-expired",
            Self::PriceChanged => "market-price-changed",
            Self::DepositChanged => "market-deposit-changed",
            Self::NotAParty => "market-not-a-party",
            Self::ReviewTooEarly => "market-review-too-early",
            Self::ReviewedAlready => "market-reviewed-already",
            Self::ReviewsOff => "market-reviews-off",
            Self::NotTheReviewed => "market-not-the-reviewed",
            Self::RepliedAlready => "market-replied-already",
            Self::CategoryCycle => "market-category-cycle",
            Self::CategoryInUse => "market-category-in-use",
            Self::SlugTaken => "market-slug-taken",
            Self::DraftChanged => "market-draft-changed",
            Self::NoDraft => "market-no-draft",
            Self::OwnTemplate => "market-own-template",
            Self::TemplatePaused => "market-template-paused",
            Self::TemplateGone => "market-template-gone",
            Self::SellerAway => "market-seller-away",
            Self::SoldOut => "market-sold-out",
            Self::TemplateChanged(_) => "market-template-changed",
            Self::CartChanged => "market-cart-changed",
            Self::CartEmpty => "market-cart-empty",
            Self::CartFull => "market-cart-full",
            Self::Move(_) => Refused::CODE,
        }
    }

    /// What the face answers: 403 not yours to do, 409 the world is not as you think.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotTheBuyer
            | Self::NotTheSeller
            | Self::NotABuyer
            | Self::NotASeller
            | Self::OwnRequest
            | Self::NotAParty
            | Self::NotTheReviewed => 403,
            Self::OfferAlreadyLive
            | Self::OffersFull
            | Self::OfferExpired
            | Self::PriceChanged
            | Self::DepositChanged
            | Self::ReviewTooEarly
            | Self::ReviewedAlready
            | Self::ReviewsOff
            | Self::RepliedAlready
            | Self::CategoryCycle
            | Self::CategoryInUse
            | Self::SlugTaken
            | Self::DraftChanged
            | Self::NoDraft
            | Self::OwnTemplate
            | Self::TemplatePaused
            | Self::TemplateGone
            | Self::SellerAway
            | Self::SoldOut
            | Self::TemplateChanged(_)
            | Self::CartChanged
            | Self::CartEmpty
            | Self::CartFull
            | Self::Move(_) => 409,
        }
    }
}
