/* pennantpix: reads .pnx pictures of flags. Written for the worked exercise of Assay. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint16_t pn_get_u16(FILE *in)
{
    int low = fgetc(in), high = fgetc(in);
    return (uint16_t)((high == EOF ? 0 : high) << 8 | (low == EOF ? 0 : low));
}

/* One byte a pixel, row by row. */
static uint8_t *pn_rows_read(FILE *in, uint16_t width, uint16_t height)
{
    size_t size = (size_t)width * height;
    uint8_t *pixels = malloc(size ? size : 1);

    if (pixels == NULL)
        return NULL;
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++) {
            int byte = fgetc(in);
            pixels[y * width + x] = (uint8_t)(byte == EOF ? 0 : byte);
        }
    return pixels;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (in == NULL || fgetc(in) != 'P' || fgetc(in) != 'N') {
        fprintf(stderr, "usage: pennant FILE.pnx\n");
        return 2;
    }
    uint16_t width = pn_get_u16(in), height = pn_get_u16(in);
    uint8_t *pixels = pn_rows_read(in, width, height);
    fclose(in);
    if (pixels == NULL)
        return 1;
    printf("%u x %u, first pixel %u\n", width, height, pixels[0]);
    free(pixels);
    return 0;
}
