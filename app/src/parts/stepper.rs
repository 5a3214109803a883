//! The steps of a long form. What an agreement goes through is a timeline instead.

use leptos::prelude::*;

/// Every step as a link; those behind and the one at hand are filled.
#[component]
pub fn Stepper(
    /// What the steps are of.
    #[prop(into)]
    label: String,
    /// Address and name.
    steps: Vec<(String, String)>,
    /// Which one is at hand, from 1.
    here: usize,
) -> impl IntoView {
    let steps = steps.into_iter().zip(1..).map(|((href, text), number)| {
        let class = if number <= here { "step step-primary" } else { "step" };
        view! { <li class=class aria-current=(number == here).then_some("step")><a href=href>{text}</a></li> }
    });
    let steps: Vec<_> = steps.collect();
    view! { <nav aria-label=label><ol class="steps w-full text-sm">{steps}</ol></nav> }
}
