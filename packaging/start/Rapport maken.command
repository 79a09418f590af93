#!/bin/sh
# Dubbelklik: het programma vertelt wat het kan, en maakt een rapport van wat u in zijn venster sleept.
# Het staat naast dit bestand, of waar programma's staan.
PATH="$(dirname "$0"):$PATH:/usr/local/bin:/opt/homebrew/bin"
EENVORM_WINDOW=1 exec eenvorm "$@"
