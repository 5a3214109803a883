use super::{ListTrouble, SanctionsList};
use crate::escrow::ChainAddress;

const ONE: &str = "0x7f367cc41522ce07553e823bf3be79a889debe1b";
const OTHER: &str = "0x8589427373D6D84E98730D7795D8f6f8731FDA16";

fn list(text: &str) -> SanctionsList {
    SanctionsList::parse("list.txt", text).unwrap()
}

fn trouble(text: &str) -> (ListTrouble, Option<usize>) {
    let fault = SanctionsList::parse("list.txt", text).unwrap_err();
    (fault.trouble, fault.line)
}

fn entry<'a>(list: &'a SanctionsList, address: &str) -> Option<&'a str> {
    list.entry(&ChainAddress(address.to_owned()))
}

#[test]
fn an_address_is_found_however_it_is_spelled() {
    let list = list(&format!("# published weekly\n\n{ONE}\n{OTHER} # a mixer\n"));
    assert_eq!(list.count(), 2);
    assert_eq!(entry(&list, &ONE.to_uppercase().replace("0X", "0x")), Some(ONE));
    assert_eq!(entry(&list, &OTHER.to_lowercase()), Some(format!("{OTHER} # a mixer").as_str()));
    assert_eq!(entry(&list, &format!("0x{}", "a".repeat(40))), None);
}

#[test]
fn sheets_and_json_are_read_as_they_are_published() {
    let row = format!(
        "36,\"SOMEBODY\",-0- ,\"Digital Currency Address - ETH {OTHER}; alt. XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h;\""
    );
    let sheet = list(&format!("id,name,remarks\n{row}\n"));
    assert_eq!((sheet.count(), entry(&sheet, OTHER)), (1, Some(row.as_str())));
    for json in [
        format!("[\"{ONE}\", \"{OTHER}\"]"),
        format!("{{\"addresses\": [{{\"address\": \"{ONE}\", \"program\": \"X\"}}, {{\"address\": \"{OTHER}\"}}]}}"),
        format!("{{\"{ONE}\": \"why\", \"{OTHER}\": null}}"),
    ] {
        assert_eq!(list(&json).count(), 2, "{json}");
    }
    let named = list(&format!("[{{\"address\": \"{ONE}\", \"program\": \"CYBER2\"}}]"));
    assert!(entry(&named, ONE).unwrap().contains("CYBER2"));
}

#[test]
fn a_list_with_a_hole_in_it_is_no_list() {
    assert_eq!(trouble(&format!("{ONE}\n{}\n", &OTHER[..41])), (ListTrouble::Broken, Some(2)));
    assert_eq!(trouble(&format!("{ONE}\nhello\n")), (ListTrouble::Broken, Some(2)));
    assert_eq!(trouble("[\"0x7f367cc41522ce07553e823bf3be79a889debe1b\", "), (ListTrouble::Broken, Some(1)));
    assert_eq!(trouble("# nothing yet\n"), (ListTrouble::Empty, None));
    assert_eq!(trouble("[]"), (ListTrouble::Empty, None));
}
