// A recording with placeholders, split once so that filling it in for a host is a few hundred copies.
//
// {{nonce}} is what the client's script gave; {{host}}, {{machine-id}}, {{uuid}}, {{serial}}, {{mac}} and {{address}}
// are made from the seed and the host's number, so that each host is a machine of its own and the same in every run.
// Some packages differ from host to host, as in a real estate where no two machines were patched on the same day: half
// of them are missing on half of the hosts, the others have one of four versions. A host is the same in every scan.
#include "simulator.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum part_kind {
    PART_TEXT,
    PART_OPTIONAL,
    PART_REVISION,
    PART_NONCE,
    PART_HOST,
    PART_MACHINE_ID,
    PART_UUID,
    PART_SERIAL,
    PART_MAC,
    PART_ADDRESS
};

struct part {
    enum part_kind kind;
    const char *text;
    size_t count;
    /// Of the package that a PART_OPTIONAL or PART_REVISION is about: the same in all its lines.
    uint64_t package;
};

struct template {
    struct part *parts;
    size_t count, capacity;
    /// An upper bound of what a filled-in recording takes.
    size_t bytes;
};

static const struct {
    const char *mark;
    enum part_kind kind;
} placeholders[] = {
    {"{{nonce}}", PART_NONCE}, {"{{host}}", PART_HOST}, {"{{machine-id}}", PART_MACHINE_ID},
    {"{{uuid}}", PART_UUID}, {"{{serial}}", PART_SERIAL}, {"{{mac}}", PART_MAC}, {"{{address}}", PART_ADDRESS},
};

static bool append(struct template *template, struct part part) {
    if (template->count == template->capacity) {
        size_t capacity = template->capacity == 0 ? 256 : 2 * template->capacity;
        struct part *parts = reallocarray(template->parts, capacity, sizeof *parts);
        if (parts == NULL) return false;
        template->parts = parts;
        template->capacity = capacity;
    }
    template->parts[template->count++] = part;
    template->bytes += part.text != NULL ? part.count : LONGEST_NONCE;
    return true;
}

static bool append_text(struct template *template, const char *text, size_t count) {
    return count == 0 || append(template, (struct part){.kind = PART_TEXT, .text = text, .count = count});
}

/// The placeholder that begins at `text`; its length, or 0.
static size_t placeholder_at(const char *text, size_t count, enum part_kind *kind) {
    for (size_t index = 0; index < sizeof placeholders / sizeof placeholders[0]; index++) {
        size_t length = strlen(placeholders[index].mark);
        if (count >= length && memcmp(text, placeholders[index].mark, length) == 0) {
            *kind = placeholders[index].kind;
            return length;
        }
    }
    return 0;
}

static bool append_line(struct template *template, const char *line, size_t count) {
    size_t begun = 0, at = 0;
    while (at < count) {
        enum part_kind kind;
        size_t length = line[at] == '{' ? placeholder_at(line + at, count - at, &kind) : 0;
        if (length == 0) {
            at++;
            continue;
        }
        if (!append_text(template, line + begun, at - begun)) return false;
        if (!append(template, (struct part){.kind = kind})) return false;
        at += length;
        begun = at;
    }
    return append_text(template, line + begun, count - begun);
}

static bool contains(const char *line, size_t count, const char *word) {
    return memmem(line, count, word, strlen(word)) != NULL;
}

/// Joins texts that follow each other, so that a plain stretch of the recording is one copy.
static void join(struct template *template) {
    size_t kept = 0;
    for (size_t index = 0; index < template->count; index++) {
        struct part *last = kept == 0 ? NULL : &template->parts[kept - 1];
        struct part part = template->parts[index];
        if (last != NULL && last->kind == PART_TEXT && part.kind == PART_TEXT
            && last->text + last->count == part.text) {
            last->count += part.count;
        } else {
            template->parts[kept++] = part;
        }
    }
    template->count = kept;
}

/// A number made of a package's name: the first word of its line in `dpkg`, the second in `apt-policy`.
static uint64_t package_of(const char *line, size_t count) {
    size_t at = count > 2 && line[0] == 'P' && line[1] == ' ' ? 2 : 0;
    uint64_t number = 0;
    for (; at < count && strchr(" \t\n", line[at]) == NULL; at++) number = mix(number ^ (unsigned char)line[at]);
    return number;
}

