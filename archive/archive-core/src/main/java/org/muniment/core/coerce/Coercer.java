package org.muniment.core.coerce;

import java.time.Clock;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies rules to what arrives and records the originals; for any number of threads. */
public final class Coercer {

    private static final Logger LOG = LoggerFactory.getLogger(Coercer.class);

    private final String modifyingSystem;
    private final Orders orders;
    private final Clock clock;
    private final RareWarnings warnings;

    /** @param modifyingSystem what the records of originals call this archive (0400,0563) */
    public Coercer(String modifyingSystem, Orders orders, Clock clock) {
        this.modifyingSystem = modifyingSystem;
        this.orders = orders;
        this.clock = clock;
        this.warnings = new RareWarnings(clock);
    }

    /** Without orders, for where there are none. */
    public static Coercer withoutOrders(Clock clock) {
        return new Coercer("MUNIMENT", Orders.NONE, clock);
    }

    /**
     * A data set as it is to be stored.
     *
     * @param dataSet the given one, the same object, where nothing changed
     * @param times where the record says when; these alone differ when the same instance is sent and coerced again
     */
    public record Result(Attributes dataSet, List<ElementPath> times) {
        public boolean isChanged() {
            return !times.isEmpty();
        }
    }

    /** What rules would make of a data set; nothing is changed or recorded. */
    public Coerced preview(Coercion coercion, Attributes dataSet, Sender sender) {
        return coercion.apply(dataSet, sender, orders);
    }

    /** @throws org.muniment.archive.error.ArchiveException where a rule needs an order and the orders can't be asked now */
    public Result coerce(Coercion coercion, Attributes dataSet, Sender sender) {
        Coerced coerced = coercion.apply(dataSet, sender, orders);
        coerced.problems().forEach(problem -> warn(sender, problem));
        if (!coerced.isChanged()) return new Result(dataSet, List.of());
        Attributes recorded = OriginalAttributes.recordedIn(coerced, modifyingSystem, sender.name(), clock.instant());
        return new Result(
                recorded, OriginalAttributes.times(recorded, coerced.originals().size()));
    }

    private void warn(Sender sender, String problem) {
        String warning = "[" + sender.name() + "] " + problem;
        warnings.admit(warning)
                .ifPresent(repeats -> LOG.warn("{}{}", warning, repeats == 0 ? "" : ", " + repeats + " times more"));
    }
}
