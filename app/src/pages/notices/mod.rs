//! Pages of what a person is told.

mod inbox;
mod settings;
mod telegram;
mod unsubscribe;

pub use inbox::Notifications;
pub use settings::NotificationSettings;
pub use telegram::TelegramSettings;
pub use unsubscribe::Unsubscribe;
