package org.muniment.web.lifecycle;

import org.muniment.lifecycle.engine.forecast.ForecastService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What storage and destructions are to be expected. */
@Configuration(proxyBeanMethods = false)
public class ForecastWeb {

    @Bean
    ForecastController forecastController(ForecastService forecasts) {
        return new ForecastController(forecasts);
    }
}
