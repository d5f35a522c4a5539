package org.muniment.hl7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.order.CodedText;
import org.muniment.hl7.FieldPlaces.Place;

/**
 * The segments about one order: from its ORC, or its OBR where none is before it, to the next. Those before the first group, such as PV1 and ZDS ahead
 * of its place, speak of all of them.
 */
final class OrderGroup {

    private final FieldPlaces places;
    private final List<Segment> own;
    private final List<Segment> common;

    private OrderGroup(FieldPlaces places, List<Segment> own, List<Segment> common) {
        this.places = places;
        this.own = own;
        this.common = common;
    }

    /** A value with where it was found. */
    record Found(Segment segment, int field, String value) {}

    static List<OrderGroup> of(Hl7Message message) {
        List<Segment> common = new ArrayList<>();
        List<List<Segment>> groups = new ArrayList<>();
        for (Segment segment : message.segments()) {
            if (segment.is("ORC") || segment.is("OBR") && (groups.isEmpty() || has(groups, "OBR")))
                groups.add(new ArrayList<>());
            (groups.isEmpty() ? common : groups.get(groups.size() - 1)).add(segment);
        }
        // what follows the last order, as ZDS does, was meant for it; PID and PV1 come before the first
        FieldPlaces places = message.settings().fields();
        return groups.stream().map(own -> new OrderGroup(places, own, common)).toList();
    }

    private static boolean has(List<List<Segment>> groups, String name) {
        return groups.get(groups.size() - 1).stream().anyMatch(segment -> segment.is(name));
    }

    /** One for each IPC, if there are any, with all that is not an IPC. */
    List<OrderGroup> parts() {
        List<Segment> ipcs = any("IPC");
        if (ipcs.size() < 2) return List.of(this);
        List<Segment> rest = own.stream().filter(segment -> !segment.is("IPC")).toList();
        return ipcs.stream()
                .map(ipc -> new OrderGroup(
                        places, Stream.concat(rest.stream(), Stream.of(ipc)).toList(), common))
                .toList();
    }

    /** The one the group begins with. */
    Segment lead() {
        return own.get(0);
    }

    List<Segment> segments() {
        return own;
    }

    /** Those of the group with these names, in the order of the names. */
    List<Segment> any(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> own.stream().filter(segment -> segment.is(name)))
                .toList();
    }

    /** Where this value is found, if anywhere. */
    Optional<Found> place(String value) {
        return places.of(value).stream().flatMap(this::at).findFirst();
    }

    String value(String name) {
        return place(name).map(Found::value).orElse("");
    }

    /** The first of these fields that has a value. */
    String first(String... fields) {
        return FieldPlaces.of(java.util.Map.of("any", List.of(fields))).of("any").stream()
                .flatMap(this::at)
                .map(Found::value)
                .findFirst()
                .orElse("");
    }

    private Stream<Found> at(Place place) {
        return Stream.concat(own.stream(), common.stream())
                .filter(segment -> segment.is(place.segment()))
                .map(segment -> new Found(segment, place.field(), segment.get(place.field(), place.component())))
                .filter(found -> !found.value().isEmpty());
    }

    /** A CE or CWE; the alternative where the first is empty. */
    CodedText coded(String name, int field) {
        return any(name).stream()
                .map(segment -> coded(segment, field))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(CodedText.NONE);
    }

    static CodedText coded(Segment segment, int field) {
        CodedText first = new CodedText(segment.get(field, 1), segment.get(field, 3), segment.get(field, 2));
        return first.isEmpty()
                ? new CodedText(segment.get(field, 4), segment.get(field, 6), segment.get(field, 5))
                : first;
    }

    /** The first XCN of these that has a name. */
    String name(String one, int field, String other, int otherField) {
        return Stream.concat(
                        any(one).stream().map(segment -> Names.provider(segment, field)),
                        any(other).stream().map(segment -> Names.provider(segment, otherField)))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }
}
