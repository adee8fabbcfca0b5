/**
 * Webhooks: changes of cases, sent to systems that asked for them, signed and until they are taken.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.webhook.WebhookSender}. May depend on {@code http.gate}, {@code http.live},
 * {@code security} and {@code store}.
 */
@NullMarked
package vn.ngatu.api.http.webhook;

import org.jspecify.annotations.NullMarked;
