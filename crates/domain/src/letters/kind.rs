//! What a person is told: by letter, and in the inbox. Each has its words in the notify room.

use super::{OrderStep, PayoutStep, ReviewStep, SignerTold};
use crate::{
    Money, PayoutId, PurchaseRequestId, TempVerificationId, Timestamp, custody::GlassTold, disputes::DisputeTold,
    escrow::ChainAddress, identity::Role, notices::NoticeCategory, settings::SettingKey,
};
use serde::{Deserialize, Serialize};

/// What a letter is about, with what its sentences speak of. Never a code, never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The code that makes an account of a sign-up.
    SignUpCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// Somebody signed up with, or asked for, an e-mail that has an account already. Carries no code.
    AlreadyHaveAccount,
    /// The code that makes this e-mail a person's.
    EmailCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// The code that lets a person set another password.
    PasswordCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// To the e-mail before: the account has another one now.
    EmailChanged {
        /// The new one, with most of it hidden.
        to: String,
    },
    /// The password was set or changed.
    PasswordChanged,
    /// No password opens the account any more.
    PasswordRemoved,
    /// One more passkey opens the account.
    PasskeyAdded {
        /// What the person calls it.
        name: String,
    },
    /// A passkey opens nothing any more.
    PasskeyRemoved {
        /// What the person called it.
        name: String,
    },
    /// Money may leave to one more address, from then on.
    #[allow(missing_docs)]
    PayoutAddressAdded { address: ChainAddress, label: String, usable_from: Timestamp, from: Option<String> },
    /// No money leaves to that address any more.
    #[allow(missing_docs)]
    PayoutAddressRemoved { address: ChainAddress, label: String, from: Option<String> },
    /// An authenticator app is asked from now on.
    TotpAdded,
    /// No app is asked any more.
    TotpRemoved,
    /// A recovery code was used.
    RecoveryUsed,
    /// There are new recovery codes; the old ones open nothing.
    NewRecoveryCodes,
    /// A Telegram user opens the account from now on, and is told by the bot.
    TelegramLinked {
        /// What Telegram calls them.
        called: String,
    },
    /// No Telegram user opens the account any more.
    TelegramUnlinked,
    /// Somebody came in with a browser, or from an address, that was never seen with this account.
    NewArrival {
        /// What the browser says it is; empty when it says nothing known.
        device: String,
        /// From where; none when nobody knows.
        address: Option<String>,
    },
    /// Kept out by an admin.
    AccountLocked {
        /// Why, in the admin's words.
        reason: String,
    },
    /// Warned as a seller, by a decision about a dispute.
    SellerWarned {
        /// Why, in the words of who decided.
        reason: String,
    },
    /// Let in again.
    AccountUnlocked,
    /// A role was given or taken.
    RoleChanged {
        /// Which.
        role: Role,
        /// Given, not taken.
        is_given: bool,
    },
    /// A setting about money was decided, and waits: to those who keep the books.
    #[allow(missing_docs)]
    SettingAnnounced { setting: SettingKey, from: String, to: String, reason: String, holds_at: Timestamp },
    /// What was announced was taken back.
    #[allow(missing_docs)]
    SettingCancelled { setting: SettingKey, to: String, reason: String },
    /// A hardware signer of the house: to those who keep the books.
    Signer(SignerTold),
    /// To everybody of the house: what happened to a break-glass.
    BreakGlass(GlassTold),
    /// Something of an order came into its buyer's wallet; the order's own page sends it on.
    #[allow(missing_docs)]
    MoneyBack { request: PurchaseRequestId, number: u64, amount: Money },
    /// What came counts as confirmed then, when its buyer stays silent.
    #[allow(missing_docs)]
    ReleaseNear { request: PurchaseRequestId, number: u64, until: Timestamp },
    /// Money that leaves for a chain.
    #[allow(missing_docs)]
    Payout { payout: PayoutId, step: PayoutStep, amount: Money },
    /// Somebody reviewed this person, or answered what this person wrote.
    #[allow(missing_docs)]
    Review { request: PurchaseRequestId, number: u64, step: ReviewStep },
    /// Something happened in a dispute.
    Dispute(DisputeTold),
    /// A step of an order.
    #[allow(missing_docs)]
    Order { request: PurchaseRequestId, number: u64, step: OrderStep },
    /// Somebody made an offer for a request.
    #[allow(missing_docs)]
    OfferCame { request: PurchaseRequestId, title: String },
    /// The buyer chose another offer.
    #[allow(missing_docs)]
    OtherChosen { request: PurchaseRequestId, title: String },
}

