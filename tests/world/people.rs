//! Everybody there is. Sessions are made behind the door, so that no sign-in is in the way of what is tested.

use super::World;
use actions::Desk;
use domain::{
    UserId,
    identity::{Role, User, UserStatus},
};
use serde_json::json;
use std::collections::HashMap;
use store::{AGENT_KEY, Commit, PROVED_KEY, SEEN_KEY, SIGNED_IN_KEY, TRUSTED_KEY, USER_KEY};
use testkit::Given;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Nobody,
    /// Whose request and order it is.
    Buyer,
    OtherBuyer,
    /// Whose offer it is.
    Seller,
    OtherSeller,
    Resolver,
    Support,
    Treasurer,
    Admin,
    /// Was signed in, and is locked now.
    Locked,
}

/// Everybody.
pub const ALL: [Who; 10] = [
    Who::Nobody,
    Who::Buyer,
    Who::OtherBuyer,
    Who::Seller,
    Who::OtherSeller,
    Who::Resolver,
    Who::Support,
    Who::Treasurer,
    Who::Admin,
    Who::Locked,
];

impl Who {
    /// What they may do beside buying.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Seller | Self::OtherSeller => Some(Role::Seller),
            Self::Resolver => Some(Role::Resolver),
            Self::Support => Some(Role::Support),
            Self::Treasurer => Some(Role::Treasurer),
            Self::Admin => Some(Role::Admin),
            Self::Nobody | Self::Buyer | Self::OtherBuyer | Self::Locked => None,
        }
    }

    /// Whether the house knows them when they come.
    pub const fn is_in(self) -> bool {
        !matches!(self, Self::Nobody | Self::Locked)
    }

    pub fn has(self, role: Role) -> bool {
        self.is_in() && (role == Role::Buyer || self.role() == Some(role))
    }
}

/// Makes everybody.
pub async fn gather(desk: &Desk) -> HashMap<Who, UserId> {
    let mut people = HashMap::new();
    for who in ALL.into_iter().filter(|who| *who != Who::Nobody) {
        let id = Given::person(desk, &format!("{who:?}")).await;
        let is_locked = who == Who::Locked;
        change(desk, id, |user| {
            user.roles.extend(who.role());
            user.status = if is_locked { UserStatus::Locked } else { UserStatus::Active };
            // What nobody else may ever read.
            user.email = Some(format!("{who:?}@canary.example").to_lowercase());
            user.email_key = user.email.clone();
            user.email_verified_at = Some(user.created_at);
        })
        .await;
        people.insert(who, id);
    }
    people
}

/// Changes a person behind the door.
pub async fn change(desk: &Desk, id: UserId, how: impl FnOnce(&mut User)) {
    let mut user: User = desk.store.get(id).await.unwrap();
    how(&mut user);
    desk.commit(Commit::new().save(&user)).await.unwrap();
}

impl World {
    /// Who somebody is.
    pub fn id(&self, who: Who) -> UserId {
        self.things.people[&who]
    }

    /// A browser of this person that has just proved who it is; empty for nobody.
    pub async fn session(&self, who: Who) -> String {
        self.session_since(who, 0, true).await
    }

    /// The same, signed in so many days ago, fresh or not.
    pub async fn session_since(&self, who: Who, days: i64, is_fresh: bool) -> String {
        self.session_of(who, days, is_fresh, true).await
    }

    /// The same, who came in by a password alone.
    pub async fn session_by_password(&self, who: Who) -> String {
        self.session_of(who, 0, false, false).await
    }

    async fn session_of(&self, who: Who, days: i64, is_fresh: bool, is_trusted: bool) -> String {
        if who == Who::Nobody {
            return String::new();
        }
        self.session_for(self.id(who), days, is_fresh, is_trusted).await
    }

    /// A browser of anybody.
    pub async fn session_for(&self, person: UserId, days: i64, is_fresh: bool, is_trusted: bool) -> String {
        let now = self.desk.now().millis();
        let since = now - days * 24 * 60 * 60 * 1000;
        let mut data = HashMap::from([
            (USER_KEY.to_owned(), json!(person)),
            (AGENT_KEY.to_owned(), json!("a test")),
            (SIGNED_IN_KEY.to_owned(), json!(since)),
            (SEEN_KEY.to_owned(), json!(now)),
            (TRUSTED_KEY.to_owned(), json!(is_trusted)),
        ]);
        if is_fresh {
            data.insert(PROVED_KEY.to_owned(), json!(now));
        }
        let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::days(1);
        let mut record = Record { id: Id::default(), data, expiry_date };
        self.desk.store.sessions().create(&mut record).await.unwrap();
        record.id.to_string()
    }
}
