// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How the page looks. Text on any ground has a contrast of at least 4.5 to 1 (WCAG 2.2, AA), in light and in dark. What was
/// recorded and what is missing differ in lightness too, for whoever sees no colours or prints without them.
enum PageStyle {
    static let sheet: StaticString = """

        :root{color-scheme:light dark;--ground:#fff;--card:#f4f5f7;--text:#1a1c20;--soft:#50555e;--line:#cfd3da;
        --recorded:#0f4f66;--missing:#de3a40;--missing_or_outage:#e07b00;--outage:#7a5ea8;--undetermined:#b8a13a;
        --unobservable:#b3bac5;--not_logged:#6f7886;--unknown:#d3d8df;--closed:#eceef1;--mark:#111;--accent:#155a75;
        --good:#1b6b3a;--bad:#a31d22;--open:#7a4d00}
        @media screen and (prefers-color-scheme:dark){:root{--ground:#14161a;--card:#1e2127;--text:#e9eaed;--soft:#adb3bd;--line:#3b404a;
        --recorded:#86cde6;--missing:#e8474d;--missing_or_outage:#f39c3a;--outage:#a78bd8;--undetermined:#c9b458;
        --unobservable:#98a1ae;--not_logged:#5f6876;--unknown:#414853;--closed:#22262d;--mark:#fff;--accent:#7cc7e2;
        --good:#76d39a;--bad:#ff8d90;--open:#f3b95f}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1200px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:40px 0 8px;padding-top:12px;border-top:1px solid var(--line)}
        h3,#answer h2{font-size:1rem;margin:22px 0 4px;padding:0;border:0}
        p,li{max-width:76ch;overflow-wrap:anywhere}
        .soft,figcaption,.note{color:var(--soft);font-size:.875rem}
        .answer{font-size:1.08rem}
        .nest{border:2px solid var(--line);border-radius:10px;padding:12px 16px;background:var(--card);margin:10px 0;overflow-wrap:anywhere}
        .nest .nest{background:var(--ground)}
        .nest .nest .nest{border-color:var(--accent);background:var(--card)}
        .nest b{font-size:1.35rem;font-variant-numeric:tabular-nums}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:12px;margin:16px 0;padding:0}
        .facts div{border:1px solid var(--line);border-radius:10px;padding:10px 14px;overflow-wrap:anywhere}
        .facts dt{color:var(--soft);font-size:.875rem}
        .facts dd{margin:0;font-weight:600}
        .verdicts{list-style:none;padding:0;margin:0}
        .verdicts li{margin:6px 0;padding-left:12px;border-left:4px solid var(--line)}
        .verdict{font-weight:700}
        .supported{color:var(--good)}.contradicted,.unsupported,.critical,.high{color:var(--bad)}.undecidable,.medium{color:var(--open)}
        figure{margin:14px 0 22px}
        svg{display:block;width:100%;overflow:visible}
        svg text{fill:var(--text);font:12px system-ui,"DejaVu Sans",sans-serif}
        svg .axis{fill:var(--soft);font-size:11px}
        svg .grid{stroke:var(--line);stroke-width:1}
        svg .mark{fill:var(--mark)}
        svg .claimed{fill:none;stroke:var(--mark);stroke-width:1.5}
        .possible{fill:var(--unobservable)}.proven{fill:var(--recorded)}
        .recorded{fill:var(--recorded)}.missing{fill:var(--missing)}.missing_or_outage{fill:var(--missing_or_outage)}
        .outage{fill:var(--outage)}.undetermined{fill:var(--undetermined)}.unobservable{fill:var(--unobservable)}
        .not_logged{fill:var(--not_logged)}.unknown{fill:var(--unknown)}.closed{fill:var(--closed)}
        .legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:6px 0;padding:0;font-size:.875rem}
        .legend svg{display:inline-block;width:14px;height:14px;margin-right:6px;vertical-align:-2px}
        .routes{list-style:none;padding:0;margin:0}
        .routes li{max-width:none;margin:8px 0;break-inside:avoid}
        .ways{columns:2 340px;column-gap:32px;list-style:none;margin:0;padding:0}
        .ways li{margin:2px 0;break-inside:avoid}
        table{border-collapse:collapse;width:100%;font-size:.7875rem;margin:8px 0}
        .scroll{overflow-x:auto}
        th,td{text-align:left;vertical-align:top;padding:5px 6px;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600}
        td{overflow-wrap:anywhere}
        td.number,th.number{text-align:right}
        td.number{font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
        td.worded{white-space:normal}
        td.short,td.short code{overflow-wrap:normal}
        td.long{min-width:12ch}
        td.list{min-width:26ch}
        time span{white-space:nowrap}
        td ul{margin:0;padding-left:16px}
        td li{max-width:none}
        a{color:var(--accent)}
        code{font:.95em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        @media screen and (max-width:900px){
        main{padding:16px 14px 40px}
        table.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table.wide,table.wide tbody,table.wide tr,table.wide td{display:block;width:100%}
        table.wide tr{border:1px solid var(--line);border-radius:8px;margin:8px 0;padding:4px 0}
        table.wide td,table.wide td.number{display:grid;grid-template-columns:36% 1fr;gap:8px;border:0;padding:3px 10px;text-align:left;white-space:normal;overflow-wrap:anywhere}
        table.wide td::before{content:attr(data-label);color:var(--soft)}
        table.wide td.empty{display:none}
        table.wide td.long,table.wide td.list{min-width:0}
        }
        @page{size:A4;margin:14mm}
        @media print{
        :root{color-scheme:light;--ground:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb}
        html{font-size:10pt}
        body{font-size:10pt}
        main{max-width:none;padding:0}
        h2{break-after:avoid;margin-top:18pt}
        :is(h2,h3)+.note,h3,.legend,figcaption:first-child{break-after:avoid}
        #coverage{break-before:page}
        .facts{grid-template-columns:repeat(4,1fr)}
        figure,.nest,.legend,tr,.facts div{break-inside:avoid}
        table{font-size:7pt}
        th,td{padding:2pt 3pt}
        td.long{min-width:20mm}
        td.list{min-width:36mm}
        .scroll{overflow:visible}
        thead{display:table-header-group}
        svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }

        """
}
