//! What stands for sale, and one sale of it: order, offer, escrow, payment and the use of the template, to be committed
//! together. Buying from a link and checking out a cart are this.

use super::super::{history::offer_row, open_order::open_order};
use crate::{ActionError, Desk, settings::InForce};
use domain::{
    PurchaseRequestId, TemplateId,
    event::{Actor, Subject},
    identity::User,
    machine::Word,
    market::{Birth, Category, OfferDeed, Purchase, RequestTemplate, TemplateStatus, TemplateUses},
};
use store::{Commit, Counter};

/// A template and all that a sale of it needs to know.
#[derive(Clone, Debug)]
pub struct Offered {
    /// What.
    pub template: RequestTemplate,
    /// How often it was used.
    pub uses: TemplateUses,
    /// By whom.
    pub seller: User,
    /// Where it hangs.
    pub branch: Category,
}

/// What a link leads to; what was taken away is not there.
///
/// # Errors
/// 404.
pub async fn offered(desk: &Desk, slug: &str) -> Result<Offered, ActionError> {
    let template = desk.store.template_by_slug(slug).await?;
    let template = template.filter(|template| template.status != TemplateStatus::Deleted);
    around(desk, template.ok_or_else(|| ActionError::NotFound("a template".to_owned()))?).await
}

/// The same by its id, whatever became of it.
pub(in crate::market) async fn offered_by_id(desk: &Desk, template: TemplateId) -> Result<Offered, ActionError> {
    around(desk, desk.store.get(template).await?).await
}

async fn around(desk: &Desk, template: RequestTemplate) -> Result<Offered, ActionError> {
    Ok(Offered {
        uses: desk.store.get(template.id).await?,
        seller: desk.store.get(template.seller_id).await?,
        branch: desk.store.get(template.terms.category_id).await?,
        template,
    })
}

/// One sale.
#[derive(Debug)]
pub(in crate::market) struct Sale<'a> {
    /// Of what.
    pub(in crate::market) offered: &'a Offered,
    /// To whom.
    pub(in crate::market) buyer: &'a User,
    /// How much, and where to.
    pub(in crate::market) purchase: Purchase,
}

/// Adds everything one sale makes to what is committed. The use is counted against the bound that was looked at: when
/// the bound or the room under it has changed, the commit meets a conflict and the deed looks again.
///
/// # Errors
/// Why it cannot be bought; the database's.
pub(in crate::market) async fn sell(
    desk: &Desk,
    sale: Sale<'_>,
    in_force: &InForce,
    commit: Commit,
) -> Result<(PurchaseRequestId, Commit), ActionError> {
    let Sale { offered, buyer, purchase } = sale;
    let Offered { template, uses, seller, branch } = offered;
    let pieces = purchase.quantity;
    template.may_be_bought(buyer, seller, uses, pieces)?;
    let number = desk.store.next_number(Counter::Requests).await?;
    let birth = Birth { id: desk.new_id(), number, buyer_id: buyer.id, at: desk.now() };
    let pay_by = desk.now() + in_force.pay_time;
    let (request, offer) = template.bought(birth, desk.new_id(), purchase, branch, pay_by)?;
    let actor = Actor::User(buyer.id);
    let bought = desk.event(Subject::Request(request.id), actor, "buy", None, request.status);
    let commit = commit.use_template(uses, pieces).insert(&request).record(&bought).insert(&offer).record(&offer_row(
        desk,
        actor,
        OfferDeed::Accept.word(),
        None,
        &offer,
    ));
    Ok((request.id, open_order(desk, (&request, &offer), in_force, commit).await?))
}
