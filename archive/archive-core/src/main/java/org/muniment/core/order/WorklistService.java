package org.muniment.core.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.muniment.archive.order.OpenSteps;
import org.muniment.archive.order.OrderIndex;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FlatQuery;
import org.muniment.core.find.QueryOptions;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Modality Worklist as SCP, PS3.4 K.6: the scheduled procedure steps that are still open, one answer for each, with their patient as it is
 * now. Safe for use by many threads.
 */
public final class WorklistService {

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final OrderIndex orders;
    private final PatientDirectory patients;
    private final FindConfig config;
    private final Clock clock;

    /** @param config of which the most rows looked at counts */
    public WorklistService(OrderIndex orders, PatientDirectory patients, FindConfig config, Clock clock) {
        this.orders = Objects.requireNonNull(orders);
        this.patients = Objects.requireNonNull(patients);
        this.config = Objects.requireNonNull(config);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * The answers: first what starts today or later, the next first, then what is overdue, the latest first; so that who asks for too much is
     * given what matters most.
     *
     * @throws org.muniment.archive.error.ArchiveException INVALID_QUERY naming a key with a value that is not allowed
     */
    public WorklistAnswers find(Attributes identifier) {
        // Table K.6-1: a range of dates and one of times are one range from moment to moment.
        QueryOptions options = new QueryOptions(true, true, false, false);
        FlatQuery query = FlatQuery.of(identifier, WorklistItem.KEYS, WorklistItem.STEP_KEYS, options);
        int date = Tag.ScheduledProcedureStepStartDate;
        LocalDate from = query.from(WorklistItem.STEP, date).orElse(FIRST);
        LocalDate to = query.to(WorklistItem.STEP, date).orElse(LAST);
        LocalDate today = LocalDate.now(clock);
        OpenSteps next = steps(query, from.isBefore(today) ? today : from, to, false);
        OpenSteps overdue = steps(query, from, to.isBefore(today) ? to : today.minusDays(1), true);
        return new WorklistAnswers(orders, List.of(next, overdue), query, patients, config.maxCandidates());
    }

    private static OpenSteps steps(FlatQuery query, LocalDate from, LocalDate to, boolean newestFirst) {
        return new OpenSteps(
                from,
                to,
                newestFirst,
                query.exactValues(WorklistItem.STEP, Tag.Modality),
                query.exactValues(WorklistItem.STEP, Tag.ScheduledStationAETitle));
    }
}
