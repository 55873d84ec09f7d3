# What: the only entry points that people, CI and workflows use.
# Change first: nothing; LAB_HOME and LAB_PORT_OFFSET in the environment move the lab, RUNTIME=jvm, aot or native chooses what
# the services run on.

SHELL := /bin/bash
.DEFAULT_GOAL := help

export JAVA_HOME := $(shell lab/find-jdk)
export GRAALVM_HOME := $(shell lab/find-jdk graalvm 2>/dev/null)
# Maven's own libraries use what JDK 25 warns of; nothing of ours does.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow

# A JVM takes more than the native executable, for which the limit in .env is.
ifeq ($(RUNTIME),jvm)
export SERVICE_MEMORY ?= 384m
endif

MVN := ./mvnw --batch-mode --no-transfer-progress
LAB := $(JAVA_HOME)/bin/java -cp "lab/target/lab.jar:lab/target/lib/*" example.shop.lab.Lab
DRILL := $(JAVA_HOME)/bin/java -cp "tests/drills/target/drills.jar:tests/drills/target/lib/*" example.shop.drills.Drills
COMPARE := $(JAVA_HOME)/bin/java -cp "tests/compare/target/compare.jar:tests/compare/target/lib/*" example.shop.compare.Compare
LAB_SOURCES := pom.xml signals/pom.xml lab/pom.xml $(shell find signals/src/main lab/src/main -type f)

# Tests and drills run a lab of their own beside the one of 'make up': other ports, other data, made anew each time, and
# faults that can be switched on. E2E_PORT_OFFSET in the environment moves its ports.
E2E_PORT_OFFSET ?= 9000
E2E_TESTS ?= tests/e2e,tests/dashboards
# Tags of tests that are left out; a test that is tagged 'once' says the same whatever the services run on.
E2E_WITHOUT ?=
# Classes of tests that are run alone; else all.
E2E_ITS ?=
E2E_LAB := LAB_HOME=target/lab LAB_PORT_OFFSET=$(E2E_PORT_OFFSET) FAULTS_ENABLED=true ENVIRONMENT=local
# With the defaults of 'make up'.
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

# Tests of packaged services alone: the unit tests were run by 'verify'.
ONLY_ITS := -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
BROWSER := $(MVN) --projects tests/browser --also-make --activate-profiles browser
SERVICES ?= users products gateway
comma := ,
space := $() $()
MODULES = $(subst $(space),$(comma),$(SERVICES:%=services/%))

.PHONY: help up demo trace export status down drill measure-logs test verify rules e2e otlp-test test-native test-services \
	images compare compare-report checklist checks-test compose-up compose-down compose-test gateway-up gateway-test \
	dashboards-test gallery browser-check grafana-test doctor lint sbom format clean jdk

help: ## what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: lab/target/lab.jar ## start everything as plain processes, send real requests, draw their traces
	@$(LAB) up

demo: lab/target/lab.jar ## send requests through the gateway and draw their traces
	@$(LAB) demo

trace: lab/target/lab.jar ## print all that is known of one trace: ID=<its 32 hexadecimal digits>
	@test -n "$(ID)" || { echo "Which? make trace ID=<trace id>; make demo prints some."; exit 2; }
	@$(LAB) trace "$(ID)"

export: lab/target/lab.jar ## write the last hour's traces and log lines, and all metrics, to EXPORT=<folder> or .lab/export
	@$(LAB) export "$(EXPORT)"

status: lab/target/lab.jar ## what runs, since when, with how much memory
	@$(LAB) status

down: lab/target/lab.jar ## stop what 'make up' started; data and traces stay
	@$(LAB) down

drill: lab/target/lab.jar ## provoke ALERT=<name>, or all, in a lab of its own and follow it to whoever is told
	@test -n "$(ALERT)" || { echo "Which? make drill ALERT=HighErrorRate, or ALERT=all; alerts/README.md lists them."; exit 2; }
	@echo "Building the drills."
	@$(MVN) --quiet package --projects tests/drills --also-make -DskipTests
	@$(DRILL) "$(ALERT)" --check
	@$(E2E_LAB) $(LAB) down && rm -rf target/lab
	@$(E2E_LAB) $(LAB) up && $(E2E_LAB) $(DRILL) "$(ALERT)"; status=$$?; $(E2E_LAB) $(LAB) down; \
		echo "The logs of this lab are in target/lab/logs."; exit $$status

measure-logs: lab/target/lab.jar ## what the log agent carries on one core: a burst of LOG_LINES lines, then single ones
	@$(LAB) tool loki && $(LAB) tool otelcol
	@GOMAXPROCS=1 LOG_LINES=$${LOG_LINES:-300000} $(MVN) --quiet verify --projects tests/e2e --also-make --activate-profiles e2e \
		$(ONLY_ITS) -Dit.test=LogThroughputIT -Dfailsafe.failIfNoSpecifiedTests=false

