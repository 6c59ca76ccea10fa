import EstateModel

extension Verdict {
    var json: JSONText {
        .object([
            "product": product,
            "productName": productName,
            "productKind": productKind,
            "release": release,
            "releaseLabel": releaseLabel,
            "role": role.rawValue,
            "clock": clock,
            "status": status.rawValue,
            "supportEnd": supportEnd,
            "endLabel": endLabel,
            "endIsApproximate": endIsApproximate,
            "mainstreamEnd": mainstreamEnd,
            "securityEnd": securityEnd,
            "extendedEnd": extendedEnd,
            "statusWithEntitlement": statusWithEntitlement?.rawValue,
            "endWithEntitlement": endWithEntitlement,
            "entitlement": entitlement,
            "flags": flags,
            "confidence": confidence.rawValue,
            "candidates": candidates,
            "reasons": reasons,
            "rule": rule,
            "sources": sources.map(\.json),
            "endoflifeProduct": endoflifeProduct,
            "endoflifeCycle": endoflifeCycle,
            "ageDue": ageDue,
            "generation": generation.map { generation in
                JSONText.object([
                    "ladder": generation.ladder,
                    "behind": generation.behind,
                    "allowedBehind": generation.allowedBehind,
                    "current": generation.current,
                ])
            },
            "replaceBy": replaceBy,
        ])
    }
}

extension SourceReference {
    var json: JSONText {
        .object(["id": id, "url": url, "reference": reference, "verified": verified])
    }
}
