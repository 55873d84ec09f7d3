package example.shop.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.stream.Stream;

/** Names, places and allowed dependencies of classes. */
@AnalyzeClasses(packages = "example.shop", importOptions = ImportOption.DoNotIncludeTests.class)
class ClassesTest {

    private static final String[] SERVICES =
            ServicesTest.names().stream().map(name -> "example.shop." + name).toArray(String[]::new);
    private static final String[] SERVICES_AND_BELOW =
            Stream.of(SERVICES).map(name -> name + "..").toArray(String[]::new);

    @ArchTest
    static final ArchRule servicesDoNotDependOnEachOther = slices().matching(
                    "example.shop.(" + String.join("|", ServicesTest.names()) + ")..")
            .should()
            .notDependOnEachOther()
            .because("services talk over HTTP; they share only telemetry, web and faults");

    @ArchTest
    static final ArchRule servicesDoNotDependOnLabOrSignals = noClasses()
            .that()
            .resideInAnyPackage(SERVICES_AND_BELOW)
            .or()
            .resideInAnyPackage("example.shop.telemetry..", "example.shop.web..", "example.shop.faults..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("example.shop.lab..", "example.shop.signals..");

    @ArchTest
    static final ArchRule telemetryAndWebDoNotDependOnEachOther =
            slices().matching("example.shop.(telemetry|web)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule signalsDependOnNoOtherModule = noClasses()
            .that()
            .resideInAPackage("example.shop.signals..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("example.shop..").and(not(resideInAPackage("example.shop.signals.."))));

    @ArchTest
    static final ArchRule serviceIsOneFlatPackage =
            classes().that().resideInAnyPackage(SERVICES_AND_BELOW).should().resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule serviceClassesArePackagePrivate = classes()
            .that()
            .resideInAnyPackage(SERVICES)
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .that()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*(Service|Manager|Util|Utils|Helper|Impl|Dto|DTO)")
            .because("a name that fits every class says nothing; see CONTRIBUTING.md");

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors =
            noFields().should().beAnnotatedWith(Inject.class);
}
