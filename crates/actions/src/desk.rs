//! The desk: store, clock, ids, keys, chains and news, assembled once by the process and handed to every deed.

use crate::{ActionError, Clock, Feed, Keys, Topic};
use domain::{
    BasisPoints, ChainEventId, DeliveryIssueId, DerivedDestinationId, DraftId, EventId, JournalId, PasskeyId,
    PaymentId, PurchaseRequestId, ReviewId, ScheduledTaskId, SellerApplicationId, SellerOfferId, Timestamp, UserId,
    WalletId,
    chat::Chat,
    event::{Actor, EventRow, Subject, Trace},
};
use rand::RngCore;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use store::{Commit, Store};

/// What the house decided, with units. Read once at start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address people open, without a slash at the end; what passkeys are bound to.
    pub origin: String,
    /// What the house takes from the seller's side at release. 250 = 2.5 %.
    pub fee_bps: BasisPoints,
    /// How long a buyer may take to pay after accepting, in minutes.
    pub pay_minutes: i64,
    /// How long a quoted price can be paid, in minutes.
    pub quote_minutes: i64,
    /// How long a part payment may be topped up, in hours.
    pub top_up_hours: i64,
    /// Grace after the promised time before an unsent order is refunded, in hours.
    pub send_grace_hours: i64,
    /// Inspection window after arrival, in days.
    pub inspection_days: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            origin: "http://localhost:3000".to_owned(),
            fee_bps: BasisPoints::try_new(250).expect("2.5 % is less than the whole"),
            pay_minutes: 60,
            quote_minutes: 15,
            top_up_hours: 24,
            send_grace_hours: 72,
            inspection_days: 14,
        }
    }
}

/// Everything a deed may use.
#[derive(Clone)]
pub struct Desk {
    /// The memory.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Draws ids that sort by birth.
    pub ids: IdSource,
    /// What the operator started the process with. Fees and times: ask [`crate::settings::in_force`].
    pub settings: Arc<Settings>,
    /// The copy of what is in force that this process reads.
    pub known_settings: crate::settings::Known,
    /// The house's secret.
    pub keys: Keys,
    /// News for open pages.
    pub feed: Arc<dyn Feed>,
    /// Chains we watch; empty means that nobody can pay on a chain.
    pub chains: Arc<Vec<payments::Chain>>,
    /// Where the rates of quotes are read.
    pub prices: Arc<crate::prices::Prices>,
    /// The account key that receiving addresses come from.
    pub account: Option<Arc<payments::AccountKey>>,
    /// Whom no money is taken from and none is sent to.
    pub sanctions: crate::sanctions::Watchlist,
    /// The hosted services, and what people are told who pay outside of everything.
    pub hosted: Arc<crate::providers::Hosted>,
    /// The keys that money leaves with; without them nothing is paid out.
    pub keystore: Option<Arc<payments::Keystore>>,
    /// From where this desk is asked; nothing for the clock and the watcher.
    pub trace: Trace,
    /// Where files lie that people brought.
    pub files: files::Shelf,
    /// Takes letters to their readers; without it they wait.
    pub post: Option<Arc<dyn crate::letters::Post>>,
    /// The bot, and who speaks for it; without it nobody is linked.
    pub telegram: Option<Arc<crate::telegram::Bot>>,
    /// Passkey ceremonies, bound to the origin.
    pub passkeys: Option<Arc<webauthn_rs::Webauthn>>,
    /// Pays on the local test chain; only in demo builds.
    #[cfg(feature = "demo-wallet")]
    pub demo_wallet: Option<Arc<payments::DemoWallet>>,
}

/// Draws 16 bytes: 48 bits of milliseconds, 16 bits that count within one, 64 random bits. Ids of one process
/// always grow, so that rows of one commit keep their order.
#[derive(Clone, Debug, Default)]
pub struct IdSource(Arc<AtomicU64>);

impl IdSource {
    fn draw(&self, now: Timestamp) -> [u8; 16] {
        let floor = u64::try_from(now.millis()).unwrap_or(0) << 16;
        let next = |last: u64| Some(floor.max(last + 1));
        let last = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, next).unwrap_or(0);
        let mut bytes = [0; 16];
        rand::rng().fill_bytes(&mut bytes);
        bytes[..8].copy_from_slice(&floor.max(last + 1).to_be_bytes());
        bytes
    }
}

/// An id kind the desk can draw.
pub trait Drawn {
    /// From 16 bytes, milliseconds first.
    fn from_bytes(bytes: [u8; 16]) -> Self;
}

