use super::*;
use crate::Money;

fn good() -> RequestForm {
    RequestForm {
        title: "A desk lamp".to_owned(),
        category: CategoryId::from_bytes([1; 16]).to_string(),
        description: "Warm light, no flicker".to_owned(),
        quantity: "۲".to_owned(),
        budget_min: "10".to_owned(),
        budget_max: "۲۰٫۵".to_owned(),
        delivery_type: "online".to_owned(),
        delivery_email: "buyer@example.org".to_owned(),
        ..RequestForm::default()
    }
}

fn faults(form: &RequestForm) -> Vec<(String, String)> {
    let errors = form.read().err().unwrap_or_default();
    errors.0.into_iter().map(|(field, fault)| (field, fault.code)).collect()
}

#[test]
fn every_limit_is_held_and_named_beside_its_field() {
    let x = |n: usize| "x".repeat(n);
    let sellers: String = (0..21).map(|n| format!("{}\n", UserId::from_bytes([n; 16]))).collect();
    let cases: Vec<(&str, RequestForm, &str)> = vec![
        ("title", RequestForm { title: "  ".into(), ..good() }, "required"),
        ("title", RequestForm { title: x(201), ..good() }, "too-long"),
        ("description", RequestForm { description: x(4), ..good() }, "too-short"),
        ("description", RequestForm { description: x(2001), ..good() }, "too-long"),
        ("category", RequestForm { category: String::new(), ..good() }, "required"),
        ("category", RequestForm { category: "cat_nonsense".into(), ..good() }, "not-a-choice"),
        ("product_type", RequestForm { product_type: "animal".into(), ..good() }, "not-a-choice"),
        ("product_link", RequestForm { product_link: "javascript:alert(1)".into(), ..good() }, "not-a-link"),
        ("size", RequestForm { size: x(101), ..good() }, "too-long"),
        ("color", RequestForm { color: x(101), ..good() }, "too-long"),
        ("brand", RequestForm { brand: x(101), ..good() }, "too-long"),
        ("quantity", RequestForm { quantity: "0".into(), ..good() }, "too-small"),
        ("quantity", RequestForm { quantity: "1000001".into(), ..good() }, "too-big"),
        ("quantity", RequestForm { quantity: "two".into(), ..good() }, "not-a-whole-number"),
        ("budget_max", RequestForm { budget_max: String::new(), ..good() }, "required"),
        ("budget_max", RequestForm { budget_max: "9.99".into(), ..good() }, "less-than-minimum"),
        ("budget_min", RequestForm { budget_min: "-1".into(), ..good() }, "not-a-number"),
        ("budget_max", RequestForm { budget_max: "20.1234567".into(), ..good() }, "too-many-decimals"),
        ("budget_currency", RequestForm { budget_currency: "BTC".into(), ..good() }, "not-a-choice"),
        ("urgency", RequestForm { urgency: "yesterday".into(), ..good() }, "not-a-choice"),
        ("visibility", RequestForm { visibility: "secret".into(), ..good() }, "not-a-choice"),
        ("preferred_sellers", RequestForm { visibility: "private".into(), ..good() }, "needs-a-seller"),
        ("preferred_sellers", RequestForm { preferred_sellers: "somebody".into(), ..good() }, "unknown-seller"),
        ("preferred_sellers", RequestForm { preferred_sellers: sellers, ..good() }, "too-many"),
        ("specifications", RequestForm { specifications: "a: b\n".repeat(11), ..good() }, "too-many-lines"),
        ("specifications", RequestForm { specifications: "only a label".into(), ..good() }, "line-without-colon"),
        ("specifications", RequestForm { specifications: format!("{}: b", x(101)), ..good() }, "too-long"),
        ("specifications", RequestForm { specifications: format!("a: {}", x(501)), ..good() }, "too-long"),
        ("delivery_email", RequestForm { delivery_email: "nobody".into(), ..good() }, "not-an-email"),
        ("delivery_email", RequestForm { delivery_email: String::new(), ..good() }, "required"),
        ("street", RequestForm { delivery_type: "physical".into(), ..good() }, "required"),
    ];
    for (field, form, code) in cases {
        assert!(faults(&form).contains(&(field.to_owned(), code.to_owned())), "{field}: {:?}", faults(&form));
    }
}

#[test]
fn a_wish_at_its_limits_is_read() {
    let seller = UserId::from_bytes([2; 16]);
    let form = RequestForm {
        title: "x".repeat(200),
        description: "ی".repeat(2000),
        specifications: "Size: 40\n".repeat(10),
        visibility: "private".to_owned(),
        preferred_sellers: format!("https://example.org/people/{seller}/?from=mail {seller}"),
        ..good()
    };
    let wish = form.read().unwrap();
    assert_eq!((wish.quantity, wish.budget.max), (2, Money::new(20_500_000, Currency::USDT)));
    assert_eq!(wish.preferred_seller_ids, [seller], "an id and a link to the same person are one");
    assert_eq!((wish.specifications.len(), wish.is_public), (10, false));
}

#[test]
fn a_step_is_asked_only_for_its_own_fields() {
    let form = RequestForm { title: "A lamp".to_owned(), ..RequestForm::default() };
    let errors = form.check(Step::Details).unwrap_err();
    assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), ["budget_max"]);
    assert_eq!(form.first_open_step(), Step::What);
    assert_eq!(good().first_open_step(), Step::Check);
}

#[test]
fn going_back_keeps_what_the_other_steps_hold() {
    let mut form = good();
    form.merge(Step::What, RequestForm { title: "Another".to_owned(), ..RequestForm::default() });
    assert_eq!((form.title.as_str(), form.budget_max.as_str()), ("Another", "۲۰٫۵"));
}
