//! Where an instruction stands, what can happen to it, and why a signature is refused.

use crate::{machine::Refused, words};

words! {
    /// Where an instruction stands.
    pub enum InstructionStatus {
        /// Waits for signatures.
        Open = "open",
        /// Everybody who must has signed.
        Approved = "approved",
        /// Its time is over.
        Expired = "expired",
        /// What it is about needs it no more.
        Dropped = "dropped",
    }
}

words! {
    /// What can happen to an instruction.
    pub enum InstructionDeed {
        /// One of several signs.
        Sign = "sign_instruction",
        /// The last one signs.
        SignLast = "approve_instruction",
        /// The time ends.
        Expire = "expire_instruction",
        /// The payout is called back or refused, or something else was decided.
        Drop = "drop_instruction",
    }
}

impl InstructionStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: InstructionDeed) -> Result<Self, Refused> {
        use InstructionDeed as D;
        match (self, deed) {
            (Self::Open, D::Sign) => Ok(Self::Open),
            (Self::Open, D::SignLast) => Ok(Self::Approved),
            (Self::Open, D::Expire) => Ok(Self::Expired),
            (Self::Open, D::Drop) => Ok(Self::Dropped),
            (Self::Approved | Self::Expired | Self::Dropped, D::Sign | D::SignLast | D::Expire | D::Drop) => {
                Err(Refused { noun: "instruction".to_owned(), from: self.to_string(), deed: deed.to_string() })
            }
        }
    }
}

/// Why a signature under an instruction is refused, with a stable code for everyone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstructionError {
    /// Its time is over.
    #[error("the instruction was to be signed earlier")]
    TooLate,
    /// One person signs once, with whatever device.
    #[error("this person has signed")]
    SignedBefore,
    /// Nobody signs for money to themselves.
    #[error("nobody signs a payout to themselves")]
    OwnMoney,
    /// The payout is another one than the order says.
    #[error("the payout has changed since the order was written")]
    OtherPayout,
    /// Nobody signs for a dispute of their own.
    #[error("nobody signs for a dispute that they are a side of")]
    OwnDispute,
    /// The decision is another one than the order says.
    #[error("what was decided is not what the order says")]
    OtherDecision,
    /// Whoever decided it is not the only one to sign it.
    #[error("somebody who did not decide it must sign, too")]
    OwnDecision,
    /// Not under these words, or by no signer of this person that counts.
    #[error("not the signature of a signer of this person's that counts, under these words")]
    OtherSignature,
    /// Nobody's signature is asked for.
    #[error("no signer counts here")]
    NoSigner,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl InstructionError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLate => "instruction-too-late",
            Self::SignedBefore => "instruction-signed-before",
            Self::OwnMoney => "payout-own",
            Self::OtherPayout => "instruction-other-payout",
            Self::OwnDispute => "instruction-own-dispute",
            Self::OtherDecision => "instruction-other-decision",
            Self::OwnDecision => "instruction-own-decision",
            Self::OtherSignature => "instruction-other-signature",
            Self::NoSigner => "instruction-no-signer",
            Self::Move(_) => Refused::CODE,
        }
    }

    /// What an answer says by number.
    pub const fn status(&self) -> u16 {
        match self {
            Self::OwnMoney | Self::OwnDispute | Self::OwnDecision => 403,
            Self::TooLate
            | Self::SignedBefore
            | Self::OtherPayout
            | Self::OtherDecision
            | Self::NoSigner
            | Self::Move(_) => 409,
            Self::OtherSignature => 422,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{InstructionDeed as D, InstructionStatus as S};
    use crate::{escrow::diagram, machine::Word};

    const EDGES: &[(S, D, S)] = &[
        (S::Open, D::Sign, S::Open),
        (S::Open, D::SignLast, S::Approved),
        (S::Open, D::Expire, S::Expired),
        (S::Open, D::Drop, S::Dropped),
    ];

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
        diagram::check("instruction", "Instruction", S::Open, S::next);
    }
}
