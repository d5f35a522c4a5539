package org.muniment.web.media;

import java.util.List;

/** The client accepts no form the resource has: 406, with the forms it could have had (RFC 9110 15.5.7). */
public final class NotAcceptableException extends RuntimeException {

    private final List<String> available;

    public NotAcceptableException(List<Representation> available) {
        super("The resource has no form that is accepted");
        this.available =
                available.stream().map(Representation::accepted).distinct().toList();
    }

    /** As they would be asked for in Accept. */
    public List<String> available() {
        return available;
    }
}
