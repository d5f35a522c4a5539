package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.coerce.Action;
import org.muniment.core.coerce.AttributePath;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.CoercionRule;
import org.muniment.core.coerce.Condition;
import org.muniment.core.coerce.Reason;
import org.muniment.core.coerce.ValueTest;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.frame.NativeFrames;

class CoercedIngestTest {

    @TempDir
    Path root;

    private TestArchive archive;

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void shouldBeStoredAsTheRulesSayWithItsOriginals(String syntax) throws IOException {
        SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(300_000).in(TransferSyntax.of(syntax));

        IngestOutcome outcome = archive.store(sent, renamed("Maier^Jürgen"));

        assertThat(outcome)
                .asInstanceOf(type(IngestOutcome.Coerced.class))
                .extracting(IngestOutcome.Coerced::as)
                .isInstanceOf(IngestOutcome.Stored.class);
        assertThat(outcome.isSuccess()).isTrue();
        InstanceRecord row = outcome.instance();
        Attributes stored = read(row);
        assertThat(stored.getString(Tag.PatientName)).isEqualTo("Maier^Jürgen");
        assertThat(stored.getBytes(Tag.PixelData)).isEqualTo(sent.attributes().getBytes(Tag.PixelData));
        Attributes record = stored.getItem(Tag.OriginalAttributesSequence);
        assertThat(record.getItem(Tag.ModifiedAttributesSequence).getString(Tag.PatientName))
                .isEqualTo("Müller^Jürgen");
        assertThat(record.getString(Tag.ModifyingSystem)).isEqualTo("MUNIMENT");
        assertThat(record.getString(Tag.SourceOfPreviousValues)).isEqualTo("MODALITY");
        assertThat(record.getString(Tag.ReasonForTheAttributeModification)).isEqualTo("COERCE");
        assertThat(record.getString(Tag.AttributeModificationDateTime)).matches("[0-9]{14}\\.[0-9]{6}\\+0000");
        stored.remove(Tag.OriginalAttributesSequence);
        stored.setString(Tag.PatientName, VR.PN, "Müller^Jürgen");
        assertThat(stored).as("nothing else changed").isEqualTo(sent.attributes());
        assertThat(row.transferSyntaxUid()).isEqualTo(syntax);
        assertThat(row.size()).isEqualTo(Files.size(file(row)));
        assertThat(archive.rows.instance(sent.id())).contains(row);
        if (row.frames() instanceof NativeFrames frames && !syntax.equals(UID.DeflatedExplicitVRLittleEndian))
            assertThat(Files.size(file(row)) - frames.offset())
                    .as("the pixels are found where they lie now")
                    .isEqualTo(300_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.DeflatedExplicitVRLittleEndian})
    void shouldBeKeptByteForByteWhereNoRuleApplies(String syntax) throws IOException {
        SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(300_000).in(TransferSyntax.of(syntax));
        Condition never = new Condition.OfCaller(new ValueTest.Matching(Pattern.compile("OTHER.*")));

        IngestOutcome outcome = archive.store(sent, policy(DuplicatePolicy.KEEP, never, "Maier"));

        assertThat(outcome).isInstanceOf(IngestOutcome.Stored.class);
        byte[] file = Files.readAllBytes(file(outcome.instance()));
        assertThat(Arrays.copyOfRange(file, outcome.instance().dataSetOffset(), file.length))
                .isEqualTo(sent.toBytes());
    }

    @Test
    void shouldBeIndexedAsItIsStored() {
        archive.store(new SampleDataSet(1, 1, 1), renamed("Maier^Jürgen"));
        assertThat(archive.rows.series(new SampleDataSet(1, 1, 1).id().study())).hasSize(1);
        try (var studies = archive.rows.studies(new org.muniment.archive.index.StudyAccess.ByStudyUid(
                List.of(new SampleDataSet(1, 1, 1).id().study())))) {
            assertThat(studies.findFirst().orElseThrow().attributes().getString(Tag.PatientName))
                    .isEqualTo("Maier^Jürgen");
        }
    }

