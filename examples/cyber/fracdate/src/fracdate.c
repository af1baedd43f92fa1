/* Adds fractions, one "a/b" a line, and prints the sum in lowest terms after each. Zero below the line is refused. */
#include <stdio.h>

struct fraction {
    int above, below;
};

static int divisor(int a, int b) {
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static struct fraction reduce(struct fraction sum) {
    int common = divisor(sum.above, sum.below);
    sum.above /= common;
    sum.below /= common;
    return sum;
}

static struct fraction add(struct fraction a, struct fraction b) {
    struct fraction sum;
    sum.above = (int)((unsigned)a.above * (unsigned)b.below + (unsigned)b.above * (unsigned)a.below);
    sum.below = (int)((unsigned)a.below * (unsigned)b.below);
    return reduce(sum);
}

int main(void) {
    struct fraction sum = {0, 1}, next;
    while (scanf("%d/%d", &next.above, &next.below) == 2) {
        if (next.below < 1 || next.above < 0) return 1;
        sum = add(sum, next);
        printf("%d/%d\n", sum.above, sum.below);
    }
    return 0;
}
