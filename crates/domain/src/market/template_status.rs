//! Where a template stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// `active ⇄ paused → deleted`.
    pub enum TemplateStatus {
        /// Can be bought.
        Active = "active",
        /// Shown, and not sold for now.
        Paused = "paused",
        /// Gone from every list; orders made from it stay.
        Deleted = "deleted",
    }
}

words! {
    /// What can happen to a template.
    pub enum TemplateDeed {
        /// The seller stops selling for a while.
        Pause = "pause",
        /// The seller sells again.
        Resume = "resume",
        /// The seller takes it away.
        Delete = "delete",
    }
}

impl TemplateStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: TemplateDeed) -> Result<Self, Refused> {
        match (self, deed) {
            (Self::Active, TemplateDeed::Pause) => Ok(Self::Paused),
            (Self::Paused, TemplateDeed::Resume) => Ok(Self::Active),
            (Self::Active | Self::Paused, TemplateDeed::Delete) => Ok(Self::Deleted),
            (
                Self::Active | Self::Paused | Self::Deleted,
                TemplateDeed::Pause | TemplateDeed::Resume | TemplateDeed::Delete,
            ) => Err(super::refused("request_template", self, deed)),
        }
    }
}
