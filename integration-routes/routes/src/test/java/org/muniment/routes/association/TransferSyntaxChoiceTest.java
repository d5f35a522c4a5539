package org.muniment.routes.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.UidDictionary;

class TransferSyntaxChoiceTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        // one context for each transfer syntax, as dcmsend and most modalities propose: whatever it is
        "ImplicitVRLittleEndian, ImplicitVRLittleEndian",
        "JPEGBaseline8Bit, JPEGBaseline8Bit",
        "RLELossless, RLELossless",
        "DeflatedExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian",
        "JPIPReferenced, JPIPReferenced",
        // storescu
        "ExplicitVRLittleEndian ExplicitVRBigEndian ImplicitVRLittleEndian, ExplicitVRLittleEndian",
        // the obligatory one first
        "ImplicitVRLittleEndian ExplicitVRLittleEndian ExplicitVRBigEndian, ExplicitVRLittleEndian",
        "ImplicitVRLittleEndian ExplicitVRBigEndian, ImplicitVRLittleEndian",
        "ImplicitVRLittleEndian JPEGLosslessSV1 ExplicitVRLittleEndian, JPEGLosslessSV1",
        "ExplicitVRLittleEndian JPEGLosslessSV1, ExplicitVRLittleEndian",
        // nobody is to compress with loss for us who does not want to anyway
        "ImplicitVRLittleEndian JPEGBaseline8Bit, ImplicitVRLittleEndian",
        "ExplicitVRLittleEndian JPEG2000, ExplicitVRLittleEndian",
        "ExplicitVRBigEndian JPEG2000, JPEG2000",
        // getscu and storescu with a lossy preference: their choice
        "JPEGBaseline8Bit ExplicitVRLittleEndian ImplicitVRLittleEndian, JPEGBaseline8Bit",
        "MPEG4HP41 ExplicitVRLittleEndian, MPEG4HP41",
        "JPIPReferenced ImplicitVRLittleEndian, ImplicitVRLittleEndian",
    })
    void shouldLeaveThePeersDataAsTheyAre(String proposed, String chosen) {
        assertThat(TransferSyntaxChoice.STORAGE.choose(uids(proposed))).contains(UidDictionary.uidOf(chosen));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "ImplicitVRLittleEndian, ImplicitVRLittleEndian",
        "ImplicitVRLittleEndian ExplicitVRLittleEndian, ExplicitVRLittleEndian",
        "ExplicitVRBigEndian ImplicitVRLittleEndian, ImplicitVRLittleEndian",
        "JPEGBaseline8Bit ExplicitVRBigEndian, ExplicitVRBigEndian",
        "JPEGBaseline8Bit,",
    })
    void shouldSpeakNativeInMessagesOfItsOwn(String proposed, String chosen) {
        assertThat(TransferSyntaxChoice.NATIVE.choose(uids(proposed)).orElse(null))
                .isEqualTo(chosen == null ? null : UidDictionary.uidOf(chosen));
    }

    @ParameterizedTest
    @CsvSource({"1.2.840.113619.5.2", "1.2.840.10008.1.2.4.999"})
    void shouldTakeASyntaxNobodyKnowsYet(String uid) {
        assertThat(TransferSyntaxChoice.STORAGE.choose(List.of(uid))).contains(uid);
    }

    private static List<String> uids(String keywords) {
        return Arrays.stream(keywords.split(" ")).map(UidDictionary::uidOf).toList();
    }
}
