package vn.ngatu.camera;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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

    @ArchTest
    static final ArchRule onlyThePlayerKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage("..camera.player..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..");

    @ArchTest
    static final ArchRule ffmpegStaysInTheCore =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("vn.ngatu.camera.(*)..").should().beFreeOfCycles();
}
