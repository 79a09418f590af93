#!/usr/bin/env bash
# Makes the release archive of one target from its release build: `bash tools/archive.sh x86_64-unknown-linux-musl`.
# The binary that was just built writes its own manual page and completions, so it has to run on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name="eenvorm-v$version-$target"
case "$target" in *windows*) exe=.exe ;; *) exe= ;; esac
binary="target/$target/release/eenvorm$exe"

rm -rf "dist/$name"
mkdir -p "dist/$name/completions"
cp "$binary" LICENCE CHANGELOG.md SECURITY.md "dist/$name/"
python=$(command -v python || command -v python3)
# Pages that a double click opens: nothing on Windows opens Markdown by itself.
for page in BEGIN-HIER START; do
    "$python" tools/site.py --page "packaging/start/$page.md" "dist/$name/$page.html"
done
"$python" tools/site.py "dist/$name/docs"
# What docs/scale.md tells of.
mkdir "dist/$name/examples" && cp -r examples/duckdb examples/spark "dist/$name/examples/"
rm -rf "dist/$name/examples/spark/__pycache__"
# Messages name the pages as they stand in the checkout.
"$python" tools/site.py --markdown "dist/$name/docs"
"$python" tools/notices.py "$target" "dist/$name/LICENCES-OF-OTHERS.txt"
grep -q "SIL OPEN FONT LICENSE" "dist/$name/LICENCES-OF-OTHERS.txt"
# In a language that is named, so that it is not the one of the machine that builds.
"$binary" man --lang en > "dist/$name/eenvorm.1"
"$binary" man --lang nl > "dist/$name/eenvorm.nl.1"
for shell in bash zsh fish powershell elvish; do
    "$binary" completions "$shell" --lang en > "dist/$name/completions/eenvorm.$shell"
done
# Windows needs no launcher: forms are dropped on the program itself. A batch file breaks a path with an & in it.
case "$target" in
    *apple*) cp "packaging/start/Rapport maken.command" "dist/$name/" ;;
esac

cd dist
# Else tar on macOS puts a file `._NAME` beside each file that has attributes of that system.
export COPYFILE_DISABLE=1
# zip, for Windows opens nothing else by itself; Python is on every runner, `zip` is not.
case "$target" in
    *windows*) "$python" -c 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", ".", sys.argv[1])' "$name" ;;
    *) tar -czf "$name.tar.gz" "$name" ;;
esac
rm -rf "$name"
