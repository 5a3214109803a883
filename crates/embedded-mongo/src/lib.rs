//! The embedded engine: MongoDB's wire protocol on a Unix socket over one file, so that nothing need be installed.
//!
//! The official driver connects to [`Serving::uri`] as it would to a replica set. What this engine does not know is
//! refused with MongoDB's error codes; the README lists what it knows.
//!
//! From the outside in: `serving` (sockets) → `wire` (messages) → `commands` → `engine` (sessions, collections) →
//! `documents` and `reading` → `mvcc` (transactions) → `storage` (redb or memory). `query`, `update`, `expression`,
//! `projection`, `pipeline` and `value` are pure.

mod catalog;
mod commands;
mod documents;
mod engine;
mod error;
mod expression;
mod mvcc;
mod pipeline;
mod projection;
mod query;
mod reading;
mod serving;
mod storage;
mod update;
mod value;
mod wire;

pub use engine::{Engine, OpenError};
pub use serving::{Attached, Serving, Tenure, attach};
