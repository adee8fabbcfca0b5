/**
 * The API over HTTP: one server on Armeria, put together here.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.ApiServer}, {@link vn.ngatu.api.http.gate.Gate} (the way of every request),
 * {@link vn.ngatu.api.security.access.Operation} (the table of everything that can be asked). May depend on {@code store},
 * {@code security} and Armeria.
 */
@NullMarked
package vn.ngatu.api.http;

import org.jspecify.annotations.NullMarked;
