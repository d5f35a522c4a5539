package org.muniment.routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.coerce.Coerced;
import org.muniment.core.coerce.Coercer;
import org.muniment.core.coerce.CoercionPreview;
import org.muniment.core.coerce.Orders;
import org.muniment.core.coerce.Reason;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** The source files we ship, applied to real files of many makers. */
class SampleSourcesTest {

    private static final Path SOURCES = Path.of("../../config/sources/samples");
    private static final Path FILES =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"), "test_files");

    @TempDir
    Path home;

    private final Clock clock = Clock.systemUTC();

    @Test
    void shouldBeThereForEachDepartment() throws IOException {
        try (Stream<Path> samples = sources()) {
            assertThat(samples.map(file -> file.getFileName().toString()))
                    .contains(
                            "radiology-ct-mr.yaml",
                            "cardiology-echo.yaml",
                            "cardiology-cath.yaml",
                            "mammography.yaml",
                            "ophthalmology.yaml",
                            "pathology-wsi.yaml",
                            "radiotherapy.yaml");
        }
    }

    /**
     * What a preview shows of stored instances is exactly what happens to them on arrival; the originals are on record; and a validator that is
     * not ours finds no more errors than before.
     */
    @org.junit.jupiter.api.Tag("slow")
    @ParameterizedTest
    @MethodSource("coercing")
    void shouldDoWhatThePreviewShowsAndNoHarm(Path file) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/dciodvfy")),
                "dicom3tools is not installed; ops/test.sh installs it");
        assumeTrue(Files.isDirectory(FILES), "python3-pydicom is not installed; ops/test.sh installs it");
        Source source = SourceFile.read(file);
        String title = source.aeTitles().get(source.aeTitles().size() - 1);
        int changed = 0;
        try (Archive plain = new Archive(home.resolve("plain"));
                Archive ruled = new Archive(home.resolve("ruled"))) {
            for (Path sample : samples()) {
                Optional<InstanceRecord> stored = plain.ingest(sample, title, IngestPolicy.DEFAULT)
                        .filter(IngestOutcome.Stored.class::isInstance) // some are one image in several forms
                        .map(IngestOutcome::instance);
                if (stored.isEmpty()) continue;
                Coerced shown = plain.preview.of(stored.get(), source.coercion(), title);
                IngestOutcome applied =
                        ruled.ingest(sample, title, source.ingestPolicy()).orElseThrow();
                assertAgreement(sample, shown, applied, ruled.header(applied.instance()));
                if (!shown.isChanged()) continue;
                changed++;
                assertThat(errors(ruled.path(applied.instance())))
                        .as("%s by the rules of %s", sample.getFileName(), file.getFileName())
                        .hasSizeLessThanOrEqualTo(
                                errors(plain.path(stored.get())).size());
            }
        }
        assertThat(changed).isGreaterThan(5);
    }

    private static void assertAgreement(Path sample, Coerced shown, IngestOutcome applied, Attributes header) {
        assertThat(applied instanceof IngestOutcome.Coerced)
                .as(sample.toString())
                .isEqualTo(shown.isChanged());
        if (!shown.isChanged()) return;
        List<Attributes> records = header.getItems(Tag.OriginalAttributesSequence);
        List<Attributes> before = shown.dataSet().getItems(Tag.OriginalAttributesSequence);
        List<Attributes> added = records.subList(before.size(), records.size());
        for (Attributes record : added)
            assertThat(record.getItem(Tag.ModifiedAttributesSequence))
                    .as(sample.toString())
                    .isEqualTo(shown.originals()
                            .get(Reason.valueOf(record.getString(Tag.ReasonForTheAttributeModification))));
        assertThat(added).hasSameSizeAs(shown.originals().keySet());
        Attributes rest = new Attributes(header);
        rest.remove(Tag.OriginalAttributesSequence);
        Attributes expected = new Attributes(shown.dataSet());
        expected.remove(Tag.OriginalAttributesSequence);
        assertThat(bytes(rest)).as(sample.toString()).isEqualTo(bytes(expected));
    }

    /** Large values are left in their files, so the data sets themselves can't be compared. */
    private static byte[] bytes(Attributes dataSet) {
        return DicomWriter.toBytes(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static List<String> errors(Path file) throws IOException {
        Process process = new ProcessBuilder("dciodvfy", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().filter(line -> line.startsWith("Error")).toList();
    }

    private static Stream<Path> coercing() throws IOException {
        return sources().filter(file -> !SourceFile.read(file).coercion().isEmpty());
    }

    static Stream<Path> sources() throws IOException {
        return Files.list(SOURCES).sorted();
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList();
        }
    }

    /** An order for everything. */
    private static final Orders ORDERS = dataSet -> {
        Attributes order = new Attributes();
        order.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        order.setString(Tag.PatientID, VR.LO, "O-4711");
        order.setString(Tag.IssuerOfPatientID, VR.LO, "ST-ELSEWHERE");
        order.setString(Tag.PatientName, VR.PN, "Żółkiewska^Małgorzata");
        order.setString(Tag.PatientBirthDate, VR.DA, "19570419");
        order.setString(Tag.PatientSex, VR.CS, "F");
        order.setString(Tag.ReferringPhysicianName, VR.PN, "Živago^Jurij");
        Attributes request = new Attributes();
        request.setString(Tag.RequestedProcedureID, VR.SH, "RP1");
        order.setItems(Tag.RequestAttributesSequence, request);
        return Optional.of(order);
    };

    /** Ingest on a directory, with the index in memory. */
    private final class Archive implements AutoCloseable {

        private final Path root;
        private final FileObjectStore store;
        private final Workers workers = new Workers(2, 16);
        private final IngestService ingest;
        final CoercionPreview preview;

        Archive(Path root) throws IOException {
            this.root = Files.createDirectories(root);
            this.store = new FileObjectStore(new FileStoreConfig("hot", root, 0));
            MemoryStudyIndex index = new MemoryStudyIndex();
            MemorySeriesCache cache = new MemorySeriesCache();
            MemoryChangeFeed feed = new MemoryChangeFeed(clock);
            StudyChanges changes = new StudyChanges(feed, feed, "node", clock);
            Rejections rejections = new Rejections(index, index.rejections(), cache, RejectionListener.NONE, changes);
            Coercer coercer = new Coercer("MUNIMENT", ORDERS, clock);
            this.ingest = new IngestService(
                    store,
                    new ArchiveIndex(
                            index,
                            index,
                            new MemoryDerivedIndex(index),
                            rejections,
                            new Patients(index.patients(), clock),
                            cache,
                            changes),
                    workers,
                    IngestConfig.DEFAULT,
                    IngestListener.NONE,
                    coercer,
                    clock);
            this.preview = new CoercionPreview(ObjectStores.of(store), coercer);
        }

        /** Empty for what is no instance at all: some samples are there to be refused. */
        Optional<IngestOutcome> ingest(Path file, String title, IngestPolicy policy) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            try {
                DicomReader reader = DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY);
                Attributes dataSet = reader.read();
                IngestRequest request = new IngestRequest(
                        title,
                        policy,
                        dataSet.getString(Tag.SOPClassUID, ""),
                        new SopInstanceUid(dataSet.getString(Tag.SOPInstanceUID)),
                        reader.transferSyntax().uid());
                int offset = (int) reader.dataSetOffset();
                InputStream in = new ByteArrayInputStream(bytes, offset, bytes.length - offset);
                return Optional.of(ingest.ingest(request, in));
            } catch (DicomFormatException | org.muniment.archive.error.ArchiveException e) {
                return Optional.empty();
            }
        }

        Attributes header(InstanceRecord instance) {
            StoredFile file = new StoredFile(ObjectStores.of(store), instance);
            return file.parse(ReadOptions.header(file).withStopBefore(0x7FE00000), DicomReader::read);
        }

        Path path(InstanceRecord instance) {
            return root.resolve("objects").resolve(instance.location().key().path());
        }

        @Override
        public void close() throws IOException {
            workers.close();
            store.close();
        }
    }

    @Test
    void shouldAllLoadTogether() throws IOException {
        Path directory = Files.createDirectories(home.resolve("sources"));
        List<Path> all = new ArrayList<>();
        try (Stream<Path> samples = sources()) {
            for (Path sample :
                    samples.filter(f -> !f.endsWith("reference-source.yaml")).toList())
                all.add(Files.copy(sample, directory.resolve(sample.getFileName())));
        }
        assertThat(new SourceRegistry(directory, false, clock).sources()).hasSameSizeAs(all);
    }
}
