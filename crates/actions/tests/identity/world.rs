//! A desk of its own for each test, with a clock to turn.

use actions::{Desk, Keys, Settings, TurnedClock, identity::passkeys_for};
use domain::{
    Timestamp, UserId,
    event::Actor,
    identity::{Language, Role, SignUpForm},
};
use std::sync::Arc;
use testkit::TestStore;

pub use crate::authenticator::ORIGIN;
/// A password nobody minds.
pub const PASSWORD: &str = "seven yaks on a bridge";

pub struct World {
    pub desk: Desk,
    pub clock: Arc<TurnedClock>,
    _store: TestStore,
}

impl World {
    pub async fn new() -> Self {
        let store = testkit::store().await;
        let clock = Arc::new(TurnedClock::at(Timestamp::from_millis(1_800_000_000_000)));
        let bare = Desk::bare(store.clone(), clock.clone(), Settings::default(), Keys::from_bytes([7; 32]));
        let desk = Desk { passkeys: Some(Arc::new(passkeys_for(ORIGIN).unwrap())), ..bare };
        Self { desk, clock, _store: store }
    }

    /// Somebody with a password.
    pub async fn person(&self, name: &str) -> UserId {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        actions::identity::let_in(&self.desk, &form(name, &email), PASSWORD, Language::En).await.unwrap()
    }

    /// Somebody who runs the house.
    pub async fn admin(&self) -> UserId {
        let admin = self.person("Nadia").await;
        actions::identity::grant_role(&self.desk, Actor::House, admin, Role::Admin).await.unwrap();
        admin
    }
}

pub fn form(name: &str, email: &str) -> SignUpForm {
    SignUpForm { name: name.to_owned(), email: email.to_owned() }
}

/// The code and the status of a refusal.
pub fn code_of<T: std::fmt::Debug>(result: Result<T, actions::ActionError>) -> (u16, String) {
    match result.expect_err("this should be refused") {
        actions::ActionError::Refused { status, code, .. } => (status, code.to_owned()),
        actions::ActionError::Fields(errors) => {
            let faults: Vec<String> = errors.0.iter().map(|(field, fault)| format!("{field}:{}", fault.code)).collect();
            (422, faults.join(" "))
        }
        actions::ActionError::IllegalMove(refused) => (409, refused.from),
        actions::ActionError::NotFound(_) => (404, "not-found".to_owned()),
        other => panic!("another refusal: {other:?}"),
    }
}
