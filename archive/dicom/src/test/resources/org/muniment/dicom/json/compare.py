"""Compares DICOM JSON files of ours with what pydicom and dcm2json make of the same DICOM files.

Standard input: lines of <DICOM file> TAB <JSON file>. Standard output: one line for each difference that is not justified below, then
"pydicom N dcm2json M", the number of files compared with each. With --metadata ours are arrays of one, as the archive gives them,
and values they refer to by BulkDataURI are taken as equal.
"""
import base64
import json
import logging
import struct
import subprocess
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

METADATA = "--metadata" in sys.argv

# Files the other does not turn into JSON at all.
NOT_BY_PYDICOM = {"badVR.dcm": "an IS of '1A'"}
NOT_BY_DCM2JSON = {
    "Cannot open character encoding": "ISO 2022 and misspelt terms, in Debian's build",
    "InlineBinary encoding not supported for compressed": "encapsulated pixel data",
}
NOT_READ_BY_DCMTK = {"SC_rgb_jpeg.dcm": "implicit, though declared explicit"}
NOT_UTF8_BY_DCM2JSON = {"chrSQEncoding.dcm": "a character set within an item"}


def number(value):
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def same_value(vr, ours, theirs):
    if ours == theirs:
        return True
    if vr == "FL" and number(theirs) is not None:  # pydicom writes the digits of the double nearest to the float
        return struct.pack("<f", ours) == struct.pack("<f", theirs)
    if vr in ("DS", "IS", "FD") and number(ours) is not None:  # 1.50 is 1.5
        return number(ours) == number(theirs)
    if vr == "PN" and ours and theirs:  # the other leaves padding, or writes empty groups
        return clean(ours) == clean(theirs)
    # pydicom leaves the padding of values within a field
    return isinstance(theirs, str) and ours == theirs.rstrip()


def clean(name):
    return {group: text.rstrip() for group, text in name.items() if text}


def big_endian_words(base64_text):
    words = base64.b64decode(base64_text)
    return base64.b64encode(b"".join(words[i : i + 2][::-1] for i in range(0, len(words), 2))).decode()


def same_element(tool, tag, ours, theirs):
    vr = ours["vr"]
    if METADATA and "BulkDataURI" in ours:
        return True
    if tag == "00080005":  # F.2 has JSON in UTF-8: pydicom repeats the file's term, dcm2json does so within items
        return ours["Value"] == ["ISO_IR 192"]
    if vr != theirs["vr"]:  # pydicom looks up what the file calls unknown
        return tool == "pydicom" and vr == "UN"
    a, b = ours.get("InlineBinary"), theirs.get("InlineBinary")
    if a != b:
        # pydicom gives OW in the file's byte order, F.2.7 asks for little endian; dcm2json makes odd lengths even
        return a and b and (
            tool == "pydicom" and big_endian_words(a) == b
            or tool == "dcm2json" and base64.b64decode(a) + b"\0" == base64.b64decode(b)
        )
    a, b = ours.get("Value", []), theirs.get("Value", [])
    if tool == "dcm2json" and vr == "PN" and a == [{"Alphabetic": "^^^^"}] and not b:
        return True  # a name of delimiters only: we keep it, as pydicom does
    return len(a) == len(b) and all(same_value(vr, x, y) for x, y in zip(a, b))


def differences(tool, path, ours, theirs):
    for tag in sorted(set(ours) | set(theirs)):
        here = path + tag
        if tag not in ours:
            group_length = tag.endswith("0000")  # F.2.2 forbids them
            encapsulated = tag == "7FE00010"  # pydicom gives fragments with their item headers as one binary
            if not (tool == "pydicom" and (group_length or encapsulated)):
                yield here + " only theirs"
        elif tag not in theirs:
            yield here + " only ours"
        elif ours[tag]["vr"] == "SQ" == theirs[tag]["vr"]:
            a, b = ours[tag].get("Value", []), theirs[tag].get("Value", [])
            if len(a) != len(b):
                yield here + " has other items"
            for i, (x, y) in enumerate(zip(a, b)):
                yield from differences(tool, "%s/%d/" % (here, i + 1), x, y)
        elif not same_element(tool, tag, ours[tag], theirs[tag]):
            yield here + " differs"


def by_pydicom(file):
    if any(file.endswith("/" + name) for name in NOT_BY_PYDICOM):
        return None
    return json.loads(json.dumps(pydicom.dcmread(file, force=True).to_json_dict()))


def by_dcm2json(file):
    run = subprocess.run(["dcm2json", "-q", "-fc", file], capture_output=True)
    name = file.rsplit("/", 1)[1]
    if run.returncode and any(reason in run.stderr.decode() for reason in NOT_BY_DCM2JSON) or name in NOT_READ_BY_DCMTK:
        return None
    return None if name in NOT_UTF8_BY_DCM2JSON else json.loads(run.stdout)


compared = {"pydicom": 0, "dcm2json": 0}
for line in sys.stdin:
    file, json_file = line.rstrip("\n").split("\t")
    with open(json_file, encoding="utf-8") as opened:
        ours = json.load(opened)
    if METADATA:
        (ours,) = ours
    for tool, convert in (("pydicom", by_pydicom), ("dcm2json", by_dcm2json)):
        theirs = convert(file)
        if theirs is not None:
            compared[tool] += 1
            for difference in differences(tool, "", ours, theirs):
                print(tool, file, difference)
print("pydicom", compared["pydicom"], "dcm2json", compared["dcm2json"])
