/**
 * What is kept, deleted or set aside, over HTTP: legal holds, deletion certificates, the quarantine, and the keys that
 * evidence is signed with.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.keeping.HoldHandlers}, {@link vn.ngatu.api.http.keeping.KeepingHandlers}. May
 * depend on {@code http.gate}, {@code http.cases}, {@code retention} and {@code intake}.
 */
@NullMarked
package vn.ngatu.api.http.keeping;

import org.jspecify.annotations.NullMarked;
