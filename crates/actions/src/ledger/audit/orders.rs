//! Orders: what is held, where the three machines stand, and whether the clock knows.

use super::{books::Books, next_readable, people::People, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    PaymentId, PurchaseRequestId, SellerOfferId, TemplateId, UserId,
    escrow::{AmountFlag, DerivedDestination, Escrow, EscrowState as E, Payment, PaymentStatus as P},
    market::{OfferDeposit, OfferStatus, PurchaseRequest, RequestStatus as R, SellerOffer},
    tasks::{Deed, ScheduledTask, TaskStatus},
};
use std::collections::{BTreeMap, BTreeSet};

/// What of a request the checks need.
pub(super) struct Wish {
    pub(super) status: R,
    pub(super) buyer: UserId,
    pub(super) seller: Option<UserId>,
    pub(super) template: Option<(TemplateId, u32)>,
    offer: Option<SellerOfferId>,
    offer_count: u32,
}

/// What of an offer the checks need.
pub(super) struct Bid {
    pub(super) request: PurchaseRequestId,
    pub(super) seller: UserId,
    pub(super) status: OfferStatus,
    pub(super) deposit: Option<OfferDeposit>,
    expires: bool,
}

/// Every order, in short.
pub(super) struct Orders {
    pub(super) wishes: BTreeMap<PurchaseRequestId, Wish>,
    pub(super) offers: BTreeMap<SellerOfferId, Bid>,
    pub(super) payments: BTreeMap<PaymentId, Payment>,
    pub(super) escrows: BTreeMap<PurchaseRequestId, Escrow>,
    destinations: Vec<DerivedDestination>,
    pub(super) live: BTreeSet<String>,
    dead: Vec<ScheduledTask>,
}

