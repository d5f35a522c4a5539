package org.muniment.fhir.subscription;

import java.net.URI;
import java.util.List;

/** Where notifications may be sent: below one of these addresses. Compared part by part: a name that only begins like an allowed one is another. */
public final class AllowedTargets {

    private final List<URI> prefixes;

    /** @throws IllegalArgumentException where one has no host */
    public AllowedTargets(List<URI> prefixes) {
        for (URI prefix : prefixes)
            if (prefix.getHost() == null) throw new IllegalArgumentException("has no host: " + prefix);
        this.prefixes = List.copyOf(prefixes);
    }

    boolean areNone() {
        return prefixes.isEmpty();
    }

    boolean admit(URI target) {
        return target.getRawUserInfo() == null
                && target.getRawFragment() == null
                && target.getHost() != null
                && target.getRawPath().indexOf('%') < 0 // whose dots a server might take for its own
                && target.equals(target.normalize())
                && prefixes.stream().anyMatch(prefix -> isBelow(prefix, target));
    }

    private static boolean isBelow(URI prefix, URI target) {
        String path = prefix.getRawPath().replaceAll("/+$", "");
        return prefix.getScheme().equalsIgnoreCase(target.getScheme())
                && prefix.getHost().equalsIgnoreCase(target.getHost())
                && prefix.getPort() == target.getPort()
                && (target.getRawPath().equals(path) || target.getRawPath().startsWith(path + "/"));
    }
}
