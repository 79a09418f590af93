#!/usr/bin/env bash
# Fills in the templates of the package managers: `bash packaging/render.sh 0.2.0 https://… dist/SHA256SUMS`.
set -euo pipefail
cd "$(dirname "$0")"

version=$1 repository=$2 sums=$(cd "$OLDPWD" && realpath "$3")
out=../dist/packaging
for template in winget/*.yaml scoop/*.json homebrew/*.rb; do
    mkdir -p "$out/$(dirname "$template")"
    text=$(sed -e "s|{VERSION}|$version|g" -e "s|{REPOSITORY}|$repository|g" "$template")
    # A line of the sums: `HASH  eenvorm-v0.2.0-TARGET.zip`.
    while read -r hash file; do
        target=${file#"eenvorm-v$version-"}
        target=${target%.zip}
        text=${text//"{SHA256_${target%.tar.gz}}"/$hash}
    done < "$sums"
    if grep -q '{SHA256_' <<< "$text"; then
        echo "$template: a checksum is missing in $sums" >&2
        exit 1
    fi
    printf '%s\n' "$text" > "$out/$template"
done
