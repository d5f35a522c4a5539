package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.StudyIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.ScuAssociation;

/** What a peer sees of an archive whose parts fail: a definite answer each time, on an association that lives on. */
class FailingArchiveTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    Path home;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "index is down"),
                        DimseStatus.of(0xA700, "index is down"),
                        DimseStatus.of(0xA701, "index is down")),
                Arguments.of(
                        new IllegalStateException("Doe^Jane"),
                        DimseStatus.of(0xC000, "internal error, see the archive's log"),
                        DimseStatus.of(0xC000, "internal error, see the archive's log")),
                Arguments.of(
                        new StackOverflowError(),
                        DimseStatus.of(0xC000, "internal error, see the archive's log"),
                        DimseStatus.of(0xC000, "internal error, see the archive's log")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldAnswerAStatusAndServeTheSameAssociationAfterwards(
            Throwable thrown, DimseStatus toFind, DimseStatus toGet) throws Exception {
        TestArchive.source(home, "ALL", "may: [echo, store, query, retrieve]");
        try (TestArchive archive = TestArchive.start(home, failing(new MemoryStudyIndex()));
                ScuAssociation scu = ScuAssociation.open(archive.as("ALL")
                        .propose(UID.Verification, UID.ImplicitVRLittleEndian)
                        .propose(FIND, UID.ImplicitVRLittleEndian)
                        .propose(GET, UID.ImplicitVRLittleEndian))) {
            failure.set(thrown);
            assertThat(scu.find(FIND, Instances.study(1), match -> true)).isEqualTo(toFind);
            assertThat(scu.get(GET, Instances.study(1), (a, request, dataSet) -> DimseStatus.SUCCESS, progress -> true)
                            .status())
                    .isEqualTo(toGet);

            failure.set(null);
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(scu.find(FIND, Instances.study(1), match -> true)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void shouldFailASubOperationWhoseObjectIsGoneAndSendTheOthers() throws Exception {
        TestArchive.source(home, "ALL", "may: [store, retrieve]");
        try (TestArchive archive = TestArchive.start(home)) {
            try (ScuAssociation scu =
                    ScuAssociation.open(archive.as("ALL").propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                for (int i = 1; i <= 3; i++) store(scu, Instances.image(1, i));
            }
            deleteObjectOf(Instances.uid(1, 2));

            try (ScuAssociation scu = ScuAssociation.open(archive.as("ALL")
                    .propose(GET, UID.ImplicitVRLittleEndian)
                    .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                    .asScp(UID.CTImageStorage))) {
                RetrieveResponse response = scu.get(
                        GET,
                        Instances.study(1),
                        (association, request, dataSet) -> {
                            dataSet.readAllBytes();
                            return DimseStatus.SUCCESS;
                        },
                        progress -> true);

                assertThat(response.status().code()).isEqualTo(0xB000);
                assertThat(response.counts().completed()).isEqualTo(2);
                assertThat(response.failedSopInstanceUids()).containsExactly(Instances.uid(1, 2));
            }
        }
    }

    private static void store(ScuAssociation scu, Attributes image) throws IOException {
        assertThat(scu.store(
                        UID.CTImageStorage,
                        image.getString(Tag.SOPInstanceUID),
                        UID.ExplicitVRLittleEndian,
                        out -> out.write(Instances.bytes(image))))
                .isEqualTo(DimseStatus.SUCCESS);
    }

    /** Paths of objects are hashes, so the file is known by what is in it. */
    private void deleteObjectOf(String sopInstanceUid) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("hot"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(sopInstanceUid)) Files.delete(file);
            }
        }
    }

    private StudyIndex failing(StudyIndex index) {
        return (StudyIndex) Proxy.newProxyInstance(
                StudyIndex.class.getClassLoader(), new Class<?>[] {StudyIndex.class}, (proxy, method, arguments) -> {
                    Throwable now = failure.get();
                    if (now != null) throw now;
                    try {
                        return method.invoke(index, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