/// A line about a package in which hosts differ.
static bool append_varied(struct template *template, const char *line, size_t count, uint64_t package) {
    if (package >> 32 & 1) {
        struct part part = {.kind = PART_OPTIONAL, .text = line, .count = count, .package = package};
        return append(template, part);
    }
    // The third field of a line of dpkg is the version; other lines stay as they are.
    const char *end = memchr(line, '\t', count);
    for (int field = 1; field < 3 && end != NULL; field++) {
        end = memchr(end + 1, '\t', count - (size_t)(end + 1 - line));
    }
    if (end == NULL) return append_text(template, line, count);
    struct part part = {.kind = PART_REVISION, .package = package};
    size_t before = (size_t)(end - line);
    return append_text(template, line, before) && append(template, part)
        && append_text(template, end, count - before);
}

/// Whether the lines after this frame line are about one package each.
static bool begins_packages(const char *line, size_t count) {
    static const char *const probes[] = {" begin dpkg ", " begin rpm ", " begin apk ", " begin apt-policy "};
    for (size_t index = 0; index < sizeof probes / sizeof probes[0]; index++) {
        if (contains(line, count, probes[index])) return true;
    }
    return false;
}

struct template *template_parse(const char *bytes, size_t count, unsigned vary_per_mille) {
    struct template *template = calloc(1, sizeof *template);
    if (template == NULL) return NULL;
    bool in_packages = false;
    for (size_t at = 0; at < count;) {
        const char *line = bytes + at;
        const char *line_end = memchr(line, '\n', count - at);
        size_t length = line_end == NULL ? count - at : (size_t)(line_end - line) + 1;
        if (length > 1 && line[0] == '@') in_packages = begins_packages(line, length);
        // Decided by the name, so that all hosts vary in the same few packages, as real ones do.
        uint64_t package = in_packages && line[0] != '@' && length > 1 ? package_of(line, length) : 0;
        bool is_varied = package != 0 && package % 1000 < vary_per_mille;
        bool is_kept =
            is_varied ? append_varied(template, line, length, package) : append_line(template, line, length);
        if (!is_kept) return NULL;
        at += length;
    }
    join(template);
    return template;
}

static int fill_value(const struct part *part, uint32_t host, const char *nonce, char *into, size_t room) {
    uint64_t first = mix(2ull * host), second = mix(2ull * host + 1);
    uint32_t address = simulator.plan.first_address + host;
    uint64_t revision = mix(part->package ^ host) % 4;
    switch (part->kind) {
    case PART_NONCE: return snprintf(into, room, "%s", nonce);
    case PART_HOST: return snprintf(into, room, "sim-%05" PRIu32, host + 1);
    case PART_MACHINE_ID: return snprintf(into, room, "%016" PRIx64 "%016" PRIx64, first, second);
    case PART_UUID:
        return snprintf(into, room, "%08x-%04x-4%03x-a%03x-%012" PRIx64, (unsigned)(first >> 32),
                        (unsigned)(first >> 16 & 0xffff), (unsigned)(first & 0xfff), (unsigned)(second >> 52),
                        second & 0xffffffffffff);
    case PART_SERIAL: return snprintf(into, room, "SIM%010" PRIX64, (first ^ second) & 0xffffffffff);
    case PART_MAC:
        return snprintf(into, room, "00:16:3e:%02x:%02x:%02x", host >> 16 & 0xff, host >> 8 & 0xff, host & 0xff);
    case PART_ADDRESS:
        return snprintf(into, room, "10.%u.%u.%u", address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
    case PART_REVISION: return revision == 0 ? 0 : snprintf(into, room, "+u%" PRIu64, revision);
    case PART_TEXT:
    case PART_OPTIONAL: return 0;
    }
    return 0;
}

bool template_fill(const struct template *template, uint32_t host, const char *nonce, struct pending *into) {
    char *bytes = malloc(template->bytes + 1);
    if (bytes == NULL) return false;
    size_t count = 0;
    for (size_t index = 0; index < template->count; index++) {
        const struct part *part = &template->parts[index];
        if (part->kind == PART_OPTIONAL && mix(part->package ^ host) % 2 == 0) continue;
        if (part->text != NULL) {
            memcpy(bytes + count, part->text, part->count);
            count += part->count;
        } else {
            count += (size_t)fill_value(part, host, nonce, bytes + count, LONGEST_NONCE + 1);
        }
    }
    free(into->bytes);
    *into = (struct pending){.bytes = bytes, .count = count};
    return true;
}
