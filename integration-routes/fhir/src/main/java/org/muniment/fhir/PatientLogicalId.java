package org.muniment.fhir;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * The logical id of a Patient, made of the patient's identifier and leading back to it, so that nothing has to be remembered and it is the same
 * for ever. Letters, digits and full stops stand for themselves, every other byte of the UTF-8 text is a hyphen and two hexadecimal digits, and two
 * hyphens part the id from its issuer.
 */
public final class PatientLogicalId {

    /** FHIR R4 2.24.0.1, type id. */
    private static final int LONGEST = 64;

    private static final String BORDER = "--";
    private static final HexFormat HEX = HexFormat.of();

    private PatientLogicalId() {}

    /** Empty where that is too long: such a patient is referred to by identifier only. */
    public static Optional<String> of(PatientIdentifier identifier) {
        String issuer = identifier.issuer().isEmpty() ? "" : BORDER + escaped(identifier.issuer());
        return Optional.of(escaped(identifier.id()) + issuer).filter(id -> id.length() <= LONGEST);
    }

    /** Empty where no identifier has this logical id. */
    public static Optional<PatientIdentifier> identifier(String logicalId) {
        int border = logicalId.indexOf(BORDER);
        String id = border < 0 ? logicalId : logicalId.substring(0, border);
        String issuer = border < 0 ? "" : logicalId.substring(border + BORDER.length());
        try {
            PatientIdentifier identifier = new PatientIdentifier(unescaped(id), unescaped(issuer));
            return of(identifier).filter(logicalId::equals).map(same -> identifier);
        } catch (IllegalArgumentException | ArchiveException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) out.append((char) b);
            else out.append('-').append(HEX.toHexDigits(b));
        }
        return out.toString();
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.';
    }

    private static String unescaped(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '-') {
                if (i + 3 > text.length()) throw new IllegalArgumentException("an escape that is cut short");
                bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) text.charAt(i);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
