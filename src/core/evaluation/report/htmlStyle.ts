/** The look of a report that stands alone: light and dark by the system's choice, no script, nothing from elsewhere. */
export const STYLE = `
:root{color-scheme:light dark;
--canvas:light-dark(#f5f6f7,#0d1114);--surface:light-dark(#fff,#13181b);--line:light-dark(#e4e8ea,#242b30);
--ink:light-dark(#12181b,#e8ecee);--ink-2:light-dark(#465057,#b1babf);--ink-3:light-dark(#5f6a71,#8d979d);
--accent:light-dark(#066588,#6fc3ec);--unknown:light-dark(#6247a8,#bda8f2);--control:light-dark(#828d95,#667178)}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:24px;line-height:32px;font-weight:650;margin:0;overflow-wrap:anywhere}
h2{font-size:13px;line-height:20px;font-weight:650;margin:32px 0 8px}
p{margin:4px 0;color:var(--ink-2);overflow-wrap:anywhere}
.headline{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;margin:24px 0 0}
.headline b{color:var(--ink);font-size:40px;line-height:48px;font-weight:650;font-variant-numeric:tabular-nums}
.sheet{background:var(--surface);border:1px solid var(--line);border-radius:8px;overflow-x:auto}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:760px;font-variant-numeric:tabular-nums}
th,td{padding:8px 12px;text-align:right;vertical-align:middle;white-space:nowrap}
th{font-size:12px;font-weight:550;color:var(--ink-3)}
tr+tr td,tr+tr th,tbody tr:first-child>*{border-top:1px solid var(--line)}
tbody th{font-size:14px;font-weight:400;color:var(--ink)}
th:first-child{text-align:left;white-space:normal;width:25%;overflow-wrap:anywhere}
.rate{width:72px;font-weight:550}th.rate{color:var(--ink-3)}.n{width:64px}.bounds{width:144px}
th:last-child,td:last-child{text-align:left;white-space:normal}td:last-child{color:var(--ink-2)}
.plot{width:30%;padding-left:24px;padding-right:24px}
svg{display:block;width:100%;height:20px;overflow:visible}
.axis{display:flex;justify-content:space-between}
.grid{stroke:var(--line)}.reach{stroke:var(--accent);stroke-width:2}.point{fill:var(--accent)}
.unknown,.headline.unknown b{color:var(--unknown)}.unknown line{stroke:var(--unknown);stroke-dasharray:4 4}
ul{margin:0;padding-left:18px;color:var(--ink-2)}li{margin:2px 0;overflow-wrap:anywhere}
code{font:12px/16px ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,monospace}
@media(max-width:600px){main{padding:20px 12px 40px}th:first-child{width:132px}}
@media print{body{background:none}main{max-width:none;padding:0}.sheet{break-inside:avoid}}
`;
