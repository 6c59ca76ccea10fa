#ifndef REEVE_CCURL_SHIM_H
#define REEVE_CCURL_SHIM_H

// The checks are macros around the variadic functions; here every call has its type anyway.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/// Called by libcurl for the next bytes to send, or with bytes that came: how many were given or taken.
typedef size_t (*reeve_curl_callback)(char *bytes, size_t size, size_t count, void *context);

// `curl_easy_setopt` and `curl_easy_getinfo` are variadic, which Swift does not import.

static inline CURLcode reeve_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text.
static inline CURLcode reeve_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode reeve_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl keeps the pointer; it must stay valid until the transfer is over.
static inline CURLcode reeve_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode reeve_curl_set_callback(CURL *handle, CURLoption option, reeve_curl_callback value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode reeve_curl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

/// Which protocols a transfer may speak, named as in `https` or `smtp,smtps`: the text form came with 7.85.
static inline CURLcode reeve_curl_allow(CURL *handle, const char *names, long bits) {
#if LIBCURL_VERSION_NUM >= 0x075500
    (void)bits;
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, names);
#else
    (void)names;
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, bits);
#endif
}

static const long reeve_curl_smtp = CURLPROTO_SMTP | CURLPROTO_SMTPS;
static const long reeve_curl_http = CURLPROTO_HTTP;
static const long reeve_curl_https = CURLPROTO_HTTPS;
static const long reeve_curl_tls_1_2 = CURL_SSLVERSION_TLSv1_2;
static const long reeve_curl_use_tls_always = CURLUSESSL_ALL;
static const long reeve_curl_global_all = CURL_GLOBAL_ALL;

#endif
