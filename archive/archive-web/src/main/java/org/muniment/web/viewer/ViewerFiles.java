package org.muniment.web.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** OHIF's files as {@code ops/viewer} prepares them, each with a compressed copy beside it. */
public final class ViewerFiles {

    /** The build puts a digest of the content into these names. A day, as ops/viewer edits some without renaming them. */
    private static final String DIGEST_IN_NAME = "/viewer/{name:.*[0-9a-f]{20}\\.(?:js|wasm|woff2)}";

    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofDays(1)).cachePrivate();
    private static final CacheControl ASKED_FOR_AGAIN = CacheControl.noCache().cachePrivate();

    private final Path folder;

    public ViewerFiles(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    public boolean arePrepared() {
        return Files.isRegularFile(folder.resolve("index.html"));
    }

    void register(ResourceHandlerRegistry registry) {
        register(registry, DIGEST_IN_NAME, KEPT);
        register(registry, "/viewer/**", ASKED_FOR_AGAIN);
    }

    private void register(ResourceHandlerRegistry registry, String pattern, CacheControl caching) {
        registry.addResourceHandler(pattern)
                .addResourceLocations("file:" + folder + "/")
                .setUseLastModified(true)
                .setCacheControl(caching)
                .resourceChain(false) // a cache of resolved paths would grow with what clients make up
                .addResolver(new EncodedResourceResolver())
                .addResolver(new ClientRoutes());
    }

    /** Paths without a file ending are OHIF's own, such as {@code /viewer/segmentation}. */
    private static final class ClientRoutes extends PathResourceResolver {
        @Override
        protected Resource getResource(String path, Resource location) throws IOException {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return super.getResource(name.contains(".") ? path : "index.html", location);
        }
    }
}
