"""Compares data sets with pydicom, element by element and pixel byte by pixel byte.

usage: compare.py ORIGINALS RETURNED     (folders; files are matched by SOP Instance UID)
Prints one line for each original: "same UID file", "missing UID file" or "differs UID file: what"; exits 0.
"""
import os
import sys
import warnings

import pydicom
from pydicom.filewriter import correct_ambiguous_vr
from pydicom.uid import ExplicitVRBigEndian

warnings.simplefilter("ignore")


def read(path):
    ds = pydicom.dcmread(path, force=True)
    ds.decode()
    return ds


def value(elem, big_endian):
    v = elem.value
    if isinstance(v, bytes):
        word = {"OW": 2, "OF": 4, "OL": 4, "OD": 8}.get(elem.VR, 1)
        if big_endian and word > 1 and elem.VR != "UN":
            v = b"".join(v[i:i + word][::-1] for i in range(0, len(v), word))
        return v + b"\0" if len(v) % 2 else v  # PS3.5 7.1.1: values are of even length
    if v is None or v == "" or v == []:
        return None
    return str(v)


def counts(tag):
    """Group lengths are retired (PS3.5 7.2), trailing padding means nothing (PS3.10 7.2); DCMTK sends neither."""
    return tag.element != 0 and tag != 0xFFFCFFFC


def differences(a, b, where=""):
    big_a, big_b = not a.is_little_endian, not b.is_little_endian
    for ds in (a, b):
        correct_ambiguous_vr(ds, ds.is_little_endian)
    tags_a = [e for e in a.keys() if counts(e)]
    tags_b = [e for e in b.keys() if counts(e)]
    if tags_a != tags_b:
        yield f"{where} elements {sorted(set(tags_a) ^ set(tags_b))}"
    for tag in tags_a:
        if tag not in b:
            continue
        x, y = a[tag], b[tag]
        if x.VR == "SQ" or y.VR == "SQ":
            if x.VR != y.VR or len(x.value) != len(y.value):
                yield f"{where}{tag} items"
                continue
            for i, (p, q) in enumerate(zip(x.value, y.value)):
                p.is_little_endian, q.is_little_endian = a.is_little_endian, b.is_little_endian
                yield from differences(p, q, f"{where}{tag}[{i}]")
        elif value(x, big_a) != value(y, big_b):
            yield f"{where}{tag} {x.VR}/{y.VR}"


def index(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            ds = read(os.path.join(root, name))
            if "SOPInstanceUID" in ds:
                found.setdefault(str(ds.SOPInstanceUID).strip(), (name, ds))
    return found


originals, returned = index(sys.argv[1]), index(sys.argv[2])
for uid, (name, ds) in sorted(originals.items()):
    if uid not in returned:
        print(f"missing {uid} {name}")
        continue
    diffs = list(differences(ds, returned[uid][1]))
    print(f"differs {uid} {name}: {'; '.join(diffs[:5])}" if diffs else f"same {uid} {name}")
