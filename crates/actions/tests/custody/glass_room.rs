//! A vault whose signers are nowhere to be found, and admins with passkeys who may break the glass.

use crate::{
    signers_room::{Keeper, keeper, yes_to_act},
    vault_room::Vault,
};
use actions::{
    ActionError, FormKey,
    custody::{ask_break_glass, asking_break_glass, confirm_break_glass, confirming_break_glass},
    identity::ActAnswer,
};
use domain::{
    BreakGlassId, Minutes, Span, UserId,
    custody::{BreakGlass, BreakGlassStatus, GlassNews},
    identity::{Role, User},
    letters::LetterKind,
};
use store::{Commit, NoticeFilter};

pub const WHY: &str = "Both devices are in the flooded cellar.";

#[derive(Clone, Copy)]
pub struct Millis(pub i64);

impl Span for Millis {
    fn millis(self) -> i64 {
        self.0
    }
}

pub struct Glass {
    pub vault: Vault,
    pub one: Keeper,
    pub two: Keeper,
}

impl Glass {
    /// A signer is registered, and has been for a while; the two admins have none.
    pub async fn new() -> Self {
        let vault = Vault::new().await;
        vault.holder(1).await;
        let desk = &vault.town.desk;
        let (one, two) = (keeper(desk, Role::Admin, 11).await, keeper(desk, Role::Admin, 12).await);
        desk.advance(Minutes(5));
        Self { vault, one, two }
    }

    pub async fn ask(&mut self) -> Result<BreakGlassId, ActionError> {
        self.ask_because(WHY).await
    }

    pub async fn ask_because(&mut self, why: &str) -> Result<BreakGlassId, ActionError> {
        let desk = &self.vault.town.desk;
        let yes = yes_to_act(desk, &mut self.one, &asking_break_glass(why)).await;
        let key = FormKey::new(&desk.new_id::<BreakGlassId>().to_string(), [why]);
        ask_break_glass(desk, self.one.id, why, &key, &yes).await
    }

    pub async fn confirm(&mut self, id: BreakGlassId) -> Result<(), ActionError> {
        let desk = &self.vault.town.desk;
        let yes = yes_to_act(desk, &mut self.two, &confirming_break_glass(id)).await;
        confirm_break_glass(desk, self.two.id, id, &yes).await
    }

    /// Asked and confirmed.
    pub async fn open(&mut self) -> BreakGlassId {
        let id = self.ask().await.unwrap();
        self.confirm(id).await.unwrap();
        id
    }

    pub async fn glass(&self, id: BreakGlassId) -> BreakGlass {
        self.vault.town.desk.store.get(id).await.unwrap()
    }

    pub async fn status(&self, id: BreakGlassId) -> BreakGlassStatus {
        self.glass(id).await.status
    }

    pub async fn save_roles(&self, person: UserId, roles: Vec<Role>) {
        let desk = &self.vault.town.desk;
        let user: User = desk.store.get(person).await.unwrap();
        desk.commit(Commit::new().save(&User { roles, ..user })).await.unwrap();
    }

    /// What this person finds in the inbox of it, oldest first.
    pub async fn told(&self, person: UserId) -> Vec<GlassNews> {
        let desk = &self.vault.town.desk;
        let mut items = desk.store.notifications(person, &NoticeFilter::default(), 50).await.unwrap();
        items.sort_by_key(|item| item.id);
        let news = |kind: LetterKind| if let LetterKind::BreakGlass(told) = kind { Some(told.news) } else { None };
        items.into_iter().filter_map(|item| news(item.kind)).collect()
    }
}

pub fn nothing() -> ActAnswer {
    ActAnswer { ceremony: None, answer: String::new() }
}
