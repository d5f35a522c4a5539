package org.muniment.dicom;

import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** A data set as lines of text, one for each element, for comparison; group lengths left out. */
final class DataSetDump {

    private static final HexFormat HEX = HexFormat.of();

    private DataSetDump() {}

    static String of(Attributes dataSet, boolean withVr) {
        StringBuilder out = new StringBuilder();
        dump(dataSet, "", withVr, out);
        return out.toString();
    }

    private static void dump(Attributes dataSet, String indent, boolean withVr, StringBuilder out) {
        for (Attributes.Element element : dataSet.elements()) {
            if ((element.tag() & 0xffff) == 0) continue;
            out.append(indent).append(HEX.toHexDigits(element.tag())).append(' ');
            if (withVr) out.append(element.vr()).append(' ');
            if (element.value() instanceof Value.Items items) {
                out.append(items.items().size()).append(" items\n");
                for (Attributes item : items.items()) {
                    out.append(indent).append(" item\n");
                    dump(item, indent + "  ", withVr, out);
                }
            } else if (element.value() instanceof Value.Fragments fragments) {
                out.append(digests(fragments.fragments())).append('\n');
            } else {
                out.append(digests(List.of(element.value()))).append('\n');
            }
        }
    }

    private static String digests(List<Value> values) {
        StringBuilder out = new StringBuilder();
        for (Value value : values) {
            byte[] bytes = ((Value.Bytes) value).bytes();
            CRC32 crc = new CRC32();
            crc.update(bytes);
            out.append(bytes.length)
                    .append(':')
                    .append(Long.toHexString(crc.getValue()))
                    .append(' ');
        }
        return out.toString().stripTrailing();
    }
}
