//! Reads of instructions that signers say yes to.

use crate::{Store, StoreError};
use bson::doc;
use domain::{
    DisputeId, InstructionId, PayoutId,
    custody::{Instruction, InstructionStatus},
};
use mongodb::options::FindOptions;

/// A decision has three legs at most, each as many instructions as were not signed in time; the newest are looked at.
const OF_A_DISPUTE: i64 = 200;

/// Name of the unique index by which a payout, or a leg of a decision, has one open instruction at a time.
pub const INSTRUCTION_OPEN_INDEX: &str = "instruction_open";

impl Store {
    /// The newest instruction for a payout, whatever became of it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn instruction_of(&self, payout: PayoutId) -> Result<Option<Instruction>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(1).build();
        Ok(self.list(doc! {"payout_id": payout.to_string()}, options).await?.pop())
    }

    /// Instructions for the legs of what was decided about a dispute, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn instructions_of_dispute(&self, dispute: DisputeId) -> Result<Vec<Instruction>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(OF_A_DISPUTE).build();
        self.list(doc! {"decision_leg.dispute_id": dispute.to_string()}, options).await
    }

    /// Instructions, newest first: those of one status, or all.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn instructions(
        &self,
        status: Option<InstructionStatus>,
        before: Option<InstructionId>,
        limit: i64,
    ) -> Result<Vec<Instruction>, StoreError> {
        let mut wanted = doc! {};
        if let Some(status) = status {
            wanted.insert("status", status.to_string());
        }
        if let Some(before) = before {
            wanted.insert("_id", doc! {"$lt": before.to_string()});
        }
        self.list(wanted, FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()).await
    }
}
