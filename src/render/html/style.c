/* SPDX-License-Identifier: GPL-3.0-or-later
 * The style sheet: for screens from 320 pixels on, light and dark, and for paper. Colours are those of the PDF; every text has
 * a contrast of at least 4.5 to its ground, every sign one of 3 (WCAG 2.2, 1.4.3 and 1.4.11). */
#include "render/html/style.h"

#include <stdbool.h>
#include <stdint.h>

#include "chart/palette.h"

/* The text is 32 em wide: 55 to 75 characters of a usual font. */
static const char BASICS[] =
    ":root { color-scheme: light dark; --paper: #ffffff; --ink: #1c1f23; --quiet: #59616b; --accent: #17375e;\n"
    "  --link: #1b5794; --rule: #c3cad3; --box: #eef2f7; --mark: #8f1d14; --mark-ground: #fbe7e3;\n"
    "  --shade: #1c1f2338; --measure: 32em; }\n"
    "* { box-sizing: border-box; }\n"
    "html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }\n"
    "body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;\n"
    "  font: 1.0625rem/1.55 \"Source Sans 3\", \"Source Sans Pro\", system-ui, sans-serif; }\n"
    "a { color: var(--link); text-underline-offset: 0.15em; }\n"
    "a:hover { text-decoration-thickness: 0.14em; }\n"
    ":focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }\n"
    "main:focus { outline: none; }\n"
    ":target { scroll-margin-top: 3.5rem; }\n"
    ".skip { position: absolute; left: -999rem; }\n"
    ".skip:focus { left: 0.5rem; top: 0.5rem; z-index: 2; padding: 0.5rem 1rem; background: var(--paper); }\n"
    ".unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);\n"
    "  white-space: nowrap; }\n"
    ".glyphs { position: absolute; }\n"
    ".mark { position: sticky; top: 0; z-index: 1; padding: 0.4rem 1rem; background: var(--mark-ground); color: var(--mark);\n"
    "  font-weight: 600; text-align: center; line-height: 1.3; }\n";

static const char TEXT_STYLE[] =
    ".cover, .contents, main, footer { max-width: calc(var(--measure) + 2rem); margin: 0 auto; padding: 0 1rem; }\n"
    ".cover { padding-top: 2.5rem; }\n"
    ".cover p { margin: 0; }\n"
    ".publisher { color: var(--accent); font-weight: 600; }\n"
    ".series, .date { color: var(--quiet); }\n"
    "h1, h2, h3, h4, h5 { color: var(--accent); font-weight: 600; line-height: 1.25; text-wrap: balance; hyphens: auto; }\n"
    "h1 { margin: 1.6rem 0 0.6rem; font-size: clamp(1.375rem, 0.85rem + 2.6vw, 2.5rem); line-height: 1.15; }\n"
    ".cover .subtitle { margin-bottom: 1rem; font-size: 1.25rem; line-height: 1.4; }\n"
    ".languages { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-top: 1rem; color: var(--quiet); }\n"
    ".languages ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }\n"
    ".cover::after { content: \"\"; display: block; margin-top: 1.6rem; border-bottom: 2px solid var(--accent); }\n"
    "h2 { margin: 3rem 0 0.8rem; font-size: clamp(1.25rem, 0.92rem + 1.9vw, 1.75rem); }\n"
    "h3 { margin: 2.2rem 0 0.6rem; font-size: clamp(1.1875rem, 1rem + 0.75vw, 1.3rem); }\n"
    "h4 { margin: 1.6rem 0 0.4rem; font-size: 1.1rem; }\n"
    "h5 { margin: 1.4rem 0 0.2rem; font-size: 1rem; color: var(--ink); }\n"
    ".number { margin-right: 0.35em; }\n"
    "p { margin: 0 0 0.9em; }\n"
    "p, li { text-wrap: pretty; }\n"
    "ul, ol { padding-left: 1.4em; }\n"
    "li p { margin-bottom: 0.3em; }\n"
    "blockquote { margin: 1.4rem 0; padding-left: 1rem; border-left: 3px solid var(--rule); }\n"
    ".box { margin: 1.6rem 0; padding: 1rem 1.2rem; background: var(--box); border-radius: 4px; }\n"
    ".box > :first-child { margin-top: 0; }\n"
    ".box > :last-child { margin-bottom: 0; }\n"
    "address { font-style: normal; }\n"
    "abbr { text-decoration: none; }\n"
    "sup { font-size: 0.75em; line-height: 0; }\n"
    "sup a { padding: 0 0.15em; text-decoration: none; }\n"
    ".notes { margin-top: 3.5rem; border-top: 1px solid var(--rule); font-size: 0.9375rem; }\n"
    ".notes h2 { margin: 1.2rem 0 0.6rem; font-size: 1.3rem; }\n"
    ".notes li { margin-bottom: 0.4rem; }\n"
    "footer { margin-top: 2rem; margin-bottom: 3rem; }\n"
    "footer h2 { margin: 1.2rem 0 0.4rem; font-size: 1.3rem; }\n"
    "footer ul { margin: 0; padding: 0; list-style: none; }\n";

