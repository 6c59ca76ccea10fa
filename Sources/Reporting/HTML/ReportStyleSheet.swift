/// The report's look: system fonts, contrast of WCAG 2.2 AA at least, readable on a phone and on paper.
///
/// Text is always set from left to right in the order in which it was written, so that a name in a right-to-left script
/// cannot move what stands beside it.
let reportStyleSheet: StaticString = """
    :root { color-scheme: light; --ink: #16202a; --quiet: #47525e; --line: #c3ccd4; --edge: #6b7884; --paper: #ffffff;
      --wash: #f3f5f7; --accent: #0b4f6c; --bad: #a4161a; --bad-wash: #fdecec; --fair: #7a4900; --good: #1b6e3c;
      --good-wash: #e9f6ee; --assumed-wash: #fff3cd; --focus: #b35900;
      --level0: #e4f1dc; --level1: #fbf3c4; --level2: #fddfae; --level3: #f8c0a0; --level4: #f2a3a3; }
    * { box-sizing: border-box; direction: ltr; unicode-bidi: bidi-override; }
    body { margin: 0 auto; max-width: 76rem; padding: 0 1.5rem 3rem; color: var(--ink); background: var(--paper);
      font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; overflow-wrap: break-word; }
    a { color: var(--accent); }
    a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
    .marking { text-align: center; font-weight: 700; letter-spacing: .06em; font-size: .85rem; margin: 0 -1.5rem;
      padding: .35rem; background: var(--ink); color: var(--paper); }
    header { border-bottom: 4px solid var(--accent); padding: 1.5rem 0 1rem; margin-bottom: 1.5rem; }
    footer { margin-top: 3rem; }
    .eyebrow { margin: 0; color: var(--quiet); font-weight: 600; }
    h1 { font-size: 2rem; line-height: 1.2; margin: .2rem 0; }
    .lead { font-size: 1.15rem; margin: .2rem 0 .8rem; color: var(--quiet); }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: 0; padding: 0; }
    nav a { display: inline-block; padding: .25rem 0; }
    section { margin: 2.5rem 0; }
    h2 { font-size: 1.4rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; margin: 0 0 .8rem; }
    h3 { font-size: 1.1rem; margin: 1.8rem 0 .5rem; }
    h4 { font-size: 1rem; margin: 0; display: inline; }
    h5 { font-size: 1rem; margin: 1.3rem 0 .3rem; }
    section > p, li p, .inside > p { max-width: 50rem; }
    .verdict { font-size: 1.25rem; line-height: 1.4; font-weight: 600; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin: 1rem 0 1.5rem; }
    .figure { border: 1px solid var(--line); border-top: 6px solid var(--accent); padding: .8rem 1rem;
      background: var(--wash); }
    .figure.bad { border-top-color: var(--bad); background: var(--bad-wash); }
    .figure.good { border-top-color: var(--good); background: var(--good-wash); }
    .figure p { margin: 0; }
    .figure .number { font-size: 2.2rem; font-weight: 700; line-height: 1.15; white-space: nowrap; }
    .figure.bad .number { color: var(--bad); } .figure.good .number { color: var(--good); }
    .figure .label { font-weight: 600; }
    .small { font-size: .875rem; color: var(--quiet); }
    .line { display: block; } .whole { white-space: nowrap; }
    table { border-collapse: collapse; width: 100%; margin: 0; font-size: .95rem; }
    table.narrow { width: auto; min-width: 22rem; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line);
      min-width: 4rem; max-width: 28rem; }
    thead th { background: var(--wash); border-bottom: 2px solid var(--ink); vertical-align: bottom; }
    tbody th { font-weight: 600; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
    .register tbody th { white-space: nowrap; }
    .wide { overflow-x: auto; margin: 1rem 0; }
    .mark { font-weight: 600; display: inline-flex; gap: .3em; align-items: baseline; }
    .mark .shape { flex: none; width: 1.1em; text-align: center; }
    .mark.good { color: var(--good); } .mark.fair { color: var(--fair); }
    .mark.bad { color: var(--bad); } .mark.open { color: var(--quiet); }
    .score { display: inline-block; white-space: nowrap; padding: .05rem .5rem; border: 1px solid var(--edge);
      border-left-width: .45rem; }
    .level0 { background: var(--level0); } .level1 { background: var(--level1); } .level2 { background: var(--level2); }
    .level3 { background: var(--level3); } .level4 { background: var(--level4); }
    .decisions { padding: 0; list-style: none; display: grid; gap: 1rem; }
    .decisions li { border: 1px solid var(--line); border-left: 6px solid var(--bad); padding: .8rem 1rem; }
    .decisions h3 { margin: 0; } .decisions p { margin: .5rem 0; } .decisions dl.facts { margin: .2rem 0 0; align-content: start; }
    @media (min-width: 64rem) { .decisions li { display: grid; grid-template-columns: 5fr 6fr; gap: 0 2rem; } }
    .marks { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; }
    .spots li { margin: .4rem 0; max-width: 50rem; }
    table.matrix { width: auto; table-layout: fixed; }
    .matrix td { text-align: center; vertical-align: middle; width: 7.5rem; height: 3.4rem; border: 2px solid var(--paper);
      min-width: 5.5rem; }
    .matrix thead th { text-align: center; background: none; border: 0; } .matrix thead th:first-child { text-align: left; }
    .matrix tbody th { border: 0; vertical-align: middle; }
    .matrix .count { display: block; font-size: 1.05rem; color: var(--quiet); line-height: 1.2; }
    .matrix .filled { outline: 3px solid var(--ink); outline-offset: -4px; }
    .matrix .filled .count { font-weight: 700; font-size: 1.5rem; color: var(--ink); }
    .matrix .band { font-size: .8rem; }
    details { margin: .6rem 0; }
    details.risk { border: 1px solid var(--line); padding: .2rem 1rem; }
    details.risk[open] { padding-bottom: 1rem; }
    summary { cursor: pointer; padding: .45rem 0; min-height: 1.5rem; }
    details.risk > summary .score { margin-left: .8rem; }
    .inside { scroll-margin-top: 4rem; }
    .sentence { font-size: 1.1rem; }
    .steps { table-layout: fixed; } .steps td { max-width: none; }
    .steps th:first-child { width: 11rem; } .steps th:nth-child(2) { width: 5.5rem; }
    dl.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: .8rem 0; }
    dl.facts dt { font-weight: 600; } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
    .assumed { background: var(--assumed-wash); border: 1px solid var(--fair); padding: 0 .3rem; font-size: .85rem; }
    .warning { border-left: .5rem solid var(--bad); background: var(--bad-wash); padding: .6rem 1rem; font-weight: 600; }
    figure { margin: 1rem 0; }
    svg { display: block; width: 100%; min-width: 52rem; height: auto;
      font: 13px system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
    svg .grid { stroke: var(--line); } svg .today { stroke: var(--ink); stroke-dasharray: 4 3; }
    svg .axis { fill: var(--quiet); } svg .year { font-weight: 700; fill: var(--ink); }
    svg .name { text-anchor: end; fill: var(--ink); } svg .when { fill: var(--ink); } svg .end { text-anchor: end; }
    svg .middle { text-anchor: middle; }
    svg .bar { stroke: var(--bad); stroke-width: 4; opacity: .55; } svg .dot { fill: var(--bad); }
    svg .mild .bar { stroke: var(--fair); stroke-dasharray: 8 4; } svg .mild .dot { fill: var(--paper); stroke: var(--fair);
      stroke-width: 3; }
    @media (max-width: 40rem) {
      body { padding: 0 1rem 2rem; } .marking { margin: 0 -1rem; } h1 { font-size: 1.5rem; }
      .verdict { font-size: 1.1rem; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; }
      table.narrow { min-width: 0; width: 100%; } .register { min-width: 60rem; } .list { min-width: 46rem; }
      .steps th:first-child { width: 6.6rem; } .steps th:nth-child(2) { width: 4.8rem; }
      table.matrix { width: 100%; table-layout: auto; font-size: .7rem; }
      .matrix th, .matrix td { min-width: 0; width: auto; padding: .2rem; } .matrix thead th { font-size: .62rem; }
      .matrix .band { font-size: .7rem; } .spots { padding-left: 1.2rem; }
    }
    @page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: "Page " counter(page) " of " counter(pages);
      font: 8pt "Liberation Sans", Arial, sans-serif; } }
    @page landscape { size: A4 landscape; }
    @media print {
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      nav, .skip, .inside > p:last-child { display: none; }
      html { font-size: 9.5pt; } body { max-width: none; padding: 0; } .marking { margin: 0; }
      .figures { grid-template-columns: repeat(4, 1fr); }
      .wide { overflow: visible; } th, td { overflow-wrap: anywhere; } .ref, thead th, .register tbody th { overflow-wrap: normal; }
      svg { min-width: 0; } section { margin: 1.5rem 0; }
      details::details-content { content-visibility: visible; display: block; height: auto; }
      summary { list-style: none; }
      .decisions { display: block; } .decisions li { margin-bottom: .5rem; }
      h2, h3, h2 + p, summary, caption, thead { break-after: avoid; } .list, .narrow { break-inside: avoid; }
      #timeline .list { break-inside: auto; } tr, .figure, .decisions li, figure, .matrix { break-inside: avoid; }
      .decisions li { padding: .4rem .8rem; } svg { max-height: 140mm; }
      #timeline, #register > h2, #register > .wide { page: landscape; } thead { display: table-header-group; }
      a { color: inherit; }
    }
    """

/// The marking at the head and foot of every printed page. Only known markings can be printed there, because a style
/// sheet holds nothing but literals; any other stands at the head and foot of the document alone.
func pageMarkingSheet(_ marking: String) -> [HTML] {
    switch marking {
    case "OFFICIAL-SENSITIVE":
        [
            .styleSheet(
                """
                @page { @top-center { content: "OFFICIAL-SENSITIVE"; font: bold 8pt "Liberation Sans", Arial, sans-serif; }
                  @bottom-center { content: "OFFICIAL-SENSITIVE"; font: bold 8pt "Liberation Sans", Arial, sans-serif; } }
                @media print { .marking { display: none; } }
                """
            )
        ]
    case "OFFICIAL":
        [
            .styleSheet(
                """
                @page { @top-center { content: "OFFICIAL"; font: bold 8pt "Liberation Sans", Arial, sans-serif; }
                  @bottom-center { content: "OFFICIAL"; font: bold 8pt "Liberation Sans", Arial, sans-serif; } }
                @media print { .marking { display: none; } }
                """
            )
        ]
    default: []
    }
}
