package org.muniment.web.lifecycle;

import org.muniment.lifecycle.engine.forecast.Forecast;
import org.muniment.lifecycle.engine.forecast.ForecastService;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bytes per tier and destructions per month, for the years to come. */
@RestController
@RequestMapping("/api/lifecycle/forecast")
final class ForecastController {

    private final ForecastService forecasts;

    ForecastController(ForecastService forecasts) {
        this.forecasts = forecasts;
    }

    @GetMapping
    Forecast forecast(
            @RequestParam(defaultValue = "5") int years,
            @RequestParam(defaultValue = "1000") int sample,
            @RequestParam(defaultValue = "as-last-year") String arrivals) {
        if (years < 1 || years > ForecastService.MOST_YEARS)
            throw new BadParameterException("years", "must be 1 to " + ForecastService.MOST_YEARS);
        if (sample < 1 || sample > ForecastService.MOST_SAMPLED)
            throw new BadParameterException("sample", "must be 1 to " + ForecastService.MOST_SAMPLED);
        boolean again =
                switch (arrivals) {
                    case "as-last-year" -> true;
                    case "none" -> false;
                    default -> throw new BadParameterException("arrivals", "must be as-last-year or none");
                };
        return forecasts.forecast(years, sample, again);
    }
}
