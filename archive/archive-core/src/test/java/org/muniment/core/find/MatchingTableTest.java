package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** {@code matching.csv} is the decision table: what each kind of key makes of a stored value, with the clause that says so. */
class MatchingTableTest {

    @ParameterizedTest(name = "{0} {1} on {2}: {3}")
    @CsvFileSource(
            resources = "matching.csv",
            numLinesToSkip = 1,
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true,
            nullValues = "-absent-")
    void shouldDecideAsTheTableSays(
            String keyword, String key, String stored, String expected, String options, String clause) {
        Attributes.Element element = element(keyword, key == null ? "" : key);
        Attributes row = row(keyword, stored);
        assertThat(clause).as("every line cites a clause").isNotBlank();

        if (expected.equals("invalid")) {
            assertThatThrownBy(() -> matches(element, row, options))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
                        assertThat(e).hasMessageContaining(keyword);
                        if (key.length() > 1) assertThat(e).hasMessageNotContaining(key);
                        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(64);
                    });
        } else {
            assertThat(matches(element, row, options)).isEqualTo(expected.equals("match"));
        }
    }

    private static boolean matches(Attributes.Element key, Attributes row, String options) {
        Attributes keys = new Attributes();
        keys.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        keys.put(key);
        if (options != null && options.startsWith("zone"))
            keys.setString(Tag.TimezoneOffsetFromUTC, VR.SH, options.substring(5));
        QueryOptions agreed = new QueryOptions(true, false, "fuzzy".equals(options), "multiple".equals(options));
        List<Criterion> criteria = new KeyParser(keys, agreed).parse(keys, tag -> tag == key.tag());
        return criteria.stream().allMatch(c -> c.matches(row));
    }

    private static Attributes row(String keyword, String stored) {
        Attributes row = new Attributes();
        row.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        if (stored == null) return row;
        String[] valueAndZone = stored.split(" zone ");
        row.put(element(keyword, valueAndZone[0]));
        if (valueAndZone.length == 2) row.setString(Tag.TimezoneOffsetFromUTC, VR.SH, valueAndZone[1]);
        return row;
    }

    private static Attributes.Element element(String keyword, String text) {
        ElementDictionary.Entry entry = ElementDictionary.find(keyword);
        Attributes holder = new Attributes();
        holder.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        if (entry.vr().isString()) holder.setString(entry.tag(), entry.vr(), text.replace('_', ' '));
        else if (text.isEmpty()) holder.setNull(entry.tag(), entry.vr());
        else holder.setInt(entry.tag(), entry.vr(), Integer.parseInt(text));
        return holder.get(entry.tag());
    }
}
