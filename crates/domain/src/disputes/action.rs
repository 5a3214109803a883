//! What somebody of the house decides, in a word, and what that word does besides the money.

use super::DisputeDeed;
use crate::{identity::SellerMeasure, words};

words! {
    /// What was decided, in a word.
    pub enum ResolutionAction {
        /// Everything back to the buyer.
        Refund = "refund",
        /// Everything to the seller.
        Release = "release",
        /// Both have a part.
        Split = "split",
        /// The seller sends it anew; the order goes on.
        Replacement = "replacement",
        /// The buyer has a part back for what was wrong; the rest is the seller's.
        Compensation = "compensation",
        /// The seller is warned.
        WarningSeller = "warning_seller",
        /// The seller is kept out.
        BanSeller = "ban_seller",
        /// There was no ground for it; the order goes on.
        NoAction = "no_action",
    }
}

impl ResolutionAction {
    pub(super) const fn deed(self) -> DisputeDeed {
        match self {
            Self::NoAction => DisputeDeed::Reject,
            Self::Refund
            | Self::Release
            | Self::Split
            | Self::Replacement
            | Self::Compensation
            | Self::WarningSeller
            | Self::BanSeller => DisputeDeed::Decide,
        }
    }

    /// What it does to the seller's standing.
    pub const fn measure(self) -> Option<SellerMeasure> {
        match self {
            Self::WarningSeller => Some(SellerMeasure::Warn),
            Self::BanSeller => Some(SellerMeasure::Ban),
            Self::Refund | Self::Release | Self::Split | Self::Replacement | Self::Compensation | Self::NoAction => {
                None
            }
        }
    }
}
