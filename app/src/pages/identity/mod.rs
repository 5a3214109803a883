//! The door and the person behind it.

mod addresses;
mod admin_sellers;
mod become_a_seller;
mod frame;
mod passkey;
mod passkeys;
mod person;
mod sessions;
mod settings;
mod sign_in;
mod sign_up;

pub use addresses::Addresses;
pub use admin_sellers::AdminSellers;
pub use become_a_seller::BecomeASeller;
pub use passkeys::Passkeys;
pub use person::PersonPage;
pub use sessions::Sessions;
pub use settings::Settings;
pub use sign_in::SignIn;
pub use sign_up::SignUp;