macro_rules! drawn {
    ($($id:ty),* $(,)?) => {$(
        impl Drawn for $id {
            fn from_bytes(bytes: [u8; 16]) -> Self { Self::from_bytes(bytes) }
        }
    )*};
}
drawn!(
    UserId,
    PasskeyId,
    PurchaseRequestId,
    SellerOfferId,
    ReviewId,
    PaymentId,
    DerivedDestinationId,
    ChainEventId,
    JournalId,
    WalletId,
    ScheduledTaskId,
    domain::TaskRunId,
    domain::NotificationId,
    domain::DispatchId,
    EventId,
    DeliveryIssueId,
    DraftId,
    SellerApplicationId,
    domain::CategoryId,
    domain::AddressId,
    domain::LetterId,
    domain::TempVerificationId,
    domain::SettingChangeId,
    domain::ReconciliationId,
    domain::PayoutId,
    domain::PayoutAddressId,
    domain::TrezorAccountId,
    domain::BreakGlassId,
    domain::InstructionId,
    domain::HoldId,
    domain::TemplateId,
    domain::CartCheckoutId,
    domain::HostedInvoiceId,
    domain::ProviderArrivalId,
    domain::WebhookEventId,
    domain::HandRecordId,
    domain::SplitProposalId,
    domain::AttachmentId,
    domain::MessageId,
    domain::DisputeId,
    domain::ProposalId,
    domain::DecisionId,
    domain::EvidenceId,
);

impl Desk {
    /// A desk that watches no chain, knows no passkeys and forgets files; whoever assembles it adds what it has.
    pub fn bare(store: Store, clock: Arc<dyn Clock>, settings: Settings, keys: Keys) -> Self {
        Self {
            store,
            clock,
            ids: IdSource::default(),
            settings: Arc::new(settings),
            known_settings: crate::settings::Known::default(),
            keys,
            feed: Arc::new(crate::InProcessFeed::default()),
            chains: Arc::new(Vec::new()),
            prices: Arc::default(),
            account: None,
            keystore: None,
            sanctions: crate::sanctions::Watchlist::default(),
            hosted: Arc::default(),
            trace: Trace::default(),
            files: files::Shelf::in_memory(),
            post: None,
            telegram: None,
            passkeys: None,
            #[cfg(feature = "demo-wallet")]
            demo_wallet: None,
        }
    }

    /// The same desk, asked from there: every row of history says so.
    #[must_use]
    pub fn asked_from(mut self, trace: Trace) -> Self {
        self.trace = trace;
        self
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id that sorts after every id drawn before it.
    pub fn new_id<T: Drawn>(&self) -> T {
        T::from_bytes(self.ids.draw(self.now()))
    }

    /// A row of history, now.
    pub fn event(
        &self,
        subject: Subject,
        actor: Actor,
        deed: &str,
        from: Option<String>,
        to: impl ToString,
    ) -> EventRow {
        let request_id = match subject {
            Subject::Request(id) | Subject::Escrow(id) => Some(id),
            Subject::User(_)
            | Subject::Offer(_)
            | Subject::Payment(_)
            | Subject::Payout(_)
            | Subject::Signer(_)
            | Subject::Instruction(_)
            | Subject::BreakGlass(_)
            | Subject::Hold(_)
            | Subject::Dispute(_)
            | Subject::Task(_)
            | Subject::TaskKind(_)
            | Subject::Setting(_)
            | Subject::Template(_)
            | Subject::Books
            | Subject::Door => None,
        };
        EventRow {
            id: self.new_id(),
            subject,
            request_id,
            actor,
            at: self.now(),
            deed: deed.to_owned(),
            from,
            to: to.to_string(),
            why: None,
            outcome: None,
            trace: self.trace.clone(),
            seal: None,
        }
    }

    /// Writes all or nothing, then tells open pages.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub async fn commit(&self, commit: Commit) -> Result<(), ActionError> {
        let commit = crate::chat::told(self, commit);
        let of_people = commit.concerned().iter().copied().map(Topic::Person);
        let topics: Vec<Topic> = commit.events().iter().flat_map(topics_of).chain(of_people).collect();
        self.store.commit(commit).await?;
        topics.into_iter().for_each(|topic| self.feed.publish(topic));
        Ok(())
    }
}

fn topics_of(event: &EventRow) -> Vec<Topic> {
    let of_subject = match event.subject {
        Subject::Payment(id) => Some(Topic::Payment(id)),
        // What happens in a dispute is told in its conversation.
        Subject::Dispute(id) => Some(Topic::Chat(Chat::group_id(id))),
        Subject::Request(_)
        | Subject::Escrow(_)
        | Subject::User(_)
        | Subject::Offer(_)
        | Subject::Payout(_)
        | Subject::Signer(_)
        | Subject::Instruction(_)
        | Subject::BreakGlass(_)
        | Subject::Hold(_)
        | Subject::Task(_)
        | Subject::TaskKind(_)
        | Subject::Setting(_)
        | Subject::Template(_)
        | Subject::Books
        | Subject::Door => None,
    };
    of_subject.into_iter().chain(event.request_id.map(Topic::Request)).collect()
}
