package org.muniment.server.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * A line of {@code differential/queries.tsv}.
 *
 * @param patientRoot whether it is put to the patient root or the study root model
 * @param level as sent; empty where it is left out
 * @param characterSet terms of (0008,0005); empty where it is left out
 * @param keys {@code Keyword=value} or {@code SequenceKeyword/Keyword=value}
 */
record DifferentialQuery(String id, boolean patientRoot, String level, String characterSet, List<String> keys) {

    static List<DifferentialQuery> all() {
        return rows("differential/queries.tsv").stream()
                .map(row -> new DifferentialQuery(
                        row[0],
                        row[1].equals("PATIENT"),
                        row[2],
                        row[3],
                        List.of(row).subList(4, row.length)))
                .toList();
    }

    /** Tab-separated rows of a test resource, without comments. */
    static List<String[]> rows(String resource) {
        try (InputStream in = DifferentialQuery.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Attributes identifier() {
        Attributes identifier = new Attributes();
        if (!characterSet.isEmpty())
            identifier.setString(Tag.SpecificCharacterSet, VR.CS, characterSet.split("\\\\", -1));
        if (!level.isEmpty()) identifier.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        for (String key : keys) {
            int slash = key.indexOf('/');
            if (slash < 0) {
                put(key, identifier, identifier.characterSet());
                continue;
            }
            Attributes item = new Attributes();
            if (slash < key.length() - 1) put(key.substring(slash + 1), item, identifier.characterSet());
            identifier.setItems(ElementDictionary.find(key.substring(0, slash)).tag(), item);
        }
        return identifier;
    }

    private static void put(String key, Attributes into, SpecificCharacterSet characterSet) {
        String[] keywordAndValue = key.split("=", 2);
        ElementDictionary.Entry entry = ElementDictionary.find(keywordAndValue[0]);
        if (keywordAndValue[1].isEmpty()) into.setNull(entry.tag(), entry.vr());
        else into.setBytes(entry.tag(), entry.vr(), characterSet.encode(keywordAndValue[1], entry.vr()));
    }
}
