package org.muniment.lifecycle.engine.decades;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.engine.decades.World.PlainHold;
import org.muniment.lifecycle.engine.decades.World.Study;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Holds that are placed and released over the years, many of them on what is about to be destroyed. */
final class HoldsInTime {

    private static final int PER_YEAR = 20;
    private static final int MOST = 20;
    private static final List<String> QUERIES = List.of(
            "{ facility: example-de, modality: [XA, US] }",
            "{ diagnosis: [\"ICD-10|C*\"], between: { clock: studyDate, from: 2005-03-01, to: 2009-12-31 } }",
            "{ ageAt: { clock: studyDate, below: 12 }, facility: [example-us, example-alaska] }",
            "{ not: { imported: false } }");

    private final Random random;
    private final World world;
    private final List<Hold> real = new ArrayList<>();
    private final List<PlainHold> plain = new ArrayList<>();
    private int placed;

    HoldsInTime(Random random, World world) {
        this.random = random;
        this.world = world;
    }

    List<Hold> real() {
        return real;
    }

    int placed() {
        return placed;
    }

    List<PlainHold> covering(Study study, NaiveModel model, Map<String, Object> facts, LocalDate today) {
        return plain.stream()
                .filter(hold -> hold.covers(study, model, facts, today))
                .toList();
    }

    /** Perhaps places one, perhaps releases one; what they cover is to be judged again. */
    List<Study> change(Set<Study> due, NaiveModel model, LocalDate today) {
        List<Study> concerned = new ArrayList<>();
        if (random.nextInt(365) < PER_YEAR && !world.living.isEmpty()) {
            PlainHold hold = place(due);
            concerned.addAll(covered(hold, model, today));
        }
        if (real.size() > MOST || real.size() > 3 && random.nextInt(365) < PER_YEAR) {
            int released = random.nextInt(real.size());
            real.remove(released);
            concerned.addAll(covered(plain.remove(released), model, today));
        }
        return concerned;
    }

    private Collection<Study> covered(PlainHold hold, NaiveModel model, LocalDate today) {
        return world.living.stream()
                .filter(study -> !study.destroyed)
                .filter(study -> hold.covers(study, model, hold.query() == null ? Map.of() : World.plain(study), today))
                .toList();
    }

    private PlainHold place(Set<Study> due) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Study study = world.living.get(random.nextInt(world.living.size()));
        if (!due.isEmpty() && random.nextBoolean()) study = due.iterator().next();
        boolean online = random.nextInt(4) == 0;
        int kind = random.nextInt(12);
        if (kind == 0) {
            String query = QUERIES.get(random.nextInt(QUERIES.size()));
            add(
                    new PlainHold(id, null, null, NaiveModel.parse(query), false),
                    new HoldScope.OfQuery(ConditionReader.readLasting(YamlMap.parse(query))));
        } else if (kind < 6) {
            add(
                    new PlainHold(id, study.uid.value(), null, null, online),
                    new HoldScope.OfStudy(new StudyInstanceUid(study.uid.value())));
        } else {
            int number = study.patient.numbers.iterator().next();
            add(
                    new PlainHold(id, null, number, null, online),
                    new HoldScope.OfPatient(new PatientIdentifier("P" + number, World.ISSUER)));
        }
        placed++;
        return plain.get(plain.size() - 1);
    }

    private void add(PlainHold hold, HoldScope scope) {
        plain.add(hold);
        Hold.Order order = new Hold.Order("a claim", "4711", "officer", Instant.EPOCH);
        real.add(new Hold(
                new HoldId(hold.id()), scope, order, LocalDate.of(2001, 1, 1), hold.keepOnline(), Optional.empty()));
    }
}
