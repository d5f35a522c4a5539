package org.muniment.routes.availability;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * Instance Availability Notifications of a study as it is, PS3.4 Table R.3-1: what readers see is ONLINE, or NEARLINE where it must be
 * recalled first, what rejection notes hold back is UNAVAILABLE. A study of many instances needs several, each a data set of bounded size.
 */
final class AvailableInstances {

    static final int MOST_INSTANCES = 5_000;

    private final String retrieveAet;
    private final StudyInstanceUid study;
    private final List<String> performedSteps;
    private final Consumer<Attributes> notifications;

    private final List<Attributes> series = new ArrayList<>();
    private int instances;

    /**
     * @param retrieveAet who gives the instances out
     * @param performedSteps SOP Instance UIDs of the study's performed procedure steps; told where there is just one, as a notification is about one
     * @param notifications takes each one when it is full
     */
    AvailableInstances(
            String retrieveAet,
            StudyInstanceUid study,
            List<String> performedSteps,
            Consumer<Attributes> notifications) {
        this.retrieveAet = retrieveAet;
        this.study = study;
        this.performedSteps = performedSteps;
        this.notifications = notifications;
    }

    /** Tells of all instances the index has of the study. */
    void add(StudyIndex index, String availability) {
        add(index, instance -> availability);
    }

    /** As above, of each what is told of it. */
    void add(StudyIndex index, Function<InstanceRecord, String> availability) {
        try (Stream<SeriesRecord> found = index.series(study)) {
            found.forEach(record -> add(index, record, availability));
        }
    }

    private void add(StudyIndex index, SeriesRecord record, Function<InstanceRecord, String> availability) {
        List<Attributes> items = new ArrayList<>();
        try (Stream<InstanceRecord> found = index.instances(record.id())) {
            found.forEach(instance -> {
                items.add(item(instance, availability.apply(instance)));
                if (++instances == MOST_INSTANCES) {
                    addSeries(record, items);
                    items.clear();
                    complete();
                }
            });
        }
        addSeries(record, items);
    }

    private void addSeries(SeriesRecord record, List<Attributes> items) {
        if (items.isEmpty()) return;
        Attributes item = new Attributes();
        item.setItems(Tag.ReferencedSOPSequence, items.toArray(Attributes[]::new));
        item.setString(Tag.SeriesInstanceUID, VR.UI, record.id().series().value());
        series.add(item);
    }

    private Attributes item(InstanceRecord instance, String availability) {
        Attributes item = new Attributes();
        item.setString(Tag.RetrieveAETitle, VR.AE, retrieveAet);
        item.setString(Tag.InstanceAvailability, VR.CS, availability);
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, instance.sopClassUid());
        item.setString(
                Tag.ReferencedSOPInstanceUID, VR.UI, instance.id().instance().value());
        return item;
    }

    /** The last one, if there is anything left to tell. */
    void complete() {
        if (series.isEmpty()) return;
        Attributes notification = new Attributes();
        notification.setItems(Tag.ReferencedPerformedProcedureStepSequence, performedStep());
        notification.setItems(Tag.ReferencedSeriesSequence, series.toArray(Attributes[]::new));
        notification.setString(Tag.StudyInstanceUID, VR.UI, study.value());
        series.clear();
        instances = 0;
        notifications.accept(notification);
    }

    private Attributes[] performedStep() {
        if (performedSteps.size() != 1) return new Attributes[0];
        Attributes item = new Attributes();
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, UID.ModalityPerformedProcedureStep);
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, performedSteps.get(0));
        item.setItems(Tag.PerformedWorkitemCodeSequence);
        return new Attributes[] {item};
    }
}
