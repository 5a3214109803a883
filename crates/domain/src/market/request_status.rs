//! Where a purchase request stands, and what can happen to it.

use crate::words;

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
        /// Given up while nothing is held, or refunded in full.
        Cancel = "cancel",
    }
}
