/**
 * Signatures of evidence manifests: Ed25519, in a file beside the manifest, checked offline against published keys.
 *
 * <p>Starting points: {@link vn.ngatu.core.evidence.sign.SigningKey}, {@link vn.ngatu.core.evidence.sign.PublicKeys}.
 * Depends on nothing else of Ngatu.
 */
@NullMarked
package vn.ngatu.core.evidence.sign;

import org.jspecify.annotations.NullMarked;
