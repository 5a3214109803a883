//! Identities: a newtype per noun. They print as `req_01J…`, travel as text and sort by birth.
//!
//! New ids are drawn by the desk and handed in; this room only reads and writes them.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use ulid::Ulid;

/// The text is not an id of this kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a {1} id")]
pub struct NotAnId(pub String, pub &'static str);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Ulid);

        impl $name {
            /// What every id of this kind begins with, before the underscore.
            pub const PREFIX: &'static str = $prefix;
            /// Wraps 16 bytes drawn elsewhere (milliseconds first, so that ids sort by birth).
            pub const fn from_bytes(bytes: [u8; 16]) -> Self { Self(Ulid::from_bytes(bytes)) }
            /// The 16 bytes behind the text.
            pub const fn to_bytes(self) -> [u8; 16] { self.0.to_bytes() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0; ulid::ULID_LEN];
                write!(f, "{}_{}", $prefix, self.0.array_to_str(&mut text))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(|tail| Ulid::from_string(tail).ok())
                    .map(Self)
                    // One id has one spelling: lower case or look-alike letters are refused.
                    .filter(|id| id.to_string() == text)
                    .ok_or_else(|| NotAnId(text.to_owned(), $prefix))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A person or a business.
    UserId = "usr";
    /// A passkey of a user.
    PasskeyId = "pk";
    /// A purchase request, called an order once an offer is accepted.
    PurchaseRequestId = "req";
    /// A seller's offer on a request.
    SellerOfferId = "off";
    /// A node of the category tree.
    CategoryId = "cat";
    /// A file beside a thing.
    AttachmentId = "att";
    /// A review of a seller or a buyer.
    ReviewId = "rev";
    /// Money asked of or owed to a person.
    PaymentId = "pay";
    /// One receiving address of one payment.
    DerivedDestinationId = "dst";
    /// A transfer seen on a chain.
    ChainEventId = "che";
    /// One immutable posting.
    JournalId = "jrn";
    /// A person's balance in one currency.
    WalletId = "wal";
    /// Money of a wallet that is set aside.
    HoldId = "hld";
    /// A thing the clock will do.
    ScheduledTaskId = "tsk";
    /// One run of a task.
    TaskRunId = "run";
    /// A row of what happened to a noun.
    EventId = "evt";
    /// One issue of a delivery code.
    DeliveryIssueId = "dci";
    /// What one side of an order offers about sharing the held money.
    SplitProposalId = "spl";
    /// What one side of an order complains of.
    DisputeId = "dsp";
    /// How one side of a dispute would end it.
    ProposalId = "prp";
    /// What somebody of the house decided about a dispute.
    DecisionId = "dec";
    /// What somebody lays before a dispute.
    EvidenceId = "evd";
    /// A half-written form that waits for its author.
    DraftId = "drf";
    /// A buyer's or seller's ask to become a seller.
    SellerApplicationId = "sap";
    /// A postal address of a user.
    AddressId = "adr";
    /// A letter to a person.
    LetterId = "let";
    /// An item of a person's inbox.
    NotificationId = "ntf";
    /// One try on one channel.
    DispatchId = "dpt";
    /// An e-mail that waits for its code.
    TempVerificationId = "ver";
    /// Something a seller offers again and again.
    TemplateId = "tpl";
    /// The orders one cart became.
    CartCheckoutId = "cco";
    /// One transaction out of a vault.
    PayoutId = "pyo";
    /// Where a person's money may leave to.
    PayoutAddressId = "pad";
    /// A hardware signer of the house.
    TrezorAccountId = "trz";
    /// What signers say yes to before money leaves a vault.
    InstructionId = "ins";
    /// One breaking of the glass.
    BreakGlassId = "bgl";
    /// One decision about a setting.
    SettingChangeId = "stc";
    /// What a hosted service was asked to collect.
    HostedInvoiceId = "hin";
    /// Money that a provider brought.
    ProviderArrivalId = "arr";
    /// Something a service told us by itself.
    WebhookEventId = "whe";
    /// A payment written down by hand.
    HandRecordId = "hnd";
    /// One comparison of the books with the world outside.
    ReconciliationId = "rcn";
    /// A conversation.
    ChatId = "cht";
    /// One message of a conversation.
    MessageId = "msg";
    /// How far one person has read one conversation.
    ReadMarkId = "rdm";
    /// One person hears no more from another.
    BlockId = "blk";
    /// What somebody says of another's message.
    ReportId = "rpt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = UserId::from_bytes([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().starts_with("usr_"));
    }

    #[test]
    fn an_id_of_another_kind_or_spelling_is_refused() {
        let text = UserId::from_bytes([7; 16]).to_string();
        assert!(text.parse::<PaymentId>().is_err());
        assert!(text.to_lowercase().parse::<UserId>().is_err());
        assert!("usr_".parse::<UserId>().is_err());
    }
}
