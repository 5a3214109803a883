//! What is in force now. A process keeps a copy for a moment, because every order asks for it; its own decisions it
//! sees at once, those of other processes within [`KEPT`].

use super::rules;
use crate::{ActionError, Desk};
use domain::{
    BasisPoints, Days, Hours, Minutes, Seconds, Span, Timestamp,
    escrow::{ChainId, FeeTerms, Payment, Terms},
    settings::{SettingKey, SettingRule},
};
use payments::ChainSettings;
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How long a copy is believed.
const KEPT: Seconds = Seconds(2);

/// Fees, times and thresholds, as they are to be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// What the house takes.
    pub fee: FeeTerms,
    /// How long a buyer may take to pay.
    pub pay_time: Minutes,
    /// How long things may take once money is here.
    pub terms: Terms,
    thresholds: BTreeMap<ChainId, u64>,
}

impl InForce {
    /// Blocks a transfer needs on this chain before it counts; never less than its own settings say.
    pub fn confirmations(&self, chain: &ChainSettings) -> u64 {
        self.thresholds.get(&chain.chain_id).copied().unwrap_or_default().max(chain.confirmations)
    }

    /// The same for a transfer to this payment: on the chain it was asked for, what the payment was told with its
    /// address, whatever was decided since.
    pub fn confirmations_of(&self, payment: &Payment, chain: &ChainSettings) -> u64 {
        let asked = &payment.on_chain;
        if asked.chain_id == Some(chain.chain_id) && asked.confirmations_needed > 0 {
            return asked.confirmations_needed.max(chain.confirmations);
        }
        self.confirmations(chain)
    }
}

/// The copy of a process.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<RwLock<Option<Reading>>>);

#[derive(Clone, Debug)]
struct Reading {
    read_at: Timestamp,
    settings: Arc<InForce>,
}

impl Known {
    /// The copy, while it is young; whichever way the clock was set, an old one is not taken for new.
    fn at(&self, now: Timestamp) -> Option<Arc<InForce>> {
        let copy = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let copy = copy.as_ref()?;
        (0..KEPT.millis()).contains(&now.millis_since(copy.read_at)).then(|| copy.settings.clone())
    }

    fn keep(&self, copy: Option<Reading>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = copy;
    }

    /// The next reader asks the database.
    pub(super) fn forget(&self) {
        self.keep(None);
    }
}

/// What is in force, as this process knows it.
///
/// # Errors
/// Only the database's.
pub async fn in_force(desk: &Desk) -> Result<Arc<InForce>, ActionError> {
    let now = desk.now();
    if let Some(settings) = desk.known_settings.at(now) {
        return Ok(settings);
    }
    let settings = Arc::new(read(desk).await?);
    desk.known_settings.keep(Some(Reading { read_at: now, settings: settings.clone() }));
    Ok(settings)
}

/// What is in force, as the database knows it: for what is kept longer than a moment.
///
/// # Errors
/// Only the database's.
pub async fn read(desk: &Desk) -> Result<InForce, ActionError> {
    let (stored, now) = (desk.store.config_settings().await?, desk.now());
    let value = |rule: &SettingRule| {
        let known = stored.iter().find(|setting| setting.id == rule.key);
        rule.in_force(known, now).whole().unwrap_or_default()
    };
    let values: BTreeMap<SettingKey, i64> = rules(desk).iter().map(|rule| (rule.key, value(rule))).collect();
    let whole = |key| values.get(&key).copied().unwrap_or_default();
    let fee = u16::try_from(whole(SettingKey::FeeBps)).ok().and_then(|bps| BasisPoints::try_new(bps).ok());
    let terms = Terms {
        top_up: Hours(whole(SettingKey::TopUpHours)),
        send_grace: Hours(whole(SettingKey::SendGraceHours)),
        inspection: Days(whole(SettingKey::InspectionDays)),
    };
    let threshold =
        |(key, blocks): (&SettingKey, &i64)| Some((key.chain()?, u64::try_from(*blocks).unwrap_or(u64::MAX)));
    Ok(InForce {
        fee: FeeTerms { seller_bps: fee.unwrap_or(desk.settings.fee_bps) },
        pay_time: Minutes(whole(SettingKey::PayMinutes)),
        terms,
        thresholds: values.iter().filter_map(threshold).collect(),
    })
}
