//! Deeds of identity.