impl Orders {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut orders = Self {
            wishes: BTreeMap::new(),
            offers: BTreeMap::new(),
            payments: BTreeMap::new(),
            escrows: BTreeMap::new(),
            destinations: Vec::new(),
            live: BTreeSet::new(),
            dead: Vec::new(),
        };
        orders.read_market(desk, findings).await?;
        orders.read_money(desk, findings).await?;
        orders.read_tasks(desk, findings).await?;
        Ok(orders)
    }

    async fn read_market(&mut self, desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
        let mut requests = desk.store.every::<PurchaseRequest>().await?;
        while let Some(row) = next_readable(&mut requests, "request", findings).await? {
            let (offer, offer_count) = (row.selected_offer_id, row.offer_count);
            let template = row.template_id.map(|template| (template, row.quantity));
            let (buyer, seller) = (row.buyer_id, row.seller_id);
            let wish = Wish { status: row.status, buyer, seller, template, offer, offer_count };
            self.wishes.insert(row.id, wish);
        }
        let mut offers = desk.store.every::<SellerOffer>().await?;
        while let Some(row) = next_readable(&mut offers, "offer", findings).await? {
            let expires = row.valid_until.is_some();
            let (seller, status, deposit) = (row.seller_id, row.status, row.deposit);
            let bid = Bid { request: row.request_id, seller, status, deposit, expires };
            self.offers.insert(row.id, bid);
        }
        Ok(())
    }

    async fn read_money(&mut self, desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
        let mut payments = desk.store.every::<Payment>().await?;
        while let Some(row) = next_readable(&mut payments, "payment", findings).await? {
            self.payments.insert(row.id, row);
        }
        let mut escrows = desk.store.every::<Escrow>().await?;
        while let Some(row) = next_readable(&mut escrows, "escrow", findings).await? {
            self.escrows.insert(row.id, row);
        }
        let mut destinations = desk.store.every::<DerivedDestination>().await?;
        while let Some(row) = next_readable(&mut destinations, "address", findings).await? {
            self.destinations.push(row);
        }
        Ok(())
    }

    async fn read_tasks(&mut self, desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
        let mut tasks = desk.store.every::<ScheduledTask>().await?;
        while let Some(row) = next_readable(&mut tasks, "task", findings).await? {
            if row.status.is_live() {
                self.live.insert(row.deed.key());
            } else if row.status == TaskStatus::Dead {
                self.dead.push(row);
            }
        }
        Ok(())
    }

    pub(super) fn check(&self, books: &Books, people: &People, findings: &mut Findings) {
        for escrow in self.escrows.values() {
            check_held(escrow, books, findings);
            self.check_end(escrow, books, findings);
        }
        for order in books.flows.keys() {
            let known = self.escrows.contains_key(order);
            findings
                .must("references", known, order, || "the ledger holds money for an order without escrow".to_owned());
        }
        for payment in self.payments.values() {
            self.check_story(payment, findings);
            self.check_deadline(payment, findings);
        }
        for task in &self.dead {
            findings.breach("deadlines", &task.key, task.last_error.clone().unwrap_or_default());
        }
        self.check_offers(findings);
        self.check_references(books, people, findings);
    }

    fn check_end(&self, escrow: &Escrow, books: &Books, findings: &mut Findings) {
        let order_is_over =
            self.wishes.get(&escrow.id).is_some_and(|wish| matches!(wish.status, R::SellerPaid | R::Cancelled));
        if escrow.state.is_final() || order_is_over || !escrow.state.may_hold() {
            let held = books.held(escrow.id, escrow.price.currency);
            findings.must("ends-empty", held == 0, escrow.id, || format!("{} with {held} units", escrow.state));
        }
    }

    /// The table of deeds: which states of the three machines go together.
    fn check_story(&self, payment: &Payment, findings: &mut Findings) {
        let (Some(wish), Some(escrow)) = (self.wishes.get(&payment.request_id), self.escrows.get(&payment.request_id))
        else {
            return;
        };
        let fits = matches!(
            (wish.status, payment.status, escrow.state),
            (R::Payment | R::PendingPayment, P::Pending, E::Awaiting)
                | (R::Payment | R::PendingPayment, P::Processing, E::Awaiting | E::Partial)
                | (R::Processing | R::Delivery | R::Delivered | R::Confirming, P::Confirmed, E::Funded | E::Disputed)
                | (R::Completed, P::Confirmed, E::Releasable | E::Releasing | E::Disputed | E::Failed)
                | (R::SellerPaid, P::Completed, E::Released | E::Split)
                | (R::Cancelled, P::Cancelled | P::Failed, E::Cancelled)
                | (R::Cancelled, P::Refunded, E::Refunded)
        );
        findings.must("statuses-agree", fits, payment.request_id, || {
            format!("request {}, payment {}, escrow {}", wish.status, payment.status, escrow.state)
        });
        let same = payment.credited == escrow.funded && Ok(payment.amount) == escrow.asked();
        findings.must("statuses-agree", same, payment.id, || {
            format!(
                "{} credited, {} funded; {} asked, {} agreed",
                payment.credited, escrow.funded, payment.amount, escrow.price
            )
        });
        let is_open = payment.is_open == payment.status.is_open();
        findings
            .must("statuses-agree", is_open, payment.id, || "it says it is open and is not, or the reverse".to_owned());
        let parties = wish.buyer == escrow.buyer_id && wish.seller == Some(escrow.seller_id);
        findings.must("statuses-agree", parties, escrow.id, || "request and escrow name other people".to_owned());
    }

    fn check_deadline(&self, payment: &Payment, findings: &mut Findings) {
        let Some(wish) = self.wishes.get(&payment.request_id) else { return };
        let order = payment.request_id;
        let due = match wish.status {
            R::Payment | R::PendingPayment if payment.flag == Some(AmountFlag::Partial) => {
                Some(Deed::EndTimeToTopUp(payment.id))
            }
            R::Payment | R::PendingPayment => Some(Deed::EndTimeToPay(payment.id)),
            R::Processing => Some(Deed::EndTimeToSend(order)),
            R::Delivery => Some(Deed::PromisedTimeCame(order)),
            R::Delivered | R::Confirming => Some(Deed::EndInspection(order)),
            R::Pending
            | R::Active
            | R::ReceivedOffers
            | R::InNegotiation
            | R::Completed
            | R::SellerPaid
            | R::Cancelled => None,
        };
        if let Some(deed) = due {
            findings
                .must("deadlines", self.live.contains(&deed.key()), order, || format!("nobody will {}", deed.key()));
        }
    }

    fn check_offers(&self, findings: &mut Findings) {
        let mut live: BTreeMap<PurchaseRequestId, u32> = BTreeMap::new();
        for (id, bid) in &self.offers {
            if bid.status == OfferStatus::Pending {
                *live.entry(bid.request).or_insert(0) += 1;
                let watched = !bid.expires || self.live.contains(&Deed::ExpireOffer(*id).key());
                findings.must("deadlines", watched, id, || "nobody will expire it".to_owned());
            }
        }
        for (id, wish) in &self.wishes {
            let counted = live.get(id).copied().unwrap_or(0);
            findings.must("counts", counted == wish.offer_count, id, || {
                format!("{} live offers are kept, {counted} are there", wish.offer_count)
            });
            let chosen = wish.offer.and_then(|offer| self.offers.get(&offer));
            let fits = wish.offer.is_none()
                || chosen.is_some_and(|bid| {
                    bid.status == OfferStatus::Accepted && bid.request == *id && Some(bid.seller) == wish.seller
                });
            findings.must("statuses-agree", fits, id, || "the selected offer is not its accepted offer".to_owned());
        }
    }

    fn check_references(&self, books: &Books, people: &People, findings: &mut Findings) {
        let mut must = |known: bool, subject: String, what: &str| {
            findings.must("references", known, subject, || format!("its {what} does not exist"));
        };
        for (id, wish) in &self.wishes {
            must(people.knows(wish.buyer), id.to_string(), "buyer");
            must(wish.seller.is_none_or(|seller| people.knows(seller)), id.to_string(), "seller");
        }
        for (id, bid) in &self.offers {
            must(self.wishes.contains_key(&bid.request), id.to_string(), "request");
            must(people.knows(bid.seller), id.to_string(), "seller");
        }
        for payment in self.payments.values() {
            must(self.wishes.contains_key(&payment.request_id), payment.id.to_string(), "request");
            must(self.escrows.contains_key(&payment.request_id), payment.id.to_string(), "escrow");
            must(self.offers.contains_key(&payment.offer_id), payment.id.to_string(), "offer");
        }
        for escrow in self.escrows.values() {
            must(self.wishes.contains_key(&escrow.id), escrow.id.to_string(), "request");
        }
        for destination in &self.destinations {
            must(self.payments.contains_key(&destination.payment_id), destination.id.to_string(), "payment");
        }
        for order in &books.named_orders {
            must(self.wishes.contains_key(order), order.to_string(), "request");
        }
    }
}

fn check_held(escrow: &Escrow, books: &Books, findings: &mut Findings) {
    let flow = books.flows.get(&escrow.id).copied().unwrap_or_default();
    let said = [escrow.funded, escrow.released, escrow.refunded, escrow.fees].map(|money| money.units);
    let booked = [flow.funded, flow.released, flow.refunded, flow.fees];
    findings.must("escrow-held", said == booked, escrow.id, || {
        format!("funded, released, refunded, fees are {said:?}, the ledger says {booked:?}")
    });
    let held = escrow.held().map(|held| held.units).unwrap_or(i128::MIN);
    let in_ledger = books.held(escrow.id, escrow.price.currency);
    findings.must("escrow-held", held >= 0 && held == in_ledger, escrow.id, || {
        format!("{held} units should be held, the ledger holds {in_ledger}")
    });
}
