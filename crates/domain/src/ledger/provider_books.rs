//! What our books say lies with a payment service, beside what the service itself says.

use crate::{
    Money,
    ledger::{BooksVerdict, LedgerAccount},
};
use serde::{Deserialize, Serialize};

/// One account with a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderLine {
    /// Which account; it names the service.
    pub account: LedgerAccount,
    /// What the ledger says was booked.
    pub booked: Money,
    /// What the service says lies there; none when it was not, or cannot be, asked.
    pub told: Option<Money>,
    /// What the comparison says; none for a service that nobody can ask.
    pub verdict: Option<BooksVerdict>,
    /// Why a service that can be asked gives no verdict: a stable code.
    pub trouble: Option<String>,
}

impl ProviderLine {
    /// A service that has no way to be asked: its statement is compared by hand.
    pub const fn not_told(account: LedgerAccount, booked: Money) -> Self {
        Self { account, booked, told: None, verdict: None, trouble: None }
    }

    /// A service that should have said something.
    pub const fn silent(account: LedgerAccount, booked: Money, trouble: String) -> Self {
        Self { account, booked, told: None, verdict: Some(BooksVerdict::Unknown), trouble: Some(trouble) }
    }

    /// A service that said what lies there.
    pub const fn told(account: LedgerAccount, booked: Money, told: Money) -> Self {
        let verdict = if told.units == booked.units { BooksVerdict::Balanced } else { BooksVerdict::Differs };
        Self { account, booked, told: Some(told), verdict: Some(verdict), trouble: None }
    }

    /// Told less booked.
    pub fn difference(&self) -> Option<Money> {
        self.told.and_then(|told| told.minus(self.booked).ok())
    }
}

impl BooksVerdict {
    /// The worse of two: a difference before an outside that could not be read.
    #[must_use]
    pub const fn worse(self, other: Self) -> Self {
        match (self, other) {
            (Self::Differs, _) | (_, Self::Differs) => Self::Differs,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Balanced, Self::Balanced) => Self::Balanced,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    #[test]
    fn more_and_less_than_was_booked_are_differences_and_silence_is_no_verdict() {
        let account = LedgerAccount::Provider { name: "shkeeper".to_owned(), currency: Currency::USDT };
        let usdt = |units| Money::new(units, Currency::USDT);
        let told = |units| ProviderLine::told(account.clone(), usdt(10), usdt(units));
        for (units, verdict) in [(10, BooksVerdict::Balanced), (9, BooksVerdict::Differs), (11, BooksVerdict::Differs)]
        {
            assert_eq!(told(units).verdict, Some(verdict), "{units}");
        }
        assert_eq!(told(7).difference(), Some(usdt(-3)));
        let silent = ProviderLine::silent(account, usdt(10), "hosted-unreachable".to_owned());
        assert_eq!((silent.verdict, silent.difference()), (Some(BooksVerdict::Unknown), None));
        assert_eq!(BooksVerdict::Unknown.worse(BooksVerdict::Differs), BooksVerdict::Differs);
        assert_eq!(BooksVerdict::Balanced.worse(BooksVerdict::Unknown), BooksVerdict::Unknown);
    }
}
