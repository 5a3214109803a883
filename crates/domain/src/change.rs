//! What a rule answers when it agrees: a new state of the world, or "that has already been done".

/// A deed done twice is a deed done once: the second time there is nothing to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// Something new that must be committed.
    Made(T),
    /// The world already looks like this; answer as if it had just happened.
    AlreadyMade,
}
