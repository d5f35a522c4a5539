package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muniment.core.retrieve.GivenFile;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.web.multipart.MultipartWriter;
import org.muniment.web.resource.ResourceUris;

/**
 * Sends instances as the parts of one body (PS3.18 8.6.1.2.1). Its length is told where all of them go out as they are stored and are not too many to be looked at
 * beforehand: a client then reads it in large pieces instead of chunks, can show how far it has come, and sees at once when it was cut short.
 */
final class InstanceParts {

    private static final int MOST_MEASURED = 500;

    /** @param transferSyntaxUid what the file is to be sent in */
    record Part(GivenFile file, String transferSyntaxUid) {

        private boolean isAsStored() {
            return transferSyntaxUid.equals(file.instance().transferSyntaxUid())
                    && file.edition().isEmpty();
        }

        private Map<String, String> headers(String sentIn, ResourceUris uris) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", InstanceRetrieval.contentType(sentIn));
            if (sentIn.equals(file.instance().transferSyntaxUid()))
                headers.put("Content-Length", String.valueOf(file.size()));
            headers.put("Content-Location", uris.instance(file.instance().id()));
            return headers;
        }
    }

    private final RetrieveService retrieve;
    private final ResourceUris uris;

    InstanceParts(RetrieveService retrieve, ResourceUris uris) {
        this.retrieve = retrieve;
        this.uris = uris;
    }

    /** @param body writes to the response */
    void send(Iterator<Part> parts, MultipartWriter body, HttpServletResponse response) throws IOException {
        List<Part> first = new ArrayList<>();
        while (first.size() < MOST_MEASURED && parts.hasNext()) first.add(parts.next());
        if (!parts.hasNext() && first.stream().allMatch(Part::isAsStored)) response.setContentLengthLong(length(first));
        InstanceSender sender = new InstanceSender(retrieve, response.getOutputStream());
        for (Part part : first) send(part, sender, body);
        while (parts.hasNext()) send(parts.next(), sender, body);
        body.close();
    }

    private void send(Part part, InstanceSender sender, MultipartWriter body) throws IOException {
        sender.send(part.file(), part.transferSyntaxUid(), syntax -> body.begin(part.headers(syntax, uris)));
    }

    /** What is between the files has the same length in each body. */
    private long length(List<Part> parts) throws IOException {
        ByteArrayOutputStream between = new ByteArrayOutputStream();
        long files = 0;
        try (MultipartWriter body = new MultipartWriter(between)) {
            for (Part part : parts) {
                body.begin(part.headers(part.transferSyntaxUid(), uris));
                files += part.file().size();
            }
        }
        return files + between.size();
    }
}
