"""Asks a device what the official client asks, and prints every answer as a line of JSON: name and value.

Arguments: the device's path (udp:127.0.0.1:PORT), the file with the questions, and positions for the PIN if it asks for one.
"""

import json
import sys

from trezorlib import ethereum
from trezorlib.client import get_default_client, get_default_session
from trezorlib.tools import parse_path


def main(path: str, questions: str, positions: str) -> None:
    with open(questions, encoding="utf-8") as file:
        asked = json.load(file)
    client = get_default_client("Amanat's tests", path, pin_callback=lambda _request: positions)
    with client, get_default_session(client) as session:
        say("model", client.features.internal_model)
        say("root", session.get_root_fingerprint().hex())
        for name, where in asked["addresses"].items():
            say(name, ethereum.get_address(session, parse_path(where), show_display=True))
        for name, where in asked["keys"].items():
            say(name, ethereum.get_public_node(session, parse_path(where)).xpub)
        for name, text in asked["texts"].items():
            signed = ethereum.sign_message(session, parse_path(asked["path"]), text)
            say(name, signed.signature.hex())
            say(f"{name}, checked", signed.address)
        for name, data in asked["typed"].items():
            say(name, typed(session, asked, data))
        for name, plan in asked["transactions"].items():
            say(name, transaction(session, dict(plan)))


def typed(session, asked, data) -> str:
    """The first model signs hashes, every other the data itself."""
    where = parse_path(asked["path"])
    if session.features.internal_model == "T1B1":
        message = bytes.fromhex(data["message_hash"]) if "message_hash" in data else None
        return ethereum.sign_typed_data_hash(session, where, bytes.fromhex(data["domain_hash"]), message).signature.hex()
    return ethereum.sign_typed_data(session, where, data["data"]).signature.hex()


def transaction(session, plan) -> list:
    where, data = parse_path(plan.pop("path")), bytes.fromhex(plan.pop("data"))
    sign = ethereum.sign_tx_eip1559 if "max_gas_fee" in plan else ethereum.sign_tx
    v, r, s = sign(session, n=where, data=data, **plan)
    return [v, r.hex(), s.hex()]


def say(name: str, value) -> None:
    print(json.dumps([name, value]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "")
