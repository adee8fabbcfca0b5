/**
 * How the API tells what went wrong: problem details (RFC 9457).
 *
 * <p>Starting points: {@link vn.ngatu.api.http.problem.Problem}. May depend on Armeria's words for HTTP.
 */
@NullMarked
package vn.ngatu.api.http.problem;

import org.jspecify.annotations.NullMarked;
