//! Parts used by two pages or more: forms, money, times, timelines. Server-rendered, no wasm.
//!
//! Form parts read the refusal of their own deed from the context: a page writes a form once, and its kept text
//! and its field errors come by themselves.

mod address;
mod avatar;
mod button;
mod chat_link;
mod choices;
mod deed_form;
mod dialog;
mod fields;
mod file_drop;
mod missed;
mod money;
mod notice;
mod outbox_link;
mod pager;
mod person;
mod qr;
mod shown_file;
mod stars;
mod states;
mod stepper;
mod table;
mod tabs;
mod timeline;
mod toast;
mod way;
mod when;

pub use address::Address;
pub use avatar::Avatar;
pub use button::LinkButton;
pub use chat_link::ChatLink;
pub use choices::{CheckField, RadioField, SelectField};
pub use deed_form::{DeedForm, FoldedForm, HiddenField, Submit};
pub use dialog::Dialog;
pub use fields::{TextArea, TextField};
pub use file_drop::FileField;
pub use missed::missed;
pub use money::MoneyView;
pub use notice::{Empty, Icon, Notice};
pub use outbox_link::OutboxLink;
pub use pager::Pager;
pub use person::Person;
pub use qr::Qr;
pub use shown_file::{ShownFile, TAKEN_KINDS};
pub use stars::Stars;
pub use states::{Failed, Skeleton, Stale};
pub use stepper::Stepper;
pub use table::{Column, DataTable};
pub use tabs::{Tab, Tabs};
pub use timeline::{Step, StepState, Timeline};
pub use toast::Toast;
pub use way::{reached, stopped, walked};
pub use when::When;
