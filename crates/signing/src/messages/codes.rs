//! Numbers with names: why a device refuses, what it shows, what it can do. What follows from them is not decided here.

/// Why a device refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum FailureCode {
    /// It does not know this message, or not now.
    UnexpectedMessage = 1,
    /// It waited for `ButtonAck`.
    ButtonExpected = 2,
    /// A field is wrong; the text says which.
    DataError = 3,
    /// The person at the device said no, or the host took it back.
    ActionCancelled = 4,
    /// It waited for the PIN.
    PinExpected = 5,
    /// The PIN was taken back.
    PinCancelled = 6,
    /// Another PIN.
    PinInvalid = 7,
    /// A signature that was to be checked is none.
    InvalidSignature = 8,
    /// It could not do what it was asked.
    ProcessError = 9,
    /// Not for Ethereum.
    NotEnoughFunds = 10,
    /// It has no seed.
    NotInitialized = 11,
    /// Two new PINs differ.
    PinMismatch = 12,
    /// Two wipe codes differ.
    WipeCodeMismatch = 13,
    /// The session is over.
    InvalidSession = 14,
    /// It is busy with something else.
    Busy = 15,
    /// Another protocol's: no channel.
    ThpUnallocatedSession = 16,
    /// It speaks another protocol.
    InvalidProtocol = 17,
    /// It is already at it.
    InProgress = 19,
    /// The firmware is at fault.
    FirmwareError = 99,
}

/// What a device shows while it waits for a button. The firmware's makers call it a hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum ButtonCode {
    /// Anything.
    Other = 1,
    /// A fee that is high.
    FeeOverThreshold = 2,
    /// Who is paid how much.
    ConfirmOutput = 3,
    /// Whether what was asked may be done.
    ProtectCall = 7,
    /// A transaction.
    SignTx = 8,
    /// An address.
    Address = 10,
    /// A public key.
    PublicKey = 11,
    /// A path that is not usual.
    UnknownDerivationPath = 15,
    /// That it is done.
    Success = 17,
    /// A warning.
    Warning = 18,
    /// A passphrase is entered on the device.
    PassphraseEntry = 19,
    /// A PIN is entered on the device.
    PinEntry = 20,
}

/// What a device can do; those that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum Capability {
    /// Bitcoin.
    Bitcoin = 1,
    /// Ethereum and chains like it.
    Ethereum = 7,
    /// A passphrase is entered on the device.
    PassphraseEntry = 17,
}

/// Which PIN a device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum PinKind {
    /// The one it has.
    Current = 1,
    /// A new one.
    NewFirst = 2,
    /// The new one again.
    NewSecond = 3,
}

/// Kinds of values in typed data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum DataType {
    /// `uintN`.
    Uint = 1,
    /// `intN`.
    Int = 2,
    /// `bytes` and `bytesN`.
    Bytes = 3,
    /// `string`.
    String = 4,
    /// `bool`.
    Bool = 5,
    /// `address`.
    Address = 6,
    /// `T[]` and `T[N]`.
    Array = 7,
    /// A struct of its own.
    Struct = 8,
}
