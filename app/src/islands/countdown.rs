//! The time that is left, ticking. Without JavaScript only the clock time beside it stands.

use super::browser;
use crate::{lang, t, words::digits};
use leptos::prelude::*;
use std::time::Duration;

/// Counts down to a deadline of the server: its clock counts, not the reader's.
#[island]
pub fn Countdown(
    /// What was left when the page was made.
    left_ms: i64,
    /// "left", in the reader's language.
    word: String,
) -> impl IntoView {
    let l = lang();
    let left = RwSignal::new(left_ms);
    let is_alive = RwSignal::new(false);
    Effect::new(move || {
        let tick = move || left.set(left_ms - browser::page_age_ms());
        tick();
        is_alive.set(true);
        set_interval(tick, Duration::from_secs(1));
    });
    view! {
        <span role="timer" class:asleep=move || !is_alive.get()>
            "· " {move || days(left.get()).map(|days| format!("{} ", t::silence_days(l, days)))}
            <bdi dir="ltr" class="tabular-nums">{move || digits(l, &clock(left.get()))}</bdi> " " {word}
        </span>
    }
}

const DAY: i64 = 86_400;

/// Whole days, when there is one.
fn days(left_ms: i64) -> Option<u64> {
    u64::try_from(left_ms / 1_000 / DAY).ok().filter(|days| *days > 0)
}

/// `59:12`, or `23:59:12` from an hour on; beside the days, and never below zero.
fn clock(left_ms: i64) -> String {
    let seconds = (left_ms / 1_000).max(0) % DAY;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::{clock, days};

    #[test]
    fn the_time_left_is_told_in_minutes_and_never_below_zero() {
        assert_eq!(clock(3_552_999), "59:12");
        assert_eq!(clock(86_399_000), "23:59:59");
        assert_eq!(clock(-5_000), "00:00");
        assert_eq!((days(86_399_000), days(-5_000)), (None, None));
        assert_eq!((days(13 * 86_400_000 + 61_000), clock(13 * 86_400_000 + 61_000)), (Some(13), "01:01".to_owned()));
    }
}
