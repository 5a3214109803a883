//! What `commit.rs` says is true as well of a database without `bulkWrite` (before MongoDB 8.0), which is told one write
//! after the other.

#[path = "commit.rs"]
mod commit;
