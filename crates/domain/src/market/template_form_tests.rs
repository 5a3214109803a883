//! The limits of each field of a template.

use super::*;
use crate::CategoryId;

fn good() -> TemplateForm {
    let text = str::to_owned;
    TemplateForm {
        title: text("A brass lamp"),
        description: text("Warm light, made by hand."),
        category: CategoryId::from_bytes([1; 16]).to_string(),
        price: text("۱۲٫۵"),
        delivery_amount: text("3"),
        tags: text("lamp, brass، lamp"),
        ..TemplateForm::default()
    }
}

#[test]
fn a_short_form_is_enough_and_every_limit_has_its_field() {
    let (terms, max) = good().read(0).unwrap();
    assert_eq!((terms.price.units, terms.max_quantity, max), (12_500_000, 1, None));
    assert_eq!(terms.tags, ["lamp", "brass"]);
    let text = str::to_owned;
    for (form, field) in [
        (TemplateForm { title: text(""), ..good() }, "title"),
        (TemplateForm { description: text("abc"), ..good() }, "description"),
        (TemplateForm { category: text("x"), ..good() }, "category"),
        (TemplateForm { price: text("0"), ..good() }, "price"),
        (TemplateForm { currency: text("EUR"), ..good() }, "currency"),
        (TemplateForm { delivery_amount: text("0"), ..good() }, "delivery_amount"),
        (TemplateForm { delivery_type: text("pigeon"), ..good() }, "delivery_type"),
        (TemplateForm { product_link: text("javascript:1"), ..good() }, "product_link"),
        (TemplateForm { tags: text("a,b,c,d,e,f,g,h,i,j,k"), ..good() }, "tags"),
        (TemplateForm { max_quantity: text("101"), ..good() }, "max_quantity"),
        (TemplateForm { max_uses: text("4"), ..good() }, "max_uses"),
    ] {
        let errors = form.read(5).unwrap_err();
        assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), [field]);
    }
}
