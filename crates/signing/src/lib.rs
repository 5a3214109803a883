//! The tongue of hardware signers, protocol v1: packets, messages, the conversation with a device and its person. Native and in
//! the browser. Nothing of ours is known here: no order, no payment, no page.

pub mod messages;
pub mod packet;
