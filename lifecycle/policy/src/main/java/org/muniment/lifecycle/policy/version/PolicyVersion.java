package org.muniment.lifecycle.policy.version;

import java.util.regex.Pattern;
import org.muniment.archive.object.Sha256;

/**
 * One version of a policy: what decisions, certificates and studies refer to.
 *
 * @param digest of its file's bytes, as {@code sha256sum} prints it
 */
public record PolicyVersion(String name, int version, Sha256 digest) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public PolicyVersion {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException("name is '" + name + "'; use lower-case letters, digits and hyphens");
        if (version < 1) throw new IllegalArgumentException("version is " + version + "; the first is 1");
    }

    @Override
    public String toString() {
        return name + " version " + version;
    }
}
