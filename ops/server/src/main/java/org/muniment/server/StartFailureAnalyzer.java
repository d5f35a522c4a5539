package org.muniment.server;

import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.cassandra.EmbeddedCassandraException;
import org.muniment.routes.source.SourceFileException;
import org.muniment.web.access.user.UsersFileException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Failures whose message says all an operator needs are told without a stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {
    private static final Set<Class<? extends Exception>> SELF_EXPLAINING = Set.of(
            EmbeddedCassandraException.class,
            ArchiveException.class,
            SourceFileException.class,
            UsersFileException.class);

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (SELF_EXPLAINING.contains(cause.getClass())) {
                return new FailureAnalysis(cause.getMessage(), null, failure);
            }
        }
        return null;
    }
}
