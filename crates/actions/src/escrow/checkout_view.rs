//! What the checkout shows: the payment, where to send it, and every transfer seen with its checks. Reads only.

use super::checkout_coins::{CoinOn, Late, Network, coins, late, networks};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    Minutes, Money, PurchaseRequestId, UserId,
    escrow::{AmountFlag, ChainAddress, ChainEvent, ChainEventStatus, Payment, PaymentStatus},
    ledger::LedgerAccount,
    market::PurchaseRequest,
    words,
};

words! {
    /// Where a checkout stands, in the words of its page.
    pub enum CheckoutStage {
        /// Nothing has been seen.
        Waiting = "waiting",
        /// A transfer is in a block and gathers confirmations.
        Seen = "seen",
        /// Less than the price is here.
        Partial = "partial",
        /// The price is held.
        Funded = "funded",
        /// The price is held, the rest went into the buyer's wallet.
        Over = "over",
        /// The seller has it.
        Released = "released",
        /// Money came after its time.
        Late = "late",
        /// Something came that does not count.
        Held = "held",
        /// It is here and is being looked at: nothing is lost, nothing is to be sent again.
        Checking = "checking",
        /// Given up, or the time to pay ended.
        Cancelled = "cancelled",
        /// What had come is back in the buyer's wallet.
        Refunded = "refunded",
        /// It went wrong.
        Failed = "failed",
    }
}

/// Everything the checkout page says.
#[derive(Clone, Debug)]
pub struct CheckoutView {
    /// What is bought.
    pub request: PurchaseRequest,
    /// What is asked.
    pub payment: Payment,
    /// Where it stands.
    pub stage: CheckoutStage,
    /// The chains that carry what is sent now.
    pub networks: Vec<Network>,
    /// Everything it can be paid with, the present or likeliest first.
    pub coins: Vec<CoinOn>,
    /// Money that came after its quote had run out, while the buyer has not chosen.
    pub late: Option<Late>,
    /// How to pay, once an address has been allotted; none when nothing is asked any more.
    pub ask: Option<Ask>,
    /// Paying from the own wallet, while that is possible.
    pub purse: Option<Purse>,
    /// The ways to pay, and what the chosen one asks.
    pub ways: crate::providers::Shown,
    /// Every transfer seen, oldest first.
    pub transfers: Vec<ChainEvent>,
}

/// How to pay.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is still missing.
    pub amount: Money,
    /// Where to.
    pub address: ChainAddress,
    /// On which chain.
    pub network: Network,
    /// The same as text for wallets (EIP-681).
    pub uri: String,
    /// The same as a picture.
    pub qr_svg: String,
    /// The same as what the token's contract is called with, for a wallet in the browser.
    pub calldata: String,
    /// What the time to pay grows by, each time the buyer asks for more.
    pub more_time: Minutes,
}

/// What the buyer's own wallet can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purse {
    /// What it holds.
    pub balance: Money,
    /// What it would pay.
    pub due: Money,
}

impl Purse {
    /// What is missing in it; zero when it can pay.
    pub fn missing(&self) -> Money {
        let units = (self.due.units - self.balance.units).max(0);
        Money::new(units, self.due.currency)
    }
}

/// What the checkout of an order shows; `None` before an offer has been accepted.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller.
pub async fn checkout_view(
    desk: &Desk,
    viewer: UserId,
    request: PurchaseRequestId,
) -> Result<Option<CheckoutView>, ActionError> {
    let request = desk.store.get::<PurchaseRequest>(request).await?;
    if !request.is_party(viewer) {
        return Err(ActionError::NotFound(request.id.to_string()));
    }
    if viewer != request.buyer_id {
        return Err(ActionError::forbidden("escrow-not-the-buyer"));
    }
    let Some(payment) = desk.store.payment_of(request.id).await? else { return Ok(None) };
    let transfers = desk.store.chain_events_of(payment.id).await?;
    let networks = networks(desk, &payment, payment.coin()).await?;
    let coins = coins(desk, &payment).await?;
    let late = late(desk, &payment).await?;
    let ask = ask(desk, &payment, &networks).await?;
    let purse = purse(desk, &payment).await?;
    let ways = crate::providers::shown_for(desk, &payment).await?;
    Ok(Some(CheckoutView {
        ways,
        stage: stage(&payment, &transfers),
        request,
        networks,
        coins,
        late,
        ask,
        purse,
        transfers,
        payment,
    }))
}

