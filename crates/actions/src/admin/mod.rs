//! What those who run the house do: look at the log, look after people.

mod look;
mod note;
mod people;

pub use look::{LogForm, PAGE, Part, PersonFile, log, names_in, people, person_file};
pub use note::{note_failed_sign_in, note_refusal, note_sign_in, note_sign_out};
pub use people::{end_user_sessions, grant_role, lock_user, revoke_role, set_verification_level, unlock_user};
