"""Dumps DICOM files as pydicom reads them, in the form of DataSetDump.java: tag, VR, length and CRC of each value, recursively.

Usage: dump.py LIST, where LIST is a file of paths. Each dump is preceded by a line "== path"; a file pydicom cannot read gives
"!! reason". Values are compared as raw bytes in little endian, so that no conversion of either side comes between.
"""

import sys
import warnings
import zlib

import pydicom
import pydicom.dicomdir
from pydicom._dicom_dict import DicomDictionary
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement

warnings.simplefilter("ignore")
pydicom.dicomdir.DicomDir.parse_records = lambda self: None  # leaves directory records as read
UNITS = {"AT": 2, "OW": 2, "SS": 2, "US": 2, "US or SS": 2, "OB or OW": 2, "US or OW": 2, "US or SS or OW": 2,
         "FL": 4, "OF": 4, "OL": 4, "SL": 4, "UL": 4, "FD": 8, "OD": 8, "OV": 8, "SV": 8, "UV": 8}


def vr_of(tag, vr):
    if vr == "UN" and not tag.is_private and tag in DicomDictionary and dictionary_VR(tag) == "SQ":
        return "SQ"  # a known sequence written as UN; asked for it, pydicom reads the items
    if vr is not None:
        return str(getattr(vr, "value", vr))
    if tag.is_private:
        return "LO" if 0x10 <= tag.element <= 0xFF else "UN"
    try:
        return dictionary_VR(tag)
    except KeyError:
        return "UN"


def little_endian(value, vr, is_little_endian):
    unit = UNITS.get(vr, 1)
    if is_little_endian or unit == 1:
        return value
    whole = len(value) - len(value) % unit
    swapped = bytearray(value)
    for i in range(unit):
        swapped[i:whole:unit] = value[unit - 1 - i:whole:unit]
    return bytes(swapped)


def digest(value):
    return "%d:%x" % (len(value), zlib.crc32(value))


def fragments(value):
    at = 0
    while at + 8 <= len(value):
        length = int.from_bytes(value[at + 4:at + 8], "little")
        yield value[at + 8:at + 8 + length]
        at += 8 + length


def character_set(value):
    """pydicom decodes this one at once: put it together again."""
    terms = [value] if isinstance(value, str) else list(value or [])
    encoded = "\\".join(terms).encode("latin-1")
    return encoded + b" " * (len(encoded) % 2)


def dump(dataset, indent, out):
    for tag in sorted(dataset.keys()):
        if tag.element == 0:
            continue
        element = dataset._dict[tag]  # as read: get_item() would convert some
        vr = vr_of(tag, element.VR)
        head = "%s%08x %s " % (indent, tag, vr)
        if vr == "SQ":
            items = dataset[tag].value
            out.append("%s%d items" % (head, len(items)))
            for item in items:
                out.append(indent + " item")
                dump(item, indent + "  ", out)
            continue
        if tag == 0x00080005 and not isinstance(element, RawDataElement):
            out.append(head + digest(character_set(element.value)))
            continue
        value = element.value or b""
        if not value:
            out.append(head + digest(b""))
        elif not isinstance(element, RawDataElement):
            raise ValueError("%s is not raw" % tag)
        elif element.length == 0xFFFFFFFF:
            out.append(head + " ".join(digest(f) for f in fragments(value)))
        else:
            out.append(head + digest(little_endian(value, vr, element.is_little_endian)))


for path in open(sys.argv[1]).read().splitlines():
    print("==", path)
    lines = []
    try:
        dump(pydicom.dcmread(path, force=True), "", lines)
    except Exception as e:
        lines = ["!! " + repr(e)]
    print("\n".join(lines))
