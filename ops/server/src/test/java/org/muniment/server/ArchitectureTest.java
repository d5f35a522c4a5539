package org.muniment.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The borders of the house: who may know whom. An arrow that is not drawn here does not exist. */
class ArchitectureTest {
    private static final JavaClasses MUNIMENT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar!"))
            .importPackages("org.muniment");

    /** Each module with the modules it may use; what is below those it may use too. */
    enum Module {
        DICOM("org.muniment.dicom"),
        DICOM_NET("org.muniment.dicom.net", DICOM),
        DICOM_PIXEL("org.muniment.dicom.pixel", DICOM),
        ARCHIVE_API("org.muniment.archive", DICOM),
        STORE_FILE("org.muniment.store.file", ARCHIVE_API),
        STORE_S3("org.muniment.store.s3", ARCHIVE_API),
        INDEX_CASSANDRA("org.muniment.index.cassandra", ARCHIVE_API),
        CACHE_HAZELCAST("org.muniment.cache.hazelcast", ARCHIVE_API),
        ARCHIVE_CORE("org.muniment.core", ARCHIVE_API, DICOM_PIXEL),
        LIFECYCLE_POLICY("org.muniment.lifecycle.policy", ARCHIVE_API),
        LIFECYCLE_ENGINE("org.muniment.lifecycle.engine", ARCHIVE_CORE, LIFECYCLE_POLICY),
        LIFECYCLE_RECORDS("org.muniment.lifecycle.records", LIFECYCLE_ENGINE),
        ARCHIVE_WEB("org.muniment.web", ARCHIVE_CORE, LIFECYCLE_RECORDS),
        CAMEL_DICOM("org.muniment.camel.dicom", DICOM_NET),
        FHIR("org.muniment.fhir", ARCHIVE_CORE),
        HL7("org.muniment.hl7", ARCHIVE_API),
        ROUTES("org.muniment.routes", CAMEL_DICOM, HL7, ARCHIVE_CORE, LIFECYCLE_ENGINE),
        EMBEDDED_CASSANDRA("org.muniment.cassandra"),
        S3PROXY("org.muniment.s3proxy"),
        SERVER(
                "org.muniment.server",
                ARCHIVE_WEB,
                ROUTES,
                FHIR,
                STORE_FILE,
                STORE_S3,
                INDEX_CASSANDRA,
                CACHE_HAZELCAST,
                EMBEDDED_CASSANDRA);

        private final String root;
        private final List<Module> uses;

        Module(String root, Module... uses) {
            this.root = root;
            this.uses = List.of(uses);
        }

        boolean contains(JavaClass type) {
            return isWithin(type, root)
                    && (this != DICOM || !isWithin(type, DICOM_NET.root) && !isWithin(type, DICOM_PIXEL.root));
        }

        boolean mayUse(JavaClass type) {
            return contains(type) || uses.stream().anyMatch(module -> module.mayUse(type));
        }

        private static boolean isWithin(JavaClass type, String root) {
            return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldUseOnlyTheModulesBelow(Module module) {
        noClasses()
                .that(predicate("are in " + module, module::contains))
                .should()
                .dependOnClassesThat(predicate(
                        "belong to a module that " + module + " may not use",
                        type -> type.getPackageName().startsWith("org.muniment") && !module.mayUse(type)))
                .allowEmptyShould(true)
                .check(MUNIMENT);
    }

    @Test
    void shouldKnowEachClass() {
        List<JavaClass> homeless = new ArrayList<>();
        for (JavaClass type : MUNIMENT) {
            if (Arrays.stream(Module.values()).noneMatch(module -> module.contains(type))) {
                homeless.add(type);
            }
        }
        assertThat(homeless).isEmpty();
    }

    @Test
    void shouldKeepEachLibraryInItsOwnModule() {
        Map<String, List<Module>> homes = Map.of(
                "org.springframework..", List.of(Module.ARCHIVE_WEB, Module.SERVER),
                "io.micrometer..", List.of(Module.SERVER),
                "org.apache.camel..", List.of(Module.CAMEL_DICOM, Module.ROUTES),
                "ca.uhn.fhir..", List.of(Module.FHIR, Module.SERVER),
                "ca.uhn.hl7v2..", List.of(Module.HL7),
                "com.sun.jna..", List.of(Module.DICOM_PIXEL),
                "com.datastax..", List.of(Module.INDEX_CASSANDRA),
                "software.amazon..", List.of(Module.STORE_S3),
                "com.hazelcast..", List.of(Module.CACHE_HAZELCAST),
                "org.apache.cassandra..", List.of(Module.EMBEDDED_CASSANDRA));
        homes.forEach((library, modules) -> noClasses()
                .that(predicate(
                        "are not in " + modules, type -> modules.stream().noneMatch(m -> m.contains(type))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(MUNIMENT));
    }

    @Test
    void shouldNeedNothingButTheJdkForDicom() {
        classes()
                .that(predicate("are in archive/dicom", Module.DICOM::contains))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax..", "org.muniment.dicom.."))
                .check(MUNIMENT);
    }

    @Test
    void shouldNamePackagesByUseCaseAndClassesByRole() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..impl..", "..model..", "..dto..", "..manager..", "..helper..")
                .check(MUNIMENT);
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(MUNIMENT);
    }

    @Test
    void shouldInjectByConstructorOnly() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .check(MUNIMENT);
    }

    private static DescribedPredicate<JavaClass> predicate(String description, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
