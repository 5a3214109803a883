//! A chain of hashes, followed row by row: the first row that was changed, and where rows are missing.

use super::report::Findings;
use crate::{ActionError, Desk};
use domain::ledger::{Chained, Seal};
use std::fmt::Display;
use store::Link;

/// How far a chain has been followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEnd {
    /// Rows in the chain.
    pub sealed: u64,
    /// Rows that wait for their place.
    pub unsealed: u64,
    /// The last hash of the chain: what can be published.
    pub root: String,
}

impl Default for ChainEnd {
    fn default() -> Self {
        Self { sealed: 0, unsealed: 0, root: Seal::START.to_owned() }
    }
}

impl ChainEnd {
    /// The next row. Sealed ones come by number.
    pub(super) fn follow(&mut self, check: &'static str, id: impl Display, row: &impl Chained, to: &mut Findings) {
        let Some(seal) = row.seal() else {
            self.unsealed += 1;
            return;
        };
        let wanted = row.sealed_after(self.sealed + 1, &self.root);
        to.must(check, *seal == wanted, id, || said(seal, &wanted));
        // Goes on from what is there, so that one changed row is one finding.
        self.sealed = seal.number;
        self.root.clone_from(&seal.hash);
    }

    /// The rows that were read must end where the sealer stopped, or the last ones were torn out.
    pub(super) async fn must_be_the_end<T: Link>(
        &self,
        check: &'static str,
        desk: &Desk,
        findings: &mut Findings,
    ) -> Result<(), ActionError> {
        let state = desk.store.seal_state::<T>().await?;
        let agrees = u64::try_from(state.number) == Ok(self.sealed) && state.hash == self.root;
        findings.must(check, agrees, format!("the end of the chain of {}", T::COLLECTION), || {
            format!("{} rows are sealed, {} were", self.sealed, state.number)
        });
        Ok(())
    }
}

fn said(seal: &Seal, wanted: &Seal) -> String {
    let (number, expected) = (seal.number, wanted.number);
    if number > expected {
        return format!("it is number {number}, and number {expected} is missing before it");
    }
    if seal.number == wanted.number && seal.previous == wanted.previous {
        return format!("number {number} was changed: its hash was {:.12}…, now it is {:.12}…", seal.hash, wanted.hash);
    }
    format!(
        "it says number {number} after {:.12}…, expected number {expected} after {:.12}…",
        seal.previous, wanted.previous
    )
}
