//! What was laid before disputes: written once, in a commit that finds the dispute still argued about. Nothing here changes
//! or removes a row.

use crate::{Commit, Document, Store, StoreError};
use bson::{Bson, doc};
use domain::{
    DisputeId,
    disputes::{Dispute, DisputeStatus, Evidence},
    machine::Word,
};
use mongodb::options::FindOptions;

/// The unique index that gives every place of a person before a dispute to one piece.
pub const EVIDENCE_PLACE_INDEX: &str = "evidence_place";

impl Commit {
    /// This piece is laid before its dispute. Settled meanwhile, nothing of the commit is written: whoever settles it and
    /// whoever lays something before it meet at the dispute's own row.
    pub fn lay(self, evidence: &Evidence) -> Self {
        let dispute = evidence.dispute_id.to_string();
        let argued = DisputeStatus::ALL.iter().filter(|status| status.is_argued());
        let argued: Vec<&str> = argued.map(|status| status.word()).collect();
        let filter = doc! {"_id": &dispute, "status": {"$in": argued}};
        let change = doc! {"$inc": {"version": Bson::Int64(1)}};
        self.insert(evidence).among_many(dispute).change(Dispute::COLLECTION, filter, change, false)
    }
}

impl Store {
    /// Everything that was laid before a dispute, in the order it came: the same at every look.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn evidence_of(&self, dispute: DisputeId) -> Result<Vec<Evidence>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": 1, "_id": 1}).build();
        self.list(doc! {"dispute_id": dispute.to_string()}, options).await
    }
}
