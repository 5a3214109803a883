//! What of a transaction is signed: its fields in RLP, hashed. Numbers go in as the host sent them: whoever sends zeros
//! before them gets a signature under something else.

use super::{Fees, Plan};
use alloy_primitives::keccak256;
use alloy_rlp::{Encodable, Header};

/// EIP-2718: what stands before the list of a transaction of EIP-1559.
const KIND: u8 = 2;

impl Plan {
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut fields = Vec::with_capacity(self.data.len() + 200);
        let mut kind: &[u8] = &[];
        match &self.fees {
            Fees::Legacy { gas_price } => {
                each(&[&self.nonce, gas_price, &self.gas_limit], &mut fields);
                self.payment(&mut fields);
                self.chain_id.encode(&mut fields);
                each(&[&[], &[]], &mut fields);
            }
            Fees::Eip1559 { max_fee, max_priority, access_list } => {
                kind = &[KIND];
                self.chain_id.encode(&mut fields);
                each(&[&self.nonce, max_priority, max_fee, &self.gas_limit], &mut fields);
                self.payment(&mut fields);
                list(access_list.iter().map(|(address, keys)| reached(address, keys)).collect(), &mut fields);
            }
        }
        let mut all = kind.to_vec();
        list(vec![fields], &mut all);
        keccak256(all).0
    }

    /// Who, how much, and what is called.
    fn payment(&self, out: &mut Vec<u8>) {
        each(&[self.to.as_deref().unwrap_or_default(), &self.value, &self.data], out);
    }
}

fn each(fields: &[&[u8]], out: &mut Vec<u8>) {
    fields.iter().for_each(|field| field.encode(out));
}

fn list(entries: Vec<Vec<u8>>, out: &mut Vec<u8>) {
    let all = entries.concat();
    Header { list: true, payload_length: all.len() }.encode(out);
    out.extend(all);
}

fn reached(address: &[u8], keys: &[Vec<u8>]) -> Vec<u8> {
    let mut entry = Vec::new();
    address.encode(&mut entry);
    let encoded = keys.iter().map(|key| {
        let mut out = Vec::new();
        key.as_slice().encode(&mut out);
        out
    });
    list(encoded.collect(), &mut entry);
    let mut out = Vec::new();
    list(vec![entry], &mut out);
    out
}
