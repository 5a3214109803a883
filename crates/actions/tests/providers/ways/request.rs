//! Request Network: its own contract on a local chain, and a double of its hosted service.

use super::Way;
use crate::cases::Case;
use actions::{
    ActionError,
    escrow::{order_of, watch_chain},
    providers::{Hosted, look_at},
};
use domain::{
    Currency, Money,
    escrow::{ChainAddress, ChainId, PaymentProvider, TxHash},
};
use futures::future::join_all;
use payments::{
    AccountKey, Chain, ChainSettings, Finality, TokenSettings, U256, approve_call,
    request_network::{Proxies, RequestAccess, TokenPayment},
};
use serde_json::json;
use std::sync::Arc;
use testkit::{ACCOUNT_XPUB, Anvil, OrderIds, RequestNetworkDouble, TestDesk, desk, usdt};

const POLYGON: ChainId = ChainId(137);
const CONFIRMATIONS: u64 = 3;
const NOBODY: &str = "0x000000000000000000000000000000000000dEaD";

/// A chain that calls itself Polygon, with the contract where it is on Polygon.
pub struct Request {
    pub desk: TestDesk,
    pub double: RequestNetworkDouble,
    anvil: Anvil,
    chain: Chain,
    token: ChainAddress,
    proxy: ChainAddress,
}

impl Request {
    async fn request_id(&self, order: &OrderIds) -> String {
        order_of(&self.desk, order.request).await.unwrap().payment.provider_payment_id.unwrap()
    }

    /// The payer's wallet approves and calls the contract.
    async fn pay_by_contract(&self, order: &OrderIds, amount: Money) -> TxHash {
        let invoice = self.desk.store.hosted_invoice_of(order.payment, Self::PROVIDER).await.unwrap().unwrap();
        let units = U256::from(amount.to_chain_units(6).unwrap());
        self.anvil.send(&self.token, &approve_call(&self.proxy, units).unwrap());
        let call = TokenPayment {
            token: self.token.clone(),
            to: invoice.pay_at.clone(),
            amount: units,
            reference: invoice.payment_reference.unwrap().parse().unwrap(),
            fee: U256::ZERO,
            fee_to: ChainAddress(NOBODY.to_owned()),
        };
        self.anvil.send(&self.proxy, &call.calldata().unwrap())
    }
}

impl Way for Request {
    const PROVIDER: PaymentProvider = PaymentProvider::RequestNetwork;
    const ASKED_AT_OPENING: bool = true;

    fn cannot(_: Case) -> Option<&'static str> {
        None
    }

    async fn town() -> Self {
        let anvil = Anvil::start(POLYGON.0);
        let (token, made) = (anvil.deploy_tether(), anvil.deploy_fee_proxy());
        // Where it stands on Polygon: it has no memory of its own.
        let proxy = Proxies::of(POLYGON).unwrap().token;
        let code = anvil.rpc("eth_getCode", json!([made.0, "latest"]));
        anvil.rpc("anvil_setCode", json!([proxy.0, code]));
        let chain = Chain::new(ChainSettings {
            chain_id: POLYGON,
            name: "Polygon".to_owned(),
            rpc: vec![anvil.rpc_url()],
            nodes_needed: 1,
            confirmations: CONFIRMATIONS,
            finality: Finality::Blocks,
            explorer: None,
            tokens: vec![TokenSettings { currency: Currency::USDT, contract: token.clone(), decimals: 6 }],
        })
        .unwrap();
        let double = RequestNetworkDouble::start("request-key", "request-secret");
        let access = json!({ "url": double.url(), "key": "request-key", "webhook_secrets": ["request-secret"] });
        let request_network = Some(RequestAccess::parse(&access.to_string()).unwrap());
        let mut desk = desk().await;
        desk.desk.chains = Arc::new(vec![chain.clone()]);
        desk.desk.account = Some(Arc::new(AccountKey::parse(ACCOUNT_XPUB).unwrap()));
        desk.desk.hosted = Arc::new(Hosted { request_network, ..Hosted::default() });
        Self { desk, double, anvil, chain, token, proxy }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        let tx = self.pay_by_contract(order, amount).await;
        self.double.pay(&self.request_id(order).await, &tx.0, &amount.amount_text());
        self.anvil.mine(CONFIRMATIONS);
        self.desk.advance(domain::Minutes(1));
        self.look(order).await.unwrap();
    }

    /// The service says "paid": in a transaction that is none, in one that no block has, in one that paid nobody.
    async fn lie(&self, order: &OrderIds) {
        let approved = self.anvil.send(&self.token, &approve_call(&self.proxy, U256::ZERO).unwrap());
        self.anvil.mine(CONFIRMATIONS);
        for tx in ["SIM_paid".to_owned(), "0xab".to_owned(), format!("0x{:064x}", 0xdead), approved.0] {
            self.double.pay(&self.request_id(order).await, &tx, "12.5");
            self.look(order).await.unwrap();
        }
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        let tx = self.pay_by_contract(order, usdt(1_250)).await;
        self.double.pay(&self.request_id(order).await, &tx.0, "12.5");
        self.anvil.mine(CONFIRMATIONS);
        let told = join_all((0..100).map(|_| look_at(&self.desk, order.payment))).await;
        assert!(told.iter().any(Result::is_ok), "{told:?}");
        // Looked at by the service's hint alone, it was seen and not yet credited: only the watcher's own check does.
        assert_eq!(order_of(&self.desk, order.request).await.unwrap().payment.credited, usdt(0));
        let looks = join_all((0..10).map(|_| watch_chain(&self.desk, &self.chain))).await;
        assert!(looks.iter().any(Result::is_ok), "{looks:?}");
        let invoice = self.desk.store.hosted_invoice_of(order.payment, Self::PROVIDER).await.unwrap().unwrap();
        assert_eq!(invoice.paid_in, Some(tx), "its reference was found on the chain");
    }

    async fn look(&self, order: &OrderIds) -> Result<(), ActionError> {
        look_at(&self.desk, order.payment).await?;
        watch_chain(&self.desk, &self.chain).await.map(|_| ())
    }

    fn set_down(&self, is_down: bool) {
        self.double.set_down(is_down);
    }
}
