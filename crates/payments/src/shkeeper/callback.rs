//! What SHKeeper tells us by itself. Verified over the bytes as they came, before anything in them is read.

use super::{CallbackError, InvoiceStatus, currency_of};
use crate::{Decimal, Secret};
use domain::{
    Currency, Timestamp,
    escrow::{ChainAddress, ChainId, TxHash},
};
use serde::Deserialize;

/// The one answer that SHKeeper takes for "heard". Any other, 200 and 204 too, makes it send the same callback again
/// every minute, without end, also for an invoice that is long paid. Answer it for every callback that is signed,
/// also for those that change nothing.
pub const ACCEPTED: u16 = 202;

const TIMESTAMP: &str = "x-shkeeper-timestamp";
const SIGNATURE: &str = "x-shkeeper-signature";
const API_KEY: &str = "x-shkeeper-api-key";
/// How far a callback's clock may be from ours, either way.
const MAX_AGE_SECONDS: u64 = 300;

/// How callbacks prove where they come from.
#[derive(Clone, Debug)]
pub struct CallbackKey {
    /// The API key of the wallet.
    pub key: Secret,
    /// Also takes callbacks that only repeat the key, as SHKeeper before 2.5.16 sends them. Such a callback can be
    /// replayed by whoever saw it once.
    pub takes_unsigned: bool,
}

/// A callback about an invoice or a payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callback {
    /// Money came to an invoice.
    Invoice(Box<Notice>),
    /// A transfer was seen that no block has yet: never credited.
    Unconfirmed {
        /// Ours.
        external_id: String,
    },
    /// A payout left.
    Payout(Box<PayoutNotice>),
}

/// Money came to an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Notice {
    /// Ours.
    pub external_id: String,
    /// SHKeeper's name of the coin.
    pub crypto: String,
    /// Where it came.
    pub addr: ChainAddress,
    /// Where the invoice stands now.
    pub status: InvoiceStatus,
    /// What came in all, in whole coins of `crypto`.
    pub balance_crypto: Decimal,
    /// What came in all, in whole fiat.
    pub balance_fiat: Decimal,
    /// Every transaction so far.
    pub transactions: Vec<PaidTransaction>,
}

/// One transaction of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PaidTransaction {
    /// Which.
    pub txid: TxHash,
    /// SHKeeper's name of the coin.
    pub crypto: String,
    /// In whole coins.
    pub amount_crypto: Decimal,
    /// Whether this callback is about it.
    pub trigger: bool,
}

/// A payout left.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PayoutNotice {
    /// Ours.
    pub external_id: String,
    /// In which transaction.
    pub tx_hash: TxHash,
    /// SHKeeper's name of the coin.
    pub crypto: String,
    /// In whole coins.
    pub amount: Decimal,
    /// `SUCCESS`.
    pub status: String,
}

impl Callback {
    /// Verifies and reads a callback. `header` finds a header by its lower-case name.
    ///
    /// # Errors
    /// [`CallbackError`]; nothing of the body may be used then.
    pub fn read<'a>(
        key: &CallbackKey,
        header: impl Fn(&str) -> Option<&'a str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Self, CallbackError> {
        match (header(TIMESTAMP), header(SIGNATURE)) {
            (Some(timestamp), Some(signature)) => check_signed(&key.key, timestamp, signature, body, now)?,
            (None, None) if key.takes_unsigned => {
                let said = header(API_KEY).ok_or(CallbackError::NoHeader(API_KEY))?;
                if !key.key.is(said) {
                    return Err(CallbackError::BadSignature);
                }
            }
            (None, _) => return Err(CallbackError::NoHeader(TIMESTAMP)),
            (_, None) => return Err(CallbackError::NoHeader(SIGNATURE)),
        }
        Self::of(body)
    }

    /// The same for every repetition of the same callback.
    pub fn once_key(&self) -> String {
        match self {
            Self::Invoice(notice) => {
                let trigger = notice.triggers().next().map_or("none", |tx| tx.txid.0.as_str());
                format!("{}:{}:{trigger}", notice.external_id, notice.crypto)
            }
            Self::Unconfirmed { external_id } => format!("{external_id}:unconfirmed"),
            Self::Payout(notice) => format!("payout:{}:{}", notice.external_id, notice.tx_hash.0),
        }
    }

    fn of(body: &[u8]) -> Result<Self, CallbackError> {
        #[derive(Deserialize)]
        struct Kind {
            external_id: String,
            #[serde(default)]
            status: String,
            #[serde(default)]
            payout_id: Option<serde_json::Value>,
        }
        fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<Box<T>, CallbackError> {
            serde_json::from_slice(body).map(Box::new).map_err(|_| CallbackError::BadBody)
        }
        let kind: Kind = serde_json::from_slice(body).map_err(|_| CallbackError::BadBody)?;
        match kind {
            Kind { payout_id: Some(_), .. } => read(body).map(Self::Payout),
            Kind { external_id, status, .. } if status == "unconfirmed" => Ok(Self::Unconfirmed { external_id }),
            Kind { .. } => read(body).map(Self::Invoice),
        }
    }
}

impl Notice {
    /// The transactions that this callback is about.
    pub fn triggers(&self) -> impl Iterator<Item = &PaidTransaction> {
        self.transactions.iter().filter(|transaction| transaction.trigger)
    }
}

impl PaidTransaction {
    /// Where to verify it; `None` for a coin that we do not take.
    pub fn currency(&self) -> Option<(ChainId, Currency)> {
        currency_of(&self.crypto)
    }
}

/// The signature first: an unsigned clock says nothing.
fn check_signed(
    key: &Secret,
    timestamp: &str,
    signature: &str,
    body: &[u8],
    now: Timestamp,
) -> Result<(), CallbackError> {
    if !key.has_signed(&[timestamp.as_bytes(), b".", body], signature) {
        return Err(CallbackError::BadSignature);
    }
    let then: i64 = timestamp.parse().map_err(|_| CallbackError::NotNow)?;
    let is_now = then.abs_diff(now.millis().div_euclid(1_000)) <= MAX_AGE_SECONDS;
    if is_now { Ok(()) } else { Err(CallbackError::NotNow) }
}

#[cfg(test)]
#[path = "callback_tests.rs"]
mod tests;
