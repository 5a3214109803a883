//! Pages of what a person is told.

mod inbox;
mod settings;
mod unsubscribe;

pub use inbox::Notifications;
pub use settings::NotificationSettings;
pub use unsubscribe::Unsubscribe;
