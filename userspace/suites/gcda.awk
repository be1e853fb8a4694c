# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Lines coverage,WHO,PATH WORDS as dmarig_gcov tells them, into folder, name, path of the notes, and the bytes of a
# .gcda as printf has them, with tabs between. The guests are little-endian.

function bytes(word,    i, text) {
	if (word == "")
		return "\\0\\0\\0\\0"
	word = substr("00000000" word, length(word) + 1)
	for (i = 7; i >= 1; i -= 2)
		text = text "\\x" substr(word, i, 2)
	return text
}

/^coverage,/ {
	split($0, part, ",")
	who = part[2]
	path = $1
	sub(/^coverage,[^,]*,/, "", path)
	stem = path
	sub(/[.]gcda$/, "", stem)
	name = stem
	gsub(/[^a-zA-Z0-9_]/, "_", name)
	nr = split($2, words, ",")
	text = ""
	for (i = 1; i <= nr; i++)
		text = text bytes(words[i])
	# A rule may be asked in several guests: each time is a folder of its own.
	times[who, path]++
	printf "%d+%s\t%s\t%s.gcno\t%s\n", times[who, path], who, name, stem, text
}
