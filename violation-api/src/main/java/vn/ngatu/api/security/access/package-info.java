/**
 * Who may do what: roles, scopes, and the table of all operations.
 *
 * <p>Starting points: {@link vn.ngatu.api.security.access.Operation}, {@link vn.ngatu.api.security.access.Principal}. Pure.
 */
@NullMarked
package vn.ngatu.api.security.access;

import org.jspecify.annotations.NullMarked;