/// The page's word for a payment and what came for it.
pub fn stage(payment: &Payment, transfers: &[ChainEvent]) -> CheckoutStage {
    let is_seen = transfers.iter().any(|event| event.status == ChainEventStatus::Seen && event.amount.is_some());
    let is_aside = |event: &ChainEvent| matches!(event.status, ChainEventStatus::Held | ChainEventStatus::Ignored);
    let is_set_aside = transfers.iter().any(is_aside);
    let is_beyond = |event: &ChainEvent| {
        event.status == ChainEventStatus::ToWallet && event.amount.is_some_and(|came| came.currency == payment.coin())
    };
    let came_again = transfers.iter().any(is_beyond);
    let is_checked = transfers.iter().any(|event| event.waits_for_screening() || event.is_withheld());
    match (payment.status, payment.flag) {
        (PaymentStatus::Cancelled, _) => CheckoutStage::Cancelled,
        (PaymentStatus::Refunded, _) => CheckoutStage::Refunded,
        (PaymentStatus::Failed, _) => CheckoutStage::Failed,
        (PaymentStatus::Completed, _) => CheckoutStage::Released,
        (PaymentStatus::Confirmed, Some(AmountFlag::Over)) => CheckoutStage::Over,
        (PaymentStatus::Confirmed, _) if came_again => CheckoutStage::Over,
        (PaymentStatus::Confirmed, _) => CheckoutStage::Funded,
        (PaymentStatus::Pending | PaymentStatus::Processing, _) if is_checked => CheckoutStage::Checking,
        (PaymentStatus::Pending | PaymentStatus::Processing, _) if is_seen => CheckoutStage::Seen,
        (PaymentStatus::Pending | PaymentStatus::Processing, Some(AmountFlag::Partial)) => CheckoutStage::Partial,
        (PaymentStatus::Pending | PaymentStatus::Processing, Some(AmountFlag::Late)) => CheckoutStage::Late,
        (PaymentStatus::Pending | PaymentStatus::Processing, Some(AmountFlag::Held)) => CheckoutStage::Held,
        (PaymentStatus::Processing, _) => CheckoutStage::Seen,
        (PaymentStatus::Pending, _) if is_set_aside => CheckoutStage::Held,
        (PaymentStatus::Pending, _) => CheckoutStage::Waiting,
    }
}

async fn purse(desk: &Desk, payment: &Payment) -> Result<Option<Purse>, ActionError> {
    let Ok(due) = payment.due_from_wallet(desk.now()) else { return Ok(None) };
    let Some(wallet) = desk.store.wallet_of(payment.buyer_id, due.currency).await? else { return Ok(None) };
    let balance = desk.store.balance(&LedgerAccount::Wallet(wallet.id), due.currency).await?;
    Ok(balance.is_positive().then_some(Purse { balance, due }))
}

async fn ask(desk: &Desk, payment: &Payment, networks: &[Network]) -> Result<Option<Ask>, ActionError> {
    // What has run out cannot be paid: no address, no code to scan.
    let amount = payment.due_in_coins()?;
    let is_asked = matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Processing)
        && amount.is_positive()
        && !payment.needs_quote(desk.now());
    let Some(destination) = desk.store.destination_of(payment.id).await?.filter(|_| is_asked) else { return Ok(None) };
    let chosen = networks.iter().find(|network| Some(network.chain_id) == payment.on_chain.chain_id);
    let Some(network) = chosen.or_else(|| networks.first()).cloned() else { return Ok(None) };
    let decimals = decimals(desk, &network, amount).ok_or_else(|| ActionError::Broken("a token lost".to_owned()))?;
    let units = amount.to_chain_units(decimals)?;
    let uri = payments::eip681(&network.contract, network.chain_id, &destination.address, units);
    let calldata = payments::transfer_call(&destination.address, payments::U256::from(units))
        .map_err(|error| ActionError::Broken(error.to_string()))?;
    let (qr_svg, more_time) = (payments::qr_svg(&uri), in_force(desk).await?.pay_time);
    Ok(Some(Ask { amount, address: destination.address, network, qr_svg, calldata, uri, more_time }))
}

fn decimals(desk: &Desk, network: &Network, amount: Money) -> Option<u8> {
    let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == network.chain_id)?;
    chain.settings().token(amount.currency).map(|token| token.decimals)
}
