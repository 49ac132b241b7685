#!/bin/sh
# Puts ffmpeg and two fonts beside the Functions app, where its package takes them from. Needs Node.js with npm; pinned versions.
set -eu
target=$(cd "$(dirname "$0")/../../functions/Glacier.Functions" && pwd)/tools
[ -x "$target/ffmpeg" ] && [ -f "$target/DejaVuSans.ttf" ] && [ -f "$target/DejaVuSerif.ttf" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# the package fetches the binary of the platform it is told: the app runs on Linux wherever this runs
npm_config_platform=linux npm_config_arch=x64 npm install --prefix "$work" --no-audit --no-fund --loglevel=error ffmpeg-static@5.3.0 dejavu-fonts-ttf@2.37.3
mkdir -p "$target"
cp "$work/node_modules/ffmpeg-static/ffmpeg" "$work/node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf" "$work/node_modules/dejavu-fonts-ttf/ttf/DejaVuSerif.ttf" "$target/"
chmod 755 "$target/ffmpeg"
