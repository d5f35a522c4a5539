package org.muniment.server.wiring;

import java.time.Clock;
import java.time.ZoneId;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.routes.routing.RoutingRoute;
import org.muniment.routes.routing.RoutingSubscribers;
import org.muniment.routes.routing.RoutingTable;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where studies go from here. */
@Configuration(proxyBeanMethods = false)
class RoutingWiring {

    @Bean
    RoutingTable routingTable(MunimentConfig config, Clock clock) {
        return new RoutingTable(config.dicom().routing(), clock);
    }

    @Bean
    RoutingRoute routingRoute() {
        return new RoutingRoute();
    }

    @Bean
    RoutingSubscribers routingSubscribers(
            RoutingTable table,
            SourceRegistry sources,
            RetrieveService retrieve,
            StudyStates states,
            CassandraStudyIndex index,
            OrderService orders,
            PatientDirectory patients,
            RoutingRoute route,
            MunimentConfig config) {
        return new RoutingSubscribers(
                table,
                sources,
                retrieve,
                states,
                index,
                index.sent(),
                orders,
                patients,
                route,
                config.server().aet(),
                ZoneId.systemDefault());
    }
}
