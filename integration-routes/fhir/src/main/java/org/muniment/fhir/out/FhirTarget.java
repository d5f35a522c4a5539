package org.muniment.fhir.out;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A FHIR server to tell of studies.
 *
 * @param name of the subscriber; its place in the feed is kept under it
 * @param base its address, without a slash at the end
 * @param authorization the header Authorization, asked for at each request; throws {@link java.io.UncheckedIOException} where it can't be
 *     read at present
 * @param timeout for one request, and for connecting
 */
public record FhirTarget(String name, URI base, Supplier<Optional<String>> authorization, Duration timeout) {

    public FhirTarget {
        Objects.requireNonNull(name);
        base = URI.create(base.toString().replaceAll("/+$", ""));
        Objects.requireNonNull(authorization);
        Objects.requireNonNull(timeout);
    }
}
