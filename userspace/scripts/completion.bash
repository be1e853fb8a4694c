# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Completion for bash. The tool itself says how its command line may go on, so that nothing here has to
# know a command, an option or a knob. Installed as share/bash-completion/completions/dmarig.
# shellcheck shell=bash

# Readline replaces what is behind the last = or : only, if these end words.
_dmarig_cut() {
	local word=$1 head='' i

	case $COMP_WORDBREAKS in *=*) [[ $word == *=* ]] && head=${word%=*}= ;; esac
	case $COMP_WORDBREAKS in *:*) [[ ${word#"$head"} == *:* ]] && head=${word%:*}: ;; esac
	for i in "${!COMPREPLY[@]}"; do
		COMPREPLY[i]=${COMPREPLY[i]#"$head"}
	done
}

_dmarig() {
	local line=${COMP_LINE:0:COMP_POINT} word found words

	read -ra words <<<"$line"
	[[ $line == *[[:space:]] ]] && words+=('')
	word=${words[-1]}
	COMPREPLY=()
	while IFS= read -r found; do
		case $found in
		@files) compopt -o filenames 2>/dev/null
			mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
		@directories) compopt -o filenames 2>/dev/null
			mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
		*=) compopt -o nospace 2>/dev/null
			COMPREPLY+=("$found") ;;
		*) COMPREPLY+=("$found") ;;
		esac
	done < <("${words[0]}" help --complete -- "${words[@]:1}" 2>/dev/null)
	_dmarig_cut "$word"
}

complete -F _dmarig dmarig
