package vn.ngatu.core.detect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes model descriptions for tests: limits of score 0.5 and 2 pixels, low score 0.2. */
final class Models {

    private Models() {}

    /** A model whose classes, by index, are these; null for an unused one. */
    static ModelInfo of(OutputLayout layout, int width, int height, ObjectClass... classes) {
        List<Optional<ObjectClass>> byIndex = new ArrayList<>();
        Map<ObjectClass, ClassLimits> limits = new EnumMap<>(ObjectClass.class);
        for (ObjectClass objectClass : classes) {
            byIndex.add(Optional.ofNullable(objectClass));
            if (objectClass != null) {
                limits.put(objectClass, new ClassLimits(true, 0.5, 2, 2));
            }
        }
        return of(layout, width, height, byIndex, limits);
    }

    static ModelInfo of(
            OutputLayout layout,
            int width,
            int height,
            List<Optional<ObjectClass>> classes,
            Map<ObjectClass, ClassLimits> limits) {
        return new ModelInfo(
                "test",
                "1",
                "test.pt",
                "0".repeat(64),
                new ModelInput(width, height, ModelInput.Elements.UINT8, ModelInput.Channels.RGB, 1),
                layout,
                classes,
                limits,
                0.2,
                new Duplicates(0.6, 0.9),
                "a test",
                "Apache-2.0");
    }
}
