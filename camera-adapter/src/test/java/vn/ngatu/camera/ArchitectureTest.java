package vn.ngatu.camera;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What reaches cameras knows packets and nothing of what is decided about them. */
@AnalyzeClasses(packages = "vn.ngatu.camera", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule camerasKnowOnlyTheMediaOfTheCore = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.ngatu.api..",
                    "vn.ngatu.core.detect..",
                    "vn.ngatu.core.track..",
                    "vn.ngatu.core.rule..",
                    "vn.ngatu.core.evidence..",
                    "vn.ngatu.core.pipeline..",
                    "ai.djl..",
                    "org.bytedeco.opencv..");
}
