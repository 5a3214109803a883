//! How the steps of a timeline come out of where something stands and of its history.

use super::timeline::{Step, StepState};
use domain::{
    Timestamp,
    event::{EventRow, Subject},
    machine::Word,
    market::RequestStatus,
};

/// Every step of a way of which `done` are behind: the next one is at hand, the others are to come.
pub fn walked(length: usize, done: usize, step: impl Fn(usize, StepState) -> Step) -> Vec<Step> {
    let state = |place: usize| match place.cmp(&done) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Current,
        std::cmp::Ordering::Greater => StepState::Todo,
    };
    (0..length).map(|place| step(place, state(place))).collect()
}

/// The steps that were made, and where it stopped.
pub fn stopped(made: impl Iterator<Item = (String, Timestamp)>, end: Step) -> Vec<Step> {
    let made = made.map(|(label, at)| Step { label, state: StepState::Done, at: Some(at), text: None });
    made.chain([Step { state: StepState::Stopped, ..end }]).collect()
}

/// When a request first came into one of these states.
pub fn reached(history: &[EventRow], states: &[RequestStatus]) -> Option<Timestamp> {
    let is_it = |row: &&EventRow| {
        let came = states.iter().any(|state| row.to == state.word());
        matches!(row.subject, Subject::Request(_)) && came && row.from.as_ref() != Some(&row.to)
    };
    history.iter().find(is_it).map(|row| row.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_is_at_hand_until_all_are_behind() {
        let states = |done| -> Vec<StepState> {
            let step = |_, state| Step { label: String::new(), state, at: None, text: None };
            walked(3, done, step).into_iter().map(|step| step.state).collect()
        };
        assert_eq!(states(0), [StepState::Current, StepState::Todo, StepState::Todo]);
        assert_eq!(states(1), [StepState::Done, StepState::Current, StepState::Todo]);
        assert_eq!(states(3), [StepState::Done; 3]);
    }
}
