//! Parts used by two pages or more: forms, money, times, timelines. Server-rendered, no wasm.
//!
//! Form parts read the refusal of their own deed from the context: a page writes a form once, and its kept text
//! and its field errors come by themselves.

mod address;
mod choices;
mod deed_form;
mod fields;
mod money;
mod notice;
mod pager;
mod person;
mod timeline;
mod when;

pub use address::Address;
pub use choices::{CheckField, RadioField, SelectField};
pub use deed_form::{DeedForm, HiddenField, Submit};
pub use fields::{TextArea, TextField};
pub use money::MoneyView;
pub use notice::{Empty, Icon, Notice};
pub use pager::Pager;
pub use person::Person;
pub use timeline::{Step, StepState, Timeline};
pub use when::When;
