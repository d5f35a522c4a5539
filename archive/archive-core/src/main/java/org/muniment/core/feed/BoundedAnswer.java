package org.muniment.core.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a target that may answer without end: a request's own timeout is over with the head of the answer, and its body may be of any length, or
 * never come to an end.
 */
public final class BoundedAnswer {

    private BoundedAnswer() {}

    /**
     * Waits twice the request's timeout at most, for the head and the body together.
     *
     * @param request with a timeout
     * @param longest how much of the body is kept, in bytes; what is beyond is not read
     * @throws HttpTimeoutException where there is no head in time, or the body does not end
     * @throws IOException whatever else prevents an answer
     */
    public static HttpResponse<byte[]> to(HttpRequest request, HttpClient client, int longest)
            throws IOException, InterruptedException {
        long patience = 2 * request.timeout().orElseThrow().toMillis();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new Beginning(longest));
        try {
            return answer.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer does not end");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) throw failure;
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static final class Beginning implements HttpResponse.BodySubscriber<byte[]> {

        private final int longest;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Beginning(int longest) {
            this.longest = longest;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[Math.min(part.remaining(), longest - kept.size())];
                part.get(bytes);
                kept.write(bytes, 0, bytes.length);
            }
            if (kept.size() < longest) return;
            subscription.cancel();
            body.complete(kept.toByteArray());
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(kept.toByteArray());
        }
    }
}
