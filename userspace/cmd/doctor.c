#include "cmd.h"
static int doctor(int argc, char **argv){(void)argc;(void)argv;return 0;}
const struct command cmd_doctor = {.name="doctor",.summary="x",.fn=doctor,.usage="x"};
