package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.Identifiers.BadIdentifierException;
import org.muniment.dicom.net.ReceivedIdentifiers.Received;

class ReceivedIdentifiersTest {

    private final ReceivedIdentifiers identifiers = new ReceivedIdentifiers(Duration.ofMillis(10));
    private final List<Received> held = new ArrayList<>();

    @Test
    void shouldHoldThreeLargeIdentifiersAndRefuseAFourthUntilOneIsGone() throws Exception {
        for (int i = 0; i < 3; i++) hold(100_000, UID.ImplicitVRLittleEndian);
        assertThatThrownBy(() -> hold(100_000, UID.ImplicitVRLittleEndian))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("too many large identifiers");
        held.get(0).close();
        hold(100_000, UID.ImplicitVRLittleEndian);
        assertThat(held.get(3).attributes().getString(Tag.PatientID)).hasSize(100_000);
    }

    @Test
    void shouldHoldSmallOnesBesideThem() throws Exception {
        for (int i = 0; i < 3; i++) hold(100_000, UID.ImplicitVRLittleEndian);
        for (int i = 0; i < 100; i++) hold(1_000, UID.ImplicitVRLittleEndian);
    }

    @Test
    void shouldTakeForLargeWhatIsDeflated() throws Exception {
        for (int i = 0; i < 3; i++) hold(1_000, UID.DeflatedExplicitVRLittleEndian);
        assertThatThrownBy(() -> hold(1_000, UID.DeflatedExplicitVRLittleEndian))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldNotKeepAPlaceForOneThatIsRefused() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> hold(1_100_000, UID.ImplicitVRLittleEndian))
                    .isInstanceOf(BadIdentifierException.class);
        }
        hold(100_000, UID.ImplicitVRLittleEndian);
    }

    @Test
    void shouldGiveAPlaceBackOnce() throws Exception {
        for (int i = 0; i < 3; i++) hold(100_000, UID.ImplicitVRLittleEndian);
        held.get(0).close();
        held.get(0).close();
        hold(100_000, UID.ImplicitVRLittleEndian);
        assertThatThrownBy(() -> hold(100_000, UID.ImplicitVRLittleEndian))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private void hold(int length, String transferSyntaxUid) throws IOException, BadIdentifierException {
        Attributes identifier = new Attributes();
        identifier.setString(Tag.PatientID, VR.LO, "1".repeat(length));
        byte[] bytes = DicomWriter.toBytes(identifier, TransferSyntax.of(transferSyntaxUid));
        held.add(identifiers.read(new ByteArrayInputStream(bytes), transferSyntaxUid));
    }
}
