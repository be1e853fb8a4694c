# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Draws mutants of a driver: its source with one line changed, where a rule reached that line. Reads lines.csv of
# covered.sh, then the source; writes m001.c and so on to dir, and prints a line for each:
#
#   NAME  line  kind  before  after  rules     with tabs between; the rules are those that reached the line
#
# Variables: dir, nr (how many), seed, wanted (the source), only (lines, as 10-20,31; or all). m000 is the source as it is. A kind is drawn as often as another, as long as
# it has lines left. What only tells people something is left alone, since no program could miss it.

# Is this one of the lines that are asked for?
function is_asked_for(line,    n, parts, i, ends) {
	n = split(only, parts, ",")
	for (i = 1; i <= n; i++) {
		split(parts[i] "-" parts[i], ends, "-")
		if (line >= ends[1] + 0 && line <= ends[2] + 0)
			return 1
	}
	return !n
}

function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }

# Is every parenthesis closed?
function balanced(text,    opened, closed) {
	opened = gsub(/\(/, "", text)
	closed = gsub(/\)/, "", text)
	return opened == closed
}

# Where the parenthesis that opens at @at closes, or 0
function closes(text, at,    i, depth, c) {
	for (i = at; i <= length(text); i++) {
		c = substr(text, i, 1)
		depth += (c == "(") - (c == ")")
		if (!depth)
			return i
	}
	return 0
}

function add(kind, after) {
	if (after == source[line] || (kind, line, after) in known)
		return
	known[kind, line, after]
	of_kind[kind, ++nr_of[kind]] = line SUBSEP after
}

function indent_of(text) { match(text, /^[ \t]*/); return substr(text, 1, RLENGTH) }

