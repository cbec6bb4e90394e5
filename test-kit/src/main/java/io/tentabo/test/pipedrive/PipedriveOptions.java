package io.tentabo.test.pipedrive;

import java.time.Clock;
import java.time.Duration;

/**
 * How a stand-in behaves.
 *
 * @param apiToken the only token it accepts in {@code x-api-token}
 * @param companyId which account this is, as {@code /v1/users/me} answers
 * @param companyName its name there
 * @param burstLimit requests per burst window
 * @param searchLimit searches per burst window
 * @param burstWindow length of the rolling window
 * @param dailyTokens budget of a day; a request costs between 1 and 40 of them
 * @param tolerance refused requests within a minute after which the edge blocks the client with an HTML page
 * @param blockTime how long it blocks
 * @param clock time of the stand-in's records and limits
 */
public record PipedriveOptions(
        String apiToken,
        long companyId,
        String companyName,
        int burstLimit,
        int searchLimit,
        Duration burstWindow,
        int dailyTokens,
        int tolerance,
        Duration blockTime,
        Clock clock) {

    /** The smallest plan: 20 requests in two seconds and 30,000 tokens a day. */
    public static PipedriveOptions withToken(String apiToken) {
        return new PipedriveOptions(
                apiToken,
                6_083_095,
                "Pipedrive stand-in",
                20,
                10,
                Duration.ofSeconds(2),
                30_000,
                10,
                Duration.ofSeconds(30),
                Clock.systemUTC());
    }

    /** Another account than the usual one. */
    public PipedriveOptions company(long id, String name) {
        return new PipedriveOptions(
                apiToken, id, name, burstLimit, searchLimit, burstWindow, dailyTokens, tolerance, blockTime, clock);
    }

    public PipedriveOptions burst(int limit, Duration window) {
        return new PipedriveOptions(
                apiToken, companyId, companyName, limit, searchLimit, window, dailyTokens, tolerance, blockTime, clock);
    }

    public PipedriveOptions daily(int tokens) {
        return new PipedriveOptions(
                apiToken,
                companyId,
                companyName,
                burstLimit,
                searchLimit,
                burstWindow,
                tokens,
                tolerance,
                blockTime,
                clock);
    }

    /** After this many refused requests in a minute the client is blocked for a while. */
    public PipedriveOptions blocking(int refusals, Duration time) {
        return new PipedriveOptions(
                apiToken,
                companyId,
                companyName,
                burstLimit,
                searchLimit,
                burstWindow,
                dailyTokens,
                refusals,
                time,
                clock);
    }

    public PipedriveOptions clock(Clock newClock) {
        return new PipedriveOptions(
                apiToken,
                companyId,
                companyName,
                burstLimit,
                searchLimit,
                burstWindow,
                dailyTokens,
                tolerance,
                blockTime,
                newClock);
    }
}
