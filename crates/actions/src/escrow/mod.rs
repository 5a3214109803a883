//! Deeds of escrow.
