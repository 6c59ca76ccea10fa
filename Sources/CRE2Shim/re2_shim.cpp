#include "re2_shim.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

struct re2_pattern {
    re2::RE2 regex;
    re2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : regex(text, options) {}
};

struct re2_set {
    re2::RE2::Set set;
    explicit re2_set(const re2::RE2::Options &options) : set(options, re2::RE2::UNANCHORED) {}
};

namespace {

re2::RE2::Options options_for(bool ignore_case, size_t memory_limit) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!ignore_case);
    options.set_max_mem(static_cast<int64_t>(memory_limit));
    return options;
}

void copy_error(const std::string &message, char *error, size_t capacity) {
    if (capacity == 0) return;
    size_t count = std::min(message.size(), capacity - 1);
    std::memcpy(error, message.data(), count);
    error[count] = '\0';
}

}  // namespace

extern "C" {

re2_pattern *re2_pattern_create(const char *pattern, size_t length, bool ignore_case, size_t memory_limit,
                                char *error, size_t error_capacity) {
    auto *created = new re2_pattern(re2::StringPiece(pattern, length), options_for(ignore_case, memory_limit));
    if (created->regex.ok()) return created;
    copy_error(created->regex.error(), error, error_capacity);
    delete created;
    return nullptr;
}

void re2_pattern_free(re2_pattern *pattern) { delete pattern; }

int re2_pattern_group_count(const re2_pattern *pattern) { return pattern->regex.NumberOfCapturingGroups(); }

int re2_pattern_group_named(const re2_pattern *pattern, const char *name) {
    const auto &groups = pattern->regex.NamedCapturingGroups();
    auto found = groups.find(name);
    return found == groups.end() ? -1 : found->second;
}

bool re2_pattern_search(const re2_pattern *pattern, const char *text, size_t length, re2_group *groups, int count) {
    std::vector<re2::StringPiece> found(static_cast<size_t>(count));
    re2::StringPiece whole(text, length);
    if (!pattern->regex.Match(whole, 0, length, re2::RE2::UNANCHORED, found.data(), count)) return false;
    for (int index = 0; index < count; index++) {
        const auto &group = found[static_cast<size_t>(index)];
        bool present = group.data() != nullptr;
        groups[index].start = present ? group.data() - text : -1;
        groups[index].length = present ? static_cast<ptrdiff_t>(group.size()) : 0;
    }
    return true;
}

re2_set *re2_set_create(bool ignore_case, size_t memory_limit) {
    return new re2_set(options_for(ignore_case, memory_limit));
}

void re2_set_free(re2_set *set) { delete set; }

int re2_set_add(re2_set *set, const char *pattern, size_t length, char *error, size_t error_capacity) {
    std::string reason;
    int index = set->set.Add(re2::StringPiece(pattern, length), &reason);
    if (index < 0) copy_error(reason, error, error_capacity);
    return index;
}

bool re2_set_compile(re2_set *set) { return set->set.Compile(); }

int re2_set_match(const re2_set *set, const char *text, size_t length, int *indices, int capacity) {
    std::vector<int> found;
    re2::RE2::Set::ErrorInfo info;
    if (!set->set.Match(re2::StringPiece(text, length), &found, &info)) {
        return info.kind == re2::RE2::Set::kNoError ? 0 : -1;
    }
    std::sort(found.begin(), found.end());
    int count = std::min(capacity, static_cast<int>(found.size()));
    std::copy(found.begin(), found.begin() + count, indices);
    return static_cast<int>(found.size());
}

}  // extern "C"
