//! Where a purchase request stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// The thirteen states, in the order of the journey. Source: the marketplace seed.
    pub enum RequestStatus {
        /// Bought from a template, not funded yet.
        PendingPayment = "pending_payment",
        /// Posted.
        Pending = "pending",
        /// Read as `pending`; only imported rows carry it.
        Active = "active",
        /// At least one live offer.
        ReceivedOffers = "received_offers",
        /// The sides are talking.
        InNegotiation = "in_negotiation",
        /// An offer is accepted; the buyer pays.
        Payment = "payment",
        /// Paid; the seller prepares.
        Processing = "processing",
        /// On its way.
        Delivery = "delivery",
        /// Arrived.
        Delivered = "delivered",
        /// The inspection window runs.
        Confirming = "confirming",
        /// The buyer has it and agrees.
        Completed = "completed",
        /// The seller has the money.
        SellerPaid = "seller_paid",
        /// Over, and nobody holds anything.
        Cancelled = "cancelled",
    }
}

words! {
    /// What can happen to a purchase request.
    pub enum RequestDeed {
        /// A seller makes an offer.
        Offer = "offer",
        /// The last live offer is withdrawn or expires.
        LastOfferGone = "last_offer_gone",
        /// A message or a counter-offer.
        Negotiate = "negotiate",
        /// The buyer accepts one offer.
        Accept = "accept",
        /// The escrow is funded.
        Fund = "fund",
        /// A chain took the money back: the buyer may pay again.
        Unfund = "unfund",
        /// The seller sends, or is ready to hand over.
        Send = "send",
        /// It arrived: the seller marks it, the code is typed, or the promised time came.
        Arrive = "arrive",
        /// The inspection window starts.
        Inspect = "inspect",
        /// The buyer confirms, the code is right, or the window ends.
        Complete = "complete",
        /// The money is the seller's.
        PaySeller = "pay_seller",
        /// A dispute ends for the seller: as if the buyer had confirmed.
        Award = "award",
        /// Both sides shared the held money: the seller has a part of it.
        Split = "split",
        /// Given up while nothing is held, or refunded in full.
        Cancel = "cancel",
    }
}

words! {
    /// Whose turn it is.
    pub enum Turn {
        /// Sellers may offer.
        Sellers = "sellers",
        /// The buyer chooses, pays or confirms.
        Buyer = "buyer",
        /// The chosen seller sends or hands over.
        Seller = "seller",
        /// The house pays the seller.
        House = "house",
        /// It is over.
        Nobody = "nobody",
    }
}

impl RequestStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below, so that a
    /// new one does not compile until somebody has given it one.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: RequestDeed) -> Result<Self, Refused> {
        use RequestDeed as D;
        match (self, deed) {
            (Self::Pending | Self::Active | Self::ReceivedOffers | Self::InNegotiation, D::Offer) => {
                Ok(Self::ReceivedOffers)
            }
            (Self::ReceivedOffers | Self::InNegotiation, D::LastOfferGone) => Ok(Self::Pending),
            (Self::ReceivedOffers | Self::InNegotiation, D::Negotiate) => Ok(Self::InNegotiation),
            (Self::ReceivedOffers | Self::InNegotiation, D::Accept) => Ok(Self::Payment),
            (Self::PendingPayment | Self::Payment, D::Fund) => Ok(Self::Processing),
            (Self::Processing | Self::Delivery | Self::Delivered | Self::Confirming, D::Unfund) => Ok(Self::Payment),
            (Self::Processing, D::Send) => Ok(Self::Delivery),
            (Self::Delivery, D::Arrive) => Ok(Self::Delivered),
            (Self::Delivered, D::Inspect) => Ok(Self::Confirming),
            (Self::Delivered | Self::Confirming, D::Complete) => Ok(Self::Completed),
            (Self::Completed, D::PaySeller) => Ok(Self::SellerPaid),
            (Self::Processing | Self::Delivery | Self::Delivered | Self::Confirming, D::Award) => Ok(Self::Completed),
            // From completed: what was shared in a dispute while the release still waited.
            (Self::Processing | Self::Delivery | Self::Delivered | Self::Confirming | Self::Completed, D::Split) => {
                Ok(Self::SellerPaid)
            }
            (
                Self::PendingPayment
                | Self::Pending
                | Self::Active
                | Self::ReceivedOffers
                | Self::InNegotiation
                | Self::Payment
                | Self::Processing
                | Self::Delivery
                | Self::Delivered
                | Self::Confirming
                | Self::Completed,
                D::Cancel,
            ) => Ok(Self::Cancelled),
            (
                Self::PendingPayment
                | Self::Pending
                | Self::Active
                | Self::ReceivedOffers
                | Self::InNegotiation
                | Self::Payment
                | Self::Processing
                | Self::Delivery
                | Self::Delivered
                | Self::Confirming
                | Self::Completed
                | Self::SellerPaid
                | Self::Cancelled,
                D::Offer
                | D::LastOfferGone
                | D::Negotiate
                | D::Accept
                | D::Fund
                | D::Unfund
                | D::Send
                | D::Arrive
                | D::Inspect
                | D::Complete
                | D::PaySeller
                | D::Award
                | D::Split
                | D::Cancel,
            ) => Err(super::refused("purchase_request", self, deed)),
        }
    }

    /// True while sellers may make offers and the buyer may still change the wish.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::Active | Self::ReceivedOffers | Self::InNegotiation => true,
            Self::PendingPayment
            | Self::Payment
            | Self::Processing
            | Self::Delivery
            | Self::Delivered
            | Self::Confirming
            | Self::Completed
            | Self::SellerPaid
            | Self::Cancelled => false,
        }
    }

    /// True once both sides agree that it ended well: reviews may be left.
    pub const fn is_completed(self) -> bool {
        matches!(self, Self::Completed | Self::SellerPaid)
    }

    /// Whose turn it is.
    pub const fn turn(self) -> Turn {
        match self {
            Self::Pending | Self::Active => Turn::Sellers,
            Self::PendingPayment
            | Self::ReceivedOffers
            | Self::InNegotiation
            | Self::Payment
            | Self::Delivered
            | Self::Confirming => Turn::Buyer,
            Self::Processing | Self::Delivery => Turn::Seller,
            Self::Completed => Turn::House,
            Self::SellerPaid | Self::Cancelled => Turn::Nobody,
        }
    }
}
