//! A point in time.

use crate::{dates, lang};
use domain::Timestamp;
use leptos::prelude::*;

/// Date and time, or the date alone, in the reader's calendar; machines read the attribute.
#[component]
pub fn When(
    /// The moment.
    at: Timestamp,
    /// Without the time of day.
    #[prop(optional)]
    date_only: bool,
) -> impl IntoView {
    let text = if date_only { dates::date(lang(), at) } else { dates::moment(lang(), at) };
    view! { <time datetime=at.to_string()>{text}</time> }
}
