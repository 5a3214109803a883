//! What was refused of a transfer that has no such form (any more): another admin was quicker, or the chain was.

use crate::{Refused, parts, ssr::viewer};
use actions::admin::IncidentLine;
use leptos::prelude::*;

const DEEDS: [&str; 3] = ["ask_reversal", "confirm_reversal", "drop_reversal"];

/// Said above the list, where no form of the list can say it.
pub(super) fn missed(open: &[IncidentLine]) -> Option<AnyView> {
    let me = viewer()?.id;
    let has_form = |which: &String, deed: &str| {
        let line = open.iter().find(|line| line.event.id.to_string() == *which);
        line.is_some_and(|line| match (&line.event.reversal_asked, deed) {
            (None, deed) => deed == "ask_reversal",
            (Some(asked), "confirm_reversal") => asked.by != me,
            (Some(_), deed) => deed == "drop_reversal",
        })
    };
    let is_missed = |deed: &str| {
        Refused::of(deed).is_some_and(|refused| refused.values.get("which").is_none_or(|which| !has_form(which, deed)))
    };
    DEEDS.into_iter().find(|deed| is_missed(deed)).and_then(parts::missed)
}
