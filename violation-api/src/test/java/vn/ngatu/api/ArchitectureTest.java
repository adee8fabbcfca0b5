package vn.ngatu.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The outside knows the core's words, never the native libraries behind them. */
@AnalyzeClasses(packages = "vn.ngatu.api", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noNativeLibraryIsUsedDirectly =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.bytedeco..", "ai.djl..");

    @ArchTest
    static final ArchRule onlyCommandsAndTheEngineReachForCameras = noClasses()
            .that()
            .haveSimpleNameNotContaining("Analysis")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .and()
            .resideOutsideOfPackage("vn.ngatu.api.engine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.ngatu.camera..");

    @ArchTest
    static final ArchRule passwordsAreHashedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("vn.ngatu.api.security.password..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule identityTokensAreReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("vn.ngatu.api.security.oidc..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule securityKnowsNoHandler = noClasses()
            .that()
            .resideInAPackage("vn.ngatu.api.security..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("vn.ngatu.api.http..");
}
