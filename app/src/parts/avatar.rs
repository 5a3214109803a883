//! A face without a picture: the first letters of a name.

use leptos::prelude::*;

/// A round mark; the name stands beside it, so it is for the eye only.
#[component]
pub fn Avatar(
    /// The shown name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <span class="avatar-mark" aria-hidden="true" translate="no">{initials(&name)}</span> }
}

/// Two letters where the script has capitals, one where letters would join.
fn initials(name: &str) -> String {
    let mut firsts = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let Some(first) = firsts.next() else { return String::new() };
    let last = firsts.next_back().filter(|_| first.is_uppercase());
    first.to_uppercase().chain(last.into_iter().flat_map(char::to_uppercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_in_any_script_has_a_mark() {
        for (name, mark) in
            [("Leila Rahimi", "LR"), ("reza", "R"), ("کارگاه کاوه", "ک"), ("Ann B. Cole", "AC"), ("…", "")]
        {
            assert_eq!(initials(name), mark, "{name}");
        }
    }
}
