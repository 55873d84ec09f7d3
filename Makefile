# What: the only entry points that people, CI and workflows use.
# Change first: nothing; LAB_HOME and LAB_PORT_OFFSET in the environment move the lab, RUNTIME=jvm, aot or native sets
#      the services' runtime.

SHELL := /bin/bash
.DEFAULT_GOAL := help

export JAVA_HOME := $(shell lab/find-jdk)
export GRAALVM_HOME := $(shell lab/find-jdk graalvm 2>/dev/null)
# Maven's own libraries use APIs that JDK 25 warns about; our code does not.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow

# The JVM needs more memory than the native executable, for which .env sets the limit.
ifeq ($(RUNTIME),jvm)
export SERVICE_MEMORY ?= 384m
endif

MVN := ./mvnw --batch-mode --no-transfer-progress
LAB := $(JAVA_HOME)/bin/java -cp "lab/target/lab.jar:lab/target/lib/*" example.shop.lab.Lab
DRILL := $(JAVA_HOME)/bin/java -cp "tests/drills/target/drills.jar:tests/drills/target/lib/*" example.shop.drills.Drills
COMPARE := $(JAVA_HOME)/bin/java -cp "tests/compare/target/compare.jar:tests/compare/target/lib/*" example.shop.compare.Compare
LAB_SOURCES := pom.xml signals/pom.xml lab/pom.xml $(shell find signals/src/main lab/src/main -type f)

# Tests and drills run a lab of their own beside the one of 'make up': other ports, fresh data each time, and fault
# injection. E2E_PORT_OFFSET in the environment moves its ports.
E2E_PORT_OFFSET ?= 9000
E2E_TESTS ?= tests/e2e,tests/dashboards
# Tags of tests to leave out; a test tagged 'once' gives the same result on every runtime.
E2E_WITHOUT ?=
# Test classes to run; by default all.
E2E_ITS ?=
E2E_LAB := LAB_HOME=target/lab LAB_PORT_OFFSET=$(E2E_PORT_OFFSET) FAULTS_ENABLED=true ENVIRONMENT=local
# Same defaults as 'make up'.
DEFAULT_LAB := $(subst FAULTS_ENABLED=true,FAULTS_ENABLED=false,$(E2E_LAB))
e2e_address = 127.0.0.1:$(shell echo $$(($(1) + $(E2E_PORT_OFFSET))))
E2E_STACK = GATEWAY_URL=http://$(call e2e_address,8000) PRODUCTS_URL=http://$(call e2e_address,5000) \
	USERS_URL=http://$(call e2e_address,8080) GATEWAY_MANAGEMENT_URL=http://$(call e2e_address,9000) \
	PRODUCTS_MANAGEMENT_URL=http://$(call e2e_address,9001) USERS_MANAGEMENT_URL=http://$(call e2e_address,9002) \
	JAEGER_URL=http://$(call e2e_address,16686) \
	PROMETHEUS_URL=http://$(call e2e_address,9090) ALERTMANAGER_URL=http://$(call e2e_address,9093) \
	LOKI_URL=http://$(call e2e_address,3100) OTLP_URL=http://$(call e2e_address,4318) \
	COLLECTOR_HEALTH_URL=http://$(call e2e_address,13133) \
	LOGS=$(CURDIR)/target/lab/logs POSTGRES=$(call e2e_address,15432)

# Tests of packaged services only: 'verify' has run the unit tests.
ONLY_ITS := -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
BROWSER := $(MVN) --projects tests/browser --also-make --activate-profiles browser
SERVICES ?= users products gateway
comma := ,
space := $() $()
MODULES = $(subst $(space),$(comma),$(SERVICES:%=services/%))

.PHONY: help up demo trace export status down drill measure-logs test verify rules e2e otlp-test test-native test-services \
	images compare compare-report checklist checks-test compose-up compose-down compose-test collector-pair-up collector-pair-test \
	dashboards-test gallery browser-check grafana-test doctor lint sbom format clean jdk

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: lab/target/lab.jar ## start everything as plain processes, send real requests, draw their traces
	@$(LAB) up

demo: lab/target/lab.jar ## send requests through the gateway and draw their traces
	@$(LAB) demo

trace: lab/target/lab.jar ## print everything about one trace: ID=<its 32 hexadecimal digits>
	@test -n "$(ID)" || { echo "No trace id given: make trace ID=<trace id>; make demo prints some."; exit 2; }
	@$(LAB) trace "$(ID)"

export: lab/target/lab.jar ## write the last hour's traces and log lines, and all metrics, to EXPORT=<folder> or .lab/export
	@$(LAB) export "$(EXPORT)"

status: lab/target/lab.jar ## show running processes with start time and memory
	@$(LAB) status

down: lab/target/lab.jar ## stop what 'make up' started; data and traces stay
	@$(LAB) down

