//! The buyer chooses how to pay: what may be chosen, and what the choice makes ready.

use super::{AfterCancel, after_cancel, carries, closed, open};
use crate::{
    ActionError, Desk,
    again::again,
    escrow::{Network, commit_change, order_of},
};
use domain::{
    Change, Money, PurchaseRequestId, UserId,
    escrow::{ChainAddress, HostedInvoice, Order, Payment, PaymentProvider},
    event::{Actor, EventRow, Subject},
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

/// What is chosen from. A wallet is not: its button pays.
const CHOICES: [PaymentProvider; 4] = [
    PaymentProvider::Decentralized,
    PaymentProvider::RequestNetwork,
    PaymentProvider::Shkeeper,
    PaymentProvider::Other,
];

/// What the checkout shows of the ways to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The ways that may be chosen now; fewer than two ask nothing.
    pub choices: Vec<PaymentProvider>,
    /// What the chosen service was asked to collect.
    pub invoice: Option<HostedInvoice>,
    /// What is to be sent to the service's own address, when that was chosen.
    pub to_service: Option<ToService>,
    /// How to pay by hand, when that was chosen.
    pub by_hand: Option<String>,
}

/// A transfer to an address of a service's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToService {
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
}

/// The buyer pays that way from now on, and everything the payer needs is ready. Chosen twice it is the same; another
/// way may be chosen while nothing has been seen.
///
/// # Errors
/// 403 for anybody but the buyer; 409 `payment-way-closed` for a way that is not set up here, `escrow-not-payable` when
/// nothing is asked any more, `escrow-transfer-on-its-way` once something came; 502 when the service does not answer as
/// it should. Nothing changed then.
pub async fn choose_way(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    way: PaymentProvider,
) -> Result<Payment, ActionError> {
    again(|| choose_once(desk, buyer, request, way)).await
}

async fn choose_once(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    way: PaymentProvider,
) -> Result<Payment, ActionError> {
    let order = order_of(desk, request).await?;
    order.only_buyer(buyer)?;
    if !carries(desk, way, order.payment.amount.currency) || !is_chosen_from(way) {
        return Err(closed());
    }
    if is_ready(&order.payment, way) {
        return Ok(order.payment);
    }
    order.payment.may_change_way(desk.now())?;
    let invoice = open(desk, way, &order).await?;
    // Opening may have allotted an address.
    let order = order_of(desk, request).await?;
    let service_id = invoice.as_ref().map(|invoice| invoice.service_id.clone());
    let Change::Made(change) = order.way_chosen(buyer, way, service_id, desk.now())? else { return Ok(order.payment) };
    let mut commit = Commit::new().record(&row(desk, &order, way));
    if let Some(invoice) = invoice {
        commit = asked_from_now_on(desk, &invoice, commit).await?;
    }
    commit_change(desk, Actor::User(buyer), &change, None, commit).await?;
    Ok(Payment { version: change.order.payment.version + 1, ..change.order.payment })
}

fn is_chosen_from(way: PaymentProvider) -> bool {
    CHOICES.contains(&way) || (way == PaymentProvider::Test && cfg!(feature = "test-way"))
}

/// Chosen before, and opened.
fn is_ready(payment: &Payment, way: PaymentProvider) -> bool {
    let is_open = match way {
        PaymentProvider::Decentralized => payment.on_chain.receiver.is_some(),
        PaymentProvider::RequestNetwork | PaymentProvider::Shkeeper => payment.provider_payment_id.is_some(),
        PaymentProvider::Wallet | PaymentProvider::Other | PaymentProvider::Test => true,
    };
    payment.provider == way && is_open
}

/// The invoice, and the task that asks about it.
async fn asked_from_now_on(desk: &Desk, invoice: &HostedInvoice, commit: Commit) -> Result<Commit, ActionError> {
    let is_new = desk.store.hosted_invoice_of(invoice.payment_id, invoice.provider).await?.is_none();
    let commit = if is_new { commit.insert(invoice) } else { commit };
    let deed = Deed::PollPayment(invoice.payment_id);
    let fresh = ScheduledTask::at(desk.new_id(), deed, desk.now() + super::look::BETWEEN_LOOKS, desk.now());
    Ok(match desk.store.task_of(&deed.key()).await? {
        None => commit.task(&fresh),
        Some(task) if task.status.is_live() => commit,
        Some(task) => commit.save(&ScheduledTask { id: task.id, version: task.version, ..fresh }),
    })
}

fn row(desk: &Desk, order: &Order, way: PaymentProvider) -> EventRow {
    let (subject, actor) = (Subject::Payment(order.payment.id), Actor::User(order.escrow.buyer_id));
    let row = desk.event(subject, actor, "choose_way", None, order.payment.status);
    EventRow { request_id: Some(order.request.id), why: Some(way.to_string()), ..row }
}

/// What the checkout shows of the ways to pay.
///
/// # Errors
/// Only the database's.
pub async fn shown_for(desk: &Desk, payment: &Payment) -> Result<Shown, ActionError> {
    let may_change = payment.may_change_way(desk.now()).is_ok();
    let is_choice = |way: &PaymentProvider| may_change && carries(desk, *way, payment.amount.currency);
    let is_hosted = matches!(after_cancel(payment.provider), AfterCancel::AskedFor(_))
        || payment.provider == PaymentProvider::RequestNetwork;
    let invoice = if is_hosted { desk.store.hosted_invoice_of(payment.id, payment.provider).await? } else { None };
    let to_service = match &invoice {
        Some(invoice) if payment.provider == PaymentProvider::Shkeeper => to_service(desk, payment, invoice)?,
        Some(_) | None => None,
    };
    Ok(Shown {
        choices: CHOICES.into_iter().filter(is_choice).collect(),
        invoice,
        to_service,
        by_hand: desk.hosted.by_hand.clone().filter(|_| payment.provider == PaymentProvider::Other),
    })
}

/// Nothing when nothing is missing, or its chain is no longer in the settings.
fn to_service(desk: &Desk, payment: &Payment, invoice: &HostedInvoice) -> Result<Option<ToService>, ActionError> {
    let amount = payment.due()?;
    let chain = desk.chains.iter().map(payments::Chain::settings).find(|chain| chain.chain_id == invoice.chain_id);
    let token = chain.and_then(|chain| Some((chain, chain.token(amount.currency)?)));
    let Some((chain, token)) = token.filter(|_| payment.is_open && amount.is_positive()) else { return Ok(None) };
    let units = amount.to_chain_units(token.decimals)?;
    let uri = payments::eip681(&token.contract, chain.chain_id, &invoice.pay_at, units);
    let network = Network {
        chain_id: chain.chain_id,
        name: chain.name.clone(),
        contract: token.contract.clone(),
        confirmations: chain.confirmations,
        explorer: chain.explorer.as_ref().map(|base| format!("{}/tx/", base.trim_end_matches('/'))),
    };
    let (address, qr_svg) = (invoice.pay_at.clone(), payments::qr_svg(&uri));
    Ok(Some(ToService { amount, address, network, uri, qr_svg }))
}
