package vn.ngatu.api.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes when it is told to. */
final class TestClock implements InstantSource {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T01:00:00Z"));

    @Override
    public Instant instant() {
        return requireNonNull(now.get());
    }

    void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}
