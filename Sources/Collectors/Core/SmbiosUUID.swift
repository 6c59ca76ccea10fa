/// SMBIOS UUIDs as text: lower case, with hyphens, as Linux prints them.
package enum SmbiosUUID {
    /// Reads `D7AFF990-4871-11DB-A6C6-0007E994F7C3` in any case, with or without hyphens or braces.
    ///
    /// Nil for anything else and for the values that boards carry when nobody set one, because two hosts with such a
    /// value would be taken for one.
    package static func normalized(_ text: String) -> String? {
        var digits: [UInt8] = []
        for byte in text.utf8 {
            if byte.isHexadecimalDigit {
                digits.append(byte | 0x20)
            } else if byte != UInt8(ascii: "-"), byte != UInt8(ascii: "{"), byte != UInt8(ascii: "}"), byte > 0x20 {
                return nil
            }
            if digits.count > 32 { return nil }
        }
        guard digits.count == 32, Set(digits).count > 2 else { return nil }
        let result = hyphenated(digits)
        return shared.contains(result) ? nil : result
    }

    /// The same sixteen bytes with the first three groups in the other byte order.
    ///
    /// SMBIOS before 2.6, VMware and ESXi print them one way, Linux and Windows the other; a guest's UUID as its
    /// hypervisor lists it is one of both.
    package static func swapped(_ uuid: String) -> String? {
        let digits = Array(uuid.utf8.filter(\.isHexadecimalDigit)).map { $0 | 0x20 }
        guard digits.count == 32 else { return nil }
        let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        return hyphenated(order.flatMap { [digits[$0 * 2], digits[$0 * 2 + 1]] })
    }

    /// The UUID inside `VMware-42 33 00 ff 5a 1b 2c 3d-4e 5f 60 71 82 93 a4 b5`, the serial number of VMware's guests.
    package static func fromVMwareSerial(_ serial: String) -> String? {
        let prefix = "vmware-"
        guard serial.lowercased().hasPrefix(prefix) else { return nil }
        return normalized(String(serial.dropFirst(prefix.count)))
    }

    private static func hyphenated(_ digits: [UInt8]) -> String {
        var result: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { result.append(UInt8(ascii: "-")) }
            result.append(digit)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Values that many boards of different makers share.
    private static let shared: Set<String> = [
        "00020003-0004-0005-0006-000700080009",
        "01234567-8910-1112-1314-151617181920",
        "03000200-0400-0500-0006-000700080009",
        "03020100-0504-0706-0809-0a0b0c0d0e0f",
        "00010203-0405-0607-0809-0a0b0c0d0e0f",
        "12345678-1234-5678-90ab-cddeefaabbcc",
        "4c4c4544-0000-2010-8020-80c04f202020",
    ]
}
