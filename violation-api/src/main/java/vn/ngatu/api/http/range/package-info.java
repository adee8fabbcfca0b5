/**
 * Parts of files over HTTP (RFC 9110, section 14), which let a browser seek in a video.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.range.ByteRange}. Pure.
 */
@NullMarked
package vn.ngatu.api.http.range;

import org.jspecify.annotations.NullMarked;
