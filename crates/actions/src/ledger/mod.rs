//! Deeds of ledger.
