/**
 * Lists over HTTP: cursors and tables.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.page.Csv}. Pure.
 */
@NullMarked
package vn.ngatu.api.http.page;

import org.jspecify.annotations.NullMarked;
