package org.muniment.routes.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.UidDictionary;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;

class ReceiverSyntaxChoiceTest {

    private final ReceiverSyntaxChoice choice =
            new ReceiverSyntaxChoice(new Transcoder(Codecs.installed(), Path.of("unused"), new FrameMemory(1 << 20)));

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "ImplicitVRLittleEndian ExplicitVRLittleEndian, ExplicitVRLittleEndian",
        "JPEGLSLossless ExplicitVRLittleEndian, JPEGLSLossless",
        // what we do not encode is not promised
        "JPEGLosslessSV1 ExplicitVRLittleEndian, ExplicitVRLittleEndian",
        "JPEGBaseline8Bit JPEG2000Lossless, JPEG2000Lossless",
        // unless there is nothing else: then what is stored so can be sent
        "JPEGLosslessSV1, JPEGLosslessSV1",
        "MPEG4HP41 ExplicitVRLittleEndian, MPEG4HP41",
    })
    void shouldAcceptWhatInstancesCanBeTurnedInto(String proposed, String chosen) {
        List<String> uids =
                Arrays.stream(proposed.split(" ")).map(UidDictionary::uidOf).toList();
        assertThat(choice.choose(uids)).contains(UidDictionary.uidOf(chosen));
    }
}