function is_declaration(text) {
	return text ~ /^(const|static|struct|enum|union|unsigned|signed|u8|u16|u32|u64|s8|s16|s32|s64|int|bool|size_t|ssize_t|long|void|char|[a-z_]+_t|LIST_HEAD|DEFINE_[A-Z]+)[ (]/
}

function is_message(text) {
	return text ~ /^(dev|pr|netdev)_(dbg|err|info|warn|notice|crit|vdbg)(_once|_ratelimited)?\(/
}

# A statement that has this line for itself, and nothing of the line before
function is_statement(text) {
	return text ~ /;$/ && balanced(text) && text !~ /^([{}#*]|\/|case |default:|for |while |do |else|return|if )/ &&
		!is_declaration(text) && !is_message(text) && before ~ /([;{}:)\/]|else|do)$/
}

# One that leaves, and is all that a condition guards
function is_guarded_exit(text) {
	return text ~ /^(return[ ;]|goto |break;|continue;)/ && text ~ /;$/ && before ~ /^((\} )?else )?if \(.*\)$/
}

function is_lock(text) { return text ~ /^(raw_)?(spin|mutex|read|write)_?(lock|unlock|trylock)[a-z_]*\(/ }

function change_statement(text) {
	if (is_lock(text))
		add("lock", indent_of(source[line]) ";")
	else if (is_statement(text) && text ~ /^list_del(_init)?\(/)
		add("list", indent_of(source[line]) ";")
	else if (is_statement(text) || is_guarded_exit(text))
		add("delete", indent_of(source[line]) ";")
}

function change_condition(text,    at, end, inner) {
	if (match(source[line], /if \(/)) {
		at = RSTART + 3
		end = closes(source[line], at)
		if (end) {
			inner = substr(source[line], at + 1, end - at - 1)
			add("negate", substr(source[line], 1, at) "!(" inner "))" substr(source[line], end + 1))
		}
	}
	replace("negate", " == ", " != ")
	replace("negate", " != ", " == ")
	replace("negate", " && ", " || ")
	replace("negate", " [|][|] ", " \\&\\& ")
}

function replace(kind, pattern, to,    text) {
	text = source[line]
	if (sub(pattern, to, text))
		add(kind, text)
}

function change_bound() {
	replace("off-by-one", " < ", " <= ")
	replace("off-by-one", " <= ", " < ")
	replace("off-by-one", " > ", " >= ")
	replace("off-by-one", " >= ", " > ")
	replace("off-by-one", " [+-] 1;", ";")
	replace("off-by-one", " [+-] 1,", ",")
	replace("off-by-one", " [+-] 1[)]", ")")
	replace("off-by-one", " [+-] 1\\]", "]")
}

function change_list() {
	replace("list", "list_add_tail\\(", "list_add(")
	replace("list", "list_add\\(", "list_add_tail(")
	replace("list", "list_move_tail\\(", "list_move(")
	replace("list", "list_splice_tail_init\\(", "list_splice_init(")
	replace("list", "list_splice_tail_init\\(", "list_splice_tail(")
	replace("list", "list_first_entry\\(", "list_last_entry(")
	replace("list", "list_last_entry\\(", "list_first_entry(")
	replace("list", "!list_empty\\(", "list_empty(")
}

# The first two arguments, and the last two, of each call on the line
function change_order(    text, from, at, end, n, args) {
	text = source[line]
	for (from = 1; match(substr(text, from), /[a-zA-Z_0-9]+\(/); from = at) {
		at = from + RSTART + RLENGTH - 1
		end = closes(text, at - 1)
		if (!end || substr(text, from + RSTART - 1, RLENGTH) ~ /^(container_of|list_[a-z_]*entry[a-z_]*|for_each[a-z_]*|sizeof|[a-z_]*lock[a-z_]*|from_tasklet)\(/)
			continue
		n = split_arguments(substr(text, at, end - at), args)
		if (n < 2)
			continue
		add("swap", substr(text, 1, at - 1) joined(args, n, 1) substr(text, end))
		add("swap", substr(text, 1, at - 1) joined(args, n, n - 1) substr(text, end))
	}
}

function split_arguments(text, args,    i, c, depth, n) {
	n = 1
	args[1] = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		depth += (c ~ /[({\[]/) - (c ~ /[)}\]]/)
		if (c == "," && !depth)
			args[++n] = ""
		else
			args[n] = args[n] c
	}
	return n
}

# All arguments, the one at @at and the next having changed places
function joined(args, n, at,    i, text, from) {
	for (i = 1; i <= n; i++) {
		from = i == at ? i + 1 : i == at + 1 ? i - 1 : i
		text = text (i > 1 ? ", " : "") trim(args[from])
	}
	return text
}

# What rules reached, of the one source that is asked for
FILENAME ~ /lines[.]csv$/ {
	n = split($0, column, ",")
	if (column[1] == wanted && column[3] > 0) {
		by = ""
		m = split(column[4], names, " ")
		for (i = 1; i <= m; i++)
			if (names[i] !~ /^\(/)
				by = by (by ? " " : "") names[i]
		reached[column[2]] = by
	}
	next
}

{ source[FNR] = $0; last = FNR }

END {
	random = seed
	for (line = 1; line <= last; line++) {
		text = trim(source[line])
		if (text == "" || text ~ /^(\/?[*]|#)/)
			continue
		if (reached[line] != "" && is_asked_for(line) && source[line] ~ /^[ \t]/ && !is_message(text)) {
			change_statement(text)
			change_condition(text)
			change_bound()
			change_list()
			change_order()
		}
		before = text
	}
	draw()
}

# The same numbers whichever awk this is
function draw_below(n) {
	random = (random * 16807 + 7) % 2147483647
	return random % n
}

# draw(): a kind after the other has its turn, until there are enough
function draw(    kinds, k, chosen, left, pick, part, i) {
	k = split("delete negate off-by-one swap lock list", kinds, " ")
	write("m000", 0, "")
	for (left = 1; chosen < nr && left; ) {
		left = 0
		for (i = 1; i <= k && chosen < nr; i++) {
			if (!nr_of[kinds[i]])
				continue
			left = 1
			pick = 1 + draw_below(nr_of[kinds[i]])
			split(of_kind[kinds[i], pick], part, SUBSEP)
			of_kind[kinds[i], pick] = of_kind[kinds[i], nr_of[kinds[i]]--]
			chosen++
			write(sprintf("m%03d", chosen), part[1], part[2])
			printf "m%03d\t%d\t%s\t%s\t%s\t%s\n", chosen, part[1], kinds[i],
				trim(source[part[1]]), trim(part[2]), reached[part[1]]
		}
	}
}

function write(name, at, text,    file, i) {
	file = dir "/" name ".c"
	for (i = 1; i <= last; i++)
		print i == at ? text : source[i] > file
	close(file)
}
