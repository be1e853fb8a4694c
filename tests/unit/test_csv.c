// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * CSV: reading a file gives the values that were written.
 */
#include "temp_file.h"
#include "unit.h"
#include <math.h>
#include "lib/base/csv.h"
#include "lib/result/row.h"

static void put(const char *text)
{
	FILE *file = fopen(path, "w");

	fputs(text, file);
	fclose(file);
}

static void cells_come_back(void **state)
{
	char *const cells[] = {
		"plain", "", "a,b", "say \"no\"", "two\nlines", "cr\rlf\r\n", "\"", " space ", "#x",
	};
	struct names columns = { 0 };
	struct csv csv;
	struct err err = { "" };
	FILE *file = fopen(path, "w");
	int i, nr = sizeof(cells) / sizeof(*cells);
	char name[16];

	(void)state;
	for (i = 0; i < nr; i++) {
		snprintf(name, sizeof(name), "c%d", i);
		names_add(&columns, name);
	}
	csv_header(file, &columns);
	csv_line(file, cells, nr);
	csv_line(file, cells, nr);
	fclose(file);
	assert_int_equal(csv_read(&csv, path, &err), 0);
	assert_int_equal(csv.nr_rows, 2);
	for (i = 0; i < nr; i++) {
		snprintf(name, sizeof(name), "c%d", i);
		assert_string_equal(csv_get(&csv, 1, name), cells[i]);
	}
	assert_string_equal(csv_get(&csv, 1, "nonsense"), "");
	csv_free(&csv);
	names_free(&columns);
}

static void a_row_comes_back(void **state)
{
	FILE *file = fopen(path, "w");
	struct params p;
	struct row row;
	struct csv csv;
	struct err err = { "" };

	(void)state;
	params_init(&p);
	strcpy(p.channel, "dma0chan0,dma0chan1");
	row_init(&row);
	row_set_params(&row, &p);
	row_set(&row, "total_p99_9_ns", "%d", 1234);
	row_set(&row, "no_such_column", "x");
	row_set(&row, "status", "done");
	row_add_error(&row, "first, with comma");
	row_add_error(&row, "second");
	csv_header(file, row_columns());
	csv_line(file, row.cells, row_columns()->nr);
	fclose(file);
	assert_int_equal(csv_read(&csv, path, &err), 0);
	assert_string_equal(csv_get(&csv, 0, "channel"), "dma0chan0,dma0chan1");
	assert_true(csv_number(&csv, 0, "total_p99_9_ns") == 1234);
	assert_true(isnan(csv_number(&csv, 0, "map_max_ns")));
	assert_true(isnan(csv_number(&csv, 0, "channel")));
	assert_string_equal(csv_get(&csv, 0, "status"), "failed");
	assert_string_equal(csv_get(&csv, 0, "error"), "first, with comma; second");
	assert_string_equal(csv.columns.name[csv.columns.nr - 1], "error");
	csv_free(&csv);
	row_free(&row);
}

static void summaries_fill_cells(void **state)
{
	char text[] = "driver a driver\ndone 12\nfuture_thing 1\nempty\n";
	struct row row;

	(void)state;
	row_init(&row);
	row_set_summary(&row, text);
	assert_string_equal(row_get(&row, "driver"), "a driver");
	assert_string_equal(row_get(&row, "done"), "12");
	row_free(&row);
}

static void columns_are_named_once(void **state)
{
	const struct names *columns = row_columns();
	int i;

	(void)state;
	for (i = 0; i < columns->nr; i++)
		assert_int_equal(names_find(columns, columns->name[i]), i);
}

static void a_torn_row_is_left_out(void **state)
{
	struct csv csv;
	struct err err = { "" };

	(void)state;
	put("# dmarig-csv 1\na,b\n1,2\n3,");
	assert_int_equal(csv_read(&csv, path, &err), 0);
	assert_int_equal(csv.nr_rows, 1);
	csv_free(&csv);
}

static void what_is_wrong_is_refused(void **state)
{
	static const struct { const char *text, *says; } bad[] = {
		{ "a,b\n1,2\n", "no dmarig CSV" },
		{ "# dmarig-csv 999\na\n", "newer" },
		{ "# dmarig-csv 1\na,b\n1\n", "1 cells for 2 columns" },
		{ "# dmarig-csv 1\na,b\n1,2,3\n", "3 cells for 2 columns" },
		{ "# dmarig-csv 1\na,b\n\"x\"y,2\n", "badly quoted" },
		{ "# dmarig-csv 1\na,b\n\"x,2\n", "badly quoted" },
	};
	struct csv csv;
	struct err err = { "" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		put(bad[i].text);
		assert_int_equal(csv_read(&csv, path, &err), -EINVAL);
		assert_contains(err.text, bad[i].says);
	}
	assert_int_equal(csv_read(&csv, "/nonexistent/x.csv", &err), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cells_come_back, make_file, remove_file),
		cmocka_unit_test_setup_teardown(a_row_comes_back, make_file, remove_file),
		cmocka_unit_test(summaries_fill_cells),
		cmocka_unit_test(columns_are_named_once),
		cmocka_unit_test_setup_teardown(a_torn_row_is_left_out, make_file, remove_file),
		cmocka_unit_test_setup_teardown(what_is_wrong_is_refused, make_file, remove_file),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
