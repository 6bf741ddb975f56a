# Freezes a server, waits, and thaws it, whatever becomes of the runtime that asked for it.
#
# Whatever ends the wait leads to the thaw: a line on standard input (the runtime asks), its end (the runtime is gone), the end of the budget.
# As one process freezes and thaws, a freeze that is late cannot come after its thaw. What is reported goes to standard error, a line each:
#   frozen STATUS            the freeze command has ended
#   failed STATUS OUTPUT     the thaw command has failed and is tried again
#   thawed WHY, nothing WHY  the end; nothing: it was not frozen any more
# Nothing is written to a file before the thaw, and here-documents, which may be files, are not used.

unset REDOUBT_WATCHDOG
server=$1 budget=$2 freezeTimeout=$3 thawTimeout=$4 notFrozen=$5 trace=$6 freeze=$7 thaw=$8

# Handled and not ignored: what is ignored would be ignored by the commands as well, and by what they leave behind.
trap : HUP INT TERM

# In a process of its own: when nobody reads any more, only that one dies of it.
say() {
    (printf '%s\n' "$*" >&2)
}

# In hundredths of a second since the boot, so that nobody who sets the clock prolongs a freeze.
now() {
    read -r now idle </proc/uptime
    now=${now%.*}${now#*.}
}

# What a command leaves behind may hold the pipe for ever, so its output is read up to the status and not to the end.
run_thaw() {
    { eval "timeout -s KILL $thawTimeout $thaw" </dev/null; printf '\nredoubt-status %s\n' $?; } 2>&1 \
        | sed '/^redoubt-status /q' | tail -c 320 | tr '\n' ' '
}

says_nothing_frozen() {
    [ -n "$notFrozen" ] && case $output in *"$notFrozen"*) true ;; *) false ;; esac
}

now
end=$((now + budget))
eval "timeout -s KILL $freezeTimeout $freeze" </dev/null 2>&1
frozen=$?
# From here on only the freeze command and what it has left behind hold the output.
exec >&2
say frozen $frozen

why=failed
if [ $frozen -eq 0 ]; then
    now
    rest=$((end - now))
    why=over
    if [ $rest -gt 0 ]; then
        # Without the output and the reports: should the watchdog be killed, only what it holds itself tells the runtime so.
        timeout -s KILL "$((rest / 100)).$(printf %02d $((rest % 100)))" /bin/sh -c 'read -r line' >/dev/null 2>&1
        case $? in
            0) why=asked ;;
            1) why=gone ;;
            124 | 137) why=over ;;
            *) why=told ;;
        esac
    fi
fi

tries=0
outcome=failed
while [ $((tries += 1)) -le 1000 ]; do
    output=$(run_thaw)
    status=${output##*redoubt-status }
    status=${status% }
    output=${output%redoubt-status *}
    if [ "$status" = 0 ]; then
        outcome=thawed
        break
    fi
    if says_nothing_frozen; then
        # A freeze that was killed may still come about while the kernel ends it.
        if [ $frozen -lt 128 ] || [ $tries -ge 10 ]; then
            outcome=nothing
            break
        fi
    else
        say failed "$status" "$output"
    fi
    sleep 1
done

# The runtime is asked to remember it only when it could not hear of it; not in the foreground, as a full or slow disk must not matter.
case $why in
    gone | told) [ -z "$trace" ] || (printf '%s\n%s\n' "$outcome" "$server" >"$trace") & ;;
esac
[ $outcome = failed ] || say $outcome $why
