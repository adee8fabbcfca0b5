/**
 * What people do with violations, put together: the store, the intake that fills it, retention that empties it, and the
 * API with its pages.
 *
 * <p>Starting points: {@link vn.ngatu.api.casework.Casework}, {@link vn.ngatu.api.casework.CaseworkSections}. May depend on
 * everything but {@code engine} and the commands.
 */
@NullMarked
package vn.ngatu.api.casework;

import org.jspecify.annotations.NullMarked;
