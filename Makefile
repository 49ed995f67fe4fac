# Everything a maintainer or a CI job runs. Needs Python 3.11 or newer with venv, and make.

SITE_URL ?= http://localhost:8000/
PYTHON ?= python3
RUN := .venv/bin/python
LOCKED := requirements.txt requirements-pdf.txt requirements-import.txt
CORPUS ?= ../corpus

.PHONY: offline publish-suite site pdf serve import import-score check test lint links workflows audit sbom zensical bench search-bench lock clean

site: .venv/site ## Build the site into site/
	$(RUN) -m generator site --site-url $(SITE_URL)

pdf: .venv/pdf ## Build the site into site/ with the plan as PDF, which pages then link to
	$(RUN) -m generator site --site-url $(SITE_URL) --pdf

offline: site ## Pack the site as plan.zip, which works from a disk without a server
	$(RUN) -m generator offline site plan.zip

serve: .venv/site ## Build, show at http://localhost:8000/ and follow changes
	$(RUN) -m generator serve

import: .venv/import ## Draft a plan's data from the document FILE into plan_draft/
	$(RUN) -m generator import $(FILE)

import-score: .venv/test ## Score the importer on the labelled documents in the folder CORPUS
	PYTHONPATH=. $(RUN) tests/importer/score.py $(CORPUS)

check: .venv/site ## Check the plan's data, also against the document as issued
	$(RUN) -m generator check

test: .venv/test .venv/browser lint ## Run every check and test
	$(RUN) -m pytest -n auto --cov

lint: .venv/test ## Check style and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

links: .venv/test ## Check every link of the built site, offline
	$(RUN) tests/built_site.py site

workflows: .venv-ci/installed ## Check the workflows for mistakes and holes, offline
	.venv-ci/bin/zizmor --offline --persona pedantic .github
	if command -v actionlint; then actionlint; fi

audit: .venv-ci/installed ## Ask the vulnerability service about every locked package
	for list in requirements*.txt; do \
		.venv-ci/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
			--requirement $$list || failed=1; \
	done; test -z "$$failed"

sbom: .venv-ci/installed ## Write what the site is made with to sbom.cdx.json (CycloneDX)
	cat $(LOCKED) | .venv-ci/bin/python -W ignore::UserWarning -m cyclonedx_py requirements \
		--pyproject pyproject.toml --output-reproducible --validate --output-file sbom.cdx.json -

zensical: site .venv/test .venv-zensical/installed ## Build with Zensical too and show what differs
	$(RUN) tests/engine/compare.py .venv-zensical/bin/zensical site site-zensical

publish-suite: .venv/test .venv/browser ## Publish to real servers here while readers read and things break
	PYTHONPATH=.:tests/publish $(RUN) tests/publish/suite.py

bench: .venv/test ## Measure time, memory and size, for the plan and a large made-up one
	$(RUN) tests/bench.py

search-bench: .venv/test .venv/browser ## Measure the search: hits, sizes and times, also for 10,000 tasks
	$(RUN) tests/search/measure.py

lock: ## Lock the dependencies again, with hashes (needs uv)
	for list in requirements*.in; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header --output-file "$${list%.in}.txt" "$$list" || exit 1; \
	done

clean: ## Remove what was built and installed
	rm -rf plan.zip plan_draft site site.unfinished site-zensical pdf sbom.cdx.json .venv .venv-ci .venv-zensical

.venv/site: requirements.txt
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/import: requirements-import.txt .venv/site
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-import.txt
	touch $@

.venv/pdf: requirements-pdf.txt .venv/site
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pdf.txt
	sh tests/install-browser.sh
	touch $@

.venv/test: requirements-test.txt .venv/site
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

.venv/browser: .venv/test
	sh tests/install-browser.sh
	sh tests/install-servers.sh
	touch $@

.venv-ci/installed .venv-zensical/installed: .venv-%/installed: requirements-%.txt
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@
