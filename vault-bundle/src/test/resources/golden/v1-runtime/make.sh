#!/usr/bin/env bash
# How the bank beside this file was made, by a runtime of the time: make.sh REDOUBT FOLDER, as root. What is here is never made again, as later versions have to read
# it; a later form of the format gets a folder of its own.
set -euo pipefail
redoubt=$1
folder=$2
export REDOUBT_HOME=$folder/home
bank=$REDOUBT_HOME/var/bank
mkdir -p "$folder" && cd "$folder"

tree() {
    mkdir -p tree/deep/er "tree/with space" tree/many
    seq 1 100000 > tree/lines
    seq 1 300 | while read -r i; do echo "content $i" > "tree/many/$i"; done
    head -c 300000 /dev/zero | openssl enc -aes-128-ctr -K 0 -iv 0 -nosalt > tree/random 2> /dev/null
    : > tree/empty
    echo umlaut > tree/deep/er/grün
    ln tree/lines tree/deep/lines-again
    ln -s ../lines tree/deep/link
    ln -s nowhere tree/dangling
    mkfifo tree/pipe
    mknod tree/null c 1 3
    truncate -s 3M tree/sparse && printf data | dd of=tree/sparse bs=1 seek=1500000 conv=notrunc status=none
    setfattr -n user.note -v remark tree/lines
    setfacl -m u:12345:r tree/random
    chown 1234:5678 tree/empty && chmod 4711 tree/empty
    chmod 750 tree/deep
    find tree -exec touch -h -d '2020-02-02 02:02:02.123456789' {} +
}

image() {
    truncate -s 4M disk.img
    seq 1 60000 | dd of=disk.img bs=4096 seek=100 conv=notrunc status=none
}

protect() {
    "$redoubt" protect 'Host::Server#web' --json | sed -n 's/.*"checkpoint":{[^}]*"id":"\([^"]*\)".*/\1/p'
}

tree
image
"$redoubt" providers > /dev/null
"$redoubt" stop
printf 'name="web"\nvolumes=["%s","%s"]\ngrade="application"\nfreeze=["true"]\nthaw=["true"]\n' "$folder/tree" "$folder/disk.img" \
    > "$REDOUBT_HOME/etc/org.redoubt.server.command-web.config"
"$redoubt" start

# What is deleted, so that packs are stored anew and others go.
seq 200000 260000 > tree/doomed
doomed=$(protect)
rm tree/doomed && find tree -type d -exec touch -h -d '2020-02-02 02:02:02.123456789' {} +
first=$(protect)
"$redoubt" delete "$doomed" --purge
"$redoubt" collect --without-grace
# An index object that is lost, and found again.
rm "$(find "$bank" -path '*/runs/*' -type f | sort | head -n 1)"
"$redoubt" repair
# New keys, under which the second one is stored: changes in a file and in the image, and a file that is gone.
"$redoubt" key rotate
echo changed >> tree/lines && touch -d '2021-01-01 01:01:01' tree/lines
rm tree/many/7 && touch -h -d '2020-02-02 02:02:02.123456789' tree/many
printf changed | dd of=disk.img bs=1 seek=500000 conv=notrunc status=none
second=$(protect)
"$redoubt" verify "$first" && "$redoubt" verify "$second"
"$redoubt" stop

printf 'first=%s\nsecond=%s\n' "$first" "$second" > checkpoints
cp "$REDOUBT_HOME/etc/keys/vault.key" vault.key
# What the second one holds.
(cd tree && LC_ALL=C find . -mindepth 1 -printf '%P|%y|%m|%U|%G|%u|%g|%T@|%l\n' | LC_ALL=C sort) > entries
(cd tree && LC_ALL=C find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; cd .. && sha256sum disk.img) > digests
(cd tree && LC_ALL=C getfattr -R -h -d -m - -e hex . | awk '/^# file: / { path = substr($0, 9); next } /=/ { print path "|" $0 }' | LC_ALL=C sort) > attributes
