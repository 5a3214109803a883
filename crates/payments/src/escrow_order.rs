//! `EscrowOrder` hashed as devices hash it (EIP-712), and whose signature stands under it. What it says is written in
//! `domain::custody`; the typehashes are those of the published vector below.

use crate::{BadTransaction, TransactionSignature, address, transaction::recovered};
use alloy_primitives::{B256, U256, keccak256};
use domain::{custody::EscrowOrder, escrow::ChainAddress};

const DOMAIN_TYPE: &str = "EIP712Domain(string name,string version,uint256 chainId)";
const ORDER_TYPE: &str =
    "EscrowOrder(string action,string order,string amount,address recipient,bytes32 transfer,string expires)";
const NAME: &str = "Amanat Escrow";
const VERSION: &str = "1";

/// The two hashes that devices without room for words show, and what is signed of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderHashes {
    /// Of the domain: name, version, chain.
    pub domain: [u8; 32],
    /// Of the order's fields.
    pub message: [u8; 32],
}

impl OrderHashes {
    /// Of an order.
    ///
    /// # Errors
    /// [`BadTransaction::Recipient`] for a recipient or transfer that is none.
    pub fn of(order: &EscrowOrder) -> Result<Self, BadTransaction> {
        let recipient = address::parse(&order.recipient.0).map_err(|_| BadTransaction::Recipient)?;
        let transfer: [u8; 32] = crate::hexadecimal::bytes(&order.transfer).ok_or(BadTransaction::Recipient)?;
        let domain =
            [keccak256(DOMAIN_TYPE), keccak256(NAME), keccak256(VERSION), B256::from(U256::from(order.chain_id.0))];
        let message = [
            keccak256(ORDER_TYPE),
            keccak256(order.action.to_string()),
            keccak256(&order.order),
            keccak256(&order.amount),
            recipient.into_word(),
            B256::from(transfer),
            keccak256(&order.expires),
        ];
        Ok(Self { domain: hashed(&domain), message: hashed(&message) })
    }

    /// What is signed.
    pub fn digest(&self) -> [u8; 32] {
        keccak256([&[0x19, 0x01], self.domain.as_slice(), self.message.as_slice()].concat()).0
    }

    /// As devices print them, `0x` and 64 digits: domain, message.
    pub fn shown(&self) -> (String, String) {
        (format!("0x{}", hex::encode(self.domain)), format!("0x{}", hex::encode(self.message)))
    }
}

/// The hash of a transfer's plan, as an order names it.
pub fn transfer_id(plan: &str) -> String {
    format!("{:#x}", keccak256(plan))
}

/// Whose signature stands under an order.
///
/// # Errors
/// [`BadTransaction`].
pub fn signer_of_order(order: &EscrowOrder, signature: &str) -> Result<ChainAddress, BadTransaction> {
    let digest = OrderHashes::of(order)?.digest();
    Ok(address::shown(recovered(&digest, &TransactionSignature::read(signature)?)?))
}

/// The order as wallets take it (`eth_signTypedData_v4`), for a device that is not on this machine.
pub fn typed_data(order: &EscrowOrder) -> String {
    let field = |name: &str, kind: &str| serde_json::json!({"name": name, "type": kind});
    let json = serde_json::json!({
        "types": {
            "EIP712Domain": [field("name", "string"), field("version", "string"), field("chainId", "uint256")],
            "EscrowOrder": [
                field("action", "string"), field("order", "string"), field("amount", "string"),
                field("recipient", "address"), field("transfer", "bytes32"), field("expires", "string"),
            ],
        },
        "primaryType": "EscrowOrder",
        "domain": {"name": NAME, "version": VERSION, "chainId": order.chain_id.0},
        "message": {
            "action": order.action.to_string(), "order": order.order, "amount": order.amount,
            "recipient": order.recipient.0, "transfer": order.transfer, "expires": order.expires,
        },
    });
    json.to_string()
}

