package org.muniment.lifecycle.records.disposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;

/**
 * Every instance of a study that is destroyed, a line each: {@code <sha256>  <SOP Instance UID>.dcm series=<Series Instance UID> size=<bytes>
 * object=<store>/<key>}. Who has kept files of the study can check which of them these were with {@code sha256sum}.
 */
record Manifest(StudyInstanceUid study, List<Line> lines) {

    record Line(InstanceId id, Sha256 digest, long size, ObjectLocation location) {

        String text() {
            return digest.hex() + "  " + id.instance() + ".dcm series=" + id.series() + " size=" + size + " object="
                    + location.store() + "/" + location.key() + "\n";
        }

        static Line parse(StudyInstanceUid study, String text) {
            String[] words = text.split(" +");
            String[] object = words[4].substring("object=".length()).split("/", 2);
            String sop = words[1].substring(0, words[1].length() - ".dcm".length());
            return new Line(
                    new InstanceId(
                            study,
                            new SeriesInstanceUid(words[2].substring("series=".length())),
                            new SopInstanceUid(sop)),
                    new Sha256(words[0]),
                    Long.parseLong(words[3].substring("size=".length())),
                    new ObjectLocation(object[0], new ObjectKey(object[1])));
        }
    }

    Manifest {
        lines = List.copyOf(lines);
    }

    /** In an order of its own, so that two of the same instances are the same text. */
    static Manifest of(StudyInstanceUid study, Collection<InstanceRecord> instances) {
        return new Manifest(
                study,
                instances.stream()
                        .map(row -> new Line(row.id(), row.digest(), row.size(), row.location()))
                        .sorted(Comparator.comparing((Line line) -> line.id().series())
                                .thenComparing(line -> line.id().instance())
                                .thenComparing(line -> line.location().key().path()))
                        .toList());
    }

    static Manifest parse(StudyInstanceUid study, String text) {
        return new Manifest(
                study, text.lines().map(line -> Line.parse(study, line)).toList());
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining());
    }

    /** In texts of so many lines each. */
    List<String> parts(int most) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += most)
            parts.add(lines.subList(from, Math.min(from + most, lines.size())).stream()
                    .map(Line::text)
                    .collect(Collectors.joining()));
        return parts;
    }

    List<InstanceId> ids() {
        return lines.stream().map(Line::id).distinct().toList();
    }

    /** By these, rows of what is destroyed are told from rows of what was stored since, be it the same instances: a location is never used twice. */
    Set<ObjectLocation> locations() {
        return lines.stream().map(Line::location).collect(Collectors.toSet());
    }

    long bytes() {
        return lines.stream().mapToLong(Line::size).sum();
    }

    int series() {
        return (int) lines.stream().map(line -> line.id().series()).distinct().count();
    }
}
