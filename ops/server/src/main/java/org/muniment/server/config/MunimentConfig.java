package org.muniment.server.config;

import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything an operator can set: the keys under {@code muniment.} of {@code config/muniment.yaml}, one record per
 * concern. A key that no record knows stops the start. {@code config/reference-muniment.yaml} explains each key and
 * shows its default.
 */
@Validated
@ConfigurationProperties(prefix = MunimentConfig.PREFIX, ignoreUnknownFields = false)
public record MunimentConfig(
        @Valid @DefaultValue ServerSettings server,
        @Valid @DefaultValue HttpSettings http,
        @Valid @DefaultValue AccessSettings access,
        @Valid @DefaultValue ViewerSettings viewer,
        @Valid @DefaultValue DicomSettings dicom,
        @Valid @DefaultValue Hl7Settings hl7,
        @Valid @DefaultValue StoreSettings store,
        @Valid @DefaultValue TiersSettings tiers,
        @Valid @DefaultValue LifecycleSettings lifecycle,
        @Valid @DefaultValue IndexSettings index,
        @Valid @DefaultValue CacheSettings cache,
        @Valid @DefaultValue IngestSettings ingest,
        @Valid @DefaultValue FeedSettings feed,
        @Valid @DefaultValue CommitmentSettings commitment,
        @Valid @DefaultValue MetadataSettings metadata,
        @Valid @DefaultValue QuerySettings query,
        @Valid @DefaultValue WebSettings web,
        @Valid @DefaultValue FhirSettings fhir,
        @Valid @DefaultValue ReconcileSettings reconcile) {

    public static final String PREFIX = "muniment";
}
