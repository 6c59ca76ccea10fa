import EstateModel

extension Verdict {
    var json: JSONText {
        .object([
            "product": self.product,
            "productName": self.productName,
            "productKind": self.productKind,
            "release": self.release,
            "releaseLabel": self.releaseLabel,
            "role": self.role.rawValue,
            "clock": self.clock,
            "status": self.status.rawValue,
            "supportEnd": self.supportEnd,
            "endLabel": self.endLabel,
            "endIsApproximate": self.endIsApproximate,
            "mainstreamEnd": self.mainstreamEnd,
            "securityEnd": self.securityEnd,
            "extendedEnd": self.extendedEnd,
            "statusWithEntitlement": self.statusWithEntitlement?.rawValue,
            "endWithEntitlement": self.endWithEntitlement,
            "entitlement": self.entitlement,
            "flags": self.flags,
            "confidence": self.confidence.rawValue,
            "candidates": self.candidates,
            "reasons": self.reasons,
            "rule": self.rule,
            "sources": self.sources.map(\.json),
            "endoflifeProduct": self.endoflifeProduct,
            "endoflifeCycle": self.endoflifeCycle,
            "ageDue": self.ageDue,
            "generation": self.generation.map { generation in
                JSONText.object([
                    "ladder": generation.ladder,
                    "behind": generation.behind,
                    "allowedBehind": generation.allowedBehind,
                    "current": generation.current,
                ])
            },
            "replaceBy": self.replaceBy,
            "action": self.action,
        ])
    }
}

extension SourceReference {
    var json: JSONText {
        .object(["id": id, "url": url, "reference": reference, "verified": verified])
    }
}
