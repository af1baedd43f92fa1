/* rudderconf: reads configuration files with [sections]. Written for the worked exercise of Assay. */
#include <stdio.h>
#include <string.h>

#define RC_SECTION 32

/* "[name]": the name becomes the prefix of the keys that follow. */
static int rc_section(const char *line, char *prefix, size_t size)
{
    char name[RC_SECTION];
    const char *end = strchr(line, ']');

    if (end == NULL || end - line - 1 >= RC_SECTION)
        return -1;
    memcpy(name, line + 1, (size_t)(end - line - 1));
    name[end - line - 1] = '\0';
    snprintf(prefix, size, "%s", name);
    return 0;
}

int main(int argc, char **argv)
{
    char line[512], prefix[RC_SECTION] = "", key[64], value[128];
    FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
    int number = 0;

    if (in == NULL) {
        fprintf(stderr, "usage: rudderconf FILE.conf\n");
        return 2;
    }
    while (fgets(line, sizeof line, in) != NULL) {
        number++;
        if (line[0] == '[' && rc_section(line, prefix, sizeof prefix) != 0)
            fprintf(stderr, "line %d: no ], or a name too long\n", number);
        else if (sscanf(line, "%63[^= \n] = %127[^\n]", key, value) == 2)
            printf("%s.%s=%s\n", prefix, key, value);
    }
    fclose(in);
    return 0;
}
