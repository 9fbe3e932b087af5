#!/bin/sh
# packaging/apt.sh WHAT PACKAGE... : install Debian packages as root (or by sudo), else say exactly what to type.
set -eu
what=$1
shift
command="apt-get install -y --no-install-recommends $*"
say() { printf '%s\n' "$*" >&2; }
if ! command -v apt-get >/dev/null 2>&1; then
    say "$what is missing, and this is not a Debian-like system. Install what corresponds to: $*"
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
elif command -v sudo >/dev/null 2>&1 && [ -t 0 ] && [ -t 2 ]; then
    as_root=sudo
    say "$what is missing; sudo will ask for your password to install: $*"
else
    say "$what is missing. As root run:"
    say "    apt-get update && $command"
    say "then run make again."
    exit 1
fi
say "Installing: $*"
log=$(mktemp)
# The first try uses the package lists as they are; only a failure is worth the download of new ones.
for try in 1 2; do
    if [ "$try" = 2 ]; then
        $as_root apt-get -o DPkg::Lock::Timeout=120 update >>"$log" 2>&1 || true
    fi
    if $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 \
        install -y --no-install-recommends "$@" >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
done
tail -n 20 "$log" >&2
rm -f "$log"
say "Installing failed (see above). As root run:"
say "    apt-get update && $command"
exit 1
