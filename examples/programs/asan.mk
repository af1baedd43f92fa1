# For the Makefile of each C program: NAME, RUN (what the program is given), and this file.
#   make          the program as it is (build/NAME) and its fixed twin (build/NAME-fixed), both with AddressSanitizer
#   make poc      runs the reproducer on the first: AddressSanitizer reports the flaw
#   make check    runs it on the second: nothing is reported
#   make log      the report of `make poc`, without the paths and addresses of this machine's own libraries
CC = gcc
CFLAGS = -std=c11 -Wall -Wextra -g -fsanitize=address -fno-omit-frame-pointer -ffile-prefix-map=$(CURDIR)=.
export ASAN_OPTIONS = detect_leaks=0

all: build/$(NAME) build/$(NAME)-fixed

build/$(NAME): $(wildcard src/*)
	mkdir -p build && $(CC) $(CFLAGS) src/*.c -o $@

build/$(NAME)-fixed: $(wildcard fixed/*)
	mkdir -p build && $(CC) $(CFLAGS) fixed/*.c -o $@

ifndef OWN_RUNS
poc: build/$(NAME)
	build/$(NAME) $(RUN)

check: build/$(NAME)-fixed
	build/$(NAME)-fixed $(RUN) || test $$? -eq 1
endif

log: build/$(NAME)
	@build/$(NAME) $(RUN) 2>&1 | sed -n '/ERROR: AddressSanitizer/,/^SUMMARY/p' | grep -v -e __libc_start -e '_start (' \
	  | sed -e 's|^==[0-9]*==|==1==|' -e 's| [^ ]*libsanitizer/[^ ]*/| |'

clean:
	rm -rf build

.PHONY: all poc check log clean
