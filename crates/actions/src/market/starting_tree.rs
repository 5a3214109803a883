//! The tree a new house starts with, so that the first wish has somewhere to hang.

use super::categories::plant;
use crate::{ActionError, Desk};
use domain::market::{Category, CategoryForm};

/// Slug, English name, Persian name; an indented slug hangs on the last one that is not.
const TREE: &[(&str, &str, &str)] = &[
    ("electronics", "Electronics", "لوازم الکترونیکی"),
    (" phones", "Phones and tablets", "گوشی و تبلت"),
    (" computers", "Computers", "کامپیوتر و لپ‌تاپ"),
    (" audio-photo", "Audio and photography", "صوتی و عکاسی"),
    ("home", "Home and garden", "خانه و باغچه"),
    (" furniture", "Furniture", "مبلمان"),
    (" kitchen", "Kitchen", "آشپزخانه"),
    ("clothing", "Clothing and shoes", "پوشاک و کفش"),
    ("books-media", "Books and media", "کتاب و رسانه"),
    ("health-beauty", "Health and beauty", "سلامت و زیبایی"),
    ("sports-travel", "Sports and travel", "ورزش و سفر"),
    ("vehicles-parts", "Vehicles and parts", "خودرو و قطعات"),
    ("digital-goods", "Digital goods", "کالای دیجیتال"),
    (" software", "Software and licences", "نرم‌افزار و لایسنس"),
    (" gift-cards", "Gift cards", "کارت هدیه"),
    ("services", "Services", "خدمات"),
    (" design", "Design", "طراحی"),
    (" programming", "Programming", "برنامه‌نویسی"),
    (" translation", "Translation and writing", "ترجمه و نگارش"),
    (" repairs", "Repairs", "تعمیرات"),
    ("consultation", "Consultation", "مشاوره"),
    ("other", "Everything else", "سایر"),
];

/// Plants the starting tree in a house without categories. Done twice is done once.
///
/// # Errors
/// Only the database's.
pub async fn plant_starting_tree(desk: &Desk) -> Result<(), ActionError> {
    if desk.store.has_any::<Category>().await? {
        return Ok(());
    }
    let mut parent = String::new();
    for (order, (slug, name_en, name)) in TREE.iter().enumerate() {
        let is_leaf = slug.starts_with(' ');
        let form = CategoryForm {
            name: (*name).to_owned(),
            name_en: (*name_en).to_owned(),
            slug: slug.trim().to_owned(),
            parent: if is_leaf { parent.clone() } else { String::new() },
            order: order.to_string(),
        };
        let id = plant(desk, &form).await?;
        if !is_leaf {
            parent = id.to_string();
        }
    }
    Ok(())
}
