/* libharbor: reads .hbx archives. Written for the worked exercise of Assay; do not use it for anything else. */
#ifndef HARBOR_H
#define HARBOR_H

#include <stdint.h>
#include <stdio.h>

#define HB_NAME_BYTES 32

enum { HB_OK = 0, HB_EFORMAT = 1, HB_ENOMEM = 2 };

struct hb_archive {
    uint32_t entries;
    uint64_t *offsets;
    uint32_t names;
    char *name_table;
};

/* Little-endian; 0 at the end of the file. */
uint32_t hb_get_u32(FILE *in);
uint64_t hb_get_u64(FILE *in);

int hb_index_read(struct hb_archive *archive, FILE *in);
int hb_names_read(struct hb_archive *archive, FILE *in);
int hb_open(struct hb_archive *archive, FILE *in);

#endif
