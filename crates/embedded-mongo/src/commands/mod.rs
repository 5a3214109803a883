//! The commands: one table from name to function, one file per family.

mod aggregate;
mod arguments;
mod brief;
mod bulk_write;
mod collections;
mod context;
mod cursor;
mod delete;
mod dispatch;
#[cfg(feature = "fail-points")]
mod fail_points;
mod find;
mod find_and_modify;
mod hello;
mod indexes;
mod insert;
mod landing;
mod sessions;
mod statements;
mod update;

pub(crate) use brief::is_brief;
pub(crate) use dispatch::{Host, answer};
pub(crate) use landing::Landing;
