package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.muniment.server.hostile.Crafted.PRIVATE;
import static org.muniment.server.hostile.Crafted.SERIES;
import static org.muniment.server.hostile.Crafted.STUDY;
import static org.muniment.server.hostile.Crafted.UNDEFINED;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

/**
 * Data sets that are cut off, lie about lengths, nest too deep or are none at all: each is answered by a status that says what is wrong
 * with it, or stored where the standard allows it, and the association goes on.
 */
@ExtendWith(UnderAttack.class)
class HostileDataSetTest {

    private static final int CANNOT_UNDERSTAND = 0xC000;
    private static final int DOES_NOT_MATCH = 0xA900;
    private static final int MISSING = 0xA901;
    private static final int SUCCESS = 0x0000;

    /** @param comment what the Error Comment must contain */
    private record Attack(Function<String, Instance> instance, int status, String comment) {}

    @ParameterizedTest
    @MethodSource({"lies", "nesting", "identity", "garbage", "encapsulated", "deflated", "oversized"})
    void shouldSayWhatIsWrongAndGoOn(Attack attack, Target target) throws IOException {
        Instance instance = attack.instance().apply(Instance.freshUid());
        try (ScuAssociation association =
                target.associateToStore(instance.sopClassUid(), instance.transferSyntaxUid())) {
            DimseStatus status = target.store(association, instance);
            assertThat(status.code()).as(status.toString()).isEqualTo(attack.status());
            if (attack.status() != SUCCESS)
                assertThat(status.comment()).isNotBlank().contains(attack.comment());
            target.shouldStoreAGoodInstance(association);
        }
        target.shouldHoldNothingUnfinished();
    }

    @Test
    void shouldRefuseADataSetCutAnywhereButBetweenItsElements(Target target) throws IOException {
        int length = withEverything(Instance.freshUid()).bytes().length;
        try (ScuAssociation association = target.associate(UID.CTImageStorage, UID.ExplicitVRLittleEndian)) {
            for (int cut = 0; cut < length; cut += cut < 300 ? 3 : 11) {
                String uid = Instance.freshUid();
                Crafted whole = withEverything(uid);
                DimseStatus status = target.store(association, Instance.ct(uid, Arrays.copyOf(whole.bytes(), cut)));
                // cut there it is a smaller data set, and that it was meant to be more cannot be told from it
                boolean storable = whole.boundaries().indexOf(cut) >= Crafted.ELEMENTS_WITH_UIDS - 1;
                assertThat(status.isSuccess())
                        .as("cut at " + cut + ": " + status)
                        .isEqualTo(storable);
                if (!storable) assertThat(status.comment()).as("cut at " + cut).isNotBlank();
            }
            target.shouldStoreAGoodInstance(association);
        }
        target.shouldHoldNothingUnfinished();
    }

