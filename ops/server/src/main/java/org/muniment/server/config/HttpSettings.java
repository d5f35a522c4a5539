package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The HTTP listener: DICOMweb, viewer, API, health.
 *
 * @param bind address to listen on
 */
public record HttpSettings(@NotBlank @DefaultValue("127.0.0.1") String bind, @Valid @DefaultValue Tls tls) {

    /**
     * Encryption, 1.2 and above.
     *
     * @param keyStore file with the server's certificate and key; empty means plain HTTP
     */
    public record Tls(
            @NotNull @DefaultValue("") String keyStore,
            @NotNull @DefaultValue("") String keyStorePassword,
            @NotBlank @DefaultValue("PKCS12") String keyStoreType) {

        public boolean isOn() {
            return !keyStore.isEmpty();
        }

        @Override
        public String toString() {
            return "Tls[" + keyStore + "]";
        }
    }
}
