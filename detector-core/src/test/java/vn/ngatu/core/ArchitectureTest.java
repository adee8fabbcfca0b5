package vn.ngatu.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rules between the packages of detector-core. */
@AnalyzeClasses(packages = "vn.ngatu.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("vn.ngatu.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyMediaKnowsFfmpeg = noClasses()
            .that()
            .resideOutsideOfPackage("..core.media..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.ffmpeg..", "org.bytedeco.javacv..");

    @ArchTest
    static final ArchRule onlySignalAndEvidenceKnowOpenCv = noClasses()
            .that()
            .resideOutsideOfPackages("..core.signal..", "..core.evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.opencv..");

    @ArchTest
    static final ArchRule onlyDetectDjlKnowsDjl = noClasses()
            .that()
            .resideOutsideOfPackage("..core.detect.djl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");

    @ArchTest
    static final ArchRule onlyGeomKnowsJts = noClasses()
            .that()
            .resideOutsideOfPackage("..core.geom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.locationtech..");

    @ArchTest
    static final ArchRule decisionsDependOnNothingButJavaAndCore = classes()
            .that()
            .resideInAnyPackage("..core.geom..", "..core.track..", "..core.rule..", "..core.violation..")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java..")
                    .or(resideInAPackage("vn.ngatu.core.."))
                    .or(resideInAPackage("org.jspecify.."))
                    .or(resideInAPackage("org.slf4j.."))
                    .or(resideInAPackage("org.locationtech.jts..")));

    @ArchTest
    static final ArchRule rulesAreFinalAndNamedRule = classes()
            .that()
            .implement("vn.ngatu.core.rule.Rule")
            .should()
            .haveSimpleNameEndingWith("Rule")
            .andShould()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);

    @ArchTest
    static final ArchRule nothingReadsTheClockOutsideThePipeline = noClasses()
            .that()
            .resideOutsideOfPackage("..core.pipeline..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
