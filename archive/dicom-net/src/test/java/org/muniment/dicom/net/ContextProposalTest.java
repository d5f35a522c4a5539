package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.PresentationContext;

class ContextProposalTest {

    private record Instance(String sopClassUid, String transferSyntaxUid, List<String> convertibleTo)
            implements SubOperation {

        @Override
        public String sopInstanceUid() {
            return "1.2.3";
        }

        @Override
        public void writeDataSet(String transferSyntaxUid, OutputStream out) {}
    }

    private static List<PresentationContext> contexts(ContextProposal proposal) {
        return proposal.addTo(AssociateOptions.to(new Destination("A", "localhost", 1), "B"))
                .contexts();
    }

    @Test
    void shouldProposeTheStoredSyntaxAloneAndTheOthersTogether() {
        List<ContextProposal> proposals = ContextProposal.forAll(List.of(
                new Instance(UID.CTImageStorage, UID.JPEG2000Lossless, ToyArchive.NATIVE),
                new Instance(UID.CTImageStorage, UID.RLELossless, List.of(UID.ExplicitVRLittleEndian)),
                new Instance(UID.MRImageStorage, UID.JPEGBaseline8Bit, List.of())));
        assertThat(proposals).hasSize(1);
        assertThat(contexts(proposals.get(0)))
                .containsExactly(
                        new PresentationContext(1, UID.CTImageStorage, List.of(UID.JPEG2000Lossless)),
                        new PresentationContext(3, UID.CTImageStorage, List.of(UID.RLELossless)),
                        new PresentationContext(5, UID.CTImageStorage, ToyArchive.NATIVE),
                        new PresentationContext(7, UID.MRImageStorage, List.of(UID.JPEGBaseline8Bit)));
    }

    @Test
    void shouldSplitWhatNeedsMoreContextsThanAnAssociationHas() {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 300; i++) instances.add(new Instance("1.2." + i % 150, "1.9", ToyArchive.NATIVE));
        List<ContextProposal> proposals = ContextProposal.forAll(instances);
        assertThat(proposals).allSatisfy(p -> assertThat(contexts(p)).hasSizeLessThanOrEqualTo(128));
        assertThat(proposals.stream().mapToInt(ContextProposal::instances).sum())
                .isEqualTo(300);
    }
}
