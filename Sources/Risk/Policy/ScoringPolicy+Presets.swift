extension ScoringPolicy {
    /// Five bands; 15 and more is for the corporate register.
    package static let standard = preset(
        "default-5x5",
        bands: [
            ("low", "Low", 1), ("medium", "Medium", 5), ("high", "High", 9), ("very-high", "Very high", 15),
            ("critical", "Critical", 20),
        ]
    )

    /// All presets by name, in the order in which documentation lists them.
    package static let presets: [ScoringPolicy] = [
        standard,
        // Councils that only ask which register a risk belongs to.
        preset(
            "service-register",
            bands: [
                ("low", "Team register", 1), ("high", "Service register", 9),
                ("very-high", "Corporate register", 15),
            ]
        ),
        preset(
            "four-bands-5x5",
            bands: [("low", "Low", 1), ("medium", "Medium", 6), ("high", "High", 13), ("critical", "Critical", 20)]
        ),
        preset(
            "four-by-four",
            likelihood: ["Unlikely", "Possible", "Likely", "Very likely"],
            impact: ["Minor", "Moderate", "Serious", "Severe"],
            bands: [("low", "Low", 1), ("medium", "Medium", 4), ("high", "High", 8), ("very-high", "Very high", 12)]
        ),
    ]

    package static let likelihoodWords = ["Very unlikely", "Unlikely", "Possible", "Likely", "Very likely"]
    package static let impactWords = ["Minor", "Moderate", "Significant", "Serious", "Severe"]

    private static func preset(
        _ name: String,
        likelihood: [String] = likelihoodWords,
        impact: [String] = impactWords,
        bands: [(id: String, label: String, from: Int)]
    ) -> ScoringPolicy {
        let named = bands.map { Band(id: $0.id, label: $0.label) }
        let grid = RiskMatrix.grid(
            rows: likelihood.count,
            columns: impact.count,
            bands: named,
            from: bands.map(\.from)
        )
        let matrix = RiskMatrix(likelihoodLabels: likelihood, impactLabels: impact, bands: named, grid: grid)
        return ScoringPolicy(preset: name, matrix: matrix)
    }
}
