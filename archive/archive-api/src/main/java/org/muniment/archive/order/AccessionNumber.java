package org.muniment.archive.order;

/**
 * Accession Number (0008,0050) with the issuer in whose scope it is unique (0008,0051).
 *
 * @param number empty where there is none
 * @param issuer empty where it is not known
 */
public record AccessionNumber(String number, String issuer) {

    public static final AccessionNumber NONE = new AccessionNumber("", "");

    public AccessionNumber {
        number = number.strip();
        issuer = issuer.strip();
    }

    public boolean isEmpty() {
        return number.isEmpty();
    }

    /** Whether both may be the same number: an issuer that one of them does not name can't tell them apart. */
    public boolean agreesWith(AccessionNumber other) {
        return number.equals(other.number)
                && (issuer.isEmpty() || other.issuer.isEmpty() || issuer.equals(other.issuer));
    }
}
