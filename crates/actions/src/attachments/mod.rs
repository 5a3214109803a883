//! Files beside things: brought, shown, taken away, and what nobody has any more swept from the shelf.
//!
//! A row is written before its bytes are put on the shelf and gets its place after all of them are there: whoever is
//! killed in between leaves rows without a place, and the sweep takes bytes and row away.

mod attach;
mod home;
mod look;
mod sweep;
mod take_away;

pub use attach::Attaching;
pub use look::{FilesAround, FilesBeside, files_around, open_file};
pub use sweep::sweep;
pub use take_away::take_away;

use crate::ActionError;
use domain::attachments::AttachmentError;
use files::ShelfError;
use home::Home;

impl From<AttachmentError> for ActionError {
    fn from(error: AttachmentError) -> Self {
        Self::Refused { status: error.status(), code: error.code(), detail: None }
    }
}

fn unshelved(error: ShelfError) -> ActionError {
    match error {
        ShelfError::Store(error) => ActionError::Outside(error.to_string()),
        // What was put there is gone or another thing: somebody was at the shelf.
        broken => ActionError::Broken(broken.to_string()),
    }
}
