//! Eight chains as data.
//!
//! Contracts and decimals: the token lists of Uniswap and Aave agree, but for Base's and Gnosis' Tether, which many
//! public repositories name. Confirmations: what large custodians wait, rounded up. Every start asks each contract for
//! its decimals and symbol and refuses a chain that answers otherwise.

use super::Preset;
use crate::Finality::{Blocks, Safe};

/// In the order a list shows them.
pub const PRESETS: [Preset; 8] = [
    Preset {
        key: "ethereum",
        chain_id: 1,
        name: "Ethereum",
        confirmations: 12,
        bounds: (6, 200),
        finality: Blocks,
        explorer: "https://etherscan.io",
        usdt: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
        usdc: "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
        decimals: 6,
    },
    Preset {
        key: "polygon",
        chain_id: 137,
        name: "Polygon",
        confirmations: 50,
        bounds: (20, 1_000),
        finality: Blocks,
        explorer: "https://polygonscan.com",
        usdt: "0xc2132D05D31c914a87C6611C10748AEb04B58e8F",
        usdc: "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359",
        decimals: 6,
    },
    Preset {
        key: "bsc",
        chain_id: 56,
        name: "BNB Smart Chain",
        confirmations: 20,
        bounds: (10, 500),
        finality: Blocks,
        explorer: "https://bscscan.com",
        usdt: "0x55d398326f99059fF775485246999027B3197955",
        usdc: "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d",
        // The bridge's coins: 18 where every other chain has 6.
        decimals: 18,
    },
    Preset {
        key: "avalanche",
        chain_id: 43_114,
        name: "Avalanche",
        confirmations: 2,
        bounds: (1, 100),
        finality: Blocks,
        explorer: "https://snowtrace.io",
        usdt: "0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7",
        usdc: "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E",
        decimals: 6,
    },
    Preset {
        key: "optimism",
        chain_id: 10,
        name: "Optimism",
        confirmations: 150,
        bounds: (30, 5_000),
        // One company orders the blocks: only when they stand on Ethereum does it bind itself.
        finality: Safe,
        explorer: "https://optimistic.etherscan.io",
        usdt: "0x94b008aA00579c1307B0EF2c499aD98a8ce58e58",
        usdc: "0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85",
        decimals: 6,
    },
    Preset {
        key: "arbitrum",
        chain_id: 42_161,
        name: "Arbitrum One",
        confirmations: 300,
        bounds: (60, 20_000),
        finality: Blocks,
        explorer: "https://arbiscan.io",
        usdt: "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9",
        usdc: "0xaf88d065e77c8cC2239327C5EDb3A432268e5831",
        decimals: 6,
    },
    Preset {
        key: "base",
        chain_id: 8_453,
        name: "Base",
        confirmations: 150,
        bounds: (30, 5_000),
        finality: Safe,
        explorer: "https://basescan.org",
        usdt: "0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2",
        usdc: "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913",
        decimals: 6,
    },
    Preset {
        key: "gnosis",
        chain_id: 100,
        name: "Gnosis",
        confirmations: 20,
        bounds: (10, 500),
        finality: Blocks,
        explorer: "https://gnosisscan.io",
        usdt: "0x4ECaBa5870353805a9F068101A40E0f32ed605C6",
        // USDC.e: the older bridge's coin is another contract and another money.
        usdc: "0x2a22f9c3b484c3629090FeED35F17Ff8F88f76F0",
        decimals: 6,
    },
];
