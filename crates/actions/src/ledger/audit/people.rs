//! People: do they exist, do their wallets, and are their counted figures right.

use super::{next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk};
use domain::{UserId, WalletId, identity::User, market::Review, wallets::Wallet};
use std::collections::BTreeMap;

/// The figures kept with a person.
struct Figures {
    stars: u64,
    reviews: u64,
    sales: u64,
}

/// Everybody, in short.
pub(super) struct People {
    users: BTreeMap<UserId, Figures>,
    wallets: BTreeMap<WalletId, UserId>,
}

impl People {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut people = Self { users: BTreeMap::new(), wallets: BTreeMap::new() };
        let mut users = desk.store.every::<User>().await?;
        while let Some(user) = next_readable(&mut users, "person", findings).await? {
            let figures = Figures { stars: user.review_stars, reviews: user.review_count, sales: user.completed_sales };
            people.users.insert(user.id, figures);
        }
        let mut wallets = desk.store.every::<Wallet>().await?;
        while let Some(wallet) = next_readable(&mut wallets, "wallet", findings).await? {
            people.wallets.insert(wallet.id, wallet.user_id);
        }
        Ok(people)
    }

    pub(super) fn knows(&self, user: UserId) -> bool {
        self.users.contains_key(&user)
    }

    pub(super) fn owns(&self, user: UserId, wallet: WalletId) -> bool {
        self.wallets.get(&wallet) == Some(&user)
    }

    pub(super) async fn check(&self, desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<(), ActionError> {
        for (wallet, owner) in &self.wallets {
            findings.must("references", self.knows(*owner), wallet, || "its owner does not exist".to_owned());
        }
        let mut counted: BTreeMap<UserId, Figures> = BTreeMap::new();
        let mut reviews = desk.store.every::<Review>().await?;
        while let Some(review) = next_readable(&mut reviews, "review", findings).await? {
            let figures = figures_of(&mut counted, review.subject_id);
            figures.stars += u64::from(review.rating);
            figures.reviews += 1;
        }
        for wish in orders.wishes.values().filter(|wish| wish.status.is_completed()) {
            if let Some(seller) = wish.seller {
                figures_of(&mut counted, seller).sales += 1;
            }
        }
        self.compare(&mut counted, findings);
        Ok(())
    }

    fn compare(&self, counted: &mut BTreeMap<UserId, Figures>, findings: &mut Findings) {
        for (user, kept) in &self.users {
            let counted = figures_of(counted, *user);
            let pairs = [
                ("stars", kept.stars, counted.stars),
                ("reviews", kept.reviews, counted.reviews),
                ("sales", kept.sales, counted.sales),
            ];
            for (what, kept, counted) in pairs {
                findings
                    .must("counts", kept == counted, user, || format!("{kept} {what} are kept, {counted} are there"));
            }
        }
    }
}

fn figures_of(counted: &mut BTreeMap<UserId, Figures>, user: UserId) -> &mut Figures {
    counted.entry(user).or_insert(Figures { stars: 0, reviews: 0, sales: 0 })
}
