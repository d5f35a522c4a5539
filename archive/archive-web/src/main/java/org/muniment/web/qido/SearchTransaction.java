package org.muniment.web.qido;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.muniment.core.find.FindService;
import org.muniment.web.body.Caching;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.Representation;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.resource.DataSetsBody;
import org.muniment.web.resource.ResourceUris;
import org.springframework.http.HttpHeaders;

/**
 * The search transaction (PS3.18 10.6). Without a match the answer is an empty list and 200, as clients in use expect, where the standard has
 * 204 without content; XML, which has no empty list, is answered so (ADR 0081).
 */
final class SearchTransaction {

    private final FindService find;
    private final QidoConfig config;

    SearchTransaction(FindService find, QidoConfig config) {
        this.find = find;
        this.config = config;
    }

    void answer(
            SearchTarget target, Map<Integer, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Representation form = Acceptance.of(request).choose(DataSetsBody.FORMS);
        Search search = SearchParser.parse(target, path, QueryParameters.parse(request.getQueryString()));
        try (SearchResults results = new SearchResults(find, search, config.maxResults())) {
            search.warnings().forEach(warning -> warn(response, warning));
            tellNumbers(search, results, response);
            Match match = new Match(search, ResourceUris.of(request));
            DataSetsBody.write(results.answers(match::of), form, response);
        }
    }

    private static void tellNumbers(Search search, SearchResults results, HttpServletResponse response) {
        results.total().ifPresent(total -> response.setHeader("X-Total-Count", Long.toString(total)));
        if (results.hasAdditional()) warn(response, "There are additional results that can be requested");
        Caching.setPrivate(response);
    }

    private static void warn(HttpServletResponse response, String text) {
        response.addHeader(HttpHeaders.WARNING, "299 muniment \"" + text + '"');
    }
}
