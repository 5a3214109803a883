//! Where a hardware signer stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// Where a signer stands.
    pub enum SignerStatus {
        /// Its challenge waits for a signature.
        Asked = "asked",
        /// Its holder proved that they hold it.
        Active = "active",
        /// It signs nothing any more.
        Revoked = "revoked",
    }
}

words! {
    /// What can happen to a signer.
    pub enum SignerDeed {
        /// Its holder signs the challenge.
        Prove = "prove_signer",
        /// Somebody of the house ends it.
        Revoke = "revoke_signer",
    }
}

impl SignerStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: SignerDeed) -> Result<Self, Refused> {
        use SignerDeed as D;
        match (self, deed) {
            (Self::Asked, D::Prove) => Ok(Self::Active),
            (Self::Asked | Self::Active, D::Revoke) => Ok(Self::Revoked),
            (Self::Active | Self::Revoked, D::Prove) | (Self::Revoked, D::Revoke) => {
                Err(Refused { noun: "signer".to_owned(), from: self.to_string(), deed: deed.to_string() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SignerDeed as D, SignerStatus as S};
    use crate::{escrow::diagram, machine::Word};

    const EDGES: &[(S, D, S)] =
        &[(S::Asked, D::Prove, S::Active), (S::Asked, D::Revoke, S::Revoked), (S::Active, D::Revoke, S::Revoked)];

    #[test]
    fn every_status_answers_every_deed_as_the_table_says() {
        for status in S::ALL {
            for deed in D::ALL {
                let wanted = EDGES.iter().find(|(from, by, _)| (from, by) == (status, deed)).map(|(_, _, to)| *to);
                assert_eq!(status.next(*deed).ok(), wanted, "{status} + {deed}");
            }
        }
    }

    #[test]
    fn the_diagram_is_what_the_code_does() {
        diagram::check("signer", "TrezorAccount", S::Asked, S::next);
    }
}
