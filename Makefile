# What: the entry points that people, CI and workflows use.
# Change first: nothing; LAB_HOME and LAB_PORT_OFFSET in the environment move the lab, RUNTIME=jvm, aot or native sets
#      the services' runtime.

SHELL := /bin/bash
.DEFAULT_GOAL := help

export JAVA_HOME := $(shell lab/find-jdk)
export GRAALVM_HOME := $(shell lab/find-jdk graalvm 2>/dev/null)
# Maven's own libraries use APIs that JDK 25 warns about; our code does not.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow

# Native executables need less than the JVM, for which .env sets the limit.
ifeq ($(RUNTIME),native)
export SERVICE_MEMORY ?= 112m
endif

ON ?= lab
$(if $(filter lab compose,$(ON)),,$(error ON=$(ON): it is lab or compose))
MVN := ./mvnw --batch-mode --no-transfer-progress
COMPARE := $(JAVA_HOME)/bin/java -cp "tests/compare/target/compare.jar:tests/compare/target/lib/*" example.shop.compare.Compare
LAB_SOURCES := pom.xml signals/pom.xml dashboards/perses/pom.xml lab/pom.xml $(shell find signals/src/main dashboards/perses/src/main lab/src/main -type f)

# Tests of packaged services only: 'verify' has run the unit tests.
ONLY_ITS := -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
SERVICES ?= $(patsubst services/%/compose.yaml,%,$(wildcard services/*/compose.yaml))
comma := ,
space := $() $()
MODULES = $(subst $(space),$(comma),$(SERVICES:%=services/%))

.PHONY: help up look dev demo trace export status down new-service test verify rules test-stack test-services pictures drill doctor compare lint \
	format jdk

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: lab/target/lab.jar ## start everything, send real requests, draw their traces; ON=compose as containers, with WHAT=pair two collectors
ifeq ($(ON),compose)
	@infra/up "$(WHAT)"
else
	@test -z "$(WHAT)" || { echo "WHAT=$(WHAT) needs ON=compose."; exit 2; }
	@lab/lab up
endif

look: lab/target/lab.jar ## start everything, and pages for a browser: dashboards, metrics, traces; the first time needs Node
	@lab/lab look

dev: lab/target/lab.jar ## run SERVICE=<name> of the lab in Quarkus' development mode: live reload, Dev UI, continuous tests
	@test -n "$(SERVICE)" || { echo "No service given: make dev SERVICE=users"; exit 2; }
	@lab/lab dev "$(SERVICE)"

demo: lab/target/lab.jar ## send requests through the gateway and draw their traces
	@lab/lab demo

trace: lab/target/lab.jar ## print everything about one trace: ID=<its 32 hexadecimal digits>
	@test -n "$(ID)" || { echo "No trace id given: make trace ID=<trace id>; make demo prints some."; exit 2; }
	@lab/lab trace "$(ID)"

export: lab/target/lab.jar ## write the last hour's traces and log lines, and all metrics, to EXPORT=<folder> or .lab/export
	@scripts/export "$(EXPORT)"

status: lab/target/lab.jar ## show running processes with start time and memory; ON=compose the containers
ifeq ($(ON),compose)
	@. infra/offline/docker && docker compose ps
else
	@lab/lab status
endif

down: lab/target/lab.jar ## stop what 'make up' started, with the same ON; data and traces stay
ifeq ($(ON),compose)
	@. infra/offline/docker && docker compose --profile '*' down
else
	@lab/lab down
endif

new-service: jdk ## add a service NAME=<name> with route, database, telemetry, tests, container and checks
	@scripts/new-service "$(NAME)"

test: verify rules ## run everything that must pass
	@tests/stack lab all

# Parts of 'make test', without help of their own: modules one by one against real Postgres, and packaged services, one as
# released; then alerts, routes, dashboards' schema, and the configuration of Prometheus and Alertmanager.
verify: jdk
	$(MVN) verify --threads 2
	$(MVN) verify --projects services/users --also-make -Dfaults=false $(ONLY_ITS) -Dit.test=WithoutFaultsIT \
		-Dfailsafe.failIfNoSpecifiedTests=false

rules: lab/target/lab.jar
	PROMTOOL=$$(lab/lab tool promtool) && AMTOOL=$$(lab/lab tool amtool) && SCHEMA=$$(lab/lab tool dashboard-schema) && \
		export PROMTOOL AMTOOL SCHEMA && \
		$(MVN) verify --projects tests/alerts,tests/dashboards --also-make --activate-profiles rules $(ONLY_ITS) -DexcludedGroups=stack

test-stack: lab/target/lab.jar ## test the whole system: ON=lab or compose, WHAT=all, pair, broken, dashboards, …; WHAT=help lists them
	@tests/stack "$(ON)" "$(WHAT)"

test-services: lab/target/lab.jar ## test SERVICES, by default all, packaged for RUNTIME=jvm or native
ifeq ($(RUNTIME),native)
	@RUNTIME=native lab/lab build $(SERVICES)
	$(MVN) verify -Dnative -Dquarkus.native.reuse-existing=true $(ONLY_ITS) --projects $(MODULES) --also-make
else ifeq ($(filter-out jvm,$(RUNTIME)),)
	$(MVN) verify --projects $(MODULES) --also-make
else
	@echo "No tests exist for RUNTIME=$(RUNTIME); set jvm or native."; exit 2
endif

pictures: lab/target/lab.jar ## take new pictures for docs/pictures, from a lab under load; needs Node and Chromium
	@tests/stack lab pictures

drill: lab/target/lab.jar ## provoke ALERT=<name>, or all, in a separate lab and follow it to its receiver
	@tests/drills/on-lab "$(ALERT)"

doctor: ## name what prevents a healthy start of the stack as containers
	@infra/doctor/host

compare: lab/target/lab.jar ## measure SERVICES on each runtime; keeps measurements; WHAT=report only writes the tables and plots
	@$(MVN) --quiet package --projects tests/compare --also-make -DskipTests
	@LAB_HOME=target/compare LAB_PORT_OFFSET=8500 SERVICES="$(SERVICES)" $(COMPARE) $(or $(WHAT),measure)

lint: lab/target/lab.jar ## check formats, build conventions, every script and every workflow
	$(MVN) validate spotless:check
	@ACTIONLINT=$$(lab/lab tool actionlint) tests/conventions/lint-scripts

format: jdk ## format every source
	$(MVN) spotless:apply

lab/target/lab.jar: $(LAB_SOURCES) | jdk
	@echo "Building the lab; the first build downloads Maven and its dependencies."
	@$(MVN) --quiet package --projects lab --also-make -DskipTests
	@touch $@

jdk:
	@test -n "$(JAVA_HOME)" || { lab/find-jdk; exit 1; }
