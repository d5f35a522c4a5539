package org.muniment.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What all of the web layer wants of HTTP. */
@Configuration(proxyBeanMethods = false)
class HttpWeb {

    /** What shrinks. DICOM, images and archives are left alone: they are compressed already, or time matters more than bytes. */
    private static final String[] COMPRESSED = {
        "application/dicom+json",
        "application/json",
        "application/problem+json",
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/wasm",
        "image/svg+xml"
    };

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> compressed() {
        return factory -> {
            Compression compression = new Compression();
            compression.setEnabled(true);
            compression.setMimeTypes(COMPRESSED);
            compression.setMinResponseSize(DataSize.ofKilobytes(4));
            factory.setCompression(compression);
        };
    }

    /**
     * Characters that should be percent-encoded in a query and, in names and lists of values, often are not; and room for lists of UIDs, which
     * deep links of viewers have.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lenientRequests() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setProperty("relaxedQueryChars", "^\\|[]{}");
            connector.setProperty("maxHttpRequestHeaderSize", "65536");
        });
    }
}
