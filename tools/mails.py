#!/usr/bin/env python3
"""Makes the messages of tests/mail anew: fixtures as attachments, in the encodings in which mail programs send them.

Run it in the checkout; it needs nothing but Python. What people write in these messages must come into no output.
"""
import base64, io, quopri, struct, zipfile
from pathlib import Path

OUT = Path("tests/mail")
PLAN = Path("fixtures/utrecht/jobcoachplan/volledig.xlsx").read_bytes()
TABLE = Path("fixtures/clientvolgsysteem/export/drie-clienten-windows-1252.csv").read_bytes()
HEAD = ("From: Geheime Afzender <afzender@geheim.example>\r\nTo: Ontvanger <ontvanger@geheim.example>\r\n"
        "Subject: Onderwerp dat niemand leest\r\nDate: Mon, 6 Apr 2026 09:00:00 +0200\r\nMIME-Version: 1.0\r\n")
BODY = "Content-Type: text/plain; charset=utf-8\r\n\r\nGeheime tekst over BSN 999990019.\r\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lines(data):
    return "\r\n".join(base64.b64encode(data).decode()[i:i + 76] for i in range(0, len(base64.b64encode(data)), 76))


def mixed(parts, mark="grens"):
    body = "".join(f"--{mark}\r\n{part}\r\n" for part in parts)
    return f"Content-Type: multipart/mixed; boundary=\"{mark}\"\r\n\r\n{body}--{mark}--\r\n"


def attached(name, data, kind=XLSX):
    return f"Content-Type: {kind}\r\nContent-Disposition: attachment; {name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines(data)}"


def printable(name, data):
    text = quopri.encodestring(data).decode("ascii").replace("\n", "\r\n")
    return f"Content-Type: text/csv\r\nContent-Disposition: attachment; filename={name}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}"


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def eml():
    plan = attached("filename=plan.xlsx", PLAN)
    rfc2231 = attached("filename*0*=utf-8''plan%20Ren%C3%A9; filename*1*=%20de%20Vries.xlsx", PLAN)
    inner = HEAD + mixed([BODY, plan], "binnen")
    picture = attached("filename=logo.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")
    return {
        "base64.eml": HEAD + mixed([BODY, plan, picture]),
        "rfc2231.eml": HEAD + mixed([BODY, rfc2231]),
        "quoted-printable.eml": HEAD + mixed([BODY, printable("export.csv", TABLE)]),
        "doorgestuurd.eml": HEAD + mixed([BODY, "Content-Type: message/rfc822\r\n\r\n" + inner]),
        "zip.eml": HEAD + mixed([BODY, attached("filename=map.zip", zipped("map/plan.xlsx", PLAN), "application/zip")]),
        "zonder.eml": HEAD + BODY,
        "afgebroken.eml": (HEAD + mixed([BODY, plan]))[:6000],
        "verzegeld.eml": HEAD + mixed([BODY, attached("filename=smime.p7m", b"0\x80abc", "application/pkcs7-mime")]),
        "winmail.eml": HEAD + mixed([BODY, attached("filename=winmail.dat", b"\x78\x9f\x3e\x22" + bytes(99), "application/ms-tnef")]),
        "te-diep.eml": HEAD + "Content-Type: message/rfc822\r\n\r\n" * 900,
        "te-veel.eml": HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000)),
    }


def tree(entries, kids):
    """The children of a storage as a balanced tree of their names, in the order that compound files keep."""
    kids = sorted(kids, key=lambda n: (len(entries[n]["name"]), entries[n]["name"].upper()))
    if not kids:
        return 0xFFFFFFFF
    middle = len(kids) // 2
    entries[kids[middle]]["left"] = tree(entries, kids[:middle])
    entries[kids[middle]]["right"] = tree(entries, kids[middle + 1:])
    return kids[middle]


def compound(content):
    """A compound file (version 3) of nested dicts of bytes."""
    entries, end, free = [], 0xFFFFFFFE, 0xFFFFFFFF

    def add(name, what):
        at = len(entries)
        entries.append({"name": name, "data": what if isinstance(what, bytes) else None, "left": free, "right": free, "child": free})
        if isinstance(what, dict):
            entries[at]["child"] = tree(entries, [add(n, w) for n, w in what.items()])
        return at

    add("Root Entry", content)
    small, minifat, sectors, fat = b"", [], [], []

    def chain(data):
        count = (len(data) + 511) // 512
        if not count:
            return end
        first = len(sectors)
        sectors.extend(data[512 * i:512 * i + 512].ljust(512, b"\0") for i in range(count))
        fat.extend([first + i + 1 for i in range(count - 1)] + [end])
        return first

    for entry in entries:
        data = entry["data"]
        entry["start"], entry["size"] = (0, 0) if data is None else (end, len(data))
        if data and len(data) < 4096:
            entry["start"] = len(minifat)
            count = (len(data) + 63) // 64
            minifat += [entry["start"] + i + 1 for i in range(count - 1)] + [end]
            small += data.ljust(64 * count, b"\0")
        elif data:
            entry["start"] = chain(data)
    entries[0]["start"], entries[0]["size"] = chain(small), len(small)
    directory = b""
    for n, entry in enumerate(entries):
        name = entry["name"].encode("utf-16-le") + b"\0\0"
        kind = 5 if n == 0 else 1 if entry["data"] is None else 2
        directory += name.ljust(64, b"\0") + struct.pack("<HBB3I", len(name), kind, 1, entry["left"], entry["right"], entry["child"])
        directory += bytes(36) + struct.pack("<IQ", entry["start"], entry["size"])
    mini = struct.pack(f"<{len(minifat)}I", *minifat)
    mini = mini.ljust((len(mini) + 511) // 512 * 512, b"\xff")
    minis, minicount = chain(mini), len(mini) // 512
    start = chain(directory)
    need = 1
    while (len(fat) + need) > 128 * need:
        need += 1
    table = [len(sectors) + i for i in range(need)]
    fat += [0xFFFFFFFD] * need
    fat += [free] * (128 * need - len(fat))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, need, start, 0, 4096, minis, minicount, end, 0)
    header += struct.pack("<109I", *(table + [free] * (109 - need)))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def wide(text):
    return text.encode("utf-16-le")


def msg():
    def attachment(name, data):
        return {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": wide(name), "__substg1.0_37010102": data}

    def note(*attachments):
        own = {"__properties_version1.0": bytes(32), "__substg1.0_0037001F": wide("Onderwerp dat niemand leest"),
               "__substg1.0_1000001F": wide("Geheime tekst over BSN 999990019."),
               "__substg1.0_0C1F001F": wide("afzender@geheim.example")}
        own.update({f"__attach_version1.0_#{n:08X}": what for n, what in enumerate(attachments)})
        return own

    inner = {"__properties_version1.0": bytes(8), "__substg1.0_3001001F": wide("Onderwerp dat niemand leest"),
             "__substg1.0_3701000D": note(attachment("export.csv", TABLE))}
    short = {"__properties_version1.0": bytes(8), "__substg1.0_3704001E": "plan é.xlsx".encode("cp1252"), "__substg1.0_37010102": PLAN}
    link = {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": wide("koppeling.xlsx")}
    return {"outlook.msg": compound(note(attachment("plan.xlsx", PLAN), inner)), "kort.msg": compound(note(short, link))}


OUT.mkdir(exist_ok=True)
for name, text in eml().items():
    (OUT / name).write_bytes(text.encode("utf-8"))
for name, data in msg().items():
    (OUT / name).write_bytes(data)
