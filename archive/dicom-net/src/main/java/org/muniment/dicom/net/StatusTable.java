package org.muniment.dicom.net;

import java.util.List;
import java.util.Optional;
import org.muniment.dicom.net.dimse.CommandField;

/** What status codes mean, for which operation, and where the standard says so. */
public final class StatusTable {

    /** Status classes of PS3.7 Annex C. */
    public enum Category {
        SUCCESS,
        PENDING,
        CANCEL,
        WARNING,
        FAILURE
    }

    /**
     * @param operation null where it is the same for all
     * @param from first code of a range
     * @param to last code of the range
     */
    public record Row(CommandField operation, int from, int to, Category category, String clause, String meaning) {}

    private static final String TABLE =
            """
            *       0000 0000 SUCCESS | PS3.7 C.1         | Success
            *       FF00 FF00 PENDING | PS3.7 C.2         | Pending
            *       FE00 FE00 CANCEL  | PS3.7 C.3         | Cancel
            *       0001 0001 WARNING | PS3.7 C.4         | Requested optional attributes are not supported
            *       0107 0107 WARNING | PS3.7 C.4         | Attribute list error
            *       0116 0116 WARNING | PS3.7 C.4         | Attribute value out of range
            *       0105 0105 FAILURE | PS3.7 C.5         | No such attribute
            *       0106 0106 FAILURE | PS3.7 C.5         | Invalid attribute value
            *       0110 0110 FAILURE | PS3.7 C.5         | Processing failure
            *       0111 0111 FAILURE | PS3.7 C.5         | Duplicate SOP instance
            *       0112 0112 FAILURE | PS3.7 C.5         | No such SOP instance
            *       0113 0113 FAILURE | PS3.7 C.5         | No such event type
            *       0114 0114 FAILURE | PS3.7 C.5         | No such argument
            *       0115 0115 FAILURE | PS3.7 C.5         | Invalid argument value
            *       0117 0117 FAILURE | PS3.7 C.5         | Invalid SOP instance
            *       0118 0118 FAILURE | PS3.7 C.5         | No such SOP class
            *       0119 0119 FAILURE | PS3.7 C.5         | Class-instance conflict
            *       0120 0120 FAILURE | PS3.7 C.5         | Missing attribute
            *       0121 0121 FAILURE | PS3.7 C.5         | Missing attribute value
            *       0122 0122 FAILURE | PS3.7 C.5         | SOP class not supported
            *       0123 0123 FAILURE | PS3.7 C.5         | No such action type
            *       0124 0124 FAILURE | PS3.7 C.5         | Not authorized
            *       0210 0210 FAILURE | PS3.7 C.5         | Duplicate invocation
            *       0211 0211 FAILURE | PS3.7 C.5         | Unrecognized operation
            *       0212 0212 FAILURE | PS3.7 C.5         | Mistyped argument
            *       0213 0213 FAILURE | PS3.7 C.5         | Resource limitation
            C_STORE A700 A7FF FAILURE | PS3.4 Table B.2-1 | Out of resources
            C_STORE A900 A9FF FAILURE | PS3.4 Table B.2-1 | Data set does not match SOP class
            C_STORE C000 CFFF FAILURE | PS3.4 Table B.2-1 | Cannot understand
            C_STORE B000 B000 WARNING | PS3.4 Table B.2-1 | Coercion of data elements
            C_STORE B006 B006 WARNING | PS3.4 Table B.2-1 | Elements discarded
            C_STORE B007 B007 WARNING | PS3.4 Table B.2-1 | Data set does not match SOP class
            C_FIND  A700 A700 FAILURE | PS3.4 Table C.4-1 | Out of resources
            C_FIND  A900 A9FF FAILURE | PS3.4 Table C.4-1 | Identifier does not match SOP class
            C_FIND  C000 CFFF FAILURE | PS3.4 Table C.4-1 | Unable to process
            C_FIND  FF01 FF01 PENDING | PS3.4 Table C.4-1 | Pending, optional keys not supported
            C_MOVE  A701 A701 FAILURE | PS3.4 Table C.4-2 | Out of resources: unable to calculate number of matches
            C_MOVE  A702 A702 FAILURE | PS3.4 Table C.4-2 | Out of resources: unable to perform sub-operations
            C_MOVE  A801 A801 FAILURE | PS3.4 Table C.4-2 | Move destination unknown
            C_MOVE  A900 A9FF FAILURE | PS3.4 Table C.4-2 | Identifier does not match SOP class
            C_MOVE  C000 CFFF FAILURE | PS3.4 Table C.4-2 | Unable to process
            C_MOVE  B000 B000 WARNING | PS3.4 Table C.4-2 | Sub-operations complete, one or more failures or warnings
            C_GET   A701 A701 FAILURE | PS3.4 Table C.4-3 | Out of resources: unable to calculate number of matches
            C_GET   A702 A702 FAILURE | PS3.4 Table C.4-3 | Out of resources: unable to perform sub-operations
            C_GET   A900 A9FF FAILURE | PS3.4 Table C.4-3 | Identifier does not match SOP class
            C_GET   C000 CFFF FAILURE | PS3.4 Table C.4-3 | Unable to process
            C_GET   B000 B000 WARNING | PS3.4 Table C.4-3 | Sub-operations complete, one or more failures or warnings
            """;

    private static final List<Row> ROWS = TABLE.lines().map(StatusTable::parse).toList();

    private StatusTable() {}

    public static List<Row> rows() {
        return ROWS;
    }

    /** What this status says when it answers this operation. */
    public static Optional<Row> row(CommandField operation, DimseStatus status) {
        return ROWS.stream()
                .filter(row -> row.operation == null || row.operation == operation)
                .filter(row -> status.code() >= row.from && status.code() <= row.to)
                .findFirst();
    }

    private static Row parse(String line) {
        String[] parts = line.split("\\|");
        String[] codes = parts[0].trim().split(" +");
        return new Row(
                codes[0].equals("*") ? null : CommandField.valueOf(codes[0]),
                Integer.parseInt(codes[1], 16),
                Integer.parseInt(codes[2], 16),
                Category.valueOf(codes[3]),
                parts[1].trim(),
                parts[2].trim());
    }
}
