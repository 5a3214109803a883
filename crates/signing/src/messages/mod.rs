//! What is said, message by message, and the one table of their numbers. Host and device use the same shapes. Fields stand as
//! the firmware's descriptions number them; a field that nobody here reads or writes is left out.

mod codes;
mod device;
mod ethereum;
mod features;
mod keys;
mod typed_data;

pub use self::{codes::*, device::*, ethereum::*, features::*, keys::*, typed_data::*};
use crate::packet::Frame;

/// A message with a number.
pub trait Wire: prost::Message + Default {
    /// What stands in the first packet.
    const ID: u16;

    /// As it travels.
    fn frame(&self) -> Frame {
        Frame { id: Self::ID, payload: self.encode_to_vec() }
    }
}

/// Why a frame is not the message that it says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// No message that anybody here knows.
    #[error("message {0} is not known")]
    Number(u16),
    /// Its fields cannot be read.
    #[error("message {0} cannot be read")]
    Fields(u16),
}

/// Reads a frame as one message.
///
/// # Errors
/// [`Unread`]: another number, or fields that are broken. A field that is required and missing is its type's zero.
pub fn read<M: Wire>(frame: &Frame) -> Result<M, Unread> {
    if frame.id != M::ID {
        return Err(Unread::Number(frame.id));
    }
    M::decode(frame.payload.as_slice()).map_err(|_| Unread::Fields(frame.id))
}

macro_rules! numbers {
    ($($name:ident = $id:literal,)*) => {
        $(impl Wire for $name { const ID: u16 = $id; })*

        /// Any message: what a device's double reads, and what it answers.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Message {
            $(#[doc = concat!("Number ", stringify!($id), ".")] $name($name),)*
        }

        impl Message {
            /// Reads a frame.
            ///
            /// # Errors
            /// [`Unread`].
            pub fn read(frame: &Frame) -> Result<Self, Unread> {
                match frame.id {
                    $($id => read::<$name>(frame).map(Self::$name),)*
                    other => Err(Unread::Number(other)),
                }
            }

            /// As it travels.
            pub fn frame(&self) -> Frame {
                match self { $(Self::$name(message) => message.frame(),)* }
            }
        }

        $(impl From<$name> for Message {
            fn from(message: $name) -> Self { Self::$name(message) }
        })*
    };
}

numbers! {
    Initialize = 0,
    Ping = 1,
    Success = 2,
    Failure = 3,
    GetPublicKey = 11,
    PublicKey = 12,
    Features = 17,
    PinMatrixRequest = 18,
    PinMatrixAck = 19,
    Cancel = 20,
    LockDevice = 24,
    ButtonRequest = 26,
    ButtonAck = 27,
    ApplyFlags = 28,
    PassphraseRequest = 41,
    PassphraseAck = 42,
    GetFeatures = 55,
    EthereumGetAddress = 56,
    EthereumAddress = 57,
    EthereumSignTx = 58,
    EthereumTxRequest = 59,
    EthereumTxAck = 60,
    EthereumSignMessage = 64,
    EthereumMessageSignature = 66,
    EndSession = 83,
    EthereumGetPublicKey = 450,
    EthereumPublicKey = 451,
    EthereumSignTxEip1559 = 452,
    EthereumSignTypedData = 464,
    EthereumTypedDataStructRequest = 465,
    EthereumTypedDataStructAck = 466,
    EthereumTypedDataValueRequest = 467,
    EthereumTypedDataValueAck = 468,
    EthereumTypedDataSignature = 469,
    EthereumSignTypedHash = 470,
}
