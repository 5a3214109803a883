use bson::doc;
use proptest::prelude::*;

use super::*;

fn message(opcode: i32, payload: &[u8]) -> ([u8; HEADER_BYTES], Vec<u8>) {
    let mut header = [0; HEADER_BYTES];
    header[..4].copy_from_slice(&i32::try_from(payload.len() + HEADER_BYTES).unwrap().to_le_bytes());
    header[4..8].copy_from_slice(&7_i32.to_le_bytes());
    header[12..].copy_from_slice(&opcode.to_le_bytes());
    (header, payload.to_vec())
}

#[test]
fn a_document_sequence_becomes_an_array_of_the_command() {
    let mut payload = vec![0; 5];
    payload.extend(doc! {"insert": "things"}.to_vec().unwrap());
    let documents = doc! {"a": 1}.to_vec().unwrap();
    payload.push(1);
    payload.extend(i32::try_from(4 + 10 + documents.len()).unwrap().to_le_bytes());
    payload.extend(b"documents\0");
    payload.extend(documents);
    let (header, payload) = message(OP_MSG, &payload);
    assert_eq!(payload_length(&header), Ok(payload.len()));
    let request = parse(&header, &payload).unwrap();
    assert_eq!(request.id, 7);
    assert_eq!(request.body, doc! {"insert": "things", "documents": [{"a": 1}]});
}

#[test]
fn an_old_hello_is_understood() {
    let mut payload = vec![0; 4];
    payload.extend(b"admin.$cmd\0");
    payload.extend([0; 8]);
    payload.extend(doc! {"isMaster": 1}.to_vec().unwrap());
    let (header, payload) = message(OP_QUERY, &payload);
    let request = parse(&header, &payload).unwrap();
    assert_eq!(request.transport, Transport::Query);
    assert_eq!(request.body, doc! {"isMaster": 1, "$db": "admin"});
}

proptest! {
    #[test]
    fn no_bytes_can_break_the_parser(payload in prop::collection::vec(any::<u8>(), 0..200), opcode in prop_oneof![Just(OP_MSG), Just(OP_QUERY), any::<i32>()]) {
        let (header, payload) = message(opcode, &payload);
        drop(parse(&header, &payload));
    }
}
