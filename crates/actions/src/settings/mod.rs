//! What the house decides while it is open: reading what is in force, and deciding anew. Every process reads the
//! database, so none has to be told.

mod announced;
mod cancel;
mod change;
mod for_signers;
mod in_force;
mod known;
mod look;
mod told;

pub use announced::{Announced, AnnouncedChange, announced};
pub use cancel::{CancelForm, cancel_setting};
pub use change::{SettingForm, change_setting};
pub(crate) use for_signers::announce_for_signer;
pub(crate) use in_force::wholes;
pub use in_force::{InForce, in_force, read};
pub use known::Known;
pub use look::{SettingLine, SettingsFile, settings_file};
pub(crate) use told::tell_keepers;

use crate::{ActionError, Desk};
use domain::settings::{SettingError, SettingKey, SettingRule};

impl From<SettingError> for ActionError {
    fn from(error: SettingError) -> Self {
        Self::Refused { status: error.status(), code: error.code(), detail: None }
    }
}

/// Every setting of this house, in the order they are shown: chains first, as they are configured.
fn rules(desk: &Desk) -> Vec<SettingRule> {
    let of_chain = |chain: &payments::Chain| {
        let chain = chain.settings();
        let configured = i64::try_from(chain.confirmations).unwrap_or(i64::MAX);
        SettingKey::ConfirmationThreshold(chain.chain_id).rule(configured)
    };
    let of_house = SettingKey::OF_THE_HOUSE.into_iter().map(|key| key.rule(configured(desk, key)));
    let fees = desk.chains.iter().map(|chain| SettingKey::WithdrawFee(chain.settings().chain_id));
    let fees = fees.map(|key| key.rule(configured(desk, key)));
    desk.chains.iter().map(of_chain).chain(fees).chain(of_house).collect()
}

/// What the operator started this process with.
fn configured(desk: &Desk, key: SettingKey) -> i64 {
    let settings = &desk.settings;
    match key {
        SettingKey::PayMinutes => settings.pay_minutes,
        SettingKey::TopUpHours => settings.top_up_hours,
        SettingKey::SendGraceHours => settings.send_grace_hours,
        SettingKey::InspectionDays => settings.inspection_days,
        SettingKey::FeeBps => i64::from(settings.fee_bps.get()),
        SettingKey::QuoteMinutes => settings.quote_minutes,
        // The operator starts with a percentage alone; all else is decided while the house is open.
        SettingKey::FeeFixed
        | SettingKey::FeeMin
        | SettingKey::FeeMax
        | SettingKey::BuyerFeeBps
        | SettingKey::BuyerFeeFixed
        | SettingKey::BuyerFeeMax => 0,
        // One whole unit, until somebody knows better what the chain costs.
        SettingKey::WithdrawFee(_) => 100,
        SettingKey::ApproveAbove | SettingKey::FourEyesAbove => 1_000,
        SettingKey::TwoSignersAbove => 10_000,
        SettingKey::ThreeSignersAbove => 100_000,
        SettingKey::StuckMinutes => 10,
        SettingKey::SweepAbove => 100,
        // Not wanted until somebody says how much.
        SettingKey::VaultMin | SettingKey::VaultMax => 0,
        // A chain's own number stands in its own settings.
        SettingKey::ConfirmationThreshold(_) => 1,
    }
}
