#include "cmd.h"
static int report(int argc, char **argv){(void)argc;(void)argv;return 0;}
const struct command cmd_report = {.name="report",.summary="x",.fn=report,.usage="x"};
