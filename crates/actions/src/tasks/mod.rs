//! Deeds of tasks.
