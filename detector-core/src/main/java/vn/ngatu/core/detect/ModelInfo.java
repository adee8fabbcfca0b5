package vn.ngatu.core.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.json} says of a model.
 *
 * @param name what people call it
 * @param version which state of it
 * @param weights the TorchScript file's name inside the model's folder
 * @param sha256 the file's hash, 64 lower-case hexadecimal digits
 * @param input the picture it wants
 * @param layout how it writes its boxes
 * @param classes its classes by index; empty for those that Ngatu has no use for
 * @param limits what each class of {@code classes} must reach
 * @param lowScore the least score of any detection; those between this and their class's own can prolong a track but
 *     not start one
 * @param duplicates when two boxes are the same road user
 * @param provenance where the weights come from
 * @param licence under which terms they may be used
 */
public record ModelInfo(
        String name,
        String version,
        String weights,
        String sha256,
        ModelInput input,
        OutputLayout layout,
        List<Optional<ObjectClass>> classes,
        Map<ObjectClass, ClassLimits> limits,
        double lowScore,
        Duplicates duplicates,
        String provenance,
        String licence) {

    /** Copies the collections; every class needs its limits. */
    public ModelInfo {
        classes = List.copyOf(classes);
        limits = Map.copyOf(limits);
        for (Optional<ObjectClass> objectClass : classes) {
            if (objectClass.isPresent() && !limits.containsKey(objectClass.get())) {
                throw new IllegalArgumentException(
                        "limits." + objectClass.get().label() + ": missing (expected: for every class)");
            }
        }
    }

    /** The limits of the class at {@code index} of the output; empty for unused, disabled and unknown classes. */
    Optional<ClassLimits> limits(int index) {
        return objectClass(index).map(limits::get).filter(ClassLimits::enabled);
    }

    /** The class at {@code index} of the output; empty for unused and unknown ones. */
    Optional<ObjectClass> objectClass(int index) {
        return index >= 0 && index < classes.size() ? classes.get(index) : Optional.empty();
    }

    /** Whether the detection's score reaches the threshold of its class, not only the low one. */
    public boolean isCertain(Detection detection) {
        ClassLimits limit = limits.get(detection.objectClass());
        return limit != null && limit.enabled() && detection.score() >= limit.score();
    }
}
