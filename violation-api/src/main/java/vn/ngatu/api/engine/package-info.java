/**
 * The engine that runs over cameras: its configuration, the composition of its parts, and what it tells of itself.
 *
 * <p>Starting points: {@link vn.ngatu.api.engine.Engine}, {@link vn.ngatu.api.engine.EngineConfig}. May depend on the core,
 * on camera-adapter, on {@code parts}, and on {@code casework} and {@code http} for what an engine file may hold.
 */
@NullMarked
package vn.ngatu.api.engine;

import org.jspecify.annotations.NullMarked;
