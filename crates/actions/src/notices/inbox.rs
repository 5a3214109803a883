//! The inbox: what a person is shown of it, and what they mark as read. Items are written by `letters`.

use crate::{ActionError, Desk, Topic, again::again};
use domain::{
    NotificationId, UserId,
    notices::{NoticeCategory, Notification},
};
use store::{Commit, NoticeFilter};

/// Items of a page.
const PAGE: usize = 50;
/// A badge says no more than this.
pub const MOST_COUNTED: u64 = 100;

/// The inbox as asked for in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NoticesForm {
    pub category: String,
    pub before: String,
}

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// Not read yet, the newest first; on the first page only.
    pub unread: Vec<Notification>,
    /// Read, the newest first.
    pub read: Vec<Notification>,
    /// True when there are more after the last that is read.
    pub and_more: bool,
}

/// A person's own items: what they have not read comes first.
///
/// # Errors
/// Only the database's.
pub async fn inbox(desk: &Desk, person: UserId, form: &NoticesForm) -> Result<Inbox, ActionError> {
    let filter =
        NoticeFilter { category: category_of(&form.category), is_read: true, before: form.before.parse().ok() };
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut read = desk.store.notifications(person, &filter, one_more).await?;
    let and_more = read.len() > PAGE;
    read.truncate(PAGE);
    let unread = match filter.before {
        Some(_) => Vec::new(),
        None => desk.store.notifications(person, &NoticeFilter { is_read: false, ..filter }, one_more - 1).await?,
    };
    Ok(Inbox { unread, read, and_more })
}

/// Marks one as read; it is answered with, for whoever goes where it leads.
///
/// # Errors
/// 404 for anybody else's.
pub async fn read_notification(desk: &Desk, person: UserId, id: NotificationId) -> Result<Notification, ActionError> {
    again(|| async {
        let item = desk.store.find::<Notification>(id).await?.filter(|item| item.user_id == person);
        let item = item.ok_or_else(|| ActionError::NotFound(id.to_string()))?;
        if let Some(read) = item.read(desk.now()) {
            desk.commit(Commit::new().save(&read).concerns(person)).await?;
        }
        Ok(item)
    })
    .await
}

/// Marks everything as read, or everything of one category.
///
/// # Errors
/// Only the database's.
pub async fn read_all(desk: &Desk, person: UserId, category: &str) -> Result<(), ActionError> {
    desk.store.read_notifications(person, category_of(category), desk.now()).await?;
    desk.feed.publish(Topic::Person(person));
    Ok(())
}

pub(super) fn category_of(text: &str) -> Option<NoticeCategory> {
    text.parse().ok()
}
