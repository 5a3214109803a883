//! `Shelf`: who finds a request by browsing. Kept beside the status, so that one equality answers it.

use crate::{market::RequestStatus, words};

words! {
    /// Who finds a request by browsing.
    pub enum Shelf {
        /// Everybody.
        Public = "public",
        /// Its buyer and the sellers who were asked by name.
        Asked = "asked",
        /// Nobody: it is an order by now, or over.
        Off = "off",
    }
}

impl Shelf {
    /// Where a request of this status stands.
    pub const fn of(status: RequestStatus, is_public: bool) -> Self {
        match (status.is_open(), is_public) {
            (true, true) => Self::Public,
            (true, false) => Self::Asked,
            (false, _) => Self::Off,
        }
    }
}
