//! The glass is broken: an admin asks with a reason, another says yes within an hour, and for an hour the click stands for
//! signers. Each yes is a passkey's, bound to this very deed. What is approved meanwhile is in
//! `break_glass_use`.

use super::{
    break_glass_clock::{moved, over_by_clock},
    break_glass_told::tell,
    break_glass_use::is_long_admin,
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    admin::must_be_admin,
    again::{again, once},
    identity::{Act, ActAnswer, proven_act},
};
use domain::{
    BreakGlassId, Change, UserId,
    custody::{
        BreakGlass, BreakGlassDeed, BreakGlassError, BreakGlassStatus, GlassNews, GlassYes, check_glass_reason,
        plain_reason,
    },
    event::{Actor, EventRow, Subject},
    identity::{Role, User},
    tasks::{Deed, ScheduledTask},
};
use store::{BREAK_GLASS_INDEX, Commit, StoreError};

impl From<BreakGlassError> for ActionError {
    fn from(error: BreakGlassError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            BreakGlassError::Move(refused) => Self::IllegalMove(refused),
            BreakGlassError::Payout(error) => error.into(),
            BreakGlassError::There
            | BreakGlassError::SameAdmin
            | BreakGlassError::NewAdmin
            | BreakGlassError::AskerLeft
            | BreakGlassError::TooLate => Self::Refused { status, code, detail: None },
        }
    }
}

/// What a passkey says yes to when the glass is asked to be broken.
pub fn asking_break_glass(reason: &str) -> Act {
    Act::new("ask_break_glass", [("reason", plain_reason(reason).as_str())])
}

/// What another admin's passkey says yes to.
pub fn confirming_break_glass(id: BreakGlassId) -> Act {
    Act::new("confirm_break_glass", [("which", id.to_string().as_str())])
}

/// An admin asks that the glass be broken, with a passkey's yes. Nothing is open by it. Sent twice, it is asked once.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin of a day and more, and without the passkey; 401 when its answer is not believed; 409
/// `break-glass-there` while another is asked for or open.
pub async fn ask_break_glass(
    desk: &Desk,
    who: UserId,
    reason: &str,
    key: &FormKey,
    yes: &ActAnswer,
) -> Result<BreakGlassId, ActionError> {
    let keyed = Keyed::new(who, "ask_break_glass", key);
    once(desk, &keyed, || ask_now(desk, who, reason, &keyed, yes)).await
}

async fn ask_now(
    desk: &Desk,
    who: UserId,
    reason: &str,
    keyed: &Keyed,
    yes: &ActAnswer,
) -> Result<BreakGlassId, ActionError> {
    let admin = must_be_admin(desk, who).await?;
    let reason = check_glass_reason(reason)?;
    not_new(desk, who).await?;
    let mut commit = Commit::new();
    if let Some(old) = desk.store.present_break_glass().await? {
        // What is over stands in nobody's way, whether the clock has been there or not.
        let (deed, over) = old.timed_out(desk.now())?.ok_or(BreakGlassError::There)?;
        commit = over_by_clock(desk, &old, (deed, &over), commit).await?;
    }
    let yes = proven_act(desk, who, &asking_break_glass(&reason), yes).await?;
    let now = desk.now();
    let asked = BreakGlass::asked(desk.new_id(), reason, GlassYes { by: who, act: yes.signed.clone(), at: now });
    let born = desk.event(Subject::BreakGlass(asked.id), Actor::User(who), "ask_break_glass", None, asked.status);
    let born = EventRow { why: Some(asked.reason.clone()), ..born };
    let lapses = ScheduledTask::at(desk.new_id(), Deed::LapseBreakGlass(asked.id), asked.confirm_by, now);
    let commit = yes.in_commit(commit.insert(&asked).save(&admin)).record(&born).task(&lapses);
    let commit = commit.once(&keyed.answer(desk, &asked.id.to_string()));
    let commit = tell(commit, desk, &asked, (GlassNews::Asked, Some(&admin)), None).await?;
    match desk.commit(commit).await {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == BREAK_GLASS_INDEX => {
            Err(BreakGlassError::There.into())
        }
        done => done.map(|()| asked.id),
    }
}

