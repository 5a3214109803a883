//! Where a key stands in the tree: accounts of Ethereum and their addresses, and nothing else. Devices refuse what lies outside;
//! so do we, before anything is asked.

use crate::Error;
use std::fmt;

const HARDENED: u32 = 1 << 31;
const PURPOSE: u32 = HARDENED | 44;
const ETHEREUM: u32 = HARDENED | 60;
const ACCOUNT_LIMIT: u32 = 100;
const INDEX_LIMIT: u32 = 1_000_000;

/// `m/44'/60'/account'`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountPath {
    account: u32,
}

/// `m/44'/60'/account'/0/index`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath {
    account: AccountPath,
    index: u32,
}

impl AccountPath {
    /// Accounts go to 100.
    ///
    /// # Errors
    /// [`Error::ForbiddenPath`].
    pub fn try_new(account: u32) -> Result<Self, Error> {
        if account <= ACCOUNT_LIMIT { Ok(Self { account }) } else { Err(Error::ForbiddenPath) }
    }

    /// An address of this account; they go to a million.
    ///
    /// # Errors
    /// [`Error::ForbiddenPath`].
    pub fn key(self, index: u32) -> Result<KeyPath, Error> {
        if index <= INDEX_LIMIT { Ok(KeyPath { account: self, index }) } else { Err(Error::ForbiddenPath) }
    }

    /// As devices count it.
    pub fn address_n(self) -> Vec<u32> {
        vec![PURPOSE, ETHEREUM, HARDENED | self.account]
    }
}

impl KeyPath {
    /// Accounts go to 100, addresses to a million.
    ///
    /// # Errors
    /// [`Error::ForbiddenPath`].
    pub fn try_new(account: u32, index: u32) -> Result<Self, Error> {
        AccountPath::try_new(account)?.key(index)
    }

    /// As devices count it.
    pub fn address_n(self) -> Vec<u32> {
        let mut steps = self.account.address_n();
        steps.extend([0, self.index]);
        steps
    }
}

impl fmt::Display for AccountPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m/44'/60'/{}'", self.account)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/0/{}", self.account, self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_devices_refuse_is_refused_before_they_are_asked() {
        for (account, index, is_good) in [
            (0, 0, true),
            (100, 1_000_000, true),
            (101, 0, false),
            (0, 1_000_001, false),
            (HARDENED, 0, false),
            (0, HARDENED, false),
            (u32::MAX, u32::MAX, false),
        ] {
            let path = KeyPath::try_new(account, index);
            assert_eq!(path.is_ok(), is_good, "{account} {index}");
            assert!(is_good || path == Err(Error::ForbiddenPath));
        }
        assert_eq!(KeyPath::try_new(7, 5).unwrap().to_string(), "m/44'/60'/7'/0/5");
    }
}
