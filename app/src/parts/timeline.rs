//! The way of an agreement, top to bottom.

use crate::{lang, parts::When, t};
use domain::Timestamp;
use leptos::prelude::*;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Somebody must act now.
    Current,
    /// Ahead.
    Todo,
    /// It ended here.
    Stopped,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// When it happened.
    pub at: Option<Timestamp>,
    /// Who acts next, by when.
    pub text: Option<String>,
}

/// The steps of an agreement.
#[component]
pub fn Timeline(
    /// In their order.
    steps: Vec<Step>,
) -> impl IntoView {
    let steps: Vec<_> = steps.into_iter().map(|step| view! { <Line step/> }).collect();
    view! { <ol class="timeline">{steps}</ol> }
}

#[component]
fn Line(step: Step) -> impl IntoView {
    let l = lang();
    let (state, said) = match step.state {
        StepState::Done => ("done", t::house_step_done(l)),
        StepState::Current => ("current", t::house_step_current(l)),
        StepState::Todo => ("todo", t::house_step_todo(l)),
        StepState::Stopped => ("stopped", t::house_step_stopped(l)),
    };
    let current = (step.state == StepState::Current).then_some("step");
    view! {
        <li class="timeline-step" data-state=state aria-current=current>
            <strong>{step.label}</strong>
            " "
            <span class="visually-hidden">"(" {said} ")"</span>
            {step.at.map(|at| view! { <When at/> })}
            {step.text.map(|text| view! { <p>{text}</p> })}
        </li>
    }
}
