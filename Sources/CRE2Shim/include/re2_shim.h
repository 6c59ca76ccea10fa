#ifndef REEVE_RE2_SHIM_H
#define REEVE_RE2_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern of RE2: matching takes time linear in the text, whatever the pattern.
typedef struct re2_pattern re2_pattern;

/// A match group's place in the text; start is -1 when the group took no part.
typedef struct {
    ptrdiff_t start;
    ptrdiff_t length;
} re2_group;

/// Compiles a pattern. On failure returns NULL and writes RE2's reason, NUL-terminated, into error.
re2_pattern *re2_pattern_create(const char *pattern, size_t length, bool ignore_case, size_t memory_limit,
                                char *error, size_t error_capacity);
void re2_pattern_free(re2_pattern *pattern);

/// The number of capturing groups, without group 0.
int re2_pattern_group_count(const re2_pattern *pattern);

/// The index of a named group, or -1.
int re2_pattern_group_named(const re2_pattern *pattern, const char *name);

/// Whether the pattern is found anywhere in text; fills up to count groups (0 = whole match).
bool re2_pattern_search(const re2_pattern *pattern, const char *text, size_t length, re2_group *groups, int count);

/// Many patterns matched in one pass over the text.
typedef struct re2_set re2_set;
re2_set *re2_set_create(bool ignore_case, size_t memory_limit);
void re2_set_free(re2_set *set);
/// Adds a pattern and returns its index, or -1 with RE2's reason in error.
int re2_set_add(re2_set *set, const char *pattern, size_t length, char *error, size_t error_capacity);
/// Must be called once after the last re2_set_add. False when the set would need more than its memory limit.
bool re2_set_compile(re2_set *set);
/// Writes the indices of matching patterns (ascending, at most capacity) and returns how many matched;
/// -1 when RE2 ran out of its memory limit, so that the caller can try the patterns one by one.
int re2_set_match(const re2_set *set, const char *text, size_t length, int *indices, int capacity);

#ifdef __cplusplus
}
#endif

#endif
