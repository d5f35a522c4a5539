package org.muniment.core.coerce;

/** Reason for the Attribute Modification (0400,0565), PS3.3 C.12.1.1.9. */
public enum Reason {
    /** Replaced values to bring them in line with the archive's other data: names, codes, conventions. */
    COERCE,
    /** Replaced wrong values by right ones. */
    CORRECT
}
