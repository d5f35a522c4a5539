package org.muniment.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** The resources of one type: a file for each, durable before anybody is told; what was stored is there again after a restart. */
final class ExternalFhirStore {

    record Written(IBaseResource resource, boolean created) {}

    private final FhirContext context;
    private final Path directory;
    private final Map<String, IBaseResource> resources = new TreeMap<>();

    ExternalFhirStore(FhirContext context, Path directory) {
        this.context = context;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (var files = Files.newDirectoryStream(directory, "*.json")) {
                for (Path file : files) {
                    IBaseResource resource = context.newJsonParser().parseResource(Files.readString(file));
                    resources.put(resource.getIdElement().getIdPart(), resource);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the place of the one that fits: conditional update (FHIR R4 3.1.0.4.3). Null where several do. */
    synchronized Written write(IBaseResource resource, Predicate<IBaseResource> present) {
        List<IBaseResource> fitting =
                resources.values().stream().filter(present).toList();
        if (fitting.size() > 1) return null;
        String id = fitting.isEmpty()
                ? UUID.randomUUID().toString()
                : fitting.get(0).getIdElement().getIdPart();
        long version = fitting.isEmpty() ? 1 : fitting.get(0).getIdElement().getVersionIdPartAsLong() + 1;
        String type = context.getResourceType(resource);
        resource.setId(type + "/" + id + "/_history/" + version);
        resource.getMeta().setVersionId(String.valueOf(version));
        save(id, context.newJsonParser().encodeResourceToString(resource));
        resources.put(id, resource);
        return new Written(resource, fitting.isEmpty());
    }

    private void save(String id, String json) {
        try {
            Path half = Files.writeString(directory.resolve(id + ".half"), json);
            try (FileChannel file = FileChannel.open(half, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(half, directory.resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized IBaseResource read(String id) {
        IBaseResource found = resources.get(id);
        if (found == null) throw new ResourceNotFoundException("no such resource");
        return found;
    }

    synchronized List<IBaseResource> all(Predicate<IBaseResource> wanted) {
        return resources.values().stream().filter(wanted).toList();
    }
}
