/**
 * Files that a person wrote: what they may hold, read strictly, and what is wrong with them, every fault at once.
 *
 * <p>Starting points: {@link vn.ngatu.core.config.Shape}, {@link vn.ngatu.core.config.ConfigException}. Depends on nothing else
 * of Ngatu.
 */
@NullMarked
package vn.ngatu.core.config;

import org.jspecify.annotations.NullMarked;
