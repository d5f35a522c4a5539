"""For each file named on standard input: a line of its frames' SHA-256 digests, as pydicom takes them out."""
import hashlib
import sys
import warnings

import pydicom
from pydicom.encaps import generate_pixel_data_frame

warnings.simplefilter("ignore")


def native(ds):
    value, bits = ds.PixelData, ds.BitsAllocated
    if not ds.is_little_endian and ds["PixelData"].VR == "OW":
        swapped = bytearray(value)
        swapped[0::2], swapped[1::2] = value[1::2], value[0::2]
        value = bytes(swapped)
    length = ds.Rows * ds.Columns * getattr(ds, "SamplesPerPixel", 1) * bits
    if ds.PhotometricInterpretation == "YBR_FULL_422" and len(value) * 8 < length * frames(ds):
        length = length // 3 * 2
    whole = int.from_bytes(value, "little")
    for i in range(frames(ds)):
        if length % 8 == 0:
            yield value[i * length // 8:(i + 1) * length // 8]
        else:
            yield (whole >> i * length & (1 << length) - 1).to_bytes((length + 7) // 8, "little")


def frames(ds):
    return max(1, int(getattr(ds, "NumberOfFrames", 1) or 1))


for path in sys.stdin.read().splitlines():
    try:
        ds = pydicom.dcmread(path, force=True)
        if "PixelData" not in ds or "Rows" not in ds:
            line = "none"
        elif ds.file_meta.TransferSyntaxUID.is_encapsulated:
            found = generate_pixel_data_frame(ds.PixelData, frames(ds))
            line = " ".join(hashlib.sha256(frame).hexdigest() for frame in found)
        else:
            line = " ".join(hashlib.sha256(frame).hexdigest() for frame in native(ds))
    except Exception as e:
        line = "fails " + type(e).__name__
    print(path + "\t" + line)
