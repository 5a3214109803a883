//! `AccountIps`: the browsers and the addresses a person has come in with. What is not among them is told to the person.

use super::Device;
use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// Most of each kind that are kept; whatever was not seen for longest makes room.
const MOST: usize = 40;

/// A browser that has come in, known by a cookie that it was given then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    /// A hash of the cookie: whoever reads it has no cookie.
    pub mark: String,
    /// What it said of itself last.
    pub device: Device,
    /// First seen.
    pub first_connection: Timestamp,
    /// Last seen.
    pub last_connection: Timestamp,
}

/// An address that somebody has come in from; of a version 6 address only the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAddress {
    /// As text.
    pub ip: String,
    /// First seen.
    pub first_connection: Timestamp,
    /// Last seen.
    pub last_connection: Timestamp,
}

/// From where a person comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountIps {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Browsers, the last seen first.
    pub devices: Vec<KnownDevice>,
    /// Addresses, the last seen first.
    pub addresses: Vec<KnownAddress>,
}

/// Somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The hash of the browser's cookie.
    pub mark: &'a str,
    /// What it says of itself.
    pub device: Device,
    /// From where, where that is known.
    pub ip: Option<&'a str>,
}

impl AccountIps {
    /// Nobody has come yet.
    pub const fn of(id: UserId) -> Self {
        Self { id, version: 0, devices: Vec::new(), addresses: Vec::new() }
    }

    /// Somebody came in: the list with them on it, and whether the person must be told. The first of all is no news.
    #[must_use]
    pub fn arrived(&self, arrival: &Arrival<'_>, now: Timestamp) -> (Self, bool) {
        let is_first = self.devices.is_empty() && self.addresses.is_empty();
        let mut after = self.clone();
        let known = take(&mut after.devices, |device| device.mark == arrival.mark);
        let is_new_device = known.is_none();
        let first_connection = known.map_or(now, |device| device.first_connection);
        let (mark, device) = (arrival.mark.to_owned(), arrival.device.clone());
        after.devices.insert(0, KnownDevice { mark, device, first_connection, last_connection: now });
        after.devices.truncate(MOST);
        let is_new_address = arrival.ip.is_some_and(|ip| after.seen_from(ip, now));
        (after, !is_first && (is_new_device || is_new_address))
    }

    /// True when nobody came from there before.
    fn seen_from(&mut self, ip: &str, now: Timestamp) -> bool {
        let known = take(&mut self.addresses, |address| address.ip == ip);
        let is_new = known.is_none();
        let first_connection = known.map_or(now, |address| address.first_connection);
        self.addresses.insert(0, KnownAddress { ip: ip.to_owned(), first_connection, last_connection: now });
        self.addresses.truncate(MOST);
        is_new
    }

    /// Without this browser: the next time it comes it is new. None when it is not there.
    pub fn without_device(&self, mark: &str) -> Option<Self> {
        let mut after = self.clone();
        take(&mut after.devices, |device| device.mark == mark).map(|_| after)
    }

    /// Without this address.
    pub fn without_address(&self, ip: &str) -> Option<Self> {
        let mut after = self.clone();
        take(&mut after.addresses, |address| address.ip == ip).map(|_| after)
    }
}

fn take<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Option<T> {
    list.iter().position(is_it).map(|at| list.remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn come<'a>(mark: &'a str, ip: &'a str) -> Arrival<'a> {
        Arrival { mark, device: Device::default(), ip: Some(ip) }
    }

    #[test]
    fn the_first_is_no_news_what_is_known_is_none_and_everything_else_is() {
        let (mut list, mut told) = (AccountIps::of(UserId::from_bytes([1; 16])), Vec::new());
        let arrivals = [("a", "1"), ("a", "1"), ("b", "1"), ("a", "2"), ("b", "2"), ("c", "3"), ("a", "1")];
        for (minute, (mark, ip)) in (0..).zip(arrivals) {
            let (after, is_news) = list.arrived(&come(mark, ip), at(minute));
            (list, _) = (after, told.push(is_news));
        }
        assert_eq!(told, [false, false, true, true, false, true, false]);
        let first = list.devices.iter().find(|device| device.mark == "a").unwrap();
        assert_eq!((first.first_connection, first.last_connection), (at(0), at(6)));
        assert_eq!(list.devices.iter().map(|device| device.mark.as_str()).collect::<Vec<_>>(), ["a", "c", "b"]);
    }

    #[test]
    fn whatever_was_disowned_is_news_again_and_the_rest_stays_known() {
        let (list, _) = AccountIps::of(UserId::from_bytes([1; 16])).arrived(&come("a", "1"), at(0));
        let (list, _) = list.arrived(&come("b", "2"), at(1));
        let list = list.without_device("b").unwrap();
        assert!(list.without_device("b").is_none() && list.without_address("9").is_none());
        assert!(list.arrived(&come("b", "2"), at(2)).1 && !list.arrived(&come("a", "2"), at(2)).1);
        let list = list.without_address("2").unwrap();
        assert!(list.arrived(&come("a", "2"), at(2)).1);
    }

    #[test]
    fn the_lists_do_not_grow_for_ever() {
        let mut list = AccountIps::of(UserId::from_bytes([1; 16]));
        for minute in 0..100 {
            let name = minute.to_string();
            (list, _) = list.arrived(&come(&name, &name), at(minute));
        }
        assert_eq!((list.devices.len(), list.addresses.len()), (MOST, MOST));
        assert_eq!((list.devices[0].mark.as_str(), list.devices[MOST - 1].mark.as_str()), ("99", "60"));
    }
}
