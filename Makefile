# What: the only entry points that people, CI and workflows use.
# Change first: nothing; LAB_HOME and LAB_PORT_OFFSET in the environment move the lab.

SHELL := /bin/bash
.DEFAULT_GOAL := help

export JAVA_HOME := $(shell lab/find-jdk)
# Maven's own libraries use what JDK 25 warns of; nothing of ours does.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow

MVN := ./mvnw --batch-mode --no-transfer-progress
LAB := $(JAVA_HOME)/bin/java -cp "lab/target/lab.jar:lab/target/lib/*" example.shop.lab.Lab
LAB_SOURCES := pom.xml lab/pom.xml $(shell find lab/src/main -type f)

# The tests run a lab of their own beside the one of 'make up': other ports, other data, made anew each time.
E2E_LAB := LAB_HOME=target/lab LAB_PORT_OFFSET=9000
E2E_STACK := GATEWAY_URL=http://127.0.0.1:17000 PRODUCTS_URL=http://127.0.0.1:14000 USERS_URL=http://127.0.0.1:17080 \
	JAEGER_URL=http://127.0.0.1:25686 LOGS=$(CURDIR)/target/lab/logs POSTGRES=127.0.0.1:24432

.PHONY: help up demo status down measure test verify e2e lint format clean jdk

help: ## what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: lab/target/lab.jar ## start everything as plain processes, send real requests, draw their traces
	@$(LAB) up

demo: lab/target/lab.jar ## send requests through the gateway and draw their traces
	@$(LAB) demo

status: lab/target/lab.jar ## what runs, since when, with how much memory
	@$(LAB) status

down: lab/target/lab.jar ## stop what 'make up' started; data and traces stay
	@$(LAB) down

measure: ## what tracing costs: throughput of users with telemetry on and off; needs 'make up'
	@lab/measure-telemetry

test: verify e2e ## everything that must pass

verify: jdk ## format, conventions, tests of each module against real Postgres, packaged services
	$(MVN) verify

e2e: lab/target/lab.jar ## the whole system from outside, on a lab of its own
	$(E2E_LAB) $(LAB) down && rm -rf target/lab
	$(E2E_LAB) $(LAB) up && $(E2E_LAB) $(E2E_STACK) POSTGRES_PASSWORD=$$(cat target/lab/secrets/postgres) $(MVN) verify --projects tests/e2e --also-make --activate-profiles e2e -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false; \
		status=$$?; $(E2E_LAB) $(LAB) down; exit $$status

lint: jdk ## formats and the conventions of the build
	$(MVN) validate spotless:check

format: jdk ## write every source in the one format
	$(MVN) spotless:apply

clean: jdk ## delete what was built; the lab's data in .lab stays
	$(MVN) --quiet clean
	rm -rf target

lab/target/lab.jar: $(LAB_SOURCES) | jdk
	@echo "Building the lab; the first time downloads Maven and what it needs."
	@$(MVN) --quiet package --projects lab -DskipTests
	@touch $@

jdk:
	@test -n "$(JAVA_HOME)" || { lab/find-jdk; exit 1; }