    private static Crafted withEverything(String uid) {
        Crafted inner = new Crafted().text(Tag.CodeValue, "SH", "1").text(Tag.CodeMeaning, "LO", "one");
        return Crafted.ct(uid)
                .header(PRIVATE + 0x1000, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .raw(inner.bytes())
                .itemEnd()
                .sequenceEnd()
                .end()
                .header(PRIVATE + 0x1001, "SQ", 8 + inner.bytes().length)
                .item(inner.bytes().length)
                .raw(inner.bytes())
                .end()
                .pixels(300);
    }

    // ---- the attacks ----

    static Stream<Named<Attack>> lies() {
        return Stream.of(
                malformed("element beyond the end", "ends", d -> d.header(PRIVATE, "LO", 100)
                        .ascii("short")),
                malformed("four gigabytes of pixels", "ends", d -> d.header(Tag.PixelData, "OW", 0xFFFFFFFEL)
                        .raw(new byte[100])),
                malformed("sequence beyond the end", "", d -> d.header(PRIVATE, "SQ", 1000)
                        .item(0)),
                malformed("item beyond its sequence", "", d -> d.header(PRIVATE, "SQ", 8)
                        .item(100)
                        .raw(new byte[100])),
                malformed("element beyond its item", "", d -> d.header(PRIVATE, "SQ", 16)
                        .item(8)
                        .header(PRIVATE, "LO", 50)
                        .raw(new byte[50])),
                malformed("sequence without items", "", d -> d.header(PRIVATE, "SQ", 10)
                        .ascii("not items!")),
                malformed("stray bytes in an item", "", d -> d.header(PRIVATE, "SQ", 12)
                        .item(4)
                        .ascii("oops")),
                malformed("undefined length of a text", "", d -> d.header(PRIVATE, "UT", UNDEFINED)
                        .ascii("never ends")),
                malformed("undefined length of binary", "", d -> d.header(PRIVATE, "OB", UNDEFINED)
                        .raw(new byte[64])),
                malformed("sequence never closed", "", d -> d.header(PRIVATE, "SQ", UNDEFINED)
                        .item(UNDEFINED)),
                malformed("item closed twice", "", d -> d.header(PRIVATE, "SQ", UNDEFINED)
                        .item(UNDEFINED)
                        .itemEnd()
                        .itemEnd()
                        .sequenceEnd()),
                malformed("delimiter out of nowhere", "", Crafted::itemEnd),
                malformed("header cut off", "ends", d -> d.ascii("abc")));
    }

    static Stream<Named<Attack>> nesting() {
        return Stream.of(
                malformed("500 deep, undefined lengths", "nest", d -> d.nested(500, true)),
                malformed("500 deep, explicit lengths", "nest", d -> d.nested(500, false)),
                malformed("100,000 deep, never closed", "nest", d -> {
                    for (int level = 0; level < 100_000; level++)
                        d.header(PRIVATE, "SQ", UNDEFINED).item(UNDEFINED);
                    return d;
                }),
                stored("50 deep", d -> d.nested(50, true)));
    }

    static Stream<Named<Attack>> identity() {
        String sop = UID.CTImageStorage;
        return Stream.of(
                attack("no SOP Class UID", MISSING, "SOP Class UID", u -> Crafted.ct(null, u, STUDY, SERIES)),
                attack("no SOP Instance UID", MISSING, "SOP Instance UID", u -> Crafted.ct(sop, null, STUDY, SERIES)),
                attack("no Study Instance UID", MISSING, "Study Instance UID", u -> Crafted.ct(sop, u, null, SERIES)),
                attack("no Series Instance UID", MISSING, "Series Instance UID", u -> Crafted.ct(sop, u, STUDY, null)),
                attack("empty Study Instance UID", MISSING, "Study Instance UID", u -> Crafted.ct(sop, u, "", SERIES)),
                attack("other SOP Instance UID", DOES_NOT_MATCH, "SOP Instance UID", u -> Crafted.ct(u + ".1")),
                attack(
                        "other SOP class",
                        DOES_NOT_MATCH,
                        "SOP Class UID",
                        u -> Crafted.ct(UID.MRImageStorage, u, STUDY, SERIES)),
                attack(
                        "65 characters",
                        MISSING,
                        "longer than 64",
                        u -> Crafted.ct(sop, u, "1." + "2".repeat(63), SERIES)),
                attack(
                        "60,000 characters",
                        MISSING,
                        "longer than 64",
                        u -> Crafted.ct(sop, u, "1".repeat(60_000), SERIES)),
                attack("a path", MISSING, "not a UID", u -> Crafted.ct(sop, u, "../../../etc/passwd", SERIES)),
                attack("markup", MISSING, "not a UID", u -> Crafted.ct(sop, u, "<script>'\";--", SERIES)),
                attack("file meta information inside", CANNOT_UNDERSTAND, "0002", u -> new Crafted()
                        .text(Tag.TransferSyntaxUID, "UI", UID.JPEGBaseline8Bit)
                        .raw(Crafted.ct(u).bytes())),
                attack("command elements inside", CANNOT_UNDERSTAND, "", u -> new Crafted()
                        .text(Tag.AffectedSOPClassUID, "UI", sop)
                        .raw(Crafted.ct(u).bytes())));
    }

    static Stream<Named<Attack>> garbage() {
        return Stream.of(
                attack("nothing", CANNOT_UNDERSTAND, "empty", u -> new Crafted()),
                attack("a web page", MISSING, "Study Instance UID", u -> new Crafted()
                        .ascii("<html><body>Hello</body></html>")),
                attack("a Part 10 file", CANNOT_UNDERSTAND, "", u -> new Crafted()
                        .raw(new byte[128])
                        .ascii("DICM")
                        .text(Tag.TransferSyntaxUID, "UI", UID.ExplicitVRLittleEndian)
                        .raw(Crafted.ct(u).bytes())),
                attack("noise", MISSING, "Study Instance UID", u -> new Crafted().raw(noise(100_000))),
                attack("zeros", CANNOT_UNDERSTAND, "", u -> new Crafted().raw(new byte[100_000])),
                malformed("noise behind a good beginning", "", d -> d.raw(noise(100_000))),
                attack("an unknown character set and noise for names", SUCCESS, "", u -> new Crafted()
                        .text(Tag.SpecificCharacterSet, "CS", "ISO 2022 IR 999\\\\GARBAGE")
                        .text(Tag.SOPClassUID, "UI", UID.CTImageStorage)
                        .text(Tag.SOPInstanceUID, "UI", u)
                        .value(Tag.PatientName, "PN", noise(64))
                        .value(Tag.PatientID, "LO", noise(64))
                        .text(Tag.StudyInstanceUID, "UI", STUDY)
                        .text(Tag.SeriesInstanceUID, "UI", SERIES)),
                attack("names and ids of 16,000 bytes that are no UTF-8", SUCCESS, "", u -> new Crafted()
                        .text(Tag.SpecificCharacterSet, "CS", "ISO_IR 192")
                        .text(Tag.SOPClassUID, "UI", UID.CTImageStorage)
                        .text(Tag.SOPInstanceUID, "UI", u)
                        .value(Tag.AccessionNumber, "SH", filled(16_000))
                        .value(Tag.PatientName, "PN", filled(16_000))
                        .value(Tag.PatientID, "LO", filled(16_000))
                        .text(Tag.StudyInstanceUID, "UI", Crafted.OTHER_STUDY)
                        .text(Tag.SeriesInstanceUID, "UI", SERIES)));
    }

    static Stream<Named<Attack>> encapsulated() {
        return Stream.of(
                encapsulated("fragment cut off", CANNOT_UNDERSTAND, d -> d.item(0)
                        .item(1000)
                        .raw(new byte[500])),
                encapsulated("fragments never closed", CANNOT_UNDERSTAND, d -> d.item(0)
                        .item(100)
                        .raw(new byte[100])),
                encapsulated(
                        "fragment of four gigabytes",
                        CANNOT_UNDERSTAND,
                        d -> d.item(0).item(0xFFFFFFFEL).raw(new byte[100]).sequenceEnd()),
                encapsulated(
                        "fragment of undefined length",
                        CANNOT_UNDERSTAND,
                        d -> d.item(0).item(UNDEFINED).itemEnd().sequenceEnd()),
                encapsulated("elements for fragments", CANNOT_UNDERSTAND, d -> d.text(PRIVATE, "LO", "no fragment")
                        .sequenceEnd()),
                // whether offsets point at frames is for those who show them
                encapsulated("offsets that lie", SUCCESS, d -> d.item(8)
                        .raw(noise(8))
                        .item(100)
                        .raw(new byte[100])
                        .sequenceEnd()));
    }

    static Stream<Named<Attack>> deflated() {
        return Stream.of(
                deflated("not deflated", CANNOT_UNDERSTAND, "eflate", Crafted::bytes),
                deflated(
                        "cut off",
                        CANNOT_UNDERSTAND,
                        "eflate",
                        d -> Arrays.copyOf(d.deflated(), d.deflated().length / 2)),
                deflated("600 MB of pixels in 600 kB", SUCCESS, "", d -> d.header(Tag.PixelData, "OW", 600L << 20)
                        .deflated(600)),
                deflated(
                        "600 MB where pixels end", SUCCESS, "", d -> d.pixels(2).deflated(600)),
                deflated("600 MB before the UIDs", MISSING, "Study Instance UID", d -> new Crafted()
                        .header(Tag.StudyDescription, "UN", 600L << 20)
                        .deflated(600)));
    }

    static Stream<Named<Attack>> oversized() {
        return Stream.of(
                stored("60,000 items", d -> {
                    d.header(PRIVATE + 0x1000, "SQ", UNDEFINED);
                    for (int i = 0; i < 60_000; i++)
                        d.item(UNDEFINED).text(Tag.CodeValue, "SH", "1").itemEnd();
                    return d.sequenceEnd();
                }),
                malformed("100,000 elements", "memory", d -> {
                    for (int i = 0; i < 100_000; i++) d.value(PRIVATE + i, "LO", new byte[0]);
                    return d;
                }),
                stored("an item of eight megabytes", d -> {
                    byte[] inner = new Crafted()
                            .value(PRIVATE, "OB", new byte[8 << 20])
                            .bytes();
                    return d.header(PRIVATE, "SQ", 8L + inner.length)
                            .item(inner.length)
                            .raw(inner);
                }));
    }

    // ---- how they are told ----

    private static Named<Attack> attack(String name, int status, String comment, Function<String, Crafted> dataSet) {
        return named(name, new Attack(uid -> Instance.ct(uid, dataSet.apply(uid).bytes()), status, comment));
    }

    private static Named<Attack> malformed(String name, String comment, UnaryOperator<Crafted> added) {
        return attack(name, CANNOT_UNDERSTAND, comment, uid -> added.apply(Crafted.ct(uid)));
    }

    private static Named<Attack> stored(String name, UnaryOperator<Crafted> added) {
        return attack(name, SUCCESS, "", uid -> added.apply(Crafted.ct(uid)));
    }

    private static Named<Attack> encapsulated(String name, int status, UnaryOperator<Crafted> fragments) {
        return transferred(name, UID.JPEGBaseline8Bit, status, "", d -> fragments
                .apply(d.header(Tag.PixelData, "OB", UNDEFINED))
                .bytes());
    }

    private static Named<Attack> deflated(String name, int status, String comment, Function<Crafted, byte[]> bytes) {
        return transferred(name, UID.DeflatedExplicitVRLittleEndian, status, comment, bytes);
    }

    private static Named<Attack> transferred(
            String name, String transferSyntax, int status, String comment, Function<Crafted, byte[]> bytes) {
        Function<String, Instance> instance =
                uid -> new Instance(UID.CTImageStorage, uid, transferSyntax, bytes.apply(Crafted.ct(uid)));
        return named(name, new Attack(instance, status, comment));
    }

    private static byte[] filled(int length) {
        byte[] filled = new byte[length];
        Arrays.fill(filled, (byte) 0xFF);
        return filled;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(20240229).nextBytes(noise);
        return noise;
    }
}
