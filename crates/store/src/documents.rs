//! Which noun lives in which collection. One line per noun; the names are stable for ever.

use domain::{
    escrow::{ChainEvent, DerivedDestination, Escrow, Payment},
    identity::{Address, Passkey, PasswordCredential, SellerApplication, User},
    market::{
        Cart, CartCheckout, Category, Draft, PurchaseRequest, RequestTemplate, Review, SellerOffer, ShopSettings,
        TemplateUses,
    },
    tasks::ScheduledTask,
    wallets::Wallet,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Display;

/// A noun with an identity and a compare-and-set counter, stored as one document.
pub trait Document: Serialize + DeserializeOwned + Send + Sync + Unpin + 'static {
    /// The collection's name.
    const COLLECTION: &'static str;
    /// The identity's type; its text is `_id`.
    type Id: Display + Copy + Send + Sync;
    /// Identity.
    fn id(&self) -> Self::Id;
    /// The counter as it was loaded.
    fn version(&self) -> u64;
}

/// Collections whose rows are not [`Document`]s: written once, or kept by the store itself.
pub mod collections {
    /// Rows of history.
    pub const EVENTS: &str = "events";
    /// Immutable postings.
    pub const JOURNALS: &str = "journals";
    /// Cached sums of accounts with a floor, and the sealer's folds of the others.
    pub const BALANCES: &str = "ledger_accounts";
    /// Last numbers given out.
    pub const COUNTERS: &str = "counters";
    /// First answers, by idempotency key.
    pub const ONCE: &str = "idempotency_keys";
    /// Signed-in browsers.
    pub const SESSIONS: &str = "sessions";
    /// Wrong tries at the door.
    pub const TRIES: &str = "door_tries";
    /// What kept copies of public pages are compared with.
    pub const MARKS: &str = "marks";
    /// The processes on this database.
    pub const PROCESSES: &str = "processes";
    /// What they tell each other.
    pub const NEWS: &str = "process_news";
    /// Which migrations have run.
    pub const MIGRATIONS: &str = "migrations";
}

/// Says where a noun lives.
#[macro_export]
macro_rules! documents {
    ($($noun:ty, $id:ty => $collection:literal;)*) => {$(
        impl $crate::Document for $noun {
            const COLLECTION: &'static str = $collection;
            type Id = $id;
            fn id(&self) -> $id { self.id }
            fn version(&self) -> u64 { self.version }
        }
    )*};
}

documents! {
    User, domain::UserId => "users";
    PasswordCredential, domain::UserId => "password_credentials";
    Passkey, domain::PasskeyId => "passkeys";
    domain::identity::AuthenticatorApp, domain::UserId => "authenticator_apps";
    domain::identity::RecoveryCodes, domain::UserId => "recovery_codes";
    domain::identity::TempVerification, domain::TempVerificationId => "temp_verifications";
    domain::identity::AccountIps, domain::UserId => "account_ips";
    Address, domain::AddressId => "addresses";
    SellerApplication, domain::SellerApplicationId => "seller_applications";
    PurchaseRequest, domain::PurchaseRequestId => "purchase_requests";
    SellerOffer, domain::SellerOfferId => "seller_offers";
    Category, domain::CategoryId => "categories";
    Draft, domain::DraftId => "drafts";
    RequestTemplate, domain::TemplateId => "request_templates";
    TemplateUses, domain::TemplateId => "template_uses";
    Cart, domain::UserId => "carts";
    CartCheckout, domain::CartCheckoutId => "cart_checkouts";
    Review, domain::ReviewId => "reviews";
    ShopSettings, domain::UserId => "shop_settings";
    domain::attachments::Attachment, domain::AttachmentId => "attachments";
    Payment, domain::PaymentId => "payments";
    Escrow, domain::PurchaseRequestId => "escrows";
    DerivedDestination, domain::DerivedDestinationId => "derived_destinations";
    domain::disputes::Dispute, domain::DisputeId => "disputes";
    domain::disputes::Evidence, domain::EvidenceId => "evidence";
    ChainEvent, domain::ChainEventId => "chain_events";
    domain::escrow::HostedInvoice, domain::HostedInvoiceId => "hosted_invoices";
    domain::escrow::ProviderArrival, domain::ProviderArrivalId => "provider_arrivals";
    domain::escrow::HandRecord, domain::HandRecordId => "hand_records";
    domain::escrow::WebhookEvent, domain::WebhookEventId => "webhook_events";
    domain::escrow::WebhookBody, domain::WebhookEventId => "webhook_bodies";
    Wallet, domain::WalletId => "wallets";
    domain::custody::Payout, domain::PayoutId => "payouts";
    domain::custody::PayoutAddress, domain::PayoutAddressId => "payout_addresses";
    domain::custody::TrezorAccount, domain::TrezorAccountId => "trezor_accounts";
    domain::custody::Instruction, domain::InstructionId => "instructions";
    domain::custody::BreakGlass, domain::BreakGlassId => "break_glasses";
    domain::ledger::Hold, domain::HoldId => "holds";
    ScheduledTask, domain::ScheduledTaskId => "scheduled_tasks";
    domain::tasks::TaskRun, domain::TaskRunId => "task_runs";
    domain::tasks::PausedKind, domain::tasks::DeedKind => "paused_kinds";
    domain::notices::Notification, domain::NotificationId => "notifications";
    domain::notices::NotificationPreferences, domain::UserId => "notification_preferences";
    domain::notices::Dispatch, domain::DispatchId => "dispatches";
    domain::letters::Letter, domain::LetterId => "letters";
    domain::telegram::TelegramLink, domain::telegram::TelegramId => "telegram_links";
    domain::telegram::TelegramTicket, domain::UserId => "telegram_tickets";
    domain::telegram::TelegramUpdate, domain::telegram::UpdateId => "telegram_updates";
    domain::telegram::TelegramSession, domain::telegram::Fingerprint => "telegram_sessions";
    domain::settings::ConfigSetting, domain::settings::SettingKey => "config_settings";
    domain::settings::ConfigSettingHistory, domain::SettingChangeId => "config_setting_history";
    domain::chat::Chat, domain::ChatId => "chats";
    domain::chat::Message, domain::MessageId => "messages";
    domain::chat::ReadMark, domain::ReadMarkId => "read_marks";
    domain::chat::Block, domain::BlockId => "blocks";
    domain::chat::Report, domain::ReportId => "reports";
    domain::ledger::Reconciliation, domain::ReconciliationId => "reconciliations";
}
