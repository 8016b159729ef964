/** Colours have a contrast of 4.5 and more on their ground, in both schemes. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--soft:#f3f4f6;--line:#c9cdd3;--dim:#4b5563;--link:#0b57a4;
--pass:#116329;--warn:#8a4b00;--fail:#b42318;--unknown:#6b3fa0;--info:#2563eb;--debug:#6b7280}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e6e8eb;--soft:#1f2429;--line:#3b424a;--dim:#b3bac2;--link:#7cb7ff;
--pass:#5fd38a;--warn:#f2b155;--fail:#ff8a80;--unknown:#c7a6ff;--info:#6ea8fe;--debug:#9aa3ad}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--ground);color:var(--text);
font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0}h2{font-size:1.2rem;border-bottom:1px solid var(--line);padding-bottom:.2rem;margin-top:2rem}
h3{font-size:1rem;margin:0 0 .3rem}p{margin:.4rem 0}a{color:var(--link)}
nav ul,.counts{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}
nav a{display:inline-block;padding:.3rem 0}
pre,code{font:.875rem/1.45 ui-monospace,Menlo,Consolas,monospace}
pre{background:var(--soft);padding:.6rem;overflow-x:auto;white-space:pre-wrap;margin:.4rem 0}
dl{margin:.4rem 0}dl div{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:.8rem;padding:.15rem 0}
dt{color:var(--dim)}dd{margin:0}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;min-width:100%}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}td{overflow-wrap:normal}
article{background:var(--soft);border-left:.35rem solid var(--dim);padding:.7rem .9rem;margin:.7rem 0}
article.fail{border-color:var(--fail)}article.warn{border-color:var(--warn)}article.unknown{border-color:var(--unknown)}
.tag{font-weight:700}.fail .tag,p.fail,.counts .fail{color:var(--fail)}.warn .tag,.counts .warn{color:var(--warn)}
.unknown .tag,.counts .unknown{color:var(--unknown)}.counts .pass{color:var(--pass)}
figure{margin:.6rem 0}figcaption{color:var(--dim)}
.bars,.boxes{list-style:none;padding:0;margin:.3rem 0}
.bars li{display:grid;grid-template-columns:minmax(3.5rem,max-content) 1fr minmax(4rem,14rem);gap:.6rem;align-items:center;font-size:.875rem}
.bar{display:flex;height:.9rem;background:var(--soft)}.bar i{display:block;min-width:1px}
.bar .info{background:var(--info)}.bar .debug{background:var(--debug)}.bar .warn{background:var(--warn)}.bar .fail{background:var(--fail)}
@media (max-width:40rem){dl div{grid-template-columns:1fr;gap:0}.bars li{grid-template-columns:5rem 1fr}.words{grid-column:2}}
@media print{nav{display:none}article{break-inside:avoid}}
`
