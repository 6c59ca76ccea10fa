/// The report's look: system fonts, high contrast (WCAG 2.2 AA), readable on paper.
let reportStyleSheet: StaticString = """
    :root { --ink: #16202a; --quiet: #4a5663; --line: #c9d1d9; --paper: #ffffff; --wash: #f3f5f7; --accent: #0b4f6c;
      --bad: #a4161a; --bad-wash: #fdecec; --fair: #8a5200; --good: #1b6e3c; --good-wash: #e9f6ee; }
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; }
    body { margin: 0 auto; max-width: 76rem; padding: 0 1.5rem 3rem; color: var(--ink); background: var(--paper);
      font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
    a { color: var(--accent); }
    a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
    .marking { text-align: center; font-weight: 700; letter-spacing: .06em; font-size: .85rem; margin: 0 -1.5rem;
      padding: .35rem; background: var(--ink); color: var(--paper); }
    header { border-bottom: 4px solid var(--accent); padding: 1.5rem 0 1rem; margin-bottom: 1.5rem; }
    .eyebrow { margin: 0; color: var(--quiet); font-weight: 600; }
    h1 { font-size: 2rem; line-height: 1.2; margin: .2rem 0; }
    .lead { font-size: 1.15rem; margin: .2rem 0 .8rem; color: var(--quiet); }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0; padding: 0; }
    section { margin: 2.5rem 0; }
    h2 { font-size: 1.4rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
    h3 { font-size: 1.1rem; margin-top: 2rem; }
    h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; margin: 1rem 0; }
    .figure { border: 1px solid var(--line); border-top: 6px solid var(--accent); padding: .8rem 1rem; background: var(--wash); }
    .figure.bad { border-top-color: var(--bad); background: var(--bad-wash); }
    .figure.good { border-top-color: var(--good); background: var(--good-wash); }
    .figure p { margin: 0; }
    .figure .number { font-size: 2.4rem; font-weight: 700; line-height: 1.1; }
    .figure.bad .number { color: var(--bad); }
    .figure.good .number { color: var(--good); }
    .figure .label { font-weight: 600; }
    .small { font-size: .875rem; color: var(--quiet); }
    table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .95rem; }
    table.narrow { width: auto; min-width: 24rem; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line);
      overflow-wrap: anywhere; }
    .register th, .register td { overflow-wrap: normal; }
    thead th { background: var(--wash); border-bottom: 2px solid var(--ink); }
    tbody th { font-weight: 600; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
    .wide { overflow-x: auto; }
    .ref { white-space: nowrap; }
    .status { font-weight: 600; white-space: nowrap; }
    .status .shape { display: inline-block; width: 1.1em; text-align: center; }
    .status.good { color: var(--good); } .status.fair { color: var(--fair); }
    .status.bad { color: var(--bad); } .status.open { color: var(--quiet); }
    .score { display: inline-block; white-space: nowrap; padding: .1rem .45rem; border-left: .5rem solid var(--line);
      background: var(--wash); }
    .score.rank1 { border-left-color: #5b8c2a; } .score.rank2 { border-left-color: #d18f00; }
    .score.rank3 { border-left-color: #d1480a; } .score.rank4 { border-left-color: var(--bad); background: var(--bad-wash); }
    details { margin: .6rem 0; }
    details.risk { border: 1px solid var(--line); padding: .2rem 1rem; }
    details.risk[open] { padding-bottom: 1rem; }
    summary { cursor: pointer; padding: .45rem 0; min-height: 1.5rem; }
    .sentence { font-size: 1.1rem; max-width: 60rem; }
    dl.facts { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1rem; }
    dl.facts dt { font-weight: 600; } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
    .assumed { background: #fff3cd; border: 1px solid #b58900; padding: 0 .3rem; font-size: .8rem; }
    .warning { border-left: .5rem solid var(--bad); background: var(--bad-wash); padding: .6rem 1rem; font-weight: 600; }
    figure { margin: 1rem 0; overflow-x: auto; }
    svg { width: 100%; min-width: 52rem; height: auto; font: 13px system-ui, "Liberation Sans", Arial, sans-serif; }
    svg .grid { stroke: var(--line); } svg .today { stroke: var(--ink); stroke-dasharray: 3 3; }
    svg .axis { fill: var(--quiet); } svg .year { font-weight: 700; fill: var(--ink); }
    svg .name { text-anchor: end; fill: var(--ink); } svg .when { fill: var(--ink); } svg .end { text-anchor: end; }
    svg .bar { stroke: var(--bad); stroke-width: 4; opacity: .55; } svg circle { fill: var(--bad); }
    svg .mild .bar { stroke: var(--fair); } svg .mild circle { fill: var(--fair); }
    @media print { nav, .skip { display: none; } details > * { display: block; } body { max-width: none; font-size: 10pt; }
      section { break-inside: auto; } tr, .figure { break-inside: avoid; } }
    """
