"""Prints the Patient's Name of each file given, as pydicom reads it."""
import sys

import pydicom

for path in sys.argv[1:]:
    data_set = pydicom.dcmread(path, force=True)
    data_set.decode()
    print(str(data_set.PatientName).rstrip("=^ "))
