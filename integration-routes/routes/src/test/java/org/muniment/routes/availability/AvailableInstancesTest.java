package org.muniment.routes.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

class AvailableInstancesTest {

    private final SampleStudy study = new SampleStudy();
    private final MemoryStudyIndex inSight = new MemoryStudyIndex();
    private final MemoryStudyIndex heldBack = new MemoryStudyIndex();
    private final List<Attributes> notifications = new ArrayList<>();

    private void tell(String... performedSteps) {
        AvailableInstances instances =
                new AvailableInstances("MUNIMENT", study.uid(), List.of(performedSteps), notifications::add);
        instances.add(inSight, "ONLINE");
        instances.add(heldBack, "UNAVAILABLE");
        instances.complete();
    }

    private static void commit(MemoryStudyIndex index, SampleStudy study, int series, int instance) {
        index.commit(study.instance(series, instance), study.series(series), study.study());
    }

    private static List<Attributes> series(Attributes notification) {
        return notification.getItems(Tag.ReferencedSeriesSequence);
    }

    private static List<Attributes> instances(Attributes series) {
        return series.getItems(Tag.ReferencedSOPSequence);
    }

    @Test
    void shouldTellWhatCanBeRetrievedAndWhatNot() {
        commit(inSight, study, 1, 1);
        commit(inSight, study, 1, 2);
        commit(heldBack, study, 2, 1);
        tell("2.25.9");

        assertThat(notifications).hasSize(1);
        Attributes notification = notifications.get(0);
        assertThat(notification.getString(Tag.StudyInstanceUID))
                .isEqualTo(study.uid().value());
        assertThat(notification.getItems(Tag.ReferencedPerformedProcedureStepSequence))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.getString(Tag.ReferencedSOPInstanceUID)).isEqualTo("2.25.9"));
        assertThat(series(notification)).hasSize(2);
        assertThat(instances(series(notification).get(0))).hasSize(2).allSatisfy(item -> {
            assertThat(item.getString(Tag.InstanceAvailability)).isEqualTo("ONLINE");
            assertThat(item.getString(Tag.RetrieveAETitle)).isEqualTo("MUNIMENT");
            assertThat(item.getString(Tag.ReferencedSOPClassUID)).isNotEmpty();
        });
        assertThat(instances(series(notification).get(1)))
                .extracting(item -> item.getString(Tag.InstanceAvailability))
                .containsExactly("UNAVAILABLE");
    }

    @Test
    void shouldTellEachInstancesOwnAvailability() {
        commit(inSight, study, 1, 1);
        commit(inSight, study, 1, 2);
        AvailableInstances instances = new AvailableInstances("MUNIMENT", study.uid(), List.of(), notifications::add);
        instances.add(
                inSight, instance -> instance.id().equals(study.instance(1, 2).id()) ? "NEARLINE" : "ONLINE");
        instances.complete();

        assertThat(instances(series(notifications.get(0)).get(0)))
                .extracting(item -> item.getString(Tag.InstanceAvailability))
                .containsExactlyInAnyOrder("ONLINE", "NEARLINE");
    }

    @Test
    void shouldTellNoPerformedStepWhereThereAreSeveral() {
        commit(inSight, study, 1, 1);
        tell("2.25.8", "2.25.9");
        assertThat(notifications.get(0).contains(Tag.ReferencedPerformedProcedureStepSequence))
                .isTrue();
        assertThat(notifications.get(0).getItems(Tag.ReferencedPerformedProcedureStepSequence))
                .isEmpty();
    }

    @Test
    void shouldTellNothingOfAStudyThatIsNotThere() {
        tell();
        assertThat(notifications).isEmpty();
    }

    @Test
    void shouldSplitWhatIsTooLargeForOne() {
        int all = AvailableInstances.MOST_INSTANCES + 10;
        for (int i = 1; i <= all; i++) commit(inSight, study, 1, i);
        tell();
        assertThat(notifications).hasSize(2);
        assertThat(instances(series(notifications.get(0)).get(0))).hasSize(AvailableInstances.MOST_INSTANCES);
        assertThat(instances(series(notifications.get(1)).get(0))).hasSize(10);
    }
}
