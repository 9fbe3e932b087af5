#!/bin/sh
# packaging/lock.sh : rewrite requirements/*.txt from pyproject.toml. For maintainers; needs uv on the PATH.
# No --emit-index-url and no header: the lock files carry names, versions and hashes, never an address.
set -eu
compile() {
    uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --no-annotate --only-binary :all: pyproject.toml "$@"
}
compile -o requirements/run.txt
compile --extra test -c requirements/run.txt -o requirements/test.txt
compile --extra test --extra pack -c requirements/test.txt -o requirements/pack.txt
# Judging and fitting need what training needs; nothing of it is part of the program.
compile --extra judge -c requirements/pack.txt -o requirements/judge.txt
# What ours is measured beside; of the program only the benchmarks know it.
compile --extra test --extra bench -c requirements/test.txt -o requirements/bench.txt
