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

    /// Reads `m/44'/60'/account'`, as [`AccountPath`] is written.
    ///
    /// # Errors
    /// [`Error::ForbiddenPath`]: any other path.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let account = text.strip_prefix("m/44'/60'/").and_then(|rest| rest.strip_suffix('\''));
        Self::try_new(account.and_then(number).ok_or(Error::ForbiddenPath)?)
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

    /// Reads `m/44'/60'/account'/0/index`, as [`KeyPath`] is written.
    ///
    /// # Errors
    /// [`Error::ForbiddenPath`]: any other path.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (account, index) = text.split_once("/0/").ok_or(Error::ForbiddenPath)?;
        AccountPath::parse(account)?.key(number(index).ok_or(Error::ForbiddenPath)?)
    }

    /// As devices count it.
    pub fn address_n(self) -> Vec<u32> {
        let mut steps = self.account.address_n();
        steps.extend([0, self.index]);
        steps
    }
}

/// In the one way it is written.
fn number(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|number: &u32| number.to_string() == digits)
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

    #[test]
    fn a_path_is_read_as_it_is_written_and_in_no_other_way() {
        let account = AccountPath::try_new(7).unwrap();
        assert_eq!(AccountPath::parse(&account.to_string()), Ok(account));
        assert_eq!(KeyPath::parse("m/44'/60'/7'/0/1000000"), account.key(1_000_000));
        for other in [
            "",
            "m",
            "m/44'/60'/7",
            "m/44'/60'/07'",
            "m/44'/60'/+7'",
            "m/44'/60'/101'",
            "m/44'/0'/7'",
            "44'/60'/7'",
            "m/44'/60'/7'/0/1",
        ] {
            assert_eq!(AccountPath::parse(other), Err(Error::ForbiddenPath), "{other}");
        }
        for other in
            ["m/44'/60'/7'/1/0", "m/44'/60'/7'/0/", "m/44'/60'/7'/0/1000001", "m/44'/60'/7'/0/0/0", "m/44'/60'/7'/0/01"]
        {
            assert_eq!(KeyPath::parse(other), Err(Error::ForbiddenPath), "{other}");
        }
    }
}
