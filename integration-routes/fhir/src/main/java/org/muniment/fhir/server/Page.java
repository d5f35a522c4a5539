package org.muniment.fhir.server;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Resource;

/** The part of a search's matches one answer holds. The links to others say all they need themselves: the server remembers no search. */
record Page(int offset, int count) {

    private static final int USUAL = 20;
    private static final int MOST = 100;
    private static final Set<String> OF_PAGES = Set.of("_offset", "_count");

    static Page of(Integer offset, Integer count) {
        if (offset != null && offset < 0) throw new InvalidRequestException("_offset: can't be negative");
        if (count != null && count < 0) throw new InvalidRequestException("_count: can't be negative");
        return new Page(offset == null ? 0 : offset, count == null ? USUAL : Math.min(count, MOST));
    }

    /** The elements of this page, and one more where there are further ones. */
    <T> List<T> andOneMore(Iterator<T> all) {
        for (int i = 0; i < offset && all.hasNext(); i++) all.next();
        List<T> taken = new ArrayList<>();
        while (taken.size() <= count && all.hasNext()) taken.add(all.next());
        return taken;
    }

    boolean isFollowed(List<?> andOneMore) {
        return andOneMore.size() > count;
    }

    <T> List<T> cut(List<T> andOneMore) {
        return isFollowed(andOneMore) ? andOneMore.subList(0, count) : andOneMore;
    }

    /** An answer of type searchset (FHIR R4 3.1.1). Its total is told where this page ends the matches. */
    Bundle bundle(
            RequestDetails request,
            List<? extends Resource> matches,
            Collection<? extends Resource> included,
            boolean followed) {
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
        bundle.addLink().setRelation("self").setUrl(url(request, this));
        if (followed) bundle.addLink().setRelation("next").setUrl(url(request, new Page(offset + count, count)));
        if (offset > 0)
            bundle.addLink().setRelation("previous").setUrl(url(request, new Page(Math.max(0, offset - count), count)));
        if (!followed && (offset == 0 || !matches.isEmpty())) bundle.setTotal(offset + matches.size());
        matches.forEach(resource -> add(bundle, request, resource, SearchEntryMode.MATCH));
        included.forEach(resource -> add(bundle, request, resource, SearchEntryMode.INCLUDE));
        return bundle;
    }

    private static void add(Bundle bundle, RequestDetails request, Resource resource, SearchEntryMode mode) {
        bundle.addEntry()
                .setFullUrl(request.getFhirServerBase() + "/" + resource.fhirType() + "/"
                        + resource.getIdElement().getIdPart())
                .setResource(resource)
                .getSearch()
                .setMode(mode);
    }

    private static String url(RequestDetails request, Page page) {
        Map<String, String[]> parameters = new TreeMap<>(request.getParameters());
        parameters.keySet().removeAll(OF_PAGES);
        StringBuilder url = new StringBuilder(request.getFhirServerBase())
                .append('/')
                .append(request.getResourceName())
                .append('?');
        parameters.forEach((name, values) -> {
            for (String value : values)
                url.append(encoded(name)).append('=').append(encoded(value)).append('&');
        });
        return url.append("_count=")
                .append(page.count())
                .append("&_offset=")
                .append(page.offset())
                .toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
