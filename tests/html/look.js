// SPDX-License-Identifier: GPL-3.0-or-later
// Opens pages in Chromium and tells what is there, as JSON on stdout: node look.js MODULES CHROMIUM FOLDER FILE…
// MODULES is the folder of playwright-core and axe-core. FOLDER gets a PDF of each file, as it would be printed.
"use strict";
const fs = require("fs"), path = require("path");
const [modules, chromium, folder, ...files] = process.argv.slice(2);
const driver = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [[320, "light"], [320, "dark"], [768, "light"], [1280, "light"], [1280, "dark"]];

// Runs in the page: layout.
async function measure() {
  const visible = element => element.getClientRects().length > 0;
  // The mean length of lines: the last line of a paragraph is taken to be half full.
  const lines = [...document.querySelectorAll("main > p")].map(paragraph => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const tops = new Set([...range.getClientRects()].filter(box => box.height > 14).map(box => Math.round(box.top / 12)));
    return [paragraph.textContent.length, tops.size];
  }).filter(([, count]) => count > 3);
  // What the page has moved by of its own since it was opened; there is always a paint to wait for.
  const shifts = new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.hadRecentInput ? 0 : entry.value; }))
      .observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver(() => setTimeout(() => done(sum), 50)).observe({ type: "paint", buffered: true });
  });
  // Where whole numbers end in columns with decimals: an English page has a point there.
  const wholes = [...document.querySelectorAll("[data-lack]")].map(cell => {
    const range = document.createRange(), words = cell.firstChild;
    range.setStart(words, 0);
    range.setEnd(words, words.data.split(".")[0].length);
    return range.getBoundingClientRect().right;
  });
  // Of the smallest letters in a chart, which have 8 points.
  const letters = [...document.querySelectorAll(".drawing svg")].filter(visible)
    .map(svg => 8 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
  // Before what may scroll is cut off: the hook of a J reaches out of its cell.
  const edges = [...document.querySelectorAll(".scroll")].filter(visible)
    .map(box => box.querySelector("th, td").getBoundingClientRect().left - box.getBoundingClientRect().left);
  // Of the report's title and of the first heading of each level.
  const sizes = [".cover h1", "main h2", "main h3", "main h4", "main h5"].map(name => document.querySelector(name))
    .filter(Boolean).map(heading => parseFloat(getComputedStyle(heading).fontSize));
  // Whether a shade tells that a table goes on, where it does: the last layers of the ground.
  const shaded = [...document.querySelectorAll(".scroll")].filter(visible).filter(box => box.scrollWidth > box.clientWidth)
    .map(box => (getComputedStyle(box).backgroundAttachment === "local, local, scroll, scroll"));
  const lefts = [...document.querySelectorAll("figure.chart > figcaption")].filter(caption => !caption.closest(".box"))
    .map(caption => Math.round(caption.getBoundingClientRect().left));
  // Of charts of one width in a row that stand side by side: where their drawings begin and end.
  const levels = [...document.querySelectorAll(".row")].map(row => [...row.children]
    .map(figure => figure.querySelector(":scope.half > .drawing")).map(drawing => drawing && drawing.getBoundingClientRect()))
    .filter(boxes => boxes.every(Boolean) && boxes[0].left < boxes[1].left)
    .map(boxes => boxes.map(box => [Math.round(box.top), Math.round(box.bottom)]));
  // Of the same charts, where the centres of pies are, and where columns end below.
  const base = drawing => {
    const parts = [...drawing.querySelectorAll("svg > path")].filter(visible).filter(part => !["none", "#ffffff"].includes(part.getAttribute("fill")));
    const slices = parts.filter(part => part.getAttribute("d").includes("C"));
    const boxes = (slices.length ? slices : parts).map(part => part.getBoundingClientRect());
    const foot = Math.max(...boxes.map(box => box.bottom));
    return slices.length ? (foot + Math.min(...boxes.map(box => box.top))) / 2 : foot;
  };
  const bases = [...document.querySelectorAll(".row")].map(row => [...row.children]
    .map(figure => figure.querySelector(":scope.half > .drawing")))
    .filter(drawings => drawings.every(Boolean) && drawings[0].getBoundingClientRect().left < drawings[1].getBoundingClientRect().left)
    .map(drawings => drawings.map(base));
  // Signs that join words and begin a line, below the word before them.
  const joints = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const place = (text, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  };
  while (texts.nextNode())
    for (const found of texts.currentNode.data.matchAll(/\S\s\+\s/g)) {
      const word = place(texts.currentNode, found.index), sign = place(texts.currentNode, found.index + 2);
      if (sign.width && sign.top > word.bottom - 3)
        joints.push(texts.currentNode.data.slice(Math.max(0, found.index - 20), found.index + 20));
    }
  // Of the contents, where the words of the first level begin, with and without a number.
  const entries = [...document.querySelectorAll(".contents > ol > li > a")]
    .map(entry => [entry.children.length, Math.round(entry.lastElementChild.getBoundingClientRect().left)]);
  // Of a chart and a narrow table beside it, with text behind them: by how much the text begins above the table's end.
  const beside = [...document.querySelectorAll(".row:has(> .chart + .table.third:last-child) + p")].map(text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return text.previousElementSibling.lastElementChild.getBoundingClientRect().bottom - range.getBoundingClientRect().top;
  });
  // What each colour that a chart is drawn in becomes.
  const colours = {};
  document.querySelectorAll(".drawing [fill], .drawing [stroke]").forEach(part => ["fill", "stroke"].forEach(name => {
    if ((part.getAttribute(name) || "none") !== "none")
      colours[part.getAttribute(name)] = getComputedStyle(part)[name];
  }));
  return {
    entries, bases, joints, wholes, letters, edges, sizes, lefts, levels, colours, shaded, beside,
    scrolls: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    drawings: [...document.querySelectorAll("figure.chart")].map(figure => [...figure.querySelectorAll("svg")].filter(visible).length),
    lineLength: lines.reduce((sum, [length, count]) => sum + length / (count - 0.5), 0) / lines.length,
    shift: await shifts,
    paper: getComputedStyle(document.body).backgroundColor,
    chartPaper: [...document.querySelectorAll(".drawing")].map(element => getComputedStyle(element).backgroundColor),
    tableLimits: [...document.querySelectorAll(".table")].map(element => getComputedStyle(element).maxWidth),
    markTop: document.querySelector(".mark") ? document.querySelector(".mark").getBoundingClientRect().top : null,
  };
}

