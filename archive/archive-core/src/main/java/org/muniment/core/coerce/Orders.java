package org.muniment.core.coerce;

import java.util.Optional;
import org.muniment.dicom.Attributes;

/** The orders of the hospital, as far as coercion asks for them. */
@FunctionalInterface
public interface Orders {

    Orders NONE = dataSet -> Optional.empty();

    /**
     * What the order that an instance belongs to says of patient, visit and requested procedure, in UTF-8, named as in an image's header;
     * empty where there is no such order, or more than one.
     *
     * @throws org.muniment.archive.error.ArchiveException where the orders can't be asked now
     */
    Optional<Attributes> of(Attributes dataSet);
}
