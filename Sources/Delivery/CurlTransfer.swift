import CCurl
import Dispatch
import EstateModel

/// One transfer with libcurl, on a thread of its own because it blocks.
///
/// The handle lives as long as the value and belongs to one thread at a time.
struct CurlTransfer: ~Copyable {
    /// What came back.
    struct Outcome: Sendable {
        var result: CURLcode
        /// libcurl's own words; empty when it has none.
        var detail: String
        /// The last status of SMTP or HTTP; 0 when none came.
        var status: Int
        /// The last line that the server said.
        var lastLine: String
    }

    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var failure = CURLE_OK

    /// Safe to be called by any number of threads: a global is made once.
    private static let isReady: Bool = curl_global_init(reeve_curl_global_all) == CURLE_OK
    /// The most that a server may answer.
    private static let mostBytes = 256 << 10

    /// Nil when libcurl cannot be used.
    init?(limit: Duration) {
        guard Self.isReady, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        let milliseconds = Int(limit / .milliseconds(1))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 20_000))
        set(CURLOPT_TIMEOUT_MS, milliseconds)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, reeve_curl_tls_1_2)
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
    }

    mutating func set(_ option: CURLoption, _ number: Int) {
        note(reeve_curl_set_number(handle, option, number))
    }

    mutating func set(_ option: CURLoption, _ text: String) {
        note(text.withCString { reeve_curl_set_text(handle, option, $0) })
    }

    mutating func set(_ option: CURLoption, _ secret: Secret) {
        let bytes = secret.withUTF8 { $0.map { CChar(bitPattern: $0) } } + [0]
        note(bytes.withUnsafeBufferPointer { reeve_curl_set_text(handle, option, $0.baseAddress) })
    }

    mutating func set(_ option: CURLoption, list texts: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts {
            guard let longer = curl_slist_append(list, text) else { return note(CURLE_OUT_OF_MEMORY) }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        note(reeve_curl_set_pointer(handle, option, list))
    }

    /// - Parameters:
    ///   - names: as in `smtp,smtps`.
    ///   - bits: the same for older libraries.
    mutating func allow(_ names: String, _ bits: Int) {
        note(reeve_curl_allow(handle, names, bits))
    }

    private mutating func note(_ result: CURLcode) {
        if failure == CURLE_OK { failure = result }
    }

    /// Sends bytes and waits for the end; once only.
    mutating func run(sending bytes: [UInt8]) async -> Outcome {
        // A setting that libcurl does not know would leave out what keeps the transfer safe.
        if failure != CURLE_OK {
            return Outcome(result: failure, detail: Self.words(failure), status: 0, lastLine: "")
        }
        let work = CurlWork(handle: handle, bytes: bytes, mostBytes: Self.mostBytes)
        let outcome = await withCheckedContinuation { continuation in
            DispatchQueue(label: "reeve.delivery").async { continuation.resume(returning: work.run()) }
        }
        // What the handle points to is gone from here on.
        note(reeve_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil))
        return outcome
    }

    static func words(_ result: CURLcode) -> String {
        curl_easy_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)"
    }
}

/// What the callbacks of one transfer read and write.
///
/// Unchecked because a handle of libcurl is a raw pointer, of which the compiler cannot know whose it is. It is one
/// thread's: the queue that is made for the transfer takes the object, and whoever waits reads only what that returned.
private final class CurlWork: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private var rest: ArraySlice<UInt8>
    private var left: Int
    private var lastLine: [UInt8] = []

    init(handle: UnsafeMutableRawPointer, bytes: [UInt8], mostBytes: Int) {
        self.handle = handle
        rest = bytes[...]
        left = mostBytes
    }

    func run() -> CurlTransfer.Outcome {
        var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let result = message.withUnsafeMutableBufferPointer { buffer in
            perform(errors: buffer.baseAddress)
        }
        var status = 0
        _ = reeve_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
        let detail = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return CurlTransfer.Outcome(
            result: result,
            detail: visible(detail, limit: 300),
            status: status,
            lastLine: visible(bytes: lastLine, limit: 200)
        )
    }

    private func perform(errors: UnsafeMutablePointer<CChar>?) -> CURLcode {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let settings = [
            reeve_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errors),
            reeve_curl_set_pointer(handle, CURLOPT_READDATA, context),
            reeve_curl_set_callback(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
                CurlWork.of(context)?.give(buffer, size * count) ?? 0
            },
            reeve_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            reeve_curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                CurlWork.of(context)?.take(bytes, size * count, isLine: false) ?? 0
            },
            reeve_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
            reeve_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                CurlWork.of(context)?.take(bytes, size * count, isLine: true) ?? 0
            },
        ]
        return settings.first { $0 != CURLE_OK } ?? curl_easy_perform(handle)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlWork? {
        context.map { Unmanaged<CurlWork>.fromOpaque($0).takeUnretainedValue() }
    }

    private func give(_ buffer: UnsafeMutablePointer<CChar>?, _ room: Int) -> Int {
        guard let buffer else { return 0 }
        let part = rest.prefix(room)
        for (index, byte) in part.enumerated() { buffer[index] = CChar(bitPattern: byte) }
        rest = rest.dropFirst(part.count)
        return part.count
    }

    /// Anything but the count ends the transfer: a server that talks without end is not listened to.
    private func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, isLine: Bool) -> Int {
        guard let bytes, count <= left else { return 0 }
        left -= count
        if isLine {
            let line = UnsafeBufferPointer(start: bytes, count: min(count, 400)).map { UInt8(bitPattern: $0) }
            // What matters was said before the farewell of SMTP.
            let isFarewell = line.starts(with: "221".utf8)
            if line.contains(where: { $0 > 0x20 }), !isFarewell { lastLine = line.filter { $0 != 0x0D && $0 != 0x0A } }
        }
        return count
    }
}
