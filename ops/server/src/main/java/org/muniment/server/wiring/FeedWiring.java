package org.muniment.server.wiring;

import java.time.Clock;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.feed.StudyStates;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The change feed: who writes it, and everybody who is told of it. */
@Configuration(proxyBeanMethods = false)
class FeedWiring {

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
    StudyStates studyStates(CassandraStudyIndex index) {
        return new StudyStates(index, index.rejections().rejected());
    }
}
