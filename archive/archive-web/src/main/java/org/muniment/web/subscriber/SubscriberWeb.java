package org.muniment.web.subscriber;

import org.muniment.core.feed.SubscriberService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Those who are told of changes, and what they could not take. */
@Configuration(proxyBeanMethods = false)
public class SubscriberWeb {

    @Bean
    SubscriberController subscriberController(SubscriberService subscribers) {
        return new SubscriberController(subscribers);
    }
}
