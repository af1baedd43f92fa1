/* Reads tagged values: one byte tag, one byte length, the value. Prints tag, length and sum of each. */
#include <stdio.h>

#define LONGEST 24

static int read_value(FILE *in, int length) {
    unsigned char value[LONGEST];
    int sum = 0;
    if (length > LONGEST) return -1;
    for (int i = 0; i < length; i++) {
        int byte = getc(in);
        if (byte == EOF) return -1;
        value[i] = (unsigned char)byte;
    }
    for (int i = 0; i < length; i++) sum += value[i];
    return sum;
}

int main(void) {
    for (;;) {
        int tag = getchar(), length = getchar();
        if (tag == EOF || length == EOF) return 0;
        int sum = read_value(stdin, length);
        if (sum < 0) return 1;
        printf("%d %d %d\n", tag, length, sum);
    }
}
