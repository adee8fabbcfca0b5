package vn.ngatu.api.parts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ClassLimits;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.TrackerSettings;

/** What the parts of an analysis take from the scene and the model. */
public final class SceneParts {

    private SceneParts() {}

    /** The signal heads that a scene draws, for the reader of lamps. */
    public static List<SignalHead> heads(Scene scene) {
        List<SignalHead> heads = new ArrayList<>();
        for (Scene.Signal signal : scene.signals()) {
            for (Scene.Head head : signal.heads()) {
                heads.add(new SignalHead(
                        signal.id(),
                        new Box(head.left(), head.top(), head.width(), head.height()),
                        head.lamps() == Scene.Lamps.VERTICAL,
                        head.order().stream()
                                .map(colour -> SignalState.valueOf(colour.name()))
                                .toList()));
            }
        }
        return heads;
    }

    /** The tracker's settings for a model's scores; null for a table of detections. */
    public static TrackerSettings tracking(@Nullable ModelFolder model) {
        TrackerSettings settings = TrackerSettings.defaults();
        if (model == null) {
            return settings;
        }
        double certain = model.info().limits().values().stream()
                .filter(ClassLimits::enabled)
                .mapToDouble(ClassLimits::score)
                .min()
                .orElse(settings.highScore());
        return settings.withScores(certain, model.info().lowScore());
    }
}
