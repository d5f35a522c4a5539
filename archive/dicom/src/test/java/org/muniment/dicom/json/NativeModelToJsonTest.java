package org.muniment.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Value;
import org.muniment.dicom.xml.NativeModelWriter;

class NativeModelToJsonTest {

    private static final Path SAMPLES = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");

    private static Attributes read(byte[] xml) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        NativeModelToJson.convert(new ByteArrayInputStream(xml), json);
        BulkDataResolver bulk = (path, vr, uri) -> new Value.Bytes(uri.getBytes(StandardCharsets.US_ASCII));
        return new DicomJsonReader(bulk, 16 << 20, 64).read(new ByteArrayInputStream(json.toByteArray()));
    }

    private static Attributes throughXml(Attributes dataSet) throws IOException {
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        new NativeModelWriter(xml, (path, element) -> "even").write(dataSet);
        return read(xml.toByteArray());
    }

    /** What XML can't say — spaces around values, digits of numbers — is lost the first time; then nothing is. */
    @Test
    void shouldReadWhatIsWrittenOfEverySample() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "python3-pydicom is not installed; ops/test.sh installs it");
        List<Path> files;
        try (Stream<Path> all = Files.list(SAMPLES)) {
            files = all.filter(f -> f.toString().endsWith(".dcm")).sorted().toList();
        }
        int read = 0;
        for (Path file : files) {
            try {
                Attributes once = throughXml(DicomReader.readFile(file).dataSet());
                assertThat(throughXml(once)).as(file.toString()).isEqualTo(once);
                read++;
            } catch (DicomFormatException | DicomJsonException e) {
                continue; // no data set, or one with values that no model can hold
            }
        }
        assertThat(read).isGreaterThan(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<NativeDicomModel> | Not well-formed",
                "<x/> | The root is not",
                "<NativeDicomModel><x/></NativeDicomModel> | not DicomAttribute",
                "<NativeDicomModel>text</NativeDicomModel> | Text between",
                "<NativeDicomModel><DicomAttribute vr='LO'/></NativeDicomModel> | without tag",
                "<NativeDicomModel><DicomAttribute tag='x' vr='LO'/></NativeDicomModel> | eight hexadecimal",
                "<NativeDicomModel><DicomAttribute tag='00100020' vr='LO'><x/></DicomAttribute></NativeDicomModel> | none of Value",
                "<!DOCTYPE x [<!ENTITY e 'x'>]><NativeDicomModel>&e;</NativeDicomModel> | Not well-formed",
            })
    void shouldSayWhatIsWrong(String xml, String problem) {
        assertThatThrownBy(() -> read(xml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DicomJsonException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRefuseToNestWithoutEnd() {
        String item = "<DicomAttribute tag='00081115' vr='SQ'><Item number='1'>";
        String xml = "<NativeDicomModel>" + item.repeat(100) + "</Item></DicomAttribute>".repeat(100)
                + "</NativeDicomModel>";
        assertThatThrownBy(() -> read(xml.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("deeper");
    }
}
