//! Deeds of market.
