package org.muniment.core.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;

class GivenFileTest {

    private static final PatientIdentifier SURVIVOR = new PatientIdentifier("SURVIVOR-OF-A-MERGE", "HOSPITAL");
    private static final PatientIdentifier PRIOR = new PatientIdentifier("B", "HOSPITAL");

    private TestArchive archive;
    private PatientService patients;
    private RetrieveService retrieve;

    @BeforeEach
    void open(@TempDir Path root) {
        archive = new TestArchive(root);
        patients = new PatientService(archive.index, PatientListener.NONE, Clock.systemUTC());
        Transcoder transcoder = new Transcoder(Codecs.installed(), root, new FrameMemory(64 << 20));
        PatientPatches unremembered = new PatientPatches(archive.patients::patch, Duration.ZERO);
        retrieve = new RetrieveService(archive.rows, ObjectStores.of(archive.files), transcoder, unremembered);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @Test
    void shouldStayOfOneStateWhateverIsSaidOfThePatientMeanwhile() throws IOException {
        InstanceRecord instance = archive.store(new SampleDataSet(1, 1, 1)
                        .with(Tag.PatientID, VR.LO, PRIOR.id())
                        .with(Tag.IssuerOfPatientID, VR.LO, PRIOR.issuer())
                        .pixels(1000))
                .instance();
        byte[] stored = Files.readAllBytes(archive.file(instance));

        GivenFile before = retrieve.file(instance);
        Reconciliation merge = patients.merge(SURVIVOR, PRIOR, said(1));
        assertThat(before.edition()).isEmpty();
        assertThat(before.size()).isEqualTo(stored.length);
        assertThat(bytes(before)).isEqualTo(stored);

        GivenFile after = retrieve.file(instance);
        String edition = after.edition();
        long size = after.size();
        patients.reverse(merge.id(), said(2));
        assertThat(size).isGreaterThan(stored.length);
        assertThat(after.size()).isEqualTo(size);
        assertThat(after.edition()).isEqualTo(edition).isNotEmpty();
        byte[] given = bytes(after);
        assertThat(given).hasSize(Math.toIntExact(size));
        assertThat(DicomReader.ofFile(given, ReadOptions.IN_MEMORY).read().getString(Tag.PatientID))
                .isEqualTo(SURVIVOR.id());
    }

    @Test
    void shouldReadTheBeginningOnceOnly() throws IOException {
        InstanceRecord instance = archive.store(new SampleDataSet(1, 1, 1).with(Tag.PatientID, VR.LO, PRIOR.id()))
                .instance();
        patients.merge(SURVIVOR, new PatientIdentifier(PRIOR.id(), ""), said(1));
        GivenFile file = retrieve.file(instance);
        long size = file.size();

        archive.files.delete(instance.location().key());
        assertThat(file.size()).isEqualTo(size);
        try (InputStream beginning = file.open(0, 200)) {
            assertThat(beginning.readAllBytes()).hasSize(200);
        }
    }

    private static byte[] bytes(GivenFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        }
    }

    private static Provenance said(int second) {
        return new Provenance(
                "ADT", "M" + second, Instant.parse("2024-03-01T00:00:00Z").plusSeconds(second));
    }
}
