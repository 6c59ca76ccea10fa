/// How early people are told of what is coming. Each number is a stage: whoever is concerned is told once at each.
package struct NoticeDays: Hashable, Sendable {
    /// Days before an exception's last day.
    package var exception = [90, 30, 7]
    /// Days before a suspended exception stops covering its risk.
    package var suspension = [14, 3]
    /// Days before the evidence for a control is too old.
    package var evidence = [14]
    /// Days before a milestone or a plan's by-when.
    package var plan = [14]
    /// Months before the end of a vendor's support or of paid cover.
    package var supportMonths = [24, 12, 6, 3]
    /// Days before the last day on which a contract's notice can be given.
    package var contract = [90, 30, 7]
    /// Days after somebody was asked for advice or a decision; 0 tells them at once.
    package var waiting = [0, 14]

    /// Days before the treatment of a risk is to be looked at again.
    package var review = [14]

    package init() {}
}
