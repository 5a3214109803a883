//! The door and the person behind it: signing up and in, credentials, sessions, profile, addresses, roles.

mod act;
mod addresses;
mod ceremony;
mod credentials;
mod hashing;
pub mod limits;
mod mailed;
mod passkey_sign_in;
mod passkey_sign_up;
mod places;
mod profile;
mod quiet;
mod recovery;
mod sealing;
mod sellers;
mod sessions;
mod sign_in;
mod sign_up;
mod step_up;
mod stored_key;
mod totp;

pub(crate) use act::proven_act;
pub use act::{Act, ActAnswer, start_act};
pub use addresses::{add_address, edit_address, make_primary, remove_address};
pub use ceremony::{Ceremony, passkeys_for};
pub use credentials::{remove_passkey, remove_password, rename_passkey, set_password};
pub(crate) use mailed::mail_code;
pub use mailed::{
    begin_sign_up, change_email, confirm_email, confirm_sign_up, forgot_password, mail_again, mailed_code,
    reset_password, waiting_code,
};
pub use passkey_sign_in::{finish_passkey_sign_in, start_passkey_sign_in};
pub use passkey_sign_up::{finish_adding_passkey, finish_passkey_sign_up, start_adding_passkey, start_passkey_sign_up};
pub use places::{Arrived, Place, disown, note_arrival, places_of};
pub use profile::{change_profile, choose_reading, public_person};
pub(crate) use quiet::may_add_way;
pub use quiet::{Proof, begin_quiet, confirmed_app, not_quiet};
pub use recovery::{
    ShownCodes, check_recovery_code, looks_like_recovery_code, new_recovery_codes, recover, recovery_codes_left,
};
pub(crate) use sellers::must_be;
pub use sellers::{apply_as_seller, approve_seller, grant_role, refuse_seller, waiting_sellers};
pub use sessions::{end_other_sessions, end_session};
pub(crate) use sign_in::may_come_in;
pub use sign_in::sign_in;
pub use sign_up::{HousePerson, create_person, let_in};
pub use step_up::{StepUpWays, finish_step_up, start_step_up, step_up_by_password, step_up_ways};
#[cfg(feature = "demo-wallet")]
pub use totp::give_totp;
pub use totp::{AppOffer, check_totp, confirm_totp, offered_totp, remove_totp, start_totp};
