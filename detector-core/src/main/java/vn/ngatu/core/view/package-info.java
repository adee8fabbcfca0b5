/**
 * Whether the camera still looks where its scene was drawn.
 *
 * <p>Starting points: {@link vn.ngatu.core.view.ViewGuard}. Depends on {@code media}'s pictures alone; pure, times come as
 * arguments.
 */
@NullMarked
package vn.ngatu.core.view;

import org.jspecify.annotations.NullMarked;
