//! THE FACE.
