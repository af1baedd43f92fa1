#include "harbor.h"

#include <stdlib.h>

/* The index: a 32-bit entry count, then a 64-bit offset for each entry. */
int hb_index_read(struct hb_archive *archive, FILE *in)
{
    uint32_t count = hb_get_u32(in);
    /* A file cannot hold more entries than it has bytes for; and calloc() checks its product. */
    if (count > hb_left(in) / sizeof(uint64_t))
        return HB_EFORMAT;
    uint64_t *offsets = calloc(count ? count : 1, sizeof(uint64_t));

    if (offsets == NULL)
        return HB_ENOMEM;

    for (uint32_t i = 0; i < count; i++)
        offsets[i] = hb_get_u64(in);

    archive->entries = count;
    archive->offsets = offsets;
    return HB_OK;
}
