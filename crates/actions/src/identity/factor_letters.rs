//! The letters that go out when a second way changes.

use crate::{ActionError, Desk};
use domain::identity::User;
use store::Commit;

pub(super) fn totp_added(_desk: &Desk, _user: &User, commit: Commit) -> Result<Commit, ActionError> {
    Ok(commit)
}

pub(super) fn totp_removed(_desk: &Desk, _user: &User, commit: Commit) -> Result<Commit, ActionError> {
    Ok(commit)
}

pub(super) fn new_recovery_codes(_desk: &Desk, _user: &User, commit: Commit) -> Result<Commit, ActionError> {
    Ok(commit)
}

pub(super) fn recovery_used(_desk: &Desk, _user: &User, commit: Commit) -> Result<Commit, ActionError> {
    Ok(commit)
}
