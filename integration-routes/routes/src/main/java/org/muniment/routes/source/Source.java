package org.muniment.routes.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;

/**
 * A peer known to the archive: a modality, a department's PACS, a workstation; one file in {@code config/sources}.
 *
 * @param name for people, in the audit trail
 * @param aeTitles the AE titles it calls with (PS3.5 6.2, VR AE); the first is also its title as a destination
 * @param hosts addresses or names it calls from; empty for any. The first is where C-MOVE sends to
 * @param port where it listens as a C-MOVE destination, if it does
 * @param defaultIssuerOfPatientId given to a patient id that comes without an issuer; empty for none
 * @param affiliation where it belongs
 * @param coercion what is changed in its instances before they are stored
 * @param hl7 as what it sends HL7 v2 messages, if it does
 */
public record Source(
        String name,
        List<String> aeTitles,
        List<String> hosts,
        OptionalInt port,
        Set<Permission> may,
        String defaultIssuerOfPatientId,
        DuplicatePolicy duplicates,
        Affiliation affiliation,
        Coercion coercion,
        Optional<Hl7Sender> hl7) {

    private static final Pattern AE_TITLE = Pattern.compile("(?! )[\\x20-\\x7e&&[^\\\\]]{1,16}(?<! )");

    public Source {
        aeTitles = List.copyOf(aeTitles);
        hosts = List.copyOf(hosts);
        may = Set.copyOf(may);
        require(!name.isBlank(), "name is empty");
        require(!aeTitles.isEmpty() || hl7.isPresent(), "aeTitle is missing");
        aeTitles.forEach(aet ->
                require(AE_TITLE.matcher(aet).matches(), "aeTitle '" + aet + "' is not 1 to 16 printable characters"));
        require(hosts.stream().noneMatch(String::isBlank), "host is empty");
        require(port.isEmpty() || port.getAsInt() > 0 && port.getAsInt() < 65536, "port is not 1 to 65535");
        require(
                !may.contains(Permission.RECEIVE) && !may.contains(Permission.IAN)
                        || port.isPresent() && !hosts.isEmpty(),
                "who may receive, or be told by ian, needs a host and a port");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) throw new IllegalArgumentException(otherwise);
    }

    public IngestPolicy ingestPolicy() {
        return new IngestPolicy(duplicates, defaultIssuerOfPatientId, may(Permission.REJECT), coercion);
    }

    public boolean may(Permission permission) {
        return may.contains(permission);
    }
}
