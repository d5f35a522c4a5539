package org.muniment.web.media;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;

/** What a client accepts, by its Accept header fields or by the query parameter {@code accept}, which goes first (PS3.18 8.3.3.1, 8.7.5). */
public final class Acceptance {

    private static final int MOST_RANGES = 64;

    private final List<MediaRange> ranges;

    private Acceptance(List<MediaRange> ranges) {
        this.ranges = ranges;
    }

    /** @throws BadParameterException where Accept, or the query parameter, is malformed */
    public static Acceptance of(HttpServletRequest request) {
        List<String> parameters =
                QueryParameters.parse(request.getQueryString()).all("accept");
        boolean asked = !parameters.isEmpty();
        try {
            return of(asked ? parameters.toArray(String[]::new) : null, request.getHeaders("Accept"));
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(asked ? "accept" : "Accept", e.getMessage());
        }
    }

    /**
     * @param parameters values of the query parameter {@code accept}, or null
     * @param headers values of Accept
     * @throws IllegalArgumentException where one of them is malformed
     */
    public static Acceptance of(String[] parameters, Enumeration<String> headers) {
        List<String> fields = parameters != null ? List.of(parameters) : Collections.list(headers);
        List<ContentType> types = new ArrayList<>();
        for (String field : fields) types.addAll(ContentType.parseList(field));
        if (types.size() > MOST_RANGES) throw new IllegalArgumentException("more than " + MOST_RANGES + " media types");
        if (types.isEmpty()) types.add(ContentType.parse("*/*"));
        return new Acceptance(types.stream().map(MediaRange::of).toList());
    }

    /** One Accept field. */
    public static Acceptance of(String accept) {
        return of(new String[] {accept}, Collections.emptyEnumeration());
    }

    /**
     * The form this client likes best; of those it likes alike the first.
     *
     * @throws NotAcceptableException where it accepts none of them
     */
    public Representation choose(List<Representation> forms) {
        return find(forms).orElseThrow(() -> new NotAcceptableException(forms));
    }

    /** As {@link #choose}, or empty. */
    public Optional<Representation> find(List<Representation> forms) {
        Representation best = null;
        MediaRange bestRange = null;
        for (Representation form : forms) {
            MediaRange range = rangeOf(form);
            if (range == null || range.quality() == 0) continue;
            if (best == null || isBetter(range, form, bestRange, best)) {
                best = form;
                bestRange = range;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether it takes this media type in any transfer syntax at all. */
    public boolean acceptsInSomeSyntax(String mediaType, boolean multipart) {
        return ranges.stream().anyMatch(range -> range.quality() > 0 && range.matches(mediaType, multipart));
    }

    private MediaRange rangeOf(Representation form) {
        return ranges.stream()
                .filter(range -> range.matches(form))
                .max(Comparator.comparingInt(MediaRange::precision).thenComparingDouble(MediaRange::quality))
                .orElse(null);
    }

    private static boolean isBetter(MediaRange range, Representation form, MediaRange than, Representation other) {
        if (range.quality() != than.quality()) return range.quality() > than.quality();
        return range.rank(form) < than.rank(other);
    }
}
