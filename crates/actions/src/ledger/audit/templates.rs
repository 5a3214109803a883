//! Templates: the count of each is what its orders say, its stars are what its reviews say, and no bound is passed.

use super::{next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    TemplateId,
    market::{RequestStatus, RequestTemplate, Review, TemplateUses},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn check(desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<(), ActionError> {
    let (used, said) = (used(orders), said(desk, findings).await?);
    let mut known = BTreeSet::new();
    let mut rows = desk.store.every::<TemplateUses>().await?;
    while let Some(uses) = next_readable(&mut rows, "template uses", findings).await? {
        let counted = used.get(&uses.id).copied().unwrap_or_default();
        findings.must("counts", uses.count == counted, uses.id, || {
            format!("it says {} pieces, its orders say {counted}", uses.count)
        });
        let (stars, reviews) = said.get(&uses.id).copied().unwrap_or_default();
        let is_right = (uses.review_stars, uses.review_count) == (stars, reviews);
        findings.must("counts", is_right, uses.id, || {
            format!("its {reviews} reviews say {stars} stars, it says otherwise")
        });
        let in_bound = uses.max.is_none_or(|max| uses.count <= max);
        findings.must("counts", in_bound, uses.id, || format!("{} pieces of {:?}", uses.count, uses.max));
        known.insert(uses.id);
    }
    for template in used.keys() {
        findings.must("references", known.contains(template), template, || "orders of no template".to_owned());
    }
    let mut rows = desk.store.every::<RequestTemplate>().await?;
    while let Some(template) = next_readable(&mut rows, "template", findings).await? {
        let id = template.id;
        findings.must("references", known.contains(&id), id, || "a template nobody counts".to_owned());
    }
    Ok(())
}

/// Stars and reviews of each template.
async fn said(desk: &Desk, findings: &mut Findings) -> Result<BTreeMap<TemplateId, (u64, u64)>, ActionError> {
    let mut said: BTreeMap<TemplateId, (u64, u64)> = BTreeMap::new();
    let mut reviews = desk.store.every::<Review>().await?;
    while let Some(review) = next_readable(&mut reviews, "review", findings).await? {
        if let Some(template) = review.template_id {
            let (stars, count) = said.entry(template).or_default();
            *stars += u64::from(review.rating);
            *count += 1;
        }
    }
    Ok(said)
}

/// Pieces ordered of each template. An order that ended before its price was here has given its pieces back.
fn used(orders: &Orders) -> BTreeMap<TemplateId, u64> {
    let mut used = BTreeMap::new();
    for (id, wish) in &orders.wishes {
        let Some((template, pieces)) = wish.template else { continue };
        let was_paid = orders.escrows.get(id).is_some_and(|escrow| escrow.funded.units >= escrow.price.units);
        let count: &mut u64 = used.entry(template).or_default();
        if wish.status != RequestStatus::Cancelled || was_paid {
            *count += u64::from(pieces);
        }
    }
    used
}
