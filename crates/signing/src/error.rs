//! Why nothing was signed: every refusal is its own. What a person reads about it is not written here.

use crate::{
    device::Version,
    messages::{Failure, FailureCode, Unread},
    packet::BadPacket,
    transport::TransportError,
};

/// Why a device did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The person at the device said no.
    #[error("refused on the device")]
    CancelledOnDevice,
    /// The person at the page took it back.
    #[error("taken back in the page")]
    CancelledInPage,
    /// Another PIN. The next call asks again.
    #[error("the PIN is wrong")]
    PinWrong,
    /// The PIN was not entered.
    #[error("the PIN was not entered")]
    PinCancelled,
    /// It wants its PIN before anything else.
    #[error("the device is locked")]
    Locked,
    /// It is at something else.
    #[error("the device is busy")]
    Busy,
    /// It has no seed.
    #[error("the device is not set up")]
    NotInitialized,
    /// Nobody could bring back what it signs for.
    #[error("the device has no backup")]
    NeedsBackup,
    /// It waits for firmware.
    #[error("the device is in bootloader mode")]
    Bootloader,
    /// Not the one that was registered.
    #[error("another device than the registered one")]
    OtherDevice,
    /// The registered device, and another of its wallets.
    #[error("another passphrase than the registered one")]
    OtherPassphrase,
    /// It speaks another protocol.
    #[error("the device speaks another protocol")]
    OtherProtocol,
    /// It has to be updated.
    #[error("firmware {found} is older than {needed}")]
    OldFirmware {
        /// What it has.
        found: Version,
        /// What it needs.
        needed: Version,
    },
    /// Not its makers' firmware, or no device at all.
    #[error("the firmware is not its makers'")]
    UnofficialFirmware,
    /// Nobody is at the other end any more.
    #[error("the device is unplugged")]
    Unplugged,
    /// Another program or tab has it.
    #[error("the device is in use elsewhere")]
    Claimed,
    /// The system or the browser does not let us.
    #[error("no access to the device")]
    AccessDenied,
    /// The person chose none.
    #[error("no device was chosen")]
    NoneChosen,
    /// This browser has no way to devices.
    #[error("there is no way to a device here")]
    NoWay,
    /// The line broke.
    #[error("the line to the device broke")]
    LineBroke,
    /// No honest device says this.
    #[error("the device answered with {0}")]
    Hostile(&'static str),
    /// Its keys are not given out by that path.
    #[error("a path that is not allowed")]
    ForbiddenPath,
    /// This model cannot do that.
    #[error("this model cannot do that")]
    NotSupported,
    /// Its session is over; connect again.
    #[error("the session is over")]
    SessionEnded,
    /// It finds a fault in what it was asked.
    #[error("the device does not accept what it was asked")]
    NotAccepted,
    /// It could not.
    #[error("the device failed with {0}")]
    Failed(i32),
}

impl Error {
    /// Stable: pages and logs know it by this.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CancelledOnDevice => "signer-refused-on-device",
            Self::CancelledInPage => "signer-taken-back",
            Self::PinWrong => "signer-pin-wrong",
            Self::PinCancelled => "signer-pin-not-entered",
            Self::Locked => "signer-locked",
            Self::Busy => "signer-busy",
            Self::NotInitialized => "signer-not-set-up",
            Self::NeedsBackup => "signer-without-backup",
            Self::Bootloader => "signer-in-bootloader",
            Self::OtherDevice => "signer-other-device",
            Self::OtherPassphrase => "signer-other-passphrase",
            Self::OtherProtocol => "signer-other-protocol",
            Self::OldFirmware { .. } => "signer-old-firmware",
            Self::UnofficialFirmware => "signer-unofficial-firmware",
            Self::Unplugged => "signer-unplugged",
            Self::Claimed => "signer-in-use-elsewhere",
            Self::AccessDenied => "signer-no-access",
            Self::NoneChosen => "signer-none-chosen",
            Self::NoWay => "signer-no-way",
            Self::LineBroke => "signer-line-broke",
            Self::Hostile(_) => "signer-answer-makes-no-sense",
            Self::ForbiddenPath => "signer-forbidden-path",
            Self::NotSupported => "signer-not-supported",
            Self::SessionEnded => "signer-session-over",
            Self::NotAccepted => "signer-not-accepted",
            Self::Failed(_) => "signer-failed",
        }
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Unplugged => Self::Unplugged,
            TransportError::Claimed => Self::Claimed,
            TransportError::Denied => Self::AccessDenied,
            TransportError::NoneChosen => Self::NoneChosen,
            TransportError::NoWay => Self::NoWay,
            TransportError::Broke => Self::LineBroke,
        }
    }
}

impl From<BadPacket> for Error {
    fn from(bad: BadPacket) -> Self {
        Self::Hostile(match bad {
            BadPacket::BrokeOff => "half a message",
            BadPacket::TooLong(_) => "a message that is too long",
        })
    }
}

impl From<Unread> for Error {
    fn from(unread: Unread) -> Self {
        Self::Hostile(match unread {
            Unread::Number(_) => "a message that was not asked for",
            Unread::Fields(_) => "a message that cannot be read",
        })
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let number = failure.code.unwrap_or_default();
        let Ok(code) = FailureCode::try_from(number) else { return Self::Failed(number) };
        match code {
            FailureCode::UnexpectedMessage => Self::NotSupported,
            // The one refusal that both kinds of firmware tell by its text alone.
            FailureCode::DataError if failure.message.is_some_and(|text| text.contains("Forbidden key path")) => {
                Self::ForbiddenPath
            }
            FailureCode::DataError => Self::NotAccepted,
            FailureCode::ActionCancelled => Self::CancelledOnDevice,
            FailureCode::PinExpected => Self::Locked,
            FailureCode::PinCancelled => Self::PinCancelled,
            FailureCode::PinInvalid => Self::PinWrong,
            FailureCode::NotInitialized => Self::NotInitialized,
            FailureCode::InvalidSession => Self::SessionEnded,
            FailureCode::Busy | FailureCode::InProgress => Self::Busy,
            FailureCode::ThpUnallocatedSession | FailureCode::InvalidProtocol => Self::OtherProtocol,
            FailureCode::ButtonExpected
            | FailureCode::InvalidSignature
            | FailureCode::ProcessError
            | FailureCode::NotEnoughFunds
            | FailureCode::PinMismatch
            | FailureCode::WipeCodeMismatch
            | FailureCode::FirmwareError => Self::Failed(number),
        }
    }
}
