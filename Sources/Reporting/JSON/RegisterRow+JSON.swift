import EstateModel
import Risk

extension RegisterRow {
    func json(_ model: ReportModel) -> JSONText {
        .object([
            "reference": model.references[key],
            "kind": kind.rawValue,
            "organisation": key.organisation,
            "product": key.product,
            "release": key.release,
            "label": label,
            "title": title,
            "service": service.map { JSONText.object(["id": $0.id, "name": $0.name, "owner": $0.owner]) },
            "assets": assets.map(\.json),
            "owners": owners,
            "sharedWith": sharedWith,
            "scopes": scopes.map(\.rawValue),
            "vendorStanding": vendorStanding,
            "councilStanding": councilStanding,
            "verdict": verdict?.json,
            "confidence": confidence.rawValue,
            "score": score.json,
            "obligations": obligations.map { JSONText.object(["code": $0.code.rawValue, "text": $0.text]) },
            "lacksFixes": lacksFixes,
            "unmanaged": isUnmanaged,
            "exception": exception.json,
            "exceptions": decision.exceptions,
            "uncoveredAssets": uncoveredNames,
            "plan": decision.plan?.json,
            "suggestion": JSONText.object(["treatment": suggestion.treatment.rawValue, "text": suggestion.text]),
            "route": route.json,
            "byWhen": byWhen?.json,
            "byWhenProblem": byWhenProblem,
            "firstDetected": firstDetected,
            "firstSeen": firstSeen,
            "lastSeen": lastSeen,
            "rules": rules,
            "sources": sources.map(\.json),
            "notes": notes,
            "change": model.change(of: self)?.json,
            "treatment": model.treatment(of: self)?.json,
        ])
    }
}

extension RiskChange {
    fileprivate var json: JSONText {
        .object([
            "kind": kind.rawValue,
            "since": since,
            "on": on,
            "residualBefore": residual?.before,
            "inherentBefore": inherent?.before,
            "text": sentence,
        ])
    }
}

extension RiskNews.Treatment {
    fileprivate var json: JSONText {
        .object(["choice": choice.rawValue, "statement": statement, "by": by, "on": on, "reviewOn": reviewOn])
    }
}

extension RegisterRow.Asset {
    fileprivate var json: JSONText {
        .object([
            "id": id,
            "name": name,
            "residual": score.residual.points,
            "residualBand": score.residual.band.id,
            "status": verdict?.status.rawValue,
            "supportEnd": verdict?.supportEnd,
            "organisations": JSONText.object(organisations.mapValues(\.json)),
        ])
    }
}

extension ExceptionStanding {
    /// Null without one.
    fileprivate var json: JSONText {
        func exception(_ standing: String, _ reference: String, _ day: CalendarDay) -> JSONText {
            .object(["standing": standing, "reference": reference, "day": day])
        }
        return switch self {
        case .none: .null
        case .live(let reference, let until): exception("live", reference, until)
        case .suspended(let reference, let since): exception("suspended", reference, since)
        case .expired(let reference, let day): exception("expired", reference, day)
        }
    }
}

extension RowPlan {
    fileprivate var json: JSONText {
        .object([
            "reference": reference,
            "title": title,
            "state": state,
            "byWhen": byWhen,
            "baselineByWhen": baselineByWhen,
            "rating": rating,
            "reasons": reasons,
            "percentComplete": percentComplete,
        ])
    }
}

extension ApprovalRoute {
    fileprivate var json: JSONText {
        .object([
            "decider": decider,
            "with": with,
            "reportTo": reportTo,
            "register": register,
            "alsoDecidedIn": alsoDecidedIn,
            "reasons": reasons,
        ])
    }
}

extension ByWhen {
    fileprivate var json: JSONText {
        .object([
            "day": value,
            "financialYear": financialYear,
            "rule": winner.rule.rawValue,
            "explanation": explanation,
            "containBy": containBy,
            "candidates": candidates.map { candidate in
                JSONText.object([
                    "rule": candidate.rule.rawValue,
                    "day": candidate.day,
                    "explanation": candidate.explanation,
                    "binding": candidate.isBinding,
                ])
            },
        ])
    }
}

// MARK: Scores

extension RiskScore {
    fileprivate var json: JSONText {
        .object([
            "inherent": inherent.json,
            "residual": residual.json,
            "target": target?.json,
            "controls": controls.map { outcome in
                JSONText.object([
                    "kind": outcome.control.kind.rawValue,
                    "checkedOn": outcome.control.checkedOn,
                    "passed": outcome.control.passed,
                    "counted": outcome.counted,
                    "reason": outcome.reason,
                ])
            },
        ])
    }
}

extension ScoreState {
    fileprivate var json: JSONText {
        .object([
            "points": points,
            "band": band.id,
            "bandLabel": band.label,
            "likelihood": likelihood.json,
            "impact": impact.json,
        ])
    }
}

extension ScoreComponent {
    fileprivate var json: JSONText {
        .object(["value": value, "decidedBy": decidedBy, "factors": factors.map(\.json)])
    }
}

extension Factor {
    fileprivate var json: JSONText {
        .object([
            "code": code.rawValue,
            "value": value,
            "explanation": explanation,
            "assumed": assumed,
            "evidence": JSONText.object([
                "kind": evidence.kind.rawValue,
                "reference": evidence.reference,
                "on": evidence.on,
            ]),
        ])
    }
}