static const char CONTENTS[] =
    ".contents { line-height: 1.35; }\n"
    ".contents h2 { margin: 1.6rem 0 0.6rem; font-size: 1.3rem; }\n"
    ".contents ol { margin: 0; padding: 0; list-style: none; }\n"
    ".contents ol ol { padding-left: 1.2rem; }\n"
    ".contents a { display: flex; padding: 0.25rem 0; text-decoration: none; }\n"
    ".contents a:hover { text-decoration: underline; }\n"
    ".contents .number { flex: none; min-width: 1.4em; margin-right: 0.4em; }\n"
    ".contents .unnumbered { padding-left: 1.8em; }\n";

/* A shade at an edge of a table tells that there is more of it: what moves with the table covers the shade at its end. */
static const char FIGURES[] =
    "figure, .table { margin: 1.8rem 0; }\n"
    "figcaption, caption { margin: 0; padding: 0 0 0.5rem; font-weight: 600; font-size: 0.9375rem; line-height: 1.35;\n"
    "  text-align: left; text-wrap: balance; }\n"
    ".lead { color: var(--accent); }\n"
    ".drawing svg { display: block; width: 100%; height: auto; }\n"
    ".drawing { overflow: hidden; border: 1px solid var(--rule); border-radius: 4px; background: var(--paper); }\n"
    ".drawing .wide, .drawing .abreast { display: none; }\n"
    ".drawing .narrow, .drawing .only, .drawing .abreast { max-width: 24rem; margin: 0 auto; }\n"
    ".note, p.files, summary { font-size: 0.875rem; line-height: 1.4; }\n"
    ".note { margin: 0.5rem 0 0; color: var(--quiet); }\n"
    "p.files { margin: 0.4rem 0 0; }\n"
    "p.files a { margin-right: 0.6em; }\n"
    "details { margin-top: 0.4rem; }\n"
    "summary { display: inline-block; padding: 0.3rem 0; color: var(--link); cursor: pointer; }\n"
    "summary::before { content: \"\\25B8\\A0\"; }\n"
    "details[open] summary::before { content: \"\\25BE\\A0\"; }\n"
    ".scroll { position: relative; margin: 0 -0.25rem; padding: 0 0.25rem; overflow-x: auto; container-type: inline-size; }\n"
    ".scroll[tabindex] { --ground: var(--paper); background:\n"
    "  linear-gradient(90deg, var(--ground) 40%, transparent) 0 / 1.5rem 100% no-repeat local,\n"
    "  linear-gradient(-90deg, var(--ground) 40%, transparent) 100% / 1.5rem 100% no-repeat local,\n"
    "  linear-gradient(90deg, var(--shade), transparent) 0 / 0.6rem 100% no-repeat scroll,\n"
    "  linear-gradient(-90deg, var(--shade), transparent) 100% / 0.6rem 100% no-repeat scroll; }\n"
    ".box .scroll[tabindex] { --ground: var(--box); }\n"
    "caption > span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2rem); max-width: 100cqi; }\n"
    "table { width: 100%; border-collapse: collapse; border-bottom: 2px solid var(--accent); font-size: 0.9375rem;\n"
    "  line-height: 1.35; font-variant-numeric: tabular-nums; }\n"
    "th, td { padding: 0.35rem 0 0.35rem 0.9rem; border-top: 1px solid var(--rule); vertical-align: top; font-weight: 400; }\n"
    "th:first-child, td:first-child { padding-left: 0; }\n"
    "thead th, thead td { border-top: 2px solid var(--accent); border-bottom: 2px solid var(--accent); font-weight: 600;\n"
    "  vertical-align: bottom; }\n"
    "tbody tr:first-child > * { border-top: 0; }\n"
    "tfoot th, tfoot td { border-top: 2px solid var(--accent); font-weight: 600; }\n"
    ".sums tr > :last-child { font-weight: 600; }\n"
    "th { hyphens: auto; }\n"
    ".start { text-align: left; }\n"
    ".middle { text-align: center; }\n"
    ".end { text-align: right; }\n"
    "td.end, tbody th.end { white-space: nowrap; }\n"
    ".long { min-width: 9rem; }\n"
    ".short { white-space: nowrap; }\n"
    "[data-lack]::after { content: attr(data-lack); visibility: hidden; }\n";

