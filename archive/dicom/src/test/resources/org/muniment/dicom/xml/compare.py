"""Compares XML files of ours with what dcm2xml makes of the same DICOM files.

Standard input: lines of <DICOM file> TAB <XML file>. Standard output: one line for each difference that is not justified below, then
"dcm2xml N", the number of files compared.
"""
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

CHARACTER_SET = "00080005"  # dcm2xml adds one to text that needs none
# A name in two groups, which dcm2xml writes a third time.
COPIED_GROUP = {"chrX1.dcm", "chrX2.dcm"}


def local(element):
    return element.tag.split("}")[-1]


def text(element):
    return (element.text or "").strip()


def name(element):
    return {local(group): {local(part): text(part) for part in group} for group in element}


def attributes(parent):
    found = {}
    for a in parent:
        tag, creator = a.get("tag"), a.get("privateCreator")
        if int(tag[3], 16) % 2 and tag[4:6] != "00":
            tag = tag[:4] + "00" + tag[6:]  # dcm2xml hides the block also where it has no creator; we keep it then, as no other name is left
        values = [(v.get("number"), local(v), v) for v in a]
        found.setdefault((tag, creator), []).append((a.get("vr"), a.get("keyword"), values))
    return found


def single(number):
    return struct.unpack("<f", struct.pack("<f", float(number)))


def same_text(vr, ours, theirs):
    if ours == theirs or not (ours and theirs):
        return ours == theirs
    if vr == "FL":  # dcm2xml writes more digits than a float has, and no sign of zero
        return single(ours) == single(theirs)
    return vr == "FD" and float(ours) == float(theirs)


def differences(file, path, ours, theirs):
    for key in sorted(set(ours) | set(theirs), key=str):
        here = path + "/" + str(key[0])
        if key not in ours or key not in theirs:
            if key[0] != CHARACTER_SET:
                yield here + (" only ours" if key in ours else " only theirs")
            continue
        for (vr, keyword, a), (other_vr, other_keyword, b) in zip(ours[key], theirs[key]):
            if other_keyword and keyword != other_keyword:  # dcm2xml has none for retired attributes
                yield here + " has another keyword"
            bulk = any(kind in ("BulkData", "InlineBinary") for _, kind, _ in b)
            if bulk:  # also sequences sent as UN, which dcm2xml does not open
                continue
            if vr != other_vr or [x[:2] for x in a] != [x[:2] for x in b]:
                yield here + " has other values"
                continue
            for (_, kind, x), (_, _, y) in zip(a, b):
                if kind == "Item":
                    yield from differences(file, here, attributes(x), attributes(y))
                elif kind == "PersonName":
                    if name(x) != name(y) and file not in COPIED_GROUP:
                        yield here + " is another name"
                elif not same_text(vr, text(x), text(y)):
                    yield here + " differs"


compared = 0
for line in sys.stdin:
    file, xml_file = line.rstrip("\n").split("\t")
    run = subprocess.run(["dcm2xml", "-q", "-nat", "+U8", file], capture_output=True)
    if run.returncode or not run.stdout:
        continue  # character sets and compressions it does not know
    compared += 1
    ours = ElementTree.parse(xml_file).getroot()
    theirs = ElementTree.fromstring(run.stdout)
    short = file.rsplit("/", 1)[1]
    for difference in differences(short, "", attributes(ours), attributes(theirs)):
        print(short, difference)
print("dcm2xml", compared)
