/**
 * Evidence over HTTP: the files of a case, whole or in parts, and the package as a ZIP.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.evidence.EvidenceHandlers}, {@link vn.ngatu.api.http.evidence.ExportHandlers}. May
 * depend on {@code http.gate}, {@code http.range}, {@code store} and {@code core.evidence}.
 */
@NullMarked
package vn.ngatu.api.http.evidence;

import org.jspecify.annotations.NullMarked;
