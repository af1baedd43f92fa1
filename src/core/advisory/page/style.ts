/** The tokens that public pages use; the rest of them is the application's (src/web/tokens.css). */
const TOKENS = `:root{color-scheme:light dark}
[data-mantine-color-scheme=light]{color-scheme:light}
[data-mantine-color-scheme=dark]{color-scheme:dark}
:root{
--surface:light-dark(#ffffff,#13181b);--sunken:light-dark(#f2f4f5,#0f1417);
--line:light-dark(#e4e8ea,#242b30);--line-strong:light-dark(#c8cfd3,#3b454b);
--ink:light-dark(#12181b,#e8ecee);--ink-2:light-dark(#465057,#b1babf);--ink-3:light-dark(#5f6a71,#8d979d);
--accent:light-dark(#066588,#6fc3ec);--accent-fill:light-dark(#066588,#3ba3d1);
--accent-soft:light-dark(#e6f2f9,#12303f);--accent-mid:light-dark(#bfdceb,#1d4a60);
--critical:light-dark(#a8173c,#ff86a0);--high:light-dark(#b0480a,#f79a62);
--medium:light-dark(#7d5a00,#dcb24c);--low:light-dark(#4c6170,#9db1be);
--unknown:light-dark(#6247a8,#bda8f2);--soon:light-dark(#b0480a,#f79a62);
--pass:light-dark(#0a6a59,#4fc4ad);--fail:light-dark(#a8173c,#ff86a0);
--tlp-edge:light-dark(#000000,#3b454b);
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono",Menlo,Consolas,monospace;
--t-12:12px/16px var(--sans);--t-13:13px/20px var(--sans);--t-14:14px/22px var(--sans);
--t-16:16px/26px var(--sans);--t-20:20px/28px var(--sans);--t-28:28px/36px var(--sans);--t-32:32px/42px var(--sans)}
`;

const BASE = `*,*::before,*::after{box-sizing:border-box}
html{font:var(--t-14);color:var(--ink);background:var(--surface);-webkit-text-size-adjust:100%}
body{margin:0}
h1,h2,h3,p,ul,dl,dd,pre{margin:0;padding:0}
ul{list-style:none}
*{font-variant-numeric:tabular-nums}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline;text-underline-offset:2px}
p a,.in{text-decoration:underline;text-underline-offset:2px;text-decoration-thickness:1px}
code,pre{font-family:var(--mono);font-size:12px;line-height:20px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
h1,h2,h3,p,li,dd,code{overflow-wrap:anywhere}
h2{font:var(--t-16);font-weight:650;letter-spacing:-.01em;margin-bottom:8px}
h3{font:var(--t-14);font-weight:550}
time{white-space:nowrap}
.w{max-width:1040px;margin:0 auto;padding:0 24px}
.s,.sub{font:var(--t-13);color:var(--ink-2)}.sub{display:block;color:var(--ink-3)}code.sub{font-family:var(--mono);font-size:12px}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--surface);padding:8px}
.top{display:flex;gap:8px 24px;align-items:center;min-height:56px;flex-wrap:wrap}
.top ul{display:flex;flex-wrap:wrap;gap:0 24px}.top nav a{color:var(--ink-2);display:block;padding:6px 0}
.brand{display:flex;gap:8px;align-items:center;font-weight:650;color:var(--ink);margin-right:auto;padding:6px 0}
.mark{width:22px;height:22px}.mark path{stroke:var(--ink);stroke-width:1.5}.mark .acc{stroke:var(--accent);stroke-width:1.7}
.theme{border:0;background:none;color:var(--ink-3);font-size:14px;cursor:pointer;min-width:32px;height:32px;margin-right:-8px}
.foot{margin-top:48px;margin-bottom:32px;font:var(--t-12);color:var(--ink-3);display:flex;gap:8px 24px;flex-wrap:wrap}
.tlp{font:700 11px/16px var(--mono);background:#000;color:#fff;padding:1px 6px;border-radius:3px;box-shadow:0 0 0 1px var(--tlp-edge);white-space:nowrap}
.empty{color:var(--ink-2);padding:12px 0;border-top:1px solid var(--line)}.empty b{color:var(--ink);font-weight:550}
.unknown{color:var(--unknown)}.bad{color:var(--fail)}
pre{background:var(--sunken);border-radius:5px;padding:8px 12px;overflow-x:auto;margin:8px 0}
`;

