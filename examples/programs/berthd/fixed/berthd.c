/* berthd: keeps a list of the ships in port. Written for the worked exercise of Assay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ship {
    char name[24];
    int berth;
    struct ship *next;
};

static struct ship *in_port;
static struct ship *last; /* what `again` speaks of */
static int next_berth = 1;

static void bd_dock(const char *name)
{
    struct ship *ship = calloc(1, sizeof *ship);
    if (ship == NULL)
        exit(2);
    snprintf(ship->name, sizeof ship->name, "%s", name);
    ship->berth = next_berth++;
    ship->next = in_port;
    in_port = last = ship;
    printf("%s lies at berth %d\n", ship->name, ship->berth);
}

static void bd_leave(const char *name)
{
    for (struct ship **at = &in_port; *at != NULL; at = &(*at)->next) {
        struct ship *ship = *at;
        if (strcmp(ship->name, name) != 0)
            continue;
        *at = ship->next;
        if (last == ship)
            last = NULL;
        free(ship);
        printf("%s has left\n", name);
        return;
    }
    printf("%s is not in port\n", name);
}

static void bd_again(void)
{
    if (last != NULL)
        printf("%s lies at berth %d\n", last->name, last->berth);
}

/* Commands come one a line, from anybody who reaches the socket; here from standard input. */
int main(void)
{
    char line[128], name[64];

    while (fgets(line, sizeof line, stdin) != NULL) {
        if (sscanf(line, "dock %63s", name) == 1)
            bd_dock(name);
        else if (sscanf(line, "leave %63s", name) == 1)
            bd_leave(name);
        else if (strncmp(line, "again", 5) == 0)
            bd_again();
    }
    while (in_port != NULL) {
        struct ship *ship = in_port;
        in_port = ship->next;
        free(ship);
    }
    return 0;
}
