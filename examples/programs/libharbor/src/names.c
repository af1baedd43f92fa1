#include "harbor.h"

#include <stdlib.h>

/* The name table: a 32-bit count, then HB_NAME_BYTES for each name, padded with zeros. */
int hb_names_read(struct hb_archive *archive, FILE *in)
{
    uint32_t count = hb_get_u32(in);
    uint32_t bytes = count * HB_NAME_BYTES;
    char *table = malloc(bytes);

    if (table == NULL)
        return HB_ENOMEM;

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < HB_NAME_BYTES; j++)
            table[(size_t)i * HB_NAME_BYTES + j] = (char)fgetc(in);

    archive->names = count;
    archive->name_table = table;
    return HB_OK;
}
