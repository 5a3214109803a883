//! Pages of those who run the house: people, the log, settings, and the books.

mod by_hand;
mod differences;
mod differences_history;
mod filters;
mod frame;
mod log;
mod log_rows;
mod payment;
mod payment_parts;
mod payment_told;
mod payments;
mod people;
mod person;
mod person_deeds;
mod screening;
mod settings;
mod settings_forms;
mod settings_said;
mod statistics;
mod statistics_chart;
mod treasury;
mod unclaimed;

pub use by_hand::ByHand;
pub use differences::Differences;
pub(super) use filters::{Choice, Narrow, words};
pub(super) use frame::{AdminPage, Onward, asked};
pub use log::Log;
pub use payment::PaymentPage;
pub use payments::Payments;
pub use people::People;
pub use person::Person;
pub use screening::Screening;
pub use settings::Settings;
pub use statistics::Statistics;
pub use treasury::Treasury;
pub use unclaimed::Aside;
