import CZstd

/// Zstandard, with an older answer as a prefix where there is one: what did not change costs next to nothing.
final class Compression {
    /// More than any answer that is kept; a stored size beyond it is damage.
    static let maximumBytes = 64 << 20
    private static let level: CInt = 3

    private let compressor: OpaquePointer
    private let decompressor: OpaquePointer

    /// Nil when there is no memory for the working space.
    init?() {
        guard let compressor = ZSTD_createCCtx() else { return nil }
        guard let decompressor = ZSTD_createDCtx() else {
            ZSTD_freeCCtx(compressor)
            return nil
        }
        self.compressor = compressor
        self.decompressor = decompressor
    }

    deinit {
        ZSTD_freeCCtx(compressor)
        ZSTD_freeDCtx(decompressor)
    }

    /// Nil when zstd refuses, which leaves the bytes to be stored as they are.
    func compress(_ bytes: [UInt8], prefix: [UInt8] = []) -> [UInt8]? {
        ZSTD_CCtx_reset(compressor, ZSTD_reset_session_and_parameters)
        ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, Self.level)
        ZSTD_CCtx_setParameter(compressor, ZSTD_c_contentSizeFlag, 0)
        if !prefix.isEmpty {
            ZSTD_CCtx_setParameter(compressor, ZSTD_c_windowLog, Self.windowLog(prefix.count + bytes.count))
            // Long-distance matching finds the same line again however far the answer has shifted.
            ZSTD_CCtx_setParameter(compressor, ZSTD_c_enableLongDistanceMatching, 1)
        }
        let capacity = ZSTD_compressBound(bytes.count)
        var failed = false
        let result = prefix.withUnsafeBytes { prefixBytes in
            [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                // The prefix is only referenced, so it must stay where it is until the call below is over.
                if !prefix.isEmpty {
                    ZSTD_CCtx_refPrefix(compressor, prefixBytes.baseAddress, prefixBytes.count)
                }
                let written = ZSTD_compress2(compressor, buffer.baseAddress, capacity, bytes, bytes.count)
                failed = ZSTD_isError(written) != 0
                count = failed ? 0 : written
            }
        }
        return failed ? nil : result
    }

    /// Nil when the bytes do not unpack to exactly `size` bytes.
    func decompress(_ bytes: [UInt8], size: Int, prefix: [UInt8] = []) -> [UInt8]? {
        guard size >= 0, size <= Self.maximumBytes else { return nil }
        ZSTD_DCtx_reset(decompressor, ZSTD_reset_session_and_parameters)
        ZSTD_DCtx_setParameter(decompressor, ZSTD_d_windowLogMax, 28)
        var complete = false
        let result = prefix.withUnsafeBytes { prefixBytes in
            [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
                if !prefix.isEmpty {
                    ZSTD_DCtx_refPrefix(decompressor, prefixBytes.baseAddress, prefixBytes.count)
                }
                let written = ZSTD_decompressDCtx(decompressor, buffer.baseAddress, size, bytes, bytes.count)
                complete = ZSTD_isError(written) == 0 && written == size
                count = complete ? size : 0
            }
        }
        return complete ? result : nil
    }

    /// The window must reach from the end of the answer back to the beginning of its prefix.
    private static func windowLog(_ bytes: Int) -> CInt {
        var log: CInt = 10
        while log < 28, 1 << Int(log) < bytes { log += 1 }
        return log
    }
}
