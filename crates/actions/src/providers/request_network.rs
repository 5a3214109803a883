//! By Request Network: its page, or a call of its contract, pays to our own address. The service gives the reference and
//! the page; what came is read on our chains, where the watcher sees, verifies and books it like any other transfer.

use super::{
    AfterCancel, Provider, closed,
    hosted::{decimal, outside},
};
use crate::{
    ActionError, Desk,
    escrow::{self, watch},
};
use domain::{
    Currency,
    escrow::{Arrival, ChainAddress, ChainId, HostedInvoice, Order, Payment, PaymentProvider, TxHash},
};
use payments::{
    Chain, ChainError,
    request_network::{Awaited, Payee, PaymentReference, Proxies, SecureRequest, arrival, currency_id},
};
use store::Commit;

/// The hosted Request Network.
#[derive(Clone, Copy, Debug)]
pub struct RequestNetwork;

impl Provider for RequestNetwork {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::RequestNetwork
    }

    /// Only where the first chain of that currency, on which its address is opened, is served.
    fn carries(&self, desk: &Desk, currency: Currency) -> bool {
        let carrying = desk.chains.iter().find(|chain| chain.settings().token(currency).is_some());
        let is_served = carrying.is_some_and(|chain| currency_id(chain.settings().chain_id, currency).is_some());
        desk.hosted.request_network.is_some() && desk.account.is_some() && is_served
    }

    async fn open(&self, desk: &Desk, order: &Order) -> Result<Option<HostedInvoice>, ActionError> {
        if let Some(known) = desk.store.hosted_invoice_of(order.payment.id, self.name()).await? {
            return Ok(Some(known));
        }
        let access = desk.hosted.request_network.as_ref().ok_or_else(closed)?;
        let payment = escrow::open_checkout(desk, order.escrow.buyer_id, order.request.id).await?;
        let (payee, chain_id) = payee(&payment).ok_or_else(closed)?;
        let coin = currency_id(chain_id, payment.amount.currency).ok_or_else(closed)?;
        let line = SecureRequest {
            payee: Payee::Address {
                payee: payee.clone(),
                invoice_currency: coin.clone(),
                payment_currency: coin.clone(),
            },
            amount: decimal(payment.amount)?,
        };
        let made = access.api.secure_payment(&[line]).await.map_err(outside)?;
        let request_id = made.request_ids.into_iter().next().ok_or_else(closed)?;
        let state = access.api.state(&request_id).await.map_err(outside)?;
        Ok(Some(HostedInvoice {
            id: desk.new_id(),
            version: 0,
            payment_id: payment.id,
            provider: self.name(),
            service_id: request_id,
            asked: payment.amount,
            chain_id,
            coin,
            pay_at: payee,
            page: Some(made.secure_payment_url),
            payment_reference: Some(state.payment_reference.to_string()),
            paid_in: None,
            created_at: desk.now(),
        }))
    }

    /// Asks the service for the transaction, and the chain for everything else. Never an arrival of its own.
    async fn look(&self, desk: &Desk, payment: &Payment) -> Result<Vec<Arrival>, ActionError> {
        let Some(ours) = desk.store.hosted_invoice_of(payment.id, self.name()).await? else { return Ok(Vec::new()) };
        let Some(access) = desk.hosted.request_network.as_ref() else { return Ok(Vec::new()) };
        let state = access.api.state(&ours.service_id).await.map_err(outside)?;
        if let Some(tx) = state.tx_hash.filter(|tx| ours.paid_in.as_ref() != Some(tx)) {
            find_on_chain(desk, payment, &ours, &tx).await?;
        }
        Ok(Vec::new())
    }

    fn after_cancel(&self) -> AfterCancel {
        AfterCancel::Watched
    }
}

fn payee(payment: &Payment) -> Option<(ChainAddress, ChainId)> {
    // The buyer may have looked at a price in another coin before.
    let is_its_coin = payment.coin() == payment.amount.currency;
    Some((payment.on_chain.receiver.clone()?, payment.on_chain.chain_id?)).filter(|_| is_its_coin)
}

/// Every transfer that stands with our reference in that transaction is seen, as if the watcher had come upon it. A
/// transaction without one, or that no block has, says nothing.
async fn find_on_chain(desk: &Desk, payment: &Payment, ours: &HostedInvoice, tx: &TxHash) -> Result<(), ActionError> {
    let Some(chain) = desk.chains.iter().find(|chain| chain.settings().chain_id == ours.chain_id) else {
        return Ok(());
    };
    let Some(awaited) = awaited(chain, ours) else { return Ok(()) };
    let head = chain.head().await.map_err(watch::outside)?;
    let receipt = match chain.receipt(tx).await {
        Ok(Some(receipt)) => receipt,
        // What the service calls a transaction is none.
        Ok(None) | Err(ChainError::BadTxHash) => return Ok(()),
        Err(error) => return Err(watch::outside(error)),
    };
    let found = arrival(&receipt, &awaited);
    for transfer in found.iter().flat_map(|found| &found.transfers) {
        watch::see(desk, chain.settings(), &head, transfer, payment.id).await?;
    }
    if found.is_empty() {
        return Ok(());
    }
    let noted = Commit::new().save(&HostedInvoice { paid_in: Some(tx.clone()), ..ours.clone() });
    match desk.commit(noted).await {
        // Somebody else found it at the same moment.
        Err(error) if error.is_conflict() => Ok(()),
        other => other,
    }
}

fn awaited(chain: &Chain, ours: &HostedInvoice) -> Option<Awaited> {
    let reference = ours.payment_reference.as_ref()?.parse::<PaymentReference>().ok()?;
    let token = chain.settings().token(ours.asked.currency)?.contract.clone();
    Some(Awaited { proxy: Proxies::of(ours.chain_id)?.token, reference, token, to: ours.pay_at.clone() })
}
