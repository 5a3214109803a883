//! What every request passes through, outermost first: number and headers, the methods there are, what is counted,
//! where it comes from, own error pages, the cross-site check, the session, the reader (viewer, language, colours).

pub mod client_ip;
pub mod counted;
pub mod cross_site;
pub mod error_pages;
pub mod headers;
pub mod methods;
pub mod packing;
pub mod patience;
pub mod reader;
pub mod session;
