/**
 * What a violation leaves behind: its line in {@code violations.jsonl} and a sealed package of pictures, video and tables
 * that anyone can check.
 *
 * <p>Starting points: {@link vn.ngatu.core.evidence.EvidenceRecorder} writes packages, {@link
 * vn.ngatu.core.evidence.EvidenceVerifier} checks them, {@link vn.ngatu.core.evidence.Manifest} says what one holds. May
 * depend on every package of decisions ({@code detect, geom, media, scene, signal, time, track, violation}) and on OpenCV.
 */
@NullMarked
package vn.ngatu.core.evidence;

import org.jspecify.annotations.NullMarked;
