package org.muniment.archive.order;

import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/** A way to find orders without looking at all of them. Which of them it gives, {@link #leadsTo} says. */
public sealed interface OrderAccess {

    boolean leadsTo(ImagingOrder order);

    /** By the number of who placed it; an empty namespace stands for any. */
    record ByPlacer(OrderNumber placer) implements OrderAccess {
        @Override
        public boolean leadsTo(ImagingOrder order) {
            return agree(placer, order.placer());
        }
    }

    /** By the number of who fills it; an empty namespace stands for any. */
    record ByFiller(OrderNumber filler) implements OrderAccess {
        @Override
        public boolean leadsTo(ImagingOrder order) {
            return agree(filler, order.filler());
        }
    }

    /** By accession number; an issuer that is not known stands for any. */
    record ByAccession(AccessionNumber accession) implements OrderAccess {
        @Override
        public boolean leadsTo(ImagingOrder order) {
            return !accession.isEmpty() && accession.agreesWith(order.accession());
        }
    }

    record ByStudy(StudyInstanceUid study) implements OrderAccess {
        @Override
        public boolean leadsTo(ImagingOrder order) {
            return study.equals(order.study());
        }
    }

    /** By the patient's identifier as the order has it. */
    record ByPatient(PatientIdentifier patient) implements OrderAccess {
        @Override
        public boolean leadsTo(ImagingOrder order) {
            return patient.equals(order.patient());
        }
    }

    private static boolean agree(OrderNumber wanted, OrderNumber found) {
        return !wanted.isEmpty()
                && wanted.number().equals(found.number())
                && (wanted.namespace().isEmpty() || wanted.namespace().equals(found.namespace()));
    }
}
