package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferSyntaxTest {

    @Test
    void shouldKnowTheNativeOnes() {
        assertThat(TransferSyntax.of("1.2.840.10008.1.2")).isSameAs(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.1")).isSameAs(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.2").bigEndian()).isTrue();
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.1.99").deflated()).isTrue();
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.1.99").isNative()).isTrue();
    }

    @Test
    void shouldTakeCompressedAndUnknownOnesAsEncapsulatedExplicitLittleEndian() {
        for (String uid : new String[] {UID.JPEGBaseline8Bit, UID.RLELossless, "1.2.3.4.private"}) {
            assertThat(TransferSyntax.of(uid)).isEqualTo(new TransferSyntax(uid, true, false, false, true));
            assertThat(TransferSyntax.of(uid).isNative()).isFalse();
        }
    }

    @Test
    void shouldKnowThoseWhosePixelDataIsElsewhere() {
        assertThat(TransferSyntax.of(UID.JPIPReferencedDeflate).deflated()).isTrue();
        assertThat(TransferSyntax.of(UID.JPIPReferenced).encapsulated()).isFalse();
        assertThat(TransferSyntax.of(UID.JPIPReferenced).isNative()).isFalse();
    }
}
