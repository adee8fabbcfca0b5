/**
 * The one database of the service, on SQLite or PostgreSQL by one setting, and the audit log in it.
 *
 * <p>Starting points: {@link vn.ngatu.api.store.Database}, {@link vn.ngatu.api.store.AuditLog}. Tables of every package
 * are made by the numbered files in {@code store/migration}; a new file takes the next free number and holds only SQL
 * that both databases accept. May depend on {@code core.evidence} and the database libraries, which are imported here and
 * in the packages that keep tables.
 */
@NullMarked
package vn.ngatu.api.store;

import org.jspecify.annotations.NullMarked;
