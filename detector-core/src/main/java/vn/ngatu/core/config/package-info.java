/**
 * What is wrong with a file that a person wrote: every fault at once.
 *
 * <p>Starting points: {@link vn.ngatu.core.config.ConfigException}. Depends on nothing
 * else of Ngatu; the only thing it knows of Jackson is the parsed tree.
 */
@NullMarked
package vn.ngatu.core.config;

import org.jspecify.annotations.NullMarked;
