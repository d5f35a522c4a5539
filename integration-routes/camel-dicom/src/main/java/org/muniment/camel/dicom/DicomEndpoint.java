package org.muniment.camel.dicom;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/** Perform DIMSE services (SCP) and use those of other DICOM applications (SCU). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicom",
        title = "DICOM",
        syntax = "dicom:operation:host:port",
        category = {Category.HEALTH},
        headersClass = DicomHeaders.class)
public class DicomEndpoint extends DefaultEndpoint {

    @UriPath(
            enums = "echo,store,find,move,get,n-create,n-set,n-get,n-action,n-event-report,n-delete",
            description = "The DIMSE service")
    @Metadata(required = true)
    private final DimseOperation operation;

    @UriPath(description = "Host of the peer; producers only")
    private String host;

    @UriPath(description = "Port of the peer; producers only")
    private int port;

    @UriParam(
            label = "consumer",
            description = "The listener to serve; by default the only DicomListener in the registry")
    private DicomListener listener;

    @UriParam(
            label = "consumer",
            description = "Turns what a route throws into a status; by default the only StatusMapper in the registry, "
                    + "else 0110H naming the exception's class")
    private StatusMapper statusMapper;

    @UriParam
    private final ScuOptions scu = new ScuOptions();

    DicomEndpoint(String uri, DicomComponent component, DimseOperation operation) {
        super(uri, component);
        this.operation = operation;
        setExchangePattern(ExchangePattern.InOut);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (host != null) throw new IllegalArgumentException(this + ": a consumer has a listener, no host and port");
        if (listener == null) listener = CamelContextHelper.findSingleByType(getCamelContext(), DicomListener.class);
        if (statusMapper == null) {
            statusMapper = CamelContextHelper.findSingleByType(getCamelContext(), StatusMapper.class);
        }
        if (statusMapper == null) statusMapper = StatusMapper.PROCESSING_FAILURE;
        if (listener == null) throw new IllegalArgumentException(this + ": no DicomListener given or to be found");
        DicomConsumer consumer =
                switch (operation) {
                    case ECHO -> new EchoConsumer(this, processor);
                    case STORE -> new StoreConsumer(this, processor);
                    case FIND -> new FindConsumer(this, processor);
                    case MOVE, GET -> new RetrieveConsumer(this, processor);
                    case N_CREATE, N_SET, N_GET, N_ACTION, N_EVENT_REPORT, N_DELETE -> new NormalizedConsumer(
                            this, processor);
                };
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (host == null) throw new IllegalArgumentException(this + ": a producer needs host and port");
        return new DicomProducer(this);
    }

    public DimseOperation getOperation() {
        return operation;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public DicomListener getListener() {
        return listener;
    }

    public void setListener(DicomListener listener) {
        this.listener = listener;
    }

    public StatusMapper getStatusMapper() {
        return statusMapper;
    }

    public void setStatusMapper(StatusMapper statusMapper) {
        this.statusMapper = statusMapper;
    }

    public ScuOptions getScu() {
        return scu;
    }
}
