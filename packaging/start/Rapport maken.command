#!/bin/sh
# Dubbelklik: het programma vertelt wat het kan, en maakt een rapport van wat u in zijn venster sleept.
# Het staat naast dit bestand, of waar programma's staan.
PATH="$(dirname "$0"):$PATH:/usr/local/bin:/opt/homebrew/bin"
if ! command -v eenvorm > /dev/null; then
    echo "Het programma eenvorm staat niet naast dit bestand, en niet waar programma's staan (zoals /usr/local/bin)."
    echo "Pak het archief opnieuw uit, en dubbelklik dit bestand in de map die er dan staat."
    read -r _
    exit 1
fi
EENVORM_WINDOW=1 exec eenvorm "$@"
