package org.muniment.core.order;

import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.core.coerce.Orders;
import org.muniment.core.ingest.Utf8Attributes;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What an image could have taken from the worklist, had its modality asked. */
public final class OrderedAttributes implements Orders {

    private static final Set<Integer> KEYS = Set.of(
            Tag.StudyInstanceUID,
            Tag.AccessionNumber,
            Tag.IssuerOfAccessionNumberSequence,
            Tag.PatientID,
            Tag.IssuerOfPatientID);

    private final OrderService orders;
    private final PatientDirectory patients;

    public OrderedAttributes(OrderService orders, PatientDirectory patients) {
        this.orders = orders;
        this.patients = patients;
    }

    @Override
    public Optional<Attributes> of(Attributes dataSet) {
        Attributes keys = Utf8Attributes.of(dataSet, KEYS);
        String study = keys.getString(Tag.StudyInstanceUID, "");
        if (study.isEmpty()) return Optional.empty();
        Set<String> modality = Set.of(dataSet.getString(Tag.Modality, ""));
        return orders.forStudy(new StudyRecord(new StudyInstanceUid(study), keys, modality, Set.of()))
                .map(this::describe);
    }

    private Attributes describe(ImagingOrder order) {
        Attributes said = WorklistItem.ofOrder(order, patients.living(order.patient()));
        said.setString(Tag.StudyDescription, VR.LO, order.procedure().display());
        said.setString(Tag.StudyID, VR.SH, order.requestedProcedureId());
        WorklistItem.addCode(said, Tag.ProcedureCodeSequence, order.procedure());
        return said;
    }
}