impl LetterKind {
    /// The record and the round that its code is derived from; `None` for a letter without a code.
    pub const fn code_of(&self) -> Option<(TempVerificationId, u32)> {
        match self {
            Self::SignUpCode { of, round } | Self::EmailCode { of, round } | Self::PasswordCode { of, round } => {
                Some((*of, *round))
            }
            Self::AlreadyHaveAccount
            | Self::EmailChanged { .. }
            | Self::PasswordChanged
            | Self::PasswordRemoved
            | Self::PasskeyAdded { .. }
            | Self::PasskeyRemoved { .. }
            | Self::PayoutAddressAdded { .. }
            | Self::PayoutAddressRemoved { .. }
            | Self::TotpAdded
            | Self::TotpRemoved
            | Self::RecoveryUsed
            | Self::NewRecoveryCodes
            | Self::TelegramLinked { .. }
            | Self::TelegramUnlinked
            | Self::NewArrival { .. }
            | Self::Payout { .. }
            | Self::Review { .. }
            | Self::AccountLocked { .. }
            | Self::SellerWarned { .. }
            | Self::AccountUnlocked
            | Self::RoleChanged { .. }
            | Self::SettingAnnounced { .. }
            | Self::SettingCancelled { .. }
            | Self::Signer(_)
            | Self::BreakGlass(_)
            | Self::MoneyBack { .. }
            | Self::ReleaseNear { .. }
            | Self::Dispute(_)
            | Self::Order { .. }
            | Self::OfferCame { .. }
            | Self::OtherChosen { .. } => None,
        }
    }

    /// Where it stands in the inbox; none for what is said by letter alone, because its reader has just asked for it or
    /// has no account.
    pub const fn category(&self) -> Option<NoticeCategory> {
        match self {
            Self::SignUpCode { .. } | Self::EmailCode { .. } | Self::PasswordCode { .. } | Self::AlreadyHaveAccount => {
                None
            }
            Self::EmailChanged { .. }
            | Self::PasswordChanged
            | Self::PasswordRemoved
            | Self::PasskeyAdded { .. }
            | Self::PasskeyRemoved { .. }
            | Self::PayoutAddressAdded { .. }
            | Self::PayoutAddressRemoved { .. }
            | Self::TotpAdded
            | Self::TotpRemoved
            | Self::RecoveryUsed
            | Self::NewRecoveryCodes
            | Self::TelegramLinked { .. }
            | Self::TelegramUnlinked
            | Self::NewArrival { .. }
            | Self::BreakGlass(_) => Some(NoticeCategory::Security),
            Self::AccountLocked { .. }
            | Self::SellerWarned { .. }
            | Self::AccountUnlocked
            | Self::RoleChanged { .. }
            | Self::SettingAnnounced { .. }
            | Self::SettingCancelled { .. }
            | Self::Signer(_) => Some(NoticeCategory::Account),
            Self::MoneyBack { .. } | Self::Payout { .. } => Some(NoticeCategory::Money),
            Self::Order { .. } | Self::ReleaseNear { .. } | Self::Review { .. } => Some(NoticeCategory::Orders),
            Self::Dispute(_) => Some(NoticeCategory::Disputes),
            Self::OfferCame { .. } | Self::OtherChosen { .. } => Some(NoticeCategory::Offers),
        }
    }
}
