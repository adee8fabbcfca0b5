/**
 * How fast the store of cases answers when it is large.
 *
 * <p>Starting point: {@link vn.ngatu.bench.store.StoreSpeed}.
 */
@NullMarked
package vn.ngatu.bench.store;

import org.jspecify.annotations.NullMarked;
