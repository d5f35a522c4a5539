package org.muniment.camel.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.StreamCachingStrategy;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code dicom:operation} (consumer) and {@code dicom:operation:host:port} (producer). */
@Component("dicom")
public class DicomComponent extends DefaultComponent {

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().getCamelContextExtension().addInterceptStrategy(new ErrorGuard());
        StreamCachingStrategy caching = getCamelContext().getStreamCachingStrategy();
        // A data set may be larger than the heap; a route that wants a copy makes one.
        List<Class<?>> deny = new ArrayList<>(List.of(DataSetStream.class));
        if (caching.getDenyClasses() != null) deny.addAll(caching.getDenyClasses());
        caching.setDenyClasses(deny.toArray(Class[]::new));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String[] parts = remaining.split(":", -1);
        if (parts.length != 1 && parts.length != 3) {
            throw new IllegalArgumentException(
                    "dicom:" + remaining + " is not dicom:operation or dicom:operation:host:port");
        }
        DicomEndpoint endpoint = new DicomEndpoint(uri, this, DimseOperation.of(parts[0]));
        if (parts.length == 3) {
            endpoint.setHost(parts[1]);
            endpoint.setPort(Integer.parseInt(parts[2]));
        }
        setProperties(endpoint.getScu(), parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