test: verify rules e2e ## everything that must pass

verify: jdk ## format, conventions, tests of each module against real Postgres, packaged services, one of them as it is released
	$(MVN) verify --threads 2
	$(MVN) verify --projects services/users --also-make -Dfaults=false $(ONLY_ITS) -Dit.test=WithoutFaultsIT \
		-Dfailsafe.failIfNoSpecifiedTests=false

rules: lab/target/lab.jar ## check and test every alert, every route, every dashboard against its schema, the configuration of Prometheus and Alertmanager
	PROMTOOL=$$($(LAB) tool promtool) && AMTOOL=$$($(LAB) tool amtool) && SCHEMA=$$($(LAB) tool dashboard-schema) && \
		export PROMTOOL AMTOOL SCHEMA && \
		$(MVN) verify --projects tests/alerts,tests/dashboards --also-make --activate-profiles rules $(ONLY_ITS) -DexcludedGroups=stack

compose-up: lab/target/lab.jar ## the whole stack as containers; RUNTIME=native or jvm; needs a Docker engine and 'make images'
	@infra/secrets
	@# Of another profile; it would keep the ports.
	@others=$$(comm -13 <(infra/compose services 2>/dev/null | sort) <(infra/compose --profile '*' ps --services | sort) | grep -vx load); \
		test -z "$$others" || infra/compose --profile '*' rm --stop --force $$others
	@# Of a pair one after the other: each may be made anew, and one of them is always there.
	@for member in $$(infra/compose ps --services | grep '^otel-collector-[0-9]'); do \
		! infra/compose services 2>/dev/null | grep -qx $$member || infra/compose up --detach --no-deps --wait $$member || exit; done
	@infra/compose up --detach --wait --wait-timeout 180 --remove-orphans $$(infra/compose services)
	@# Their configuration may be another than the one they were started with.
	@infra/reload prometheus 9090
	@infra/reload alertmanager 9093
	@! infra/compose ps --services | grep -qx nginx || infra/compose exec -T nginx nginx -c /nginx/nginx.conf -s reload
	@infra/compose ps

compose-down: lab/target/lab.jar ## stop the containers; data stays, 'infra/compose --profile "*" down --volumes' deletes it
	@infra/compose --profile '*' down

gateway-up: export COMPOSE_ENV_FILES = .env,infra/nginx/gateway.env
gateway-up: compose-up ## the same with a pair of collectors behind nginx, which keep a tenth of what nothing speaks for

compose-test: lab/target/lab.jar ## the whole stack as containers, tested from outside, each container restarted under load
	@tests/e2e/on-compose

gateway-test: lab/target/lab.jar ## the pair of collectors: members, Jaeger, Loki and nginx killed and restarted under load
	@tests/e2e/on-compose gateway

dashboards-test: ## each query, variable, annotation and link of each dashboard, on a lab of its own
	@$(MAKE) --no-print-directory e2e E2E_TESTS=tests/dashboards

