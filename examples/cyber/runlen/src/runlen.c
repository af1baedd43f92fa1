/* Unpacks runs: "RL", one byte for the number of runs, then (count, character) for each. Prints the text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    unsigned char count, character;
};

static char *expand(const struct run *runs, int number) {
    unsigned char total = 0;
    for (int i = 0; i < number; i++) total += runs[i].count;
    char *text = malloc((size_t)total + 1), *at = text;
    for (int i = 0; i < number; i++) {
        memset(at, runs[i].character, runs[i].count);
        at += runs[i].count;
    }
    *at = 0;
    return text;
}

int main(void) {
    struct run runs[255];
    if (getchar() != 'R' || getchar() != 'L') return 1;
    int number = getchar();
    if (number == EOF) return 1;
    if (fread(runs, sizeof *runs, (size_t)number, stdin) != (size_t)number) return 1;
    char *text = expand(runs, number);
    puts(text);
    free(text);
    return 0;
}
