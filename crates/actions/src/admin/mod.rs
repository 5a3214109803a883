//! What those who run the house do: look at the log, look after people, keep the books.

mod incidents;
mod look;
mod note;
mod payments;
mod payments_asked;
mod people;
mod statistics;
mod treasury;
mod unclaimed;

pub use incidents::{IncidentLine, Incidents, incidents};
pub use look::{LogForm, PAGE, Part, PersonFile, log, names_in, people, person_file};
pub(crate) use look::{must_be, must_be_admin};
pub use note::{note_failed_sign_in, note_refusal, note_sign_in, note_sign_out};
pub use payments::{PaymentFile, PaymentLine, PaymentsForm, payment_file, payments, payments_sheet};
pub use people::{end_user_sessions, grant_role, lock_user, revoke_role, set_verification_level, unlock_user};
pub use statistics::statistics;
pub use treasury::{Treasury, TreasuryLine, TrialLine, treasury};
pub use unclaimed::{AsideFor, AsideLine, aside};
