//! What somebody who asks the bot is told, and what a button does: it marks, or it stops messages. Nothing here moves money
//! or changes an order; there are pages for that, which ask who is there.

use super::link::open;
use crate::{ActionError, Desk, notices};
use domain::{
    Minutes, Money, NotificationId, UserId,
    identity::{Language, User, UserStatus},
    ledger::LedgerAccount,
    telegram::{Asked, Button, OrderLine, Reply, TelegramDoor, TelegramLink, TelegramProfile, TelegramUpdate},
};
use store::Commit;

/// Orders in one answer.
const MOST_ORDERS: usize = 10;
/// How old "last seen" may grow before it is written again.
const SEEN_EVERY: Minutes = Minutes(5);

/// The answer, in the language of whoever asks: the person's own, or what their Telegram speaks.
pub(super) async fn reply_to(desk: &Desk, update: &TelegramUpdate) -> Result<(Language, Reply), ActionError> {
    let from = &update.from;
    if let Asked::Start(Some(payload)) = &update.asked {
        let reply = open(desk, from, payload).await?;
        return Ok((language_of(known(desk, from).await?.as_ref().map(|(_, user)| user), from), reply));
    }
    let Some((link, user)) = known(desk, from).await? else {
        return Ok((language_of(None, from), Reply::NotLinked));
    };
    let language = language_of(Some(&user), from);
    if user.status != UserStatus::Active {
        return Ok((language, Reply::Locked));
    }
    note(desk, &link, from).await?;
    let reply = match &update.asked {
        Asked::Start(_) => Reply::Welcome,
        Asked::Help => Reply::Help,
        Asked::Orders => orders(desk, user.id).await?,
        Asked::Balance => balance(desk, user.id).await?,
        Asked::Something => Reply::Unknown,
        Asked::Pressed { button, .. } => press(desk, user.id, *button).await?,
    };
    Ok((language, reply))
}

/// Who this Telegram user is.
async fn known(desk: &Desk, from: &TelegramProfile) -> Result<Option<(TelegramLink, User)>, ActionError> {
    let Some(link) = desk.store.find::<TelegramLink>(from.id).await? else { return Ok(None) };
    let user = desk.store.get(link.user_id).await?;
    Ok(Some((link, user)))
}

fn language_of(user: Option<&User>, from: &TelegramProfile) -> Language {
    let code = from.language_code.as_deref().and_then(|code| code.split(['-', '_']).next());
    let of_app = || code.and_then(Language::from_word).unwrap_or(Language::En);
    user.map_or_else(of_app, |user| user.language)
}

/// Writes down that they were there, and that the bot may write to them.
async fn note(desk: &Desk, link: &TelegramLink, from: &TelegramProfile) -> Result<(), ActionError> {
    let seen = link.seen(from.clone(), TelegramDoor::Bot, desk.now());
    let says_nothing_new = (&seen.profile, seen.status) == (&link.profile, link.status);
    if says_nothing_new && desk.now() <= link.last_seen_at + SEEN_EVERY {
        return Ok(());
    }
    match desk.commit(Commit::new().save(&seen)).await {
        // Somebody else noted it.
        Err(error) if error.is_conflict() => Ok(()),
        other => other,
    }
}

async fn orders(desk: &Desk, person: UserId) -> Result<Reply, ActionError> {
    let orders = desk.store.orders_of(person, MOST_ORDERS).await?;
    let line = |order: domain::market::RequestCard| OrderLine {
        id: order.id,
        number: order.number,
        title: order.title,
        status: order.status,
    };
    Ok(Reply::Orders(orders.into_iter().map(line).collect()))
}

async fn balance(desk: &Desk, person: UserId) -> Result<Reply, ActionError> {
    let mut sums: Vec<Money> = Vec::new();
    for wallet in desk.store.wallets_of(person).await? {
        sums.push(desk.store.balance(&LedgerAccount::Wallet(wallet.id), wallet.currency).await?);
    }
    Ok(Reply::Balance(sums))
}

async fn press(desk: &Desk, person: UserId, button: Option<Button>) -> Result<Reply, ActionError> {
    match button {
        Some(Button::Read(item)) => read(desk, person, item).await,
        Some(Button::Mute(category, round)) => {
            let is_muted = notices::mute(desk, person, category, round).await?;
            Ok(if is_muted { Reply::Muted(category) } else { Reply::Spent })
        }
        None => Ok(Reply::Spent),
    }
}

async fn read(desk: &Desk, person: UserId, item: NotificationId) -> Result<Reply, ActionError> {
    match notices::read_notification(desk, person, item).await {
        Ok(item) => Ok(Reply::Marked { kind: item.kind, then: item.created_at }),
        // Swept, or never theirs.
        Err(ActionError::NotFound(_)) => Ok(Reply::Spent),
        Err(error) => Err(error),
    }
}
