//! What a person says of themselves and how they want to read the house.

use super::{Language, Role, Theme, User, UserStatus, sign_up::person_name};
use crate::{Currency, FieldErrors, Timestamp, UserId, machine::Word};
use serde::{Deserialize, Serialize};

/// The settings form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ProfileForm {
    pub name: String,
    pub about: String,
    pub language: String,
    pub theme: String,
    pub currency: String,
}

/// A checked form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Profile {
    pub display_name: String,
    pub about: Option<String>,
    pub language: Language,
    pub theme: Theme,
    pub display_currency: Currency,
}

impl ProfileForm {
    /// Checks every field.
    ///
    /// # Errors
    /// A code per field.
    pub fn check(&self) -> Result<Profile, FieldErrors> {
        let mut errors = FieldErrors::default();
        let display_name = person_name(&mut errors, "name", &self.name);
        let about = errors.optional_text("about", &self.about, 500);
        let language = chosen(&mut errors, "language", Language::from_word(&self.language));
        let theme = chosen(&mut errors, "theme", Theme::from_word(&self.theme));
        let currency = self.currency.parse().ok().filter(|currency| Currency::BUDGET.contains(currency));
        let display_currency = chosen(&mut errors, "currency", currency);
        errors.into_result()?;
        let (Some(language), Some(theme), Some(display_currency)) = (language, theme, display_currency) else {
            return Err(FieldErrors::default());
        };
        Ok(Profile { display_name, about, language, theme, display_currency })
    }
}

/// A value of a list, or a note that it is none.
fn chosen<T>(errors: &mut FieldErrors, field: &str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        errors.add(field, "not-a-choice");
    }
    value
}

/// All that others may know of a person. Never an e-mail, never a preference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPerson {
    /// Identity.
    pub id: UserId,
    /// What they call themselves.
    pub display_name: String,
    /// What they say of themselves.
    pub about: Option<String>,
    /// May make offers.
    pub is_seller: bool,
    /// Member since.
    pub created_at: Timestamp,
    /// Average of the stars received, in hundredths of a star.
    pub review_hundredths: Option<u64>,
    /// How many reviews that is.
    pub review_count: u64,
    /// How many orders ended well as seller.
    pub completed_sales: u64,
}

impl User {
    /// What others see; nothing for somebody who left.
    pub fn public(&self) -> Option<PublicPerson> {
        (self.status != UserStatus::Closed).then(|| PublicPerson {
            id: self.id,
            display_name: self.display_name.clone(),
            about: self.about.clone(),
            is_seller: self.is(Role::Seller),
            created_at: self.created_at,
            review_hundredths: self.review_hundredths(),
            review_count: self.review_count,
            completed_sales: self.completed_sales,
        })
    }

    /// The person with another profile.
    #[must_use]
    pub fn described(self, profile: Profile, now: Timestamp) -> Self {
        let Profile { display_name, about, language, theme, display_currency } = profile;
        Self { display_name, about, language, theme, display_currency, updated_at: now, ..self }
    }

    /// Average of the stars received in hundredths, rounded to the nearest, half up; none without a review.
    pub const fn review_hundredths(&self) -> Option<u64> {
        match self.review_count {
            0 => None,
            count => Some((self.review_stars * 100 + count / 2) / count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ProfileForm {
        let text = |text: &str| text.to_owned();
        ProfileForm {
            name: text("Aigul"),
            about: text(""),
            language: text("fa"),
            theme: text("dark"),
            currency: text("EUR"),
        }
    }

    #[test]
    fn a_choice_outside_its_list_is_refused_and_named() {
        let bad = ProfileForm { language: "English".into(), theme: String::new(), currency: "PTS".into(), ..form() };
        let errors = bad.check().unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["currency", "language", "theme"]);
        assert_eq!(form().check().unwrap().language, Language::Fa);
    }

    #[test]
    fn the_average_is_exact_to_the_hundredth() {
        let newcomer = super::super::SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
        let born = User::born(crate::UserId::from_bytes([1; 16]), newcomer, Language::En, Timestamp::from_millis(0));
        let average =
            |stars, count| User { review_stars: stars, review_count: count, ..born.clone() }.review_hundredths();
        assert_eq!(average(0, 0), None);
        assert_eq!(average(14, 3), Some(467));
        assert_eq!(average(13, 3), Some(433));
        assert_eq!(average(9, 2), Some(450));
        assert_eq!(average(37, 8), Some(463), "4.625 rounds half up");
    }
}
