/** The look of a report: for a light and a dark screen, wide or narrow, and for A4. No fonts, images or scripts from anywhere. */
export const reportStyle = `
:root{color-scheme:light;--ink:#1c2430;--soft:#5b6675;--faint:#6e7781;--line:#dfe4ea;--rule:#b9c2cc;--paper:#fff;--pale:#f6f8fa;--desk:#eceff2;--brand:#1f4e6b;--green:#1a7f4b;--amber:#a86400;--red:#b3261e}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--ink:#e3e8ee;--soft:#a9b4c0;--faint:#8b96a3;--line:#333c47;--rule:#566270;--paper:#171c22;--pale:#1f262e;--desk:#0e1216;--brand:#8fc4e6;--green:#5fd098;--amber:#e8b04a;--red:#ff9a90}}
*{box-sizing:border-box}
html{background:var(--desk)}
body{margin:24px auto;max-width:210mm;padding:16mm 16mm 12mm;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;box-shadow:0 1px 6px rgba(0,0,0,.14);-webkit-print-color-adjust:exact;print-color-adjust:exact}
header{display:flex;justify-content:space-between;align-items:flex-end;gap:24px;border-bottom:2px solid var(--brand);padding-bottom:12px}
.mark{display:flex;align-items:center;gap:9px;color:var(--brand);font-weight:650;letter-spacing:.02em}
.mark svg{width:24px;height:24px}
h1{font-size:26px;line-height:1.2;margin:10px 0 0;font-weight:650}
header .meta{text-align:right;color:var(--soft);font-size:12px}
h2{font-size:16px;margin:30px 0 4px;font-weight:650;color:var(--brand);break-after:avoid}
h2 .no{display:inline-block;min-width:1.6em;color:var(--soft);font-weight:400}
h3{font-size:14px;margin:14px 0 0;font-weight:650;break-after:avoid}
p{margin:6px 0}
.lead{color:var(--soft);margin:0 0 10px}
.decision{display:flex;gap:18px;align-items:flex-start;margin:20px 0 6px;padding:16px 18px;border:1px solid var(--line);border-left:6px solid;border-radius:5px;background:var(--pale);break-inside:avoid}
.decision .light{flex:none;width:26px;height:26px;border-radius:50%;margin-top:3px;color:var(--paper);font-weight:700;font-size:16px;line-height:26px;text-align:center}
.decision strong{display:block;font-size:19px;line-height:1.3;font-weight:650}
.decision ul{margin:6px 0 0;padding-left:18px}
.green{border-left-color:var(--green)}.green .light{background:var(--green)}
.amber{border-left-color:var(--amber)}.amber .light{background:var(--amber)}
.red{border-left-color:var(--red)}.red .light{background:var(--red)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 20px;margin:10px 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;unicode-bidi:isolate}
code{font:12px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;margin:8px 0;font-size:13px;font-variant-numeric:tabular-nums}
thead{display:table-header-group}
tfoot{display:table-row-group}
tr{break-inside:avoid}
thead th{text-align:left;font-weight:600;color:var(--soft);font-size:11.5px;vertical-align:bottom;border-bottom:1px solid var(--rule);padding:4px 8px 4px 0}
tbody th,tfoot th{text-align:left;font-weight:400}
td,tbody th,tfoot th{border-bottom:1px solid var(--line);padding:4px 8px 4px 0;vertical-align:top;overflow-wrap:anywhere;unicode-bidi:isolate}
td:not(.n),tbody th{min-width:5.5em}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}
thead th.n{white-space:normal;text-align:right}
thead th:first-child{min-width:30mm}
td.n+td:not(.n),th.n+th:not(.n){padding-left:10px}
td.zero{color:var(--faint)}
tfoot td,tfoot th{font-weight:650;border-top:1px solid var(--rule);border-bottom:2px solid var(--rule)}
td.off{color:var(--red);font-weight:650}
td.fine{color:var(--green);font-weight:650}
.finding{border:1px solid var(--line);border-radius:5px;padding:10px 14px 6px;margin:12px 0}
.finding .head{display:flex;justify-content:space-between;gap:16px;align-items:baseline}
.finding h3,.finding h5{margin:0;font-size:14px;font-weight:650}
.finding .count{font-weight:650;white-space:nowrap}
.finding .advice{display:grid;grid-template-columns:max-content 1fr;gap:1px 14px;margin:5px 0;font-size:13px}
.finding .advice span:nth-child(odd){color:var(--soft)}
.finding table{font-size:12.5px;margin:6px 0 4px}
.finding td{padding:2px 8px 2px 0}
.finding td:last-child{width:32%}
nav{margin:14px 0 0;padding:0;font-size:12.5px;display:flex;flex-wrap:wrap;gap:2px 14px}
nav a{text-decoration:none;white-space:nowrap}
.finding .say{margin:2px 0;color:var(--ink)}
h4{font-size:14px;margin:14px 0 0;font-weight:650;break-after:avoid}
h3.part{font-size:15px;margin-top:26px;color:var(--brand)}
.impact{margin-top:16px}
.impact .count{font-weight:400;color:var(--soft)}
ol.next{margin:8px 0;padding-left:20px}
ol.next li{margin:4px 0}
.sample{border:1px solid var(--line);border-radius:5px;padding:8px 14px;margin:10px 0;break-inside:avoid}
.sample h3{margin:0 0 3px}
.sample .sides{margin-top:5px}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:2px 22px;font-size:13px}
.sides div{overflow-wrap:anywhere;min-width:0}
.sides .side{color:var(--soft);font-size:11.5px;font-weight:600}
.tick{display:inline-block;width:11px;height:11px;border:1px solid var(--soft);margin-right:6px;vertical-align:-1px}
.badge{display:inline-block;border:1px solid var(--line);border-radius:9px;padding:0 8px;font-size:12px;margin-right:4px}
.more,.small{color:var(--soft);font-size:12px}
.nothing{padding:9px 14px;border:1px dashed var(--line);border-radius:5px;color:var(--soft)}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:34px 40px;margin-top:44px;break-inside:avoid}
.sign div{border-top:1px solid var(--ink);padding-top:4px;color:var(--soft);font-size:12px}
footer{margin-top:30px;padding-top:8px;border-top:1px solid var(--line);color:var(--soft);font-size:11.5px}
a{color:var(--brand)}
@media screen and (max-width:700px){body{margin:0;padding:18px;box-shadow:none}header{display:block}header .meta{text-align:left;margin-top:8px}.scroll{overflow-x:auto}.scroll th:first-child{position:sticky;left:0;background:var(--paper)}.decision{padding:14px;gap:12px}.finding{padding:8px 10px 4px}.finding tr{display:block;border-bottom:1px solid var(--line);padding:3px 0}.finding td,.finding td:last-child{display:block;width:auto;border:0;padding:0;text-align:left}.finding .advice{grid-template-columns:1fr}.finding .advice span:nth-child(even){margin-bottom:4px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:6px}.sides,.sign{grid-template-columns:1fr}}
@page{size:A4;margin:15mm 15mm 17mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt system-ui,sans-serif;color:#5b6675}}
@media print{nav{display:none}#B{break-before:page}.sides{font-size:9pt}html{background:none}body{margin:0;max-width:none;padding:0;box-shadow:none;font-size:10pt}table{font-size:9pt}.finding table{font-size:8.5pt}h1{font-size:19pt}.decision strong{font-size:14pt}a{color:inherit;text-decoration:none}}
`