static const char WIDTHS[] =
    "@media (max-width: 36rem) { table { font-size: 0.875rem; } th, td { padding-left: 0.6rem; }\n"
    "  thead th { font-size: 0.8125rem; } }\n"
    "@media (min-width: 36rem) {\n"
    "  .table.third { max-width: 19rem; }\n"
    "  .table.half { max-width: 22rem; }\n"
    "  .full .drawing .wide { display: block; }\n"
    "  .full .drawing .narrow, .row .abreast + .narrow { display: none; }\n"
    "  .row .drawing .abreast { display: block; }\n"
    "  .row { display: flex; flex-wrap: wrap; gap: 1rem 1.25rem; margin: 1.8rem 0; }\n"
    "  .row > * { flex: 1 1 17rem; max-width: none; margin: 0; }\n"
    "  .row > .third { flex-grow: 0.6; }\n"
    "  figure.half:not(.row > *), figure.third:not(.row > *) { max-width: 24rem; }\n"
    "}\n"
    "@media (min-width: 40rem) {\n"
    "  body { font-size: 1.125rem; }\n"
    "  .cover, .contents, main, footer { max-width: calc(var(--measure) + 3rem); padding: 0 1.5rem; }\n"
    "  .cover { padding-top: 4rem; }\n"
    "}\n"
    "@media (min-width: 64rem) {\n"
    "  .with-contents { display: grid; grid-template-rows: auto auto 1fr auto; column-gap: 2.5rem;\n"
    "    grid-template-columns: minmax(1rem, 1fr) 15rem minmax(0, calc(var(--measure) + 3rem)) minmax(1rem, 1fr); }\n"
    "  .with-contents > :not(.skip) { grid-column: 3; max-width: none; width: 100%; margin-left: 0; margin-right: 0; }\n"
    "  .with-contents > .glyphs { width: 0; }\n"
    "  .with-contents > .mark { grid-area: 1 / 1 / auto / -1; }\n"
    "  .with-contents > .cover { grid-row: 2; }\n"
    "  .with-contents > main { grid-row: 3; }\n"
    "  .with-contents > footer { grid-row: 4; }\n"
    "  .with-contents > .contents { grid-column: 2; grid-row: 3 / span 2; position: sticky; top: 0; align-self: start;\n"
    "    max-height: 100vh; padding: 1.5rem 0.25rem; overflow-y: auto; font-size: 0.9375rem; }\n"
    "  .with-contents > .mark ~ .contents { top: 2.2rem; max-height: calc(100vh - 2.2rem); }\n"
    "  .contents ol { margin-bottom: 0.5rem; }\n"
    "}\n";

static const char DARK[] =
    "@media screen and (prefers-color-scheme: dark) {\n"
    "  :root { --paper: #14181d; --ink: #e6e9ed; --quiet: #a9b2bd; --accent: #b4cff0; --link: #8fc1f5; --rule: #414b57;\n"
    "    --box: #1f262e; --mark: #ffdad3; --mark-ground: #5f1c15; --shade: #b4cff04d; }\n";

/* A total stands where its table ends, not at the foot of each page, and tables of up to 24 rows stay together. */
static const char PAPER[] =
    "@media print {\n"
    "  @page { margin: 18mm 20mm; }\n"
    "  html { font-size: 62.5%; }\n"
    "  body { display: block; font-size: 10.5pt; line-height: 1.4; }\n"
    "  .cover, .contents, main, footer { max-width: 36em; margin: 0; padding: 0; }\n"
    "  .contents { position: static; }\n"
    "  .skip, details, .files, .languages, [role=doc-backlink] { display: none; }\n"
    "  .mark { position: static; }\n"
    "  .newpage { break-after: page; }\n"
    "  h1, h2, h3, h4, h5, figcaption, caption { break-after: avoid; }\n"
    "  p:has(+ .table) { break-after: avoid; }\n"
    "  figure, tr, .box, address { break-inside: avoid; }\n"
    "  thead { display: table-header-group; }\n"
    "  tfoot { display: table-row-group; }\n"
    "  .table:not(:has(tbody > tr:nth-child(25))) { break-inside: avoid; }\n"
    "  p { orphans: 3; widows: 3; }\n"
    "  .full .drawing .wide { display: block; }\n"
    "  .full .drawing .narrow { display: none; }\n"
    "  figure.full { max-width: 120mm; }\n"
    "  .row { max-width: 150mm; }\n"
    "  .scroll, .scroll[tabindex] { overflow: visible; background: none; }\n"
    "  a { color: inherit; text-decoration: none; }\n"
    "}\n";

