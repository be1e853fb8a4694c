# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Prints the rows of rules in C files, a line each: name, section of the documentation, sentence, by tab.
# A section may begin with a macro of its file.

# The strings in a piece of C, and what its macros stand for, as one
function strings(text,    all, word) {
	while (match(text, /"[^"]*"|SECTION[A-Z_]*/)) {
		word = substr(text, RSTART, RLENGTH)
		all = all (word ~ /^"/ ? substr(word, 2, length(word) - 2) : macro[word])
		text = substr(text, RSTART + RLENGTH)
	}
	return all
}

/^#define SECTION/ {
	name = $2
	sub(/^#define SECTION[A-Z_]*/, "")
	text = $0
	while (/\\$/ && (getline > 0))
		text = text $0
	macro[name] = strings(text)
}

/^\t\t\.(id|section|says)[ \t]*=/ {
	field = $1
	sub(/^[^=]*=/, "")
	text = $0
	while (text !~ /,$/ && (getline > 0))
		text = text $0
	row[field] = strings(text)
}

/^\t},?$/ && ".id" in row {
	print row[".id"] "\t" row[".section"] "\t" row[".says"]
	delete row[".id"]
}
