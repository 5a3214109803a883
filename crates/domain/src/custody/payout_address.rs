//! `PayoutAddress`: where a person's money may leave to. It is listed first and paid to a day later: whoever gets into an
//! account for an hour sends nothing to an address of their own.

use crate::{FieldErrors, Hours, PayoutAddressId, Timestamp, UserId, escrow::ChainAddress, identity::SignedAct};
use serde::{Deserialize, Serialize};

/// How long an address waits before money may leave to it.
pub const PAYOUT_ADDRESS_WAITS: Hours = Hours(24);
/// Addresses a person may have listed at once.
pub const MAX_PAYOUT_ADDRESSES: usize = 20;
/// Letters of a label.
const LABEL: usize = 60;

/// Why money may go to where a payout goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowedBy {
    /// Its owner had listed it for a day.
    Listed(PayoutAddressId),
    /// A refund, to where at least as much of it came from.
    Sender,
}

/// That the address itself signed our words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressProof {
    /// The text, word for word.
    pub text: String,
    /// 65 bytes in hex.
    pub signature: String,
    /// When it was shown to us.
    pub at: Timestamp,
}

/// Where a listed address stands. It follows from the clock, nobody moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressStanding {
    /// Its day is not over.
    Waits,
    /// Money may leave to it.
    Usable,
    /// Taken off the list.
    Removed,
}

/// An address outside that a person has listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutAddress {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: PayoutAddressId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose money may go there.
    pub user_id: UserId,
    /// What they call it.
    pub label: String,
    /// The address, with its checksum: of an account on chains like Ethereum, the only kind there is here.
    pub address: ChainAddress,
    /// Owner and address while it is listed: nobody lists it twice at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_key: Option<String>,
    /// What only the words for its proof have.
    pub nonce: String,
    /// The yes of its owner's passkey to listing it; none for somebody without one, who proved otherwise who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<SignedAct>,
    /// Its own signature; an exchange's address has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<AddressProof>,
    /// From when on money may leave to it.
    pub usable_from: Timestamp,
    /// When it was taken off the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_at: Option<Timestamp>,
    /// When it was listed.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// What a person calls an address, as typed.
///
/// # Errors
/// A code at `label`.
pub fn check_address_label(raw: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let label = errors.text("label", raw, 2, LABEL);
    errors.into_result()?;
    Ok(label)
}

impl PayoutAddress {
    /// Listed now; usable a day later.
    pub fn listed(
        (id, user_id): (PayoutAddressId, UserId),
        (label, address): (String, ChainAddress),
        nonce: String,
        act: Option<SignedAct>,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            user_id,
            label,
            listed_key: Some(Self::key_of(user_id, &address)),
            address,
            nonce,
            act,
            proof: None,
            usable_from: now + PAYOUT_ADDRESS_WAITS,
            removed_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// By which a person's address is found while it is listed.
    pub fn key_of(user: UserId, address: &ChainAddress) -> String {
        format!("{user}:{}", address.key())
    }

    /// What the address signs to prove that it is its owner's (EIP-191): one line per fact.
    pub fn challenge(&self) -> String {
        let lines = [
            "Amanat: this address is mine, pay me here".to_owned(),
            format!("address: {}", self.address.0),
            format!("person: {}", self.user_id),
            format!("number: {}", self.nonce),
        ];
        lines.join("\n")
    }

    /// The address signed. `signature` has been looked at. Nothing waits less because of it.
    pub fn proved(&self, signature: &str, now: Timestamp) -> Self {
        let proof = AddressProof { text: self.challenge(), signature: signature.to_owned(), at: now };
        Self { proof: Some(proof), updated_at: now, ..self.clone() }
    }

    /// Taken off the list.
    pub fn removed(&self, now: Timestamp) -> Self {
        Self { listed_key: None, removed_at: Some(now), updated_at: now, ..self.clone() }
    }

    /// Where it stands at this moment.
    pub fn standing(&self, now: Timestamp) -> AddressStanding {
        match self.removed_at {
            Some(_) => AddressStanding::Removed,
            None if now < self.usable_from => AddressStanding::Waits,
            None => AddressStanding::Usable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_123_456);

    fn listed() -> PayoutAddress {
        let ids = (PayoutAddressId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let address = ChainAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed".to_owned());
        PayoutAddress::listed(ids, ("Exchange".to_owned(), address), "n1".to_owned(), None, NOW)
    }

    #[test]
    fn an_address_waits_a_day_to_the_millisecond_and_a_removed_one_is_nothing() {
        let day = NOW + Hours(24);
        assert_eq!(listed().standing(NOW), AddressStanding::Waits);
        assert_eq!(listed().standing(Timestamp::from_millis(day.millis() - 1)), AddressStanding::Waits);
        assert_eq!(listed().standing(day), AddressStanding::Usable);
        assert_eq!(listed().removed(NOW).standing(day), AddressStanding::Removed);
        assert_eq!(listed().removed(NOW).listed_key, None);
    }

    #[test]
    fn a_proof_shortens_nothing_and_speaks_of_one_person_and_one_address() {
        let proved = listed().proved("0xab", NOW + Hours(1));
        assert_eq!((proved.usable_from, proved.standing(NOW + Hours(23))), (NOW + Hours(24), AddressStanding::Waits));
        let text = proved.proof.as_ref().map(|proof| proof.text.clone()).unwrap_or_default();
        assert!(text.contains(&proved.address.0) && text.contains(&proved.user_id.to_string()), "{text}");
    }

    #[test]
    fn case_makes_no_second_address() {
        let (user, lower) = (listed().user_id, listed().address.0.to_lowercase());
        assert_eq!(listed().listed_key, Some(PayoutAddress::key_of(user, &ChainAddress(lower))));
    }
}
