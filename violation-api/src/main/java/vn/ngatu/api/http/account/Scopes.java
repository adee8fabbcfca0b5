package vn.ngatu.api.http.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.security.access.Scope;

/** Scopes in requests: {@code {"everything": true}}, or {@code cameras} and {@code areas} by name. */
public final class Scopes {

    private static final int LONGEST_NAME = 100;

    private Scopes() {}

    /** The scope in {@code body}; areas must be among {@code knownAreas}. */
    public static Scope read(@Nullable Body body, Set<String> knownAreas) {
        if (body == null) {
            throw ProblemException.invalid("scope", null, "everything: true, or cameras and areas");
        }
        boolean everything = body.flag("everything", false);
        Set<String> cameras = body.texts("cameras", LONGEST_NAME);
        Set<String> areas = body.texts("areas", LONGEST_NAME);
        body.finish();
        for (String area : areas) {
            if (!knownAreas.contains(area)) {
                throw ProblemException.invalid("scope.areas", area, "one of the configured areas");
            }
        }
        boolean named = !cameras.isEmpty() || !areas.isEmpty();
        boolean broken = cameras.stream().anyMatch(camera -> camera.contains("\n"));
        if (everything == named || broken) {
            throw ProblemException.invalid("scope", "not clear", "everything: true, or at least one camera or area");
        }
        return new Scope(everything, cameras, areas);
    }
}
