//! Pages of those who run the house: people and the log.

mod filters;
mod frame;
mod log;
mod log_rows;
mod people;
mod person;
mod person_deeds;

pub(super) use frame::AdminPage;
pub use log::Log;
pub use people::People;
pub use person::Person;
