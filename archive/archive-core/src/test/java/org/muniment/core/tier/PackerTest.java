package org.muniment.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.Member;

class PackerTest {

    @TempDir
    Path root;

    private TieredArchive tiered;

    @BeforeEach
    void open() {
        tiered = new TieredArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        tiered.close();
    }

    @Test
    void shouldMakeATarThatIsReadWithTarAndSha256sumAlone() throws Exception {
        List<InstanceRecord> rows =
                IntStream.range(1, 4).mapToObj(i -> tiered.store(1, 1, i)).toList();
        Container container = tiered.pack("warm", 1, rows);

        Path unpacked = Files.createDirectory(root.resolve("unpacked"));
        assertThat(run(unpacked, "tar", "xf", tiered.file(container).toString()))
                .as("what tar complains about")
                .isEmpty();
        assertThat(run(unpacked, "sha256sum", "-c", "SHA256SUMS").lines())
                .hasSize(4)
                .allMatch(line -> line.endsWith(": OK"));
        for (int i = 0; i < 3; i++)
            assertThat(unpacked.resolve("0000%d-2.25.1.1.%d.dcm".formatted(i + 1, i + 1)))
                    .hasSameBinaryContentAs(tiered.archive.file(rows.get(i)));
        try (Stream<Path> files = Files.list(unpacked)) {
            assertThat(files).hasSize(5);
        }
        assertThat(Files.readString(unpacked.resolve("MANIFEST.json")))
                .contains(
                        "\"studyInstanceUid\": \"2.25.1\"",
                        "\"sopInstanceUid\": \"2.25.1.1.3\"",
                        rows.get(2).digest().hex(),
                        rows.get(2).location().key().path());
        assertThat(run(unpacked, "python3", "-c", "import json; print(len(json.load(open('MANIFEST.json'))['files']))"))
                .isEqualTo("3\n");
        assertThat(run(root, "sha256sum", tiered.file(container).toString()))
                .startsWith(container.digest().orElseThrow().hex());
    }

    @Test
    void shouldSayWhereEachInstanceLies() throws IOException {
        List<InstanceRecord> rows =
                IntStream.range(1, 4).mapToObj(i -> tiered.store(1, 1, i)).toList();
        Container container = tiered.pack("warm", 1, rows);

        byte[] tar = Files.readAllBytes(tiered.file(container));
        assertThat((long) tar.length).isEqualTo(container.size());
        List<Member> members = tiered.copies.members(container).toList();
        assertThat(members)
                .extracting(Member::object)
                .containsExactlyElementsOf(
                        rows.stream().map(row -> row.location().key()).toList());
        for (int i = 0; i < 3; i++) {
            Member member = members.get(i);
            assertThat(Arrays.copyOfRange(tar, (int) member.offset(), (int) (member.offset() + member.length())))
                    .isEqualTo(Files.readAllBytes(tiered.archive.file(rows.get(i))));
            assertThat(member.digest()).isEqualTo(rows.get(i).digest());
        }
    }

    @Test
    void shouldKeepInTheManifestWhatAnInstanceEncodedAnewHasBeen() throws Exception {
        InstanceRecord received = tiered.store(1, 1, 1);
        InstanceRecord anew = new InstanceRecord(
                received.id(),
                received.sopClassUid(),
                "1.2.840.10008.1.2.4.80",
                new ObjectLocation("hot", ObjectKey.forNewVersionOf(received.id())),
                3,
                received.dataSetOffset(),
                Digests.of(new ByteArrayInputStream(new byte[] {1, 2, 3})),
                received.receivedAt(),
                received.source(),
                received.attributes());
        ObjectKey key = ObjectKey.forNewContainerOf(received.id().seriesId());
        try (ObjectWriter to = tiered.warm.create(key)) {
            ContainerWriter container = new ContainerWriter(received.id().seriesId(), to);
            Member member = container.addEncodedAnew(anew, received, new ByteArrayInputStream(new byte[] {1, 2, 3}));
            container.finish();
            assertThat(member.object()).isEqualTo(anew.location().key());
            assertThat(member.received()).contains(received.digest());
        }
        assertThat(new String(tiered.warm.open(key).readAllBytes(), StandardCharsets.US_ASCII))
                .contains(
                        "\"received\": {\"transferSyntaxUid\": \"" + received.transferSyntaxUid(),
                        received.digest().hex());
    }

    @Test
    void shouldCommitNothingWhereAnInstanceIsNotWhatWasStored() throws IOException {
        InstanceRecord sound = tiered.store(1, 1, 1);
        InstanceRecord damaged = tiered.store(1, 1, 2);
        try (RandomAccessFile file =
                new RandomAccessFile(tiered.archive.file(damaged).toFile(), "rw")) {
            file.seek(700);
            file.write(file.read() ^ 1);
        }
        assertThatThrownBy(() -> tiered.pack("warm", 1, sound, damaged))
                .hasMessageContaining("2.25.1.1.2")
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.CORRUPT_OBJECT);
        tiered.warm.walk(object -> assertThat(object).isNull());
        assertThat(root.resolve("warm/incoming")).isEmptyDirectory();
    }

    /** The size of a file of 8 GiB does not fit into the field of ustar. */
    @Test
    void shouldNameSizesBeyondThoseOfUstar() throws Exception {
        long size = 9L << 30;
        Path tar = root.resolve("large.tar");
        try (OutputStream out = Files.newOutputStream(tar)) {
            out.write(TarHeader.of("00001-1.2.3.dcm", size, Instant.EPOCH));
        }
        try (RandomAccessFile sparse = new RandomAccessFile(tar.toFile(), "rw")) {
            sparse.setLength(TarHeader.BLOCK + size + 2 * TarHeader.BLOCK);
        }
        assertThat(run(root, "tar", "tvf", "large.tar")).contains(String.valueOf(size), "00001-1.2.3.dcm");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        process.getInputStream().transferTo(said);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
