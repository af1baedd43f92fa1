/* A sheet of 16 cells. "set N TEXT", "copy N M" (M shows what N holds), "clear N", "show N". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *cells[16];

static void set_cell(int n, const char *text) {
    free(cells[n]);
    cells[n] = strdup(text);
}

static void copy_cell(int n, int m) {
    if (n == m) return;
    free(cells[m]);
    cells[m] = cells[n];
}

static void clear_cell(int n) {
    free(cells[n]);
    cells[n] = NULL;
}

static void show_cell(int n) {
    if (cells[n]) printf("%d: %s\n", n, cells[n]);
}

int main(void) {
    char line[200], text[100];
    int n, m;
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "set %d %99[^\n]", &n, text) == 2 && n >= 0 && n < 16) set_cell(n, text);
        else if (sscanf(line, "copy %d %d", &n, &m) == 2 && n >= 0 && n < 16 && m >= 0 && m < 16) copy_cell(n, m);
        else if (sscanf(line, "clear %d", &n) == 1 && n >= 0 && n < 16) clear_cell(n);
        else if (sscanf(line, "show %d", &n) == 1 && n >= 0 && n < 16) show_cell(n);
        else return 1;
    }
    return 0;
}
