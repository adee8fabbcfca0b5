package vn.ngatu.core.signal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.ngatu.core.media.RgbImage;

/**
 * Reads the lamps of configured signal heads from the picture. A state is told when position and hue of the light agree in
 * the heads of a signal and it lasts; everything else is {@code UNKNOWN}.
 *
 * <p>Not thread-safe: owned by the camera's analysis. Its memory is constant apart from the timeline, which the owner
 * shortens by {@link SignalTimeline#forgetBefore}.
 */
public final class LampReader implements SignalReader {

    private final List<SignalHead> heads;
    private final List<HeadClassifier> classifiers;
    private final Map<String, StateFilter> filters = new LinkedHashMap<>();
    private final SignalTimeline timeline = new SignalTimeline(SignalSource.LAMPS);
    private double latest = Double.NEGATIVE_INFINITY;

    /** For the heads of one camera view, of any number of signals. */
    public LampReader(List<SignalHead> heads) {
        this.heads = List.copyOf(heads);
        classifiers = this.heads.stream().map(HeadClassifier::new).toList();
        this.heads.forEach(head -> filters.computeIfAbsent(head.signal(), id -> new StateFilter(id, timeline)));
    }

    @Override
    public List<SignalHead> heads() {
        return heads;
    }

    @Override
    public void read(double time, List<RgbImage> crops) {
        requireNonNull(crops, "crops");
        if (!(time > latest) || crops.size() != heads.size()) {
            throw new IllegalArgumentException("lamps at " + time + " with " + crops.size()
                    + " crops (expected: a time > " + latest + " with " + heads.size() + " crops)");
        }
        latest = time;
        filters.forEach((signal, filter) -> filter.add(time, see(signal, crops)));
        for (int i = 0; i < heads.size(); i++) {
            StateFilter filter = requireNonNull(filters.get(heads.get(i).signal()), "filter");
            if (filter.steady()) {
                classifiers.get(i).learn(crops.get(i), filter.held());
            }
        }
    }

    @Override
    public void finish() {
        filters.values().forEach(StateFilter::finish);
        timeline.complete();
    }

    @Override
    public SignalTimeline timeline() {
        return timeline;
    }

    private SignalState see(String signal, List<RgbImage> crops) {
        List<LampLikelihoods> seen = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            if (heads.get(i).signal().equals(signal)) {
                seen.add(classifiers.get(i).judge(crops.get(i)));
            }
        }
        return LampLikelihoods.decide(seen);
    }
}
