//! The people of the demo, and how to sign in as one of them.

use actions::{
    Desk,
    identity::{HousePerson, create_person, give_totp},
};
use anyhow::Result;
use domain::{
    UserId,
    identity::{Language, Role},
};

/// One password for all of them: it is printed at every start, and protects nothing.
const PASSWORD: &str = "four quiet rivers";

/// The secret of the admin's authenticator app: as public as the password. Who works here needs a second way.
const ADMIN_APP: &str = "AMANATDEMOAMANATDEMOAMANATDEMO23";

/// Part in the play, name, e-mail, language, roles.
const CAST: [(&str, &str, &str, Language, &[Role]); 4] = [
    ("admin", "Arman Admin", "admin@demo.example", Language::En, &[Role::Admin]),
    ("buyer", "Leila Rahimi", "leila@demo.example", Language::En, &[]),
    ("seller", "Sara's Workshop", "sara@demo.example", Language::En, &[Role::Seller]),
    ("seller", "کارگاه کاوه", "kaveh@demo.example", Language::Fa, &[Role::Seller]),
];

/// Who is there.
pub(super) struct People {
    pub(super) buyer: UserId,
    pub(super) sara: UserId,
    pub(super) kaveh: UserId,
}

impl People {
    /// Lets them in; those who are there already stay as they are.
    pub(super) async fn ready(desk: &Desk) -> Result<Self> {
        let mut ids = Vec::with_capacity(CAST.len());
        for (_, name, email, language, roles) in CAST {
            let known = desk.store.user_by_email_key(email).await?;
            let id = match known {
                Some(user) => user.id,
                None => create_person(desk, HousePerson { name, email, password: PASSWORD, language, roles }).await?,
            };
            if roles.contains(&Role::Admin) {
                give_totp(desk, id, ADMIN_APP).await?;
            }
            tracing::info!(%id, "a made-up person is ready");
            ids.push(id);
        }
        Ok(Self { buyer: ids[1], sara: ids[2], kaveh: ids[3] })
    }
}

/// Says how to sign in, a line each: whoever started the demo reads them.
#[allow(clippy::print_stdout, reason = "whoever started the demo waits for these lines")]
pub(super) fn announce() {
    for (part, name, email, _, roles) in CAST {
        let app = if roles.contains(&Role::Admin) { format!("; authenticator: {ADMIN_APP}") } else { String::new() };
        println!("sign in: {email}  {PASSWORD}  ({part}: {name}{app})");
    }
}
