#!/bin/sh
# Before the package goes, its service ends as it does at a shutdown. Recordings and state stay, as all that a person made.
set -e
if [ "${1:-}" = remove ] && [ -d /run/systemd/system ]; then
  systemctl --no-reload disable --now millrace.service >/dev/null 2>&1 || true
fi
