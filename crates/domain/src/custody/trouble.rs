//! What holds a payout up, or why it failed.

use crate::words;

words! {
    /// What is in the way. Nothing has moved because of it.
    pub enum PayoutTrouble {
        /// The sender holds less than is to be sent.
        VaultShort = "vault_short",
        /// The hot vault has no coin for gas.
        GasShort = "gas_short",
        /// Coin for gas is on its way to the sender.
        WaitsForGas = "waits_for_gas",
        /// The chain says before that it would not do it.
        WouldRevert = "would_revert",
        /// The recipient is on a list, or the list cannot be read.
        Screened = "screened",
        /// Its owner has taken the address off their list since.
    AddressRemoved = "address_removed",
    /// Signers of the house must say yes first, or what they said is not about this.
        Unsigned = "unsigned",
        /// Nobody is there who can sign for the sender.
        SignerAbsent = "signer_absent",
        /// A person with the sender's device is waited for.
        WaitsForDevice = "waits_for_device",
        /// The nodes do not take what was signed.
        NodesRefuse = "nodes_refuse",
        /// A transaction of somebody else's stands in its place, and may be undone.
        PlaceContested = "place_contested",
        /// The same, and it stays.
        PlaceTaken = "place_taken",
        /// It was reverted.
        Reverted = "reverted",
        /// It was done, and something else moved than should.
        MovedOtherwise = "moved_otherwise",
    }
}
