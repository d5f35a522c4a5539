package org.muniment.dicom.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class NativeModelWriterTest {

    private final Attributes dataSet = new Attributes();

    private String written() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NativeModelWriter(out, (path, element) -> "/bulk/" + path).write(dataSet);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
        return out.toString(UTF_8);
    }

    @Test
    void shouldWriteADocumentOfTheModel() throws Exception {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
        dataSet.setString(Tag.ImageType, VR.CS, "DERIVED", "", "MPR");
        dataSet.setInt(Tag.Rows, VR.US, 65_535);
        dataSet.setNull(Tag.AccessionNumber, VR.SH);
        dataSet.setInt(Tag.FrameIncrementPointer, VR.AT, Tag.FrameTime);

        assertThat(written())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains(
                        "<NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">")
                .contains(
                        "<DicomAttribute tag=\"00080008\" vr=\"CS\" keyword=\"ImageType\"><Value number=\"1\">DERIVED</Value>"
                                + "<Value number=\"3\">MPR</Value></DicomAttribute>")
                .contains("keyword=\"Rows\"><Value number=\"1\">65535</Value>")
                .contains("keyword=\"AccessionNumber\"></DicomAttribute>")
                .contains("<Value number=\"1\">00181063</Value>");
    }

    @Test
    void shouldTakeNamesApart() throws Exception {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
        dataSet.setString(Tag.PatientName, VR.PN, "Yamada^Tarou=山田^太郎");

        assertThat(written())
                .contains(
                        "<PersonName number=\"1\"><Alphabetic><FamilyName>Yamada</FamilyName><GivenName>Tarou</GivenName>"
                                + "</Alphabetic><Ideographic><FamilyName>山田</FamilyName><GivenName>太郎</GivenName></Ideographic></PersonName>");
    }

    @Test
    void shouldNumberItemsAndNameCreators() throws Exception {
        Attributes first = new Attributes();
        first.setString("ACME 1.0", 0x00090001, VR.LO, "private");
        dataSet.setItems(Tag.RequestAttributesSequence, first, new Attributes());

        assertThat(written())
                .contains("vr=\"SQ\" keyword=\"RequestAttributesSequence\"><Item number=\"1\">")
                .contains("<DicomAttribute tag=\"00090010\" vr=\"LO\"><Value number=\"1\">ACME 1.0</Value>")
                .contains("<DicomAttribute tag=\"00090001\" vr=\"LO\" privateCreator=\"ACME 1.0\">")
                .contains("<Item number=\"2\"></Item>");
    }

    @Test
    void shouldReferToBulkAndCarryTheRest() throws Exception {
        dataSet.setBytes(Tag.EncapsulatedDocument, VR.OB, new byte[] {1, 2, 3, 4});
        dataSet.put(new Attributes.Element(
                Tag.PixelData, VR.OW, new Value.Bulk(BulkSource.of(new byte[0]), 0, 1 << 30, false)));

        assertThat(written())
                .contains("<InlineBinary>AQIDBA==</InlineBinary>")
                .contains(
                        "<DicomAttribute tag=\"7FE00010\" vr=\"OW\" keyword=\"PixelData\"><BulkData uri=\"/bulk/7FE00010\"/>");
    }

    @Test
    void shouldStayWellFormedWhateverTheTextHolds() throws Exception {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
        dataSet.setString(Tag.StudyDescription, VR.LO, "a<b & \"c\" ]]> \u0001\u001b\uffff\ud83d\ude00");

        dataSet.setString(Tag.ImageComments, VR.LT, "one\r\ntwo");
        dataSet.setString(Tag.PatientName, VR.PN, "^^=");

        assertThat(written()).contains("one&#13;\ntwo").doesNotContain("<PersonName");
        assertThat(written()).contains("a&lt;b &amp; ").contains("]]&gt; \ufffd\ufffd\ufffd\ud83d\ude00");
    }
}
