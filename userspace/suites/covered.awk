# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Adds up what "gcov -b -c -t" says, for each WHO of lines "@who WHO" before it; see covered.sh for what it writes.
# Variables: own (a pattern of sources that count), strip (one of what their paths begin with), dir.

function percent(part, all) { return all ? sprintf("%.0f %%", 100 * part / all) : "none" }

function base(path) { sub(/.*\//, "", path); return path }

function add_line(count) {
	if (!((src, line) in text)) {
		text[src, line] = code
		last[src] = line > last[src] ? line : last[src]
		lines[src]++
	}
	if (count <= 0)
		return
	if (!hits[src, line])
		reached[src]++
	hits[src, line] += count
	if (!((who, src, line) in seen)) {
		seen[who, src, line]
		by[src, line] = by[src, line] " " who
		nr_by[src, line]++
		of_who[who]++
	}
}

function add_branch(count) {
	if (!((src, line, branch) in taken)) {
		taken[src, line, branch] = 0
		nr_branches[src, line] = branch + 1
		branches[src]++
	}
	if (count > 0) {
		if (!taken[src, line, branch])
			gone[src]++
		taken[src, line, branch] += count
		if (!((who, src, line, branch) in seen)) {
			seen[who, src, line, branch]
			branches_of_who[who]++
		}
	}
	branch++
}

/^@who / { who = $2; if (!(who in known)) { known[who]; whos[++nr_whos] = who } next }

/^ *-: +0:Source:/ {
	src = $0
	sub(/^ *-: +0:Source:/, "", src)
	sub(strip, "", src)
	mine = src ~ own
	if (mine && !(src in files)) { files[src]; sources[++nr_sources] = src }
	name = ""
	next
}
!mine { next }

/^function / { name = $2; calls[src, name] += $4; next }
/^branch / {
	add_branch($0 ~ /never executed/ ? 0 : $4 + 0)
	next
}
/^ *([0-9]+[*]?|-|#####|=====): *[0-9]+:/ {
	split($0, part, ":")
	line = part[2] + 0
	branch = 0
	if (line == 0 || part[1] ~ /-$/)
		next
	code = $0
	sub(/^[^:]*:[^:]*:/, "", code)
	if (name != "" && !((src, name) in begins)) {
		begins[src, name] = line
		functions[src] = functions[src] " " name
	}
	name = ""
	add_line(part[1] + 0)
}

function write_info(src,    info, n, names, i, j) {
	info = dir "/cover.info"
	printf "TN:\nSF:%s\n", src > info
	n = split(functions[src], names, " ")
	for (i = 1; i <= n; i++)
		printf "FN:%d,%s\nFNDA:%d,%s\n", begins[src, names[i]], names[i], calls[src, names[i]], names[i] > info
	for (i = 1; i <= last[src]; i++) {
		if (!((src, i) in text))
			continue
		printf "DA:%d,%d\n", i, hits[src, i] > info
		for (j = 0; j < nr_branches[src, i]; j++)
			printf "BRDA:%d,0,%d,%s\n", i, j, hits[src, i] ? taken[src, i, j] + 0 : "-" > info
	}
	print "end_of_record" > info
}

function write_lines(src,    i) {
	for (i = 1; i <= last[src]; i++) {
		if (!((src, i) in text))
			continue
		printf "%s,%d,%d,%s\n", src, i, hits[src, i], substr(by[src, i], 2) > (dir "/lines.csv")
		if (!hits[src, i])
			printf "%s:%d:%s\n", base(src), i, text[src, i] > (dir "/unreached.txt")
		else if (nr_by[src, i] == 1)
			only[substr(by[src, i], 2)]++
	}
}

# The functions of a source that nobody entered
function asleep(src,    n, names, i, list) {
	n = split(functions[src], names, " ")
	for (i = 1; i <= n; i++)
		if (!calls[src, names[i]])
			list = list (list ? ", " : "") names[i]
	return list
}

# The first dozen of a list; files.txt has them all
function some(list,    n, names, i, text) {
	n = split(list, names, ", ")
	for (i = 1; i <= n && i <= 12; i++)
		text = text (i > 1 ? ", " : "") names[i]
	return n > 12 ? text " and " n - 12 " more" : text
}

function sentence(what, src_lines, src_reached, src_branches, src_gone, list) {
	return sprintf("%s: %s of lines (%d of %d), %s of branches (%d of %d); %s", what,
		percent(src_reached, src_lines), src_reached, src_lines,
		percent(src_gone, src_branches), src_gone, src_branches,
		list == "" ? "every function is reached" : "not reached: " list)
}

END {
	if (!nr_sources) {
		print "nothing was counted: no source matches " own
		exit 3
	}
	printf "" > (dir "/unreached.txt")
	print "source,line,count,by" > (dir "/lines.csv")
	for (i = 1; i <= nr_sources; i++) {
		src = sources[i]
		write_info(src)
		write_lines(src)
		said = sentence(base(src), lines[src], reached[src], branches[src], gone[src], asleep(src))
		print said > (dir "/files.txt")
		all_lines += lines[src]; all_reached += reached[src]
		all_branches += branches[src]; all_gone += gone[src]
		if (asleep(src) != "")
			list = list (list ? ", " : "") asleep(src)
	}
	print "who,lines,branches,lines_of_nobody_else" > (dir "/rules.csv")
	for (i = 1; i <= nr_whos; i++)
		printf "%s,%d,%d,%d\n", whos[i], of_who[whos[i]], branches_of_who[whos[i]], only[whos[i]] > (dir "/rules.csv")
	if (nr_sources == 1)
		print sentence(base(src), lines[src], reached[src], branches[src], gone[src], some(list))
	else
		print sentence(nr_sources " files", all_lines, all_reached, all_branches, all_gone, some(list))
}
