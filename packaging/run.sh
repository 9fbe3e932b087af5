#!/bin/sh
# packaging/run.sh [ARGUMENT...] : the window where there is a display, the demo into out/ where there is none.
set -eu

# A display that is named but cannot be opened would make Qt abort, so it is tried first.
has_display() {
    case ${QT_QPA_PLATFORM:-} in offscreen | minimal) return 1 ;; esac
    [ "$(uname -s)" = Linux ] || return 0
    [ -z "${WAYLAND_DISPLAY:-}" ] || return 0
    [ -n "${DISPLAY:-}" ] || return 1
    .venv/bin/python -IS - <<'P' || { echo "The display $DISPLAY cannot be opened." >&2; return 1; }
import ctypes

x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
raise SystemExit(0 if x11.XOpenDisplay(None) else 1)
P
}

# A verb needs no display; neither does asking for help.
case ${1:-} in
    "" | --sample) ;;
    *) exec .venv/bin/python main.py "$@" ;;
esac

if has_display; then
    sh packaging/syslibs.sh desktop
    # The first time from a checkout the sample opens; from then on the reader's own workspace.
    if [ $# = 0 ] && [ ! -f .venv/.sample-shown ]; then
        : >.venv/.sample-shown
        echo "Opening the sample workspace, where nothing is real. The next \`make run\` opens your own."
        exec .venv/bin/python main.py --sample
    fi
    exec .venv/bin/python main.py "$@"
fi

echo "No display here: walking the sample journey without a window instead ..."
QT_QPA_PLATFORM=offscreen .venv/bin/python main.py demo --out out
echo
echo "Done. Look in out/: the documents as PDF, pictures of the screens in light and dark, and journey.json,"
echo "which names every step with its figures. To see the window, run this in a desktop session, or:"
echo "    xvfb-run -a make run        (needs the packages xvfb and xauth)"