drill: lab/target/lab.jar ## provoke ALERT=<name>, or all, in a separate lab and follow it to its receiver
	@test -n "$(ALERT)" || { echo "No alert given: make drill ALERT=HighErrorRate, or ALERT=all; alerts/README.md lists them."; exit 2; }
	@echo "Building the drills."
	@$(MVN) --quiet package --projects tests/drills --also-make -DskipTests
	@$(DRILL) "$(ALERT)" --check
	@$(E2E_LAB) $(LAB) down && rm -rf target/lab
	@$(E2E_LAB) $(LAB) up && $(E2E_LAB) $(DRILL) "$(ALERT)"; status=$$?; $(E2E_LAB) $(LAB) down; \
		echo "The logs of this lab are in target/lab/logs."; exit $$status

measure-logs: lab/target/lab.jar ## measure the log agent on one core: a burst of LOG_LINES lines, then single ones
	@$(LAB) tool loki && $(LAB) tool otelcol
	@GOMAXPROCS=1 LOG_LINES=$${LOG_LINES:-300000} $(MVN) --quiet verify --projects tests/e2e --also-make --activate-profiles e2e \
		$(ONLY_ITS) -Dit.test=LogThroughputIT -Dfailsafe.failIfNoSpecifiedTests=false

test: verify rules e2e ## run everything that must pass

verify: jdk ## check format and conventions, test each module against real Postgres, and packaged services, one as released
	$(MVN) verify --threads 2
	$(MVN) verify --projects services/users --also-make -Dfaults=false $(ONLY_ITS) -Dit.test=WithoutFaultsIT \
		-Dfailsafe.failIfNoSpecifiedTests=false

rules: lab/target/lab.jar ## check and test every alert, route and dashboard schema, and the configuration of Prometheus and Alertmanager
	PROMTOOL=$$($(LAB) tool promtool) && AMTOOL=$$($(LAB) tool amtool) && SCHEMA=$$($(LAB) tool dashboard-schema) && \
		export PROMTOOL AMTOOL SCHEMA && \
		$(MVN) verify --projects tests/alerts,tests/dashboards --also-make --activate-profiles rules $(ONLY_ITS) -DexcludedGroups=stack

compose-up: lab/target/lab.jar ## start the stack as containers; RUNTIME=native or jvm; needs a Docker engine and 'make images'
	@infra/secrets
	@# Remove containers of another profile, which would keep the ports.
	@others=$$(comm -13 <(infra/compose services 2>/dev/null | sort) <(infra/compose --profile '*' ps --services | sort) | grep -vx load); \
		test -z "$$others" || infra/compose --profile '*' rm --stop --force $$others
	@# Start members of a pair one after the other: compose may recreate each, but one always runs.
	@for member in $$(infra/compose ps --services | grep '^otel-collector-[0-9]'); do \
		! infra/compose services 2>/dev/null | grep -qx $$member || infra/compose up --detach --no-deps --wait $$member || exit; done
	@infra/compose up --detach --wait --wait-timeout 180 --remove-orphans $$(infra/compose services)
	@# Reload configuration that may have changed since the start.
	@infra/reload prometheus 9090
	@infra/reload alertmanager 9093
	@! infra/compose ps --services | grep -qx nginx || infra/compose exec -T nginx nginx -c /nginx/nginx.conf -s reload
	@infra/compose ps

compose-down: lab/target/lab.jar ## stop the containers; data stays, 'infra/compose --profile "*" down --volumes' deletes it
	@infra/compose --profile '*' down

collector-pair-up: export COMPOSE_ENV_FILES = .env,infra/nginx/collector-pair.env
collector-pair-up: compose-up ## compose-up with a pair of collectors behind nginx; keeps 10 % of the traces that no policy keeps

compose-test: lab/target/lab.jar ## test the stack as containers from outside, and restart each container under load
	@tests/e2e/on-compose

collector-pair-test: lab/target/lab.jar ## test the pair of collectors: kill and restart members, Jaeger, Loki and nginx under load
	@tests/e2e/on-compose gateway

dashboards-test: ## test each query, variable, annotation and link of each dashboard in a separate lab
	@$(MAKE) --no-print-directory e2e E2E_TESTS=tests/dashboards

