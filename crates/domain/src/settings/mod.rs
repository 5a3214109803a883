//! What the house may decide anew while it is open: which settings there are, what each may be, and what becomes of a
//! change. Where they are read from, and who asks, is none of this room's business.

mod config_setting;
mod key;
mod kind;
mod lock;
mod rule;

pub use config_setting::{ConfigSetting, ConfigSettingHistory, SettingError};
pub use key::SettingKey;
pub use kind::{SettingKind, SettingUnit, SettingValue};
pub use lock::{LAST_MOMENT, LOCK};
pub use rule::SettingRule;

#[cfg(test)]
mod lock_tests;
#[cfg(test)]
mod tests;
