package org.muniment.dicom.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** An exchange of one request and one response. */
final class FutureStatus implements Exchange {

    private final CompletableFuture<DimseStatus> future = new CompletableFuture<>();

    CompletableFuture<DimseStatus> future() {
        return future;
    }

    @Override
    public void received(Response response) {
        future.complete(response.status());
    }

    @Override
    public void ended(IOException why) {
        future.completeExceptionally(why);
    }
}
