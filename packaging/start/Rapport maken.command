#!/bin/sh
# Dubbelklik: het programma vertelt wat het kan. Met bestanden of mappen erbij maakt het een rapport.
EENVORM_WINDOW=1 exec "$(dirname "$0")/eenvorm" "$@"
