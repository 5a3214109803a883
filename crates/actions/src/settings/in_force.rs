//! What is in force now: fees, times and thresholds, read from what was decided and what the operator started with.

use super::{known::Reading, rules};
use crate::{ActionError, Desk};
use domain::{
    BasisPoints, Currency, Days, Hours, Minutes, Money, Timestamp,
    custody::{SignersNeeded, VaultBounds, WithdrawalLimits},
    escrow::{ChainId, FeeRate, FeeRates, Payment, Terms},
    settings::{ConfigSetting, SettingKey, SettingRule},
};
use payments::ChainSettings;
use std::{collections::BTreeMap, sync::Arc};

/// Fees, times and thresholds, as they are to be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// What the house takes.
    pub fee: FeeRates,
    /// How long a quoted price can be paid.
    pub quote_time: Minutes,
    /// How long a buyer may take to pay.
    pub pay_time: Minutes,
    /// How long things may take once money is here.
    pub terms: Terms,
    /// How long a payout may wait for a block.
    pub stuck_after: Minutes,
    /// Whole units at a receiving address that are swept.
    pub sweep_above: i64,
    /// When the newest of all that holds began to: nothing made of settings before then is right any more.
    pub since: Option<Timestamp>,
    thresholds: BTreeMap<ChainId, u64>,
    withdraw_fees: BTreeMap<ChainId, u32>,
    approve_above: i64,
    signers_above: (i64, i64),
    vault_bounds: (i64, i64),
    four_eyes_above: i64,
}

impl InForce {
    /// What holds for a withdrawal of this currency by this chain.
    pub fn withdrawal(&self, chain: ChainId, currency: Currency) -> WithdrawalLimits {
        let fee = self.withdraw_fees.get(&chain).copied().unwrap_or_default();
        WithdrawalLimits {
            fee: Money::hundredths_rounded_down(fee, currency),
            approve_above: self.approve_above(currency),
        }
    }

    /// Above which sum of this currency somebody of the house must agree before it leaves.
    pub fn approve_above(&self, currency: Currency) -> Money {
        wholes(self.approve_above, currency)
    }

    /// How many signers must say yes before money of this currency leaves.
    pub fn signers_needed(&self, currency: Currency) -> SignersNeeded {
        let (two, three) = self.signers_above;
        SignersNeeded { two_above: wholes(two, currency).units, three_above: wholes(three, currency).units }
    }

    /// What the hot vault should hold of this currency.
    pub fn vault_bounds(&self, currency: Currency) -> VaultBounds {
        let (min, max) = self.vault_bounds;
        VaultBounds { min: wholes(min, currency).units, max: wholes(max, currency).units }
    }

    /// Whether a decision about so much waits for a second one of the house.
    pub fn needs_four_eyes(&self, held: Money) -> bool {
        wholes(self.four_eyes_above, held.currency).units < held.units
    }

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

/// So many whole units.
pub(crate) fn wholes(units: i64, currency: Currency) -> Money {
    Money::new(i128::from(units) * 10_i128.pow(u32::from(currency.exponent())), currency)
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
    let stored = desk.store.config_settings().await?;
    // What begins to hold while the copy is young is not in it.
    let until = stored.iter().filter(|setting| setting.waits(now)).map(|setting| setting.effective_at).min();
    let settings = Arc::new(of(desk, &stored, now));
    desk.known_settings.keep(Some(Reading { read_at: now, until, settings: settings.clone() }));
    Ok(settings)
}

/// What is in force, as the database knows it: for what is kept longer than a moment.
///
/// # Errors
/// Only the database's.
pub async fn read(desk: &Desk) -> Result<InForce, ActionError> {
    let stored = desk.store.config_settings().await?;
    Ok(of(desk, &stored, desk.now()))
}

fn of(desk: &Desk, stored: &[ConfigSetting], now: Timestamp) -> InForce {
    let value = |rule: &SettingRule| {
        let known = stored.iter().find(|setting| setting.id == rule.key);
        rule.in_force(known, now).whole().unwrap_or_default()
    };
    let values: BTreeMap<SettingKey, i64> = rules(desk).iter().map(|rule| (rule.key, value(rule))).collect();
    let whole = |key| values.get(&key).copied().unwrap_or_default();
    let bps = |key| u16::try_from(whole(key)).ok().and_then(|bps| BasisPoints::try_new(bps).ok());
    let sum = |key| u32::try_from(whole(key)).unwrap_or_default();
    let fee = FeeRates {
        seller: FeeRate {
            bps: bps(SettingKey::FeeBps).unwrap_or(desk.settings.fee_bps),
            fixed: sum(SettingKey::FeeFixed),
            min: sum(SettingKey::FeeMin),
            max: sum(SettingKey::FeeMax),
        },
        buyer: FeeRate {
            bps: bps(SettingKey::BuyerFeeBps).unwrap_or_default(),
            fixed: sum(SettingKey::BuyerFeeFixed),
            min: 0,
            max: sum(SettingKey::BuyerFeeMax),
        },
    };
    let terms = Terms {
        top_up: Hours(whole(SettingKey::TopUpHours)),
        send_grace: Hours(whole(SettingKey::SendGraceHours)),
        inspection: Days(whole(SettingKey::InspectionDays)),
    };
    let blocks = |blocks: i64| u64::try_from(blocks).unwrap_or(u64::MAX);
    let threshold = |(key, value): (&SettingKey, &i64)| match key {
        SettingKey::ConfirmationThreshold(chain) => Some((*chain, blocks(*value))),
        _ => None,
    };
    let withdraw_fee = |(key, value): (&SettingKey, &i64)| match key {
        SettingKey::WithdrawFee(chain) => Some((*chain, u32::try_from(*value).unwrap_or_default())),
        _ => None,
    };
    let held = stored.iter().filter(|setting| setting.cancelled_at.is_none() && now >= setting.effective_at);
    InForce {
        fee,
        quote_time: Minutes(whole(SettingKey::QuoteMinutes)),
        pay_time: Minutes(whole(SettingKey::PayMinutes)),
        terms,
        thresholds: values.iter().filter_map(threshold).collect(),
        withdraw_fees: values.iter().filter_map(withdraw_fee).collect(),
        approve_above: whole(SettingKey::ApproveAbove),
        signers_above: (whole(SettingKey::TwoSignersAbove), whole(SettingKey::ThreeSignersAbove)),
        vault_bounds: (whole(SettingKey::VaultMin), whole(SettingKey::VaultMax)),
        four_eyes_above: whole(SettingKey::FourEyesAbove),
        stuck_after: Minutes(whole(SettingKey::StuckMinutes)),
        sweep_above: whole(SettingKey::SweepAbove),
        since: held.map(|setting| setting.effective_at).max(),
    }
}
