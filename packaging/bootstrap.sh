#!/bin/sh
# packaging/bootstrap.sh run|test|pack|judge|bench : make .venv hold what requirements/<set>.txt says.
# Silent, offline and a few milliseconds when nothing changed. PY=/path/to/python3.12 chooses the interpreter.
# Paths are relative throughout: the checkout may have spaces in its path, be renamed or moved.
set -eu
set_=$1
lock=requirements/$set_.txt
say() { printf '%s\n' "$*" >&2; }

# The first Python that is new enough; `python3` may be an older one than a `python3.12` beside it.
choose() {
    for candidate in ${PY:-python3 python3.13 python3.12 python3.11 python3.14}; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -IS -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$candidate"
        return
    done
}

# What .venv was made from and for: the stamp is compared by content, since a checkout does not keep times.
key() { printf '3 %s %s' "$(cksum <"requirements/$1.txt")" "$(cat .venv/.python 2>/dev/null)"; }
current() { [ -f ".venv/.stamp-$1" ] && [ "$(cat ".venv/.stamp-$1")" = "$(key "$1")" ] && [ -x .venv/bin/python ]; }
# Each set contains the ones before it (packaging/lock.sh compiles them so); `judge` contains only the first, `bench`
# the first two.
case $set_ in
    run) enough="run test pack judge bench" ;;
    test) enough="test pack bench" ;;
    pack) enough="pack" ;;
    judge) enough="judge" ;;
    bench) enough="bench" ;;
    *) say "usage: sh packaging/bootstrap.sh run|test|pack|judge|bench"; exit 2 ;;
esac

# A PY that differs from the one .venv was made with asks for a new .venv; otherwise the made one is kept.
if [ -z "${PY:-}" ] || [ "$(cat .venv/.python 2>/dev/null)" = "$(command -v "$PY") $("$PY" -V 2>&1)" ]; then
    for one in $enough; do if current "$one"; then exit 0; fi; done
fi

# One bootstrap per checkout at a time.
if [ "${BOOTSTRAP_LOCKED:-}" != 1 ] && command -v flock >/dev/null 2>&1; then
    export BOOTSTRAP_LOCKED=1
    exec flock .bootstrap.lock sh "$0" "$@"
fi

python=$(choose)
[ -n "$python" ] || {
    say "Python 3.11 or newer is needed${PY:+ (PY=$PY is not)}. On Debian or Ubuntu, as root:"
    say "    apt-get update && apt-get install -y python3 python3-venv"
    say "or name one: PY=/path/to/python3.12 make ..."
    exit 1
}
"$python" - <<'P' || exit 1
import sys
missing = []
for name in ("ssl", "ctypes", "zlib", "venv"):
    try:
        __import__(name)
    except ImportError as problem:
        missing.append("%s (%s)" % (name, problem))
if missing:
    sys.exit("This Python (%s) lacks modules the program needs: %s.\nInstall the libraries they are built on and "
             "build it again, or use the distribution's python3." % (sys.executable, ", ".join(missing)))
P
# Debian ships venv without its ensurepip; a venv made without it is broken, so ask before making one.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    sh packaging/apt.sh "Python's venv module" "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi

# A .venv of another Python, or the rest of a broken attempt, is made anew.
made="$python $("$python" -V 2>&1)"
if [ "$(cat .venv/.python 2>/dev/null)" != "$made" ] || ! .venv/bin/python -m pip -V >/dev/null 2>&1; then
    rm -rf .venv
    say "Making .venv with $("$python" -V 2>&1) ..."
    "$python" -m venv .venv
    printf '%s\n' "$made" >.venv/.python
fi
say "Installing what $lock lists (about 200 MB the first time) ..."
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install -q --no-compile --no-input \
    --only-binary :all: --require-hashes -r "$lock" || {
    say "Installing the Python packages failed (see above): is the package index reachable?"
    say "Proxy and certificate settings pip obeys: PIP_INDEX_URL, HTTPS_PROXY, PIP_CERT."
    exit 1
}
key "$set_" >".venv/.stamp-$set_"