/* Charts of one width that stand side by side are level, whatever their captions and notes: each stands on four rows of a grid. */
static const char LEVEL[] =
    "@supports (grid-template-rows: subgrid) and selector(:has(a)) {\n"
    "  @media (min-width: 36rem) {\n"
    "    .row:not(:has(> :not(.chart.half))), .row:not(:has(> :not(.chart.third))) { display: grid; gap: 0 1.25rem;\n"
    "      grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); grid-auto-rows: auto auto auto 1fr;\n"
    "      margin-bottom: 0.8rem; }\n"
    "    .row:not(:has(> :not(.chart.half))) > *, .row:not(:has(> :not(.chart.third))) > * { display: grid;\n"
    "      grid-row: span 4; grid-template-rows: subgrid; grid-template-columns: minmax(0, 1fr); margin-bottom: 1rem; }\n"
    "    .row > .chart > figcaption { grid-row: 1; }\n"
    "    .row > .chart > .drawing { grid-row: 2; }\n"
    "    .row > .chart > .note { grid-row: 3; }\n"
    "    .row > .chart > details { grid-row: 4; }\n"
    "  }\n"
    "}\n";

/* Beside a narrow table that ends a row there is room below the chart: for the paragraphs that follow, as on pages. */
static const char BESIDE[] =
    "@supports selector(:has(a)) {\n"
    "  @media (min-width: 36rem) {\n"
    "    main > .row:has(> .chart:first-child + .table.third:last-child) { display: block; margin-bottom: 0; }\n"
    "    main > .row > .chart:first-child:has(+ .table.third:last-child) { float: left; width: calc(62% - 1.5rem);\n"
    "      margin-bottom: 1.4rem; }\n"
    "    main > .row > .chart:first-child + .table.third:last-child { float: right; width: 38%; margin: 0 0 1.4rem 1.5rem; }\n"
    "    main > :not(p), main::after { clear: both; }\n"
    "    main::after { content: \"\"; display: block; }\n"
    "  }\n"
    "}\n";

/* A string of CSS: all but letters and digits by their numbers, so that nothing in it can end it. */
static void add_string(struct text_builder *out, struct text t)
{
    text_add_byte(out, '"');
    for (size_t at = 0; at < t.len;) {
        const uint32_t c = text_next(t, &at);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_plain)
            text_add_char(out, c);
        else
            text_add_format(out, "\\%06x", c);
    }
    text_add_byte(out, '"');
}

/* Charts are drawn once, in the colours of light paper: a style sheet goes before the attributes that name them. */
static void add_dark(struct text_builder *out)
{
    struct palette_change changes[PALETTE_CHANGES_MAX];
    const size_t count = palette_changes(changes);
    text_add_c(out, DARK);
    for (size_t i = 0; i < count; i++) {
        const uint32_t light = changes[i].light, dark = changes[i].dark;
        text_add_format(out, "  .drawing [fill=\"#%06x\"] { fill: #%06x; } .drawing [stroke=\"#%06x\"] { stroke: #%06x; }\n", light,
                        dark, light, dark);
    }
    text_add_c(out, "}\n");
}

void html_add_style(struct text mark, struct text_builder *out)
{
    static const char *const parts[] = {BASICS, TEXT_STYLE, CONTENTS, FIGURES, WIDTHS, LEVEL, BESIDE};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        text_add_c(out, parts[i]);
    add_dark(out);
    text_add_c(out, PAPER);
    if (!mark.len)
        return;
    text_add_c(out, "@page { @top-center { color: #8f1d14; font: 600 9pt sans-serif; content: ");
    add_string(out, mark);
    text_add_c(out, "; } }\n");
}
