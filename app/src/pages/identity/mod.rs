//! The door and the person behind it.

mod addresses;
mod admin_sellers;
mod authenticator;
mod become_a_seller;
mod frame;
mod passkey;
mod passkeys;
mod person;
mod recover;
mod recovery_codes;
mod sessions;
mod settings;
mod sign_in;
mod sign_in_code;
mod sign_up;
mod step_up;

pub use addresses::Addresses;
pub use admin_sellers::AdminSellers;
pub use authenticator::Authenticator;
pub use become_a_seller::BecomeASeller;
pub use passkeys::Passkeys;
pub use person::PersonPage;
pub use recover::Recover;
pub use recovery_codes::RecoveryCodesPage;
pub use sessions::Sessions;
pub use settings::Settings;
pub use sign_in::SignIn;
pub use sign_in_code::SignInCode;
pub use sign_up::SignUp;
pub use step_up::StepUp;
