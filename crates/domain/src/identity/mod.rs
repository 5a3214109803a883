//! Who a person is and what they may do. Credentials (hashes, keys) are separate nouns, never part of `User`.

mod user;

pub use user::{Language, Role, Theme, User, UserStatus};