const HOME = `main>h1{font:var(--t-32);font-weight:650;letter-spacing:-.022em;max-width:27em;padding:48px 0 32px;text-wrap:balance}
.fun{display:grid;grid-template-columns:27.5% 27.5% 27.5% 17.5%}.fun>div{padding-right:12px}
.fun b{display:block;font:var(--t-28);font-weight:650;letter-spacing:-.02em}.fun span{color:var(--ink-2)}
.fig{margin-top:12px}.fig svg{display:block;width:100%;height:150px}
.slope{fill:var(--accent-soft)}.bar{fill:var(--accent-mid)}.last{fill:var(--accent-fill)}
.between{display:grid;grid-template-columns:1fr 1fr 1fr;padding-left:17.5%;font:var(--t-13);color:var(--ink-2);margin-top:8px}
.between b{display:block;color:var(--ink);font-weight:650}.between .unknown{color:var(--unknown)}
.cap{font:var(--t-12);color:var(--ink-3);margin-top:12px;display:flex;flex-wrap:wrap;gap:4px 20px;border-top:1px solid var(--line);padding-top:8px}
.two{display:grid;grid-template-columns:minmax(0,1fr) 360px;gap:48px;margin:48px 0}
.two section>header{display:flex;justify-content:space-between;align-items:baseline}
.adv li{display:grid;grid-template-columns:84px minmax(0,1fr) auto;gap:12px;padding:10px 0;border-top:1px solid var(--line);align-items:baseline}
.adv.roomy li{padding:12px 0}.adv time{font:var(--t-13);color:var(--ink-3)}
.what a{color:var(--ink);font-weight:550}
.fix{font:var(--t-13);text-align:right;max-width:180px}.fix>*{display:block}.fix i{font-style:normal;color:var(--soon)}
.fix .quiet{color:var(--ink-3)}.fix .unknown{color:var(--unknown)}
.all{padding-top:12px;border-top:1px solid var(--line)}.all a{text-decoration:none}
.feeds li{display:flex;justify-content:space-between;gap:12px;padding:6px 0;border-top:1px solid var(--line);font:var(--t-13)}.feeds span{color:var(--ink-3);text-align:right}
.checking{margin-top:32px}.checking p{font:var(--t-13);color:var(--ink-2)}.checking p+pre+p a{margin-right:12px}
`;

const ADVISORY = `.head{display:flex;justify-content:space-between;gap:16px;align-items:flex-start;padding:24px 0 8px}
.head h1{font:var(--t-28);font-weight:650;letter-spacing:-.02em;text-wrap:balance}.head .tlp{margin-top:4px}
.note{background:var(--accent-soft);border-radius:5px;padding:8px 12px;margin-top:16px}
.note.bad{color:var(--ink);box-shadow:inset 3px 0 0 var(--fail);background:var(--sunken)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:12px 24px;padding:12px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.facts dt{font:var(--t-12);color:var(--ink-3)}.facts dd>span{display:block}
.sev{display:inline-block;font-weight:650;border-bottom:2px solid var(--line-strong);line-height:20px}
.sev.critical{border-color:var(--critical)}.sev.high{border-color:var(--high)}.sev.medium{border-color:var(--medium)}.sev.low{border-color:var(--low)}
.two.read{margin-top:24px}.read section{margin-bottom:32px}.read section p+p{margin-top:8px}
.products li{padding:10px 0;border-top:1px solid var(--line)}.products b{font-weight:550}
.said{margin:6px 0 0}.said+p{margin-top:6px}.said>div{display:grid;grid-template-columns:140px minmax(0,1fr);gap:12px}
.said dt{color:var(--ink-2)}.said dt.affected{color:var(--critical)}.said dt.fixed{color:var(--pass)}.said dt.under_investigation{color:var(--unknown)}
.remedy{padding:10px 0;border-top:1px solid var(--line)}
.plainlist li{padding:6px 0;border-top:1px solid var(--line)}
.dated li{display:grid;grid-template-columns:84px minmax(0,1fr);gap:12px;padding:6px 0;border-top:1px solid var(--line);font:var(--t-13)}.dated time{color:var(--ink-3)}
`;

const NARROW = `@media(max-width:760px){.w{padding:0 16px}.top nav{order:3;width:100%}.top{padding-top:8px}.top ul{gap:0 16px}
main>h1{font:var(--t-20);font-weight:650;padding:16px 0 24px}
.head h1{font:var(--t-20);font-weight:650}
.fun b{font-size:16px;line-height:24px}.fun span{font-size:12px;line-height:16px;display:block}.fun>div{padding-right:6px}.fig svg{height:90px}
.between{font-size:12px;line-height:16px;padding-left:0;gap:8px}
.two{display:block;margin:32px 0}.two>*+*{margin-top:32px}
.adv li{grid-template-columns:minmax(0,1fr) auto}.adv time{grid-column:1/-1}.fix{max-width:120px}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;

/** `/public.css`: all there is, about 8 kB. */
export const PUBLIC_STYLE = TOKENS + BASE + HOME + ADVISORY + NARROW;
