//! What the house decided about money and what does not hold yet.

use actions::{
    Desk,
    settings::{SettingForm, change_setting},
};
use domain::UserId;

/// A most for the fee, from tomorrow on.
pub async fn announce(desk: &Desk, admin: UserId) {
    let text = str::to_owned;
    let form =
        SettingForm { key: text("fee_max"), value: text("5000"), seen: text("0"), reason: text("Large orders.") };
    change_setting(desk, admin, &form).await.unwrap();
}