    @Test
    void shouldBeARepeatWhereTheSameIsSentAndCoercedAgain() {
        InstanceRecord first =
                archive.store(new SampleDataSet(1, 1, 1), renamed("Maier")).instance();

        IngestOutcome again =
                archive.store(new SampleDataSet(1, 1, 1), policy(DuplicatePolicy.REJECT, Condition.ALWAYS, "Maier"));

        assertThat(again)
                .asInstanceOf(type(IngestOutcome.Coerced.class))
                .extracting(IngestOutcome.Coerced::as)
                .isInstanceOf(IngestOutcome.AlreadyStored.class);
        assertThat(again.instance()).isEqualTo(first);
        assertThat(archive.objects()).containsExactly(first.location().key());
    }

    @Test
    void shouldTakeThePlaceOfALostObject() throws IOException {
        InstanceRecord lost =
                archive.store(new SampleDataSet(1, 1, 1), renamed("Maier")).instance();
        Files.delete(file(lost));

        InstanceRecord stored =
                archive.store(new SampleDataSet(1, 1, 1), renamed("Maier")).instance();

        assertThat(archive.rows.instance(lost.id())).contains(stored);
        assertThat(read(stored).getString(Tag.PatientName)).isEqualTo("Maier");
    }

    @Test
    void shouldBeADuplicateWhereContentOrRulesHaveChanged() {
        archive.store(new SampleDataSet(1, 1, 1), renamed("Maier"));

        assertThat(archive.store(new SampleDataSet(1, 1, 1), renamed("Meier")))
                .as("other rules")
                .isInstanceOf(IngestOutcome.Kept.class);
        byte[] other = new SampleDataSet(1, 1, 1).toBytes();
        other[other.length - 1] ^= 1;
        assertThat(archive.store(new SampleDataSet(1, 1, 1), renamed("Maier"), other))
                .as("other pixels")
                .isInstanceOf(IngestOutcome.Kept.class);
        assertThat(archive.objects()).hasSize(1);
    }

    /** A document lies before the record of originals; it is not held in memory, and comes out as it was. */
    @Test
    void shouldCarryADocumentOfManyMegabytes() throws IOException {
        byte[] document = new byte[20 << 20];
        new java.util.Random(1).nextBytes(document);
        SampleDataSet sent = new SampleDataSet(1, 1, 1).without(Tag.PixelData);
        sent.attributes().setBytes(Tag.EncapsulatedDocument, VR.OB, document);

        InstanceRecord row = archive.store(sent, renamed("Maier")).instance();

        Attributes stored = read(row);
        assertThat(stored.getBytes(Tag.EncapsulatedDocument)).isEqualTo(document);
        assertThat(stored.getItem(Tag.OriginalAttributesSequence)).isNotNull();
    }

    @Test
    void shouldKeepTheRecordOfEarlierChanges() throws IOException {
        SampleDataSet sent = new SampleDataSet(1, 1, 1);
        Attributes earlier = new Attributes();
        earlier.setString(Tag.ModifyingSystem, VR.LO, "ELSEWHERE");
        sent.attributes().setItems(Tag.OriginalAttributesSequence, earlier);

        Attributes stored = read(archive.store(sent, renamed("Maier")).instance());

        assertThat(stored.getItems(Tag.OriginalAttributesSequence))
                .extracting(item -> item.getString(Tag.ModifyingSystem))
                .containsExactly("ELSEWHERE", "MUNIMENT");
    }

    private static IngestPolicy renamed(String name) {
        return policy(DuplicatePolicy.KEEP, Condition.ALWAYS, name);
    }

    private static IngestPolicy policy(DuplicatePolicy duplicates, Condition when, String name) {
        Action rename = new Action.Set(Map.of(AttributePath.of("PatientName"), List.of(name)));
        CoercionRule rule = new CoercionRule("rename", when, rename, Reason.COERCE, false);
        return new IngestPolicy(duplicates, "", false, new Coercion("", List.of(rule)));
    }

    private Path file(InstanceRecord row) {
        return root.resolve("objects").resolve(row.location().key().path());
    }

    private Attributes read(InstanceRecord row) throws IOException {
        try (var in = new ByteArrayInputStream(Files.readAllBytes(file(row)))) {
            return DicomReader.ofFile(in, ReadOptions.IN_MEMORY).read();
        }
    }
}
