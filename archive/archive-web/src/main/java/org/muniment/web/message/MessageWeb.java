package org.muniment.web.message;

import java.time.Clock;
import org.muniment.core.message.MessageService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Messages: looked at, mended, replayed, discarded. */
@Configuration(proxyBeanMethods = false)
public class MessageWeb {

    @Bean
    MessageController messageController(MessageService messages, Clock clock) {
        return new MessageController(messages, clock);
    }
}
