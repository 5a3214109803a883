//! Chains of rows (journals, history): each carries the hash of the one before, so that none can be changed unnoticed.

use crate::{
    event::Actor,
    ledger::{Journal, Seal},
};
use sha2::{Digest, Sha256};

impl Seal {
    /// What stands before the first row.
    pub const START: &'static str = "0000000000000000000000000000000000000000000000000000000000000000";
}

/// A row that stands in a chain of its kind.
pub trait Chained {
    /// Everything the row says but its seal, as one text. Never changes once shipped: hashes depend on it.
    fn canonical_text(&self) -> String;

    /// Its place; none until sealed.
    fn seal(&self) -> Option<&Seal>;

    /// The row's place after the one with hash `previous`.
    fn sealed_after(&self, number: u64, previous: &str) -> Seal {
        let text = format!("{previous}\n{number}\n{}", self.canonical_text());
        let hash = hex::encode(Sha256::digest(text.as_bytes()));
        Seal { number, previous: previous.to_owned(), hash }
    }
}

impl Chained for Journal {
    /// A line per field, an entry per line.
    fn canonical_text(&self) -> String {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let mut lines = vec![
            "amanat journal 1".to_owned(),
            self.id.to_string(),
            self.kind.to_string(),
            self.key.clone(),
            or_none(self.request_id.map(|id| id.to_string())),
            or_none(self.payment_id.map(|id| id.to_string())),
            or_none(self.reverses.map(|id| id.to_string())),
            actor_text(self.by),
            self.at.millis().to_string(),
        ];
        for entry in &self.entries {
            let (units, currency) = (entry.amount.units, entry.amount.currency);
            lines.push(format!("{} {} {units} {currency}", entry.debit, entry.credit));
        }
        lines.join("\n")
    }

    fn seal(&self) -> Option<&Seal> {
        self.seal.as_ref()
    }
}

/// Who, in a text that hashes depend on.
pub(crate) fn actor_text(actor: Actor) -> String {
    match actor {
        Actor::User(id) => id.to_string(),
        Actor::Clock => "clock".to_owned(),
        Actor::Chain => "chain".to_owned(),
        Actor::House => "house".to_owned(),
        Actor::Nobody => "nobody".to_owned(),
    }
}

/// Who a text of [`actor_text`] means; none for every other text.
pub(crate) fn actor_of(text: &str) -> Option<Actor> {
    let known = [Actor::Clock, Actor::Chain, Actor::House, Actor::Nobody];
    let found = known.into_iter().find(|actor| actor_text(*actor) == text);
    found.or_else(|| text.parse().ok().map(Actor::User))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Currency, JournalId, Money, PurchaseRequestId, Timestamp, WalletId,
        ledger::{Entry, JournalKind, LedgerAccount},
    };

    fn journal() -> Journal {
        let request = PurchaseRequestId::from_bytes([1; 16]);
        Journal {
            id: JournalId::from_bytes([2; 16]),
            kind: JournalKind::Refund,
            key: format!("refund:{request}"),
            entries: vec![Entry {
                debit: LedgerAccount::Escrow(request),
                credit: LedgerAccount::Wallet(WalletId::from_bytes([3; 16])),
                amount: Money::new(12_500_000, Currency::USDT),
            }],
            request_id: Some(request),
            payment_id: None,
            reverses: None,
            by: Actor::Clock,
            at: Timestamp::from_millis(1_763_000_000_000),
            seal: None,
        }
    }

    #[test]
    fn a_changed_unit_or_place_is_another_hash() {
        let (first, mut other) = (journal().sealed_after(1, Seal::START), journal());
        other.entries[0].amount.units += 1;
        assert_ne!(first.hash, other.sealed_after(1, Seal::START).hash);
        assert_ne!(first.hash, journal().sealed_after(2, Seal::START).hash);
        assert_ne!(first.hash, journal().sealed_after(1, &first.hash).hash);
    }

    #[test]
    fn the_text_that_hashes_depend_on_stays_as_it_was_shipped() {
        let hash = journal().sealed_after(1, Seal::START).hash;
        assert_eq!(hash, "f8b6232c7172d1532d1ada6f4758452b4ade50e7e420f1db66878c4f36b2e842");
    }
}