gallery: ## run dashboards-test and renew the previews in docs/dashboards
	@rm -rf tests/dashboards/target/gallery
	@$(MAKE) --no-print-directory dashboards-test
	@rm -f docs/dashboards/*.svg
	@cp tests/dashboards/target/gallery/* docs/dashboards/

browser-check: jdk ## test that broken dashboards are detected, and the look of a checks report; needs Chromium
	$(BROWSER) test -Dgroups=chromium

grafana-test: lab/target/lab.jar ## test each dashboard in a browser, in the Grafana of 'make compose-up' under load; needs Chromium
	@infra/compose ps --services --status running | grep -qx grafana || \
		{ echo "Grafana does not run, so no dashboard was tested: make compose-up starts it if its image can be pulled."; exit 1; }
	@infra/compose --profile load up --detach --no-deps load
	@echo "Load runs until: infra/compose --profile load rm --stop --force load"
	@# Surefire then has no tests; failsafe still fails without one.
	$(BROWSER) verify $(ONLY_ITS) -DfailIfNoTests=false

checklist: lab/target/lab.jar ## run the command under each line of docs/checklist.md on the running system, and tick passing lines
	@PROMTOOL=$$($(LAB) tool promtool) scripts/checklist

checks-test: lab/target/lab.jar ## run the checklist and the post-deployment checks on a separate lab, then break it in six ways
	@infra/compose version
	$(DEFAULT_LAB) $(LAB) down && rm -rf target/lab
	$(DEFAULT_LAB) $(LAB) up && $(DEFAULT_LAB) $(E2E_STACK) PROMTOOL=$$($(LAB) tool promtool) scripts/checklist && \
		$(DEFAULT_LAB) $(E2E_STACK) $(MVN) verify --projects tests/e2e --also-make --activate-profiles e2e $(ONLY_ITS) -Dgroups=broken; \
		status=$$?; $(DEFAULT_LAB) $(LAB) down; exit $$status

doctor: ## find problems of the containers, and print a fix for each
	@infra/doctor

e2e: lab/target/lab.jar ## test the whole system from outside, and each query of each dashboard, in a separate lab
	$(E2E_LAB) $(LAB) down && rm -rf target/lab
	$(E2E_LAB) $(LAB) up && $(E2E_LAB) $(E2E_STACK) POSTGRES_PASSWORD=$$(cat target/lab/secrets/postgres) $(MVN) verify --projects $(E2E_TESTS) --also-make --activate-profiles e2e $(ONLY_ITS) -DexcludedGroups=compose,collector-pair,schema,broken$(E2E_WITHOUT:%=$(comma)%) $(E2E_ITS:%=-Dit.test=% -Dfailsafe.failIfNoSpecifiedTests=false); \
		status=$$?; $(E2E_LAB) $(LAB) down; exit $$status

otlp-test: ## test that metrics, lines, dashboards and alerts stay the same with all three signals over OTLP
	@$(MAKE) --no-print-directory e2e SIGNALS=otlp \
		E2E_ITS=EachSignalOnceIT,MetricsIT,CorrelationIT,LogQueriesIT,DrillIT,PanelsIT,RuleNamesIT

test-native: lab/target/lab.jar ## test packaged services and the whole system on native executables
	@if test -z "$(GRAALVM_HOME)" && ! docker info >/dev/null 2>&1; then \
		lab/find-jdk graalvm || echo "NOT RUN: no native executable was built or tested."; \
		test "$(CI)" != true; \
	else \
		$(MAKE) --no-print-directory test-services RUNTIME=native && \
		$(MAKE) --no-print-directory e2e RUNTIME=native E2E_WITHOUT=once; \
	fi

test-services: lab/target/lab.jar ## test SERVICES="users products gateway", packaged for RUNTIME=jvm or native
ifeq ($(RUNTIME),native)
	@RUNTIME=native $(LAB) build $(SERVICES)
	$(MVN) verify -Dnative -Dquarkus.native.reuse-existing=true $(ONLY_ITS) --projects $(MODULES) --also-make
else ifeq ($(filter-out jvm,$(RUNTIME)),)
	$(MVN) verify --projects $(MODULES) --also-make
else
	@echo "No tests exist for RUNTIME=$(RUNTIME); set jvm or native."; exit 2
endif

images: lab/target/lab.jar ## build container images of SERVICES, for RUNTIMES="jvm native"; needs a Docker engine
	@SERVICES="$(SERVICES)" infra/images

compare: lab/target/lab.jar ## measure SERVICES on the JVM, on the JVM with an AOT cache and native; keeps existing measurements
	@$(MVN) --quiet package --projects tests/compare --also-make -DskipTests
	@LAB_HOME=target/compare LAB_PORT_OFFSET=8500 SERVICES="$(SERVICES)" $(COMPARE) measure

compare-report: lab/target/lab.jar ## write tables and plots from docs/comparison/raw.csv
	@$(MVN) --quiet package --projects tests/compare --also-make -DskipTests
	@$(COMPARE) report

sbom: jdk ## write CycloneDX SBOMs of services and checks, one file per module in target/sbom
	@rm -rf target/sbom
	@# By its coordinates, because no module's build uses it.
	$(MVN) --quiet compile org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeBom -DoutputDirectory=$(CURDIR)/target/sbom \
		-DoutputName='$${project.artifactId}' -DoutputFormat=json -DincludeTestScope=false \
		--projects $(MODULES),checks --also-make
	@ls target/sbom

lint: lab/target/lab.jar ## check formats, build conventions, every script and every workflow
	$(MVN) validate spotless:check
	@ACTIONLINT=$$($(LAB) tool actionlint) tests/conventions/lint-scripts

format: jdk ## format every source
	$(MVN) spotless:apply

clean: jdk ## delete build output; the lab's data in .lab stays
	$(MVN) --quiet clean
	rm -rf target

lab/target/lab.jar: $(LAB_SOURCES) | jdk
	@echo "Building the lab; the first build downloads Maven and its dependencies."
	@$(MVN) --quiet package --projects lab --also-make -DskipTests
	@touch $@

jdk:
	@test -n "$(JAVA_HOME)" || { lab/find-jdk; exit 1; }
