//! Payments as those who work with them find them; what is taken away stands in the log.

use crate::{code_of, with_role};
use actions::admin::{PaymentsForm, payment_file, payments, payments_sheet};
use domain::{PaymentId, UserId, identity::Role};
use store::LogFilter;
use testkit::{Given, TestDesk, desk_with_chain};

fn form() -> PaymentsForm {
    PaymentsForm::default()
}

async fn found(desk: &TestDesk, reader: UserId, form: PaymentsForm) -> Vec<PaymentId> {
    payments(desk, reader, &form).await.unwrap().rows.into_iter().map(|line| line.payment.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_found_by_whatever_people_say_of_it() {
    let (desk, chain) = desk_with_chain().await;
    let support = with_role(&desk, "Nima", Role::Support).await;
    let paid = Given::funded_order(&desk, &chain).await;
    let (waiting, _) = Given::open_checkout(&desk).await;
    let text = str::to_owned;
    assert_eq!(found(&desk, support, form()).await, [waiting.payment, paid.payment]);
    let of_paid = [
        PaymentsForm { status: text("confirmed"), ..form() },
        PaymentsForm { flag: text("exact"), ..form() },
        PaymentsForm { number: text("PAY-000001"), ..form() },
        PaymentsForm { number: text("R-000001"), ..form() },
        PaymentsForm { number: text("۱"), ..form() },
        PaymentsForm { person: paid.buyer.to_string(), ..form() },
        PaymentsForm { person: paid.seller.to_string(), amount: text("12.50"), ..form() },
    ];
    for asked in of_paid {
        assert_eq!(found(&desk, support, asked.clone()).await, [paid.payment], "{asked:?}");
    }
    let of_nobody = [
        PaymentsForm { number: text("PAY-x"), ..form() },
        PaymentsForm { number: text("R-999"), ..form() },
        PaymentsForm { amount: text("12.51"), ..form() },
        PaymentsForm { amount: text("much"), ..form() },
        PaymentsForm { from: text("2026-11-22"), ..form() },
        PaymentsForm { to: text("2026-11-20"), ..form() },
        PaymentsForm { person: text("nobody@example.com"), ..form() },
    ];
    for asked in of_nobody {
        assert!(found(&desk, support, asked.clone()).await.is_empty(), "{asked:?}");
    }
    let day = PaymentsForm { from: text("2026-11-21"), to: text("2026-11-21"), ..form() };
    assert_eq!(found(&desk, support, day).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_holds_every_check_posting_and_step() {
    let (desk, chain) = desk_with_chain().await;
    let support = with_role(&desk, "Nima", Role::Support).await;
    let paid = Given::funded_order(&desk, &chain).await;
    let file = payment_file(&desk, support, paid.payment).await.unwrap();
    assert_eq!((file.transfers.len(), file.transfers[0].checks.len(), file.journals.len()), (1, 6, 1));
    assert!(file.history.iter().any(|row| row.deed == "confirm"));
    assert_eq!(file.names[&paid.buyer], "Aigul");
    assert_eq!(code_of(payment_file(&desk, paid.buyer, paid.payment).await), "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_a_sheet_away_stands_in_the_log_with_the_filter() {
    let (desk, chain) = desk_with_chain().await;
    let (treasurer, support) =
        (with_role(&desk, "Tara", Role::Treasurer).await, with_role(&desk, "Nima", Role::Support).await);
    Given::funded_order(&desk, &chain).await;
    let asked = PaymentsForm { status: "confirmed".to_owned(), ..form() };
    assert_eq!(payments_sheet(&desk, treasurer, &asked).await.unwrap().len(), 1);
    assert_eq!(code_of(payments_sheet(&desk, support, &asked).await), "forbidden");
    let filter = LogFilter { deed: Some("export_payments".to_owned()), ..LogFilter::default() };
    let rows = desk.store.log_rows(&filter, 10).await.unwrap();
    assert_eq!((rows.len(), rows[0].why.as_deref(), rows[0].to.as_str()), (1, Some("status=confirmed"), "1"));
}