gallery: ## the same, and renew the previews in docs/dashboards
	@rm -rf tests/dashboards/target/gallery
	@$(MAKE) --no-print-directory dashboards-test
	@rm -f docs/dashboards/*.svg
	@cp tests/dashboards/target/gallery/* docs/dashboards/

browser-check: jdk ## that a dashboard which is not in order is found out, and how a report of checks looks; needs Chromium
	$(BROWSER) test -Dgroups=chromium

grafana-test: lab/target/lab.jar ## each dashboard in a browser, as Grafana of 'make compose-up' shows it under load; needs Chromium
	@infra/compose ps --services --status running | grep -qx grafana || \
		{ echo "Grafana does not run, so no dashboard was looked at: make compose-up starts it where its image can be had."; exit 1; }
	@infra/compose --profile load up --detach --no-deps load
	@echo "Visitors come until: infra/compose --profile load rm --stop --force load"
	@# Of the tests for surefire there are none then; failsafe still fails without one.
	$(BROWSER) verify $(ONLY_ITS) -DfailIfNoTests=false

checklist: lab/target/lab.jar ## run the command under each line of docs/checklist.md on the running system, and tick what holds
	@PROMTOOL=$$($(LAB) tool promtool) scripts/checklist

checks-test: lab/target/lab.jar ## the checklist, and the checks after a deployment, on a lab of its own, which is then broken in six ways
	@infra/compose version
	$(DEFAULT_LAB) $(LAB) down && rm -rf target/lab
	$(DEFAULT_LAB) $(LAB) up && $(DEFAULT_LAB) $(E2E_STACK) PROMTOOL=$$($(LAB) tool promtool) scripts/checklist && \
		$(DEFAULT_LAB) $(E2E_STACK) $(MVN) verify --projects tests/e2e --also-make --activate-profiles e2e $(ONLY_ITS) -Dgroups=broken; \
		status=$$?; $(DEFAULT_LAB) $(LAB) down; exit $$status

doctor: ## what keeps the containers from running well, and what to do about it
	@infra/doctor

e2e: lab/target/lab.jar ## the whole system from outside, and each query of each dashboard, on a lab of its own
	$(E2E_LAB) $(LAB) down && rm -rf target/lab
	$(E2E_LAB) $(LAB) up && $(E2E_LAB) $(E2E_STACK) POSTGRES_PASSWORD=$$(cat target/lab/secrets/postgres) $(MVN) verify --projects $(E2E_TESTS) --also-make --activate-profiles e2e $(ONLY_ITS) -DexcludedGroups=compose,gateway,schema,broken$(E2E_WITHOUT:%=$(comma)%) $(E2E_ITS:%=-Dit.test=% -Dfailsafe.failIfNoSpecifiedTests=false); \
		status=$$?; $(E2E_LAB) $(LAB) down; exit $$status

otlp-test: ## that metrics, lines, dashboards and alerts are the same where the services send all three signals over OTLP
	@$(MAKE) --no-print-directory e2e SIGNALS=otlp \
		E2E_ITS=EachSignalOnceIT,MetricsIT,CorrelationIT,LogQueriesIT,DrillIT,PanelsIT,RuleNamesIT

test-native: lab/target/lab.jar ## the packaged services' tests and the whole system's, on native executables
	@if test -z "$(GRAALVM_HOME)" && ! docker info >/dev/null 2>&1; then \
		lab/find-jdk graalvm || echo "NOT RUN: no native executable was built or tested."; \
		test "$(CI)" != true; \
	else \
		$(MAKE) --no-print-directory test-services RUNTIME=native && \
		$(MAKE) --no-print-directory e2e RUNTIME=native E2E_WITHOUT=once; \
	fi

test-services: lab/target/lab.jar ## the tests of SERVICES="users products gateway", packaged for RUNTIME=jvm or native
ifeq ($(RUNTIME),native)
	@RUNTIME=native $(LAB) build $(SERVICES)
	$(MVN) verify -Dnative -Dquarkus.native.reuse-existing=true $(ONLY_ITS) --projects $(MODULES) --also-make
else ifeq ($(filter-out jvm,$(RUNTIME)),)
	$(MVN) verify --projects $(MODULES) --also-make
else
	@echo "There are no tests for RUNTIME=$(RUNTIME); it is jvm or native."; exit 2
endif

images: lab/target/lab.jar ## container images of SERVICES, for RUNTIMES="jvm native"; needs a Docker engine
	@SERVICES="$(SERVICES)" infra/images

compare: lab/target/lab.jar ## measure SERVICES on the JVM, on the JVM with an AOT cache and native; what is measured already stays
	@$(MVN) --quiet package --projects tests/compare --also-make -DskipTests
	@LAB_HOME=target/compare LAB_PORT_OFFSET=8500 SERVICES="$(SERVICES)" $(COMPARE) measure

compare-report: lab/target/lab.jar ## write tables and plots from docs/comparison/raw.csv
	@$(MVN) --quiet package --projects tests/compare --also-make -DskipTests
	@$(COMPARE) report

sbom: jdk ## what services and checks are made of, each module a file in target/sbom, in CycloneDX
	@rm -rf target/sbom
	@# By its coordinates, because no module is built with it.
	$(MVN) --quiet compile org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeBom -DoutputDirectory=$(CURDIR)/target/sbom \
		-DoutputName='$${project.artifactId}' -DoutputFormat=json -DincludeTestScope=false \
		--projects $(MODULES),checks --also-make
	@ls target/sbom

lint: lab/target/lab.jar ## formats, the conventions of the build, every script and every workflow
	$(MVN) validate spotless:check
	@ACTIONLINT=$$($(LAB) tool actionlint) tests/conventions/lint-scripts

format: jdk ## write every source in the one format
	$(MVN) spotless:apply

clean: jdk ## delete what was built; the lab's data in .lab stays
	$(MVN) --quiet clean
	rm -rf target

lab/target/lab.jar: $(LAB_SOURCES) | jdk
	@echo "Building the lab; the first time downloads Maven and what it needs."
	@$(MVN) --quiet package --projects lab --also-make -DskipTests
	@touch $@

jdk:
	@test -n "$(JAVA_HOME)" || { lab/find-jdk; exit 1; }
