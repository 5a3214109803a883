//! The faults, by their numbers, and the tests that make each of them happen.

/// A fault: its number, what it is, and the tests that make it happen (a filter of cargo-nextest). Each word between its
/// slashes must find a test, so that a renamed one is missed; what is left out is written with `~`.
pub(super) struct Row {
    pub(super) number: &'static str,
    pub(super) what: &'static str,
    pub(super) tests: &'static str,
    /// Where these tests are.
    pub(super) room: &'static [&'static str],
    /// The rules are: they die thousands of times. To build the whole house so would take longer than all its faults.
    pub(super) is_optimised: bool,
    pub(super) long: Option<Long>,
}

/// A race that goes on until so many deeds were tried.
#[derive(Clone, Copy)]
pub(super) struct Long {
    pub(super) tries: u32,
    pub(super) on_disk: bool,
}

/// Only what a row names: each of these takes a minute to build optimised.
const RULES: &[&str] = &[
    "-p",
    "actions",
    "-p",
    "payments",
    "--lib",
    "--test=crashed",
    "--test=custody",
    "--test=escrow",
    "--test=letters",
    "--test=providers",
    "--test=queue",
    "--test=raced",
    "--test=telegram",
    "--test=a_*",
    "--test=nodes_*",
];
/// As the usual tests are built, all of them, so that nothing is built anew.
const HOUSE: &[&str] = &["--workspace", "--exclude=frontend", "--features=demo"];
const ONE_ORDER: &str = "binary(raced) & test(/released_or_refunded_and_never_both/)";

const fn row(number: &'static str, what: &'static str, tests: &'static str) -> Row {
    Row { number, what, tests, room: RULES, is_optimised: true, long: None }
}

/// Over HTTP and sockets, in the whole house.
const fn house(number: &'static str, what: &'static str, tests: &'static str) -> Row {
    Row { room: HOUSE, is_optimised: false, ..row(number, what, tests) }
}

const fn long(number: &'static str, what: &'static str, tries: u32, on_disk: bool) -> Row {
    Row { long: Some(Long { tries, on_disk }), ..row(number, what, ONE_ORDER) }
}

pub(super) const ROWS: &[Row] = &[
    row("F1", "killed at every write of a checkout", "binary(crashed) & test(/checkout|from_a_wallet|clock/)"),
    row(
        "F2",
        "killed at every write of a release, a refund, a withdrawal, a sweep, a reversal, security",
        "(binary(crashed) & test(/release|refund|split|withdrawal|sweep|capital|reversal|security|deposit|dispute|appeal|decision/)) \
         | (binary(custody) & test(/crashes/))",
    ),
    row("F8", "a callback a hundred times at once", "binary(providers) & test(/hundred|goes_through_every_case/)"),
    row("F9", "five callbacks in every order", "binary(providers) & test(/five_callbacks/)"),
    row("F10", "forged, changed, old, strange and replayed callbacks", "binary(providers) & test(/forged|rotated::/)"),
    house("F10", "F8, F9 and F10 over HTTP", "binary(webhooks)"),
    row("F11", "transfers that are not what they seem", "package(payments) & binary(/credited_only/)"),
    row(
        "F12",
        "reorganisations",
        "binary(/reorganised/) | (binary(escrow) & test(/reorganis|vanishes|moved::|incidents::|reversals::|reversed_losses::/))",
    ),
    row(
        "F13",
        "nodes that lie, die, fall back or disagree",
        "package(payments) & (binary(/nodes_must|lying_node/) | test(/^rpc::/))",
    ),
    row(
        "F14",
        "less, more, late, twice, after the end, wrong token or chain",
        "binary(escrow) & test(/watching::|aside::|ways_back::|late::|after_the_end::/)",
    ),
    row("F16", "a database that fails, and a wire to it that is cut", "binary(raced) & test(/outages|cuts/)"),
    house("F17", "every form sent fifty times at once", "binary(attacks) & test(/twice/)"),
    row("F18", "two and ten of the house decide one dispute differently", "binary(raced) & test(/resolvers::/)"),
    row(
        "F19",
        "all that ends an order, its clock, a dispute that opens, and signatures it waits for, at once",
        "binary(raced) & test(/orders::|splits::|disputes::|signers::/) & not test(~never_both)",
    ),
    long("F19", "release, refund and cancel of one order, in memory", 100_000, false),
    long("F19", "the same on disk", 1_000, true),
    row("F20", "two offers accepted at once", "binary(raced) & test(/offers::/)"),
    row("F21", "many payments from a wallet with money for one", "binary(raced) & test(/wallets::|holds::/)"),
    row(
        "F24",
        "workers that die, are slow, or have another time",
        "binary(queue) | (binary(escrow) & test(/tasks::/))",
    ),
    row(
        "F23",
        "what has run out is refused before it is swept",
        "binary(telegram) & test(/before_it_is_swept|that_is_old_forged/)",
    ),
    row(
        "F25",
        "a post or a bot that is away for three days",
        "(binary(letters) | binary(telegram)) & test(/three_days/)",
    ),
    house("F26", "a thousand who do not come to the point", "binary(sockets) & test(/come_to_the_point/)"),
    house(
        "F27",
        "ten thousand who only listen, a thousand who talk, and a restart",
        "binary(sockets) & test(/only_listens|restart_sends/)",
    ),
    house("F28", "readers who never read", "binary(sockets) & test(/never_reads/)"),
    house("F29", "a socket cut at each byte, both ways", "binary(sockets) & test(/cuts::/)"),
    house("F36", "told to stop in the middle of everything", "binary(sockets) & test(/restart_sends/)"),
    row(
        "F37",
        "prices that are stale, zero, negative, or jump",
        "(package(payments) & test(/price/)) | (binary(escrow) & test(/bad_prices::/))",
    ),
    row(
        "F38",
        "a device that refuses, is pulled out, or is another one at every step of signing",
        "binary(custody) & test(/devices::/)",
    ),
];
