/* Walks a map of rooms. Each line names a door by its number, counted from 1; 0 goes back. Prints the room. */
#include <stdio.h>
#include <stdlib.h>

#define DOORS 4

struct room {
    const char *name;
    int doors[DOORS];
};

static const struct room ROOMS[] = {
    {"hall", {1, 2, 0, 0}},
    {"study", {0, 3, 0, 0}},
    {"cellar", {0, 0, 4, 0}},
    {"roof", {1, 0, 0, 0}},
    {"well", {2, 0, 0, 0}},
};

static int next_room(int here, int door) {
    if (door < 1) return here;
    return ROOMS[here].doors[door - 1];
}

int main(void) {
    char line[64];
    int here = 0, before = 0;
    while (fgets(line, sizeof line, stdin)) {
        int door = atoi(line);
        int next = door == 0 ? before : next_room(here, door);
        before = here;
        here = next;
        puts(ROOMS[here].name);
    }
    return 0;
}
