package org.muniment.core.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.SampleDataSet;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class RejectionNoteTest {

    private static final InstanceId ONE = new SampleDataSet(1, 1, 1).id();
    private static final InstanceId OTHER = new SampleDataSet(2, 1, 1).id();

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatANoteRejects(RejectionCode code) {
        SampleDataSet sent = SampleNote.of(code, 1, 7, ONE, OTHER);

        RejectionNote note = RejectionNote.of(sent.id(), sent.attributes()).orElseThrow();

        assertThat(note.code()).isEqualTo(code);
        assertThat(note.rejected())
                .isEqualTo(Map.of(
                        ONE.study(), Map.of(ONE.seriesId(), Set.of(ONE.instance())),
                        OTHER.study(), Map.of(OTHER.seriesId(), Set.of(OTHER.instance()))));
        assertThat(note.instances()).isEqualTo(2);
    }

    @Test
    void shouldTakeNothingElseForARejectionNote() {
        SampleDataSet ofInterest = SampleNote.of("113000", 1, 7, ONE);
        assertThat(RejectionNote.of(ofInterest.id(), ofInterest.attributes())).isEmpty();

        SampleDataSet otherScheme = SampleNote.of(RejectionCode.QUALITY, 1, 7, ONE);
        otherScheme
                .attributes()
                .getItem(Tag.ConceptNameCodeSequence)
                .setString(Tag.CodingSchemeDesignator, VR.SH, "99X");
        assertThat(RejectionNote.of(otherScheme.id(), otherScheme.attributes())).isEmpty();

        SampleDataSet image = new SampleDataSet(1, 1, 1);
        assertThat(RejectionNote.of(image.id(), image.attributes())).isEmpty();
    }

    /** A document whose evidence lists the whole study must not reject all of it. */
    @Test
    void shouldRejectNoMoreThanItsContentNames() {
        SampleDataSet sent = SampleNote.of(RejectionCode.QUALITY, 1, 7, ONE, OTHER);
        Attributes onlyOne = SampleNote.of(RejectionCode.QUALITY, 1, 7, ONE).attributes();
        sent.attributes()
                .setItems(
                        Tag.ContentSequence,
                        onlyOne.getItems(Tag.ContentSequence).toArray(Attributes[]::new));

        RejectionNote note = RejectionNote.of(sent.id(), sent.attributes()).orElseThrow();

        assertThat(note.rejected()).containsOnlyKeys(ONE.study());
    }

    @Test
    void shouldRefuseANoteThatIsNotClear() {
        SampleDataSet empty = SampleNote.of(RejectionCode.QUALITY, 1, 7);
        assertUnclear(empty, "(0040,A730)");

        SampleDataSet nowhere = SampleNote.of(RejectionCode.QUALITY, 1, 7, ONE);
        nowhere.attributes().remove(Tag.CurrentRequestedProcedureEvidenceSequence);
        assertUnclear(nowhere, "(0040,A375)");

        SampleDataSet deep = SampleNote.of(RejectionCode.QUALITY, 1, 7, ONE);
        for (int i = 0; i < 20; i++) {
            Attributes container = new Attributes();
            container.setItems(
                    Tag.ContentSequence,
                    deep.attributes().getItems(Tag.ContentSequence).toArray(Attributes[]::new));
            deep.attributes().setItems(Tag.ContentSequence, container);
        }
        assertUnclear(deep, "nested");
    }

    private static void assertUnclear(SampleDataSet note, String problem) {
        assertThatThrownBy(() -> RejectionNote.of(note.id(), note.attributes()))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_ATTRIBUTE))
                .hasMessageContaining(problem);
    }
}
