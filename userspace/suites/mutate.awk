# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes the table of make mutate-driver and prints its score. Reads configs/equivalent-mutants, then the files
# mutants, good and answers of mutate-driver.sh. Variables: table, source (the driver's file name).

function quoted(text) {
	if (text !~ /[",]/)
		return text
	gsub(/"/, "\"\"", text)
	return "\"" text "\""
}

function percent(part, all) { return all ? sprintf("%d %%", 100 * part / all + 0.5) : "none" }

function value(line) { sub(/^[a-z]+ *= */, "", line); return line }

FILENAME ~ /equivalent-mutants$/ {
	if (/^driver/) driver = value($0)
	else if (/^before/) before = value($0)
	else if (/^after/) { after = value($0); last = driver SUBSEP before SUBSEP after }
	else if (/^reason/) reason[last] = value($0)
	else if (/^[ \t]+[^ \t]/) { sub(/^[ \t]+/, ""); reason[last] = reason[last] " " $0 }
	next
}

BEGIN { FS = "\t" }

FILENAME ~ /mutants$/ { names[++nr] = $1; at[$1] = $2; kind[$1] = $3; from[$1] = $4; to[$1] = $5; next }
FILENAME ~ /good$/ { good[$1]; next }
FILENAME ~ /answers$/ { outcome[$1, $2] = $3; by[$1, $2] = $4; seconds[$1, $2] = $5; said[$1, $2] = $6 }

# Who notices only the second time counts as well.
function settle(name) {
	if (outcome[name, "rules"] == "survived" && outcome[name, "known"] == "caught") {
		outcome[name, "rules"] = "caught"
		by[name, "rules"] = by[name, "known"]
		seconds[name, "rules"] += seconds[name, "known"]
		said[name, "rules"] = said[name, "known"]
	}
}

function judge(name,    key) {
	key = source SUBSEP from[name] SUBSEP to[name]
	if (!(name in good))
		return "does not compile"
	if (!((name, "rules") in outcome))
		return "not asked"
	if (outcome[name, "rules"] == "survived" && key in reason)
		return "equivalent"
	return outcome[name, "rules"]
}

END {
	print "# dmarig-csv 1" > table
	print "mutant,source,line,kind,outcome,by,seconds,dmatest,before,after,why,dmatest_says" > table
	for (i = 1; i <= nr; i++) {
		name = names[i]
		settle(name)
		now = judge(name)
		tally[now]++
		dmatest = outcome[name, "dmatest"]
		if (now == "caught") {
			who = by[name, "rules"]
			found[who == "explore" ? "explore" : who == "(load)" ? "when it is loaded" : "rules"]++
		}
		if (now == "survived")
			list = list "\n  " name " " source ":" at[name] " " kind[name] ": " from[name] "  ->  " to[name]
		if (now == "caught" || now == "survived") {
			asked++
			if (dmatest != "") { tried++; if (dmatest == "caught") seen++ }
		}
		printf "%s,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", name, source, at[name], kind[name], now, by[name, "rules"],
			seconds[name, "rules"], dmatest, quoted(from[name]), quoted(to[name]),
			quoted(now == "equivalent" ? reason[source SUBSEP from[name] SUBSEP to[name]] : said[name, "rules"]),
			quoted(said[name, "dmatest"]) > table
	}
	printf "%s: %d mutants, %d do not compile, %d equivalent, %d not asked\n", source, nr,
		tally["does not compile"], tally["equivalent"], tally["not asked"]
	printf "of %d others %d caught, %s: %d by rules, %d by explore, %d when loaded\n", asked, tally["caught"],
		percent(tally["caught"], asked), found["rules"], found["explore"], found["when it is loaded"]
	if (tried)
		printf "dmatest catches %d of %d, %s\n", seen, tried, percent(seen, tried)
	if (list != "")
		print "survivors:" list
}
