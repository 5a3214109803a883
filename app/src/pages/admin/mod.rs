//! Pages of those who run the house: people, the log, settings.

mod filters;
mod frame;
mod log;
mod log_rows;
mod people;
mod person;
mod person_deeds;
mod settings;
mod settings_forms;
mod settings_said;

pub(super) use frame::AdminPage;
pub use log::Log;
pub use people::People;
pub use person::Person;
pub use settings::Settings;
