//! What an order's page shows, loaded once. Strangers get 404: to them the order does not exist.

use crate::{
    Fault,
    ssr::{desk, refuse, signed_in},
};
use actions::{
    Desk,
    custody::{PayoutOffer, payout_of, payout_offer},
};
use domain::{
    Money, PurchaseRequestId, Timestamp, UserId,
    custody::Payout,
    disputes::Dispute,
    escrow::{Escrow, Order, Payment},
    event::EventRow,
    identity::User,
    ledger::Journal,
    market::PurchaseRequest,
};

/// Which side of an order somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Who pays.
    Buyer,
    /// Who is paid.
    Seller,
}

/// An order as one of its two sides sees it.
#[derive(Clone)]
pub(super) struct OrderView {
    pub side: Side,
    pub request: PurchaseRequest,
    pub escrow: Escrow,
    pub payment: Option<Payment>,
    pub journals: Vec<Journal>,
    pub history: Vec<EventRow>,
    pub buyer: String,
    pub seller: String,
    /// The digits, for the buyer alone.
    pub code: Option<String>,
    pub inspection_days: i64,
    /// How the seller's money could leave; for the seller alone.
    pub payout_offer: Option<PayoutOffer>,
    /// The seller's payout, once it has begun.
    pub payout: Option<Payout>,
    /// What its two sides argue about now.
    pub dispute: Option<Dispute>,
    pub now: Timestamp,
}

/// An order, or `None` while the viewer's own request is not an order yet.
pub(super) async fn order(id: Result<PurchaseRequestId, Fault>) -> Result<Option<OrderView>, Fault> {
    let (viewer, desk, id) = (signed_in()?, desk(), id?);
    let request: PurchaseRequest = desk.store.get(id).await.map_err(|error| refuse(error.into()))?;
    if !request.is_party(viewer.id) {
        return Err(Fault::new(404, "not-found"));
    }
    let Some(escrow) = desk.store.find::<Escrow>(id).await.map_err(|error| refuse(error.into()))? else {
        return Ok(None);
    };
    let side = if viewer.id == request.buyer_id { Side::Buyer } else { Side::Seller };
    view(&desk, side, request, escrow).await.map(Some).map_err(refuse)
}

async fn view(
    desk: &Desk,
    side: Side,
    request: PurchaseRequest,
    escrow: Escrow,
) -> Result<OrderView, actions::ActionError> {
    let payment = desk.store.payment_of(request.id).await?;
    let code = match side {
        Side::Buyer => actions::escrow::delivery_code_for(desk, request.buyer_id, request.id).await?,
        Side::Seller => None,
    };
    let (payout_offer, payout) = match payment.clone() {
        Some(payment) => {
            on_chain(desk, side, Order { request: request.clone(), escrow: escrow.clone(), payment }).await?
        }
        None => (None, None),
    };
    let dispute = match &escrow.dispute {
        Some(hold) => desk.store.find::<Dispute>(hold.dispute_id).await?,
        None => None,
    };
    Ok(OrderView {
        side,
        dispute,
        payout_offer,
        payout,
        journals: desk.store.journals_of_request(request.id).await?,
        history: desk.store.history(request.id).await?,
        buyer: name_of(desk, request.buyer_id).await?,
        seller: name_of(desk, escrow.seller_id).await?,
        inspection_days: actions::escrow::terms_of(desk, &escrow).await?.inspection.0,
        now: desk.now(),
        request,
        escrow,
        payment,
        code,
    })
}

async fn on_chain(
    desk: &Desk,
    side: Side,
    order: Order,
) -> Result<(Option<PayoutOffer>, Option<Payout>), actions::ActionError> {
    let offer = match side {
        Side::Seller => payout_offer(desk, &order).await?,
        Side::Buyer => None,
    };
    Ok((offer, payout_of(desk, &order).await?))
}

/// The shown name of a person.
pub(super) async fn name_of(desk: &Desk, user: UserId) -> Result<String, actions::ActionError> {
    Ok(desk.store.get::<User>(user).await?.display_name)
}

impl OrderView {
    /// What lies in escrow now.
    pub fn held(&self) -> Money {
        self.escrow.held().unwrap_or(Money::zero(self.escrow.price.currency))
    }
}
