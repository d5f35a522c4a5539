package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

/** Identifiers of C-FIND, C-MOVE and C-GET that ask too much, too little or nonsense: a final status that says so, soon. */
@ExtendWith(UnderAttack.class)
class HostileIdentifierTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    private static final int SUCCESS = 0x0000;
    private static final int DOES_NOT_MATCH = 0xA900;
    private static final int UNABLE_TO_PROCESS = 0xC000;
    private static final int TOO_BROAD = 0xC001;
    private static final int DESTINATION_UNKNOWN = 0xA801;

    private record Attack(Attributes identifier, int status, String comment) {}

    @ParameterizedTest
    @MethodSource("queries")
    @Timeout(30)
    void shouldAnswerAQuery(Attack attack, Target target) throws IOException {
        try (ScuAssociation association = target.associate(FIND, UID.ImplicitVRLittleEndian)) {
            assertAnswer(attack, association.find(FIND, attack.identifier(), match -> true));
            Attributes good = Target.identifier("STUDY", Crafted.STUDY);
            assertThat(association.find(FIND, good, match -> true)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    static Stream<Named<Attack>> queries() {
        return Stream.of(
                query("no level", DOES_NOT_MATCH, "Level (0008,0052)", null, k -> {}),
                query("unknown level", DOES_NOT_MATCH, "Level (0008,0052)", "UNIVERSE", k -> {}),
                query("level of another model", DOES_NOT_MATCH, "(0008,0052)", "PATIENT", k -> {}),
                query("everything", TOO_BROAD, "Too broad", "STUDY", k -> {}),
                query("every name", TOO_BROAD, "Too broad", "STUDY", k -> k.setString(Tag.PatientName, VR.PN, "*")),
                query("any id", TOO_BROAD, "Too broad", "STUDY", k -> k.setString(Tag.PatientID, VR.LO, "*?*")),
                query("images of no series", DOES_NOT_MATCH, "", "IMAGE", k -> {}),
                query(
                        "no date",
                        DOES_NOT_MATCH,
                        "StudyDate",
                        "STUDY",
                        k -> k.setString(Tag.StudyDate, VR.DA, "yesterday")),
                query(
                        "31 February",
                        DOES_NOT_MATCH,
                        "StudyDate",
                        "STUDY",
                        k -> k.setString(Tag.StudyDate, VR.DA, "20240231")),
                query(
                        "three dates",
                        DOES_NOT_MATCH,
                        "StudyDate",
                        "STUDY",
                        k -> k.setString(Tag.StudyDate, VR.DA, "20240101-20240102-20240103")),
                query(
                        "dates the wrong way round",
                        DOES_NOT_MATCH,
                        "StudyDate",
                        "STUDY",
                        k -> k.setString(Tag.StudyDate, VR.DA, "20240301-20240101")),
                query("no time", DOES_NOT_MATCH, "StudyTime", "STUDY", k -> {
                    k.setString(Tag.PatientID, VR.LO, "X");
                    k.setString(Tag.StudyTime, VR.TM, "99:99");
                }),
                query(
                        "a path for a UID",
                        DOES_NOT_MATCH,
                        "StudyInstanceUID",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, "../../x")),
                query(
                        "a UID of 60,000 digits",
                        DOES_NOT_MATCH,
                        "StudyInstanceUID",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, "1".repeat(60_000))),
                query(
                        "CQL for an id",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.PatientID, VR.LO, "'; DROP KEYSPACE muniment; --")),
                query(
                        "an id of 900,000 characters",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.PatientID, VR.LO, "9".repeat(900_000))),
                query(
                        "a name of 900,000 characters",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.PatientName, VR.PN, "A".repeat(900_000))),
                query(
                        "an accession number of 100,000 characters",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.AccessionNumber, VR.SH, "A".repeat(100_000))),
                query(
                        "10,000 studies",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, uids(10_000))),
                query(
                        "100,000 studies",
                        DOES_NOT_MATCH,
                        "more than 20000 values",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, shortUids(100_000))),
                query("stars for a regular expression", SUCCESS, "", "STUDY", k -> {
                    k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY);
                    k.setString(Tag.StudyDescription, VR.LO, "*a".repeat(30_000) + "b");
                    k.setString(Tag.PatientName, VR.PN, "*e".repeat(10_000) + "?*^*^*=*");
                }),
                query("a number of 900,000 digits", DOES_NOT_MATCH, "InstanceNumber", "IMAGE", k -> {
                    k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY);
                    k.setString(Tag.SeriesInstanceUID, VR.UI, Crafted.SERIES);
                    k.setString(Tag.InstanceNumber, VR.IS, "9".repeat(900_000));
                }),
                query("a number with a huge exponent", DOES_NOT_MATCH, "InstanceNumber", "IMAGE", k -> {
                    k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY);
                    k.setString(Tag.SeriesInstanceUID, VR.UI, Crafted.SERIES);
                    k.setString(Tag.InstanceNumber, VR.IS, "1E999999999");
                }),
                query("two items in a key", DOES_NOT_MATCH, "one item", "IMAGE", k -> {
                    k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY);
                    k.setString(Tag.SeriesInstanceUID, VR.UI, Crafted.SERIES);
                    k.setItems(Tag.RequestAttributesSequence, new Attributes(), new Attributes());
                }),
                query("sequences 60 deep", SUCCESS, "", "STUDY", k -> {
                    k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY);
                    k.setItems(Tag.ReferencedStudySequence, nested(60));
                }),
                query(
                        "sequences 500 deep",
                        UNABLE_TO_PROCESS,
                        "malformed",
                        "STUDY",
                        k -> k.setItems(Tag.ReferencedStudySequence, nested(500))),
                query(
                        "more than a megabyte",
                        UNABLE_TO_PROCESS,
                        "more than 1 MB",
                        "STUDY",
                        k -> k.setString(Tag.PatientID, VR.LO, "9".repeat(1_100_000))));
    }

    @ParameterizedTest
    @MethodSource("retrievals")
    @Timeout(30)
    void shouldAnswerARetrieval(Attack attack, Target target) throws IOException {
        try (ScuAssociation association = target.associate(GET, UID.ImplicitVRLittleEndian)) {
            assertAnswer(
                    attack,
                    association
                            .get(GET, attack.identifier(), (a, r, d) -> DimseStatus.SUCCESS, progress -> true)
                            .status());
        }
    }

    static Stream<Named<Attack>> retrievals() {
        return Stream.of(
                query(
                        "no level",
                        DOES_NOT_MATCH,
                        "Level (0008,0052)",
                        null,
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, Crafted.STUDY)),
                query("nothing named", DOES_NOT_MATCH, "STUDY", "STUDY", k -> {}),
                query(
                        "patients in the study root",
                        DOES_NOT_MATCH,
                        "PATIENT",
                        "PATIENT",
                        k -> k.setString(Tag.PatientID, VR.LO, "X")),
                query(
                        "an instance of no study",
                        DOES_NOT_MATCH,
                        "Study Instance UID",
                        "IMAGE",
                        k -> k.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3")),
                query(
                        "no UID",
                        DOES_NOT_MATCH,
                        "not a UID",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, "*")),
                query(
                        "a study that is not there",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3")),
                query(
                        "5,000 studies",
                        SUCCESS,
                        "",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, uids(5_000))),
                query(
                        "100,000 studies",
                        DOES_NOT_MATCH,
                        "more than 20000",
                        "STUDY",
                        k -> k.setString(Tag.StudyInstanceUID, VR.UI, shortUids(100_000))));
    }

    @Test
    void shouldRefuseAMoveToNobody(Target target) throws IOException {
        Attributes study = Target.identifier("STUDY", Crafted.STUDY);
        target.shouldServeAGoodPeer();
        try (ScuAssociation association = target.associate(MOVE, UID.ImplicitVRLittleEndian)) {
            for (String destination : List.of("NOBODY", "ECHO_ONLY", Wire.CALLING_AET, "../../..")) {
                DimseStatus status = association
                        .move(MOVE, study, destination, progress -> true)
                        .status();
                assertThat(status.code()).as(destination).isEqualTo(DESTINATION_UNKNOWN);
                assertThat(status.comment()).isNotBlank();
            }
            DimseStatus status =
                    association.move(MOVE, study, "GONE", progress -> true).status();
            assertThat(status.isFailure()).as(status.toString()).isTrue();
            assertThat(status.comment()).contains("not reachable");
        }
    }

    private static void assertAnswer(Attack attack, DimseStatus status) {
        assertThat(status.code()).as(status.toString()).isEqualTo(attack.status());
        if (status.isFailure()) assertThat(status.comment()).isNotBlank().contains(attack.comment());
    }

    private static Named<Attack> query(
            String name, int status, String comment, String level, Consumer<Attributes> keys) {
        Attributes identifier = new Attributes();
        if (level != null) identifier.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        keys.accept(identifier);
        return named(name, new Attack(identifier, status, comment));
    }

    private static String[] uids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "1.2.840.113619.2.55.3.604688." + i)
                .toArray(String[]::new);
    }

    private static String[] shortUids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static Attributes nested(int depth) {
        Attributes inner = new Attributes();
        inner.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2");
        for (int level = 1; level < depth; level++) {
            Attributes outer = new Attributes();
            outer.setItems(Tag.ReferencedStudySequence, inner);
            inner = outer;
        }
        return inner;
    }
}
