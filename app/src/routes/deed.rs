//! A row of the table of deeds. Which deeds there are, the table says.

use super::{May, Whose};

/// One deed: the endpoint of a server function, and who may ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    /// The endpoint: `/api/<name>`, and `?deed=<name>` on the page of its form.
    pub name: &'static str,
    /// Who may ask.
    pub may: May,
    /// Whose the object must be.
    pub whose: Whose,
    /// Asked only of somebody who proved who they are within the last five minutes.
    pub after_step_up: bool,
    /// Done only with a passkey's yes to this very act.
    pub by_act: bool,
}

pub(super) const fn deed(name: &'static str, may: May, whose: Whose) -> Deed {
    Deed { name, may, whose, after_step_up: false, by_act: false }
}

impl Deed {
    /// The same, for somebody who has just proved who they are.
    pub(super) const fn after_step_up(self) -> Self {
        Self { after_step_up: true, ..self }
    }

    /// The same, with a passkey's yes to what the form says.
    pub(super) const fn by_act(self) -> Self {
        Self { by_act: true, ..self }
    }
}