/// A key in memory in a device's place: only in demos and tests, where there is no device.
#[cfg(feature = "demo-wallet")]
impl crate::KeySigner {
    /// The signature under an order, as a device writes it.
    ///
    /// # Errors
    /// [`crate::SignerError::Bad`] for an order that cannot be hashed.
    pub fn sign_order(&self, order: &EscrowOrder) -> Result<TransactionSignature, crate::SignerError> {
        self.under(&OrderHashes::of(order)?.digest())
    }
}

fn hashed(words: &[B256]) -> [u8; 32] {
    keccak256(words.iter().flat_map(|word| word.0).collect::<Vec<u8>>()).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{custody::OrderAction, escrow::ChainId};

    /// The key of index 0 of "all all … all", as a hardware wallet has it.
    const SIGNER: &str = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";
    /// What such a wallet says under [`order`].
    const SIGNATURE: &str = "0xb26783a5accf7aa816b7f7151363e10e931ef86414c579fc83ae66500933ff7a51e2b0c6f60ce22b82e52648456244a2f2f411d6d608feb57daf87fffae47d9b1b";

    fn order() -> EscrowOrder {
        EscrowOrder {
            chain_id: ChainId(137),
            action: OrderAction::Release,
            order: "PAY-7F3A91C2".to_owned(),
            amount: "125.50 USDT on Polygon".to_owned(),
            recipient: ChainAddress("0x1D1C328764A41BdA0492b66bAA30C4A339FF85EF".to_owned()),
            transfer: format!("0x{}", "11".repeat(32)),
            expires: "2026-11-21 12:00 UTC".to_owned(),
        }
    }

    #[test]
    fn the_typehashes_are_those_that_devices_compute() {
        let hash = |text: &str| hex::encode(keccak256(text));
        assert_eq!(hash(ORDER_TYPE), "ec81925d6635b13d54758d6253b567ee8508e0169e5734f084081c0de9e2ec73");
        assert_eq!(hash(DOMAIN_TYPE), "c2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e");
    }

    #[test]
    fn an_order_is_hashed_and_its_signer_found_as_a_device_signed_it() {
        let hashes = OrderHashes::of(&order()).unwrap();
        assert_eq!(hex::encode(hashes.domain), "178d2a39f1a67742b3a9ddcbbe472b1a929bb05abcc56f74c3e9fb8f2a09e4f2");
        assert_eq!(hex::encode(hashes.message), "0bdf9506e276f3daf1bb42a278ca2226478af576400e93bf053fa052550dc882");
        assert_eq!(hex::encode(hashes.digest()), "8f88a7a6de79cae16145a41e4ad6e8373a6d3971697afba1a097b876cb8b6e94");
        assert_eq!(signer_of_order(&order(), SIGNATURE).unwrap().0, SIGNER);
    }

    #[test]
    fn a_signature_under_any_other_field_is_somebody_elses() {
        let text = |text: &str| text.to_owned();
        let others = [
            EscrowOrder { chain_id: ChainId(1), ..order() },
            EscrowOrder { action: OrderAction::Refund, ..order() },
            EscrowOrder { order: text("PAY-7F3A91C3"), ..order() },
            EscrowOrder { amount: text("925.50 USDT on Polygon"), ..order() },
            EscrowOrder { recipient: ChainAddress(SIGNER.to_owned()), ..order() },
            EscrowOrder { transfer: format!("0x{}", "12".repeat(32)), ..order() },
            EscrowOrder { expires: text("2026-11-21 12:01 UTC"), ..order() },
        ];
        for other in others {
            assert_ne!(signer_of_order(&other, SIGNATURE).map(|signer| signer.0).ok().as_deref(), Some(SIGNER));
        }
    }

    #[test]
    fn a_recipient_or_transfer_that_is_none_is_not_hashed() {
        let none = EscrowOrder { recipient: ChainAddress("0x12".to_owned()), ..order() };
        assert_eq!(OrderHashes::of(&none), Err(BadTransaction::Recipient));
        let short = EscrowOrder { transfer: "0x11".to_owned(), ..order() };
        assert_eq!(OrderHashes::of(&short), Err(BadTransaction::Recipient));
    }
}
