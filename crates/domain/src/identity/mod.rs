//! Who a person is and what they may do. Credentials (hashes, keys) are separate nouns, never part of `User`.

mod account_ips;
mod address;
mod credential;
mod device;
mod email;
mod language;
mod measure;
mod next_path;
mod password;
mod profile;
mod second_way;
mod seller;
mod sign_up;
mod standing;
mod temp_verification;
mod tries;
mod user;

pub use account_ips::{AccountIps, Arrival, KnownAddress, KnownDevice};
pub use address::{Address, AddressForm, MAX_ADDRESSES, Place, make_primary};
pub use credential::{CounterSays, MAX_PASSKEYS, Passkey, PasswordCredential, Sealed, SignedAct, may_lose_one};
pub use device::Device;
pub use email::EmailAddress;
pub use language::Language;
pub use measure::SellerMeasure;
pub use next_path::own_path;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, check_password, fold_password};
pub use profile::{Profile, ProfileForm, PublicPerson};
pub use second_way::{
    AuthenticatorApp, QUIET, RECOVERY_CODE_LENGTH, RECOVERY_CODES, RecoveryCodes, fold_recovery_code, recovery_code,
};
pub use seller::{ApplicationDeed, ApplicationForm, ApplicationStatus, SellerApplication, check_reason};
pub use sign_up::{NAME_LENGTH, Newcomer, SignUpForm};
pub use temp_verification::{CODE_LIVES, CODE_TRIES, CodeIsDead, RESEND_AFTER, TempVerification, Verifies};
pub use tries::TryLimit;
pub use user::{
    DECIDE_DISPUTES, KEEP_BOOKS, MODERATE, READ_PAYMENTS, Role, Theme, User, UserStatus, VerificationLevel,
};
