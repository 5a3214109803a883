//! What happened, in a word, as the side that is told sees it.

use crate::words;

words! {
    /// What happened to an order, as the side that is told sees it.
    pub enum OrderStep {
        /// To the seller: the offer was chosen.
        Chosen = "chosen",
        /// To the seller: the price is held, the goods may be sent.
        Paid = "paid",
        /// To the buyer: the price is held.
        Held = "held",
        /// To the buyer: something is missing.
        PaidInPart = "paid_in_part",
        /// To the buyer: it is on its way.
        Sent = "sent",
        /// To the buyer: it is there, and the time to look runs.
        Arrived = "arrived",
        /// To the seller: the money is theirs.
        Earned = "earned",
        /// To the buyer: the seller is paid.
        Ended = "ended",
        /// To the seller: the price went back.
        GivenBack = "given_back",
        /// To both: the price was shared.
        Shared = "shared",
        /// To the other side: there is no order any more.
        Cancelled = "cancelled",
        /// To both: a network took the money back, and everything waits.
        StandsStill = "stands_still",
    }
}

words! {
    /// What became of money that leaves for a chain.
    pub enum PayoutStep {
        /// It is on its way.
        Sent = "sent",
        /// It has arrived for good.
        Arrived = "arrived",
        /// It did not leave, and is where it was.
        Stopped = "stopped",
    }
}

words! {
    /// What happened between two people who had an order.
    pub enum ReviewStep {
        /// The other side wrote a review.
        Written = "written",
        /// The other side answered one.
        Answered = "answered",
    }
}
