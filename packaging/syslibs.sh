#!/bin/sh
# packaging/syslibs.sh core|desktop [tool...] : the shared libraries Qt needs that no wheel carries, and named tools.
# Silent when all are there. A library is present when it loads, whatever package or prefix it came from.
set -eu
[ "$(uname -s)" = Linux ] || exit 0
core="libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11.so.6=libx11-6 libdbus-1.so.3=libdbus-1-3
    libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6 libgthread-2.0.so.0=libglib2.0-0
    libxkbcommon.so.0=libxkbcommon0"
desktop="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
    libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0 libxcb-render.so.0=libxcb-render0
    libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0 libxcb-shm.so.0=libxcb-shm0
    libxcb-sync.so.1=libxcb-sync1 libxcb-util.so.1=libxcb-util1 libxcb-xfixes.so.0=libxcb-xfixes0
    libxcb-xkb.so.1=libxcb-xkb1 libX11-xcb.so.1=libx11-xcb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0
    libwayland-client.so.0=libwayland-client0 libwayland-cursor.so.0=libwayland-cursor0
    libwayland-egl.so.1=libwayland-egl1"
case $1 in
    core) list=$core ;;
    desktop) list="$core $desktop" ;;
    *) echo "usage: sh packaging/syslibs.sh core|desktop [tool...]" >&2; exit 2 ;;
esac
shift
missing=$(.venv/bin/python -IS - $list <<'P'
import ctypes
import sys

for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
P
)
for tool in "$@"; do
    case $tool in binutils) program=objdump ;; xvfb) program=Xvfb ;; *) program=$tool ;; esac
    command -v "$program" >/dev/null 2>&1 || missing="$missing $tool"
done
[ -z "$missing" ] || exec sh packaging/apt.sh "Something the program needs from the system" $missing
