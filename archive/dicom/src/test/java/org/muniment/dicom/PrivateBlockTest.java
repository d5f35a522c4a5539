package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrivateBlockTest {

    private static final int CSA_HEADER = 0x00290010;

    private final Attributes dataSet = new Attributes();

    @Test
    void shouldFindAnElementWhereverItsCreatorsBlockIs() {
        dataSet.setString(0x00290010, VR.LO, "SOMEONE ELSE");
        dataSet.setString(0x00291010, VR.LO, "not this");
        dataSet.setString(0x00290011, VR.LO, "MAKER");
        dataSet.setString(0x00291110, VR.LO, "this");

        assertThat(dataSet.getString("MAKER", CSA_HEADER)).isEqualTo("this");
        assertThat(dataSet.getString("NOBODY", CSA_HEADER)).isNull();
        assertThat(dataSet.get("MAKER", 0x00290011)).isNull();
    }

    @Test
    void shouldFindACreatorThatCameAsUnknown() {
        dataSet.setBytes(0x00290010, VR.UN, "MAKER ".getBytes(StandardCharsets.US_ASCII));
        assertThat(PrivateBlock.find(dataSet, "MAKER", CSA_HEADER)).contains(new PrivateBlock(0x00291000));
    }

    @Test
    void shouldReserveABlockOnceForEachCreator() {
        dataSet.setString("A", 0x00290001, VR.LO, "a1");
        dataSet.setString("B", 0x00290001, VR.LO, "b1");
        dataSet.setString("A", 0x00290002, VR.LO, "a2");

        assertThat(dataSet.getString(0x00290010)).isEqualTo("A");
        assertThat(dataSet.getString(0x00290011)).isEqualTo("B");
        assertThat(dataSet.getString(0x00291002)).isEqualTo("a2");
        assertThat(dataSet.getString(0x00291101)).isEqualTo("b1");
    }

    @Test
    void shouldNotAdoptElementsThatLostTheirCreator() {
        dataSet.setString(0x00291001, VR.LO, "orphan");
        assertThat(PrivateBlock.reserve(dataSet, "A", CSA_HEADER)).isEqualTo(new PrivateBlock(0x00291100));
    }

    @Test
    void shouldRefuseWhenAllBlocksAreTaken() {
        for (int i = 0; i < 240; i++) PrivateBlock.reserve(dataSet, "CREATOR " + i, CSA_HEADER);
        assertThatThrownBy(() -> PrivateBlock.reserve(dataSet, "ONE MORE", CSA_HEADER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseAnEvenGroup() {
        assertThatThrownBy(() -> dataSet.getString("A", Tag.PatientName)).isInstanceOf(IllegalArgumentException.class);
    }
}