/// Another admin says yes, with a passkey's: it is open for an hour from now on. Done twice, it is done once.
///
/// # Errors
/// 403 for anybody but an admin of a day and more, for who asked, and without the passkey; 401 when its answer is not believed; 409 when it is
/// too late or over, or who asked is no admin any more.
pub async fn confirm_break_glass(
    desk: &Desk,
    who: UserId,
    id: BreakGlassId,
    yes: &ActAnswer,
) -> Result<(), ActionError> {
    again(|| async {
        let admin = must_be_admin(desk, who).await?;
        let asked: BreakGlass = desk.store.get(id).await?;
        if asked.status == BreakGlassStatus::Open && asked.confirmed.as_ref().is_some_and(|yes| yes.by == who) {
            return Ok(());
        }
        asked.may_be_confirmed(who, desk.now())?;
        not_new(desk, who).await?;
        let asker: User = desk.store.get(asked.asked.by).await?;
        if !asker.is(Role::Admin) {
            return Err(BreakGlassError::AskerLeft.into());
        }
        let yes = proven_act(desk, who, &confirming_break_glass(id), yes).await?;
        let open = asked.opened(GlassYes { by: who, act: yes.signed.clone(), at: desk.now() })?;
        let row = moved(desk, Actor::User(who), &asked, BreakGlassDeed::Confirm, &open);
        // Both are saved too: whoever loses the role at this moment opens nothing.
        let commit = yes.in_commit(Commit::new().save(&open).save(&admin).save(&asker)).record(&row);
        let commit = commit.cancel_task(Deed::LapseBreakGlass(id).key()).task(&ends(desk, &open));
        desk.commit(tell(commit, desk, &open, (GlassNews::Opened, Some(&admin)), None).await?).await
    })
    .await
}

async fn not_new(desk: &Desk, who: UserId) -> Result<(), ActionError> {
    if is_long_admin(desk, who, desk.now()).await? { Ok(()) } else { Err(BreakGlassError::NewAdmin.into()) }
}

fn ends(desk: &Desk, open: &BreakGlass) -> ScheduledTask {
    let at = open.ends_at.unwrap_or(open.updated_at);
    ScheduledTask::at(desk.new_id(), Deed::EndBreakGlass(open.id), at, desk.now())
}

/// An admin says no to one that is asked for; who asked takes it back like that. Done twice, it is done once.
///
/// # Errors
/// 403 for anybody but an admin; 409 once it is open.
pub async fn refuse_break_glass(desk: &Desk, who: UserId, id: BreakGlassId) -> Result<(), ActionError> {
    stop(desk, who, id, (BreakGlassDeed::Refuse, GlassNews::Refused)).await
}

/// An admin ends one that is open before its hour is over. Done twice, it is done once.
///
/// # Errors
/// 403 for anybody but an admin; 409 while it is only asked for.
pub async fn close_break_glass(desk: &Desk, who: UserId, id: BreakGlassId) -> Result<(), ActionError> {
    stop(desk, who, id, (BreakGlassDeed::Close, GlassNews::Closed)).await
}

async fn stop(
    desk: &Desk,
    who: UserId,
    id: BreakGlassId,
    (deed, news): (BreakGlassDeed, GlassNews),
) -> Result<(), ActionError> {
    again(|| async {
        let admin = must_be_admin(desk, who).await?;
        let before: BreakGlass = desk.store.get(id).await?;
        let now = desk.now();
        if let Some((due, over)) = before.timed_out(now)? {
            return desk.commit(over_by_clock(desk, &before, (due, &over), Commit::new()).await?).await;
        }
        let Change::Made(over) = before.stopped(who, deed, now)? else { return Ok(()) };
        let commit = Commit::new().save(&over).save(&admin);
        let commit = commit.record(&moved(desk, Actor::User(who), &before, deed, &over));
        let clock = match deed {
            BreakGlassDeed::Close => Deed::EndBreakGlass(id),
            _ => Deed::LapseBreakGlass(id),
        };
        let commit = commit.cancel_task(clock.key());
        desk.commit(tell(commit, desk, &over, (news, Some(&admin)), None).await?).await
    })
    .await
}
