package org.muniment.web.problem;

import java.util.Objects;

/** A parameter of the request — of its path, its query or its header — that is not as it must be: 400. */
public final class BadParameterException extends RuntimeException {

    private final String parameter;

    /**
     * @param parameter its name, as the client wrote it
     * @param reason what is wrong; told to the client, so without patient data
     */
    public BadParameterException(String parameter, String reason) {
        super(reason);
        this.parameter = Objects.requireNonNull(parameter);
    }

    public String parameter() {
        return parameter;
    }
}
