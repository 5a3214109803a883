//! THE SHELF: bytes that people bring. What a file is, by what is inside it; pictures made anew without what their camera
//! wrote into them; and where bytes lie. Whose they are and who may see them is not known here.

mod checked;
mod picture;
mod shelf;

pub use checked::{Checked, checked};
pub use shelf::{Shelf, ShelfError, ShelfPlace};
