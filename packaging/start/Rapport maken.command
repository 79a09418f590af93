#!/bin/sh
# Dubbelklik: het programma vertelt wat het kan, en maakt een rapport van wat u in zijn venster sleept.
EENVORM_WINDOW=1 exec "$(dirname "$0")/eenvorm" "$@"
