package io.tentabo.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges API keys for access tokens and remembers the answers for a short time, by the keys' digests.
 *
 * <p>Requests that come with a key while it is being exchanged wait for that one answer. What the issuer could not tell
 * is not remembered, and a good key is not let in any longer than it was remembered anyway, or revoking it would depend
 * on the issuer being there.
 */
@ApplicationScoped
class ApiKeyTokens {

    private static final Logger LOG = Logger.getLogger(ApiKeyTokens.class);
    private static final int MAX_KEYS = 10_000;
    private static final int UNAUTHORIZED = 401;

    private final ApiKeyExchange exchange;
    private final ApiKeyConfig config;
    private final Cache<ByteBuffer, Question> questions =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();

    ApiKeyTokens(ApiKeyExchange exchange, ApiKeyConfig config) {
        this.exchange = exchange;
        this.config = config;
    }

    /**
     * The token that the key is worth.
     *
     * @throws HttpProblem (in the returned Uni) 401, 429 or 503
     */
    Uni<ApiKeyToken> tokenFor(ApiKey key, @Nullable String address) {
        ByteBuffer digest = ByteBuffer.wrap(key.hash());
        Question known = questions.getIfPresent(digest);
        Question question = known != null && known.isOpenOrAnswered()
                ? known
                : questions
                        .asMap()
                        .compute(
                                digest,
                                (same, other) -> other != null && other.isOpenOrAnswered()
                                        ? other
                                        : new Question(ask(key, address)));
        return question.answer().map(ApiKeyTokens::token);
    }

    private static ApiKeyToken token(Answer answer) {
        if (answer.token() == null) {
            throw answer.problem() == null ? ApiKeyRefusals.unavailable() : answer.problem();
        }
        return answer.token();
    }

    /** Nothing is asked before the first request waits for it. */
    private Uni<Answer> ask(ApiKey key, @Nullable String address) {
        return Uni.createFrom()
                .deferred(() -> exchange.exchange(key, address))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(token -> new Answer(token, null, until(shorter(config.remember(), token.validFor()))))
                .onFailure()
                .recoverWithItem(this::failed);
    }

    private Answer failed(Throwable failure) {
        if (failure instanceof HttpProblem problem && problem.getStatusCode() < 500) {
            boolean isKnownToBeBad = problem.getStatusCode() == UNAUTHORIZED;
            return new Answer(null, problem, until(isKnownToBeBad ? config.rememberRefusals() : Duration.ZERO));
        }
        LOG.warnf("An API key could not be exchanged: %s", failure);
        return new Answer(null, ApiKeyRefusals.unavailable(), until(Duration.ZERO));
    }

    private static long until(Duration from) {
        return System.nanoTime() + from.toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What came of a question; good until that time of {@link System#nanoTime()}. */
    private record Answer(
            @Nullable ApiKeyToken token, @Nullable HttpProblem problem, long until) {}

    /** What a key is worth: asked once, whoever waits for the answer. */
    private static final class Question {

        private final Uni<Answer> pending;
        private volatile @Nullable Answer answer;

        Question(Uni<Answer> asked) {
            pending = asked.invoke(told -> answer = told).memoize().indefinitely();
        }

        boolean isOpenOrAnswered() {
            Answer told = answer;
            return told == null || System.nanoTime() - told.until() < 0;
        }

        /** Who waits goes on in its own context, not in that of the request that asked. */
        Uni<Answer> answer() {
            Answer told = answer;
            if (told != null) {
                return Uni.createFrom().item(told);
            }
            Context context = Vertx.currentContext();
            return context == null ? pending : pending.emitOn(task -> context.runOnContext(ignored -> task.run()));
        }
    }
}
