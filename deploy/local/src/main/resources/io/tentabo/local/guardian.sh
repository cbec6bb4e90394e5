# Ends the launcher's children when the launcher is gone, even when it was killed and could not do so itself.
#
# Standard input is a pipe from the launcher: "watch SIGNAL PID" and "forget PID" lines keep the list, and its end means
# that the launcher has ended. After an orderly stop the list is empty by then.
trap '' INT TERM HUP
readonly GRACE_SECONDS=10
children=

while read -r verb first second; do
    case "$verb" in
        watch) children="$children $first:$second" ;;
        forget)
            remaining=
            for child in $children; do
                [ "${child#*:}" = "$first" ] || remaining="$remaining $child"
            done
            children=$remaining
            ;;
    esac
done

for child in $children; do
    kill -s "${child%:*}" "${child#*:}" 2>/dev/null
done
waited=0
while [ "$waited" -lt "$GRACE_SECONDS" ]; do
    alive=
    for child in $children; do
        kill -0 "${child#*:}" 2>/dev/null && alive=yes
    done
    [ -n "$alive" ] || exit 0
    sleep 1
    waited=$((waited + 1))
done
for child in $children; do
    kill -s KILL "${child#*:}" 2>/dev/null
done
