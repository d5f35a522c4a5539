package org.muniment.dicom;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * 256 elements of an odd group, reserved in one data set by one creator (PS3.5 7.8.1). Which block a creator has differs from data
 * set to data set, and from item to item: a tag means something only together with its creator.
 *
 * @param first tag of the block's element 00
 */
public record PrivateBlock(int first) {

    private static final int FIRST_BLOCK = 0x10;
    private static final int LAST_BLOCK = 0xff;

    /** The block of {@code creator} in the group of {@code tag}, if it has one in this very data set. */
    public static Optional<PrivateBlock> find(Attributes dataSet, String creator, int tag) {
        for (Attributes.Element element : dataSet.range(creatorTag(tag, FIRST_BLOCK), creatorTag(tag, LAST_BLOCK))) {
            if (creator.equals(nameIn(element, dataSet))) return Optional.of(of(tag, element.tag() & 0xff));
        }
        return Optional.empty();
    }

    /**
     * The block of {@code creator}, reserved if need be.
     *
     * @throws IllegalStateException if all blocks of the group are taken
     */
    public static PrivateBlock reserve(Attributes dataSet, String creator, int tag) {
        Optional<PrivateBlock> found = find(dataSet, creator, tag);
        if (found.isPresent()) return found.get();
        for (int block = FIRST_BLOCK; block <= LAST_BLOCK; block++) {
            if (isTaken(dataSet, tag, block)) continue;
            dataSet.setString(creatorTag(tag, block), VR.LO, creator);
            return of(tag, block);
        }
        throw new IllegalStateException("No private block is left in the group of " + Level.name(tag));
    }

    /** The tag an element has here; only the last two digits of {@code tag} matter. */
    public int tag(int tag) {
        return first | tag & 0xff;
    }

    private static PrivateBlock of(int tag, int block) {
        return new PrivateBlock(tag & 0xffff0000 | block << 8);
    }

    private static int creatorTag(int tag, int block) {
        if (!ElementDictionary.isPrivate(tag)) throw new IllegalArgumentException(Level.name(tag) + " is not private");
        return tag & 0xffff0000 | block;
    }

    /** Also where it came as UN. */
    private static String nameIn(Attributes.Element element, Attributes dataSet) {
        if (element.vr().isString()) return dataSet.getString(element.tag());
        if (!(element.value() instanceof Value.Bytes bytes)) return null;
        return new String(bytes.bytes(), StandardCharsets.ISO_8859_1).strip();
    }

    /** Elements without a creator are not to be adopted by a new one. */
    private static boolean isTaken(Attributes dataSet, int tag, int block) {
        int first = of(tag, block).first;
        return dataSet.contains(creatorTag(tag, block))
                || !dataSet.range(first, first | 0xff).isEmpty();
    }
}
