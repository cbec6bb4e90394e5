package io.tentabo.sync.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tentabo.sync.provider.ProviderFailure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.client.WebClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerUpToTheBoundIsRead() throws Exception {
        // Given
        BoundedBody body = new BoundedBody(30);

        // When
        Buffer read = get(body, true);

        // Then
        assertThat(read.toString()).isEqualTo("0123456789".repeat(3));
    }

    @Test
    void anAnswerThatNeverEndsFailsAtTheBound() {
        // Given
        BoundedBody body = new BoundedBody(29);

        // When // Then
        assertThatThrownBy(() -> get(body, false))
                .hasRootCauseInstanceOf(ProviderFailure.class)
                .rootCause()
                .hasMessageContaining("larger than 29 bytes");
    }

    private Buffer get(BoundedBody body, boolean ends) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().setChunked(true);
                    for (int i = 0; i < 3; i++) {
                        request.response().write("0123456789");
                    }
                    if (ends) {
                        request.response().end();
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return WebClient.create(vertx)
                .get(server.actualPort(), "127.0.0.1", "/")
                .as(body)
                .send()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .body();
    }
}
