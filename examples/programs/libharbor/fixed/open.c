#include "harbor.h"

#include <string.h>

uint32_t hb_get_u32(FILE *in)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int byte = fgetc(in);
        value |= (uint32_t)(byte == EOF ? 0 : byte) << (8 * i);
    }
    return value;
}

uint64_t hb_get_u64(FILE *in)
{
    uint64_t low = hb_get_u32(in);
    return low | (uint64_t)hb_get_u32(in) << 32;
}

uint64_t hb_left(FILE *in)
{
    long here = ftell(in), end;
    if (here < 0 || fseek(in, 0, SEEK_END) != 0 || (end = ftell(in)) < here)
        return 0;
    fseek(in, here, SEEK_SET);
    return (uint64_t)(end - here);
}

int hb_open(struct hb_archive *archive, FILE *in)
{
    char magic[4];
    int fault;

    memset(archive, 0, sizeof *archive);
    if (fread(magic, 1, 4, in) != 4 || memcmp(magic, "HBX1", 4) != 0)
        return HB_EFORMAT;
    if ((fault = hb_index_read(archive, in)) != HB_OK)
        return fault;
    return hb_names_read(archive, in);
}
