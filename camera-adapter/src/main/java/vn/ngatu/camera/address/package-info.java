/**
 * Where a camera is and how to ask for its stream: addresses, credentials that are never printed, trust, and the makers' usual
 * addresses.
 *
 * <p>Starting points: {@link vn.ngatu.camera.address.StreamAddress}, {@link vn.ngatu.camera.address.Vendor}. May depend on
 * {@code vn.ngatu.core.media} only.
 */
@NullMarked
package vn.ngatu.camera.address;

import org.jspecify.annotations.NullMarked;
