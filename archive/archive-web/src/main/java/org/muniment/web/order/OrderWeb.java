package org.muniment.web.order;

import java.time.Clock;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.order.OrderService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Orders, and which of them studies were taken for. */
@Configuration(proxyBeanMethods = false)
public class OrderWeb {

    @Bean
    OrderController orderController(OrderService orders) {
        return new OrderController(orders);
    }

    @Bean
    StudyOrderController studyOrderController(OrderService orders, ArchiveIndex index, Clock clock) {
        return new StudyOrderController(orders, index, clock);
    }
}
