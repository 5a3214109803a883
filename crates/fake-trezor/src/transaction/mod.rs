//! A signature under a transaction: checked, shown, its data asked for in pieces, hashed, signed.

mod digest;
mod shown;

use super::{
    keys,
    talk::{Answer, Refusal, Talk},
    unlock,
};
use signing::messages::{EthereumSignTx, EthereumSignTxEip1559, EthereumTxAck, EthereumTxRequest};

/// Data is asked for in such pieces.
const PIECE: usize = 1_024;
/// More data is refused.
const MOST_DATA: usize = 16_000_000;
/// Chains above this do not fit into `v`; the host makes it whole.
const LAST_WHOLE_V: u64 = (u32::MAX as u64 - 36) / 2;

/// What gas may cost. Numbers as the host sent them.
enum Fees {
    Legacy { gas_price: Vec<u8> },
    Eip1559 { max_fee: Vec<u8>, max_priority: Vec<u8>, access_list: Vec<(Vec<u8>, Vec<Vec<u8>>)> },
}

/// A transaction, both kinds alike.
struct Plan {
    path: Vec<u32>,
    chain_id: u64,
    nonce: Vec<u8>,
    gas_limit: Vec<u8>,
    fees: Fees,
    /// Nobody where a contract is made.
    to: Option<Vec<u8>>,
    value: Vec<u8>,
    /// What has come of it so far.
    data: Vec<u8>,
    data_length: usize,
}

pub(super) async fn sign_legacy(talk: &Talk, asked: EthereumSignTx) -> Answer {
    if asked.tx_type.is_some() {
        return Err(Refusal::data("Txtype out of bounds"));
    }
    let plan = Plan {
        path: asked.address_n,
        chain_id: asked.chain_id,
        nonce: asked.nonce.unwrap_or_default(),
        gas_limit: asked.gas_limit,
        fees: Fees::Legacy { gas_price: asked.gas_price },
        to: recipient(asked.to.as_deref())?,
        value: asked.value.unwrap_or_default(),
        data: asked.data_initial_chunk.unwrap_or_default(),
        data_length: asked.data_length.unwrap_or_default() as usize,
    };
    sign(talk, plan).await
}

pub(super) async fn sign_eip1559(talk: &Talk, asked: EthereumSignTxEip1559) -> Answer {
    let address = |text: &str| recipient(Some(text))?.ok_or(Refusal::data("Malformed address"));
    let access_list = asked.access_list.iter();
    let access_list = access_list.map(|entry| Ok((address(&entry.address)?, entry.storage_keys.clone())));
    let plan = Plan {
        path: asked.address_n,
        chain_id: asked.chain_id,
        nonce: asked.nonce,
        gas_limit: asked.gas_limit,
        fees: Fees::Eip1559 {
            max_fee: asked.max_gas_fee,
            max_priority: asked.max_priority_fee,
            access_list: access_list.collect::<Result<_, Refusal>>()?,
        },
        to: recipient(asked.to.as_deref())?,
        value: asked.value,
        data: asked.data_initial_chunk.unwrap_or_default(),
        data_length: asked.data_length as usize,
    };
    sign(talk, plan).await
}

async fn sign(talk: &Talk, mut plan: Plan) -> Answer {
    unlock::unlock(talk).await?;
    plan.check()?;
    let wallet = unlock::wallet(talk, keys::is_address_path(&plan.path)).await?;
    plan.show(talk).await?;
    while plan.data.len() < plan.data_length {
        let wanted = (plan.data_length - plan.data.len()).min(PIECE);
        let request = EthereumTxRequest { data_length: u32::try_from(wanted).ok(), ..Default::default() };
        let EthereumTxAck { data_chunk: piece } = talk.ask(request).await?;
        if piece.len() != wanted {
            return Err(Refusal::data("Invalid size of data chunk"));
        }
        plan.data.extend(piece);
    }
    let signed = Talk::with(&wallet, |wallet| wallet.sign(&plan.path, &plan.digest()));
    let v = plan.v(signed.is_odd);
    let (r, s) = (Some(signed.r.to_vec()), Some(signed.s.to_vec()));
    Ok(EthereumTxRequest { data_length: None, signature_v: Some(v), signature_r: r, signature_s: s }.into())
}

/// 20 bytes, or nobody.
fn recipient(text: Option<&str>) -> Result<Option<Vec<u8>>, Refusal> {
    let digits = text.unwrap_or_default();
    let digits = digits.strip_prefix("0x").unwrap_or(digits);
    match digits.len() {
        0 => Ok(None),
        40 => hex::decode(digits).map(Some).map_err(|_| Refusal::data("Malformed address")),
        _ => Err(Refusal::data("Safety check failed")),
    }
}

impl Plan {
    /// What firmware refuses before it shows anything.
    fn check(&self) -> Result<(), Refusal> {
        let numbers = [&self.nonce, &self.gas_limit, &self.value].into_iter().chain(self.fees.numbers());
        let fee = self.fees.numbers().map(Vec::len).max().unwrap_or_default();
        match () {
            () if self.chain_id == 0 => Err(Refusal::data("Chain ID out of bounds")),
            () if self.data_length > 0 && self.data.is_empty() => {
                Err(Refusal::data("Data length provided, but no initial chunk"))
            }
            () if self.data_length > MOST_DATA => Err(Refusal::data("Data length exceeds limit")),
            () if self.data.len() > self.data_length => Err(Refusal::data("Invalid size of initial chunk")),
            () if self.to.is_none() && self.data_length == 0 => Err(Refusal::data("Safety check failed")),
            () if fee + self.gas_limit.len() > 30 => Err(Refusal::data("Safety check failed")),
            () if numbers.into_iter().any(|number| number.len() > 32) => Err(Refusal::data("Safety check failed")),
            () => Ok(()),
        }
    }

    /// Which of two keys signed, as this kind of transaction says it.
    fn v(&self, is_odd: bool) -> u32 {
        let odd = u64::from(is_odd);
        let whole = match self.fees {
            Fees::Legacy { .. } if self.chain_id <= LAST_WHOLE_V => odd + 2 * self.chain_id + 35,
            _ => odd,
        };
        u32::try_from(whole).unwrap_or_default()
    }
}

impl Fees {
    fn numbers(&self) -> impl Iterator<Item = &Vec<u8>> {
        let (first, second) = match self {
            Self::Legacy { gas_price } => (gas_price, None),
            Self::Eip1559 { max_fee, max_priority, .. } => (max_fee, Some(max_priority)),
        };
        std::iter::once(first).chain(second)
    }
}
