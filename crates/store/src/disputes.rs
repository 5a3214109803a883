//! Reads of disputes. Who may see what they return is decided above.

use crate::{Store, StoreError};
use bson::{Document as BsonDocument, doc};
use domain::{
    PurchaseRequestId, UserId,
    disputes::{Dispute, DisputePhase, DisputePriority, DisputeStatus},
    escrow::Escrow,
    machine::Word,
};
use mongodb::options::FindOptions;
use std::collections::BTreeSet;

/// One open dispute per order.
pub const OPEN_DISPUTE_INDEX: &str = "dispute_open";

/// Which disputes of the house's queue are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DisputeFilter {
    /// Who has what.
    pub stands: DisputeStands,
    /// How soon.
    pub priority: Option<DisputePriority>,
    /// Taken on by this one.
    pub claimed_by: Option<UserId>,
    /// Taken on by nobody.
    pub is_free: bool,
}

domain::words! {
    /// Where disputes stand, seen from the house.
    #[derive(Default)]
    pub enum DisputeStands {
        /// The house has to decide.
        #[default]
        WithUs = "with_us",
        /// A second one has to agree.
        Second = "second",
        /// Decided; the time to ask for another look runs.
        Decided = "decided",
        /// The two sides talk.
        Talking = "talking",
        /// Over.
        Over = "over",
    }
}

impl Store {
    /// Every dispute about an order, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn disputes_of(&self, request: PurchaseRequestId) -> Result<Vec<Dispute>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(50).build();
        self.list(doc! {"request_id": request.to_string()}, options).await
    }

    /// The house's queue, whose clock ends first first; what is over, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dispute_queue(
        &self,
        filter: &DisputeFilter,
        skip: u64,
        limit: i64,
    ) -> Result<Vec<Dispute>, StoreError> {
        let sort = if filter.stands == DisputeStands::Over {
            doc! {"_id": -1}
        } else {
            doc! {"respond_by": 1, "_id": 1}
        };
        self.list(wanted(filter), FindOptions::builder().sort(sort).skip(skip).limit(limit).build()).await
    }

    /// The newest disputes that are over or decided.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn disputes_to_count(&self, limit: i64) -> Result<Vec<Dispute>, StoreError> {
        let settled: Vec<&str> =
            DisputeStatus::ALL.iter().filter(|status| !status.is_argued()).map(|status| status.word()).collect();
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build();
        self.list(doc! {"status": {"$in": settled}}, options).await
    }

    /// Who of these people this person ever had an order with, on either side.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn traded_with(&self, who: UserId, people: &BTreeSet<UserId>) -> Result<BTreeSet<UserId>, StoreError> {
        let mut found = BTreeSet::new();
        for (own, other) in [("buyer_id", "seller_id"), ("seller_id", "buyer_id")] {
            for person in people {
                let order: Option<Escrow> = self.first(doc! {own: who.to_string(), other: person.to_string()}).await?;
                found.extend(order.map(|_| *person));
            }
        }
        Ok(found)
    }
}

fn wanted(filter: &DisputeFilter) -> BsonDocument {
    let argued: Vec<&str> =
        DisputeStatus::ALL.iter().filter(|status| status.is_argued()).map(|status| status.word()).collect();
    let talking = DisputePhase::Negotiate.word();
    let with_us = doc! {"is_open": true, "status": {"$in": argued.clone()}, "phase": {"$ne": talking}};
    let mut wanted = match filter.stands {
        DisputeStands::WithUs => with_us,
        DisputeStands::Second => {
            let mut second = with_us;
            second.insert("draft", doc! {"$exists": true});
            second
        }
        DisputeStands::Decided => doc! {"is_open": true, "status": {"$nin": argued}},
        DisputeStands::Talking => doc! {"is_open": true, "phase": talking},
        DisputeStands::Over => doc! {"is_open": false},
    };
    if let Some(priority) = filter.priority {
        wanted.insert("priority", priority.word());
    }
    if let Some(by) = filter.claimed_by {
        wanted.insert("claim.by", by.to_string());
    }
    if filter.is_free {
        wanted.insert("claim", doc! {"$exists": false});
    }
    wanted
}
