/* Keeps the last lines of its input in a ring. A line "@N" sets how many, at most 64; "?" prints them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ring {
    int size, next;
    char **lines;
};

static void ring_resize(struct ring *ring, int size) {
    char **lines = calloc((size_t)size, sizeof *lines);
    for (int i = 0; i < size && i < ring->size; i++) lines[i] = ring->lines[i];
    for (int i = size; i < ring->size; i++) free(ring->lines[i]);
    free(ring->lines);
    ring->lines = lines;
    ring->size = size;
}

static void ring_add(struct ring *ring, const char *line) {
    free(ring->lines[ring->next]);
    ring->lines[ring->next] = strdup(line);
    ring->next = (ring->next + 1) % ring->size;
}

int main(void) {
    struct ring ring = {0, 0, NULL};
    char line[256];
    ring_resize(&ring, 8);
    while (fgets(line, sizeof line, stdin)) {
        if (line[0] == '@') {
            int size = atoi(line + 1);
            if (size < 1 || size > 64) return 1;
            ring_resize(&ring, size);
        } else if (line[0] == '?') {
            for (int i = 0; i < ring.size; i++)
                if (ring.lines[i]) fputs(ring.lines[i], stdout);
        } else {
            ring_add(&ring, line);
        }
    }
    return 0;
}
