package import Planning

/// Something that somebody decided, recorded or observed: the only thing that changes a ``DecisionBook``.
package enum Act: Hashable, Sendable {
    case asset(AssetAct)
    case control(ControlAct)
    case exception(ExceptionAct)
    case plan(PlanAct)
    case risk(RiskAct)
}

extension Act: Codable {
    /// The family is the one key: `{"exception":{"withdraw":{"exception":"E-0001"}}}`.
    private enum Family: String, CodingKey {
        case asset
        case control
        case exception
        case plan
        case risk
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Family.self)
        guard let family = container.allKeys.first, container.allKeys.count == 1 else {
            let text = "an act has exactly one family"
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        self =
            switch family {
            case .asset: .asset(try container.decode(AssetAct.self, forKey: family))
            case .control: .control(try container.decode(ControlAct.self, forKey: family))
            case .exception: .exception(try container.decode(ExceptionAct.self, forKey: family))
            case .plan: .plan(try container.decode(PlanAct.self, forKey: family))
            case .risk: .risk(try container.decode(RiskAct.self, forKey: family))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Family.self)
        switch self {
        case .asset(let act): try container.encode(act, forKey: .asset)
        case .control(let act): try container.encode(act, forKey: .control)
        case .exception(let act): try container.encode(act, forKey: .exception)
        case .plan(let act): try container.encode(act, forKey: .plan)
        case .risk(let act): try container.encode(act, forKey: .risk)
        }
    }
}
