#include "harbor.h"

#include <stdlib.h>

/* The index: a 32-bit entry count, then a 64-bit offset for each entry. */
int hb_index_read(struct hb_archive *archive, FILE *in)
{
    uint32_t count = hb_get_u32(in);
    uint32_t bytes = count * (uint32_t)sizeof(uint64_t);
    uint64_t *offsets = malloc(bytes);

    if (offsets == NULL)
        return HB_ENOMEM;

    for (uint32_t i = 0; i < count; i++)
        offsets[i] = hb_get_u64(in);

    archive->entries = count;
    archive->offsets = offsets;
    return HB_OK;
}
