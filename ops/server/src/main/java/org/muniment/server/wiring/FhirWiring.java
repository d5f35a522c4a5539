package org.muniment.server.wiring;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.SubscriberEngine;
import org.muniment.core.find.FindService;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.patient.PatientService;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.out.FhirTarget;
import org.muniment.fhir.out.FhirTargetSubscriber;
import org.muniment.fhir.out.StudyDocument;
import org.muniment.fhir.server.FhirArchive;
import org.muniment.fhir.server.FhirServer;
import org.muniment.fhir.server.PatientLookup;
import org.muniment.fhir.server.Providers;
import org.muniment.fhir.server.SubscriptionProvider;
import org.muniment.fhir.subscription.AllowedTargets;
import org.muniment.fhir.subscription.FhirSubscriptions;
import org.muniment.fhir.subscription.StudyNews;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.server.config.FhirSettings;
import org.muniment.server.config.HttpSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.web.rejection.RejectedArchive;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** FHIR: the server at /fhir, and the servers outside that are told of studies. */
@Configuration(proxyBeanMethods = false)
class FhirWiring {

    private static final String PATH = "/fhir";

    @Bean
    MappingContext fhirMappingContext(MunimentConfig config, Environment environment) {
        FhirSettings settings = config.fhir();
        ZoneId zone = settings.timeZone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(settings.timeZone());
        return new MappingContext(systems(settings), zone, dicomWeb(config, environment));
    }

    private static IdentifierSystems systems(FhirSettings settings) {
        Map<String, URI> named = new LinkedHashMap<>();
        for (String entry : settings.identifierSystems()) {
            int equals = entry.indexOf('=');
            named.put(entry.substring(0, equals), URI.create(entry.substring(equals + 1)));
        }
        return new IdentifierSystems(named);
    }

    /** Which port a server took that was given none is known when it runs. */
    private static Supplier<URI> dicomWeb(MunimentConfig config, Environment environment) {
        return at(config, environment, "/dicom-web");
    }

    private static Supplier<URI> at(MunimentConfig config, Environment environment, String path) {
        HttpSettings http = config.http();
        return () -> URI.create((config.fhir().publicUrl().isEmpty()
                        ? (http.tls().isOn() ? "https://" : "http://") + http.bind() + ":"
                                + environment.getProperty("local.server.port")
                        : config.fhir().publicUrl())
                + path);
    }

    @Bean
    FhirArchive fhirArchive(
            FindService find,
            RejectedArchive rejected,
            StudyStates states,
            CassandraStudyIndex index,
            PatientService patients,
            PatientDirectory directory,
            OrderService orders,
            MappingContext context) {
        PatientLookup lookup = new PatientLookup(patients, directory, context.systems());
        return new FhirArchive(find, rejected.find(), index, states, index.feed(), lookup, orders);
    }

    @Bean
    StudyNews studyNews(
            StudyStates states,
            PatientDirectory directory,
            MappingContext context,
            MunimentConfig config,
            Environment environment) {
        FhirSettings.Subscriptions settings = config.fhir().subscriptions();
        return new StudyNews(
                states,
                directory,
                context,
                at(config, environment, PATH),
                new AllowedTargets(
                        settings.allowedTargets().stream().map(URI::create).toList()),
                settings.timeout());
    }

    @Bean
    FhirSubscriptions fhirSubscriptions(
            CassandraStudyIndex index, SubscriberEngine engine, StudyNews news, Clock clock) {
        return new FhirSubscriptions(index.subscriptions(), index.feed(), index.subscribers(), engine, news, clock);
    }

    /** Notifications name this server's address, which is known when it listens. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> fhirSubscriptionsStart(FhirSubscriptions subscriptions) {
        return ready -> subscriptions.start();
    }

    /** Starts with the first request: what it is made of takes seconds to read. */
    @Bean
    ServletRegistrationBean<FhirServer> fhirServer(
            FhirArchive archive, FhirSubscriptions subscriptions, MappingContext context, MunimentConfig config) {
        Optional<URI> address = Optional.of(config.fhir().publicUrl())
                .filter(url -> !url.isEmpty())
                .map(url -> URI.create(url + PATH));
        List<IResourceProvider> providers = Stream.concat(
                        Providers.of(archive, context).stream(), Stream.of(new SubscriptionProvider(subscriptions)))
                .toList();
        FhirServer server = new FhirServer(FhirContext.forR4Cached(), address, providers);
        ServletRegistrationBean<FhirServer> servlet = new ServletRegistrationBean<>(server, PATH + "/*");
        servlet.setName("fhir");
        return servlet;
    }

    @Bean
    FhirSubscribers fhirSubscribers(StudyStates states, MappingContext context, MunimentConfig config) {
        return new FhirSubscribers(config.fhir().servers().stream()
                .map(server -> new FhirTargetSubscriber(target(server, config), states, document(server, context)))
                .toList());
    }

    private static StudyDocument document(FhirSettings.Server server, MappingContext context) {
        return switch (server.version()) {
            case R4 -> new org.muniment.fhir.r4.StandaloneStudy(context);
            case R5 -> new org.muniment.fhir.r5.StandaloneStudy(context);
        };
    }

    private static FhirTarget target(FhirSettings.Server server, MunimentConfig config) {
        return new FhirTarget(
                server.name(), URI.create(server.url()), () -> authorization(server, config), server.timeout());
    }

    private static Optional<String> authorization(FhirSettings.Server server, MunimentConfig config) {
        if (server.authorizationFile().isEmpty())
            return Optional.of(server.authorization()).filter(value -> !value.isEmpty());
        Path file = config.server().home().resolve(server.authorizationFile());
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " can't be read", e);
        }
    }
}
