#include "harbor.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    struct hb_archive archive;
    FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (in == NULL) {
        fprintf(stderr, "usage: harbor-ls FILE.hbx\n");
        return 2;
    }
    int fault = hb_open(&archive, in);
    fclose(in);
    if (fault == HB_OK)
        for (uint32_t i = 0; i < archive.names; i++)
            printf("%.32s\n", archive.name_table + (size_t)i * HB_NAME_BYTES);
    else
        fprintf(stderr, "harbor-ls: this is no archive\n");
    free(archive.offsets);
    free(archive.name_table);
    return fault;
}
