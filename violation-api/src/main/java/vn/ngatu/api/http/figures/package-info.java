/**
 * Figures over many cases, and the audit log, over HTTP.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.figures.StatisticsHandlers}, {@link vn.ngatu.api.http.figures.AuditHandlers}. May
 * depend on {@code http.gate} and {@code store}.
 */
@NullMarked
package vn.ngatu.api.http.figures;

import org.jspecify.annotations.NullMarked;
