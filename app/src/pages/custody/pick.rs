//! One address of a person's list, to be chosen where money leaves; and the way to the list.

use crate::{
    dates, lang,
    parts::{Notice, SelectField},
    t::{self, Locale},
};
use domain::{
    Timestamp,
    custody::{AddressStanding, PayoutAddress},
};
use leptos::{either::Either, prelude::*};

/// The choice; where the list is empty, what to do about it.
#[component]
pub(crate) fn AddressPick(
    /// The form's deed.
    deed: &'static str,
    /// The person's list.
    addresses: Vec<PayoutAddress>,
    /// The address that was chosen before.
    value: String,
    /// The moment of the page.
    now: Timestamp,
    /// What choosing none of them means; nothing is chosen for somebody who has not.
    #[prop(optional)]
    none: Option<&'static str>,
) -> impl IntoView {
    let l = lang();
    let inside = if addresses.is_empty() {
        Either::Left(view! { <Notice kind="info"><p>{t::addresses_none_yet(l)}</p></Notice> })
    } else {
        let only = (none.is_none() && value.is_empty()).then(|| only_usable(&addresses, now)).flatten();
        let none = (String::new(), none.unwrap_or(t::addresses_pick(l)).to_owned());
        let listed = addresses.iter().map(|address| option(l, address, now));
        let options: Vec<_> = std::iter::once(none).chain(listed).collect();
        let value = only.unwrap_or(value);
        Either::Right(view! {
            <SelectField deed=deed name="address" label=t::custody_address(l) options=options value=value required=true/>
        })
    };
    view! {
        {inside}
        <p><a href="/settings/payout-addresses">{t::addresses_manage(l)}</a></p>
    }
}

/// Where there is one way only, it stands there already.
fn only_usable(addresses: &[PayoutAddress], now: Timestamp) -> Option<String> {
    match addresses {
        [only] if only.standing(now) == AddressStanding::Usable => Some(only.address.0.clone()),
        _ => None,
    }
}

/// What it is called, its ends, and from when on it can be used where that is to come.
fn option(l: Locale, address: &PayoutAddress, now: Timestamp) -> (String, String) {
    let (value, label) = (address.address.0.clone(), address.label.clone());
    let text = match address.standing(now) {
        AddressStanding::Waits => {
            t::addresses_option_waits(l, ends(&value), dates::moment(l, address.usable_from), label)
        }
        AddressStanding::Usable | AddressStanding::Removed => t::addresses_option(l, ends(&value), label),
    };
    (value, text)
}

/// `0x5aAe…BeAed`: the whole of it is shown before anything leaves.
fn ends(address: &str) -> String {
    match (address.get(..6), address.get(address.len().saturating_sub(4)..)) {
        (Some(first), Some(last)) => format!("\u{2066}{first}…{last}\u{2069}"),
        _ => address.to_owned(),
    }
}
