//! What every request passes through, outermost first: number and headers, own error pages, the cross-site check, the
//! session, the reader (viewer, language, colours).

pub mod cross_site;
pub mod error_pages;
pub mod headers;
pub mod reader;
pub mod session;
