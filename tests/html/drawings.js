// SPDX-License-Identifier: GPL-3.0-or-later
// How far each SVG, as Chromium paints it, is from the PNG beside it: node drawings.js MODULES CHROMIUM FILE.svg…
// MODULES is the folder of playwright-core. As JSON on stdout: of each file the share of pixels that differ plainly from all that is
// near them in the other picture, both ways.
"use strict";
const fs = require("fs"), path = require("path");
const [modules, chromium, ...files] = process.argv.slice(2);
const driver = require(path.join(modules, "playwright-core"));

// Runs in the page.
async function compare([svg, png]) {
  const PLAIN = 90, NEAR = 1; // of 255 in one colour; pixels: two painters do not smooth edges alike
  const load = source => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => failed(new Error("no picture"));
    image.src = source;
  });
  const pictures = await Promise.all([svg, png].map(load));
  const width = pictures[1].naturalWidth, height = pictures[1].naturalHeight;
  const [a, b] = pictures.map(picture => {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  });
  const differ = (one, i, other, k) => [0, 1, 2].some(channel => Math.abs(one[4 * i + channel] - other[4 * k + channel]) > PLAIN);
  const count = (one, other) => {
    let far = 0;
    for (let y = NEAR; y < height - NEAR; y++)
      for (let x = NEAR; x < width - NEAR; x++) {
        const i = y * width + x;
        let alone = differ(one, i, other, i);
        for (let v = -NEAR; alone && v <= NEAR; v++)
          for (let u = -NEAR; alone && u <= NEAR; u++)
            alone = differ(one, i, other, i + v * width + u);
        far += alone;
      }
    return far / (width * height);
  };
  return Math.max(count(a, b), count(b, a));
}

async function main() {
  const browser = await driver.chromium.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage(), found = [];
  for (const file of files) {
    const [svg, png] = [[file, "svg+xml"], [file.replace(/svg$/, "png"), "png"]]
      .map(([name, type]) => `data:image/${type};base64,${fs.readFileSync(name).toString("base64")}`);
    found.push({ file, far: await page.evaluate(compare, [svg, png]) });
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch(error => { process.stderr.write(String(error.stack || error)); process.exitCode = 1; });
