package org.muniment.server.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.SubscriberGroup;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.message.MessageService;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.patient.PatientService;
import org.muniment.core.report.ReportService;
import org.muniment.hl7.MessageTemplate;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.routes.hl7.AvailabilitySubscriber;
import org.muniment.routes.hl7.AvailabilityValues;
import org.muniment.routes.hl7.CommandHandling;
import org.muniment.routes.hl7.Hl7Handling;
import org.muniment.routes.hl7.Hl7InRoute;
import org.muniment.routes.hl7.Hl7ListenerConfig;
import org.muniment.routes.hl7.Hl7OutRoute;
import org.muniment.routes.hl7.Hl7Reception;
import org.muniment.routes.hl7.Hl7Target;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.Hl7Settings;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** HL7 v2 messages in and out: the listener, the journal, the use cases they are put to, and who is told of studies. */
@Configuration(proxyBeanMethods = false)
class Hl7Wiring {

    @Bean
    ReportService reportService(
            ArchiveIndex index, IngestService ingest, OrderService orders, PatientDirectory patients) {
        return new ReportService(
                index.reader(), ingest, (numbers, patient) -> study(orders, numbers, patient), patients);
    }

    private static Optional<StudyInstanceUid> study(
            OrderService orders, OrderNumbers numbers, PatientIdentifier patient) {
        return orders.ofPatient(
                        patient,
                        new OrderAccess.ByAccession(numbers.accession()),
                        new OrderAccess.ByFiller(numbers.filler()),
                        new OrderAccess.ByPlacer(numbers.placer()))
                .map(ImagingOrder::study);
    }

    @Bean
    MessageService messageService(
            CassandraStudyIndex index,
            SourceRegistry sources,
            PatientService patients,
            OrderService orders,
            ReportService reports,
            Clock clock) {
        CommandHandling commands = new CommandHandling(patients, orders, reports);
        return new MessageService(index.messages(), new Hl7Handling(sources, commands), clock);
    }

    @Bean
    Hl7InRoute hl7InRoute(MunimentConfig config, SourceRegistry sources, MessageService messages, Clock clock) {
        Hl7Settings hl7 = config.hl7();
        Hl7ListenerConfig listener = new Hl7ListenerConfig(
                hl7.enabled(),
                hl7.bind(),
                config.server().hl7Port(),
                Math.toIntExact(hl7.maxMessageSize().toBytes()),
                hl7.maxConnections(),
                hl7.readTimeout(),
                hl7.idleTimeout());
        return new Hl7InRoute(listener, new Hl7Reception(sources, messages, clock));
    }

    @Bean
    Hl7OutRoute hl7OutRoute(MunimentConfig config) {
        return new Hl7OutRoute(targets(config));
    }

    @Bean
    SubscriberGroup hl7Targets(
            MunimentConfig config, StudyStates states, OrderService orders, Hl7OutRoute out, Clock clock) {
        AvailabilityValues values = new AvailabilityValues(orders::forStudy, clock);
        List<Subscriber> subscribers = targets(config).stream()
                .<Subscriber>map(target -> new AvailabilitySubscriber(target, states, values, out))
                .toList();
        return () -> subscribers;
    }

    private static List<Hl7Target> targets(MunimentConfig config) {
        return config.hl7().targets().stream()
                .map(target -> new Hl7Target(
                        target.name(),
                        target.host(),
                        target.port(),
                        target.application(),
                        target.facility(),
                        MessageTemplate.named(target.template()),
                        target.timeout()))
                .toList();
    }
}
