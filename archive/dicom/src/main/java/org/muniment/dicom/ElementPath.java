package org.muniment.dicom;

import java.util.Arrays;

/**
 * The way to an element: tags of sequences and numbers of their items, from 1, as in {@code 54000100/1/54001010}. The form in which {@link
 * org.muniment.dicom.json.BulkDataUris} is told of elements.
 */
public final class ElementPath {

    private final int[] tags;
    private final int[] items;

    private ElementPath(int[] tags, int[] items) {
        this.tags = tags;
        this.items = items;
    }

    /** @throws IllegalArgumentException where {@code path} is not of the form */
    public static ElementPath of(String path) {
        String[] steps = path.split("/", 2 * ReadOptions.DEEPEST);
        if (steps.length % 2 == 0) throw malformed();
        int[] tags = new int[(steps.length + 1) / 2];
        int[] items = new int[tags.length - 1];
        for (int i = 0; i < steps.length; i++) {
            if (i % 2 == 0) tags[i / 2] = tag(steps[i]);
            else items[i / 2] = item(steps[i]);
        }
        return new ElementPath(tags, items);
    }

    private static int tag(String digits) {
        if (!digits.matches("[0-9A-Fa-f]{8}")) throw malformed();
        return Integer.parseUnsignedInt(digits, 16);
    }

    private static int item(String digits) {
        if (!digits.matches("[1-9][0-9]{0,8}")) throw malformed();
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("Not a path of tags and item numbers");
    }

    /** How many sequences lead to the element. */
    int depth() {
        return items.length;
    }

    /** The tag at {@code depth}, which is that of a sequence but for the last. */
    int tag(int depth) {
        return tags[depth];
    }

    /** The number, from 1, of the item to enter in the sequence at {@code depth}. */
    int item(int depth) {
        return items[depth];
    }

    /** The element's own tag. */
    public int tag() {
        return tags[items.length];
    }

    /** Whether the element belongs to the data set itself, not to an item. */
    public boolean isRoot() {
        return items.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ElementPath p && Arrays.equals(tags, p.tags) && Arrays.equals(items, p.items);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tags) + Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < items.length; i++) path.append(String.format("%08X/%d/", tags[i], items[i]));
        return path.append(String.format("%08X", tag())).toString();
    }
}
