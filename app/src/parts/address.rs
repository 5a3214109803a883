//! A chain address in groups of four, left to right inside any text.

use domain::escrow::ChainAddress;
use leptos::prelude::*;

/// An address that can be compared by eye; a copy of it is whole.
#[component]
pub fn Address(
    /// The address.
    address: ChainAddress,
) -> impl IntoView {
    let groups: Vec<_> = groups(&address.0).map(|group| view! { <span>{group}</span> }).collect();
    view! { <bdi class="address" translate="no">{groups}</bdi> }
}

/// `0xAb12`, then four by four.
fn groups(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    let first = if text.starts_with("0x") { 6 } else { 4 }.min(letters.len());
    let (head, tail) = letters.split_at(first);
    let tail: Vec<String> = tail.chunks(4).map(String::from_iter).collect();
    std::iter::once(String::from_iter(head)).chain(tail)
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn an_address_is_cut_into_fours_without_losing_a_letter() {
        let text = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
        let groups: Vec<String> = groups(text).collect();
        assert_eq!(groups[..2], ["0x5FbD", "B231"]);
        assert_eq!(groups.concat(), text);
    }
}