// Keys alone: where the first Tab leads, and where Enter leads from there.
async function skip(page) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { name: document.activeElement.className, seen: box.left >= 0 && box.top >= 0 && box.width > 0 };
  });
  await page.keyboard.press("Enter");
  return { ...first, leadsTo: await page.evaluate(() => document.activeElement.tagName) };
}

// Contrast that axe-core leaves open is a fault, but of an arrow, of what a table that is too wide has out of sight, and of words
// on the shades at its edges, which lie on the page's own colour.
function isOpen(node) {
  const reasons = node.any.map(check => check.data && check.data.messageKey);
  const isOnShade = reasons.includes("bgGradient") || reasons.includes("shortTextContent"); // which it says of a single digit there
  return !reasons.includes("nonBmp") && !isOnShade && !/\.scroll|table|tr|td|th/.test(node.target.join(" "));
}

async function look(browser, file, [width, scheme]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage(), requests = [], said = [];
  page.on("request", request => requests.push(request.url()));
  page.on("console", message => said.push(message.text()));
  page.on("pageerror", error => said.push(String(error)));
  await page.goto("file://" + file);
  const keys = await skip(page);
  const layout = await page.evaluate(measure);
  await page.evaluate(() => window.scrollTo(0, 3000));
  layout.markTopLater = (await page.evaluate(measure)).markTop;
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.querySelectorAll("details").forEach(details => { details.open = true; });
  });
  const open = await page.evaluate(measure);
  layout.scrollsOpen = open.scrolls;
  layout.joints = open.joints;
  await page.evaluate(axe);
  const found = await page.evaluate(tags => axe.run(document, { runOnly: tags }), TAGS);
  await context.close();
  return {
    file, width, scheme, keys, layout, requests, said,
    violations: found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]),
    undecided: found.incomplete.filter(rule => rule.id === "color-contrast").flatMap(rule => rule.nodes.filter(isOpen))
      .map(node => node.html.slice(0, 160)),
    passed: found.passes.map(rule => rule.id),
  };
}

async function print(browser, file) {
  const page = await browser.newPage({ colorScheme: "dark" });
  await page.goto("file://" + file);
  const pdf = path.join(folder, file.replace(/[/]/g, "-") + ".pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  await page.close();
  return pdf;
}

async function main() {
  const browser = await driver.chromium.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const seen = [];
  for (const file of files) {
    const printed = await print(browser, file);
    // A reproduction differs by its mark alone: narrow and wide will do.
    for (const view of file.includes("/public/") ? VIEWS : [VIEWS[0], VIEWS[4]])
      seen.push({ ...await look(browser, file, view), printed });
  }
  await browser.close();
  process.stdout.write(JSON.stringify(seen));
}

main().catch(error => { process.stderr.write(String(error.stack || error)); process.exitCode = 1; });
