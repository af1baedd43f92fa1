/* hatchpack: unpacks .hatch files. Written for the worked exercise of Assay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name stays below the folder: not absolute, and with no part that goes up. */
static int hp_stays(const char *name)
{
    if (name[0] == '/' || strchr(name, '\\') != NULL)
        return 0;
    for (const char *part = name; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return 0;
    }
    return 1;
}

/* A member: a line "file LENGTH NAME", then LENGTH bytes. */
static int hp_member(FILE *in, const char *folder)
{
    char header[512], name[256], path[1024];
    unsigned long length;

    if (fgets(header, sizeof header, in) == NULL)
        return 0;
    if (sscanf(header, "file %lu %255[^\n]", &length, name) != 2 || !hp_stays(name))
        return -1;
    snprintf(path, sizeof path, "%s/%s", folder, name);

    FILE *out = fopen(path, "wb");
    if (out == NULL)
        return -1;
    for (unsigned long i = 0; i < length; i++) {
        int byte = fgetc(in);
        if (byte == EOF)
            break;
        fputc(byte, out);
    }
    fclose(out);
    printf("%s\n", name);
    return 1;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL;
    int more;

    if (in == NULL) {
        fprintf(stderr, "usage: hatchpack FILE.hatch FOLDER\n");
        return 2;
    }
    do
        more = hp_member(in, argv[2]);
    while (more == 1);
    fclose(in);
    if (more < 0)
        fprintf(stderr, "hatchpack: a member cannot be unpacked\n");
    return more < 0 ? 1 : 0;
}
