package io.github.enxame.engine;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final String ENGINE = "io.github.enxame.engine";

    private static JavaClasses engine() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ENGINE);
    }

    @Test
    void importsRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy(ENGINE)
                .layer("swarm")
                .definedBy(ENGINE + ".swarm")
                .layer("parts")
                .definedBy(
                        ENGINE + ".picker",
                        ENGINE + ".schedule",
                        ENGINE + ".choke",
                        ENGINE + ".storage",
                        ENGINE + ".transport",
                        ENGINE + ".discovery",
                        ENGINE + ".extension")
                .layer("webseed")
                .definedBy(ENGINE + ".webseed")
                .layer("http")
                .definedBy(ENGINE + ".http")
                .whereLayer("webseed")
                .mayOnlyBeAccessedByLayers("swarm", "engine")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("webseed", "parts", "engine")
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("swarm")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("parts")
                .mayOnlyBeAccessedByLayers("webseed", "swarm", "engine")
                .check(engine());
    }

    @Test
    void thePartsDoNotKnowEachOther() {
        for (String part :
                new String[] {"picker", "schedule", "choke", "storage", "transport", "discovery", "extension"}) {
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage(ENGINE + "." + part)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(java.util.stream.Stream.of(
                                    "picker", "schedule", "choke", "storage", "transport", "discovery", "extension")
                            .filter(other -> !other.equals(part))
                            .map(other -> ENGINE + "." + other)
                            .toArray(String[]::new))
                    .check(engine());
        }
    }

    @Test
    void theSwarmTakesTimeAndChanceFromItsWorldOnly() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(ENGINE + ".swarm", ENGINE + ".picker", ENGINE + ".schedule", ENGINE + ".choke")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .check(engine());
    }
}
