#!/usr/bin/env python3
"""Writes the example lists that are no text. Run it in this folder; what it writes is committed."""
import gzip
import json
import struct


def key(digits):
    places = [int(digit) + 1 for digit in digits] + [0] * (16 - len(digits))
    number = 0
    for place in places:
        number = number * 11 + place
    return number << 8


def phone_block():
    numbers = [("41615550101", 1), ("41615550102", 0), ("41615550103", 1)]
    prefixes = [("4144555", 1)]
    data = b"PBBL" + struct.pack("<HHII", 1, 1 << 7, len(numbers), len(prefixes))
    for digits, unwanted in numbers + prefixes:
        data += struct.pack("<Q", key(digits) | unwanted)
    return data


def call_blocker_slice():
    numbers = [(41615550101, 0, 7), (41615550102, 9, 2), (0, 0, 0), (41615550103, 1, 2)]
    data = b"YABF" + b"\0" + struct.pack("<i", 42) + b"ww" + struct.pack("<ii", 0, len(numbers))
    for number, harmless, unwanted in numbers:
        data += struct.pack("<qBBBBB", number, harmless, unwanted, 0, 0, 1)
    return data + b"CP" + struct.pack("<iq", 1, 41615550109) + b"YABEND"


def spam_blocker():
    rules = [
        {"id": 1, "pattern": "^\\+4144(555|556)\\d{4}$", "description": "Block A"},
        {"id": 2, "pattern": "Claro", "patternModeType": 7, "flags": 3},
        {"id": 3, "pattern": "\\+41900.*", "isBlacklist": False},
        {"id": 4, "pattern": "0615550104", "flags": 2},
        {"id": 5, "pattern": ".*99.*"},
    ]
    numbers = [{"id": 1, "peer": "0615550101", "time": 1795219200000}, {"peer": "+41615550102"}]
    backup = {
        "global": {"enabled": True},
        "numberRules": {"rules": rules},
        "contentRules": {"rules": [{"pattern": "prize"}]},
        "spamNumbers": {"numbers": numbers},
    }
    return gzip.compress(json.dumps(backup, indent=1).encode(), mtime=0)


for name, data in [
    ("phone_block.bin", phone_block()),
    ("slice.dat", call_blocker_slice()),
    ("spam_blocker.gz", spam_blocker()),
    ("utf16.csv", "name\ttelefon\r\nMüller\t061 555 01 01\r\n".encode("utf-16-be")),
    ("latin1.csv", "name;téléphone\nMüller;061 555 01 01\n".encode("latin-1")),
]:
    with open(name, "wb") as file:
        file.write(data)
