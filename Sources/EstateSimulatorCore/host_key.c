// libssh takes an Ed25519 key only as a file's text, so each host's key is written as one.
#include "simulator.h"

#include <string.h>

static unsigned char *put_number(unsigned char *at, uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) *at++ = (unsigned char)(number >> shift);
    return at;
}

static unsigned char *put_string(unsigned char *at, const void *bytes, uint32_t count) {
    at = put_number(at, count);
    memcpy(at, bytes, count);
    return at + count;
}

static char *put_base64(char *at, const unsigned char *bytes, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t index = 0; index < count; index += 3) {
        size_t left = count - index;
        uint32_t group = (uint32_t)bytes[index] << 16 | (left > 1 ? (uint32_t)bytes[index + 1] << 8 : 0)
            | (left > 2 ? bytes[index + 2] : 0);
        *at++ = digits[group >> 18];
        *at++ = digits[group >> 12 & 63];
        *at++ = left > 1 ? digits[group >> 6 & 63] : '=';
        *at++ = left > 2 ? digits[group & 63] : '=';
    }
    return at;
}

/// The key in OpenSSH's format, without a passphrase (PROTOCOL.key of OpenSSH).
static size_t encode(const uint8_t *key, unsigned char *into) {
    static const char type[] = "ssh-ed25519";
    const uint8_t *public_key = key + 32;
    unsigned char public_blob[64], private_part[192];
    unsigned char *end = put_string(public_blob, type, sizeof type - 1);
    end = put_string(end, public_key, 32);
    uint32_t public_count = (uint32_t)(end - public_blob);

    // Two equal numbers show that the decryption went well; there is none.
    end = put_number(put_number(private_part, 1), 1);
    end = put_string(end, type, sizeof type - 1);
    end = put_string(end, public_key, 32);
    end = put_string(end, key, SIMULATOR_KEY_BYTES);
    end = put_string(end, "", 0);
    for (unsigned char pad = 1; (end - private_part) % 8 != 0; pad++) *end++ = pad;
    uint32_t private_count = (uint32_t)(end - private_part);

    static const char magic[] = "openssh-key-v1";
    memcpy(into, magic, sizeof magic);
    end = put_string(into + sizeof magic, "none", 4);
    end = put_string(end, "none", 4);
    end = put_string(end, "", 0);
    end = put_number(end, 1);
    end = put_string(end, public_blob, public_count);
    end = put_string(end, private_part, private_count);
    return (size_t)(end - into);
}

/// The key that libssh is to show; NULL when it cannot read it. The caller frees it.
ssh_key import_host_key(const uint8_t *key) {
    static const char head[] = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    static const char foot[] = "\n-----END OPENSSH PRIVATE KEY-----\n";
    unsigned char encoded[512];
    char text[1024];
    size_t count = encode(key, encoded);
    memcpy(text, head, sizeof head - 1);
    char *end = put_base64(text + sizeof head - 1, encoded, count);
    memcpy(end, foot, sizeof foot);
    ssh_key imported = NULL;
    return ssh_pki_import_privkey_base64(text, NULL, NULL, NULL, &imported) == SSH_OK ? imported : NULL;
}
