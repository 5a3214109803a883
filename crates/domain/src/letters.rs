//! A letter to a person: what it is about and where it goes. Its words are the notify room's; a code that it carries
//! is derived when it is written out and stands nowhere.

use crate::{
    Hours, LetterId, Money, PurchaseRequestId, TempVerificationId, Timestamp,
    disputes::DisputeTold,
    identity::{CODE_LIVES, Language, Role, User},
};
use serde::{Deserialize, Serialize};

/// What a letter is about, with what its sentences speak of. Never a code, never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The code that makes an account of a sign-up.
    SignUpCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// Somebody signed up with, or asked for, an e-mail that has an account already. Carries no code.
    AlreadyHaveAccount,
    /// The code that makes this e-mail a person's.
    EmailCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// The code that lets a person set another password.
    PasswordCode {
        /// What the code is derived from.
        of: TempVerificationId,
        /// Which of its codes.
        round: u32,
    },
    /// To the e-mail before: the account has another one now.
    EmailChanged {
        /// The new one, with most of it hidden.
        to: String,
    },
    /// The password was set or changed.
    PasswordChanged,
    /// No password opens the account any more.
    PasswordRemoved,
    /// One more passkey opens the account.
    PasskeyAdded {
        /// What the person calls it.
        name: String,
    },
    /// A passkey opens nothing any more.
    PasskeyRemoved {
        /// What the person called it.
        name: String,
    },
    /// An authenticator app is asked from now on.
    TotpAdded,
    /// No app is asked any more.
    TotpRemoved,
    /// A recovery code was used.
    RecoveryUsed,
    /// There are new recovery codes; the old ones open nothing.
    NewRecoveryCodes,
    /// Kept out by an admin.
    AccountLocked {
        /// Why, in the admin's words.
        reason: String,
    },
    /// Let in again.
    AccountUnlocked,
    /// A role was given or taken.
    RoleChanged {
        /// Which.
        role: Role,
        /// Given, not taken.
        is_given: bool,
    },
    /// Something of an order came into its buyer's wallet; the order's own page sends it on.
    #[allow(missing_docs)]
    MoneyBack { request: PurchaseRequestId, number: u64, amount: Money },
    /// What came counts as confirmed then, when its buyer stays silent.
    #[allow(missing_docs)]
    ReleaseNear { request: PurchaseRequestId, number: u64, until: Timestamp },
    /// Something happened in a dispute.
    Dispute(DisputeTold),
}

impl LetterKind {
    /// The record and the round that its code is derived from; `None` for a letter without a code.
    pub const fn code_of(&self) -> Option<(TempVerificationId, u32)> {
        match self {
            Self::SignUpCode { of, round } | Self::EmailCode { of, round } | Self::PasswordCode { of, round } => {
                Some((*of, *round))
            }
            Self::AlreadyHaveAccount
            | Self::EmailChanged { .. }
            | Self::PasswordChanged
            | Self::PasswordRemoved
            | Self::PasskeyAdded { .. }
            | Self::PasskeyRemoved { .. }
            | Self::TotpAdded
            | Self::TotpRemoved
            | Self::RecoveryUsed
            | Self::NewRecoveryCodes
            | Self::AccountLocked { .. }
            | Self::AccountUnlocked
            | Self::RoleChanged { .. }
            | Self::MoneyBack { .. }
            | Self::ReleaseNear { .. }
            | Self::Dispute(_) => None,
        }
    }
}

/// How long a post that is away is waited for.
const WORTH_SENDING: Hours = Hours(7 * 24);
/// How long a row of the outbox is kept.
const KEPT: Hours = Hours(30 * 24);

/// One letter, written in the commit of what causes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Identity; the letter's Message-ID is made from it, so that a letter that came twice is seen to be one.
    #[serde(rename = "_id")]
    pub id: LetterId,
    /// Compare-and-set counter: of two workers one sends.
    pub version: u64,
    /// Where it goes.
    pub to: String,
    /// What the reader is called.
    pub name: String,
    /// What it is about.
    pub kind: LetterKind,
    /// The language its reader reads.
    pub language: Language,
    /// How often the post was asked.
    pub tries: u32,
    /// What the post complained of last.
    pub error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// When the post took it.
    pub sent_at: Option<Timestamp>,
    /// When the post refused it for good, or it had become worth nothing.
    pub given_up_at: Option<Timestamp>,
    /// When its row is swept.
    pub expire_at: Timestamp,
}

/// Whom a letter speaks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Where it goes.
    pub to: String,
    /// What they are called.
    pub name: String,
    /// What they read.
    pub language: Language,
}

impl Reader {
    /// This person, if they have an e-mail.
    pub fn of(user: &User) -> Option<Self> {
        Some(Self { to: user.email.clone()?, name: user.display_name.clone(), language: user.language })
    }
}

impl Letter {
    /// A letter to this reader.
    pub fn to(id: LetterId, reader: Reader, kind: LetterKind, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            to: reader.to,
            name: reader.name,
            kind,
            language: reader.language,
            tries: 0,
            error: None,
            created_at: now,
            sent_at: None,
            given_up_at: None,
            expire_at: now + KEPT,
        }
    }

    /// True once what it carries opens nothing any more, or what it tells is long past: it would only puzzle its reader.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        let carries_code = self.kind.code_of().is_some();
        now >= if carries_code { self.created_at + CODE_LIVES } else { self.created_at + WORTH_SENDING }
    }

    /// True while the post still has to take it.
    pub const fn waits(&self) -> bool {
        self.sent_at.is_none() && self.given_up_at.is_none()
    }

    /// Marked before the post is asked: whoever marks it, asks.
    #[must_use]
    pub fn tried(&self) -> Self {
        Self { tries: self.tries + 1, ..self.clone() }
    }
}
