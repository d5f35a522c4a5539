package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.core.feed.FeedConfig;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.SubscriberEngine;
import org.muniment.core.feed.SubscriberGroup;
import org.muniment.core.feed.SubscriberService;
import org.muniment.core.order.OrderService;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.Recalls;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.server.config.FeedSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.server.metrics.FeedMetrics;
import org.muniment.web.webhook.WebhookSubscriber;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The change feed: who writes it, and everybody who is told of it. */
@Configuration(proxyBeanMethods = false)
class FeedWiring {

    private static final Duration FIRST_TARGET_RETRY = Duration.ofSeconds(1);
    private static final Duration FIRST_STUDY_RETRY = Duration.ofSeconds(5);

    @Bean
    NodeId nodeId(MunimentConfig config) {
        return NodeId.of(config.server().home());
    }

    /** What the last run left unannounced is taken over before anything new can be stored. */
    @Bean
    StudyChanges studyChanges(CassandraStudyIndex index, NodeId node, Clock clock) {
        StudyChanges changes = new StudyChanges(index.feed(), index.intentions(), node.value(), clock);
        changes.start();
        return changes;
    }

    @Bean
    FeedMetrics feedMetrics(MeterRegistry registry) {
        return new FeedMetrics(registry);
    }

    @Bean
    SubscriberGroup webhooks(MunimentConfig config, StudyStates states, Clock clock) {
        return () -> Webhooks.of(config.feed()).stream()
                .<Subscriber>map(target -> new WebhookSubscriber(target, states, clock))
                .toList();
    }

    @Bean
    SubscriberGroup fhirServers(FhirSubscribers servers) {
        return () -> List.copyOf(servers.all());
    }

    /** Everybody who is told of changes: a bean each, or a group of those the configuration names. */
    @Bean
    SubscriberEngine subscriberEngine(
            CassandraStudyIndex index,
            ObjectProvider<Subscriber> subscribers,
            ObjectProvider<SubscriberGroup> groups,
            NodeId node,
            MunimentConfig config,
            FeedMetrics metrics,
            Clock clock) {
        SubscriberEngine engine = new SubscriberEngine(
                index.feed(),
                index.subscribers(),
                Stream.concat(
                                subscribers.orderedStream(),
                                groups.orderedStream().flatMap(group -> group.subscribers().stream()))
                        .toList(),
                node.value(),
                feedConfig(config.feed()),
                metrics,
                clock);
        engine.start();
        return engine;
    }

    private static FeedConfig feedConfig(FeedSettings settings) {
        return new FeedConfig(
                policy(FIRST_TARGET_RETRY, settings.targetRetry()),
                policy(FIRST_STUDY_RETRY, settings.studyRetry()),
                settings.attempts(),
                settings.lease(),
                settings.poll());
    }

    private static RetryPolicy policy(Duration first, Duration most) {
        return new RetryPolicy(first.compareTo(most) < 0 ? first : most, most);
    }

    @Bean
    SubscriberService subscriberService(CassandraStudyIndex index, SubscriberEngine engine, Clock clock) {
        return new SubscriberService(index.feed(), index.subscribers(), engine, clock);
    }

    /** Where all tiers are online, so are all images, and nothing is read to know it. */
    @Bean
    StudyStates studyStates(CassandraStudyIndex index, OrderService orders, Tiers tiers, Recalls recalls) {
        boolean online = tiers.all().stream().allMatch(Tier::online);
        return new StudyStates(
                index,
                index.rejections().rejected(),
                orders::forStudy,
                online ? study -> RecallState.ONLINE : recalls::state);
    }
}
