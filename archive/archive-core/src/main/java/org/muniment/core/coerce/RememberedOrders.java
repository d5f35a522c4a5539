package org.muniment.core.coerce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Asks once for the instances of a series that come together: the answers for all of them are the same, and asking costs more than storing. A
 * change of an order may so be seen some seconds late. For any number of threads.
 */
public final class RememberedOrders implements Orders {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 256;

    /** All by which an order is found. */
    private static final List<Integer> KEYS = List.of(
            Tag.SpecificCharacterSet,
            Tag.StudyInstanceUID,
            Tag.AccessionNumber,
            Tag.IssuerOfAccessionNumberSequence,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.Modality);

    private record Answer(Optional<Attributes> order, Instant until) {}

    private final Orders orders;
    private final Clock clock;
    private final Map<Attributes, Answer> answers = new LinkedHashMap<>();

    public RememberedOrders(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public Optional<Attributes> of(Attributes dataSet) {
        Attributes key = new Attributes(dataSet, KEYS).copy();
        Instant now = clock.instant();
        synchronized (answers) {
            Answer answer = answers.get(key);
            if (answer != null && now.isBefore(answer.until())) return copy(answer.order());
        }
        Optional<Attributes> order = orders.of(dataSet);
        synchronized (answers) {
            if (answers.size() >= MOST) answers.clear();
            answers.put(key, new Answer(order, now.plus(REMEMBERED)));
        }
        return copy(order);
    }

    /** Items know the data set they are in, so that no two may share them. */
    private static Optional<Attributes> copy(Optional<Attributes> order) {
        return order.map(Attributes::copy);
    }
}
